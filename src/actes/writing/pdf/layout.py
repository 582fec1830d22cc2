"""The volume laid out: a part per unit, and the page map that everything else quotes.

Every unit begins on a right-hand page (the imprint, on the back of the title page, excepted), so a part
depends on its own unit only, never on where it falls. Units that quote page numbers (contents, indexes,
the consolidated bibliography) are laid out with room for numbers, which are set once the pages are known.
"""

from __future__ import annotations

import copy
import functools
import hashlib
import importlib.metadata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from lxml import etree

import actes
from actes import labels, tree
from actes.diagnostics import Location, Report
from actes.model import Asset, Contribution, PageBreak, PageMap, Pages, Volume, localized
from actes.outcome import Progress, silent
from actes.tree import Inlines
from actes.writing import fonts, html
from actes.writing.html import Unit
from actes.writing.html.citing import cite_chapter
from actes.writing.html.elements import has_class
from actes.writing.html.figures import MEDIA
from actes.writing.html.indexes import locator_links
from actes.writing.pdf import cover
from actes.writing.pdf.makeup import line_width, style_sheet
from actes.writing.pdf.part import IMAGES, Heads, Image, Part, Task
from actes.writing.pdf.typeset import Span
from actes.writing.pdf.workers import Workers

ROUNDS = 6
"""Units depend on page numbers when two places of an index fall on one page, or books grow past 999 pages: most
often one round of layout is enough. A unit that flips between two lengths stops here."""

BACK_COVER = "back-cover"
ANY_SIDE_KINDS = frozenset({"imprint"})
"""Units that begin on whatever page comes."""


class Cache(Protocol):
    """Where parts are kept from one build to the next; keys are SHA-256 in hexadecimal."""

    def get(self, key: str) -> bytes | None:
        """What is kept under `key`, or None."""
        ...

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`."""
        ...


@dataclass(frozen=True)
class Placed:
    """A unit with its part: printed page numbers, and whether an empty verso follows."""

    unit: Unit
    part: Part
    key: str
    first: int
    style: str
    blank_after: bool

    @property
    def labels(self) -> tuple[str, ...]:
        """The page labels, in order."""
        if not self.style:
            return ("",) * len(self.part.sizes)
        numbers = range(self.first, self.first + len(self.part.sizes))
        return tuple(roman(n) if self.style == "r" else str(n) for n in numbers)


@dataclass(frozen=True)
class Layout:
    """The result of `lay_out`: units in reading order with their parts, and the page map."""

    volume: Volume
    placed: tuple[Placed, ...]
    page_map: PageMap
    cache: Cache = field(repr=False)

    def of(self, name: str) -> Placed:
        """The unit called `name` (KeyError if there is none)."""
        for placed in self.placed:
            if placed.unit.name == name:
                return placed
        raise KeyError(name)


def lay_out(
    volume: Volume,
    units: Sequence[Unit],
    cache: Cache,
    jobs: int,
    report: Report,
    progress: Progress = silent,
) -> Layout:
    """Lay out `units` (`html.units(volume)`) with `jobs` worker processes.

    Parts are looked up in `cache` and kept there. Problems go to `report`: lost words, long notes, formulas
    that cannot be drawn. Raises MachineError when a worker dies, StyleError for an unusable print.css.
    """
    maker = _Maker(volume, cache, Workers(jobs, progress))
    digits = _digits(units)
    units = _printed(volume, [_with_room_for_pages(volume, unit, digits) for unit in units])
    chapters = {u.name: u for u in units if u.kind == "chapter"}
    with maker.workers:
        parts = maker.parts(_with_room_for_locators(units, digits))
        placed = _place(units, parts)
        for _ in range(ROUNDS):
            digits = max(digits, *(len(p.labels[-1]) for p in placed if p.style == "D"))
            units = _printed(volume, html.assemble(volume, chapters, page_map(placed)))
            others = [unit for unit in units if unit.kind != "chapter"]
            parts |= maker.parts(_with_room_for_locators(others, digits))
            settled, placed = placed, _place(units, parts)
            if [p.key for p in placed] == [p.key for p in settled]:
                break
    _report(volume, placed, report)
    return Layout(volume, placed, page_map(placed), cache)


def _printed(volume: Volume, units: Iterable[Unit]) -> list[Unit]:
    """The units, with what only the printed book has: a cover, a bar code on its back."""
    return [cover.cover(volume), *(cover.with_barcode(u, volume) if u.kind == BACK_COVER else u for u in units)]


WIDEST = "xxviii"
"""What page numbers of the front matter are laid out with."""
LONG_BOOK = 2_200_000
"""Characters of text from which a book may well have a thousand pages; with fewer it is laid out for three digits."""


def _digits(units: Iterable[Unit]) -> int:
    """How many digits page numbers will have, at a guess."""
    return 3 if sum(len(text) for unit in units for text in unit.element.itertext()) < LONG_BOOK else 4


def _with_room_for_locators(units: Sequence[Unit], digits: int) -> list[Unit]:
    """The units, with page numbers as wide as any they may be."""
    front = {unit.name for unit in units if unit.matter == "front"}
    made: list[Unit] = []
    for unit in units:
        element = unit.element
        if locator_links(element):
            element = copy.deepcopy(element)
            for link in locator_links(element):
                link.text = WIDEST if link.get("href", "#")[1:].partition("--")[0] in front else "8" * digits
        made.append(replace(unit, element=element))
    return made


def _with_room_for_pages(volume: Volume, unit: Unit, digits: int) -> Unit:
    """A chapter whose « how to cite » is as long as it will be once its pages are known."""
    if unit.kind != "chapter":
        return unit
    element = copy.deepcopy(unit.element)
    for line in element.iter("p"):
        if has_class(line, "how-to-cite"):
            label = next((n for n in line if has_class(n, "how-to-cite-label")), None)
            for node in list(line):
                if node is not label:
                    line.remove(node)
            holder = label if label is not None else line
            text = "".join(span.text for span in citation(volume, unit.name, Pages("8" * digits, "8" * digits)))
            if label is not None:
                label.text = None
            holder.tail = None
            line.text = text
    return replace(unit, element=element)


def citation(volume: Volume, slug: str, pages: Pages) -> list[Span]:
    """« Pour citer ce chapitre : … », in the faces of the foot of the opening page.

    `pages` give way to those the contribution says itself.
    """
    contribution = volume.contribution(slug)
    language = contribution.language
    label = labels.label("how-to-cite", language) + labels.label("label-colon", language)
    inlines = cite_chapter(volume, contribution, language, contribution.pages or pages)
    return [Span(f"{label} ", "sans-bold"), *_spans(inlines, "sans")]


def _spans(inlines: Inlines, face: str) -> list[Span]:
    """Inlines as text in the upright and italic sans."""
    found: list[Span] = []
    for node in inlines:
        if node["t"] == "Emph":
            found += _spans(node["c"], "sans" if face == "sans-italic" else "sans-italic")
        elif node["t"] == "Str":  # with the thin space that a quotation mark ends or begins with
            found.append(Span(node["c"], face))
        else:
            text = " " if node["t"] in {"Space", "SoftBreak"} else tree.plain_text([node])
            found.append(Span(text, face))
    return found


def _place(units: Iterable[Unit], parts: Mapping[str, tuple[str, Part]]) -> tuple[Placed, ...]:
    """Give pages their numbers: roman through the front matter, arabic from the first unit of the body."""
    placed: list[Placed] = []
    number, style = 1, "r"
    for unit in units:
        if unit.name not in parts:
            continue
        if unit.matter != "front" and style == "r":
            _on_side(placed, number, 1)
            number, style = 1, "D"
        elif unit.kind == BACK_COVER:
            number = _on_side(placed, number, 0)
        elif unit.kind not in ANY_SIDE_KINDS:
            number = _on_side(placed, number, 1)
        key, part = parts[unit.name]
        if unit.kind == cover.KIND:
            placed.append(Placed(unit, part, key, 1, "", len(part.sizes) % 2 == 1))
            continue
        placed.append(Placed(unit, part, key, number, style, False))
        number += len(part.sizes)
    return tuple(placed)


def _on_side(placed: list[Placed], number: int, parity: int) -> int:
    """The first page number from `number` that is odd (1) or even (0); an empty page fills what is skipped."""
    if number % 2 == parity:
        return number
    placed[-1] = replace(placed[-1], blank_after=True)
    return number + 1


def page_map(placed: Iterable[Placed]) -> PageMap:
    """What `placed` tells the other outputs."""
    pages: dict[str, Pages] = {}
    anchors: dict[str, str] = {}
    breaks: dict[str, tuple[PageBreak, ...]] = {}
    counts: dict[str, int] = {}
    total = 0
    for held in placed:
        labels, name = held.labels, held.unit.name
        if not held.style:
            total += len(labels) + held.blank_after
            continue
        pages[name] = Pages(labels[0], labels[-1])
        counts[name] = len(labels)
        total += len(labels) + held.blank_after
        anchors.update({anchor: labels[place.page] for anchor, place in held.part.anchors.items()})
        found: list[PageBreak] = []
        offset = 0
        for label, start in zip(labels, held.part.survey.breaks, strict=True):
            offset = max(offset, start)
            found.append(PageBreak(label, offset))
        breaks[name] = tuple(found)
    return PageMap(pages, anchors, breaks, counts, total)


def roman(number: int) -> str:
    """`number` in lower-case roman numerals."""
    text = ""
    for value, sign in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        text += sign * (number // value)
        number %= value
    return text


class _Maker:
    """Turns units into parts, through the cache."""

    def __init__(self, volume: Volume, cache: Cache, workers: Workers) -> None:
        self.volume, self.cache, self.workers = volume, cache, workers
        self.made: dict[str, Part] = {}
        self.css = style_sheet(volume)
        assets: Iterable[Asset] = (a for text in volume.texts for a in text.assets.values())
        self.images = {a.name: Image(str(a.path), a.media_type, a.sha256) for a in assets} | cover.picture(volume)

    def parts(self, units: Sequence[Unit]) -> dict[str, tuple[str, Part]]:
        """The parts of `units`, by name, each with its key in the cache."""
        tasks = {self._key(task): task for task in map(self._task, units)}
        held = {key: self.cache.get(key) for key in tasks if key not in self.made}
        missing = {key: tasks[key] for key, packed in held.items() if packed is None}
        made = self.workers.render(list(missing.values()), lambda: self._ready(held))
        for key, packed in zip(missing, made, strict=True):
            self.cache.put(key, packed)
            held[key] = packed
        self._ready(held)
        return {task.unit: (key, self.made[key]) for key, task in tasks.items()}

    def _ready(self, held: Mapping[str, bytes | None]) -> None:
        """Make parts of those of `held` that are there, and open the faces that finished pages are set with."""
        self.made.update(
            (key, Part.from_bytes(packed))
            for key, packed in held.items()
            if packed is not None and key not in self.made
        )
        for face in fonts.FACES:
            fonts.shaper(face.name)

    def _task(self, unit: Unit) -> Task:
        images = {
            IMAGES + name: self.images[name]
            for name in (n.get("src", "").removeprefix(MEDIA) for n in unit.element.iter("img"))
            if name in self.images
        }
        markup = etree.tostring(unit.element, encoding="unicode", with_tail=False)
        title = tree.plain_text(unit.title)
        return Task(unit.name, markup, unit.kind, unit.language, title, _heads(self.volume, unit), self.css, images)

    def _key(self, task: Task) -> str:
        digest = hashlib.sha256(_engine())
        for piece in (task.unit, task.markup, task.kind, task.language, task.title, task.css):
            digest.update(hashlib.sha256(piece.encode()).digest())
        digest.update(f"{task.heads}{sorted((url, image.sha256) for url, image in task.images.items())}".encode())
        return digest.hexdigest()


@functools.cache
def _engine() -> bytes:
    """What else a part depends on: this package, and the libraries that draw."""
    names = ("weasyprint", "pydyf", "ziamath", "uharfbuzz", "fontpkg-source-serif-4", "fontpkg-source-sans-3")
    versions = [actes.__version__, *(importlib.metadata.version(name) for name in names), repr(fonts.FACES)]
    sources = [*sorted(Path(__file__).parent.glob("*.py")), Path(fonts.__file__)]
    return hashlib.sha256("\n".join(versions).encode() + b"".join(p.read_bytes() for p in sources)).digest()


def _heads(volume: Volume, unit: Unit) -> Heads:
    """Running heads: the axis on the left and the short title on the right; the book's title elsewhere."""
    book = tree.plain_text(localized(volume.title, volume.language))
    verso, recto = book, tree.plain_text(unit.title)
    if unit.kind == "chapter":
        verso, recto = unit.element.get("data-axis") or book, unit.element.get("data-short-title") or recto
    room = line_width(volume)
    return Heads(fitting(verso, room), fitting(recto, room))


HEAD_FACE, HEAD_SIZE = "serif-italic", 8.4
"""What print.css sets running heads in."""
_LEAST = 12
"""Characters a title must keep when it is cut at its colon."""


def fitting(title: str, room: float) -> str:
    """A running head no wider than `room` points: the title, else what precedes its colon, else its first words."""
    if _width(title) <= room:
        return title
    before, _, after = title.partition(":")
    if after and len(before) >= _LEAST and _width(before.rstrip()) <= room:
        return before.rstrip()
    words = title.split(" ")
    while len(words) > 1 and _width(" ".join(words) + "…") > room:
        words.pop()
    while len(words) > 1 and len(words[-1].rstrip(",;:.")) <= 3:
        words.pop()  # no head ends on an article or a preposition
    return " ".join(words).rstrip(" ,;:.\u00a0\u202f") + "…"


def _width(text: str) -> float:
    """Points `text` takes as a running head."""
    font = fonts.shaper(HEAD_FACE)
    units = sum(font.get_glyph_h_advance(font.get_nominal_glyph(ord(c)) or 0) for c in text)
    return float(units * HEAD_SIZE / font.face.upem)


def _report(volume: Volume, placed: Iterable[Placed], report: Report) -> None:
    """Say what the layout noticed, at the head of the contribution it concerns."""
    by_slug: dict[str, Contribution] = {c.slug: c for c in volume.contributions}
    for held in placed:
        contribution = by_slug.get(held.unit.name)
        place = contribution.source if contribution else volume.source
        _report_part(held, place, report)


def _report_part(held: Placed, place: Location, report: Report) -> None:
    part, name = held.part, held.unit.name
    if part.failure:
        report.add("layout-failed", place, unit=name, problem=part.failure)
    if part.survey.lost:
        shown = ", ".join(part.survey.lost[:8])
        report.add("words-lost-in-layout", place, unit=name, count=len(part.survey.lost), words=shown)
    if part.notes == "end":
        report.add("notes-at-end", place, unit=name)
    for number, words in part.continued:
        report.add("long-footnote", place, number=number, words=words)
    for table, size in part.smaller:
        report.add("table-set-smaller", place, table=table, size=size)
    for formula in part.undrawn:
        report.add("formula-not-drawn", place, formula=formula)
    if part.unshown:
        report.add("characters-without-glyph", place, characters=" ".join(part.unshown))
