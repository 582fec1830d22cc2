"""The text of a contribution or of a front piece: body, and the parts of `<back>` that come from its tree."""

from __future__ import annotations

from actes import tree
from actes.labels import label
from actes.tree import Blocks, Inlines, Node
from actes.writing.jats.blocks import blocks, fill
from actes.writing.jats.elements import NO_BREAK_SPACE, Element, element, fit, is_empty
from actes.writing.jats.inlines import inlines
from actes.writing.jats.scope import Scope


def body(scope: Scope, nodes: Blocks, tag: str = "body") -> Element | None:
    """The `<body>` (or `named-book-part-body`) of a text; None when it shows nothing."""
    made = element(tag)
    fill(scope, made, nodes)
    return made if len(made) else None


def acknowledgements(scope: Scope, nodes: Blocks) -> Element | None:
    """`<ack>`; a heading the author gave it is its title."""
    title: Inlines = tree.words(label("acknowledgements", scope.language))
    if nodes and nodes[0]["t"] == "Header":
        title, nodes = nodes[0]["c"][2] or title, nodes[1:]
    inner = blocks(scope, nodes)
    if not inner:
        return None
    return fit(element("ack", fit(element("title"), inlines(scope, title)), id=scope.ids.make_once("ack")), inner)


def statement(scope: Scope, text: Inlines, kind: str, title: str) -> Element | None:
    """A section of the back matter that holds one statement, such as the availability of data."""
    parts = inlines(scope, text)
    if is_empty(parts):
        return None
    return element(
        "sec", element("title", title), fit(element("p"), parts), sec_type=kind, id=scope.ids.make(f"{kind}-")
    )


def appendices(scope: Scope, nodes: Blocks) -> Element | None:
    """`<app-group>`: each heading of level 1 begins an `<app>`, and so does what precedes the first."""
    group = element("app-group", id=scope.ids.make_once("appendices"))
    for header, inner in _appendices(nodes):
        made = element("app")
        title = inlines(scope, header["c"][2]) if header else []
        identifier = tree.identifier(header) if header else ""
        made.set("id", scope.ids.take(identifier) if identifier else scope.ids.make("app"))
        if header and (number := tree.value(header, "number")):
            made.append(element("label", number))
        if is_empty(title):
            title = [label("appendix", scope.language)]
        made.append(fit(element("title"), title))
        fill(scope, made, inner)
        group.append(made)
    return group if len(group) else None


def _appendices(nodes: Blocks) -> list[tuple[Node | None, Blocks]]:
    found: list[tuple[Node | None, Blocks]] = []
    for node in nodes:
        if node["t"] == "Header" and node["c"][0] == 1:
            found.append((node, []))
        elif found:
            found[-1][1].append(node)
        else:
            found.append((None, [node]))
    return found


def notes(scope: Scope) -> Element | None:
    """The `<fn-group>` of the notes called so far and of those called in them, by number; None without any."""
    if not scope.notes:
        return None
    group = element("fn-group", element("title", label("notes", scope.language)))
    for note in scope.notes:  # grows while notes that call notes are written
        fit(note.body, blocks(scope, note.blocks) or [element("p", NO_BREAK_SPACE)])
    # the cells of a table are written before its caption, whose notes are numbered first
    for note in sorted(scope.notes, key=lambda note: note.number):
        group.append(note.body)
    return group
