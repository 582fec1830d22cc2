"""One unit → one tagged PDF, in a worker process. The only caller of WeasyPrint, with `tags`.

`render` is a pure function of its `Task`.
"""

from __future__ import annotations

import functools
import gc
import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import cssselect2  # type: ignore[import-untyped]
import weasyprint
import weasyprint.pdf
import weasyprint.pdf.fonts
import weasyprint.pdf.stream
from lxml import etree
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from actes.writing import fonts
from actes.writing.html.elements import Element
from actes.writing.pdf import floats, mended, swift, tags, wide
from actes.writing.pdf.completeness import survey
from actes.writing.pdf.notes import crowded
from actes.writing.pdf.part import Anchor, Bookmark, Image, Part, Task, UsedFont
from actes.writing.pdf.sheet import Sheet, compose

VARIANT = "pdf/a-2a"
RESOLUTION = 300
"""Pixels per inch above which images are sampled down."""


POLICIES = {"line": "line", "page": "auto", "end": "auto"}
FALLBACKS = ("page", "end")
"""Where notes go when the layout loses some: WeasyPrint may, when a page holds far more notes than text."""
ORNAMENTS = {
    "actes-ornament:rule": b'<svg xmlns="http://www.w3.org/2000/svg" width="28mm" height="0.4pt" viewBox="0 0 1 1" '
    b'preserveAspectRatio="none"><rect width="1" height="1"/></svg>',
}
"""Drawings of the style sheet, by address: the short rule above notes."""


class _Fetcher(URLFetcher):
    """Serves the faces of the book and the images of the task; no file, no network."""

    def __init__(self, images: dict[str, Image]) -> None:
        super().__init__(allowed_protocols=())
        self.images = images

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url.startswith(fonts.SCHEME):
            return URLFetcherResponse(url, fonts.data(url.removeprefix(fonts.SCHEME)), {"Content-Type": "font/ttf"})
        if url in ORNAMENTS:
            return URLFetcherResponse(url, ORNAMENTS[url], {"Content-Type": "image/svg+xml"})
        image = self.images.get(url)
        if image is None:
            raise ValueError(f"{url} is no image of this volume")
        return URLFetcherResponse(url, Path(image.path).read_bytes(), {"Content-Type": image.media_type})


class _Messages(logging.Handler):
    """Collects what WeasyPrint complains of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.texts[record.getMessage()] = None


class _Page(weasyprint.HTML):
    """A document whose tree is known: nothing for an HTML parser to guess."""

    def __init__(self, xml: bytes, fetcher: _Fetcher) -> None:
        self.base_url, self.url_fetcher, self.media_type = "actes:/", fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(
            ElementTree.fromstring(xml), content_language=None
        )
        self.etree_element = self.wrapper_element.etree_element


class _Font(weasyprint.pdf.fonts.Font):
    """A font of a part. The merged file embeds the faces of the book itself; only what the machine lent goes along."""

    def clean(self, to_unicode: Any, hinting: Any) -> None:
        if _face(self):
            self.file_content = b""
        else:
            super().clean(to_unicode, hinting)


GARBAGE = 800_000
"""Objects a worker makes, of those the collector looks after, before it is run: some twenty chapters, 200 MB."""


def prepare() -> None:
    """Make this process a layout worker: silent; garbage is collected between two units, and seldom."""
    logging.getLogger().addHandler(logging.NullHandler())
    gc.collect()
    gc.freeze()
    gc.disable()


def render(task: Task) -> bytes:
    """Lay `task` out; a `Part` as bytes. Raises nothing for what a manuscript may hold."""
    weasyprint.pdf.add_tags = tags.add_tags
    weasyprint.pdf.stream.Font = _Font
    mended.install()
    swift.install()
    messages = _Messages()
    logger = logging.getLogger("weasyprint")
    logger.propagate = False
    logger.addHandler(messages)
    try:
        part = _render(task, messages)
        for placement in FALLBACKS:
            if not part.survey.lost or task.notes != "line" or "footnote" not in task.markup:
                break
            part = _render(replace(task, notes=placement), messages)
    finally:
        logger.removeHandler(messages)
    if not gc.isenabled() and gc.get_count()[0] > GARBAGE:
        gc.collect()
    return part.to_bytes()


@functools.lru_cache(maxsize=4)
def _style(css: str) -> tuple[Any, Any]:
    """The parsed style sheet and its faces: the same for all units of a volume."""
    configuration = FontConfiguration()
    text = f"{fonts.stylesheet()}\n{css}"
    return weasyprint.CSS(
        string=text, font_config=configuration, url_fetcher=_Fetcher({}), base_url="actes:/"
    ), configuration


@dataclass(frozen=True)
class _Laid:
    """A unit laid out with the figures of `moves` moved: the document, the tree it was made from, and the tables that
    are set so small that readers notice."""

    moves: dict[str, int]
    made: Sheet
    page: _Page
    document: Any
    smaller: tuple[tuple[str, int], ...]


def _lay(task: Task, unit: Element, moves: dict[str, int]) -> _Laid:
    sheet, configuration = _style(f"{task.css}\n.footnote {{ footnote-policy: {POLICIES[task.notes]} }}")
    at_end = task.notes == "end"
    made = compose(unit, task.kind, task.language, task.title, task.heads, notes_at_end=at_end, moves=moves)
    page = _Page(made.xml, _Fetcher(task.images))
    smaller: dict[Any, float] = {}
    for _ in range(wide.TRIES):
        document = page.render(font_config=configuration, stylesheets=[sheet], pdf_variant=VARIANT, dpi=RESOLUTION)
        if not wide.shrink(document, smaller):
            break
    return _Laid(moves, made, page, document, wide.noticed(smaller))


def _well_laid(task: Task, unit: Element) -> _Laid:
    """`unit` laid out, the figures moved whose move makes the holes before figures smaller."""
    best, tried = _lay(task, unit, {}), set[str]()
    for _ in range(floats.ROUNDS):
        move = floats.next_move(best.document, best.page.etree_element, tried)
        if move is None:
            break
        tried.add(move[0])
        other = _lay(task, unit, best.moves | dict([move]))
        if floats.holes(other.document) < floats.holes(best.document):
            best = other
    return best


def _render(task: Task, messages: _Messages) -> Part:
    unit = etree.fromstring(task.markup, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    if task.notes != "end" and crowded(unit):
        return _render(replace(task, notes="end"), messages)
    laid_out = _well_laid(task, unit)
    made, document = laid_out.made, laid_out.document
    for laid in document.pages:
        # boxes inside a link inherit it: one annotation per <a>, not one per <em> in it
        laid.links[:] = [link for link in laid.links if link[3].link]
    found = survey(document, laid_out.page.etree_element)
    used: dict[str, UsedFont] = {}
    unshown: set[str] = set()

    def note_fonts(rendered: Any, _pdf: Any) -> None:
        for font in rendered.fonts.values():
            used.setdefault(font.hash, UsedFont(_face(font), {})).glyphs.update(font.to_unicode)
            unshown.update(map(chr, font.missing))

    # an identifier would have every object written twice; the merged file has one of its own
    pdf = document.write_pdf(pdf_variant=VARIANT, dpi=RESOLUTION, finisher=note_fonts, pdf_identifier=False)
    heights = [laid.height for laid in document.pages]
    anchors: dict[str, Anchor] = {}
    for number, laid in enumerate(document.pages):
        for name, (x, y, *_) in laid.anchors.items():
            anchors.setdefault(name, Anchor(number, round(x * 0.75, 2), round((laid.height - y) * 0.75, 2)))
    return Part(
        pdf=pdf,
        sizes=tuple((round(laid.width * 0.75, 3), round(laid.height * 0.75, 3)) for laid in document.pages),
        folios=tuple(document.slots.folios),
        slot=document.slots.text,
        locators=tuple(document.slots.locators),
        anchors=anchors,
        bookmarks=_bookmarks(document.make_bookmark_tree(), heights),
        fonts=used,
        survey=found,
        continued=tuple(made.continued),
        undrawn=tuple(made.undrawn),
        unshown=tuple(sorted(unshown)),
        smaller=laid_out.smaller,
        notes=task.notes,
        failure=task.failure,
        messages=tuple(messages.texts),
    )


def _face(font: Any) -> str:
    """The name of the face a font of WeasyPrint is; "" when the machine lent it."""
    italic, bold = bool(font.style), font.weight >= 600
    for face in fonts.FACES:
        if (face.family, face.italic, face.bold) == (font.family, italic, bold):
            return face.name
    return ""


def _bookmarks(tree: Any, heights: list[float]) -> tuple[Bookmark, ...]:
    return tuple(
        Bookmark(label, page, round(x * 0.75, 2), round((heights[page] - y) * 0.75, 2), _bookmarks(children, heights))
        for label, (page, x, y), children, _ in tree
    )
