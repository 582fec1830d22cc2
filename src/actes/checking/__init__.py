"""Editorial rules: they look at a resolved volume and its sources, and only report.

One module per family; each rule is a function `(Chapter, Report) -> None` in its module's `RULES`. What a
rule reports bears a code of `actes.codes`, where its explanation, its remedy and its source are.
"""

from __future__ import annotations

import pickle

from actes.cache import Cache, file_digest
from actes.checking import (
    citations,
    headings,
    images,
    leftovers,
    length,
    links,
    metadata,
    notes,
    titles,
    typography,
)
from actes.checking import volume as volume_rules
from actes.checking.chapter import Chapter, Frame, Rule
from actes.checking.waivers import settle
from actes.diagnostics import Diagnostic, Report
from actes.model import Contribution, Volume
from actes.parallel import spread

__all__ = ["check", "check_contribution", "settle"]

RULES: tuple[Rule, ...] = (
    *metadata.RULES,
    *titles.RULES,
    *headings.RULES,
    *notes.RULES,
    *images.RULES,
    *links.RULES,
    *citations.RULES,
    *typography.RULES,
    *leftovers.RULES,
    *length.RULES,
)


def check(volume: Volume, report: Report, cache: Cache | None = None, *, jobs: int = 1) -> None:
    """Apply every rule to a resolved volume and to each of its contributions; `cache` knows those already seen."""
    for rule in volume_rules.RULES:
        rule(volume, report)
    task = (volume.contributions, Frame.of(volume), cache)
    for found in spread(_checked, task, range(len(volume.contributions)), jobs):
        report.extend(pickle.loads(found))


def _checked(task: tuple[tuple[Contribution, ...], Frame, Cache | None], index: int) -> bytes:
    """The diagnostics of a contribution, pickled."""
    contributions, frame, cache = task
    chapter = Chapter(contributions[index], frame)

    def make() -> tuple[Diagnostic, ...]:
        report = Report()
        _apply(chapter, report)
        return tuple(report)

    if cache is None:
        return pickle.dumps(make())
    # one rule looks at the bytes of the file
    return cache.recall("check", (chapter.contribution, frame, file_digest(chapter.file)), make)


def check_contribution(contribution: Contribution, volume: Volume, report: Report) -> None:
    """Apply every rule to one resolved contribution of `volume`."""
    _apply(Chapter(contribution, Frame.of(volume)), report)


def _apply(chapter: Chapter, report: Report) -> None:
    for rule in RULES:
        rule(chapter, report)
