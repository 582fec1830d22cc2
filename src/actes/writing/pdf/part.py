"""What goes into the layout of a unit and what comes out of it: plain values, light to import and to pickle.

A `Task` is all a rendering depends on; a `Part` is the pages it made, as a PDF file, and what the rest of
the book needs to know about them.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, replace
from typing import Any

from lxml import etree

ELSEWHERE = "actes-anchor:"
"""Scheme of the links to anchors of other units, which `merge` resolves."""
IMAGES = "actes-image:"
"""Scheme of the virtual addresses of images."""

UNPRINTABLE = "Ce texte n’a pas pu être mis en page. / This text could not be laid out."

ROLE_MAP = {"Em": "Span", "Strong": "Span"}
"""Ours → the standard type it stands for."""


@dataclass(frozen=True)
class Heads:
    """Running heads: what the left pages of a unit say, and the right ones."""

    verso: str = ""
    recto: str = ""


@dataclass(frozen=True)
class Survey:
    """`breaks`: per page, the flow offset of its first character, -1 for a page without running text.

    `lost`: words the unit holds and its pages do not; `words`: how many it holds.
    """

    breaks: tuple[int, ...]
    lost: tuple[str, ...]
    words: int

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> Survey:
        """From the dictionary of its fields."""
        return cls(tuple(held["breaks"]), tuple(held["lost"]), held["words"])


@dataclass(frozen=True)
class FolioSlot:
    """Where a page wants its number: baseline in points from the lower left corner, size, alignment, face."""

    x: float
    y: float
    size: float
    align: str
    font: str
    width: float


@dataclass(frozen=True)
class TextSlot:
    """Lines left empty for a text only the finished book knows (`data-pdf-slot`): marked content `mcid` of
    `page`; left edge, width and baselines in points from the lower left corner; size of the type."""

    page: int
    mcid: int
    x: float
    width: float
    size: float
    baselines: tuple[float, ...]


@dataclass(frozen=True)
class Locator:
    """Marked content `mcid` of a page: page number `number` of the unit, from 0; with -1, the `text` between two."""

    mcid: int
    number: int
    text: str = ""


@dataclass(frozen=True)
class LocatorLine:
    """Page numbers on one line (`data-pdf-locators`), which only the finished book knows: page from 0; left and
    right edge and baseline in points from the lower left corner; size, font resource, OpenType features and colour
    (red, green, blue) of the type; whether they end at the right edge."""

    page: int
    left: float
    right: float
    baseline: float
    size: float
    font: str
    features: dict[str, int]
    color: tuple[float, ...]
    at_end: bool
    locators: tuple[Locator, ...]

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> LocatorLine:
        """From the dictionary of its fields."""
        locators = tuple(Locator(**locator) for locator in held["locators"])
        return cls(**{**held, "color": tuple(held["color"]), "locators": locators})


def locator_name(number: int) -> str:
    """The name (`NM`) of the link annotation of page number `number`, until the book is put together."""
    return f"locator-{number}"


@dataclass(frozen=True)
class Image:
    """A file the page may show, under a virtual address."""

    path: str
    media_type: str
    sha256: str


@dataclass(frozen=True)
class Task:
    """What to lay out: a unit's shared HTML as text, what `sheet.compose` asks, the style sheet, the images."""

    unit: str
    markup: str
    kind: str
    language: str
    title: str
    heads: Heads
    css: str
    images: dict[str, Image]
    notes: str = "line"
    """Where notes go: `line` and `page` at the foot of pages (`footnote-policy`), `end` at the end of the unit."""
    failure: str = ""


def failed(task: Task, problem: str) -> Task:
    """The task of a page that stands for one that could not be laid out."""
    markup = f'<section class="failure"><h1 class="title"/><p>{UNPRINTABLE}</p></section>'
    root = etree.fromstring(markup)
    root[0].text = task.title
    text = etree.tostring(root, encoding="unicode")
    return replace(task, markup=text, kind="failure", images={}, failure=problem)


@dataclass(frozen=True)
class Anchor:
    """A place: page from 0, and points from its lower left corner."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline."""

    title: str
    page: int
    x: float
    y: float
    children: tuple[Bookmark, ...] = ()


@dataclass(frozen=True)
class UsedFont:
    """A face of the book (its name in `fonts.FACES`; "" for a font the machine lent) and glyph → text."""

    face: str
    glyphs: dict[int, str]


@dataclass(frozen=True)
class Part:
    """The pages of a unit.

    `fonts` says of each font resource which face it is and which text its glyphs stand for; `folios` where
    each page wants its number, `slot` and `locators` the lines left for how to cite and for the page numbers a unit
    quotes; `survey` what text was found on the
    pages; `continued` the (number, words) of long notes; `undrawn` the TeX of formulas left as text; `unshown` the
    characters no font has; `smaller` the (table, percent) of tables that are hard to read; `notes` where notes
    went; `failure` why this is only a page that says so.
    """

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    folios: tuple[FolioSlot | None, ...]
    slot: TextSlot | None
    locators: tuple[LocatorLine, ...]
    anchors: dict[str, Anchor]
    bookmarks: tuple[Bookmark, ...]
    fonts: dict[str, UsedFont]
    survey: Survey
    continued: tuple[tuple[str, int], ...] = ()
    undrawn: tuple[str, ...] = ()
    unshown: tuple[str, ...] = ()
    smaller: tuple[tuple[str, int], ...] = ()
    notes: str = "line"
    failure: str = ""
    messages: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """For the cache: the length of a JSON header, the header, the file."""
        held = asdict(self)
        del held["pdf"]
        header = json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()
        return struct.pack(">I", len(header)) + header + self.pdf

    @classmethod
    def from_bytes(cls, packed: bytes) -> Part:
        """The inverse of `to_bytes`."""
        (length,) = struct.unpack(">I", packed[:4])
        held = json.loads(packed[4 : 4 + length])
        return cls(
            pdf=packed[4 + length :],
            sizes=tuple((w, h) for w, h in held["sizes"]),
            folios=tuple(FolioSlot(**slot) if slot else None for slot in held["folios"]),
            slot=_text_slot(held["slot"]),
            locators=tuple(map(LocatorLine.from_json, held["locators"])),
            anchors={name: Anchor(**place) for name, place in held["anchors"].items()},
            bookmarks=tuple(_bookmark(entry) for entry in held["bookmarks"]),
            fonts={
                name: UsedFont(used["face"], {int(glyph): text for glyph, text in used["glyphs"].items()})
                for name, used in held["fonts"].items()
            },
            survey=Survey.from_json(held["survey"]),
            continued=tuple((number, words) for number, words in held["continued"]),
            undrawn=tuple(held["undrawn"]),
            unshown=tuple(held["unshown"]),
            smaller=tuple((table, size) for table, size in held["smaller"]),
            notes=held["notes"],
            failure=held["failure"],
            messages=tuple(held["messages"]),
        )


def _text_slot(held: dict[str, Any] | None) -> TextSlot | None:
    return TextSlot(**{**held, "baselines": tuple(held["baselines"])}) if held else None


def _bookmark(held: dict[str, Any]) -> Bookmark:
    children = tuple(_bookmark(child) for child in held["children"])
    return Bookmark(held["title"], held["page"], held["x"], held["y"], children)
