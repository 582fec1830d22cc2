"""For the web pages of a volume and of its contributions: Highwire tags, schema.org JSON-LD, BibTeX, RIS, CSL-JSON.

    build/metadata/<slug>/head.html    to paste into the <head>: what Google Scholar and Zotero read, and JSON-LD
                         <slug>.jsonld .bib .ris .csl.json
    build/metadata/<id>_volume/        for the page of the volume: its JSON-LD, and all contributions in one file

Highwire tags: “Inclusion Guidelines for Webmasters” of Google Scholar, and what Zotero's translator
“Embedded Metadata” reads. JSON-LD: https://schema.org/ScholarlyArticle. RIS: type CONF of the specification of 2011,
where T2 is the conference and C3 the volume.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from lxml import etree

from actes.depositing import crossref, facts
from actes.depositing.dossier import Dossier, Packages, package_name, package_names
from actes.depositing.json_values import Attributes, json_bytes, without_empty
from actes.licences import name as licence_name
from actes.model import Contribution, Person, Reference, Volume
from actes.writing.bib_export import for_managers
from actes.writing.jats.elements import legal
from actes.writing.jats.front import landing_page


def files(dossier: Dossier, contributions: Sequence[Contribution], *, whole: bool = False) -> Packages:
    """The files of each of `contributions`, and of the volume if `whole`: path below `build/metadata/` → contents."""
    made: Packages = {}
    names = package_names(dossier.volume)
    items, entries, records = [], [], []
    for contribution in contributions:
        name = names[contribution.slug]
        item = csl_item(dossier, contribution)
        linked = json_ld(dossier, contribution)
        held = {
            "head.html": head(tags(dossier, contribution), linked),
            f"{name}.jsonld": json_bytes(linked),
            f"{name}.bib": bibtex(contribution, item),
            f"{name}.ris": ris(dossier, contribution),
            f"{name}.csl.json": json_bytes([item]),
        }
        made |= {f"{name}/{file}": data for file, data in held.items()}
        items.append(item)
        entries.append(held[f"{name}.bib"])
        records.append(held[f"{name}.ris"])
    if whole:
        name = f"{package_name(dossier.volume.id)}_volume"
        linked = volume_json_ld(dossier)
        made |= {
            f"{name}/head.html": head([], linked),
            f"{name}/{name}.jsonld": json_bytes(linked),
            f"{name}/{name}.bib": b"\n".join(entries),
            f"{name}/{name}.ris": b"\r\n".join(records),
            f"{name}/{name}.csl.json": json_bytes(items),
        }
    return made


def pdf_address(dossier: Dossier, contribution: Contribution) -> str:
    """The URL of the PDF, in the folder of the landing page, where Google Scholar wants it; "" without a page."""
    if not dossier.volume.deposit.landing_pattern:
        return ""
    page = landing_page(dossier.volume, contribution).rstrip("/")
    return f"{page}/{contribution.slug}.pdf"


def tags(dossier: Dossier, contribution: Contribution) -> list[tuple[str, str]]:
    """The Highwire tags in their order: (name, content)."""
    volume = dossier.volume
    found = dossier.pages(contribution)
    event = volume.event
    made = [("citation_title", facts.main_title(contribution))]
    for author, name in zip(contribution.authors, _highwire_names(contribution.authors), strict=True):
        made.append(("citation_author", name))
        made += [
            ("citation_author_institution", facts.affiliation_name(held)) for held in dict.fromkeys(author.affiliations)
        ]
        number = facts.orcid(author)
        made.append(("citation_author_orcid", facts.ORCID + number if number else ""))
        made.append(("citation_author_email", author.email if author.corresponding else ""))
    made += [
        ("citation_publication_date", facts.published(volume, contribution).replace("-", "/")),
        # the volume before the conference: for Zotero the last of the two says what the thing is
        ("citation_inbook_title", facts.main_title(volume)),
        ("citation_conference_title", facts.event_name(event, contribution.language) if event else ""),
        ("citation_series_title", volume.series.title if volume.series else ""),
        ("citation_volume", volume.series.number if volume.series else ""),
        ("citation_issn", facts.issn(volume)),
        ("citation_isbn", facts.electronic_isbn(volume)),
        ("citation_firstpage", found.first if found else ""),
        ("citation_lastpage", found.last if found else ""),
        ("citation_doi", facts.doi(contribution.doi)),
        ("citation_publisher", volume.publisher.name if volume.publisher else ""),
        ("citation_language", contribution.language),
        *(("citation_keywords", word) for word in facts.flat_keywords(contribution)),
        ("citation_abstract", _own_abstract(contribution)),
        ("citation_abstract_html_url", landing_page(volume, contribution)),
        ("citation_pdf_url", pdf_address(dossier, contribution)),
        *(("citation_editor", name) for name in _highwire_names(volume.editors)),
    ]
    return [(name, text) for name, text in made if text]


def head(named: Sequence[tuple[str, str]], linked: Attributes) -> bytes:
    """The tags (name, content) and the JSON-LD as HTML for the `<head>` of the page."""
    made = []
    for name, text in named:
        meta = etree.Element("meta", {"name": name, "content": legal(text)})
        made.append(etree.tostring(meta, encoding="unicode", method="html"))
    script = etree.Element("script", {"type": "application/ld+json"})
    # inside a script, HTML only looks for its end
    script.text = legal(json.dumps(linked, ensure_ascii=False, indent=1)).replace("</", "<\\/")
    made.append(etree.tostring(script, encoding="unicode", method="html"))
    return ("\n".join(made) + "\n").encode()


def json_ld(dossier: Dossier, contribution: Contribution) -> Attributes:
    """A `ScholarlyArticle` in the volume it is part of."""
    volume = dossier.volume
    found = dossier.pages(contribution)
    licence = facts.licence(volume, contribution)
    number = facts.doi(contribution.doi)
    titles = facts.full_titles(contribution)
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "ScholarlyArticle",
            "@id": facts.DOI + number if number else "",
            "headline": next(iter(titles.values()), ""),
            "name": _texts(titles),
            "author": [_ld_person(person) for person in contribution.authors],
            "abstract": _texts({lang: "\n\n".join(t) for lang, t in facts.abstracts(contribution).items()}),
            "keywords": facts.flat_keywords(contribution),
            "inLanguage": contribution.language,
            "datePublished": facts.published(volume, contribution),
            "pageStart": found.first if found else "",
            "pageEnd": found.last if found else "",
            "license": licence.url if licence else "",
            "isAccessibleForFree": True if licence else None,
            "url": landing_page(volume, contribution),
            "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": number} if number else {},
            "encoding": {
                "@type": "MediaObject",
                "encodingFormat": "application/pdf",
                "contentUrl": pdf_address(dossier, contribution),
            }
            if pdf_address(dossier, contribution)
            else {},
            "publisher": _ld_publisher(volume),
            "isPartOf": {**_ld_book(volume), "name": facts.main_title(volume)},
            "recordedAt": _ld_event(volume, contribution.language),
            "funding": [
                {
                    "@type": "Grant",
                    "identifier": grant.award,
                    "funder": {"@type": "Organization", "@id": facts.ror(grant.funder_ror), "name": grant.funder},
                }
                for grant in contribution.funding
                if grant.funder
            ],
            "citation": facts.cited_links(contribution),
        }
    )


def volume_json_ld(dossier: Dossier) -> Attributes:
    """The volume as a `Book`, and the papers it is made of."""
    volume = dossier.volume
    licence = facts.licence(volume)
    presented = {lang: "\n\n".join(text) for lang, text in facts.presentation(volume).items()}
    parts = []
    for contribution in volume.contributions:
        number, found = facts.doi(contribution.doi), dossier.pages(contribution)
        parts.append(
            {
                "@type": "ScholarlyArticle",
                "@id": facts.DOI + number if number else "",
                "headline": facts.main_title(contribution),
                "author": [_ld_person(person) for person in contribution.authors],
                "inLanguage": contribution.language,
                "pageStart": found.first if found else "",
                "pageEnd": found.last if found else "",
                "url": landing_page(volume, contribution),
            }
        )
    return without_empty(
        {
            "@context": "https://schema.org",
            **_ld_book(volume),
            "name": _texts(facts.full_titles(volume)),
            "description": _texts(presented),
            "keywords": facts.flat_keywords(volume),
            "inLanguage": volume.language,
            "datePublished": volume.published,
            "numberOfPages": dossier.page_count or None,
            "license": licence.url if licence else "",
            "isAccessibleForFree": True if licence else None,
            "publisher": _ld_publisher(volume),
            "about": _ld_event(volume, volume.language),
            "hasPart": parts,
        }
    )


def _ld_book(volume: Volume) -> Attributes:
    """What says which book it is."""
    whole, series = facts.doi(volume.doi), volume.series
    return {
        "@type": "Book",
        "@id": facts.DOI + whole if whole else "",
        "isbn": facts.electronic_isbn(volume),
        "url": crossref.volume_page(volume),
        "editor": [_ld_person(person) for person in volume.editors],
        "isPartOf": {"@type": "BookSeries", "name": series.title, "issn": facts.issn(volume)} if series else {},
    }


def _ld_publisher(volume: Volume) -> Attributes:
    return {"@type": "Organization", "name": volume.publisher.name} if volume.publisher else {}


def _ld_event(volume: Volume, language: str) -> Attributes:
    event = volume.event
    if event is None:
        return {}
    return {
        "@type": "Event",
        "name": facts.event_name(event, language),
        "startDate": event.start,
        "endDate": event.end or event.start,
        "location": {
            "@type": "Place",
            "name": event.place or event.city,
            "address": {"@type": "PostalAddress", "addressLocality": event.city, "addressCountry": event.country},
        },
    }


def csl_item(dossier: Dossier, contribution: Contribution) -> dict[str, Any]:
    """The contribution as a CSL-JSON item, `paper-conference`."""
    volume = dossier.volume
    event = volume.event
    published = facts.published(volume, contribution)
    licence = facts.licence(volume, contribution)
    publisher = volume.publisher
    item = {
        "id": contribution.slug,
        "type": "paper-conference",
        "title": facts.main_title(contribution),
        "author": [_csl_person(person) for person in contribution.authors],
        "editor": [_csl_person(person) for person in volume.editors],
        "container-title": facts.main_title(volume),
        "collection-title": volume.series.title if volume.series else "",
        "collection-number": volume.series.number if volume.series else "",
        "event-title": facts.event_name(event, contribution.language) if event else "",
        "event-place": facts.event_place(event, contribution.language) if event else "",
        "event-date": _csl_date(event.start, event.end) if event else {},
        "issued": _csl_date(published),
        "page": dossier.page_range(contribution),
        "publisher": publisher.name if publisher else "",
        "publisher-place": publisher.place if publisher else "",
        "ISBN": facts.electronic_isbn(volume),
        "ISSN": facts.issn(volume),
        "DOI": facts.doi(contribution.doi),
        "URL": landing_page(volume, contribution),
        "language": contribution.language,
        "keyword": ", ".join(facts.flat_keywords(contribution)),
        "abstract": _own_abstract(contribution),
        "license": licence_name(licence, "en") if licence else "",
    }
    return without_empty(item)


def bibtex(contribution: Contribution, item: dict[str, Any]) -> bytes:
    """The contribution as an entry of BibTeX, `@inproceedings`."""
    words = tuple(facts.flat_keywords(contribution))
    # CSL 1.0.2 calls `event-title` what CSL 1.0.1 called `event`
    held = {**item, "event": item["event-title"]} if "event-title" in item else item
    return for_managers(Reference(contribution.slug, held, contribution.source, keywords=words)).encode()


def ris(dossier: Dossier, contribution: Contribution) -> bytes:
    """The contribution as a RIS record, with CR LF at the end of lines."""
    volume = dossier.volume
    event = volume.event
    found = dossier.pages(contribution)
    published = facts.published(volume, contribution)
    series = volume.series
    publisher = volume.publisher
    lines = [
        ("TY", "CONF"),
        ("TI", facts.main_title(contribution)),
        *(("AU", _inverted(person)) for person in contribution.authors),
        *(("A2", _inverted(person)) for person in volume.editors),
        ("T2", facts.event_name(event, contribution.language) if event else ""),
        ("T3", series.title if series else ""),
        ("C1", publisher.place if publisher else ""),
        ("C3", facts.main_title(volume)),
        ("CY", facts.event_place(event, contribution.language) if event else ""),
        ("PY", published[:4]),
        ("DA", "/".join([*published.split("-"), "", "", ""][:3]) + "/" if published else ""),
        ("SP", found.first if found else ""),
        ("EP", found.last if found else ""),
        ("VL", series.number if series else ""),
        ("PB", publisher.name if publisher else ""),
        # of a CONF it is the ISBN
        ("SN", facts.electronic_isbn(volume)),
        ("DO", facts.doi(contribution.doi)),
        ("UR", landing_page(volume, contribution)),
        ("L1", pdf_address(dossier, contribution)),
        ("LA", contribution.language),
        *(("KW", word) for word in facts.flat_keywords(contribution)),
        ("AB", _own_abstract(contribution)),
    ]
    text = "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value)
    return f"{text}ER  - \r\n".encode()


def _own_abstract(contribution: Contribution) -> str:
    """The abstract in the contribution's own language, else the first there is."""
    return "\n\n".join(next(iter(facts.abstracts(contribution).values()), []))


def _csl_date(start: str, end: str = "") -> Attributes:
    """ISO 8601 dates as a CSL date, a range when the second is another day."""
    days = [start, end] if end and end != start else [start] if start else []
    return {"date-parts": [[int(number) for number in day.split("-")] for day in days]} if days else {}


def _inverted(person: Person) -> str:
    return person.collective or ", ".join(p for p in (facts.surname(person), person.given, person.suffix) if p)


def _highwire_names(people: Sequence[Person]) -> list[str]:
    """Names as `Family, Given`, such that Zotero does not part them.

    A comma at the end says that there is no given name; a name that stands alone and has spaces on both sides of its
    comma would be read as two people, but for a semicolon at the end.
    """
    names = [_inverted(person) for person in people]
    names = [name if "," in name else f"{name}," for name in names]
    if len(names) == 1 and all(" " in part.strip() for part in names[0].split(",")[:2]):
        return [f"{names[0]};"]
    return names


def _texts(held: dict[str, str]) -> list[Attributes] | str:
    """One text as it is, several with their languages."""
    if len(held) < 2:
        return next(iter(held.values()), "")
    return [{"@language": lang, "@value": text} for lang, text in held.items()]


def _ld_person(person: Person) -> Attributes:
    number = facts.orcid(person)
    return {
        "@type": "Organization" if person.collective else "Person",
        "@id": facts.ORCID + number if number else "",
        "name": person.display,
        "givenName": person.given,
        "familyName": facts.surname(person),
        "affiliation": [
            {
                "@type": "Organization",
                "@id": facts.ror(held.ror),
                "name": facts.affiliation_name(held),
                "address": facts.place(held.city, held.country, "en"),
            }
            for held in dict.fromkeys(person.affiliations)
        ],
    }


def _csl_person(person: Person) -> Attributes:
    if person.collective:
        return {"literal": person.collective}
    # with its particle, as reference managers hold it (they drop `dropping-particle`)
    return {"family": facts.surname(person), "given": person.given, "suffix": person.suffix}
