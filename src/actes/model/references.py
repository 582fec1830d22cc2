"""References, and the lists they are printed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actes.diagnostics import Location
from actes.tree import Inlines


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
