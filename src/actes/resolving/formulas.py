"""Formulas: TeX to MathML, once for every output."""

from __future__ import annotations

import re
from dataclasses import replace

from actes import pandoc
from actes.diagnostics import Location, Report
from actes.model import Contribution
from actes.tree import walk

DEEPEST = 100
"""Elements of MathML inside one another; parsers of XML stop at 256."""

_TAG = re.compile(r"<(/?)[^<>]*?(/?)>")


def _depth(mathml: str) -> int:
    depth = deepest = 0
    for closing, empty in _TAG.findall(mathml):
        depth += 0 if empty else -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest


def convert_formulas(contribution: Contribution, report: Report) -> Contribution:
    """`contribution` with the MathML of each of its formulas; what pandoc cannot read is reported."""
    fields = [
        contribution.body,
        contribution.appendices,
        contribution.acknowledgements,
        list(contribution.title.values()),
        list(contribution.subtitle.values()),
        list(contribution.abstracts.values()),
        [entry.inlines for section in contribution.bibliography for entry in section.entries],
    ]
    formulas = [(n["c"][1], n["c"][0]["t"] == "DisplayMath") for n in walk(fields) if n["t"] == "Math"]
    wanted = list(dict.fromkeys(formulas))
    if not wanted:
        return contribution
    # what is nested past all reason is text: no XML parser reads it, no reader either
    found = {formula: made for formula, made in pandoc.mathml(wanted).items() if _depth(made) <= DEEPEST}
    for formula in wanted:
        if formula not in found:
            offset = max(contribution.text.find(formula[0]), 0)
            place = Location.at(contribution.source.file, contribution.text, offset)
            report.add("unreadable-math", place, tex=formula[0][:80])
    return replace(contribution, math=found)
