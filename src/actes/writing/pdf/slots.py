"""What is set when the book is put together: taken off the pages, its places remembered.

Folios, how to cite and the page numbers of contents, indexes and bibliographies depend on where units fall. They
are laid out with text of their size, which is unpainted here; `merge` sets the right text in the same places.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.text import fonts

from actes.writing.pdf.part import FolioSlot, Locator, LocatorLine, TextSlot

COLOURS = (b" rg", b" RG", b" sc", b" SC", b" scn", b" SCN", b" cs", b" CS", b" gs")
"""Operators that hold for what follows too: they stay on the page."""


class Slots:
    """The places found so far in a document; `streams` are the content streams of its pages."""

    def __init__(self, document: Any, streams: list[Any]) -> None:
        self.document, self.streams = document, streams
        self.folios: list[FolioSlot | None] = []
        self.text: TextSlot | None = None
        self.locators: list[LocatorLine] = []
        self._holder: Any = None

    @property
    def page(self) -> int:
        """The page that is walked, from 0: one folio, or none, is kept for each."""
        return len(self.folios) - 1

    def take_folio(self, margin: Any, text: Any, mcid: int) -> None:
        """Remember where the page number goes, and unpaint the marker that said it."""
        line = next(child for child in margin.descendants() if isinstance(child, boxes.LineBox))
        align = margin.style["text_align_all"]
        left, width = margin.content_box_x() * 0.75, margin.width * 0.75
        x = {"right": left + width, "end": left + width, "center": left + width / 2}.get(align, left)
        kind = {"right": "right", "end": "right", "center": "center"}.get(align, "left")
        self.folios[-1] = FolioSlot(
            round(x, 3),
            round(self._baseline(line), 3),
            _size(text),
            kind,
            _font(self.unpaint(mcid)),
            round(width, 3),
        )

    def take_text(self, line: Any, measure: float, box: Any, mcid: int) -> bool:
        """Unpaint a text that is set later; whether its marked content stays for it (the first line's does).

        Its lines may be as long as `measure`, in pixels.
        """
        self.unpaint(mcid)
        baseline, slot, first = round(self._baseline(line), 2), self.text, self.text is None
        if slot is None:
            left, width = round(line.position_x * 0.75, 3), round(measure * 0.75, 3)
            slot = TextSlot(self.page, mcid, left, width, _size(box), ())
        if baseline not in slot.baselines:
            slot = replace(slot, baselines=(*slot.baselines, baseline))
        self.text = slot
        return first

    def take_locator(self, line: Any, box: Any, mcid: int, holder: Any) -> None:
        """Unpaint a page number, or what stands between two, of the element `holder`."""
        number = int(box.element.get("data-pdf-locator", -1)) if box.element is not None else -1
        taken = self.unpaint(mcid)
        baseline, left = round(self._baseline(line), 2), box.position_x * 0.75
        right = round(left + box.width * 0.75, 3)
        made = Locator(mcid, number, box.text if number < 0 else "")
        last = self.locators[-1] if self.locators and self._holder is holder else None
        if last is not None and (last.page, last.baseline) == (self.page, baseline):
            self.locators[-1] = replace(last, right=right, locators=(*last.locators, made))
            return
        self._holder = holder
        style = box.style
        at_end = holder.get("data-pdf-locators") == "end"
        colour = tuple(round(channel, 4) for channel in style["color"].to("srgb").coordinates)
        self.locators.append(
            LocatorLine(
                self.page,
                round(left, 3),
                right,
                baseline,
                _size(box),
                _font(taken),
                _features(style),
                colour,
                at_end,
                (made,),
            )
        )

    def unpaint(self, mcid: int) -> list[Any]:
        """Take a marked-content sequence off the page; what it was made of."""
        stream = self.streams[self.page].stream
        start = opening(stream, mcid)
        end = stream.index(b"EMC", start)
        taken = stream[start : end + 1]
        stream[start : end + 1] = [part for part in taken if isinstance(part, bytes) and part.endswith(COLOURS)]
        return list(taken)

    def _baseline(self, line: Any) -> float:
        """Of a line, in points from the foot of the page."""
        height = self.document.pages[self.page].height
        return float(height - (line.position_y + line.baseline)) * 0.75


def opening(stream: list[Any], mcid: int) -> int:
    """The index in a content stream of the operator that begins marked content `mcid`. Raises ValueError."""
    for at, part in enumerate(stream):
        if isinstance(part, pydyf.Dictionary) and part.get("MCID") == mcid:
            return at - 1
    raise ValueError(f"no marked content {mcid}")


def _size(box: Any) -> float:
    return round(float(box.style["font_size"]) * 0.75, 3)


def _font(taken: list[Any]) -> str:
    """The name of the font resource that the first text of `taken` is set in."""
    font = next((part for part in taken if isinstance(part, bytes) and part.endswith(b" Tf")), b"")
    return font.split(b" ")[0].lstrip(b"/").decode()


def _features(style: Any) -> dict[str, int]:
    """The OpenType features a style asks for."""
    names = ("kerning", "variant_ligatures", "variant_position", "variant_caps")
    others = ("variant_numeric", "variant_alternates", "variant_east_asian")
    wanted = fonts.font_features(*(style[f"font_{name}"] for name in (*names, *others)), style["font_feature_settings"])
    return {name: int(value) for name, value in wanted.items()}
