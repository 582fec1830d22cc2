"""The whole volume as a BITS 2.1 book of proceedings: the bodies are those of the articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from actes.diagnostics import Location, Report
from actes.labels import label
from actes.model import (
    Axis,
    Contribution,
    PageMap,
    Piece,
    Volume,
    localized,
)
from actes.tree import Inlines
from actes.writing.html.units import BACK_PIECES
from actes.writing.jats import body as text
from actes.writing.jats import metadata
from actes.writing.jats.article import append_text, contribution_scope, finish, images, listed_keys, reference_index
from actes.writing.jats.contributors import contributors
from actes.writing.jats.elements import Element, element, fit, fragment, placeholder, serialise, with_parts
from actes.writing.jats.front import isbns, notice, peer_review, publisher, self_uris, subjects
from actes.writing.jats.inlines import inlines
from actes.writing.jats.references import Citations, reference_list
from actes.writing.jats.scope import Ids, Scope, anchors, chosen_ids
from actes.writing.jats.volume_back import BACK_COVER, indexes, table_of_contents

BITS = (
    "-//NLM//DTD BITS Book Interchange DTD v2.1 20220202//EN",
    "https://jats.nlm.nih.gov/extensions/bits/2.1/BITS-book2-1.dtd",
)

_NAMED = {"preface": "preface", "avant-propos": "preface", "presentation": "preface", "foreword": "foreword"}
"""Kind of a front piece → its element; `front-matter-part` for the others."""


@dataclass(frozen=True)
class Part:
    """A contribution, or the bibliography, as it stands in the BITS of its volume, written apart from it.

    `data` are its bytes, None when it refers to other chapters: those have to be known first. `ids` and
    `anchors` are what others may refer to.
    """

    identifier: str
    ids: Ids
    anchors: Mapping[str, str]
    data: bytes | None


def write_part(
    volume: Volume,
    contribution: Contribution,
    page_map: PageMap | None = None,
    report: Report | None = None,
    *,
    citations: Citations = "element",
) -> Part:
    """A contribution for `write_volume`, which takes the parts of several: they can be written side by side."""
    book = _Book(volume, page_map, citations, Report() if report is None else report)
    made = book.paper(contribution)
    scope = book.units[contribution.slug]
    identifier, kinds, data = str(made.get("id")), anchors(made), None
    if not any(link.chapter for link in scope.links):
        finish(made, [scope], {})
        data = fragment(made, _AXIS_DEPTH if book.in_axis(contribution) else _BOOK_DEPTH)
    return Part(identifier, scope.ids, kinds, data)


def write_bibliography(volume: Volume, *, citations: Citations = "element") -> Part:
    """The bibliography of the volume for `write_volume`, which finds it among its parts as "": it is long."""
    book = _Book(volume, None, citations, Report())
    made = book.bibliography()
    scope = book.units["bibliography"]
    kinds: dict[str, str] = {}
    for found in made:
        finish(found, [scope], {})
        kinds |= anchors(found)
    data = (b"\n" + b"  " * _BOOK_DEPTH).join(fragment(found, _BOOK_DEPTH) for found in made)
    return Part("", scope.ids, kinds, data)


_BOOK_DEPTH = 2
_AXIS_DEPTH = 4
"""Elements around a chapter: `book/book-body`, and `book-part/body` when it is in an axis."""


def write_volume(
    volume: Volume,
    page_map: PageMap | None = None,
    report: Report | None = None,
    *,
    citations: Citations = "element",
    parts: Mapping[str, Part] | None = None,
) -> bytes:
    """The BITS file of a resolved volume, DOCTYPE included; images are looked for in `jats/<slug>/` beside it
    (`<id>.draft.jats/<slug>/` for a draft), those of the volume's own texts in `<id>.figures/`.

    Options are those of `article.write_article`; `parts` are chapters that were written already, by slug, and the
    bibliography, by "".
    """
    book = _Book(volume, page_map, citations, Report() if report is None else report, parts)
    return with_parts(serialise(book.write(), *BITS), book.placed)


def volume_figures(volume: Volume) -> dict[str, bytes]:
    """The images of the volume's own texts by name: what its BITS looks for in `<id>.figures/`."""
    return {name: data for piece in volume.pieces for name, (_type, data) in images(piece).items()}


class _Book:
    """A volume being written: its own scope, and that of each unit by name."""

    def __init__(
        self,
        volume: Volume,
        page_map: PageMap | None,
        citations: Citations,
        report: Report,
        parts: Mapping[str, Part] | None = None,
    ) -> None:
        self.volume, self.page_map, self.citations, self.report = volume, page_map, citations, report
        self.parts = parts or {}
        self.placed: dict[str, bytes] = {}
        """The bytes of the parts that stand in the tree as placeholders, by slug."""
        self.titled = {axis.id: axis for axis in volume.axes if axis.title}
        # units share the ids of the book, and ids made for the book keep clear of them
        names = [c.slug for c in volume.contributions]
        names += [f"axis-{a.id}" for a in volume.axes] + [piece.kind for piece in volume.front]
        self.units: dict[str, Scope] = {}
        self.stem = f"{volume.id}.draft" if volume.incomplete else volume.id
        self.images = f"{self.stem}.jats" if volume.incomplete else "jats"
        self.scope = self._scope(volume.source, Ids("", names))

    def write(self) -> Element:
        volume = self.volume
        root = element("book", book_type="proceedings", dtd_version="2.1", xml_lang=volume.language)
        fit(root, [*_collection_meta(volume), self._book_meta()])
        pieces = [piece for piece in volume.front if piece.kind != BACK_COVER]
        parts = [self._piece(piece) for piece in pieces if piece.kind not in BACK_PIECES]
        parts += [self._committees()] if volume.committees else []
        body = element("book-body", *self._parts())
        if len(body):
            parts.append(table_of_contents(volume, self.page_map, self.scope.ids.full))
        if parts:
            root.append(element("front-matter", *parts))
        if len(body):
            root.append(body)
        back = [self._piece(piece) for piece in pieces if piece.kind in BACK_PIECES]
        back += [*self.bibliography(), *indexes(self.scope, volume, self.page_map)]
        if back:
            root.append(element("book-back", *back))
        ids = {name: scope.ids for name, scope in self.units.items()}
        placed = [self.parts[slug] for slug in self.placed]
        elsewhere = {name: kind for part in placed for name, kind in part.anchors.items()}
        finish(root, [*self.units.values(), self.scope], ids, elsewhere)
        return root

    def _unit(self, name: str, scope: Scope) -> str:
        """Enter a unit: its scope by name; returns the id of its element, where links to the whole of it lead."""
        identifier = self.scope.ids.take(name)
        self._enter(name, scope, identifier)
        return identifier

    def _enter(self, name: str, scope: Scope, identifier: str) -> None:
        self.units[name] = scope
        scope.ids.alias("", identifier)

    def _book_meta(self) -> Element:
        volume, scope = self.volume, self.scope
        made = element("book-meta")
        if volume.doi:
            made.append(element("book-id", volume.doi, book_id_type="doi"))
        made.append(element("book-id", volume.id, book_id_type="publisher-id"))
        lang, discipline = metadata.chosen(volume.discipline, volume.language)
        if discipline:
            subject = element("subject", discipline)
            made.append(element("subj-group", subject, subj_group_type="discipline", xml_lang=lang))
        made.append(metadata.titles(scope, volume.title, volume.subtitle, [], "book-title", "book-title-group"))
        groups, _ = contributors(scope, [], volume.editors, [])
        fit(made, groups)
        if volume.published:
            made.append(_date(volume.published))
        fit(made, [*isbns(volume), *publisher(volume)])
        owner = volume.copyright_holder or label("the-authors", volume.language)
        year, start = volume.year, volume.published
        made.append(metadata.permissions(scope, volume.licence, year, owner, start, "licence-sentence"))
        for kind in ("pdf", "epub"):
            href, title = f"{self.stem}.{kind}", kind.upper()
            made.append(element("self-uri", content_type=kind, xlink_href=href, xlink_title=title))
        summary = {piece.language: piece.body for piece in volume.front if piece.kind == BACK_COVER}
        fit(made, metadata.abstracts(scope, summary))
        fit(made, metadata.keywords(volume.keywords, volume.language))
        for optional in (metadata.funding(scope, volume.funding), metadata.conference(scope, volume.event)):
            if optional is not None:
                made.append(optional)
        if self.page_map and self.page_map.total:
            made.append(element("counts", element("book-page-count", count=str(self.page_map.total))))
        said = notice(volume, volume.language)
        return fit(made, [*peer_review(scope, volume), *([said] if said is not None else [])])

    def _piece(self, piece: Piece) -> Element:
        """A text of the volume itself, before the chapters or after them."""
        name = piece.kind
        scope = self._piece_scope(name, piece)
        behind = piece.kind in BACK_PIECES
        tag = "book-part" if behind else _NAMED.get(piece.kind, "front-matter-part")
        made = element(tag, book_part_type=piece.kind, id=self._unit(name, scope), xml_lang=piece.language)
        made.append(_titled(fit(element("title"), inlines(scope, piece.title)) if piece.title else None))
        inner = text.body(scope, piece.body, "body" if behind else "named-book-part-body")
        return fit(made, [part for part in (inner, self._back(scope, piece)) if part is not None])

    def _scope(self, source: Location, ids: Ids) -> Scope:
        return Scope(self.volume.language, source, self.report, ids, math=self.volume.math)

    def _piece_scope(self, name: str, piece: Piece) -> Scope:
        """The scope of a text of the volume itself, which lists the works it cites; its images are beside the book."""
        return replace(
            self._scope(piece.source, Ids(f"{name}--", chosen_ids(piece.body))),
            language=piece.language,
            references=listed_keys(piece.references, piece.bibliography),
            assets=piece.assets,
            folder=f"{self.stem}.figures/",
        )

    def _back(self, scope: Scope, piece: Piece) -> Element | None:
        """Notes and references of a text of the volume itself."""
        notes = text.notes(scope)
        lists = reference_list(scope, piece.bibliography, reference_index(piece.references), self.citations)
        held = [*([notes] if notes is not None else []), *lists]
        return element("back", *held) if held else None

    def _committees(self) -> Element:
        """Committees as lists of names: their members are no contributors of the book."""
        lang = self.volume.language
        inner = element("named-book-part-body")
        for committee in self.volume.committees:
            names = element("list", list_type="simple")
            for member in committee.members:
                said = ", ".join(
                    p for p in (member.person.display, member.role, *(a.name for a in member.person.affiliations)) if p
                )
                names.append(element("list-item", element("p", said)))
            _, title = metadata.chosen(committee.title, lang)
            if len(names):
                section = element("sec", element("title", title or label("committees", lang)), names)
                section.set("id", self.scope.ids.make("committee"))
                inner.append(section)
        made = element(
            "front-matter-part", _titled(element("title", label("committees", lang))), book_part_type="committees"
        )
        made.set("id", self.scope.ids.make_once("committees"))
        return fit(made, [inner] if len(inner) else [])

    def _parts(self) -> list[Element]:
        """Axes with their contributions, and contributions of no axis, in the order of the book."""
        made: list[Element] = []
        done: set[str] = set()
        for contribution in self.volume.contributions:
            axis = self.titled.get(contribution.axis)
            if axis is None:
                made.append(self.paper(contribution))
            elif axis.id not in done:
                done.add(axis.id)
                made.append(self._axis(axis))
        return made + [self._axis(axis) for axis in self.titled.values() if axis.id not in done and axis.introduction]

    def _axis(self, axis: Axis) -> Element:
        volume, piece = self.volume, axis.introduction
        name = f"axis-{axis.id}"
        ids = Ids(f"{name}--")
        scope = self._piece_scope(name, piece) if piece else self._scope(volume.source, ids)
        made = element("book-part", book_part_type="axis", id=self._unit(name, scope))
        title: Inlines = localized(axis.title, volume.language)
        heading = fit(element("title"), inlines(scope, title))
        made.append(_titled(heading, str(axis.number) if axis.number else ""))
        inner = text.body(scope, piece.body if piece else [])
        if inner is None:
            inner = element("body")
        for contribution in volume.contributions:
            if contribution.axis == axis.id:
                inner.append(self.paper(contribution))
        if len(inner):
            made.append(inner)
        back = self._back(scope, piece) if piece else None
        return fit(made, [back] if back is not None else [])

    def in_axis(self, contribution: Contribution) -> bool:
        """Whether a contribution stands in an axis of the book."""
        return contribution.axis in self.titled

    def paper(self, contribution: Contribution) -> Element:
        """A contribution as a part of the book; a placeholder when that has been written."""
        slug = contribution.slug
        identifier = self.scope.ids.take(slug)
        part = self.parts.get(slug)
        if part is not None and part.data is not None and part.identifier == identifier:
            self.placed[slug] = part.data
            self.units[slug] = self._scope(contribution.source, part.ids)
            return placeholder(slug)
        scope = contribution_scope(contribution, self.report, prefix=f"{slug}--", folder=f"{self.images}/{slug}/")
        self._enter(slug, scope, identifier)
        made = element("book-part", book_part_type="paper", id=identifier, xml_lang=contribution.language)
        made.append(self._paper_meta(scope, contribution))
        append_text(scope, made, contribution, self.citations)
        return made

    def _paper_meta(self, scope: Scope, contribution: Contribution) -> Element:
        volume = self.volume
        published = contribution.published or volume.published
        groups, notes = contributors(scope, contribution.authors, volume.editors, contribution.conflict_of_interest)
        made = element("book-part-meta")
        if contribution.doi:
            made.append(element("book-part-id", contribution.doi, book_part_id_type="doi"))
        identifier = contribution.identifier or contribution.slug
        made.append(element("book-part-id", identifier, book_part_id_type="publisher-id"))
        made.append(subjects(scope, volume, contribution))
        titles = contribution.title, contribution.subtitle, contribution.short_title
        made.append(metadata.titles(scope, *titles, "title", "title-group", volume.language))
        fit(made, [*groups, *([notes] if notes is not None else [])])
        if published:
            made.append(_date(published))
        fit(made, metadata.page_elements(metadata.pages(contribution, self.page_map)))
        events = [element("event", date, event_type=date.get("date-type")) for date in metadata.history(contribution)]
        if events:
            made.append(element("pub-history", *events))
        owner = metadata.holder(scope, contribution, volume)
        licence = contribution.licence or volume.licence
        rights = metadata.permissions(scope, licence, published[:4], owner, published, "chapter-licence-sentence")
        fit(made, [rights, *self_uris(scope, volume, contribution)])
        fit(made, metadata.abstracts(scope, contribution.abstracts, volume.language))
        fit(made, metadata.keywords(contribution.keywords, contribution.language))
        grants = metadata.funding(scope, contribution.funding)
        return fit(made, [grants] if grants is not None else [])

    def bibliography(self) -> list[Element]:
        """The lists of the works cited in the book; a placeholder when they have been written."""
        volume = self.volume
        part = self.parts.get("")
        if part is not None and part.data:
            self.placed[""] = part.data
            self.units["bibliography"] = self._scope(volume.source, part.ids)
            return [placeholder("")]
        scope = self._scope(volume.source, Ids("bibliography--"))
        known = reference_index(volume.references)
        lists = reference_list(scope, volume.bibliography, known, self.citations, "bibliography")
        self.units["bibliography"] = scope
        return lists


def _collection_meta(volume: Volume) -> list[Element]:
    series = volume.series
    if series is None:
        return []
    made = element(
        "collection-meta",
        element("collection-id", series.identifier or volume.id, collection_id_type="publisher-id"),
        element("title-group", element("title", series.title)),
        collection_type="series",
    )
    if series.number:
        made.append(element("volume-in-collection", element("volume-number", series.number)))
    if series.issn:
        made.append(element("issn", series.issn, publication_format="electronic"))
    return [made]


def _date(iso: str) -> Element:
    parts = metadata.date_parts(iso)
    return element("pub-date", *parts, date_type="pub", publication_format="electronic", iso_8601_date=iso)


def _titled(title: Element | None, number: str = "") -> Element:
    """The metadata of a part that has a number and a title at most."""
    labelled = element("label", number) if number else None
    return element("book-part-meta", element("title-group", labelled, title))
