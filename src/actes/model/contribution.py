"""A contribution: what it says of itself, its text, its images."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from actes.diagnostics import Location
from actes.model.facts import Funding, Licence
from actes.model.people import Person
from actes.model.references import BibliographySection, Reference, ReferenceList
from actes.model.texts import Localized, localized
from actes.tree import Blocks, Inlines


@dataclass(frozen=True)
class Pages:
    """First and last page labels of a contribution in the printed volume."""

    first: str
    last: str


@dataclass(frozen=True)
class Asset:
    """A file of a contribution that outputs carry: an image, or data that the text links to.

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
    supplements: Mapping[str, Asset] = field(default_factory=dict)
    """The files of the volume that the text links to (data, scripts), by URL as written."""
    text: str = ""
    """The Markdown as read (NFC, line feeds), for positions and quotations in letters."""
    lines: tuple[tuple[str, int], ...] = ()
    """Of a text made of several files: the file and the line that each of its lines comes from."""
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
