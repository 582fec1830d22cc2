"""Figures: label, caption, images with alternative text, long description, source and credit."""

from __future__ import annotations

import re
from collections.abc import Callable

from actes import tree
from actes.tree import Blocks, Node
from actes.writing.jats.elements import Element, Mixed, element, fit, is_empty, text_of
from actes.writing.jats.graphics import graphic
from actes.writing.jats.inlines import inlines
from actes.writing.jats.scope import Scope

WriteBlocks = Callable[[Scope, Blocks], list[Element]]
"""How the blocks inside a float are written (`blocks.blocks`, which writes floats in its turn)."""

_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)|copyright)\s*([1-9]\d{3})\b[\s,]*(\S.*)", re.IGNORECASE | re.DOTALL)


def parts_of(nodes: Blocks) -> tuple[Blocks, dict[str, Blocks]]:
    """The blocks of a float: those of the thing itself, and those of its divisions by class."""
    own: Blocks = []
    said: dict[str, Blocks] = {"long-description": [], "source": [], "credit": [], "note": []}
    for node in nodes:
        kind = next((c for c in tree.classes(node) if c in said), "") if node["t"] == "Div" else ""
        if kind:
            said[kind] += node["c"][1]
        else:
            own.append(node)
    if not all(map(_is_text, said["credit"])):
        # lists and tables are more than an `<attrib>` can hold
        said["note"] += said["credit"]
        said["credit"] = []
    return own, said


def caption(scope: Scope, contents: list[Blocks | None], after: Blocks, write: WriteBlocks) -> Element | None:
    """A `<caption>`: the first paragraph as title, what follows and `after` as paragraphs; None when empty."""
    made = element("caption")
    body = list(contents[1] or [])
    if body and body[0]["t"] in {"Para", "Plain"}:
        title = inlines(scope, body.pop(0)["c"])
        if not is_empty(title):
            made.append(fit(element("title"), title))
    fit(made, write(scope, [*body, *after]))
    return made if len(made) else None


def credit(scope: Scope, nodes: Blocks) -> Element | None:
    """Who made a figure or a table (paragraphs): `<attrib>`, `<permissions>` for « © year holder »; None without.

    JATS4R (“Permissions”) has no copyright without a year.
    """
    parts: Mixed = []
    for node in nodes:
        parts += ([" "] if parts else []) + inlines(scope, node["c"])
    if is_empty(parts):
        return None
    claimed = _COPYRIGHT.fullmatch(text_of(parts).strip())
    if claimed is None:
        return fit(element("attrib"), parts)
    return element(
        "permissions",
        fit(element("copyright-statement"), parts),
        element("copyright-year", claimed[1]),
        element("copyright-holder", claimed[2].rstrip(" .")),
    )


_PLAIN = frozenset({"Para", "Plain", "Str", "Space", "SoftBreak", "Cite", "Span"})


def long_description(scope: Scope, nodes: Blocks) -> str:
    """The text of a long description: `<long-desc>` holds nothing else (JATS 1.3). What is lost is reported."""
    if any(node["t"] not in _PLAIN for node in tree.walk(nodes)):
        scope.remark("jats-long-description")
    return tree.plain_text(nodes)


def figure(scope: Scope, node: Node, write: WriteBlocks) -> list[Element]:
    """A `<fig>`, or a `<boxed-text>` when it shows no image but a table, code, a text; none when it shows nothing."""
    (identifier, _, _), contents, inner = node["c"]
    own, said = parts_of(inner)
    name = scope.ids.take(identifier) if identifier else scope.ids.make("fig")
    shown = _images(scope, own, name, long_description(scope, said["long-description"]), write)
    drawn = any(found.tag in {"graphic", "alternatives"} for found in shown)
    made = element("fig", position="float") if drawn else element("boxed-text", content_type="figure")
    made.set("id", name)
    if label := tree.value(node, "label"):
        made.append(element("label", label))
    legend = caption(scope, contents, said["source"] + said["note"], write)
    if legend is not None:
        made.append(legend)
    fit(made, shown)
    permissions = credit(scope, said["credit"])
    if permissions is not None:
        made.append(permissions)
    return [made] if len(made) else []


def _images(scope: Scope, nodes: Blocks, figure_id: str, long_description: str, write: WriteBlocks) -> list[Element]:
    """Images that stand alone in their paragraph as graphics; anything else as it would be elsewhere.

    What refers to one of several images leads to their figure.

    The long description belongs to the first image; with none it is a paragraph.
    """
    made: list[Element] = []
    for node in nodes:
        shown = [n for n in node["c"] if n["t"] not in {"Space", "SoftBreak", "LineBreak"}] if _is_text(node) else []
        if shown and all(n["t"] == "Image" and n["c"][2][0] in scope.assets for n in shown):
            for image in shown:
                if local := tree.identifier(image):
                    scope.ids.alias(local, figure_id)
                made.append(graphic(scope, image, "graphic", long_description))
                long_description = ""
        else:
            made += write(scope, [node])
    if long_description:
        made.append(element("p", long_description, content_type="long-description"))
    return made


def _is_text(node: Node) -> bool:
    return node["t"] in {"Para", "Plain"}
