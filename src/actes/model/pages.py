"""What the layout knows: on which page everything stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actes.model.contribution import Pages


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
