"""Names of people and institutions: those of the model and those of CSL-JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actes.model import Person
from actes.writing.jats.elements import Element, element

_ET_AL = {"others", "et al", "et al.", "et alii"}


def person_name(person: Person) -> Element:
    """`<name>`, or `<collab>` for an institution.

    A particle that does not sort stands after the given names, as in an index: « Tocqueville, Alexis de ».
    """
    if person.collective:
        return element("collab", person.collective)
    given = " ".join(p for p in (person.given, person.particle) if p)
    return _name(person.family, given, person.suffix)


def _name(family: str, given: str, suffix: str) -> Element:
    made = element("name")
    if not family:
        family, given = given, ""
    made.append(element("surname", family))
    for tag, text in (("given-names", given), ("suffix", suffix)):
        if text:
            made.append(element(tag, text))
    return made


def person_group(item: Mapping[str, Any], variable: str, role: str) -> Element | None:
    """`<person-group>` of a name variable of a CSL-JSON item; None when it names nobody."""
    made = element("person-group", person_group_type=role)
    held = item.get(variable)
    for named in held if isinstance(held, list) else []:
        found = _csl_name(named)
        if found is not None:
            made.append(found)
    return made if len(made) else None


def _csl_name(named: Mapping[str, Any]) -> Element | None:
    def part(name: str) -> str:
        return " ".join(str(named.get(name, "")).split())

    literal = part("literal")
    if literal.casefold() in _ET_AL:
        return element("etal")
    if literal:
        return element("collab", literal)
    family = " ".join(p for p in (part("non-dropping-particle"), part("family")) if p)
    given = " ".join(p for p in (part("given"), part("dropping-particle")) if p)
    if not (family or given):
        return None
    # « d’ » leans on the name that follows
    return _name(family.replace("’ ", "’").replace("' ", "'"), given, part("suffix"))
