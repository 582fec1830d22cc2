"""Dates of .bib entries as CSL dates: `date`, `year` with `month`, and the words authors write instead.

BibLaTeX dates are EDTF (ISO 8601-2, level 1); BibTeX years are whatever was typed. What is no date is kept
as a literal: « à paraître », « s. d. », « an VII ».
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CslDate = dict[str, Any]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier janv",
            "feb february février fevrier févr fevr fév",
            "mar march mars",
            "apr april avril avr",
            "may mai",
            "jun june juin",
            "jul july juillet juil",
            "aug august août aout",
            "sep sept september septembre",
            "oct october octobre",
            "nov november novembre",
            "dec december décembre decembre déc",
        ),
        1,
    )
    for name in names.split()
}
SEASONS = {
    name: number
    for number, names in enumerate(("spring printemps", "summer été ete", "autumn fall automne", "winter hiver"), 1)
    for name in names.split()
}

_EDTF = re.compile(r"(-?\d{4,})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?([?~%]?)")
_RANGE = re.compile(r"(-?\d{3,4})\s*(?:--?|–|—|/)\s*(\d{2}|\d{4})")
_APPROXIMATE = re.compile(r"(?:c\.?|ca\.?|circa|vers|v\.|env\.|environ)\s*(\d{3,4})", re.IGNORECASE)
_REPRINT = re.compile(r"(?:\[(\d{4})\],?\s*(\d{4})|(\d{4})\s*\[(\d{4})\])")
_SUFFIXED = re.compile(r"(\d{4})\s?([a-z])")
_DAY_MONTH = re.compile(r"(?:(\d{1,2})(?:er|st|nd|rd|th)?[\s.~-]+)?([^\W\d]+)\.?(?:[\s~-]+(\d{1,2})(?:st|nd|rd|th)?)?")
_DAYS = re.compile(r"(?:([^\W\d]+)\.?\s+)?(\d{1,2})\s*(?:--?|–|/)\s*(\d{1,2})(?:\s+([^\W\d]+))?")
_FULL = re.compile(r"(?:(\d{1,2})(?:er)?\s+)?([^\W\d]+)\.?\s+(\d{4})")
_NUMERIC = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_BEFORE_CHRIST = re.compile(r"(\d{1,4})\s*(?:av\.?\s*J\.?-?\s*C\.?|BCE?|B\.\s?C\.)", re.IGNORECASE)
_UNDATED = re.compile(r"[\[(]?\s*(?:s\.?\s*d\.?|n\.?\s*d\.?|sans date|no date|undated)\s*[\])]?", re.IGNORECASE)


@dataclass(frozen=True)
class Dated:
    """A date as CSL has it, the original date a reprint tells (`2004 [1895]`), and what to say of it.

    `remark` is "", `suffix` (a letter was typed after the year) or `unclear` (kept, but no plain date).
    """

    csl: CslDate
    original: CslDate | None = None
    remark: str = ""


def read_date(fields: Mapping[str, str], prefix: str = "") -> Dated | None:
    """The date in `<prefix>date`, else (without prefix) in `year`, `month` and `day`; None when there is none."""
    if typed := _clean(fields.get(prefix + "date", "")):
        return _interval(typed) or _year(typed, "", "")
    if year := "" if prefix else _clean(fields.get("year", "")):
        return _year(year, _clean(fields.get("month", "")), _clean(fields.get("day", "")))
    return None


def _clean(value: str) -> str:
    if not value or value.isalnum():
        return value
    value = value.replace("~", " ") if not re.search(r"\d~", value) else value
    value = re.sub(r"\\[A-Za-z]+\s*|[{}\\]", "", value.replace("\\slash", "/"))
    return " ".join(value.split()).strip(",.;") if not value.endswith(".d.") else value


def _interval(text: str) -> Dated | None:
    """An EDTF date or interval (`2015/2016`, `2014-06-12`, `2015/..`)."""
    sides = text.split("/")
    if len(sides) > 2:
        return None
    parts: list[list[int]] = []
    circa = False
    season = 0
    for side in sides:
        side = side.strip()
        if side in {"", "..", "open", "unknown"}:
            continue
        found = _EDTF.fullmatch(side)
        if not found:
            return None
        date = [int(found[1])]
        month = int(found[2] or 0)
        if 21 <= month <= 24:
            season = month - 20
        elif 1 <= month <= 12:
            date.append(month)
            if 1 <= int(found[3] or 0) <= 31:
                date.append(int(found[3]))
        elif month:
            return None
        circa = circa or bool(found[4])
        parts.append(date)
    if not parts:
        return None
    csl: CslDate = {"date-parts": parts}
    if circa:
        csl["circa"] = True
    if season:
        csl["season"] = season
    return Dated(csl)


def _year(text: str, month: str, day: str) -> Dated:
    bare = text.strip("[]() ")
    if re.fullmatch(r"-?\d{4}", bare):
        return Dated(_with_month(int(bare), month, day), remark="" if bare == text else "unclear")
    if _UNDATED.fullmatch(text):
        return Dated({"literal": "s. d." if text.lower().replace(" ", "").strip("[]()").startswith("s") else text})
    if found := _REPRINT.fullmatch(text):
        first, second = (found[1], found[2]) if found[1] else (found[4], found[3])
        return Dated(_with_month(int(second), month, day), {"date-parts": [[int(first)]]})
    if found := _SUFFIXED.fullmatch(text):
        return Dated(_with_month(int(found[1]), month, day), remark="suffix")
    if found := _RANGE.fullmatch(text):
        end = found[2] if len(found[2]) == 4 else found[1][:2] + found[2]
        if int(end) > int(found[1]):
            return Dated({"date-parts": [[int(found[1])], [int(end)]]}, remark="unclear")
    if found := _APPROXIMATE.fullmatch(bare):
        return Dated({"date-parts": [[int(found[1])]], "circa": True})
    if found := _BEFORE_CHRIST.fullmatch(bare):
        return Dated({"date-parts": [[-int(found[1])]]})
    if (found := _NUMERIC.fullmatch(bare)) and 1 <= int(found[2]) <= 12 and 1 <= int(found[1]) <= 31:
        return Dated({"date-parts": [[int(found[3]), int(found[2]), int(found[1])]]}, remark="unclear")
    if (found := _FULL.fullmatch(bare)) and (found[2].lower() in MONTHS or found[2].lower() in SEASONS):
        return Dated(_with_month(int(found[3]), found[2], found[1] or ""), remark="unclear")
    if re.fullmatch(r"\d{3}", bare):
        return Dated({"date-parts": [[int(bare)]]})
    return Dated({"literal": text}, remark="" if is_forthcoming(text) else "unclear")


def is_forthcoming(text: str) -> bool:
    """Whether `text` says that a work is not out yet, in French or English."""
    return bool(
        re.fullmatch(
            r"[\[(]?(?:à paraître|a paraitre|à paraitre|sous presse|en cours(?: de publication)?|en préparation|soumis"
            r"|forthcoming|in press|in preparation|to appear|submitted)[\])]?",
            text,
            re.IGNORECASE,
        )
    )


def _with_month(year: int, month: str, day: str) -> CslDate:
    """A year and what `month` says: a number, a name, a name with a day, a season, two months."""
    text = month.strip().lower()
    halves = re.split(r"\s*(?:--?|–|/)\s*", text) if not re.fullmatch(r"\d{4}-.*", text) else [text]
    if len(halves) == 2 and all(_month(h)[0] for h in halves) and not any(_month(h)[1] for h in halves):
        return {"date-parts": [[year, _month(halves[0])[0]], [year, _month(halves[1])[0]]]}
    if (days := _DAYS.fullmatch(text)) and (days[1] or days[4]) in MONTHS and int(days[2]) <= int(days[3]) <= 31:
        number = MONTHS[days[1] or days[4]]
        return {"date-parts": [[year, number, int(days[2])], [year, number, int(days[3])]]}
    if text in SEASONS:
        return {"date-parts": [[year]], "season": SEASONS[text]}
    number, typed_day = _month(text)
    parts = [year]
    if number:
        parts.append(number)
        chosen = typed_day or (int(day) if day.isdecimal() else 0)
        if 1 <= chosen <= 31:
            parts.append(chosen)
    return {"date-parts": [parts]}


def _month(text: str) -> tuple[int, int]:
    """(month, day) of what a `month` field holds; 0 for what it does not say."""
    if text.isdecimal():
        return (int(text) if 1 <= int(text) <= 12 else 0), 0
    found = _DAY_MONTH.fullmatch(text)
    if not found or found[2] not in MONTHS:
        return 0, 0
    return MONTHS[found[2]], int(found[1] or found[3] or 0)


def known_month(text: str) -> bool:
    """Whether a `month` field is understood."""
    parts = _with_month(2000, _clean(text), "")
    return "season" in parts or len(parts["date-parts"][0]) > 1
