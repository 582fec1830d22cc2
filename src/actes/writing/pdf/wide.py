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


def _tables(box: Any) -> Iterator[Any]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.TableBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _tables(child)
