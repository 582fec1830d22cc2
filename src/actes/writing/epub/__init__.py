"""The EPUB 3.3 of a volume: accessible (EPUB Accessibility 1.1, WCAG 2.1 AA), deterministic, with stable ids.

One XHTML file per unit of the shared HTML (`actes.writing.html`), a navigation document with the pages of the
printed book, an NCX for old readers, a cover made from data, and the style sheet `styles/epub.css`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from actes import tree
from actes.diagnostics import Report
from actes.labels import label
from actes.model import PageBreak, PageMap, Volume, localized
from actes.styles import Styles
from actes.writing.epub import fonts
from actes.writing.epub.archive import Resource, pack
from actes.writing.epub.content import Page, document, file_name, page
from actes.writing.epub.cover import cover, description
from actes.writing.epub.images import UnusableImage, resource
from actes.writing.epub.navigation import NAV, PrintedPage, navigation, ncx, outline
from actes.writing.epub.package import Contents, identifier, package
from actes.writing.html import Unit
from actes.writing.html import units as html_units
from actes.writing.html.elements import child, element
from actes.writing.html.figures import MEDIA

__all__ = ["write_epub"]

_COVER = "cover_page.xhtml"
_XHTML = "application/xhtml+xml"


def write_epub(
    volume: Volume, page_map: PageMap | None = None, units: Sequence[Unit] | None = None, report: Report | None = None
) -> bytes:
    """The EPUB of a resolved `volume`.

    `page_map` gives the page list (none without it); `units` are the shared HTML's if they are made already
    (they are left as they are). An image that no EPUB can carry is said to `report` and shown by its
    alternative text. Raises StyleError for a template, style sheet or cover of the volume that is unusable.
    """
    given = html_units(volume, page_map) if units is None else units
    shown = [unit for unit in given if unit.kind != "contents"]
    pictures, images = _images(volume, report)
    unusual = fonts.unusual(text for unit in shown for text in map(str, unit.element.itertext()))
    places = {anchor: file_name(unit.name) for unit in shown for anchor in unit.anchors}
    places |= {unit.name: NAV for unit in given if unit.kind == "contents"}
    breaks = page_map.breaks if page_map else {}
    pages = {u.name: page(u, places, breaks.get(u.name, ()), images=images, unusual=unusual) for u in shown}
    lines = outline(shown, volume.language)
    printed = list(_printed(given, pages, breaks))
    css = Styles(volume.folder).text("epub.css") + (fonts.rules() if unusual else "")
    covers = cover(volume)
    resources = [
        Resource("ncx", "toc.ncx", "application/x-dtbncx+xml", ncx(volume, identifier(volume), lines, printed)),
        Resource("css", "epub.css", "text/css", css.encode()),
        *covers,
        _cover_page(volume, covers[-1]),
        *_reading_order(given, pages, navigation(volume, lines, _landmarks(volume, given), printed)),
        *pictures,
        *([fonts.font(unusual)] if unusual else []),
    ]
    return pack(package(volume, resources, _contents(shown, pages)), resources)


def _images(volume: Volume, report: Report | None) -> tuple[list[Resource], dict[str, str]]:
    """The images as resources, and their `src` in the shared HTML → path in the EPUB ("" for unusable ones)."""
    resources: dict[str, Resource] = {}
    paths: dict[str, str] = {}
    for text in volume.texts:
        for asset in sorted(text.assets.values(), key=lambda a: a.name):
            if MEDIA + asset.name in paths:
                continue
            try:
                made = resource(asset)
            except UnusableImage as error:
                paths[MEDIA + asset.name] = ""
                if report is not None:
                    report.add("unusable-image", text.source, path=asset.url, problem=str(error))
                continue
            resources.setdefault(made.path, made)
            paths[MEDIA + asset.name] = made.path
    return list(resources.values()), paths


def _printed(
    given: Sequence[Unit], pages: Mapping[str, Page], breaks: Mapping[str, Sequence[PageBreak]]
) -> Iterator[PrintedPage]:
    """The pages of the printed book in order; those of its contents are the navigation document."""
    for unit in given:
        if unit.name in pages:
            for name, identifier in pages[unit.name].breaks:
                yield PrintedPage(name, f"{file_name(unit.name)}#{identifier}")
        else:
            for found in breaks.get(unit.name, ()):
                yield PrintedPage(found.label, NAV)


def _reading_order(given: Sequence[Unit], pages: Mapping[str, Page], nav: bytes) -> Iterator[Resource]:
    """The content documents in reading order, the navigation where the contents stand (else first)."""
    contents = Resource("nav", NAV, _XHTML, nav, ("nav",), linear=True)
    if len(pages) == len(given):
        yield contents
    for unit in given:
        if unit.kind == "contents":
            yield contents
        else:
            held = pages[unit.name]
            yield Resource(f"unit-{unit.name}", file_name(unit.name), _XHTML, held.data, held.properties, linear=True)


def _cover_page(volume: Volume, image: Resource) -> Resource:
    root = element("section", "cover")
    child(
        root, "img", src=image.path, alt=f"{label('cover', volume.language)}. {description(volume)}", role="doc-cover"
    )
    title = tree.plain_text(localized(volume.title, volume.language))
    return Resource("cover", _COVER, _XHTML, document(root, title, volume.language, "cover"), (), linear=True)


def _landmarks(volume: Volume, given: Sequence[Unit]) -> list[tuple[str, str, str]]:
    """(epub:type, file, name) of the places reading systems lead to."""
    language = volume.language
    found = [("cover", _COVER, label("cover", language))]
    found += [("titlepage", file_name(u.name), label("title-page", language)) for u in given if u.kind == "title-page"]
    found.append(("toc", f"{NAV}#toc", label("contents", language)))
    start = next((u for u in given if u.matter == "body"), None)
    if start is not None:
        found.append(("bodymatter", file_name(start.name), label("body-start", language)))
    found += [("bibliography", file_name(u.name), label(u.kind, language)) for u in given if u.kind == "bibliography"]
    found += [("index", file_name(u.name), label(u.kind, language)) for u in given if u.kind.endswith("-index")]
    return found


def _contents(shown: Sequence[Unit], pages: Mapping[str, Page]) -> Contents:
    pictures = [picture for unit in shown for picture in unit.element.iter("img")]
    return Contents(
        images=True,  # the cover is one
        described=all(re.search(r"\w", picture.get("alt", "")) for picture in pictures),
        long_descriptions=any(next(unit.element.iter("details"), None) is not None for unit in shown),
        formulas=any("mathml" in held.properties for held in pages.values()),
        index=any(unit.kind.endswith("-index") for unit in shown),
        printed_pages=any(held.breaks for held in pages.values()),
    )
