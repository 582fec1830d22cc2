"""The state of each field an editor asks for: given, missing, or not quite right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actes.diagnostics import Diagnostic, Severity
from actes.model import Contribution, Volume
from actes.tree import count_words, plain_text

GIVEN, PARTIAL, MISSING = "given", "partial", "missing"


@dataclass(frozen=True)
class Field:
    """A field: its name, its state, and what there is to see (« 2/3 », a title)."""

    name: str
    state: str
    value: str = ""


def fields(contribution: Contribution, volume: Volume) -> tuple[Field, ...]:
    """The fields of a contribution, in the order of a title page."""
    languages = wanted_languages(contribution, volume)
    return (
        _by_language("title", {k: plain_text(v) for k, v in contribution.title.items()}, languages),
        Field(
            "authors", GIVEN if contribution.authors else MISSING, "; ".join(a.display for a in contribution.authors)
        ),
        _of_people("affiliations", [bool(a.affiliations) for a in contribution.authors]),
        _of_people("orcid", [bool(a.orcid) for a in contribution.authors if not a.collective]),
        Field(
            "email",
            GIVEN if any(a.email for a in contribution.authors) else MISSING,
            next((a.email for a in contribution.authors if a.email), ""),
        ),
        _by_language("abstract", {k: f"{count_words(v)}" for k, v in contribution.abstracts.items()}, languages),
        _by_language("keywords", {k: f"{len(v)}" for k, v in contribution.keywords.items()}, languages),
        Field(
            "licence",
            GIVEN if contribution.licence else MISSING,
            contribution.licence.spdx if contribution.licence else "",
        ),
        Field("doi", GIVEN if contribution.doi else MISSING, contribution.doi),
        Field(
            "dates",
            GIVEN
            if contribution.received and contribution.accepted
            else PARTIAL
            if contribution.received or contribution.accepted
            else MISSING,
            " – ".join(d for d in (contribution.received, contribution.accepted) if d),
        ),
    )


def wanted_languages(contribution: Contribution, volume: Volume) -> tuple[str, ...]:
    """The languages metadata must be in: the contribution's, then the volume's."""
    return tuple(dict.fromkeys(base(tag) for tag in (contribution.language, *volume.languages)))


def base(tag: str) -> str:
    """A BCP 47 tag without its region: `fr`."""
    return tag.split("-")[0].lower()


def _by_language(name: str, held: dict[str, str], languages: Sequence[str]) -> Field:
    found = {base(k): v for k, v in held.items() if v and v != "0"}
    missing = [language for language in languages if language not in found]
    state = GIVEN if not missing else PARTIAL if found else MISSING
    return Field(name, state, ", ".join(f"{text} ({language})" for language, text in found.items()))


def _of_people(name: str, held: Sequence[bool]) -> Field:
    state = MISSING if not any(held) else GIVEN if all(held) else PARTIAL
    return Field(name, state, f"{sum(held)}/{len(held)}")


def count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    """How many of `diagnostics` have this severity."""
    return sum(d.severity is severity for d in diagnostics)
