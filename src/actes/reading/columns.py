"""Columns of a table that only spans have: an HTML table may say it covers a hundred thousand of them.

pandoc gives it as many, and fills the rows that have fewer with empty cells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from actes.tree import Node

MANY = 100
"""Columns beyond which a table is looked at; a page holds some twenty."""


def narrow(table: Node) -> Node:
    """`table` without the columns in which nothing begins, if it has many: it says the same without them."""
    own, caption, columns, head, bodies, foot = table["c"]
    if len(columns) <= MANY:
        return table
    places = [*_places(head[1]), *_places(foot[1])]
    for _attributes, _row_heads, heads, rows in bodies:
        places += [*_places(heads), *_places(rows)]
    filled = {column for column, cell in places if cell[4]} | {row_heads for _attributes, row_heads, *_rows in bodies}
    starts = sorted({0, *(column for column in filled if column < len(columns))})
    spans = {id(cell): bisect_left(starts, column + cell[3]) - bisect_left(starts, column) for column, cell in places}

    def narrower(rows: list[Any]) -> list[Any]:
        return [[a, [[*c[:3], spans[id(c)], c[4]] for c in cells if spans[id(c)]]] for a, cells in rows]

    made = [
        [own_body, bisect_left(starts, row_heads), narrower(heads), narrower(rows)]
        for own_body, row_heads, heads, rows in bodies
    ]
    ends = [*starts[1:], len(columns)]
    kept = [_together(columns[start:end]) for start, end in zip(starts, ends, strict=True)]
    return {"t": "Table", "c": [own, caption, kept, [head[0], narrower(head[1])], made, [foot[0], narrower(foot[1])]]}


def _places(rows: list[Any]) -> Iterator[tuple[int, Any]]:
    """Each cell of a group of rows, after the column where it begins."""
    covered: dict[int, int] = {}  # column where a cell of a row above begins → rows that it still covers
    widths: dict[int, int] = {}
    for _attributes, cells in rows:
        column, coming = 0, iter(cells)
        left = {at: n - 1 for at, n in covered.items() if n > 1}
        while True:
            if covered.get(column):
                column += widths[column]
                continue
            cell = next(coming, None)
            if cell is None:
                break
            yield column, cell
            left[column], widths[column] = cell[2] - 1, cell[3]
            column += cell[3]
        covered = {at: n for at, n in left.items() if n}


def _together(columns: list[Any]) -> Any:
    """One column as wide as these."""
    widths = [width["c"] for _alignment, width in columns if width["t"] == "ColWidth"]
    whole = {"t": "ColWidth", "c": sum(widths)} if len(widths) == len(columns) else {"t": "ColWidthDefault"}
    return [columns[0][0], whole]
