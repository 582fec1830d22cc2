"""A table that says it covers more columns than it has."""

from __future__ import annotations

import json
from typing import Any

from actes import pandoc
from actes.reading.columns import MANY, narrow
from actes.tree import Node


def table(html: str) -> Node:
    (made,) = json.loads(pandoc.convert([pandoc.Job(html, "html")])[0].value)["blocks"]
    return made  # type: ignore[no-any-return]


def spans(node: Node) -> list[list[int]]:
    _own, _caption, _columns, head, bodies, foot = node["c"]
    rows: list[Any] = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    return [[cell[3] for cell in cells] for _attributes, cells in rows]


def test_columns_in_which_no_cell_begins_go() -> None:
    node = narrow(table("<table><tr><td colspan=9999>a</td></tr><tr><td colspan=500>b</td><td>c</td></tr></table>"))
    assert spans(node) == [[2], [1, 1]] and len(node["c"][2]) == 2


def test_cells_that_cover_rows_keep_their_columns() -> None:
    rows = (
        "<tr><td rowspan=3>a</td><td colspan=600>b</td><td>c</td></tr>"
        "<tr><td colspan=300>d</td><td colspan=300>e</td><td rowspan=2>f</td></tr>"
        "<tr><td colspan=100>g</td><td colspan=500>h</td></tr>"
    )
    node = narrow(table(f"<table>{rows}</table>"))
    # a | g | … 300 | e | c
    assert spans(node) == [[1, 3, 1], [2, 1, 1], [1, 2]] and len(node["c"][2]) == 5


def test_other_tables_are_left_as_they_are() -> None:
    small = table("<table><tr><td colspan=3>a</td></tr><tr><td>b</td><td>c</td><td>d</td></tr></table>")
    assert narrow(small) is small
    node = narrow(table("<table><tr><td colspan=9999>a</td></tr><tr><td>b</td></tr></table>"))
    assert spans(node) == [[1], [1]] and len(node["c"][2]) == 1
    wide = table(f"<table><tr>{'<td>a</td>' * (MANY + 1)}</tr></table>")
    assert narrow(wide) == wide
