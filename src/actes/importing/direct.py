"""What an author formatted by hand instead of giving it a style: titles and headings in bold, header rows in bold."""

from __future__ import annotations

import re

from actes.diagnostics import Location, Report
from actes.importing.header import Head
from actes.tree import Blocks, Inlines, Node, plain_text, rewrite, walk

LONGEST = 120
"""Characters of a heading."""

_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s")
_ENDS = re.compile(r"[.;,]\s*\Z")


def headings(blocks: Blocks, head: Head, place: Location, report: Report) -> Blocks:
    """`blocks` with their paragraphs wholly in bold as headings, when no style makes any; told to `report`.

    A first one that opens a document without a title is the title, and goes to `head`. A number typed before a
    heading gives its level (« 2.1 » is below « 2 »), else italics do.
    """
    if any(walk(blocks, {"Header"})):
        return blocks
    out: Blocks = []
    made = 0
    for i, block in enumerate(blocks):
        text = _bold(block)
        if text is None:
            out.append(block)
        elif i == 0 and not head.title and not _NUMBER.match(plain_text(text)):
            head.title = text
        else:
            number = _NUMBER.match(plain_text(text))
            slanted = len(text) == 1 and text[0]["t"] == "Emph"
            level = number[1].count(".") + 1 if number else 1 + slanted
            inlines = text[0]["c"] if slanted else text
            out.append({"t": "Header", "c": [level, ["", [], []], inlines]})
            made += 1
    if made:
        report.add("headings-by-formatting", place, count=made)
    return out


def header_rows(blocks: Blocks) -> Blocks:
    """`blocks` with the first row of a table as its header when all of it, and no other row, is in bold."""
    return rewrite(blocks, _headed, {"Table"})


def _headed(table: Node) -> Node | None:
    attributes, caption, columns, (head_attributes, head_rows), bodies, foot = table["c"]
    if any(plain_text(row) for row in head_rows) or len(bodies) != 1:
        return None
    body_attributes, stubs, between, rows = bodies[0]
    bold = [_is_bold_row(row) for row in rows]
    if len(rows) < 2 or bold != [True, *[False] * (len(rows) - 1)]:
        return None
    plain = rewrite(rows[0], lambda node: node["c"] if node["t"] == "Strong" else None, {"Strong"})
    body = [body_attributes, stubs, between, rows[1:]]
    return {"t": "Table", "c": [attributes, caption, columns, [head_attributes, [plain]], [body], foot]}


def _is_bold_row(row: list[list[list[Blocks]]]) -> bool:
    cells = [cell[4] for cell in row[1]]
    filled = [cell for cell in cells if plain_text(cell)]
    return bool(filled) and all(len(cell) == 1 and _strong(cell[0]) is not None for cell in filled)


def _bold(block: Node) -> Inlines | None:
    """The inlines of a short paragraph that is wholly in bold; None of any other block."""
    text = _strong(block) if block["t"] == "Para" else None
    if text is None or any(walk(text, {"Image", "Note", "Cite"})):
        return None
    shown = plain_text(text)
    return text if shown and len(shown) <= LONGEST and not _ENDS.search(shown) else None


def _strong(block: Node) -> Inlines | None:
    inlines = [n for n in block["c"] if n["t"] not in {"Space", "SoftBreak", "LineBreak"}]
    if len(inlines) != 1 or block["t"] not in {"Para", "Plain"}:
        return None
    if inlines[0]["t"] == "Strong":
        return list(inlines[0]["c"])
    if inlines[0]["t"] == "Emph" and [n["t"] for n in inlines[0]["c"]] == ["Strong"]:
        return [{"t": "Emph", "c": inlines[0]["c"][0]["c"]}]
    return None
