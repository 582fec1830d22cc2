"""Zenodo: each record twice, as InvenioRDM takes it and as the former deposit API does.

InvenioRDM: https://inveniordm.docs.cern.ch/reference/metadata/ (fields, vocabularies `resource_type`, `relation_type`,
`role`) and its optional fields “meeting” and “imprint”. The former API: https://developers.zenodo.org/#representation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from actes.depositing import crossref, facts
from actes.depositing.dossier import Dossier, Packages, package_name, package_names
from actes.depositing.json_values import Attributes, json_bytes, without_empty
from actes.model import Contribution, Person, Volume
from actes.writing.jats.front import landing_page

PAPER, PROCEEDINGS = "publication-conferencepaper", "publication-conferenceproceeding"


def packages(dossier: Dossier, contributions: Sequence[Contribution], whole: bool) -> Packages:
    """`<name>.json` (InvenioRDM) and `<name>.legacy.json` of `contributions`, and of the volume if `whole`."""
    names = package_names(dossier.volume)
    made: Packages = {}
    for contribution in contributions:
        name = names[contribution.slug]
        made[f"zenodo/{name}.json"] = json_bytes(record(dossier, contribution))
        made[f"zenodo/{name}.legacy.json"] = json_bytes(legacy(dossier, contribution))
    if whole:
        name = f"{package_name(dossier.volume.id)}_volume"
        made[f"zenodo/{name}.json"] = json_bytes(record(dossier, None))
        made[f"zenodo/{name}.legacy.json"] = json_bytes(legacy(dossier, None))
    return made


def record(dossier: Dossier, contribution: Contribution | None) -> Attributes:
    """A record of InvenioRDM: of a contribution, or of the volume (None)."""
    volume = dossier.volume
    thing = contribution or volume
    titles = list(facts.full_titles(thing).items())
    main, *others = _descriptions(dossier, contribution) or [("", "")]
    licence = facts.licence(volume, contribution)
    number = facts.doi(thing.doi)
    editors = [{**_creator(person), "role": {"id": "editor"}} for person in volume.editors]
    return without_empty(
        {
            "access": {"record": "public", "files": "public"},
            "files": {"enabled": True},
            "pids": {"doi": {"identifier": number, "provider": "external"}} if number else {},
            "metadata": {
                "resource_type": {"id": PAPER if contribution else PROCEEDINGS},
                "title": titles[0][1] if titles else "",
                "additional_titles": [
                    {"title": text, "type": {"id": "translated-title"}, "lang": {"id": facts.alpha_3(lang)}}
                    for lang, text in titles[1:]
                ],
                # the editors of the volume are its creators
                "creators": [_creator(p) for p in contribution.authors] if contribution else editors,
                "contributors": editors if contribution else [],
                "description": main[1],
                "additional_descriptions": [
                    {"description": text, "type": {"id": "abstract"}, "lang": {"id": facts.alpha_3(lang)}}
                    for lang, text in others
                ],
                "publication_date": facts.published(volume, contribution),
                "publisher": volume.publisher.name if volume.publisher else "",
                "rights": [{"id": licence.spdx.lower()}] if licence else [],
                "languages": [{"id": facts.alpha_3(thing.language)}],
                "subjects": [{"subject": word} for word in facts.flat_keywords(thing)],
                "identifiers": [
                    {"identifier": url, "scheme": "url"} for url in [_address(volume, contribution)] if url
                ],
                "related_identifiers": [
                    {
                        "identifier": text,
                        "scheme": scheme.lower(),
                        "relation_type": {"id": relation.lower()},
                        "resource_type": {"id": kind},
                    }
                    for scheme, text, relation, kind in _related(volume, contribution)
                ],
                "references": [{"reference": text} for text in _references(contribution)],
                "funding": [
                    {
                        "funder": {"id": facts.ror(g.funder_ror).rpartition("/")[2]}
                        if facts.ror(g.funder_ror)
                        else {"name": g.funder},
                        "award": {"number": g.award},
                    }
                    for g in thing.funding
                    if g.funder
                ],
            },
            "custom_fields": {
                "meeting:meeting": _meeting(volume, contribution),
                "imprint:imprint": {
                    "title": facts.main_title(volume) if contribution else "",
                    "isbn": facts.electronic_isbn(volume),
                    "pages": dossier.page_range(contribution) if contribution else str(dossier.page_count or ""),
                    "place": volume.publisher.place if volume.publisher else "",
                },
            },
        }
    )


def legacy(dossier: Dossier, contribution: Contribution | None) -> Attributes:
    """The body of a request to the former deposit API: of a contribution, or of the volume (None)."""
    volume = dossier.volume
    thing = contribution or volume
    meeting = _meeting(volume, contribution)
    publisher = volume.publisher
    licence = facts.licence(volume, contribution)
    conference = {
        "conference_title": meeting.get("title", ""),
        "conference_acronym": meeting.get("acronym", ""),
        "conference_dates": meeting.get("dates", ""),
        "conference_place": meeting.get("place", ""),
        "conference_url": meeting.get("url", ""),
        "conference_session": meeting.get("session", ""),
        "conference_session_part": meeting.get("session_part", ""),
    }
    book = {
        "partof_title": facts.main_title(volume) if contribution else "",
        "partof_pages": dossier.page_range(contribution) if contribution else "",
        "imprint_publisher": publisher.name if publisher else "",
        "imprint_isbn": facts.electronic_isbn(volume),
        "imprint_place": publisher.place if publisher else "",
    }
    metadata: Attributes = {
        "upload_type": "publication",
        "publication_type": "conferencepaper" if contribution else "proceeding",
        "title": facts.main_title(thing),
        "creators": [_legacy_person(p) for p in (contribution.authors if contribution else volume.editors)],
        "contributors": [{**_legacy_person(p), "type": "Editor"} for p in volume.editors],
        "description": "".join(text for _, text in _descriptions(dossier, contribution)),
        "publication_date": facts.published(volume, contribution),
        "access_right": "open",
        "license": licence.spdx.lower() if licence else "",
        "language": facts.alpha_3(thing.language),
        "keywords": facts.flat_keywords(thing),
        "doi": facts.doi(thing.doi),
        **conference,
        **book,
        "related_identifiers": [
            {"identifier": text, "relation": relation[0].lower() + relation[1:], "resource_type": kind}
            for _, text, relation, kind in _related(volume, contribution)
        ],
        "references": _references(contribution),
    }
    return without_empty({"metadata": metadata})


def html(paragraphs: Sequence[str]) -> str:
    """Paragraphs as the HTML of a description."""
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)


def _descriptions(dossier: Dossier, contribution: Contribution | None) -> list[tuple[str, str]]:
    """(language, HTML) of the abstracts, or of what presents the volume."""
    held: Mapping[str, Sequence[str]] = (
        facts.abstracts(contribution) if contribution else facts.presentation(dossier.volume)
    )
    return [(lang, html(text)) for lang, text in held.items()]


def _address(volume: Volume, contribution: Contribution | None) -> str:
    if contribution is None:
        return crossref.volume_page(volume)
    return landing_page(volume, contribution) if volume.deposit.landing_pattern else ""


def _creator(person: Person) -> Attributes:
    number = facts.orcid(person)
    if person.collective:
        named: Attributes = {"type": "organizational", "name": person.collective}
    else:
        named = {"type": "personal", "given_name": person.given, "family_name": facts.surname(person)}
    if number:
        named["identifiers"] = [{"scheme": "orcid", "identifier": number}]
    # two departments of an institution have its ROR, which Zenodo takes once
    places = dict.fromkeys(
        ("id", found.rpartition("/")[2]) if (found := facts.ror(a.ror)) else ("name", facts.affiliation_name(a))
        for a in person.affiliations
    )
    return {"person_or_org": named, "affiliations": [{key: held} for key, held in places]}


def _legacy_person(person: Person) -> Attributes:
    return {
        "name": person.collective or ", ".join(p for p in (facts.surname(person), person.given) if p),
        "affiliation": "; ".join(facts.affiliation_name(a) for a in dict.fromkeys(person.affiliations)),
        "orcid": facts.orcid(person),
    }


def _related(volume: Volume, contribution: Contribution | None) -> list[tuple[str, str, str, str]]:
    """(scheme, identifier, relation of DataCite, type of resource or "")."""
    if contribution is None:
        return [("DOI", number, "HasPart", PAPER) for c in volume.contributions if (number := facts.doi(c.doi))]
    whole = facts.doi(volume.doi)
    found = [("DOI", whole, "IsPartOf", PROCEEDINGS)] if whole else []
    # the former API spells it `cites`, which InvenioRDM knows too
    return found + [(scheme, text, "Cites", "") for scheme, text in facts.cited(contribution)]


def _references(contribution: Contribution | None) -> list[str]:
    """The works listed, as printed."""
    return [text for _, text in facts.listed(contribution)] if contribution else []


def _meeting(volume: Volume, contribution: Contribution | None) -> Attributes:
    event = volume.event
    if event is None:
        return {}
    language = contribution.language if contribution else volume.language
    number, axis = facts.session(volume, contribution) if contribution else ("", "")
    return {
        "title": facts.event_name(event, language),
        "acronym": event.acronym,
        "dates": facts.event_dates(event, language),
        "place": facts.event_place(event, language),
        "url": event.url,
        "session": number,
        "session_part": axis,
    }
