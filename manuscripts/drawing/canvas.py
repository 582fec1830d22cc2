"""One drawing, two files: a surface that writes the same figure as SVG and as PNG, byte for byte alike each time.

Lengths are CSS pixels, y downwards. Text is set in Source Sans 3, which both outputs of the book carry.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from pathlib import Path

from fontpkg_source_sans_3 import ROOT as FONTS
from lxml import etree
from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]

INK, GREY, RULE, PAPER = "#1f1f1f", "#5a5a5a", "#c9c9c9", "#ffffff"
BLUE, ORANGE, GREEN, SAND = "#1b4f8a", "#b8500f", "#2a6f5e", "#efe6d2"

SVG = "http://www.w3.org/2000/svg"
SCALE = 3
"""Pixels of the PNG per pixel of the drawing: 300 dots per inch and more at the width of a text column."""
_SMOOTHING = 2
_ANCHORS = {"start": "l", "middle": "m", "end": "r"}


class Canvas:
    """A white surface of `width` × `height`; `title` says in words what it shows."""

    def __init__(self, width: int, height: int, title: str) -> None:
        self._scale = SCALE * _SMOOTHING
        self._svg = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
        for name, value in (("width", width), ("height", height), ("viewBox", f"0 0 {width} {height}")):
            self._svg.set(name, str(value))
        self._svg.set("font-family", "Source Sans 3, Source Sans Pro, sans-serif")
        etree.SubElement(self._svg, f"{{{SVG}}}title").text = title
        self._png = Image.new("RGB", (width * self._scale, height * self._scale), PAPER)
        self._pen = ImageDraw.Draw(self._png)
        self.rectangle(0, 0, width, height, fill=PAPER)

    def line(self, points: Sequence[Point], colour: str = INK, width: float = 1.5, dash: float = 0) -> None:
        """A broken line through `points`; `dash` is the length of its dashes (0: solid)."""
        style = {"fill": "none", "stroke": colour, "stroke-width": _number(width), "stroke-linejoin": "round"}
        if dash:
            style["stroke-dasharray"] = f"{_number(dash)} {_number(dash)}"
        self._add("polyline", points=_points(points), **style)
        for stretch in _dashes(points, dash) if dash else [list(points)]:
            self._pen.line(self._scaled(stretch), colour, max(1, round(width * self._scale)), joint="curve")

    def polygon(self, points: Sequence[Point], fill: str, stroke: str = "none", width: float = 1) -> None:
        """A closed shape."""
        self._add("polygon", points=_points(points), fill=fill, stroke=stroke, **{"stroke-width": _number(width)})
        if fill != "none":
            self._pen.polygon(self._scaled(points), fill)
        if stroke != "none":
            closed = [*points, points[0], points[1]]
            self._pen.line(self._scaled(closed), stroke, max(1, round(width * self._scale)), joint="curve")

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str, stroke: str = "none") -> None:
        """An upright rectangle."""
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill, stroke)

    def circle(self, x: float, y: float, radius: float, fill: str, stroke: str = "none", width: float = 1) -> None:
        """A disc."""
        self._add(
            "circle", cx=_number(x), cy=_number(y), r=_number(radius), fill=fill, stroke=stroke,
            **{"stroke-width": _number(width)},
        )  # fmt: skip
        box = self._scaled([(x - radius, y - radius), (x + radius, y + radius)])
        outline = None if stroke == "none" else stroke
        self._pen.ellipse(box, None if fill == "none" else fill, outline, round(width * self._scale))

    def arrow(self, start: Point, end: Point, colour: str = INK, width: float = 1.5) -> None:
        """A line with a head at `end`."""
        length = math.dist(start, end)
        ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
        head = 4 + 1.6 * width
        neck = (end[0] - head * ux, end[1] - head * uy)
        self.line([start, neck], colour, width)
        half = head * 0.5
        self.polygon(
            [end, (neck[0] - half * uy, neck[1] + half * ux), (neck[0] + half * uy, neck[1] - half * ux)], colour
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 13,
        anchor: str = "start",
        colour: str = INK,
        bold: bool = False,
        italic: bool = False,
        upwards: bool = False,
    ) -> None:
        """`words` on the baseline `y`; `upwards` turns them a quarter to the left."""
        element = self._add("text", x=_number(x), y=_number(y), fill=colour)
        element.set("font-size", _number(size))
        element.set("text-anchor", anchor)
        if bold:
            element.set("font-weight", "600")
        if italic:
            element.set("font-style", "italic")
        if upwards:
            element.set("transform", f"rotate(-90 {_number(x)} {_number(y)})")
        element.text = words
        file = "SourceSans3-Italic[wght].ttf" if italic else "SourceSans3[wght].ttf"
        font = ImageFont.truetype(
            str(Path(FONTS) / "files" / file), round(size * self._scale), layout_engine=ImageFont.Layout.BASIC
        )
        font.set_variation_by_axes([600 if bold else 400])
        place = (x * self._scale, y * self._scale)
        if not upwards:
            self._pen.text(place, words, colour, font, anchor=f"{_ANCHORS[anchor]}s")
            return
        length, above = round(font.getlength(words)), round(size * self._scale)
        slip = Image.new("L", (length, above * 2), 0)
        ImageDraw.Draw(slip).text((0, above), words, 255, font, anchor="ls")
        turned = slip.rotate(90, expand=True)
        shift = {"start": length, "middle": length // 2, "end": 0}[anchor]
        corner = (round(place[0]) - above, round(place[1]) - shift)
        self._png.paste(Image.new("RGB", turned.size, colour), corner, turned)

    def save(self, path: Path, png: bool = False, svg: bool = True) -> None:
        """Write `path` with the suffix `.svg`, and its twin `.png`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if svg:
            written = etree.tostring(self._svg, encoding="utf-8", xml_declaration=True, pretty_print=True)
            path.with_suffix(".svg").write_bytes(written)
        if png:
            size = (self._png.width // _SMOOTHING, self._png.height // _SMOOTHING)
            small = self._png.resize(size, Image.Resampling.LANCZOS).quantize(64, dither=Image.Dither.NONE)
            small.save(path.with_suffix(".png"), optimize=True, dpi=(300, 300))

    def _add(self, name: str, **attributes: str) -> etree._Element:
        return etree.SubElement(self._svg, f"{{{SVG}}}{name}", attributes)

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._scale, y * self._scale) for x, y in points]


class Frame:
    """The axes of a chart: the rectangle it fills on the canvas, and the values its sides stand for."""

    def __init__(self, canvas: Canvas, box: tuple[float, float, float, float], x: Point, y: Point) -> None:
        self.canvas, self.x, self.y = canvas, x, y
        self.left, self.top, self.right, self.bottom = box

    def at(self, x: float, y: float) -> Point:
        """Where the values stand on the canvas."""
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        return self.left + across * (self.right - self.left), self.bottom - up * (self.bottom - self.top)

    def horizontal(self, marks: Sequence[tuple[float, str]], title: str) -> None:
        """Marks below the chart, and what they measure."""
        for value, label in marks:
            x, _ = self.at(value, self.y[0])
            self.canvas.line([(x, self.bottom), (x, self.bottom + 5)], GREY, 1)
            self.canvas.text(x, self.bottom + 20, label, 12.5, "middle", GREY)
        self.canvas.line([(self.left, self.bottom), (self.right, self.bottom)], GREY, 1)
        self.canvas.text((self.left + self.right) / 2, self.bottom + 42, title, 13, "middle")

    def vertical(self, marks: Sequence[tuple[float, str]], title: str) -> None:
        """Marks left of the chart with rules across it, and what they measure."""
        for value, label in marks:
            _, y = self.at(self.x[0], value)
            self.canvas.line([(self.left, y), (self.right, y)], RULE, 0.75)
            self.canvas.text(self.left - 8, y + 4, label, 12.5, "end", GREY)
        self.canvas.text(self.left - 46, (self.top + self.bottom) / 2, title, 13, "middle", upwards=True)


def french(value: float, digits: int = 0, signed: bool = False) -> str:
    """A number as French prints it: decimal comma, true minus sign."""
    written = f"{value:+.{digits}f}" if signed and value else f"{value:.{digits}f}"
    return written.replace(".", ",").replace("-", "−")


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _dashes(points: Sequence[Point], length: float) -> list[list[Point]]:
    """The strokes of a dashed line, gaps as long as strokes, the pattern running on round corners."""
    strokes: list[list[Point]] = []
    travelled = 0.0
    for start, end in itertools.pairwise(points):
        distance = math.dist(start, end)
        done = 0.0
        while done < distance - 1e-9:
            step = min(length - travelled % length, distance - done)
            ends = [done / distance, (done + step) / distance]
            if int((travelled + 1e-9) / length) % 2 == 0:
                strokes.append([(start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])) for t in ends])
            done += step
            travelled += step
    return strokes
