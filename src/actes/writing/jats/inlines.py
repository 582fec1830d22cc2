"""Inlines of the tree → the mixed contents of JATS paragraphs and titles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actes import tree
from actes.model import Asset
from actes.tree import Inlines, Node
from actes.writing.jats.elements import Element, Mixed, element, fit, is_empty, line_break, text_of
from actes.writing.jats.formulas import displayed_formula, inline_formula
from actes.writing.jats.graphics import described, graphic
from actes.writing.jats.scope import PendingLink, PendingNote, Scope

FACES = {
    "Emph": "italic",
    "Strong": "bold",
    "Strikeout": "strike",
    "Superscript": "sup",
    "Subscript": "sub",
    "SmallCaps": "sc",
    "Underline": "underline",
}


def inlines(scope: Scope, nodes: Inlines) -> Mixed:
    """The mixed contents that `nodes` become, in order, texts that meet being one."""
    parts: Mixed = []
    run: list[str] = []
    for node in nodes:
        for part in _inline(scope, node):
            if isinstance(part, str):
                run.append(part)
                continue
            if run:
                parts.append("".join(run))
                run = []
            parts.append(part)
    return [*parts, "".join(run)] if run else parts


def _inline(scope: Scope, node: Node) -> Mixed:
    kind = node["t"]
    contents: Any = node.get("c")
    match kind:
        case "Str":
            return [contents]
        case "Space" | "SoftBreak":
            return [" "]
        case "LineBreak":
            return [line_break(), " "]
        case "Code":
            return _identified(scope, contents[0][0], [element("monospace", contents[1])] if contents[1] else [])
        case "Math":
            return _math(scope, *contents)
        case "RawInline":
            scope.remark("jats-raw", format=contents[0])
            return [element("monospace", contents[1])] if contents[1] else []
        case "Quoted":
            opening, closing = ("‘", "’") if contents[0]["t"] == "SingleQuote" else ("“", "”")
            return [opening, *inlines(scope, contents[1]), closing]
        case "Cite":
            return inlines(scope, contents[1])
        case "Link":
            return _link(scope, node)
        case "Image":
            return _image(scope, node)
        case "Span":
            return _span(scope, node)
        case "Note":
            return _note(scope, contents, "", "")
        case _ if kind in FACES:
            return _face(FACES[kind], inlines(scope, contents))
        case _:
            raise ValueError(f"no such inline: {kind}")


def _face(tag: str, parts: Mixed) -> Mixed:
    """`parts` in bold, italic…; a face on nothing is nothing."""
    return parts if is_empty(parts) else [fit(element(tag), parts)]


def _identified(scope: Scope, local: str, parts: Mixed) -> Mixed:
    """`parts` as the target of references to `local`, if that is an id."""
    return [fit(element("target", id=scope.ids.take(local)), parts)] if local else parts


def _math(scope: Scope, kind: Node, tex: str) -> Mixed:
    if not tex.strip():
        return []
    return [displayed_formula(scope, tex) if kind["t"] == "DisplayMath" else inline_formula(scope, tex)]


def _span(scope: Scope, node: Node) -> Mixed:
    (identifier, classes, _), inner = node["c"]
    if "footnote" in classes and len(inner) == 1 and inner[0]["t"] == "Note":
        return _note(scope, inner[0]["c"], identifier, tree.value(node, "number"))
    if "equation" in classes and len(inner) == 1 and inner[0]["t"] == "Math":
        return [displayed_formula(scope, inner[0]["c"][1], identifier, tree.value(node, "label"))]
    if "cite" in classes:
        return _citation(scope, tree.value(node, "key"), inner)
    if "index" in classes:
        entry = tree.value(node, "entry") or tree.plain_text(inner)
        mark: Mixed = [element("index-term", element("term", entry))] if entry else []
        return mark + _identified(scope, identifier, inlines(scope, inner))
    parts = inlines(scope, inner)
    if lang := tree.value(node, "lang"):
        return _identified(scope, identifier, _styled(parts, "lang", xml_lang=lang))
    for known in ("cite-missing", "missing-image", "xref-missing"):
        if known in classes:
            return _identified(scope, identifier, _styled(parts, known))
    return _identified(scope, identifier, parts)


def _styled(parts: Mixed, style: str, **attributes: str) -> Mixed:
    if is_empty(parts):
        return parts
    return [fit(element("styled-content", style_type=style, **attributes), parts)]


def _citation(scope: Scope, key: str, inner: Inlines) -> Mixed:
    """A cite as a link to its reference, if the text lists that."""
    if scope.linked or key not in scope.references:
        return inlines(scope, inner)
    return _cross_reference(scope, "", tree.reference_id(key), inner)


def _link(scope: Scope, node: Node) -> Mixed:
    (identifier, classes, _), inner, (url, title) = node["c"]
    if scope.linked:
        return inlines(scope, inner)
    if "xref" in classes or url.startswith("#"):
        chapter, local = tree.value(node, "chapter"), tree.value(node, "rid")
        if chapter and local == chapter:
            local = ""
        elif not chapter and not local:
            local = url.removeprefix("#")
        parts = _cross_reference(scope, chapter, local, inner)
    elif url.startswith("mailto:") and tree.plain_text(inner) == url.removeprefix("mailto:"):
        parts = [element("email", url.removeprefix("mailto:"))]
    else:
        parts = _external(scope, url, inner, title)
    return _identified(scope, identifier, parts)


def _around(scope: Scope, inner: Inlines, make: Callable[[Mixed], Mixed]) -> Mixed:
    """`make` around the text of a link; notes called in it are called after it."""
    calls = _calls(inner)
    if not calls:
        return make(inlines(scope.inside_link(), inner))
    kept = tree.rewrite(inner, lambda node: [] if _is_call(node) else None)
    return make(inlines(scope.inside_link(), kept)) + inlines(scope, calls)


def _is_call(node: Node) -> bool:
    return node["t"] == "Note" or (node["t"] == "Span" and "footnote" in tree.classes(node))


def _calls(nodes: Inlines) -> Inlines:
    """The notes called in `nodes`, each with the span that numbers it, but for those that notes call."""
    found: Inlines = []
    within: set[int] = set()
    for node in tree.walk(nodes):
        if _is_call(node) and id(node) not in within:
            found.append(node)
            within.update(id(inner) for inner in tree.walk(node["c"]))
    return found


def _cross_reference(scope: Scope, chapter: str, local: str, inner: Inlines) -> Mixed:
    if chapter and chapter in scope.chapters:
        return _external(scope, scope.chapters[chapter], inner)

    def make(parts: Mixed) -> Mixed:
        if is_empty(parts):
            return parts
        made = fit(element("xref"), parts)
        scope.links.append(PendingLink(made, scope, chapter, local))
        return [made]

    return _around(scope, inner, make)


def host(url: str) -> str:
    """What a URL is of, in a word: its host, else its scheme."""
    scheme, _, rest = url.partition(":")
    return rest.lstrip("/").partition("/")[0] or scheme


def _external(scope: Scope, url: str, inner: Inlines, title: str = "") -> Mixed:
    def make(parts: Mixed) -> Mixed:
        if not url:
            return parts
        held: Mixed = [url] if is_empty(parts) else parts
        if (file := scope.supplements.get(url)) is not None:
            return [_supplement(scope, file, held)]
        # JATS4R wants words for a link that shows nothing but its URL
        bare = text_of(held).strip() == url or text_of(held).startswith(("http://", "https://", "ftp://"))
        described = title or (host(url) if bare else "")
        return [fit(element("ext-link", ext_link_type="uri", xlink_href=url, xlink_title=described), held)]

    return _around(scope, inner, make)


def _supplement(scope: Scope, file: Asset, parts: Mixed) -> Element:
    """A link to a file of the contribution, which goes with it to archives."""
    kind, _, subtype = file.media_type.partition("/")
    made = element(
        "inline-supplementary-material",
        id=scope.ids.make("supplement"),
        mimetype=kind,
        mime_subtype=subtype,
        xlink_href=f"{scope.folder}{file.name}",
    )
    return fit(made, parts)


def _note(scope: Scope, blocks: list[Node], identifier: str, number: str) -> Mixed:
    """The call of a note, whose text joins the notes of the scope."""
    shown = number or str(len(scope.notes) + 1)
    body = element("fn", element("label", shown), id=scope.ids.take(identifier) if identifier else scope.ids.make("fn"))
    scope.notes.append(PendingNote(int(shown) if shown.isdecimal() else len(scope.notes) + 1, body, blocks))
    return [element("xref", element("sup", shown), ref_type="fn", rid=body.get("id"))]


def _image(scope: Scope, node: Node) -> Mixed:
    """An image within a line; one that is not there leaves its description."""
    identifier, url = node["c"][0][0], node["c"][2][0]
    if url not in scope.assets:
        return _identified(scope, identifier, _styled([described(node)], "missing-image") if described(node) else [])
    return _identified(scope, identifier, [graphic(scope, node, "inline-graphic")])
