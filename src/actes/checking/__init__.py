"""Editorial rules: they look at a resolved volume and its sources, and only report.

One module per family; each rule is a function `(Chapter, Report) -> None` in its module's `RULES`. What a
rule reports bears a code of `actes.codes`, where its explanation, its remedy and its source are.
"""

from __future__ import annotations

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
from actes.checking.chapter import Chapter, Rule
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


def check(volume: Volume, report: Report, *, jobs: int = 1) -> None:
    """Apply every rule to a resolved volume and to each of its contributions."""
    for rule in volume_rules.RULES:
        rule(volume, report)
    for found in spread(_checked, volume, range(len(volume.contributions)), jobs):
        report.extend(found)


def _checked(volume: Volume, index: int) -> tuple[Diagnostic, ...]:
    report = Report()
    check_contribution(volume.contributions[index], volume, report)
    return tuple(report)


def check_contribution(contribution: Contribution, volume: Volume, report: Report) -> None:
    """Apply every rule to one resolved contribution of `volume`."""
    chapter = Chapter(contribution, volume)
    for rule in RULES:
        rule(chapter, report)
