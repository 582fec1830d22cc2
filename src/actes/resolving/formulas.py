"""Formulas: TeX to MathML, once for every output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from actes import pandoc
from actes.diagnostics import Location, Report
from actes.model import BibliographySection, Contribution, Volume
from actes.resolving.plainer_tex import plainer
from actes.tree import Inlines, walk

DEEPEST = 100
"""Elements of MathML inside one another; parsers of XML stop at 256."""

_TAG = re.compile(r"<(/?)[^<>]*?(/?)>")


def _depth(mathml: str) -> int:
    depth = deepest = 0
    for closing, empty in _TAG.findall(mathml):
        depth += 0 if empty else -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest


Formulas = Mapping[tuple[str, bool], str]
"""(TeX, whether displayed) → MathML."""


def convert_formulas(contribution: Contribution, report: Report) -> Contribution:
    """`contribution` with the MathML of each of its formulas; what pandoc cannot read is reported."""
    trees = [
        contribution.body,
        contribution.appendices,
        contribution.acknowledgements,
        contribution.short_title,
        contribution.conflict_of_interest,
        contribution.data_availability,
        *contribution.title.values(),
        *contribution.subtitle.values(),
        *contribution.abstracts.values(),
        *(funding.statement for funding in contribution.funding),
        *(text for author in contribution.authors for text in author.biography.values()),
        *_entries(contribution.bibliography),
    ]
    found, unreadable = _convert(trees, {})
    for tex in unreadable:
        offset = max(contribution.text.find(tex), 0)
        report.add("unreadable-math", Location.at(contribution.source.file, contribution.text, offset), tex=tex[:80])
    return replace(contribution, math=found) if found else contribution


def convert_volume(volume: Volume, report: Report) -> Volume:
    """`volume` with the MathML of all its formulas: those of its chapters, converted already, and its own."""
    known = {formula: made for c in volume.contributions for formula, made in c.math.items()}
    people = (*volume.editors, *(m.person for committee in volume.committees for m in committee.members))
    own: list[tuple[Location, list[Any]]] = [
        (
            volume.source,
            [
                *volume.title.values(),
                *volume.subtitle.values(),
                *(title for axis in volume.axes for title in axis.title.values()),
                *(funding.statement for funding in volume.funding),
                *(text for person in people for text in person.biography.values()),
            ],
        )
    ]
    own += [(p.source, [p.title, p.body, *_entries(p.bibliography)]) for p in volume.pieces]
    for place, trees in own:
        found, unreadable = _convert(trees, known)
        known |= found
        for tex in unreadable:
            report.add("unreadable-math", place, tex=tex[:80])
    # what is wrong in an entry has been said of the chapters that list it
    return replace(volume, math=known | _convert(_entries(volume.bibliography), known)[0])


def _entries(sections: Iterable[BibliographySection]) -> list[Inlines]:
    return [entry.inlines for section in sections for entry in section.entries]


def _convert(trees: list[Any], known: Formulas) -> tuple[dict[tuple[str, bool], str], list[str]]:
    """The MathML of the formulas of `trees` that are not `known`, and the TeX of those that cannot be read."""
    formulas = [(n["c"][1], n["c"][0]["t"] == "DisplayMath") for n in walk(trees, {"Math"})]
    wanted = [formula for formula in dict.fromkeys(formulas) if formula not in known]
    if not wanted:
        return {}, []
    # what is nested past all reason is text: no XML parser reads it, no reader either
    found = {formula: made for formula, made in pandoc.mathml(wanted).items() if _depth(made) <= DEEPEST}
    if again := {f: (tex, f[1]) for f in wanted if f not in found and (tex := plainer(f[0])) != f[0]}:
        made = pandoc.mathml(list(dict.fromkeys(again.values())))
        found |= {f: made[tried] for f, tried in again.items() if tried in made and _depth(made[tried]) <= DEEPEST}
    return found, [tex for tex, displayed in wanted if (tex, displayed) not in found]
