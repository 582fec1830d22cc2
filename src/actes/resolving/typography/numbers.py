"""Numbers: thousands, units, percentages, ranges. What French and English share."""

from __future__ import annotations

import re

from actes.resolving.typography.run import Run
from actes.resolving.typography.spaces import ANY, NO_BREAK, THIN

_THOUSANDS = re.compile(rf"(?<![\d,.])\d{{1,3}}(?:{ANY}\d{{3}})+(?![\d])")
_GROUPED = re.compile(rf"\d{ANY}\d\d\d")
_UNIT = (
    "km²|km2|m²|m2|m³|m3|cm²|mm²|km/h|m/s|hab/km²|hab\\./km²|km|cm|mm|dm|hm|µm|nm|ha|kg|mg|µg|kWh|MWh|GWh|TWh|kW|MW|GW"
    "|Hz|kHz|MHz|GHz|hPa|kPa|MPa|dB|ko|Mo|Go|To|kB|MB|GB|TB|px|dpi|ppp|kcal|kJ|MJ|tep|Mtep|kV|°C|°F|(?:[kM]|Md)?€"
)
_ATTACHED_UNIT = re.compile(rf"\d(?<![\w.,].)\d*(?:[.,]\d+)?(?=(?:{_UNIT})(?![\w’']))()")
_SPACED_UNIT = re.compile(rf"\d({ANY}+)(?=(?:{_UNIT}|[mgtlhsWKLVAJ]|min|[$£¥])(?![\w’']))")
_BIG = re.compile(rf"\d({ANY}+)(?=(?:millions?|milliards?|millier|milliers|mille|billions?)(?!\w))")
_HYPHENATED = re.compile(r"\d-\d")
_RANGE = re.compile(r"(?<![\w.,/:–−-])(\d{1,4})(-)(\d{1,4})(?![\w/:–−-]|[.,]\d)")
_NOT_RANGED = re.compile(
    r"(?:n[°ºo]|n(?:os|um)|art(?:icle)?s?|ISSN|ISBN|lois?|acts?|décrets?|ordonnances?|directives?|"
    r"(?<!\w)[LRDA])\.?[ \n\u00a0\u202f]?$",
    re.IGNORECASE,
)
_PAGES = re.compile(r"(?<!\w)(?:pp?|pages?)\.?[ \n\u00a0\u202f]?$", re.IGNORECASE)


def thousands(run: Run) -> None:
    """Groups of three digits are held together by narrow spaces: `12 000`."""
    if _GROUPED.search(run.text):
        run.replace(_THOUSANDS, lambda m: re.sub(ANY, THIN, m[0]), group=0)


def units(run: Run) -> None:
    """A number and its unit stay on one line: `12 km`, `3 millions`, `20 €`."""
    run.replace(_SPACED_UNIT, NO_BREAK, having="0")
    run.replace(_ATTACHED_UNIT, NO_BREAK, after=True, having="0")
    run.replace(_BIG, NO_BREAK, having="0")


def ranges(run: Run) -> None:
    """An en dash between the ends of a range: years, pages, quantities; never in law numbers or identifiers."""
    if _HYPHENATED.search(run.text):
        run.replace(_RANGE, _ranged, group=2)


def _ranged(match: re.Match[str]) -> str | None:
    first, last = match[1], match[3]
    before = match.string[max(0, match.start() - 16) : match.start()]
    if _PAGES.search(before):
        return "–"
    if _NOT_RANGED.search(before) or first.startswith("0"):
        return None
    if len(first) == 4:
        years = 1000 <= int(first) < 2200 and len(last) in {2, 4}
        return "–" if years and int(first[-len(last) :]) < int(last) < 2200 else None
    return "–" if int(first) < int(last) and len(last) < 4 and not last.startswith("0") else None
