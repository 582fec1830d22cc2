"""The page: its size, and the margins that follow from it; then print.css.

Margins keep the proportions of the 160 × 240 mm page (inner 20, outer 22, top 23, bottom 25), and no line
is longer than `LONGEST_LINE`, so that a book on A4 has wider margins, not longer lines.
"""

from __future__ import annotations

import re

from actes.model import Volume
from actes.styles import Styles

SIZES = {"160x240": (160.0, 240.0), "148x210": (148.0, 210.0), "a5": (148.0, 210.0), "a4": (210.0, 297.0)}
"""Name → width and height in millimetres."""

LONGEST_LINE = 126.0
INNER, OUTER, TOP, BOTTOM = 20.0, 22.0, 23.0, 25.0
_MILLIMETRES = re.compile(r"(\d{2,3})\s*[x×]\s*(\d{2,3})\Z")


def page_size(name: str) -> tuple[float, float]:
    """Width and height of a page in millimetres: a name of `SIZES`, or « 155x230 »; 160 × 240 for anything else."""
    known = SIZES.get(name.strip().lower())
    if known:
        return known
    match = _MILLIMETRES.match(name.strip())
    return (float(match[1]), float(match[2])) if match else SIZES["160x240"]


def style_sheet(volume: Volume) -> str:
    """The style sheet of a volume. Raises StyleError when its own print.css cannot be used."""
    return geometry(*page_size(volume.typography.page)) + Styles(volume.folder).text("print.css")


def line_width(volume: Volume) -> float:
    """How long the lines of a volume are, in points."""
    width, _height = page_size(volume.typography.page)
    return min(width * (1 - (INNER + OUTER) / 160), LONGEST_LINE) * 72 / 25.4


def geometry(width: float, height: float) -> str:
    """The rules that give pages of `width` × `height` millimetres their size and margins, and elements their room."""
    line = min(width * (1 - (INNER + OUTER) / 160), LONGEST_LINE)
    inner = (width - line) * INNER / (INNER + OUTER)
    outer = width - line - inner
    top, bottom = height * TOP / 240, height * BOTTOM / 240
    right = f"margin: {top:.2f}mm {outer:.2f}mm {bottom:.2f}mm {inner:.2f}mm"
    left = f"margin: {top:.2f}mm {inner:.2f}mm {bottom:.2f}mm {outer:.2f}mm"
    return "\n".join(
        (
            f"@page {{ size: {width:g}mm {height:g}mm; {right} }}",
            f"@page :left {{ {left} }}",
            f"@page silent-verso {{ {left} }}",
            f"@page landscape {{ size: {height:g}mm {width:g}mm; margin: {inner:.2f}mm {top:.2f}mm }}",
            f":root {{ --page-height: {height:g}mm; --text-height: {height - top - bottom - 2:.2f}mm }}",
            "",
        )
    )
