"""Nakala: the body of a request that makes a datum (https://api.nakala.fr/doc, schema `PostData`).

Five fields are mandatory to publish (https://documentation.huma-num.fr/nakala/): `nkl:type`, `nkl:title`,
`nkl:creator`, `nkl:created`, `nkl:license`. The others are of Dublin Core terms. The files go to
`/datas/uploads` first; the SHA-1 that it answers with is that of the file, which is written here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from actes.depositing import facts
from actes.depositing.dossier import Dossier, Packages, package_name, package_names
from actes.depositing.json_values import Attributes, json_bytes, without_empty
from actes.model import Contribution, Licence, Person
from actes.writing.jats.front import landing_page

NKL = "http://nakala.fr/terms#"
DCTERMS = "http://purl.org/dc/terms/"
STRING = "http://www.w3.org/2001/XMLSchema#string"
URI = "http://www.w3.org/2001/XMLSchema#anyURI"
W3CDTF = f"{DCTERMS}W3CDTF"
CONFERENCE_PAPER = "http://purl.org/coar/resource_type/c_5794"
CONFERENCE_PROCEEDINGS = "http://purl.org/coar/resource_type/c_f744"
"""Of the COAR vocabulary of resource types."""


def packages(dossier: Dossier, contributions: Sequence[Contribution], whole: bool) -> Packages:
    """`<name>.json` of `contributions`, and of the volume if `whole`; its files bear the name beside it."""
    names = package_names(dossier.volume)
    made: Packages = {}
    for contribution in contributions:
        name = names[contribution.slug]
        made[f"nakala/{name}.json"] = json_bytes(datum(dossier, contribution, name, dossier.offprint(contribution)))
    if whole:
        name = f"{package_name(dossier.volume.id)}_volume"
        made[f"nakala/{name}.json"] = json_bytes(datum(dossier, None, name, dossier.book))
    return made


def datum(dossier: Dossier, contribution: Contribution | None, name: str, pdf: bytes) -> Attributes:
    """A datum in waiting (`pending`): of a contribution, or of the volume (None), with its PDF."""
    volume = dossier.volume
    thing = contribution or volume
    licence = facts.licence(volume, contribution)
    people = contribution.authors if contribution else volume.editors
    kind = CONFERENCE_PAPER if contribution else CONFERENCE_PROCEEDINGS
    abstracts = facts.abstracts(contribution) if contribution else facts.presentation(volume)
    whole = facts.doi(volume.doi)
    metas = [
        _meta(f"{NKL}type", kind, URI),
        *(_meta(f"{NKL}title", text, STRING, lang) for lang, text in facts.full_titles(thing).items()),
        *({"propertyUri": f"{NKL}creator", "value": _creator(person)} for person in people),
        _meta(f"{NKL}created", facts.published(volume, contribution), STRING),
        _meta(f"{NKL}license", _licence(licence), STRING),
        *(_meta(f"{DCTERMS}description", "\n\n".join(t), STRING, lang) for lang, t in abstracts.items()),
        *(
            _meta(f"{DCTERMS}subject", word, STRING, lang)
            for lang, word in facts.keywords(thing.keywords, thing.language)
        ),
        _meta(f"{DCTERMS}language", facts.base_language(thing.language), f"{DCTERMS}RFC5646"),
        _meta(f"{DCTERMS}publisher", volume.publisher.name if volume.publisher else "", STRING),
        _meta(f"{DCTERMS}identifier", facts.DOI + facts.doi(thing.doi) if facts.doi(thing.doi) else "", URI),
        _meta(f"{DCTERMS}bibliographicCitation", _citation(dossier, contribution), STRING),
        *_relations(dossier, contribution, whole),
        _meta(f"{DCTERMS}available", facts.published(volume, contribution), W3CDTF),
    ]
    return without_empty(
        {
            "status": "pending",
            "metas": [meta for meta in metas if meta.get("value")],
            "files": [{"name": f"{name}.pdf", "sha1": hashlib.sha1(pdf, usedforsecurity=False).hexdigest()}],
        }
    )


def _meta(uri: str, value: str, kind: str, language: str = "") -> Attributes:
    held = {"propertyUri": uri, "value": value, "typeUri": kind}
    return {**held, "lang": facts.base_language(language)} if language else held


def _creator(person: Person) -> Attributes:
    """A creator; a collective one is in `surname`, for Nakala knows persons alone."""
    if person.collective:
        return {"givenname": "-", "surname": person.collective}
    return {"givenname": person.given or "-", "surname": facts.surname(person), "orcid": facts.orcid(person)}


def _licence(licence: Licence | None) -> str:
    """The name of the licence in Nakala's list, which is SPDX's."""
    return licence.spdx if licence else ""


def _citation(dossier: Dossier, contribution: Contribution | None) -> str:
    """Where it was published: the event, the volume, the pages."""
    volume = dossier.volume
    event = volume.event
    parts = [
        facts.main_title(volume) if contribution else "",
        facts.event_name(event, volume.language) if event else "",
        facts.event_place(event, volume.language) if event else "",
        facts.event_dates(event, volume.language) if event else "",
        facts.session(volume, contribution)[1] if contribution else "",
        f"p. {dossier.page_range(contribution)}" if contribution and dossier.page_range(contribution) else "",
    ]
    return ", ".join(part for part in parts if part)


def _relations(dossier: Dossier, contribution: Contribution | None, whole: str) -> list[Attributes]:
    volume = dossier.volume
    if contribution is None:
        parts = [facts.doi(c.doi) for c in volume.contributions]
        return [_meta(f"{DCTERMS}hasPart", facts.DOI + number, URI) for number in parts if number]
    made = [_meta(f"{DCTERMS}isPartOf", facts.DOI + whole, URI)] if whole else []
    if volume.deposit.landing_pattern:
        made.append(_meta(f"{DCTERMS}isFormatOf", landing_page(volume, contribution), URI))
    return made + [_meta(f"{DCTERMS}references", link, URI) for link in facts.cited_links(contribution)]
