"""HAL: a zip per contribution (COMM or COUV) and one of the volume (PROCEEDINGS), each an AOfr TEI and its PDF.

What HAL's SWORD server expects (https://github.com/CCSDForge/HAL, “Sword” and its AOfr examples; schema
aofr-sword.xsd): one `X.xml` and the files it names, all names in `[a-z0-9_-]`. The elements are those that the
comments of the schema map to HAL's fields.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from actes.countries import country_name
from actes.depositing import facts
from actes.depositing.archive import zipped
from actes.depositing.dossier import Dossier, Packages, package_name, package_names
from actes.depositing.xml import LANG, Element, Maker, serialised
from actes.model import Affiliation, Contribution, Funding, Person, Volume
from actes.writing.jats.front import landing_page

NAMESPACE = "http://www.tei-c.org/ns/1.0"
SCHEMA = "http://api.archives-ouvertes.fr/documents/aofr-sword.xsd"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

make = Maker(NAMESPACE)

AUDIENCES = {"not-set": "1", "international": "2", "national": "3"}
"""Our words → the values of HAL's list `audience`."""

_LABORATORY, _INSTITUTION = "laboratory", "institution"


class _Structures:
    """The structures that authors belong to: those HAL knows by number, the others described at the end.

    A department is a laboratory that belongs to an institution.
    """

    def __init__(self) -> None:
        self._ids: dict[Affiliation, str] = {}
        self.described: list[Element] = []

    def reference(self, affiliation: Affiliation) -> str:
        """What `<affiliation ref>` says: `#struct-1042` or `#localStruct-1`."""
        known = affiliation.idhal.removeprefix("struct-")
        if known.isdecimal():
            return f"#struct-{known}"
        if affiliation not in self._ids:
            institution = Affiliation(
                affiliation.name, "", affiliation.ror, "" if affiliation.department else affiliation.city,
                affiliation.country,
            )  # fmt: skip
            if not affiliation.department:
                self._describe(affiliation, _INSTITUTION, affiliation.name, affiliation.city)
            else:
                parent = self.reference(institution)
                self._describe(affiliation, _LABORATORY, affiliation.department, affiliation.city, parent)
        return f"#{self._ids[affiliation]}"

    def _describe(self, held: Affiliation, kind: str, name: str, city: str, parent: str = "") -> None:
        identifier = f"localStruct-{len(self._ids) + 1}"
        self._ids[held] = identifier
        country = make("country", attributes={"key": held.country.upper()}) if held.country else None
        address = make.group("address", [*make.text("addrLine", city), *([country] if country is not None else [])])
        ror = "" if parent else facts.ror(held.ror)
        relation = make("relation", attributes={"active": parent}) if parent else None
        self.described.append(
            make(
                "org",
                make.text("idno", ror, {"type": "ROR"}),
                make("orgName", name),
                make.group("desc", address),
                make.group("listRelation", [relation] if relation is not None else []),
                attributes={"type": kind, XML_ID: identifier},
            )
        )


def packages(dossier: Dossier, contributions: Sequence[Contribution], whole: bool) -> Packages:
    """The zips of `contributions`, and of the volume if `whole`: name → bytes."""
    made: Packages = {}
    names = package_names(dossier.volume)
    for contribution in contributions:
        name = names[contribution.slug]
        held = {f"{name}.xml": contribution_tei(dossier, contribution, f"{name}.pdf")}
        made[f"hal/{name}.zip"] = zipped({**held, f"{name}.pdf": dossier.offprint(contribution)})
    if whole:
        name = f"{package_name(dossier.volume.id)}_volume"
        held = {f"{name}.xml": volume_tei(dossier, f"{name}.pdf"), f"{name}.pdf": dossier.book}
        made[f"hal/{name}.zip"] = zipped(held)
    return made


def contribution_tei(dossier: Dossier, contribution: Contribution, pdf: str) -> bytes:
    """The AOfr TEI of a contribution whose file is `pdf`."""
    volume = dossier.volume
    structures = _Structures()
    titles = _titles(contribution)
    kind = volume.deposit.hal_type.upper()
    monogr = make(
        "monogr",
        make.text("idno", facts.electronic_isbn(volume), {"type": "isbn"}),
        make.text("title", facts.main_title(volume), {"level": "m"}),
        # a chapter is in a book: HAL asks nothing of a conference then
        _meeting(volume, contribution.language) if kind == "COMM" else None,
        [make("editor", editor.display) for editor in volume.editors],
        _imprint(volume, contribution.published, dossier.page_range(contribution)),
    )
    return _document(
        _full(
            volume,
            contribution,
            contribution.authors,
            "aut",
            structures,
            titles,
            pdf,
            monogr,
            kind,
            landing_page(volume, contribution),
            [make("abstract", "\n\n".join(text), attributes={LANG: facts.base_language(lang)})
             for lang, text in facts.abstracts(contribution).items()],
        ),
        structures,
    )  # fmt: skip


def volume_tei(dossier: Dossier, pdf: str) -> bytes:
    """The AOfr TEI of the volume, type PROCEEDINGS, whose file is `pdf`."""
    volume = dossier.volume
    structures = _Structures()
    monogr = make(
        "monogr",
        make.text("idno", facts.electronic_isbn(volume), {"type": "isbn"}),
        _meeting(volume, volume.language),
        _imprint(volume, "", str(dossier.page_count or "")),
    )
    return _document(
        _full(
            volume, None, volume.editors, "edt", structures, _titles(volume), pdf, monogr, "PROCEEDINGS", "",
            [make("abstract", "\n\n".join(text), attributes={LANG: facts.base_language(lang)})
             for lang, text in facts.presentation(volume).items()],
        ),
        structures,
    )  # fmt: skip


def _document(full: Element, structures: _Structures) -> bytes:
    root = make.root("TEI", SCHEMA, {"hal": "http://hal.archives-ouvertes.fr/"})
    text = make("text", make("body", make("listBibl", full)))
    described = make.group("listOrg", structures.described, {"type": "structures"})
    text.extend(make.group("back", described))
    root.append(text)
    return serialised(root)


def _full(
    volume: Volume,
    contribution: Contribution | None,
    people: Sequence[Person],
    role: str,
    structures: _Structures,
    titles: Sequence[Element],
    pdf: str,
    monogr: Element,
    kind: str,
    address: str,
    abstracts: Sequence[Element],
) -> Element:
    thing = contribution or volume
    published = facts.published(volume, contribution)
    licence = facts.licence(volume, contribution)
    number = facts.doi(thing.doi)
    link = facts.DOI + facts.doi(volume.doi) if contribution and facts.doi(volume.doi) else ""
    licences = [make("licence", attributes={"target": licence.url})] if licence else []
    words = facts.keywords(thing.keywords, thing.language)
    main_titles = [copy.deepcopy(t) for t in titles if t.get("type") is None]
    return make(
        "biblFull",
        make(
            "titleStmt",
            main_titles,
            [_name_only(person, role) for person in people],
            [funder for grant in thing.funding for funder in make.text("funder", _grant(grant))],
        ),
        make(
            "editionStmt",
            make(
                "edition",
                make.text("date", published[:4], {"type": "whenWritten"}),
                make("ref", attributes={"type": "file", "subtype": "publisherAgreement", "n": "1", "target": pdf}),
            ),
        ),
        make.group("publicationStmt", make.group("availability", licences)),
        make.group("notesStmt", _notes(volume, kind)),
        make(
            "sourceDesc",
            make(
                "biblStruct",
                make("analytic", titles, [_author(p, role, structures) for p in people]),
                monogr,
                make.text("idno", number, {"type": "doi"}),
                make.text("ref", address or (facts.DOI + number if number else ""), {"type": "publisher"}),
                make.text("ref", link, {"type": "seeAlso"}),
            ),
        ),
        make(
            "profileDesc",
            make("langUsage", make("language", attributes={"ident": facts.base_language(thing.language)})),
            make(
                "textClass",
                make.group(
                    "keywords",
                    [make("term", word, attributes={LANG: facts.base_language(lang)}) for lang, word in words],
                    {"scheme": "author"},
                ),
                make("classCode", attributes={"scheme": "halDomain", "n": volume.deposit.hal_domain}),
                make("classCode", attributes={"scheme": "halTypology", "n": kind}),
            ),
            abstracts,
        ),
    )  # fmt: skip


def _grant(grant: Funding) -> str:
    """« Agence nationale de la recherche, ANR-21-CE41-0001 »: HAL's free field, for projects it does not know."""
    return ", ".join(part for part in (grant.funder, grant.award) if part)


def _titles(thing: Contribution | Volume) -> list[Element]:
    """Titles, then subtitles, per language."""
    titles = facts.titles(thing.title, thing.language)
    subtitles = facts.titles(thing.subtitle, thing.language)
    made = [make("title", text, attributes={LANG: facts.base_language(lang)}) for lang, text in titles.items()]
    for lang, text in subtitles.items():
        made.append(make("title", text, attributes={LANG: facts.base_language(lang), "type": "sub"}))
    return made


def _person_name(person: Person) -> Element | None:
    """`<persName>`, with the forename that the schema requires; None for a collective author, who has `<orgName>`."""
    if person.collective:
        return None
    return make(
        "persName", make.text("forename", person.given, {"type": "first"}), make.text("surname", facts.surname(person))
    )


def _name_only(person: Person, role: str) -> Element:
    name = _person_name(person)
    return make("author", name, make.text("orgName", person.collective), attributes={"role": role})


def _author(person: Person, role: str, structures: _Structures) -> Element:
    number = facts.orcid(person)
    return make(
        "author",
        _person_name(person),
        make.text("email", person.email),
        make.text(
            "idno",
            person.idhal,
            {"type": "idhal", "notation": "numeric" if person.idhal.isdecimal() else "string"},
        ),
        make.text("idno", facts.ORCID + number if number else "", {"type": "ORCID"}),
        make.text("orgName", person.collective),
        [
            make("affiliation", attributes={"ref": structures.reference(affiliation)})
            for affiliation in dict.fromkeys(person.affiliations)
        ],
        attributes={"role": role},
    )


def _notes(volume: Volume, kind: str) -> list[Element]:
    """HAL's flags: audience, invited, popular, peer-reviewed, in proceedings; the last for communications alone."""
    deposit = volume.deposit
    flags: dict[str, bool | None] = {"popular": deposit.popular, "peer": deposit.peer_reviewed}
    if kind == "COMM":
        flags = {"invited": deposit.invited, **flags, "proceedings": deposit.proceedings}
    notes: dict[str, str] = {"audience": AUDIENCES.get(deposit.hal_audience, "")}
    notes |= {name: str(int(flag)) for name, flag in flags.items() if flag is not None}
    return [make("note", attributes={"type": name, "n": n}) for name, n in notes.items() if n]


def _meeting(volume: Volume, language: str) -> Element | None:
    event = volume.event
    if event is None:
        return None
    code = event.country.upper()
    country = make("country", country_name(code, language), attributes={"key": code}) if code else None
    return make(
        "meeting",
        make.text("title", facts.event_name(event, language)),
        make.text("date", event.start, {"type": "start"}),
        make.text("date", event.end or event.start, {"type": "end"}),
        make.text("settlement", event.city or event.place),
        country,
    )


def _imprint(volume: Volume, published: str, pages: str) -> Element:
    series = volume.series
    return make(
        "imprint",
        make.text("publisher", volume.publisher.name if volume.publisher else ""),
        make.text("pubPlace", volume.publisher.place if volume.publisher else ""),
        make.text("biblScope", series.title if series else "", {"unit": "serie"}),
        make.text("biblScope", series.number if series else "", {"unit": "volume"}),
        make.text("biblScope", pages, {"unit": "pp"}),
        make.text("date", published or volume.published, {"type": "datePub"}),
    )
