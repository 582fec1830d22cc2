"""People as pages show them: names with marks of affiliation, the affiliations, who to write to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actes.countries import country_name
from actes.model import Affiliation, Person


@dataclass(frozen=True)
class Byline:
    """An author under a title: `marks` are the letters of the affiliations, none when one serves all."""

    person: Person
    marks: tuple[str, ...]

    @property
    def orcid(self) -> str:
        """The URL of the ORCID record, or ""."""
        return orcid_url(self.person)


def orcid_url(person: Person) -> str:
    """The URL of a person's ORCID record, or ""."""
    return person.orcid and f"https://orcid.org/{person.orcid.rstrip('/').rpartition('/')[2]}"


def affiliation_text(affiliation: Affiliation, language: str) -> str:
    """« Arènes, Université de Rennes, Rennes, France »: what there is, from the smallest to the largest."""
    parts = (
        affiliation.department,
        affiliation.name,
        affiliation.city,
        country_name(affiliation.country, language) if affiliation.country else "",
    )
    return ", ".join(p for p in parts if p)


def bylines(authors: Sequence[Person], language: str) -> tuple[tuple[Byline, ...], tuple[tuple[str, str], ...]]:
    """Authors with their marks, and the affiliations as (mark, text), each once, in order of appearance.

    When everyone has the same affiliations, there are no marks.
    """
    order: dict[str, str] = {}
    for author in authors:
        for affiliation in author.affiliations:
            order.setdefault(affiliation_text(affiliation, language), _letter(len(order)))
    shared = len({a.affiliations for a in authors}) < 2
    marked = tuple(
        Byline(a, () if shared else tuple(order[affiliation_text(x, language)] for x in a.affiliations))
        for a in authors
    )
    return marked, tuple(("" if shared else mark, text) for text, mark in order.items())


def _letter(number: int) -> str:
    """a … z, aa, ab … for 0, 1 …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def listed(people: Sequence[Person]) -> list[str]:
    """The names of `people` as shown in a sentence."""
    return [p.display for p in people]
