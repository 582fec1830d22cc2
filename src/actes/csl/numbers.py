"""Numbers in text: what is numeric, plural, a range (CSL 1.0.2, « Number », « Page Ranges »)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actes.csl.blobs import Blob
from actes.csl.frame import Format, Frame
from actes.csl.locale import Locale

_ROMANS = (
    ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"),
    ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"),
    ("", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm"),
    ("", "m", "mm", "mmm", "mmmm", "mmmmm"),
)
_NUMERIC = re.compile(r"(?:[0-9]+|[ixv]+)(?:[-,:a-zA-Z]*|-[-0-9]+)")
_ROMAN = re.compile(r"[ivxlcmIVXLCM]+")
_PARTICLE = re.compile(r"([0-9]*[a-zA-Z]+0*)?([0-9]+(?:[a-zA-Z]*|[-,a-zA-Z]+))")
_SLASHED = re.compile(r"[0-9]+(?:/[0-9]+)+")
_RANGED = frozenset({"locator", "issue", "volume", "edition", "number", "page"})


@dataclass
class Value:
    """One number of a list: `12` in « 12-15, 18 », what follows it, whether it is one."""

    particle: str
    text: str
    joiner: str = ""

    @property
    def collapsible(self) -> bool:
        """Whether it may be an end of a range."""
        return bool(re.match(r"-?[0-9]", self.text) or _ROMAN.fullmatch(self.text))


@dataclass
class Numbers:
    """A number variable taken apart."""

    values: list[Value]
    numeric: bool
    plural: bool


def parse(text: str, variable: str, locale: Locale) -> Numbers:
    """Take `text` apart at « & », « and », commas, semicolons and hyphens."""
    text = text.strip()
    if variable.startswith("page"):
        text = text.replace("–", "-")
    escaped = "\\-" in text
    text = text.replace("\\-", "\ue0ff")
    conjunction = re.escape(locale.term("and") or "and")
    joiners = re.compile(rf"(\s*&\s*|,?\s+(?:and|{conjunction})\s+|;\s+|,\s+|\s*[-–]+\s*)")
    pieces = joiners.split(text)
    pieces = _keep_letters(pieces)
    values: list[Value] = []
    for i in range(0, len(pieces), 2):
        joiner = pieces[i + 1] if i + 1 < len(pieces) else ""
        if joiner.strip() == "&":
            ampersand = locale.term("and", "symbol")
            joiner = f" {'&' if ampersand == locale.term('and') else ampersand} "
        elif re.fullmatch(r"\s*-\s*", joiner):
            joiner = "-"
        match = _PARTICLE.fullmatch(pieces[i].strip())
        text_ = pieces[i].strip().replace("\ue0ff", "-")
        values.append(Value(match.group(1) or "", match.group(2), joiner) if match else Value("", text_, joiner))
    numeric = bool(_NUMERIC.fullmatch(values[0].text)) or (len(values) == 1 and bool(_SLASHED.fullmatch(text)))
    plural = numeric and len(values) > 1 and values[0].collapsible and not escaped
    if numeric and variable.startswith("number-of-"):
        digits = re.match(r"\d+", values[0].text)
        plural = plural or (digits is not None and int(digits.group()) > 1)
    return Numbers(values, numeric, plural)


def _keep_letters(pieces: list[str]) -> list[str]:
    """« 12a-c » is one number, not a range."""
    i = len(pieces) - 2
    while i > 0:
        if (
            pieces[i] == "-"
            and re.fullmatch(r"[0-9]+[,a-zA-Z]+", pieces[i - 1])
            and re.fullmatch(r"[,a-zA-Z]+", pieces[i + 1])
        ):
            pieces = [*pieces[: i - 1], "".join(pieces[i - 1 : i + 2]), *pieces[i + 2 :]]
        i -= 2
    return pieces


def render(frame: Frame, out: list[Blob], text: str, variable: str, form: Format, style: str = "") -> None:
    """Add the numbers of `text` to `out`: `style` is the `form` of cs:number (`ordinal`, `roman`…)."""
    locale = frame.locale
    numbers = parse(text, variable, locale)
    if frame.date_only or frame.suppressed:
        return
    is_page = variable.startswith("page") or (
        variable == "locator" and (frame.cite.get("label") or "page") in {"page", ""}
    )
    _join_ranges(numbers, variable, is_page, frame)
    outer = Format(form.prefix, form.suffix, "", form.decor, "", form.strip_periods, form.display)
    inner = Format(case=form.case)
    children: list[Blob] = []
    for value in numbers.values:
        shown = value.particle + value.text
        if style and value.collapsible and value.text.isdecimal() and not value.particle:
            shown = formatted(int(value.text), style, variable, locale)
        blob = frame.piece(shown, inner) if shown else Blob("")
        blob.suffix += value.joiner
        if value.collapsible and value.text.isdecimal():
            blob.number = int(value.text)
        children.append(blob)
    if frame.strip_periods or form.strip_periods:
        for child in children:
            child.text = child.text.replace(".", "") if child.text else child.text
    out.append(outer.blob(children))
    frame.term_predecessor = True


def _join_ranges(numbers: Numbers, variable: str, is_page: bool, frame: Frame) -> None:
    """Give ranges their delimiter and, for pages, their short form."""
    locale, values = frame.locale, numbers.values
    delimiter = locale.term("page-range-delimiter") or "–"
    for i, value in enumerate(values[:-1]):
        follower = values[i + 1]
        if value.joiner != "-":
            continue
        pair = value.collapsible and follower.collapsible
        chained = (i > 0 and values[i - 1].joiner == "-") or follower.joiner == "-"
        if not pair or chained:
            if numbers.numeric and variable in _RANGED:
                value.joiner = delimiter
            elif numbers.numeric and variable == "collection-number":
                value.joiner = locale.term("year-range-delimiter") or "–"
            continue
        if value.particle != follower.particle:
            continue
        digits = value.text.isdecimal() and follower.text.isdecimal()
        if is_page and digits:
            follower.text = page_end(value.text, follower.text, frame.style.page_range_format)
            value.joiner = delimiter
            follower.particle = "" if frame.style.page_range_format not in {"", "expanded"} else follower.particle
        elif (digits or (_ROMAN.fullmatch(value.text) and _ROMAN.fullmatch(follower.text))) or (
            numbers.numeric and variable in _RANGED
        ):
            value.joiner = delimiter


def page_end(first: str, last: str, form: str) -> str:
    """The second number of a page range in `page-range-format` `form` (CSL 1.0.2, appendix V)."""
    if not form:
        return last
    if len(last) < len(first):
        expanded = first[: len(first) - len(last)] + last
        if int(expanded) > int(first):
            last = expanded
    if int(last) <= int(first) or form == "expanded":
        return last
    if form in {"minimal", "minimal-two"}:
        return _minimal(first, last, 2 if form == "minimal-two" else 1)
    begin, end = int(first), int(last)
    if form in {"chicago", "chicago-15"}:
        if begin > 100 and begin % 100 and begin // 100 == end // 100:
            return str(end % 100)
        return str(end % 1000) if begin >= 10000 else last
    if form == "chicago-16" and begin > 100 and begin % 100:
        for power in range(2, len(last)):
            if begin // 10**power == end // 10**power:
                return str(end % 10**power)
    return last


def _minimal(first: str, last: str, least: int) -> str:
    if len(first) != len(last):
        return last
    same = 0
    while same < len(last) - least and first[same] == last[same]:
        same += 1
    return last[same:]


def formatted(number: int, style: str, variable: str, locale: Locale) -> str:
    """`number` as `ordinal`, `long-ordinal`, `roman` or `numeric`."""
    gender = locale.genders.get(variable, "")
    if style == "roman":
        return roman(number)
    if style == "long-ordinal":
        text = locale.term(f"long-ordinal-{number:02d}", gender=gender)
        return text or f"{number}{locale.ordinal_suffix(number, gender)}"
    if style == "ordinal":
        return f"{number}{locale.ordinal_suffix(number, gender)}"
    return str(number)


def roman(number: int) -> str:
    """Lower-case Roman numerals, up to 5999; beyond, digits."""
    if not 0 < number < 6000:
        return str(number)
    digits = str(number)
    return "".join(_ROMANS[len(digits) - 1 - i][int(d)] for i, d in enumerate(digits))


def letters(rank: int) -> str:
    """Rank 0, 1, …, 25, 26 as `a`, `b`, …, `z`, `aa`."""
    out, rank = "", rank + 1
    while rank:
        rank, rest = divmod(rank - 1, 26)
        out = chr(97 + rest) + out
    return out
