"""Tables in the XHTML model: spans, alignment, row and column headers, notes under the table."""

from __future__ import annotations

from typing import Any

from actes import tree
from actes.tree import Blocks, Node
from actes.writing.jats.elements import Element, Part, element, fit
from actes.writing.jats.figures import WriteBlocks, caption, credit, long_description, parts_of
from actes.writing.jats.inlines import inlines
from actes.writing.jats.scope import Scope

_ALIGNMENTS = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}


def table_wrap(
    scope: Scope, table: Node, around: Blocks, write: WriteBlocks, division: Node | None = None
) -> list[Element]:
    """A `<table-wrap>` for `table`; `division` is the Div it stands in, `around` the other blocks of that.

    A table without cells leaves what is written around it.
    """
    own_id, contents = tree.identifier(table), table["c"][1]
    identifier = (tree.identifier(division) if division else "") or own_id
    own, said = parts_of(around)
    body = _table(scope, table, write)
    if body is None:
        texts = [*(contents[1] or []), *own, *(n for kind in said.values() for n in kind)]
        return write(scope, texts)
    made = element("table-wrap", position="float")
    made.set("id", scope.ids.take(identifier) if identifier else scope.ids.make("tbl"))
    if own_id and own_id != identifier:
        scope.ids.alias(own_id, made.get("id", ""))
    if division is not None and tree.value(division, "landscape") == "true":
        made.set("orientation", "landscape")
    if label := tree.value(division or table, "label"):
        made.append(element("label", label))
    legend = caption(scope, contents, [], write)
    if legend is not None:
        made.append(legend)
    if description := long_description(scope, said["long-description"]):
        made.append(element("long-desc", description))
    made.append(body)
    foot = _foot(scope, [*own, *said["note"], *said["source"]], write)
    if foot is not None:
        made.append(foot)
    permissions = credit(scope, said["credit"])
    if permissions is not None:
        made.append(permissions)
    return [made]


def _foot(scope: Scope, nodes: Blocks, write: WriteBlocks) -> Element | None:
    made = element("table-wrap-foot")
    for inner in write(scope, nodes):
        paragraph = inner if inner.tag == "p" else element("p", inner)
        made.append(element("fn", paragraph, id=scope.ids.make("tfn")))
    return made if len(made) else None


def _table(scope: Scope, node: Node, write: WriteBlocks) -> Element | None:
    """The `<table>`; None when it has no cell. A table that is all head has it for body."""
    _, _, columns, head, bodies, foot = node["c"]
    alignments = [_ALIGNMENTS.get(spec[0]["t"], "") for spec in columns]
    rows = _Rows(scope, alignments, write)
    # JATS4R (“Accessibility”) wants heads in every table: without any, the first column names the rows
    headless = not _cells(head[1]) and not any(
        _cells(middle) or (n and _cells(below)) for _, n, middle, below in bodies
    )
    groups: list[tuple[str, list[Element]]] = [("thead", rows.write(head[1], "col"))]
    # PMC admits one body
    body: list[Element] = []
    for _, row_heads, middle, below in bodies:
        body += [*rows.write(middle, "col"), *rows.write(below, "row", 1 if headless else row_heads)]
    groups.append(("tbody", body))
    groups.append(("tfoot", rows.write(foot[1], "row", 1 if headless else 0)))
    groups = [(tag, found) for tag, found in groups if found]
    if not groups:
        return None
    if not any(tag == "tbody" for tag, _ in groups):
        groups = [("tbody", [row for _, found in groups for row in found])]
    # the model of JATS has the foot before the bodies
    order = ("thead", "tfoot", "tbody")
    made = element("table", frame="hsides", rules="groups")
    for tag, found in sorted(groups, key=lambda g: order.index(g[0])):
        made.append(element(tag, *found))
    return made


def _cells(rows: list[Any]) -> bool:
    """Whether there is a cell in any of `rows`."""
    return any(cells for _, cells in rows)


class _Rows:
    """Writes the rows of one table: its columns' alignments, and how blocks in cells are written."""

    def __init__(self, scope: Scope, alignments: list[str], write: WriteBlocks) -> None:
        self.scope, self.alignments, self.blocks = scope, alignments, write

    def write(self, rows: list[Any], scope: str, row_heads: int = 0) -> list[Element]:
        """`<tr>` of each row that has cells. `scope` is that of header cells: `col` for a row of them, `row` for
        the first `row_heads` columns; "" for none. Columns are counted under the cells that span rows."""
        made: list[Element] = []
        occupied: dict[int, int] = {}
        for _, cells in rows:
            row = element("tr")
            column = 0
            for cell in cells:
                while occupied.get(column, 0) > 0:
                    column += 1
                heads = scope == "col" or (scope == "row" and column < row_heads)
                row.append(self._cell(cell, column, scope if heads else ""))
                for spanned in range(column, column + cell[3]):
                    occupied[spanned] = cell[2]
                column += cell[3]
            for spanned in occupied:
                occupied[spanned] -= 1
            if len(row):
                made.append(row)
        return made

    def _cell(self, cell: list[Any], column: int, scope: str) -> Element:
        _, alignment, row_span, column_span, contents = cell
        declared = self.alignments[column] if column < len(self.alignments) else ""
        made = element(
            "th" if scope else "td",
            align=_ALIGNMENTS.get(alignment["t"], declared),
            rowspan=str(row_span) if row_span > 1 else "",
            colspan=str(column_span) if column_span > 1 else "",
            scope=scope,
        )
        parts: list[Part]
        if len(contents) == 1 and contents[0]["t"] in {"Plain", "Para"}:
            parts = inlines(self.scope, contents[0]["c"])
        else:
            parts = list(self.blocks(self.scope, contents))
        return fit(made, parts)
