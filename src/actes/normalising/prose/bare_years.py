"""Years left in the text beside the name of someone who published that year: perhaps forgotten citations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from actes.normalising.prose.anchors import Anchored, anchors
from actes.normalising.prose.folding import folded
from actes.normalising.prose.outcomes import Cite
from actes.normalising.prose.passages import Passage
from actes.normalising.prose.tokens import Kind, tokens
from actes.normalising.prose.vocabulary import MONTH_NUMBERS, STATUTES

_YEAR = re.compile(r"(?<!\w)(?:1[4-9]|20)\d\d(?!\d)")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŒ]\w")
_REACH = 80
"""Characters before a year in which a name makes it suspect."""


def find(passage: Passage, claimed: Sequence[tuple[int, int]], left: Sequence[Cite]) -> list[Cite]:
    """The suspect years outside `claimed` spans and of what was `left`, in order, with the works they may mean."""
    view = passage.view
    spans = sorted([*claimed, *((cite.start, cite.end) for cite in left)])
    starts = [start for start, _ in spans]
    bibliography = passage.identifier.bibliography
    found: list[Cite] = []
    for year in _YEAR.finditer(view):
        at = bisect_right(starts, year.start()) - 1
        if int(year[0]) not in bibliography.by_year or (at >= 0 and year.start() < spans[at][1]):
            continue
        floor = max(view.rfind("\n", max(0, year.start() - 20), year.start()) + 1, year.start() - 20, 0)
        read = anchors(view, floor, min(len(view), year.end() + 12))
        anchor = next((a for a in read if a.start <= year.start() < a.end), None)
        if anchor is None or anchor.kind is not Anchored.YEAR or anchor.range or anchor.year != int(year[0]):
            continue
        near = max(0, anchor.start - _REACH)
        floor = max(view.rfind("\n", near, anchor.start) + 1, near, spans[at][1] if at >= 0 else 0)
        if not _CAPITAL.search(view, floor, anchor.start):
            continue
        names = [t for t in tokens(view, floor, min(len(view), anchor.end + 30)) if t.kind is Kind.WORD]
        before = [t for t in names if t.end <= anchor.start]
        if before and folded(before[-1].text) in MONTH_NUMBERS:
            continue
        if any(folded(t.text) in STATUTES for t in before[-4:]):
            continue
        capitals = {t.plain for t in names if t.capital and len(t.plain) > 2}
        pairs = {a.plain + b.plain for a, b in pairwise(names) if a.capital and b.capital}
        works = [
            work
            for work in bibliography.candidates(anchor.year, capitals | pairs)
            if any(form.joined in capitals | pairs for form in work.authors[0].forms)
        ]
        if works:
            found.append(
                Cite(
                    anchor.start,
                    anchor.end,
                    passage.words(anchor.start, anchor.end),
                    problem="bare",
                    candidates=tuple(work.key for work in works)[:5],
                )
            )
    return found
