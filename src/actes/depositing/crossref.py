"""Crossref: one conference deposit of a volume and its papers (schema 5.3.1).

Elements and their order are those of crossref5.3.1.xsd; what is recommended, of Crossref's documentation
“Conference proceedings markup guide”. One batch holds the whole volume, or the papers asked for.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from actes.cache import digest
from actes.depositing import facts
from actes.depositing.dossier import Dossier, Packages, package_name, package_names
from actes.depositing.xml import LANG, Element, Maker, serialised
from actes.diagnostics import Report
from actes.model import Affiliation, Contribution, Event, Person, Volume
from actes.tree import Inlines, plain_text, reference_id
from actes.writing.jats import metadata
from actes.writing.jats.article import contribution_scope
from actes.writing.jats.front import landing_page

NAMESPACE = "http://www.crossref.org/schema/5.3.1"
SCHEMA = "https://www.crossref.org/schemas/crossref5.3.1.xsd"
JATS = "http://www.ncbi.nlm.nih.gov/JATS1"
FUNDREF = "http://www.crossref.org/fundref.xsd"
ACCESS = "http://www.crossref.org/AccessIndicators.xsd"

_LIMITS = {
    "doi_batch_id": 100, "depositor_name": 130, "registrant": 255,
    "conference_name": 512, "conference_theme": 255, "conference_acronym": 127, "conference_sponsor": 255,
    "conference_number": 15, "conference_location": 255, "conference_date": 100,
    "proceedings_title": 511, "publisher_name": 255, "publisher_place": 255, "volume": 32,
    "given_name": 60, "surname": 60, "suffix": 10, "organization": 511,
    "institution_name": 1024, "institution_department": 255, "institution_place": 255,
    "first_page": 32, "last_page": 32, "identifier": 255,
}  # fmt: skip
"""The longest text that an element takes (`maxLength` of the schema)."""


class _Maker(Maker):
    """Makes elements whose text keeps to `_LIMITS`, cut between words where there are any."""

    def __call__(
        self, tag: str, *parts: str | Element | Iterable[Element] | None, attributes: Mapping[str, str] | None = None
    ) -> Element:
        limit = _LIMITS.get(tag, 0)
        cut = [_cut(part, limit) if limit and isinstance(part, str) else part for part in parts]
        return super().__call__(tag, *cut, attributes=attributes)


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return text[: limit + 1].rpartition(" ")[0].rstrip(" ,;:") or text[:limit]


make = _Maker(NAMESPACE)
make_fundref = Maker(FUNDREF)
make_access = Maker(ACCESS)

_SPONSORS = 10
_FACES = {
    "Emph": "i", "Strong": "b", "Underline": "u", "Superscript": "sup", "Subscript": "sub", "SmallCaps": "scp",
    "Code": "tt",
}  # fmt: skip


def packages(dossier: Dossier, contributions: Sequence[Contribution], whole: bool) -> Packages:
    """The batch of the volume with `contributions` if `whole`, else one for each; none without any."""
    names = package_names(dossier.volume)
    if not whole:
        return {f"crossref/{names[c.slug]}.xml": deposit(dossier, [c]) for c in contributions}
    name = package_name(dossier.volume.id)
    return {f"crossref/{name}_volume.xml": deposit(dossier, contributions)} if contributions else {}


def deposit(dossier: Dossier, contributions: Sequence[Contribution]) -> bytes:
    """The `<doi_batch>` of a volume and of `contributions`."""
    volume = dossier.volume
    root = make.root("doi_batch", SCHEMA, {"jats": JATS, "fr": FUNDREF, "ai": ACCESS})
    root.set("version", "5.3.1")
    conference = make(
        "conference",
        make.group("contributors", _people(volume.editors, "editor")),
        _event(volume),
        _proceedings(volume),
        [_paper(dossier, contribution) for contribution in contributions],
    )
    body = make("body", conference)
    root.append(_head(dossier, digest(etree.tostring(body))))
    root.append(body)
    return serialised(root)


def _head(dossier: Dossier, contents: str) -> Element:
    volume = dossier.volume
    publisher = volume.publisher.name if volume.publisher else ""
    return make(
        "head",
        make("doi_batch_id", f"{package_name(volume.id)}-{contents[:12]}"),
        make("timestamp", timestamp(dossier)),
        make(
            "depositor",
            make("depositor_name", volume.deposit.depositor_name),
            make("email_address", volume.deposit.depositor_email),
        ),
        make("registrant", volume.deposit.registrant or publisher),
    )


def timestamp(dossier: Dossier) -> str:
    """When the batch was made, `YYYYMMDDhhmmssttt`: SOURCE_DATE_EPOCH, else the day of publication, never the clock.

    Crossref takes a second deposit of a DOI only with a larger number than the first.
    """
    if dossier.epoch is not None:
        moment = datetime.datetime.fromtimestamp(dossier.epoch, datetime.UTC)
        return f"{moment:%Y%m%d%H%M%S}000"
    year, month, day = [*dossier.volume.published.split("-"), "01", "01"][:3]
    return f"{year}{month}{day}{'0' * 9}"


def _event(volume: Volume) -> Element:
    event = volume.event or Event({})
    language = volume.language
    theme = metadata.chosen(event.theme, language)[1]
    sponsors = [o.name for o in dict.fromkeys((*event.organisers, *event.sponsors))][:_SPONSORS]
    place = ", ".join(p for p in (event.place, facts.event_place(event, language)) if p)
    return make(
        "event_metadata",
        make("conference_name", facts.event_name(event, language)),
        make.text("conference_theme", theme),
        make.text("conference_acronym", event.acronym),
        [make("conference_sponsor", sponsor) for sponsor in sponsors],
        make.text("conference_number", event.number),
        make.text("conference_location", place),
        make.text("conference_date", facts.event_dates(event, language), _date_attributes(event)),
    )


def _date_attributes(event: Event) -> dict[str, str]:
    attributes = {}
    for side, iso in (("start", event.start), ("end", event.end or event.start)):
        for part, number in zip(("year", "month", "day"), iso.split("-"), strict=False):
            attributes[f"{side}_{part}"] = number
    return attributes


def _proceedings(volume: Volume) -> Element:
    """`<proceedings_series_metadata>` when the series has an ISSN, else `<proceedings_metadata>`."""
    series = volume.series
    number = facts.issn(volume)
    title = make("proceedings_title", facts.main_title(volume))
    isbns: dict[str, str] = {}
    for kind, isbn in facts.isbns(volume).items():
        isbns.setdefault(isbn, "print" if kind == "print" else "electronic")
    publisher = volume.publisher
    rest = [
        make(
            "publisher",
            make("publisher_name", publisher.name if publisher else ""),
            make.text("publisher_place", publisher.place if publisher else ""),
        ),
        _date(volume.published),
        *(make("isbn", isbn, attributes={"media_type": kind}) for isbn, kind in list(isbns.items())[:6]),
        *([] if isbns else [make("noisbn", attributes={"reason": "simple_series" if number else "monograph"})]),
        *make.group("doi_data", _doi_data(volume.doi, volume_page(volume))),
    ]
    if series is None or not number:
        return make("proceedings_metadata", title, rest, attributes={"language": facts.base_language(volume.language)})
    return make(
        "proceedings_series_metadata",
        make(
            "series_metadata",
            make("titles", make("title", series.title)),
            make("issn", number, attributes={"media_type": "electronic"}),
        ),
        title,
        make.text("volume", series.number),
        rest,
    )


def volume_page(volume: Volume) -> str:
    """The URL of the volume: the pattern of landing pages up to what names a contribution, else its publisher's."""
    stem = volume.deposit.landing_pattern.partition("{")[0].rstrip("/")
    return stem if stem.count("/") > 2 else (volume.publisher.url if volume.publisher else "")


def _doi_data(text: str, url: str) -> list[Element]:
    number = facts.doi(text)
    return [make("doi", number), make("resource", url)] if number and url else []


def _date(iso: str, tag: str = "publication_date") -> Element:
    parts = dict(zip(("year", "month", "day"), iso.split("-"), strict=False))
    return make(
        tag, [make(part, parts[part]) for part in ("month", "day", "year") if part in parts],
        attributes={"media_type": "online"},
    )  # fmt: skip


def _people(people: Sequence[Person], role: str) -> list[Element]:
    made = []
    for i, person in enumerate(people):
        attributes = {"sequence": "additional" if i else "first", "contributor_role": role}
        if person.collective:
            made.append(make("organization", person.collective, attributes=attributes))
            continue
        orcid = facts.orcid(person)
        surname = facts.surname(person)
        made.append(
            make(
                "person_name",
                make.text("given_name", person.given if surname else ""),
                make("surname", surname or person.given),
                make.text("suffix", person.suffix),
                make.group("affiliations", [_institution(a) for a in dict.fromkeys(person.affiliations)]),
                make.text("ORCID", facts.ORCID + orcid if orcid else "", {"authenticated": "false"}),
                attributes=attributes,
            )
        )
    return made


def _institution(affiliation: Affiliation) -> Element:
    place = facts.place(affiliation.city, affiliation.country, "en")
    return make(
        "institution",
        make("institution_name", affiliation.name),
        make.text("institution_id", facts.ror(affiliation.ror), {"type": "ror"}),
        make.text("institution_place", place),
        make.text("institution_department", affiliation.department),
    )


def _paper(dossier: Dossier, contribution: Contribution) -> Element:
    volume = dossier.volume
    language = facts.base_language(contribution.language)
    found = dossier.pages(contribution)
    pages = [make("first_page", found.first), *make.text("last_page", found.last)] if found else []
    return make(
        "conference_paper",
        make.group("contributors", _people(contribution.authors, "author")),
        _titles(contribution),
        list(_abstracts(contribution)),
        _date(facts.published(volume, contribution)),
        _date(contribution.accepted, "acceptance_date") if contribution.accepted else None,
        make.group("pages", pages),
        make(
            "publisher_item",
            make("identifier", contribution.identifier or contribution.slug, attributes={"id_type": "other"}),
        ),
        _funding(contribution),
        _access(volume, contribution),
        make("doi_data", _doi_data(contribution.doi, landing_page(volume, contribution))),
        make.group("citation_list", _citations(contribution)),
        attributes={"publication_type": "full_text", "language": language},
    )


def _titles(contribution: Contribution) -> Element:
    """The title and subtitle in the contribution's language, with their italics (`face_markup`)."""
    languages = list(facts.titles(contribution.title, contribution.language))
    own = languages[0] if languages else contribution.language
    title = make("title")
    _faces(title, contribution.title.get(own, []))
    subtitle = make("subtitle")
    _faces(subtitle, contribution.subtitle.get(own, []))
    return make("titles", title, subtitle if len(subtitle) or subtitle.text else None)


def _faces(parent: Element, inlines: Inlines) -> None:
    def put(text: str) -> None:
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    for node in inlines:
        kind = node["t"]
        if kind in _FACES and kind != "Code":
            child = etree.SubElement(parent, f"{{{NAMESPACE}}}{_FACES[kind]}")
            _faces(child, node["c"])
        elif kind == "Span":
            _faces(parent, node["c"][1])
        elif kind in {"Space", "SoftBreak", "LineBreak"}:
            put(" ")
        else:
            put(plain_text(node))


_ABSTRACT = {"abstract", "title", "sec", "p", "italic", "bold", "sup", "sub", "sc", "list", "list-item", "def-list"}
"""What abstracts keep of their JATS; other elements give their text."""


def _abstracts(contribution: Contribution) -> Iterator[Element]:
    """The abstracts of the JATS, in Crossref's namespace, without ids and links."""
    scope = contribution_scope(contribution, Report())
    for found in metadata.abstracts(scope, contribution.abstracts):
        language = found.get(LANG) or contribution.language
        made = etree.Element(f"{{{JATS}}}abstract")
        made.set(LANG, language)
        _copy(found, made)
        yield made


def _copy(source: Element, target: Element) -> None:
    def put(text: str | None) -> None:
        if not text:
            return
        if len(target):
            target[-1].tail = (target[-1].tail or "") + text
        else:
            target.text = (target.text or "") + text

    put(source.text)
    for child in source:
        if isinstance(child.tag, str) and child.tag in _ABSTRACT:
            _copy(child, etree.SubElement(target, f"{{{JATS}}}{child.tag}"))
        elif isinstance(child.tag, str) and child.tag == "inline-formula":
            put(" ".join(_formula(child).split()))
        elif isinstance(child.tag, str):
            put("".join(str(t) for t in child.itertext()))
        put(child.tail)


def _formula(found: Element) -> str:
    """The TeX of a formula, else its characters."""
    tex = found.findtext("tex-math") or found.findtext(".//tex-math")
    return tex or "".join(str(t) for t in found.itertext())


def _funding(contribution: Contribution) -> Element | None:
    """`fr:program`: a group per grant. Schema 5.3.1 has no place for a funder's ROR."""
    groups = []
    for grant in contribution.funding:
        held = [
            make_fundref("assertion", text, attributes={"name": name})
            for name, text in (("funder_name", grant.funder), ("award_number", grant.award))
            if text
        ]
        if held:
            groups.append(make_fundref("assertion", held, attributes={"name": "fundgroup"}))
    return make_fundref("program", groups, attributes={"name": "fundref"}) if groups else None


def _access(volume: Volume, contribution: Contribution) -> Element | None:
    licence = facts.licence(volume, contribution)
    if licence is None:
        return None
    published = facts.published(volume, contribution)
    start = {"start_date": published} if facts.is_day(published) else {}
    return make_access(
        "program",
        make_access("free_to_read", attributes=start),
        make_access("license_ref", licence.url, attributes={"applies_to": "vor", **start}),
        attributes={"name": "AccessIndicators"},
    )


def _citations(contribution: Contribution) -> list[Element]:
    """A `<citation>` per work listed: its DOI if it has one, and the entry as printed."""
    made = []
    for reference, text in facts.listed(contribution):
        number = facts.doi(str(reference.csl.get("DOI", "")))
        parts = [*make.text("doi", number), *make.text("unstructured_citation", text)]
        made += make.group("citation", parts, {"key": reference_id(reference.key)[:128]})
    return made
