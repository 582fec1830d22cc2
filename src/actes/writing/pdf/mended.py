"""WeasyPrint, mended: words that fit on a line stay on it when only the space after them does not.

When a text stands before an element and fits on the line but for its last space, WeasyPrint 70 takes it for too long
and ends the line after the first word: « MARTÍN, » alone, then « Agnès, 2020. Titre… ». Here such a text is set
whole; its space hangs in the margin, as at the end of any line.
"""

from __future__ import annotations

from math import inf
from typing import Any

import weasyprint
from weasyprint.layout import inline

WRITTEN_FOR = "70.0"

_stock: list[Any] = []


def install() -> None:
    """Mend the version this was written for, once; another is left as it is."""
    if weasyprint.__version__ == WRITTEN_FOR and not _stock:
        _stock.append(inline.split_first_line)
        inline.split_first_line = _split_first_line


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
