"""The units of the volume in reading order: front matter, axes and chapters, back matter."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from actes import tree
from actes.labels import label
from actes.model import (
    Axis,
    BibliographyEntry,
    Contribution,
    PageMap,
    Piece,
    Volume,
    localized,
)
from actes.styles import Styles
from actes.tree import Inlines
from actes.writing.html import indexes
from actes.writing.html.bibliography import bibliography, keys, link_back
from actes.writing.html.bibliography import entries as reference_list
from actes.writing.html.chapter import rendered
from actes.writing.html.citing import cite_volume
from actes.writing.html.elements import Element, append_text, child
from actes.writing.html.pages import page
from actes.writing.html.people import affiliation_text, listed, orcid_url
from actes.writing.html.render import Renderer

BACK_PIECES = frozenset({"afterword", "postface", "conclusion", "back-cover"})
"""Kinds of the volume's own texts that stand after the chapters; others stand before them."""


@dataclass(frozen=True)
class Heading:
    """A heading inside a unit: HTML level (2 to 6), volume-wide anchor, inlines with their number."""

    level: int
    anchor: str
    inlines: Inlines


@dataclass(frozen=True)
class Unit:
    """A page or a chapter: one XHTML file of the EPUB, one layout of the PDF.

    `name` is its id in the volume (also that of `element`); `kind` its template or `piece`; `title` what the
    contents show (inlines without notes stripped: use `html.title`); `matter` is front, body or back; `axis`
    the id of the axis it stands in ("" outside); `authors` are names as shown.
    """

    name: str
    kind: str
    title: Inlines
    element: Element
    language: str
    matter: str
    axis: str = ""
    authors: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    """(index entry, id) of the index marks in the text."""
    label: str = ""
    """What stands before the title in contents: « Axe 1 »."""

    @property
    def anchors(self) -> tuple[str, ...]:
        """Every id in the unit, its own first."""
        return tuple(node.get("id", "") for node in self.element.iter() if node.get("id"))


def unit_name(volume: Volume, name: str) -> str:
    """The unit name of a page of the volume; a contribution that bears it as its slug keeps it for itself."""
    slugs = {c.slug for c in volume.contributions}
    while name in slugs:
        name = f"volume-{name}"
    return name


def units(volume: Volume, page_map: PageMap | None = None) -> tuple[Unit, ...]:
    """All units of the volume in reading order. `page_map` gives the page numbers of contents and indexes."""
    chapters = {c.slug: chapter_unit(volume, c, page_map) for c in volume.contributions}
    return assemble(volume, chapters, page_map)


def chapter_unit(volume: Volume, contribution: Contribution, page_map: PageMap | None = None) -> Unit:
    """The unit of one contribution."""
    element, renderer = rendered(volume, contribution, page_map)
    return Unit(
        contribution.slug,
        "chapter",
        contribution.main_title,
        element,
        contribution.language,
        "body",
        contribution.axis,
        tuple(listed(contribution.authors)),
        tuple(itertools.starmap(Heading, renderer.headings)),
        tuple(renderer.marks),
    )


def assemble(volume: Volume, chapters: dict[str, Unit], page_map: PageMap | None = None) -> tuple[Unit, ...]:
    """The units of the volume around `chapters` (slug → unit), which must hold every contribution."""
    pages = _Pages(volume, page_map)
    body = list(_body(pages, chapters))
    back = list(_back(pages, {c.slug: chapters[c.slug].marks for c in volume.contributions}))
    front = list(_front(pages))
    contents = pages.make("contents", "front", listed=[u for u in (*front, *body, *back) if u.kind not in _UNLISTED])
    position = next((i for i, u in enumerate(front) if u.kind == "piece"), len(front))
    return (*front[:position], contents, *front[position:], *body, *back)


_UNLISTED = frozenset({"half-title", "title-page", "imprint", "draft", "contents", "back-cover"})


class _Pages:
    """Makes the units whose pages are templates."""

    def __init__(self, volume: Volume, page_map: PageMap | None) -> None:
        self.volume, self.page_map = volume, page_map
        self.styles = Styles(volume.folder)

    def make(
        self,
        kind: str,
        matter: str,
        *,
        name: str = "",
        title: Inlines | None = None,
        language: str = "",
        axis: str = "",
        template: str = "",
        text: Piece | None = None,
        shown_label: str = "",
        **values: Any,
    ) -> Unit:
        volume = self.volume
        name = unit_name(volume, name or kind)
        language = language or volume.language
        shown = tree.words(label(kind, language)) if title is None else title
        references = text.bibliography if text else ()
        renderer = Renderer(
            name, language, assets=text.assets if text else {}, math=volume.math, entries=keys(references)
        )
        element = page(
            template or kind,
            self.styles,
            renderer,
            volume=volume,
            kind=kind,
            title=shown,
            listed_names=listed,
            affiliation=lambda a: affiliation_text(a, language),
            orcid_url=orcid_url,
            page_of=lambda anchor: indexes.page_of(self.page_map, anchor),
            locators=lambda *anchors: indexes.locators(volume, self.page_map, anchors, language),
            **values,
        )
        bibliography(renderer, element, references, partial(link_back, renderer))
        headings = tuple(itertools.starmap(Heading, renderer.headings))
        marks = tuple(renderer.marks)
        return Unit(name, kind, shown, element, language, matter, axis, (), headings, marks, shown_label)


def _front(pages: _Pages) -> Iterator[Unit]:
    volume = pages.volume
    yield pages.make("half-title", "front")
    yield pages.make("title-page", "front")
    yield pages.make("imprint", "front", how_to_cite=cite_volume(volume, volume.language))
    if volume.incomplete:
        unreadable = [slug for slug, reason in volume.left_out if reason == "unreadable"]
        yield pages.make("draft", "front", unreadable=unreadable)
    if volume.committees:
        yield pages.make("committees", "front")
    for piece in volume.front:
        if piece.kind not in BACK_PIECES:
            yield _piece(pages, piece, "front")


def _piece(pages: _Pages, piece: Piece, matter: str) -> Unit:
    kind = "back-cover" if piece.kind == "back-cover" else "piece"
    return pages.make(
        kind,
        matter,
        name=piece.kind,
        title=piece.title,
        language=piece.language,
        template="piece",
        text=piece,
        piece=piece,
    )


def _body(pages: _Pages, chapters: dict[str, Unit]) -> Iterator[Unit]:
    volume = pages.volume
    opened: set[str] = set()
    by_id = {axis.id: axis for axis in volume.axes}
    for contribution in volume.contributions:
        axis = by_id.get(contribution.axis)
        if axis is not None and axis.id not in opened:
            opened.add(axis.id)
            yield from _axis(pages, axis)
        yield chapters[contribution.slug]
    for axis in volume.axes:
        # an axis whose contributions are all missing still has its introduction to show
        if axis.id not in opened and axis.introduction:
            yield from _axis(pages, axis)


def _axis(pages: _Pages, axis: Axis) -> Iterator[Unit]:
    title = localized(axis.title, pages.volume.language)
    number = label("axis-number", pages.volume.language, number=axis.number)
    if not title and not axis.introduction:
        return
    chapters = [c for c in pages.volume.contributions if c.axis == axis.id]
    yield pages.make(
        "axis",
        "body",
        name=f"axis-{axis.id}",
        title=title or tree.words(number),
        shown_label=number if title else "",
        axis=axis.id,
        text=axis.introduction,
        axis_entry=axis,
        chapters=chapters,
    )


def _back(pages: _Pages, marks: indexes.Marks) -> Iterator[Unit]:
    volume = pages.volume
    for piece in volume.front:
        if piece.kind in BACK_PIECES - {"back-cover"}:
            yield _piece(pages, piece, "back")
    if any(section.entries for section in volume.bibliography):
        yield _consolidated(pages)
    authors = indexes.author_entries(volume)
    if authors:
        yield pages.make("author-index", "back", template="index", groups=indexes.by_letter(authors))
    keywords = indexes.keyword_entries(volume, marks)
    if keywords:
        yield pages.make("keyword-index", "back", template="index", groups=indexes.by_letter(keywords))
    people = indexes.contributors(volume)
    if people:
        yield pages.make("contributors", "back", people=people)
    yield pages.make("colophon", "back")
    for piece in volume.front:
        if piece.kind == "back-cover":
            yield _piece(pages, piece, "back")


def _consolidated(pages: _Pages) -> Unit:
    """The consolidated bibliography: each entry says which chapters list it and leads to their own."""
    volume = pages.volume
    unit = pages.make("bibliography", "back")
    renderer = Renderer(unit.name, unit.language, math=volume.math)
    places = _listings(volume)
    seen: set[str] = set()

    def where(line: Element, entry: BibliographyEntry) -> None:
        if entry.key in places:
            append_text(line, " ")
            line.append(indexes.locators(volume, pages.page_map, places[entry.key], unit.language))

    for section in volume.bibliography:
        made = child(unit.element, "section", "references-group")
        if section.title:
            heading = child(made, "h2", id=renderer.anchor(f"_{section.identifier}"))
            renderer.inlines(heading, section.title)
        reference_list(renderer, made, section.entries, where, seen)
    return unit


def _listings(volume: Volume) -> dict[str, list[str]]:
    """Key of the consolidated bibliography → anchors of the entry in the chapters that list the work."""
    names = {holder: reference.key for reference in volume.references for holder in reference.holders}
    places: dict[str, list[str]] = {}
    for contribution in volume.contributions:
        for section in contribution.bibliography:
            for entry in section.entries:
                anchor = f"{contribution.slug}--{tree.reference_id(entry.key)}"
                places.setdefault(names.get((contribution.slug, entry.key), entry.key), []).append(anchor)
    return places
