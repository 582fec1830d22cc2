"""Blocks of the tree → JATS block elements (`blocks`), and headings → nested sections (`fill`)."""

from __future__ import annotations

import unicodedata
from typing import Any

from actes import tree
from actes.tree import Blocks, Inlines, Node
from actes.writing.jats.elements import Element, Mixed, element, fit, is_empty
from actes.writing.jats.figures import figure
from actes.writing.jats.formulas import displayed_formula
from actes.writing.jats.inlines import inlines
from actes.writing.jats.lists import bullet_list, definition_list, ordered_list
from actes.writing.jats.quotations import joined, quotation, verse
from actes.writing.jats.scope import Scope
from actes.writing.jats.tables import table_wrap

_KEPT = ("attribution", "credit", "long-description", "missing-image", "note", "source")
"""Classes of divisions that paragraphs bear as @content-type when they stand outside the thing they belong to."""


def blocks(scope: Scope, nodes: Blocks) -> list[Element]:
    """The elements that `nodes` become, in order; a heading among them becomes a paragraph in bold."""
    return [made for node in nodes for made in block(scope, node)]


def block(scope: Scope, node: Node) -> list[Element]:
    """The elements that one block becomes: none when it shows nothing."""
    kind = node["t"]
    contents: Any = node.get("c")
    match kind:
        case "Para" | "Plain":
            return paragraph(scope, contents)
        case "Header":
            return _heading(scope, node)
        case "CodeBlock":
            return _code(scope, node)
        case "RawBlock":
            scope.remark("jats-raw", format=contents[0])
            return [element("code", contents[1], xml_space="preserve")] if contents[1].strip() else []
        case "LineBlock":
            return verse(scope, contents)
        case "BlockQuote":
            return quotation(scope, contents, blocks)
        case "BulletList":
            return bullet_list(scope, contents, blocks)
        case "OrderedList":
            return ordered_list(scope, contents, blocks)
        case "DefinitionList":
            return definition_list(scope, contents, blocks)
        case "HorizontalRule":
            scope.remark("jats-rule")
            return [element("p", "* * *", content_type="rule")]
        case "Figure":
            return figure(scope, node, blocks)
        case "Table":
            return table_wrap(scope, node, [], blocks)
        case "Div":
            return _division(scope, node)
        case _:
            raise ValueError(f"no such block: {kind}")


def paragraph(scope: Scope, nodes: Inlines, content_type: str = "") -> list[Element]:
    """A `<p>`; an equation that is alone in its paragraph stands by itself."""
    shown = [n for n in nodes if n["t"] not in {"Space", "SoftBreak"}]
    if len(shown) == 1 and (formula := _lone_formula(scope, shown[0])) is not None:
        return [formula]
    parts = inlines(scope, nodes)
    return [] if is_empty(parts) else [fit(element("p", content_type=content_type), parts)]


def _lone_formula(scope: Scope, node: Node) -> Element | None:
    if node["t"] == "Span" and "equation" in tree.classes(node) and len(node["c"][1]) == 1:
        inner = node["c"][1][0]
        if inner["t"] == "Math":
            return displayed_formula(scope, inner["c"][1], tree.identifier(node), tree.value(node, "label"))
    if node["t"] == "Math" and node["c"][0]["t"] == "DisplayMath" and node["c"][1].strip():
        return displayed_formula(scope, node["c"][1])
    return None


def _heading(scope: Scope, node: Node) -> list[Element]:
    """A heading where no section may begin."""
    identifier = tree.identifier(node)
    parts = inlines(scope, node["c"][2])
    if is_empty(parts):
        return []
    scope.remark("jats-heading", title=tree.plain_text(node["c"][2]))
    made = element("p", fit(element("bold"), parts), content_type="heading")
    if identifier:
        made.set("id", scope.ids.take(identifier))
    return [made]


def _code(scope: Scope, node: Node) -> list[Element]:
    (identifier, classes, _), text = node["c"]
    if not text.strip():
        return []
    language = classes[0] if classes else ""
    code = element("code", text, language=language, xml_space="preserve")
    title = tree.value(node, "caption") or tree.value(node, "title")
    if not title:
        if identifier:
            code.set("id", scope.ids.take(identifier))
        return [code]
    # `code` has no caption: a listing that has one is a box around it
    name = scope.ids.take(identifier) if identifier else scope.ids.make("listing")
    caption = element("caption", element("title", title))
    return [element("boxed-text", caption, code, content_type="listing", id=name)]


def _division(scope: Scope, node: Node) -> list[Element]:
    (identifier, classes, _), inner = node["c"]
    if "table-wrap" in classes:
        tables = [n for n in inner if n["t"] == "Table"]
        if len(tables) == 1:
            rest = [n for n in inner if n is not tables[0]]
            return table_wrap(scope, tables[0], rest, blocks, node)
    if "epigraph" in classes:
        if len(inner) == 1 and inner[0]["t"] == "BlockQuote":
            inner = inner[0]["c"]
        made = quotation(scope, inner, blocks, "epigraph", identifier)
    elif "box" in classes:
        made = _boxed_text(scope, node)
    else:
        made = [b for n in inner for b in _kept(scope, n, classes)]
        if identifier:
            identify(scope, made, identifier)
        elif classes and not any(c in _KEPT for c in classes):
            scope.remark("jats-division", name=classes[0])
    if lang := tree.value(node, "lang"):
        set_language(made, lang)
    return made


def _kept(scope: Scope, node: Node, classes: list[str]) -> list[Element]:
    """A block of a division that has no element of its own; its class stays on its paragraphs."""
    kept = next((c for c in _KEPT if c in classes), "")
    if kept and node["t"] in {"Para", "Plain"}:
        return paragraph(scope, node["c"], kept)
    return block(scope, node)


def identify(scope: Scope, made: list[Element], identifier: str) -> None:
    """Let references to `identifier` lead to the first of the elements made in its place."""
    if not made:
        return
    first = made[0]
    if held := first.get("id"):
        scope.ids.alias(identifier, held)
    else:
        first.set("id", scope.ids.take(identifier))


_SPEAKING = frozenset(["p", "disp-quote", "boxed-text", "fig", "table-wrap", "code", "verse-group", "list", "def-list"])


def set_language(made: list[Element], lang: str) -> None:
    """Say the language of elements that may say one and do not yet."""
    for found in made:
        if found.tag in _SPEAKING and not found.get("{http://www.w3.org/XML/1998/namespace}lang"):
            found.set("{http://www.w3.org/XML/1998/namespace}lang", lang)


def _boxed_text(scope: Scope, node: Node) -> list[Element]:
    """A box: its title (first heading, or attribute) as caption, then text and sections."""
    identifier, inner = tree.identifier(node), node["c"][1]
    made = element("boxed-text", content_type="box")
    made.set("id", scope.ids.take(identifier) if identifier else scope.ids.make("box"))
    title: Mixed = []
    if label := tree.value(node, "label"):
        made.append(element("label", label))
    if inner and inner[0]["t"] == "Div" and "box-title" in tree.classes(inner[0]):
        title, inner = joined(scope, inner[0]["c"][1]), inner[1:]
    elif inner and inner[0]["t"] == "Header":
        head, inner = inner[0], inner[1:]
        title = inlines(scope, head["c"][2])
        if tree.identifier(head):
            scope.ids.alias(tree.identifier(head), made.get("id", ""))
    elif text := tree.value(node, "title"):
        title = inlines(scope, tree.words(text))
    if not is_empty(title):
        made.append(element("caption", fit(element("title"), title)))
    fill(scope, made, inner)
    return [made] if len(made) else []


def fill(scope: Scope, parent: Element, nodes: Blocks) -> None:
    """Add blocks and nested sections at the end of `parent` (a body, a section, a box, an appendix…)."""
    open_sections: list[tuple[int, Element]] = []
    waiting = ""  # the id of a division that begins here
    for node, identifier in _flat(nodes):
        waiting = identifier or waiting
        if node is None:
            continue
        place = open_sections[-1][1] if open_sections else parent
        if node["t"] != "Header":
            made = block(scope, node)
            fit(place, made)
        else:
            level = node["c"][0]
            section = _section(scope, node, top=all(opened >= level for opened, _ in open_sections))
            if section is None:
                # what follows a heading without a title goes on in the section that is open
                continue
            while open_sections and open_sections[-1][0] >= level:
                open_sections.pop()
            fit(open_sections[-1][1] if open_sections else parent, [section])
            open_sections.append((level, section))
            made = [section]
        if waiting and made:
            identify(scope, made, waiting)
            waiting = ""


def _flat(nodes: Blocks) -> list[tuple[Node | None, str]]:
    """Blocks without the divisions around headings, each with the id of the division that began before it."""
    found: list[tuple[Node | None, str]] = []
    for node in nodes:
        if node["t"] == "Div" and not _closed(node):
            found.append((None, tree.identifier(node)))
            found += _flat(node["c"][1])
        else:
            found.append((node, ""))
    return found


def _closed(division: Node) -> bool:
    """Whether a division is one thing (a box, a table), or holds no heading that could open a section."""
    if {"box", "epigraph", "table-wrap"} & set(tree.classes(division)):
        return True
    return not any(n["t"] == "Header" or (n["t"] == "Div" and not _closed(n)) for n in division["c"][1])


def _section(scope: Scope, header: Node, *, top: bool) -> Element | None:
    """An empty `<sec>` under the title of `header`; None when it has no title."""
    title = inlines(scope, header["c"][2])
    if is_empty(title):
        return None
    identifier = tree.identifier(header)
    made = element("sec", id=scope.ids.take(identifier) if identifier else scope.ids.make("sec"))
    if top and (kind := section_type(tree.plain_text(header["c"][2]))):
        made.set("sec-type", kind)
    if number := tree.value(header, "number"):
        made.append(element("label", number))
    made.append(fit(element("title"), title))
    return made


_SECTION_TYPES = {
    "intro": ("introduction", "introduction generale", "general introduction"),
    "methods": ("methode", "methodes", "methodologie", "methods", "method", "methodology"),
    "results": ("resultats", "results"),
    "discussion": ("discussion",),
    "conclusions": ("conclusion", "conclusions", "conclusion generale"),
}
_TYPE_OF = {title: kind for kind, titles in _SECTION_TYPES.items() for title in titles}


def section_type(title: str) -> str:
    """The JATS @sec-type that a title such as « Introduction » says; "" for any other."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    return _TYPE_OF.get("".join(c for c in plain if not unicodedata.combining(c)).strip(" .:\u00a0\u202f"), "")
