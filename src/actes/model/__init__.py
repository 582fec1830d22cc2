"""The volume and what it is made of: frozen values, no input or output, nothing derived twice.

Words are those of the specifications (JATS, CSL, EPUB). Titles and abstracts are pandoc inlines and
blocks (`actes.tree`), per language (`Localized`); machine fields (DOI, dates, pages) are plain strings.
`reading` fills a `Volume`; `normalising` and `resolving` return new ones; writers only look.
"""

from actes.model.contribution import Asset, Contribution, Pages
from actes.model.facts import Accessibility, DepositFacts, Event, Funding, Licence, Publisher, Series, Typography
from actes.model.pages import PageBreak, PageMap
from actes.model.people import Affiliation, Committee, CommitteeMember, Organisation, Person
from actes.model.references import BibliographyEntry, BibliographySection, Reference, ReferenceList
from actes.model.texts import Localized, localized
from actes.model.volume import Axis, Piece, Volume

__all__ = [
    "Accessibility",
    "Affiliation",
    "Asset",
    "Axis",
    "BibliographyEntry",
    "BibliographySection",
    "Committee",
    "CommitteeMember",
    "Contribution",
    "DepositFacts",
    "Event",
    "Funding",
    "Licence",
    "Localized",
    "Organisation",
    "PageBreak",
    "PageMap",
    "Pages",
    "Person",
    "Piece",
    "Publisher",
    "Reference",
    "ReferenceList",
    "Series",
    "Typography",
    "Volume",
    "localized",
]
