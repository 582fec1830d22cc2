"""Authors and editors: names, identifiers, roles, numbered affiliations, correspondence, biographies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from actes import credit
from actes.countries import country_name
from actes.identifiers import is_orcid, is_ror
from actes.labels import label
from actes.model import Affiliation, Organisation, Person
from actes.tree import Blocks, Inlines
from actes.writing.jats.blocks import fill
from actes.writing.jats.elements import Element, element, fit, is_empty
from actes.writing.jats.inlines import inlines
from actes.writing.jats.names import person_name
from actes.writing.jats.scope import Scope

ORCID = "https://orcid.org/"


def contributors(
    scope: Scope, authors: Sequence[Person], editors: Sequence[Person], conflict: Inlines
) -> tuple[list[Element], Element | None]:
    """The `<contrib-group>` of authors, with their affiliations, and that of editors; then `<author-notes>`.

    Editors beside authors stand without affiliations, which ingesters would take for the authors'.

    The notes hold the addresses of corresponding authors and `conflict`, what they say of their interests.
    """
    corresponding = {
        i: scope.ids.make("cor") for i, author in enumerate(authors) if author.corresponding and author.email
    }
    groups = [
        _group(scope, people, content_type, contrib_type, addresses)
        for people, content_type, contrib_type, addresses in (
            (authors, "authors", "author", corresponding),
            ([replace(e, affiliations=()) for e in editors] if authors else editors, "editors", "editor", {}),
        )
        if people
    ]
    notes = element("author-notes")
    for i, identifier in corresponding.items():
        text = f"* {label('corresponding', scope.language)}{label('label-colon', scope.language)} "
        notes.append(element("corresp", text, element("email", authors[i].email), id=identifier))
    parts = inlines(scope, conflict)
    if not is_empty(parts):
        notes.append(element("fn", fit(element("p"), parts), fn_type="coi-statement"))
    return groups, notes if len(notes) else None


def _group(
    scope: Scope, people: Sequence[Person], content_type: str, contrib_type: str, addresses: Mapping[int, str]
) -> Element:
    """One group: `addresses` are the ids of the addresses of its corresponding members, by place."""
    group = element("contrib-group", content_type=content_type)
    affiliations: dict[Affiliation, str] = {}
    for person in people:
        for affiliation in person.affiliations:
            if affiliation not in affiliations:
                affiliations[affiliation] = scope.ids.make("aff")
    numbers = {affiliation: str(i) for i, affiliation in enumerate(affiliations, 1)}
    for i, person in enumerate(people):
        made = _contributor(scope, person, contrib_type, address=addresses.get(i, ""))
        for affiliation in dict.fromkeys(person.affiliations):
            made.append(element("xref", numbers[affiliation], ref_type="aff", rid=affiliations[affiliation]))
        if i in addresses:
            made.append(element("xref", "*", ref_type="corresp", rid=addresses[i]))
        group.append(made)
    for affiliation, identifier in affiliations.items():
        group.append(_affiliation(scope, affiliation, identifier, numbers[affiliation]))
    return group


def _contributor(scope: Scope, person: Person, contrib_type: str, address: str) -> Element:
    made = element("contrib", contrib_type=contrib_type, corresp="yes" if address else "")
    if person.equal:
        made.set("equal-contrib", "yes")
    if person.deceased:
        made.set("deceased", "yes")
    if is_orcid(person.orcid):  # a wrong one, which reading reports, names nobody or somebody else
        orcid = ORCID + person.orcid.removeprefix(ORCID)
        made.append(element("contrib-id", orcid, contrib_id_type="orcid", authenticated="false"))
    if person.idhal:
        made.append(element("contrib-id", person.idhal, contrib_id_type="idhal"))
    made.append(person_name(person))
    for lang, biography in person.biography.items():
        if (bio := _biography(scope, biography, lang)) is not None:
            made.append(bio)
    if person.email and not address:
        made.append(element("email", person.email))
    if contrib_type == "editor":
        made.append(element("role", label("volume-editor", scope.language)))
    for role in person.roles:
        made.append(_role(role))
    if person.url:
        made.append(element("ext-link", person.url, ext_link_type="uri", xlink_href=person.url))
    return made


_CREDIT_TERMS = {"Formal analysis": "Formal Analysis"}
"""Terms that JATS4R compares with in another spelling than the standard's."""


def _role(text: str) -> Element:
    """A CRediT role with its identifier; any other as its author said it."""
    found = credit.find(text)
    if found is None:
        return element("role", text)
    return element(
        "role",
        found.name,
        vocab="credit",
        vocab_identifier=credit.VOCABULARY,
        vocab_term=_CREDIT_TERMS.get(found.name, found.name),
        vocab_term_identifier=found.url,
    )


def _biography(scope: Scope, biography: Blocks, lang: str) -> Element | None:
    made = element("bio", xml_lang=lang)
    fill(scope, made, biography)
    return made if len(made) else None


def institution(name: str, ror: str, department: str = "") -> Element:
    """`<institution-wrap>` with the ROR URL first, as JATS4R recommends."""
    return element(
        "institution-wrap",
        element("institution-id", ror, institution_id_type="ror") if is_ror(ror) else None,
        element("institution", department, content_type="dept") if department else None,
        element("institution", name),
    )


def sponsor(organisation: Organisation) -> Element:
    """`<conf-sponsor>`."""
    return element("conf-sponsor", institution(organisation.name, organisation.ror))


def _affiliation(scope: Scope, affiliation: Affiliation, identifier: str, number: str) -> Element:
    made = element("aff", element("label", number), id=identifier)
    made.append(institution(affiliation.name, affiliation.ror, affiliation.department))
    fit(made, place(affiliation.city, affiliation.country, scope.language, before=", "))
    return made


def place(city: str, country: str, language: str, before: str = "") -> list[str | Element]:
    """« Lyon, France » as `<city>` and `<country>`, each after a comma; `before` stands before the first."""
    parts: list[str | Element] = []
    for made in (
        element("city", city) if city else None,
        element("country", country_name(country, language), country=country.upper()) if country else None,
    ):
        if made is not None:
            parts += [", " if parts else before, made]
    return parts
