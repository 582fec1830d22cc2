"""Text set on finished pages: folios, and anything else that depends on where a chapter falls.

Glyphs are shaped by HarfBuzz with the faces of the book, so that a page number looks like the page it is
stamped on; the merged file embeds what was used (`FontPool`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name

from actes.writing import fonts
from actes.writing.pdf.part import TextSlot

THIN_SPACE = 0.17
"""Em: how wide a thin no-break space is at least."""


@dataclass(frozen=True)
class Run:
    """Shaped text: its width in points, and the operands of the TJ operator that shows it."""

    width: float
    operator: bytes


@dataclass(frozen=True)
class Span:
    """Text in one face."""

    text: str
    face: str


@dataclass
class FontPool:
    """The faces of a merged file: which glyphs are used, and one font dictionary per face."""

    pdf: pikepdf.Pdf
    glyphs: dict[str, dict[int, str]] = field(default_factory=dict)
    _dictionaries: dict[str, Dictionary] = field(default_factory=dict)
    _runs: dict[tuple[str, str, float, str], Run] = field(default_factory=dict)

    def use(self, face: str, glyphs: Mapping[int, str]) -> Dictionary:
        """Note that `glyphs` (number → text) of `face` are shown; the font dictionary to refer to."""
        self.glyphs.setdefault(face, {}).update(glyphs)
        if face not in self._dictionaries:
            self._dictionaries[face] = self.pdf.make_indirect(Dictionary(Type=Name.Font))
        return self._dictionaries[face]

    def shape(self, face: str, text: str, size: float, features: Mapping[str, int] | None = None) -> Run:
        """Set `text` on one line in `face` at `size` points; its glyphs count as used."""
        key = (face, text, size, repr(features))
        if key not in self._runs:
            self._runs[key] = self._shaped(face, text, size, features)
        return self._runs[key]

    def _shaped(self, face: str, text: str, size: float, features: Mapping[str, int] | None) -> Run:
        font = fonts.shaper(face)
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(font, buffer, {"kern": True, "liga": False, **(features or {})})
        scale = 1000 / font.face.upem
        pieces: list[str] = []
        used: dict[int, str] = {}
        width = 0.0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            used[info.codepoint] = text[info.cluster]
            advance = position.x_advance
            if text[info.cluster] == "\u202f":
                # the thin space of the faces can hardly be seen
                advance = max(advance, round(THIN_SPACE * font.face.upem))
            kerning = advance - font.get_glyph_h_advance(info.codepoint)
            pieces.append(f"<{info.codepoint:04x}>" + (f"{-kerning * scale:.0f}" if kerning else ""))
            width += advance * scale
        self.use(face, used)
        return Run(width * size / 1000, f"[{''.join(pieces)}] TJ".encode())

    def finish(self) -> None:
        """Write the font dictionaries, each with the one subset that covers the whole file."""
        for face in sorted(self._dictionaries):
            self._write(face, self._dictionaries[face], self.glyphs[face])

    def _write(self, face: str, target: Dictionary, glyphs: Mapping[int, str]) -> None:
        """A Type 0 font with Identity-H encoding (ISO 32000-1, 9.7)."""
        font = fonts.shaper(face)
        scale = 1000 / font.face.upem
        extents = font.get_font_extents("ltr")
        style = next(f for f in fonts.FACES if f.name == face)
        tag = "".join(chr(65 + (ord(c) * 7 + i) % 26) for i, c in enumerate((face * 6)[:6]))
        base = Name(f"/{tag}+{style.family.replace(' ', '')}-{face}")
        program = self.pdf.make_stream(fonts.subset(face, glyphs))
        program.Length1 = len(program.read_bytes())
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=base,
            Flags=4 | (64 if style.italic else 0),
            FontBBox=_bounding_box(font, glyphs, scale),
            ItalicAngle=-12 if style.italic else 0,
            Ascent=round(extents.ascender * scale),
            Descent=round(extents.descender * scale),
            CapHeight=round(extents.ascender * scale),
            StemV=120 if style.bold else 80,
            FontFile2=self.pdf.make_indirect(program),
        )
        widths = Array()
        for glyph in sorted(glyphs):
            widths.append(glyph)
            widths.append(Array([round(font.get_glyph_h_advance(glyph) * scale, 3)]))
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=base,
            CIDToGIDMap=Name.Identity,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=self.pdf.make_indirect(descriptor),
            W=widths,
            DW=0,
        )
        target.Subtype = Name.Type0
        target.BaseFont = base
        target.Encoding = Name("/Identity-H")
        target.DescendantFonts = Array([self.pdf.make_indirect(descendant)])
        target.ToUnicode = self.pdf.make_stream(_to_unicode(glyphs))


_SMALLER = (1.0, 0.97, 0.94, 0.91, 0.88, 0.85)
"""Sizes to try, of the one asked for, before a text is let out of its lines."""


def fitted(pool: FontPool, spans: Sequence[Span], slot: TextSlot) -> TextSlot:
    """`slot`, in the largest size in which `spans` fit its lines.

    They were laid out with other words, broken where the layout engine breaks them: one line more may be needed.
    """
    tried = slot
    for scale in _SMALLER:
        tried = replace(slot, size=round(slot.size * scale, 3))
        if all(sum(run.width for _, run in line) <= slot.width for line in set_lines(pool, spans, tried)):
            return tried
    return tried


def set_lines(pool: FontPool, spans: Sequence[Span], slot: TextSlot) -> list[list[tuple[Span, Run]]]:
    """Break `spans` into lines no wider than `slot`; the last of its lines takes whatever is left."""
    words: list[list[Span]] = [[]]
    for span in spans:
        for position, piece in enumerate(span.text.split(" ")):
            if position and words[-1]:
                words.append([])
            if piece:
                words[-1].append(Span(piece, span.face))
    lines: list[list[Span]] = [[]]
    width = 0.0
    for word in filter(None, words):
        size = sum(pool.shape(s.face, s.text, slot.size).width for s in word)
        gap = pool.shape(word[0].face, " ", slot.size).width if lines[-1] else 0.0
        if lines[-1] and width + gap + size > slot.width and len(lines) < len(slot.baselines):
            lines.append([])
            width = gap = 0.0
        if gap:
            lines[-1].append(Span(" ", word[0].face))
        lines[-1] += word
        width += gap + size
    return [[(s, pool.shape(s.face, s.text, slot.size)) for s in _joined(line)] for line in lines]


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Neighbours in the same face made one."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].face == span.face:
            joined[-1] = Span(joined[-1].text + span.text, span.face)
        else:
            joined.append(span)
    return joined


def _bounding_box(font: hb.Font, glyphs: Mapping[int, str], scale: float) -> Array:
    boxes = [e for e in (font.get_glyph_extents(glyph) for glyph in glyphs) if e is not None]
    left = min((e.x_bearing for e in boxes), default=0)
    right = max((e.x_bearing + e.width for e in boxes), default=0)
    top = max((e.y_bearing for e in boxes), default=0)
    bottom = min((e.y_bearing + e.height for e in boxes), default=0)
    return Array([round(value * scale) for value in (left, bottom, right, top)])


def _to_unicode(glyphs: Mapping[int, str]) -> bytes:
    """The CMap that gives the text of each glyph back (ISO 32000-1, 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    entries = sorted(glyphs.items())
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
