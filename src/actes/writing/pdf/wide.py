"""Tables wider than the page: set smaller until they stand on it, for what is beyond its edge is lost to readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

SMALLEST = 0.3
"""Of the size of a table, the least it is set in: some three points."""
TRIES = 3
"""Layouts at most: spaces between columns do not shrink with the letters."""
NOTICED = 0.8
"""Of the size of a table: below that its author is told. The 8.2 points of a table become less than 6.6, which few
read without effort."""
_TOLERANCE = 1.0
"""CSS pixels that a table may stand over."""


def shrink(document: Any, sizes: dict[Any, float]) -> bool:
    """Note in `sizes`, and on the elements of the tables of `document` that leave their pages, how small they must be.

    `sizes` holds what was noted before. Whether anything has changed, so that the document is to be laid out again.
    """
    changed = False
    for page in document.pages:
        edge = page._page_box.position_x + page._page_box.margin_width()
        for table in _tables(page._page_box):
            over = table.position_x + table.margin_width() - edge + page._page_box.margin_right
            if over <= _TOLERANCE or table.element is None:
                continue
            room = table.margin_width() - over
            before = sizes.get(table.element, 1.0)
            after = max(SMALLEST, before * room / table.margin_width() * 0.98)
            if after < before - 0.01:
                sizes[table.element] = after
                table.element.set("style", f"font-size: {after * 100:.1f}%")
                changed = True
    return changed


def noticed(sizes: dict[Any, float]) -> tuple[tuple[str, int], ...]:
    """Of what `shrink` noted: the tables whose letters are so small that readers notice, each by its number or its
    first words, with its size in percent."""
    return tuple((_name(table), round(size * 100)) for table, size in sizes.items() if size < NOTICED)


def _name(table: Any) -> str:
    labels = (node for node in table.iter() if "label" in (node.get("class") or "").split())
    named = next(labels, None)
    text = "".join((table if named is None else named).itertext()).split()
    return " ".join(text[:4])


def _tables(box: Any) -> Iterator[Any]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.TableBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _tables(child)
