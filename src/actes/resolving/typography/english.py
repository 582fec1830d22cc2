"""English typography: no space before high punctuation, and the no-break spaces English shares with French."""

from __future__ import annotations

import re

from actes.resolving.typography.dashes import hyphens
from actes.resolving.typography.numbers import ranges, thousands, units
from actes.resolving.typography.run import OPAQUE, Run
from actes.resolving.typography.spaces import ANY, NO_BREAK

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])(['´‘])(?=[^\W_])")
_ELLIPSIS = re.compile(r"(?<!\.)(\.{3})(?!\.)")
_BEFORE_HIGH = re.compile(rf"(?<=[\w)\]”’\"%{OPAQUE}])({ANY}+)(?=[;:!?](?:[\s”’\")\]]|\Z))")
_BEFORE_PERCENT = re.compile(rf"(?<=\d)({ANY}+)(?=%)")
_ABBREVIATION = re.compile(rf"(?<!\w)(?:pp?|vols?|nos?|figs?|eqs?|secs?|ch|chap|art)\.({ANY}+)(?=\d)", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"(?<!\w)(?:figure|table|map|box|chapter|section|part|appendix|article|equation|note|volume|page|axis)s?({ANY}+)(?=\d)",
    re.IGNORECASE,
)
_TITLE = re.compile(rf"(?<!\w)(?:Mr|Mrs|Ms|Dr|Prof|St)\.?({ANY}+)(?=[A-ZÀ-ÖØ-Þ])")


def apply(run: Run) -> None:
    """Set a run whose quotation marks have been paired."""
    run.replace(_APOSTROPHE, "’")
    run.replace(_ELLIPSIS, "…")
    run.replace(_ABBREVIATION, NO_BREAK)
    run.replace(_NUMBERED, NO_BREAK)
    run.replace(_TITLE, NO_BREAK)
    thousands(run)
    units(run)
    ranges(run)
    hyphens(run)
    run.replace(_BEFORE_PERCENT, "")
    run.replace(_BEFORE_HIGH, "")
