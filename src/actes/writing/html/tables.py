"""Tables: caption with its label, header cells with their scope, notes and sources under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actes import tree
from actes.tree import Node
from actes.writing.html.elements import Element, child
from actes.writing.html.figures import captioned, legend_parts

if TYPE_CHECKING:
    from actes.writing.html.render import Renderer

_ALIGNMENTS = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}


def wrapped(renderer: Renderer, parent: Element, node: Node) -> None:
    """A `table-wrap`: `<div class="table-wrap"><div class="table-scroll"><table>…</div>notes…</div>`.

    The scrolling part takes the keyboard's focus and bears the caption as its name.
    """
    (identifier, classes, values), blocks = node["c"]
    held = dict(values)
    names = [c for c in classes if c != "table-wrap"]
    if held.get("landscape") == "true":
        names.append("landscape")
    made = renderer.start(parent, "div", " ".join(["table-wrap", *names]))
    renderer.identify(made, identifier)
    for block in blocks:
        if block["t"] == "Table":
            scroll = renderer.start(made, "div", "table-scroll")
            _table(renderer, scroll, block, held.get("label", ""), identifier)
        elif block["t"] == "Div":
            legend_parts(renderer, made, [block])
        else:
            renderer.blocks(made, [block])


def _table(renderer: Renderer, parent: Element, node: Node, name: str, identifier: str) -> None:
    own, (_, caption), columns, head, bodies, foot = node["c"]
    made = renderer.start(parent, "table")
    if own[0] != identifier:
        renderer.identify(made, own[0])
    if caption or name:
        legend = renderer.start(made, "caption")
        if identifier and not renderer.in_note:
            renderer.identify(legend, f"_{identifier}-caption")
            parent.set("role", "group")
            parent.set("tabindex", "0")
            parent.set("aria-labelledby", legend.get("id", ""))
        captioned(renderer, legend, name, caption)
    _columns(renderer, made, columns)
    alignments = [_ALIGNMENTS.get(a["t"], "") for a, _ in columns]
    grid = _Grid(renderer, alignments)
    if head[1]:
        grid.rows(renderer.start(made, "thead"), head[1], "col", 0)
    for _, row_heads, heads, rows in bodies:
        body = renderer.start(made, "tbody")
        if heads:
            grid.rows(body, heads, "rowgroup", 0)
        grid.rows(body, rows, "", row_heads)
    if foot[1]:
        grid.rows(renderer.start(made, "tfoot"), foot[1], "", 0)


def _columns(renderer: Renderer, made: Element, columns: list[Any]) -> None:
    widths = [w["c"] if w["t"] == "ColWidth" else 0 for _, w in columns]
    if not any(widths) or renderer.in_note:
        return
    group = child(made, "colgroup")
    for width in widths:
        column = child(group, "col")
        if width:
            column.set("style", f"width: {width * 100:.4g}%")


class _Grid:
    """Rows of cells in place: which column a cell stands in decides on its alignment and its being a header."""

    def __init__(self, renderer: Renderer, alignments: list[str]) -> None:
        self.renderer = renderer
        self.alignments = alignments

    def rows(self, group: Element, rows: list[Any], scope: str, row_heads: int) -> None:
        """Add `rows` to a `<thead>`, `<tbody>` or `<tfoot>`.

        `scope` is that of all their cells as headers ("" when they are not); the cells of the first
        `row_heads` columns are headers of their rows.
        """
        taken: dict[int, int] = {}  # column → rows below that a cell above still covers
        for _, cells in rows:
            line = self.renderer.start(group, "tr")
            column = 0
            for cell in cells:
                while taken.get(column, 0):
                    taken[column] -= 1
                    column += 1
                _, _, down, across, _ = cell
                self._cell(line, cell, column, scope or ("row" if column < row_heads else ""))
                for covered in range(column, column + across):
                    taken[covered] = down - 1
                column += across
            while column < len(self.alignments):
                if taken.get(column, 0):
                    taken[column] -= 1
                column += 1

    def _cell(self, line: Element, cell: Any, column: int, scope: str) -> None:
        own, alignment, down, across, blocks = cell
        empty = not tree.plain_text(blocks)
        made = self.renderer.start(line, "th" if scope and not empty else "td")
        side = _ALIGNMENTS.get(alignment["t"], "")
        if not side and column < len(self.alignments):
            side = self.alignments[column]
        if side:
            made.set("class", f"{made.get('class') or ''} align-{side}".strip())
        if not self.renderer.in_note:
            if scope and not empty:
                made.set("scope", _spanning(scope, down, across, len(self.alignments)))
            if down > 1:
                made.set("rowspan", str(down))
            if across > 1:
                made.set("colspan", str(across))
        self.renderer.identify(made, own[0])
        if len(blocks) == 1 and blocks[0]["t"] in {"Para", "Plain"}:
            self.renderer.inlines(made, blocks[0]["c"])
        else:
            self.renderer.blocks(made, blocks)


def _spanning(scope: str, down: int, across: int, width: int) -> str:
    """The scope of a header that spans: a group of columns or of rows; in a body's head, of columns unless whole."""
    if scope == "rowgroup":
        return "rowgroup" if across >= width else "col"
    if scope == "col":
        return "colgroup" if across > 1 else "col"
    return "rowgroup" if down > 1 else "row"
