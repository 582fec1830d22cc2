"""The cover, made from the volume's data: SVG for readers, the same drawn as PNG for libraries and shops.

Text is set in Source Serif 4 by HarfBuzz and drawn as outlines, so that it looks the same everywhere. A volume
replaces it with `styles/cover.jpg`, `.png` or `.svg`.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass

import uharfbuzz as hb
from PIL import Image, ImageDraw, ImageFont

from actes import tree
from actes.diagnostics import Location
from actes.labels import date_range_text, enumeration, label
from actes.model import Volume, localized
from actes.styles import StyleError, Styles
from actes.writing.epub.archive import Resource, root_element, serialised
from actes.writing.epub.images import UnusableImage, safe_svg
from actes.writing.fonts import data, shaper
from actes.writing.html.elements import SVG, child

WIDTH, HEIGHT = 1600, 2400
MARGIN = 160
PAPER, INK, ACCENT = "#f6f3ec", "#1d2733", "#8c2f2b"


@dataclass(frozen=True)
class _Line:
    """A line of text: its baseline `y` and left edge in pixels, its face and size."""

    text: str
    y: float
    face: str
    size: float
    colour: str = INK


def cover(volume: Volume) -> tuple[Resource, ...]:
    """The files of the cover: the image for libraries (property `cover-image`) and, when made here, the SVG."""
    own = _own(Styles(volume.folder))
    if own:
        return own
    lines = _lines(volume)
    return (
        Resource("cover-image", "media/cover.png", "image/png", _png(lines), ("cover-image",)),
        Resource("cover-svg", "media/cover.svg", "image/svg+xml", _svg(lines)),
    )


def _own(styles: Styles) -> tuple[Resource, ...]:
    for name, kind in (("cover.jpg", "image/jpeg"), ("cover.png", "image/png"), ("cover.svg", "image/svg+xml")):
        if styles.own(name):
            path = styles.path(name)
            image = path.read_bytes()
            if kind == "image/svg+xml":
                try:
                    image = safe_svg(image)
                except UnusableImage as error:
                    raise StyleError(Location(str(path)), str(error)) from error
            return (Resource("cover-image", f"media/{name}", kind, image, ("cover-image",)),)
    return ()


def description(volume: Volume) -> str:
    """The alternative text of the cover: all that is written on it."""
    return ". ".join(line for line in _texts(volume) if line)


def _texts(volume: Volume) -> tuple[str, str, str, str, str]:
    """Editors, title, subtitle, event, publisher with year."""
    language = volume.language
    editors = enumeration([e.display for e in volume.editors], language)
    event = volume.event
    when = ""
    if event is not None:
        facts = (
            localized(event.name, language),
            event.city or event.place,
            date_range_text(event.start, event.end, language),
        )
        when = ", ".join(str(f) for f in facts if f)
    publisher = volume.publisher.name if volume.publisher else ""
    return (
        label("edited-by", language, names=editors) if editors else "",
        tree.plain_text(localized(volume.title, language)),
        tree.plain_text(localized(volume.subtitle, language)),
        when,
        ", ".join(fact for fact in (publisher, volume.year) if fact),
    )


def _lines(volume: Volume) -> tuple[_Line, ...]:
    editors, title, subtitle, event, publisher = _texts(volume)
    width = WIDTH - 2 * MARGIN
    lines: list[_Line] = []
    y = _set(lines, editors, MARGIN + 150, "sans", 52, width)
    size = next((s for s in (190, 165, 140, 120, 100) if len(_broken(title, "display", s, width)) <= 4), 84)
    y = _set(lines, title, max(y + 160, 700), "display", size, width, leading=1.12)
    _set(lines, subtitle, y + 40, "display-italic", 84, width, ACCENT)
    below = len(_broken(event, "sans", 48, width))
    _set(lines, event, HEIGHT - MARGIN - 150 - below * 64, "sans", 48, width)
    _set(lines, publisher, HEIGHT - MARGIN - 50, "sans-bold", 48, width)
    return tuple(lines)


def _set(
    lines: list[_Line],
    text: str,
    y: float,
    face: str,
    size: float,
    width: float,
    colour: str = INK,
    leading: float = 1.32,
) -> float:
    """Add the lines of `text` from baseline `y`; returns the baseline that follows."""
    for line in _broken(text, face, size, width):
        lines.append(_Line(line, y, face, size, colour))
        y += size * leading
    return y


def _broken(text: str, face: str, size: float, width: float) -> list[str]:
    lines: list[str] = []
    # no-break spaces hold: only plain spaces break
    for word in text.split(" "):
        if lines and _measure(f"{lines[-1]} {word}", face, size) <= width:
            lines[-1] += f" {word}"
        elif word:
            lines.append(word)
    return lines


def _measure(text: str, face: str, size: float) -> float:
    font = shaper(face)
    return float(sum(p.x_advance for p in _shape(text, face).glyph_positions) * size / font.face.upem)


def _shape(text: str, face: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    # without ligatures a glyph is a character, which the pixels need
    hb.shape(shaper(face), buffer, {"liga": False, "clig": False})
    return buffer


class _Pen:
    """Records outlines as drawing commands in pixels, y downwards."""

    def __init__(self) -> None:
        self.commands: list[tuple[str, tuple[float, ...]]] = []
        self.x = self.y = 0.0
        self.scale = 1.0

    def _add(self, name: str, *points: tuple[float, float]) -> None:
        flat = tuple(v for x, y in points for v in (self.x + x * self.scale, self.y - y * self.scale))
        self.commands.append((name, flat))

    def moveTo(self, point: tuple[float, float]) -> None:
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:
        self._add("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        self._add("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._add("C", *points)

    def closePath(self) -> None:
        self.commands.append(("Z", ()))


def _drawn(line: _Line) -> _Pen:
    font, pen = shaper(line.face), _Pen()
    buffer = _shape(line.text, line.face)
    pen.x, pen.y, pen.scale = MARGIN, line.y, line.size / font.face.upem
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        start = pen.x
        pen.x += position.x_offset * pen.scale
        font.draw_glyph_with_pen(info.codepoint, pen)
        pen.x = start + position.x_advance * pen.scale
    return pen


def _bars() -> Sequence[tuple[float, float, float, float, str]]:
    """The ornament: x, y, width, height, colour."""
    return ((MARGIN, MARGIN, 220, 14, ACCENT), (MARGIN, HEIGHT - MARGIN - 130, WIDTH - 2 * MARGIN, 3, INK))


@functools.lru_cache(maxsize=4)
def _svg(lines: tuple[_Line, ...]) -> bytes:
    root = root_element("svg", SVG)
    root.set("viewBox", f"0 0 {WIDTH} {HEIGHT}")
    child(root, "title", text=" ".join(line.text for line in lines))
    child(root, "rect", width=str(WIDTH), height=str(HEIGHT), fill=PAPER)
    for x, y, width, height, colour in _bars():
        child(root, "rect", x=f"{x:g}", y=f"{y:g}", width=f"{width:g}", height=f"{height:g}", fill=colour)
    for line in lines:
        commands = (f"{name}{' '.join(f'{v:.1f}' for v in values)}" for name, values in _drawn(line).commands)
        child(root, "path", d="".join(commands), fill=line.colour)
    return serialised(root)


@functools.lru_cache(maxsize=4)
def _png(lines: tuple[_Line, ...]) -> bytes:
    """The same drawing in pixels: each character where HarfBuzz puts it."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    for x, y, width, height, colour in _bars():
        draw.rectangle((x, y, x + width - 1, y + height - 1), fill=colour)
    for line in lines:
        face = ImageFont.truetype(io.BytesIO(data(line.face)), line.size, layout_engine=ImageFont.Layout.BASIC)
        scale, x = line.size / shaper(line.face).face.upem, float(MARGIN)
        buffer = _shape(line.text, line.face)
        starts = [info.cluster for info in buffer.glyph_infos]
        for start, end, position in zip(starts, [*starts[1:], len(line.text)], buffer.glyph_positions, strict=True):
            draw.text((x, line.y), line.text[start:end], fill=line.colour, font=face, anchor="ls")
            x += position.x_advance * scale
    out = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()
