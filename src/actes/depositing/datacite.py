"""DataCite: the metadata of a DOI in XML (kernel 4.7) and in the JSON of the REST API, for volume and papers.

One description, as attributes of the API (https://support.datacite.org/docs/api-create-dois), from which the XML
is written; properties, their order and their controlled lists are those of metadata.xsd.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from actes.countries import country_name
from actes.depositing import crossref, facts
from actes.depositing.datacite_xml import to_xml
from actes.depositing.dossier import Dossier, Packages, package_name, package_names
from actes.depositing.json_values import Attributes, json_bytes, without_empty
from actes.labels import label
from actes.licences import name as licence_name
from actes.model import Contribution, Funding, Person, Volume
from actes.writing.jats.front import landing_page

_ORCID = {"nameIdentifierScheme": "ORCID", "schemeUri": "https://orcid.org"}
_SPDX = {"rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/"}


def packages(dossier: Dossier, contributions: Sequence[Contribution], whole: bool) -> Packages:
    """`<name>.xml` and `<name>.json` of `contributions`, and of the volume if `whole`."""
    names = package_names(dossier.volume)
    described = {names[c.slug]: paper(dossier, c) for c in contributions}
    if whole:
        described[f"{package_name(dossier.volume.id)}_volume"] = volume_attributes(dossier)
    made: Packages = {}
    for name, attributes in described.items():
        made[f"datacite/{name}.xml"] = to_xml(attributes)
        made[f"datacite/{name}.json"] = to_json(attributes)
    return made


def paper(dossier: Dossier, contribution: Contribution) -> Attributes:
    """The attributes of a contribution."""
    volume = dossier.volume
    found = dossier.pages(contribution)
    item = {
        "relatedItemType": "ConferenceProceeding",
        "relationType": "IsPublishedIn",
        "relatedItemIdentifier": _identifier("relatedItemIdentifier", volume),
        "titles": [{"title": facts.main_title(volume)}],
        "publicationYear": volume.year,
        "volume": volume.series.number if volume.series else "",
        "firstPage": found.first if found else "",
        "lastPage": found.last if found else "",
        "publisher": volume.publisher.name if volume.publisher else "",
        "contributors": [_contributor(p, "Editor", brief=True) for p in volume.editors],
    }
    number, axis = facts.session(volume, contribution)
    session = f"{label('axis-number', contribution.language, number=number)}. {axis}" if axis else ""
    related = [_related(facts.doi(volume.doi), "IsPartOf", "ConferenceProceeding")]
    related += [_related(text, "References", kind=kind) for kind, text in facts.cited(contribution)]
    described = {
        **_common(volume, contribution, "ConferencePaper", label("conference-paper", contribution.language)),
        "creators": [_creator(person) for person in contribution.authors],
        "contributors": [_contributor(person, "Editor") for person in volume.editors],
        "url": landing_page(volume, contribution),
        "descriptions": [
            *_descriptions(facts.abstracts(contribution)),
            {"description": session, "descriptionType": "SeriesInformation", "lang": contribution.language},
            *_event(volume, contribution.language),
        ],
        "relatedIdentifiers": related,
        "relatedItems": [item],
        "fundingReferences": [_grant(grant) for grant in contribution.funding],
        "formats": ["application/pdf", "application/xml"],
        "sizes": [f"{_count(found.first, found.last)} p."] if found and _count(found.first, found.last) else [],
    }
    return without_empty(described)


def volume_attributes(dossier: Dossier) -> Attributes:
    """The attributes of the volume: its editors are its creators."""
    volume = dossier.volume
    series = volume.series
    parts = [facts.doi(c.doi) for c in volume.contributions]
    items = []
    if series:
        items.append(
            {
                "relatedItemType": "Collection",
                "relationType": "IsPublishedIn",
                "relatedItemIdentifier": {
                    "relatedItemIdentifier": facts.issn(volume),
                    "relatedItemIdentifierType": "ISSN" if facts.issn(volume) else "",
                },
                "titles": [{"title": series.title}],
                "volume": series.number,
            }
        )
    described = {
        **_common(volume, volume, "ConferenceProceeding", label("proceedings-volume", volume.language)),
        "creators": [_creator(person) for person in volume.editors],
        "contributors": [_contributor(person, "Editor") for person in volume.editors],
        "url": crossref.volume_page(volume),
        "alternateIdentifiers": [
            {"alternateIdentifier": isbn, "alternateIdentifierType": "ISBN"}
            for isbn in dict.fromkeys(facts.isbns(volume).values())
        ],
        "descriptions": [*_descriptions(facts.presentation(volume)), *_event(volume, volume.language)],
        "relatedIdentifiers": [_related(text, "HasPart", "ConferencePaper") for text in parts],
        "relatedItems": items,
        "fundingReferences": [_grant(grant) for grant in volume.funding],
        "formats": ["application/pdf", "application/epub+zip", "application/xml"],
        "sizes": [f"{dossier.page_count} p."] if dossier.page_count else [],
    }
    return without_empty(described)


def to_json(attributes: Attributes) -> bytes:
    """The body of a request to the REST API: a draft DOI (the editor publishes it)."""
    return json_bytes({"data": {"type": "dois", "attributes": attributes}})


def _common(volume: Volume, thing: Contribution | Volume, general: str, kind: str) -> Attributes:
    contribution = thing if isinstance(thing, Contribution) else None
    licence = facts.licence(volume, contribution)
    published = facts.published(volume, contribution)
    titles = facts.titles(thing.title, thing.language)
    subtitles = facts.titles(thing.subtitle, thing.language)
    dates = {"Issued": published}
    if contribution:
        dates = {"Submitted": contribution.received, "Accepted": contribution.accepted, **dates}
    words = facts.keywords(thing.keywords, thing.language)
    return {
        "doi": facts.doi(thing.doi),
        "titles": [
            *({"title": text, "lang": lang, "titleType": "" if not i else "TranslatedTitle"}
              for i, (lang, text) in enumerate(titles.items())),
            *({"title": text, "lang": lang, "titleType": "Subtitle"} for lang, text in subtitles.items()),
        ],
        "publisher": {"name": volume.publisher.name if volume.publisher else "", "lang": volume.language},
        "publicationYear": int(published[:4]) if published[:4].isdecimal() else None,
        "types": {"resourceTypeGeneral": general, "resourceType": kind},
        "subjects": [{"subject": word, "lang": lang} for lang, word in words],
        "dates": [{"date": date, "dateType": name} for name, date in dates.items() if date],
        "language": thing.language,
        "rightsList": [
            {
                "rights": licence_name(licence, thing.language),
                "lang": facts.base_language(thing.language),
                "rightsUri": licence.url,
                "rightsIdentifier": licence.spdx,
                **_SPDX,
            }
        ]
        if licence
        else [],
    }  # fmt: skip


def _creator(person: Person) -> Attributes:
    number = facts.orcid(person)
    organisation = bool(person.collective)
    return {
        "name": person.collective or ", ".join(p for p in (facts.surname(person), person.given) if p),
        "nameType": "Organizational" if organisation else "Personal",
        "givenName": "" if organisation else person.given,
        "familyName": "" if organisation else facts.surname(person),
        "nameIdentifiers": [{"nameIdentifier": number, **_ORCID}] if number else [],
        "affiliation": [
            {
                "name": facts.affiliation_name(held),
                **(
                    {
                        "affiliationIdentifier": facts.ror(held.ror),
                        "affiliationIdentifierScheme": "ROR",
                        "schemeUri": "https://ror.org",
                    }
                    if facts.ror(held.ror)
                    else {}
                ),
            }
            for held in dict.fromkeys(person.affiliations)
        ],
    }


def _contributor(person: Person, role: str, *, brief: bool = False) -> Attributes:
    made = {**_creator(person), "contributorType": role}
    return {**made, "nameIdentifiers": [], "affiliation": []} if brief else made


def _identifier(key: str, volume: Volume) -> Attributes:
    number = facts.doi(volume.doi)
    return {key: number, f"{key}Type": "DOI"} if number else {}


def _related(text: str, relation: str, general: str = "", kind: str = "DOI") -> Attributes:
    if not text:
        return {}
    return {
        "relatedIdentifier": text,
        "relatedIdentifierType": kind,
        "relationType": relation,
        "resourceTypeGeneral": general,
    }


def _descriptions(texts: Mapping[str, Sequence[str]]) -> list[Attributes]:
    return [
        {"description": "\n\n".join(text), "descriptionType": "Abstract", "lang": lang} for lang, text in texts.items()
    ]


def _event(volume: Volume, language: str) -> list[Attributes]:
    """The conference, for which DataCite has no property."""
    event = volume.event
    if event is None:
        return []
    parts = (
        facts.event_name(event, language),
        event.place,
        event.city,
        country_name(event.country, language) if event.country else "",
        facts.event_dates(event, language),
    )
    return [{"description": ", ".join(p for p in parts if p), "descriptionType": "Other", "lang": language}]


def _grant(grant: Funding) -> Attributes:
    if not grant.funder:  # its name is mandatory
        return {}
    ror = facts.ror(grant.funder_ror)
    return {
        "funderName": grant.funder,
        "funderIdentifier": ror,
        "funderIdentifierType": "ROR" if ror else "",
        "awardNumber": grant.award,
    }


def _count(first: str, last: str) -> int:
    return int(last) - int(first) + 1 if first.isdecimal() and last.isdecimal() else 0
