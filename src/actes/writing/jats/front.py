"""The front matter of an article: its series as the journal, its own facts, the notice of the volume."""

from __future__ import annotations

from actes import tree
from actes.labels import label
from actes.model import Contribution, PageMap, Pages, Volume, localized
from actes.tree import Inlines
from actes.writing.jats import metadata
from actes.writing.jats.contributors import contributors
from actes.writing.jats.elements import Element, element, fit, set_attribute
from actes.writing.jats.scope import Scope

DOI_URL = "https://doi.org/"


def front(scope: Scope, volume: Volume, contribution: Contribution, page_map: PageMap | None) -> Element:
    """`<front>`, still without the counts of what the text holds (`add_counts`)."""
    meta = _article_meta(scope, volume, contribution, page_map)
    return element("front", _journal_meta(volume), meta, notice(volume, scope.language))


def landing_page(volume: Volume, contribution: Contribution) -> str:
    """The URL where a contribution can be read: the volume's pattern filled, else its DOI, else ""."""
    if pattern := volume.deposit.landing_pattern:
        facts = {"slug": contribution.slug, "doi": contribution.doi, "number": str(contribution.number)}
        for name, fact in facts.items():
            pattern = pattern.replace(f"{{{name}}}", fact)
        return pattern
    return f"{DOI_URL}{contribution.doi}" if contribution.doi else ""


def add_counts(found: Element, root: Element, pages: Pages | None) -> None:
    """Put `<counts>` of what `root` holds into its front matter `found`."""
    counted = (("fig", "fig"), ("table", "table-wrap"), ("equation", "disp-formula"), ("ref", "ref"))
    made = element("counts")
    for name, tag in counted:
        made.append(element(f"{name}-count", count=str(sum(1 for _ in root.iter(tag)))))
    if pages and pages.first.isdecimal() and pages.last.isdecimal():
        made.append(element("page-count", count=str(int(pages.last) - int(pages.first) + 1)))
    meta = found.find("article-meta")
    assert meta is not None
    last = meta[-1]
    meta.insert(meta.index(last) if last.tag == "custom-meta-group" else len(meta), made)


def _journal_meta(volume: Volume) -> Element:
    """The series as the journal; a volume without one stands for itself."""
    series = volume.series
    title = series.title if series else tree.plain_text(localized(volume.title, volume.language))
    titles = element("journal-title-group", element("journal-title", title, xml_lang=volume.language))
    if series and series.abbreviation:
        titles.append(
            element("abbrev-journal-title", series.abbreviation, abbrev_type="publisher", xml_lang=volume.language)
        )
    identifier = (series.identifier if series else "") or volume.id
    made = element(
        "journal-meta",
        element("journal-id", identifier, journal_id_type="publisher-id"),
        titles,
        element("issn", series.issn, pub_type="epub", publication_format="electronic")
        if series and series.issn
        else None,
    )
    return fit(made, publisher(volume))


def publisher(volume: Volume) -> list[Element]:
    """`<publisher>` with name and place, if there is one."""
    if volume.publisher is None:
        return []
    made = element("publisher", element("publisher-name", volume.publisher.name))
    if volume.publisher.place:
        made.append(element("publisher-loc", volume.publisher.place))
    return [made]


def _article_meta(scope: Scope, volume: Volume, contribution: Contribution, page_map: PageMap | None) -> Element:
    published = contribution.published or volume.published
    groups, notes = contributors(scope, contribution.authors, volume.editors, contribution.conflict_of_interest)
    made = element("article-meta")
    if contribution.doi:
        made.append(element("article-id", contribution.doi, pub_id_type="doi"))
    made.append(element("article-id", contribution.identifier or contribution.slug, pub_id_type="publisher-id"))
    made.append(_version(volume))
    made.append(element("article-categories", subjects(scope, volume, contribution)))
    titles = contribution.title, contribution.subtitle, contribution.short_title
    made.append(metadata.titles(scope, *titles, "article-title", "title-group"))
    fit(made, [*groups, *([notes] if notes is not None else [])])
    fit(made, _dates(published))
    if volume.series and volume.series.number:
        made.append(element("volume", volume.series.number))
    made.append(element("issue-title", metadata.volume_title(volume, volume.language), xml_lang=volume.language))
    fit(made, isbns(volume))
    found = metadata.page_elements(metadata.pages(contribution, page_map))
    # PMC wants a place in the volume, which is the chapter's number when nobody has laid the pages out
    fit(made, found or [element("elocation-id", str(contribution.number or contribution.slug))])
    if dates := metadata.history(contribution):
        made.append(element("history", *dates))
    owner = metadata.holder(scope, contribution, volume)
    licence = contribution.licence or volume.licence
    made.append(metadata.permissions(scope, licence, published[:4], owner, published, "chapter-licence-sentence"))
    fit(made, self_uris(scope, volume, contribution))
    if volume.doi:
        made.append(_volume_link(scope, volume))
    fit(made, metadata.abstracts(scope, contribution.abstracts))
    fit(made, metadata.keywords(contribution.keywords, contribution.language))
    for optional in (metadata.funding(scope, contribution.funding), metadata.conference(scope, volume.event)):
        if optional is not None:
            made.append(optional)
    fit(made, peer_review(scope, volume))
    return made


def peer_review(scope: Scope, volume: Volume) -> list[Element]:
    """The statement on peer review, as custom metadata."""
    lang, said = metadata.chosen(volume.peer_review, scope.language)
    if not said:
        return []
    meta = element("custom-meta", element("meta-name", "peer-review"), element("meta-value", said), xml_lang=lang)
    meta.set("id", scope.ids.make_once("peer-review"))
    return [element("custom-meta-group", meta)]


def _version(volume: Volume) -> Element:
    """The version in the NISO vocabulary of journal article versions: of record, or the proof of a draft."""
    term, code = ("Proof", "P") if volume.incomplete else ("Version of Record", "VoR")
    return element(
        "article-version",
        code,
        vocab="JAV",
        vocab_identifier="http://www.niso.org/publications/rp/RP-8-2008.pdf",
        article_version_type=code,
        vocab_term=term,
    )


def subjects(scope: Scope, volume: Volume, contribution: Contribution) -> Element:
    """What it is, and its axis: « Communication » > « Axe 2. Écritures ordinaires »."""
    made = element("subj-group", element("subject", label("conference-paper", scope.language)))
    made.set("subj-group-type", "heading")
    axes = [axis for axis in volume.axes if axis.id == contribution.axis]
    title: Inlines = localized(axes[0].title, scope.language) if axes else []
    if title:
        number = label("axis-number", scope.language, number=axes[0].number)
        # JATS4R wants no language on a lone heading, which is in that of the article
        set_attribute(made, "xml_lang", scope.language)
        made.append(element("subj-group", element("subject", f"{number}. {tree.plain_text(title)}")))
    return made


def _dates(published: str) -> list[Element]:
    """The two dates of publication, in the one form that every ingester reads."""
    if not published:
        return [element("pub-date-not-available")]
    year = published[:4]
    parts = metadata.date_parts(published)
    return [
        element("pub-date", *parts, pub_type="epub", date_type="pub", iso_8601_date=published),
        element("pub-date", element("year", year), pub_type="collection", date_type="collection", iso_8601_date=year),
    ]


def isbns(volume: Volume) -> list[Element]:
    """`<isbn>` of each format; those of one number are one."""
    formats: dict[str, str] = {}
    for kind, isbn in volume.isbn.items():
        formats.setdefault(isbn, "print" if kind == "print" else "electronic")
    return [element("isbn", isbn, publication_format=kind) for isbn, kind in formats.items()]


def self_uris(scope: Scope, volume: Volume, contribution: Contribution) -> list[Element]:
    """Where the contribution can be read: its PDF beside the XML, its landing page."""
    found = [("pdf", f"{contribution.slug}.pdf", "chapter-pdf")]
    if page := landing_page(volume, contribution):
        found.append(("landing-page", page, "landing-page"))
    return [
        element("self-uri", content_type=kind, xlink_href=url, xlink_title=label(title, scope.language))
        for kind, url, title in found
    ]


def _volume_link(scope: Scope, volume: Volume) -> Element:
    return element(
        "related-object",
        label("proceedings-volume", scope.language),
        id=scope.ids.make_once("vol"),
        source_id=volume.doi,
        source_id_type="doi",
        source_type="book",
        link_type="is-part-of",
        ext_link_type="doi",
        xlink_href=volume.doi,
    )


def notice(volume: Volume, language: str) -> Element | None:
    """`<notes>` with the notice that every output carries, such as « Les auteurs de ce volume sont fictifs »."""
    lang, said = metadata.chosen(volume.notice, language)
    if not said:
        return None
    title = element("title", label("notice", lang))
    return element("notes", title, element("p", said, xml_lang=lang), notes_type="notice")
