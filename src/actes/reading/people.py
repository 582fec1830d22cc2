"""People and institutions, from checked fields to the model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actes.diagnostics import Location, Report
from actes.model import Affiliation, Funding, Organisation, Person
from actes.reading.addresses import is_safe
from actes.reading.markup import Markup

_PARTICLES = {
    "de", "du", "des", "d", "la", "le", "les", "van", "von", "der", "den", "ten", "ter", "da", "dos", "das", "di",
    "del", "della", "el", "al", "ben", "bin", "zu", "zur", "y", "e", "af", "av",
}  # fmt: skip


def affiliation(fields: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> Affiliation:
    """An affiliation; a lone text that is the handle of a known one stands for it."""
    handle = str(fields.get("name", ""))
    if set(fields) == {"name"} and handle in known:
        fields = known[handle]
    return Affiliation(
        name=str(fields.get("name", "")),
        department=str(fields.get("department", "")),
        ror=_ror(str(fields.get("ror", ""))),
        city=str(fields.get("city", "")),
        country=str(fields.get("country", "")),
        idhal=str(fields.get("idhal", "")),
    )


def affiliations(
    fields: Sequence[Mapping[str, Any]], known: Mapping[str, Mapping[str, Any]]
) -> tuple[Affiliation, ...]:
    """Affiliations in order; « 1, 2 » stands for two of the known ones."""
    found: list[Affiliation] = []
    for held in fields:
        handles = [h.strip() for h in re.split(r"[,;]", str(held.get("name", "")))] if set(held) == {"name"} else []
        if len(handles) > 1 and all(h in known for h in handles):
            found += [affiliation({"name": h}, known) for h in handles]
        else:
            found.append(affiliation(held, known))
    return tuple(a for a in found if a.name)


def _ror(text: str) -> str:
    return f"https://ror.org/{text.rsplit('/', 1)[-1]}" if text else ""


def _orcid(text: str) -> str:
    """The bare identifier, however it was given."""
    return text.strip().rstrip("/").rsplit("/", 1)[-1].upper()


def split_name(name: str) -> tuple[str, str]:
    """(given, family) of a full name: « Nom, Prénom », « Prénom NOM » or « Prénom de Nom »."""
    name = " ".join(name.split())
    if "," in name:
        family, given = (part.strip() for part in name.split(",", 1))
        return given, family
    words = name.split(" ")
    if len(words) == 1:
        return "", name
    start = len(words) - 1
    capitals = [i for i, w in enumerate(words) if len(w) > 1 and w.isupper() and "." not in w]
    if capitals and capitals[-1] == len(words) - 1 and capitals[0] > 0:
        start = capitals[0]
    while start > 1 and words[start - 1].lower().rstrip("'’") in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def person(
    fields: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], markup: Markup, language: str, path: str
) -> Person:
    """An author, an editor or a member; `path` is where its fields stand (`authors.0`)."""
    given, family = str(fields.get("given", "")), str(fields.get("family", ""))
    collective = str(fields.get("collective", ""))
    if not (family or collective) and fields.get("name"):
        split_given, family = split_name(str(fields["name"]))
        given = given or split_given
        if not given and (family.isupper() and len(family) > 1):
            # one word in capitals is an acronym; other bodies are declared (`collective`)
            collective, family = family, ""
    elif not family and not collective:
        # one name is a name all the same: Plato, Voltaire
        given, family = "", given
    return Person(
        family=family,
        given=given,
        particle=str(fields.get("particle", "")),
        suffix=str(fields.get("suffix", "")),
        collective=collective,
        orcid=_orcid(str(fields.get("orcid", ""))),
        idhal=str(fields.get("idhal", "")),
        email=str(fields.get("email", "")),
        url=url if is_safe(url := str(fields.get("url", ""))) else "",
        affiliations=affiliations(fields.get("affiliations", ()), known),
        corresponding=bool(fields.get("corresponding", False)),
        equal=bool(fields.get("equal", False)),
        deceased=bool(fields.get("deceased", False)),
        roles=tuple(str(r) for r in fields.get("roles", ())),
        biography={lang or language: markup.blocks(text) for lang, text in fields.get("biography", {}).items()},
        location=markup.places.get(path),
    )


def people(
    held: Sequence[Mapping[str, Any]],
    known: Mapping[str, Mapping[str, Any]],
    markup: Markup,
    language: str,
    path: str,
    start: Location,
    report: Report,
    first: int = 0,
) -> tuple[Person, ...]:
    """The people listed at `path` (`authors`) from the `first` on; one who has no name is reported, and left out."""
    found: list[Person] = []
    for i, fields in enumerate(held, first):
        made = person(fields, known, markup, language, f"{path}.{i}")
        if made.family or made.collective:
            found.append(made)
        else:
            report.add("missing-field", made.location or start, field=f"{path}.{i}.name")
    return tuple(found)


def funding(fields: Sequence[Mapping[str, Any]], markup: Markup) -> tuple[Funding, ...]:
    """Grants in order."""
    return tuple(
        Funding(
            funder=str(f.get("funder", "")),
            funder_ror=_ror(str(f.get("ror", ""))),
            award=str(f.get("award", "")),
            statement=markup.inlines(str(f.get("statement", ""))),
        )
        for f in fields
    )


def organisations(fields: Sequence[Mapping[str, Any]]) -> tuple[Organisation, ...]:
    """Organisers or sponsors in order."""
    return tuple(Organisation(str(f["name"]), _ror(str(f.get("ror", "")))) for f in fields if f.get("name"))
