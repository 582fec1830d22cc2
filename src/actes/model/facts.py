"""Facts about the book and what archives ask: licences, grants, the event, the series, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from actes.model.people import Organisation
from actes.tree import Inlines


@dataclass(frozen=True)
class Licence:
    """A licence by its SPDX identifier, with its name per language and canonical URL ("" when it has none)."""

    spdx: str
    url: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Funding:
    """A grant: who pays (`funder_ror` a full URL), the award's number, and the sentence authors wrote."""

    funder: str = ""
    funder_ror: str = ""
    award: str = ""
    statement: Inlines = field(default_factory=list)


@dataclass(frozen=True)
class Event:
    """The conference the volume reports. Dates are ISO 8601; `country` is ISO 3166-1 alpha-2."""

    name: Mapping[str, str]
    acronym: str = ""
    number: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    city: str = ""
    country: str = ""
    organisers: tuple[Organisation, ...] = ()
    sponsors: tuple[Organisation, ...] = ()
    theme: Mapping[str, str] = field(default_factory=dict)
    url: str = ""


@dataclass(frozen=True)
class Series:
    """The series the volume belongs to."""

    title: str
    issn: str = ""
    abbreviation: str = ""
    identifier: str = ""
    number: str = ""


@dataclass(frozen=True)
class Publisher:
    """Who publishes."""

    name: str
    place: str = ""
    url: str = ""


@dataclass(frozen=True)
class DepositFacts:
    """What archives ask and nothing else says: HAL's domain and flags, the depositor's address."""

    hal_domain: str = ""
    hal_type: str = "COMM"
    hal_audience: str = ""
    invited: bool | None = None
    popular: bool | None = None
    peer_reviewed: bool | None = None
    proceedings: bool | None = None
    depositor_name: str = ""
    depositor_email: str = ""
    registrant: str = ""
    landing_pattern: str = ""
    contributors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Accessibility:
    """What the EPUB says about itself beyond what can be derived."""

    summary: Mapping[str, str] = field(default_factory=dict)
    certified_by: str = ""
    certifier_credential: str = ""
    certifier_report: str = ""


@dataclass(frozen=True)
class Typography:
    """Fine settings: the space before `; ! ?` and within « », and before `:`."""

    thin_space: str = "\u202f"
    colon_space: str = "\u00a0"
    page: str = "160x240"
