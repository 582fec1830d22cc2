"""People and institutions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from actes.diagnostics import Location
from actes.tree import Blocks


@dataclass(frozen=True)
class Affiliation:
    """Where someone works. `ror` is the full URL, `country` an ISO 3166-1 alpha-2 code."""

    name: str
    department: str = ""
    ror: str = ""
    city: str = ""
    country: str = ""
    idhal: str = ""


@dataclass(frozen=True)
class Person:
    """An author, an editor or a member of the committee; a corporate one has `collective` and no family.

    `particle` is kept apart from `family` only when it does not take part in sorting (« de » in
    « Alexis de Tocqueville »); « Le Galès » is a family name.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    collective: str = ""
    orcid: str = ""
    idhal: str = ""
    email: str = ""
    url: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    corresponding: bool = False
    equal: bool = False
    deceased: bool = False
    roles: tuple[str, ...] = ()
    """CRediT terms, in their canonical English form (`actes.credit`)."""
    biography: Mapping[str, Blocks] = field(default_factory=dict)
    location: Location | None = None

    @property
    def display(self) -> str:
        """As printed under a title: `Jean-Baptiste Le Galès`."""
        if self.collective:
            return self.collective
        name = " ".join(p for p in (self.given, self.particle, self.family) if p)
        # « d’ » and « l’ » lean on the name that follows
        name = name.replace("’ ", "’").replace("' ", "'")
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def inverted(self) -> str:
        """As sorted in an index: `Le Galès, Jean-Baptiste`, `Tocqueville, Alexis de`."""
        if self.collective:
            return self.collective
        rest = " ".join(p for p in (self.given, self.particle) if p)
        return ", ".join(p for p in (self.family, rest, self.suffix) if p)


@dataclass(frozen=True)
class Organisation:
    """An organiser, a sponsor or a funder. `ror` is the full URL."""

    name: str
    ror: str = ""


@dataclass(frozen=True)
class CommitteeMember:
    """Someone of a committee: `role` is shown as written."""

    person: Person
    role: str = ""


@dataclass(frozen=True)
class Committee:
    """A committee and its members, in order."""

    title: Mapping[str, str]
    members: tuple[CommitteeMember, ...]
