"""Rules on figures and tables: text alternatives, resolution in print, captions, credits, headers, calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from actes.checking.chapter import Chapter, Rule, excerpt
from actes.checking.searching import Anchored
from actes.diagnostics import Location, Report
from actes.tree import Node, classes, identifier, plain_text, value, walk

TEXT_WIDTH = {"160x240": 118.0, "148x210": 106.0, "a4": 150.0}
"""Millimetres of text per page size: an image is printed at most that wide."""
RESOLUTION = 200
"""Dots per inch below which print shows it."""
LONGEST_ALTERNATIVE = 500

_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(%|cm|mm|in|px|pt)?\s*\Z")
_MILLIMETRES = {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96, "": 25.4 / 96}
_NAMES = {
    "Figure": (r"[Ff](?=\w[Gg])", r"fig(?:ure)?s?\.?"),
    "Tableau": (r"[Tt](?=[Aa][Bb])", r"tab(?:leau|le|l)?[sx]?\.?"),
}
_NAMES["Table"] = _NAMES["Tableau"]
"""How authors name a float they number by hand: the sign of such a name (see `Anchored`), and the name."""
_CREDITED = re.compile(r"\b(?:sources?|crédits?|credits?)\b|©", re.IGNORECASE)
_FILE_NAME = re.compile(r"[\w\-. ]+\.(?:png|jpe?g|gif|svg|tiff?|pdf|webp)\Z", re.IGNORECASE)
_EMPTY_WORDS = re.compile(
    r"(?:image|figure|photo|graphique|graph|chart|carte|map|schéma|diagram)\s*\d*\W*\Z", re.IGNORECASE
)


def alternative_texts(chapter: Chapter, report: Report) -> None:
    """WCAG 1.1.1: what an image says must be said in words."""
    for image, place in _images(chapter):
        url = image["c"][2][0]
        text = value(image, "alt").strip()
        decorative = "decorative" in classes(image) or value(image, "role") == "presentation"
        if not text and not decorative:
            report.add("missing-alt-text", place, url=_short(url))
        elif _FILE_NAME.match(text) or _EMPTY_WORDS.match(text):
            report.add("empty-alt-text", place, text=text)
        elif len(text) > LONGEST_ALTERNATIVE:
            report.add("long-alt-text", place, count=len(text), limit=LONGEST_ALTERNATIVE)


def resolution(chapter: Chapter, report: Report) -> None:
    """Raster images are sharp at the width they are printed at."""
    for image, place in _images(chapter):
        asset = chapter.contribution.assets.get(image["c"][2][0])
        if asset is None or not asset.width or asset.media_type == "image/svg+xml":
            continue
        width = _printed_width(image, TEXT_WIDTH.get(chapter.volume.page, 118.0))
        dots = asset.width / (width / 25.4)
        wanted = chapter.limit("image-dpi", RESOLUTION)
        if dots < wanted:
            needed = int(wanted * width / 25.4) + 1
            report.add("low-resolution", place, url=_short(asset.url), dots=round(dots), wanted=wanted, pixels=needed)


def captions_and_credits(chapter: Chapter, report: Report) -> None:
    """Figures have a caption, and a source or a credit."""
    for figure in chapter.of_kind("Figure"):
        images = list(walk(figure["c"][2], {"Image"}))
        if not images:
            continue
        place = chapter.source.find_exactly(images[0]["c"][2][0])
        caption = plain_text(figure["c"][1][1])
        if not caption:
            report.add("figure-without-caption", place, url=_short(images[0]["c"][2][0]))
            continue
        named = {name for block in figure["c"][2] for name in classes(block)}
        if not named & {"source", "credit"} and not _CREDITED.search(caption):
            report.add("figure-without-credit", place, caption=excerpt(caption))


def tables(chapter: Chapter, report: Report) -> None:
    """Tables have a header row and a caption."""
    for table in chapter.of_kind("Table"):
        _attr, (_short_caption, caption), _columns, head, bodies, _foot = table["c"]
        first = next((text for row in _rows(head, bodies) if (text := plain_text(row))), "")
        text = plain_text(caption)
        place = chapter.source.find(text or first)
        if not any(plain_text(row) for row in head[1]):
            report.add("table-without-header", place, text=excerpt(text or first))
        if not text:
            report.add("table-without-caption", place, text=excerpt(first))


def uncalled(chapter: Chapter, report: Report) -> None:
    """A figure or table that no sentence announces: the reader does not know when to look at it."""
    called = {value(n, "rid") for n in chapter.of_kind("Link") if "xref" in classes(n)}
    prose = chapter.source.readable
    tables = [node for node in chapter.of_kind("Div") if "table-wrap" in classes(node)]
    for node in (*chapter.of_kind("Figure"), *tables):
        if not value(node, "number"):
            continue
        name, shown = identifier(node), value(node, "label").replace("\u00a0", " ")
        if name in called or (shown and _says(prose, shown)):
            continue
        text = plain_text(_caption(node))
        report.add(
            "uncalled-float",
            chapter.source.find(text) if text else chapter.source.place(chapter.source.body_start),
            label=shown,
            caption=excerpt(text),
        )


def _caption(node: Node) -> object:
    if node["t"] == "Figure":
        return node["c"][1][1]
    return next((n["c"][1][1] for n in node["c"][1] if n["t"] == "Table"), [])


def _says(prose: str, label: str) -> bool:
    """Whether a text names `label` (« Figure 1 »), typed by hand."""
    kind, _, number = label.rpartition(" ")
    sign, names = _NAMES.get(kind, ("", re.escape(kind)))
    pattern = rf"\b(?:{names})[ \u00a0]{{0,2}}{re.escape(number)}(?!\w)"
    if sign:
        return any(Anchored(sign, pattern, re.IGNORECASE).finditer(prose))
    return re.search(pattern, prose, re.IGNORECASE) is not None


def _rows(head: list[object], bodies: list[list[object]]) -> Iterator[object]:
    for group in (head[1], *(part for body in bodies for part in body[2:])):
        assert isinstance(group, list)
        yield from group


def _images(chapter: Chapter) -> Iterator[tuple[Node, Location]]:
    for image in chapter.of_kind("Image"):
        yield image, chapter.source.find_exactly(image["c"][2][0])


_TYPED = re.compile(
    r"[*_]{0,3}(?:figures?|fig\.|tableaux?|tables?|cartes?|maps?|graphiques?|photos?(?:graphies?)?|illustrations?|schémas?"
    r"|diagrammes?)[ \u00a0]?(?:n°[ \u00a0]?)?\d{1,3}[*_]{0,3}[ \u00a0\u202f]?[.:–—-]"
    r"[ \u00a0*_]*[^\W\d_][^\n]{3,250}\Z",
    re.IGNORECASE,
)


def typed_captions(chapter: Chapter, report: Report) -> None:
    """A caption numbered by hand in a paragraph of its own: no image or table knows that it is theirs."""
    for start, text in chapter.source.paragraphs():
        if _TYPED.match(text):
            report.add("typed-caption", chapter.source.place(start), text=excerpt(text.strip("*_")))


def _printed_width(image: Node, text_width: float) -> float:
    found = _LENGTH.match(value(image, "width"))
    if not found:
        return text_width
    number, unit = float(found[1]), found[2] or ""
    width = text_width * number / 100 if unit == "%" else number * _MILLIMETRES[unit]
    return min(width, text_width) or text_width


def _short(url: str) -> str:
    return url if len(url) <= 60 else f"…/{PurePosixPath(url).name[-56:]}"


RULES: tuple[Rule, ...] = (alternative_texts, resolution, captions_and_credits, tables, typed_captions, uncalled)
