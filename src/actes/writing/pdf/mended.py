"""WeasyPrint, mended.

Words that fit on a line stay on it when only the space after them does not. When a text stands before an element and
fits on the line but for its last space, WeasyPrint 70 takes it for too long and ends the line after the first word:
« MARTÍN, » alone, then « Agnès, 2020. Titre… ». Here such a text is set whole; its space hangs in the margin, as at the
end of any line.

Texts longer than a paragraph of any book are set as several that follow one another: WeasyPrint copies all that is left
of a text at each of its lines, which takes the square of its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any

import weasyprint
from weasyprint import document
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

WRITTEN_FOR = "70.0"
LONGEST = 20_000
"""Characters of a text that is set as one: some ten pages without a word in italics, a note or a link."""

_stock: list[Any] = []


def install() -> None:
    """Mend the version this was written for, once; another is left as it is."""
    if weasyprint.__version__ == WRITTEN_FOR and not _stock:
        _stock.extend([inline.split_first_line, document.build_formatting_structure])
        inline.split_first_line = _split_first_line
        document.build_formatting_structure = _build_formatting_structure


def _split_first_line(text: str, style: Any, context: Any, max_width: float | None, *more: Any, **named: Any) -> Any:
    """(layout, length, resume index, width, height, baseline) of the first line of `text`."""
    stock = _stock[0]
    found = stock(text, style, context, max_width, *more, **named)
    if found[2] is None or not text.endswith(" ") or max_width is None or max_width == inf:
        return found
    if style["white_space"] not in {"normal", "pre-line"} or len(text) * style["font_size"] > 4 * max_width:
        return found
    bare = stock(text.rstrip(" "), style, context, max_width, *more, **named)
    if bare[2] is not None or bare[3] > max_width:
        return found
    return stock(text, style, context, None, *more, **named)


def _build_formatting_structure(*arguments: Any) -> Any:
    """The boxes of a document."""
    root = _stock[1](*arguments)
    for box in list(root.descendants()):
        if any(isinstance(child, boxes.TextBox) and len(child.text) > LONGEST for child in box.children):
            box.children = [piece for child in box.children for piece in _pieces(child)]
    return root


def _pieces(box: Any) -> Iterator[Any]:
    """`box`; of one that holds too long a text, one per piece of it, which ends with a space where there are any."""
    if not isinstance(box, boxes.TextBox):
        yield box
        return
    start = 0
    while len(box.text) - start > LONGEST:
        end = box.text.rfind(" ", start, start + LONGEST) + 1 or box.text.find(" ", start + LONGEST) + 1
        if not end:
            break
        yield box.copy_with_text(box.text[start:end])
        start = end
    if start < len(box.text):
        yield box.copy_with_text(box.text[start:]) if start else box
