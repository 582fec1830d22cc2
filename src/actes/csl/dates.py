"""cs:date: localized and not, ranges, seasons, eras, literal dates (CSL 1.0.2, « Date »)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actes.csl import numbers
from actes.csl.blobs import Blob
from actes.csl.frame import Format, Frame
from actes.csl.references import Date

PARTS = ("year", "month", "day")


@dataclass(frozen=True)
class DatePart:
    """cs:date-part."""

    name: str
    form: str
    format: Format
    range_delimiter: str = ""


@dataclass(frozen=True)
class DateElement:
    """cs:date, its localized form already merged in."""

    variable: str
    format: Format
    parts: tuple[DatePart, ...]
    shown: tuple[str, ...]

    def render(self, frame: Frame, out: list[Blob]) -> None:
        """Add the date to `out`."""
        if self.variable in frame.done:
            return
        if frame.can_block:
            frame.done.add(self.variable)
        date = frame.reference.dates.get(self.variable)
        if date is None:
            frame.flags.attempt = True
            return
        if any(date.get(name) for name in self.shown) or date.get("literal"):
            frame.found()
        else:
            frame.flags.attempt = True
        if frame.sorting and frame.date_only:
            out.append(Blob(sort_key(date, self.shown)))
            return
        if (frame.looking and self.variable == "accessed") or frame.suppressed:
            return
        if frame.author_only and frame.rendered:
            return
        frame.rendered = True
        children: list[Blob] = []
        self._parts(frame, date, children)
        if children:
            out.append(self.format.blob(children))

    def _parts(self, frame: Frame, date: Date, out: list[Blob]) -> None:
        ends = [name for name in PARTS if name in self.shown and _has_end(date, name)]
        while ends and date.get(ends[0]) == date.get(f"{ends[0]}_end"):
            ends.pop(0)
        seen: set[str] = set()
        pending: list[Blob] = []
        for part in self.parts:
            seen.add(part.name)
            holder = Blob(children=[])
            self._one(frame, part, date, "", holder.children)
            if part.name in ends:
                end: list[Blob] = []
                self._one(frame, part, date, "_end", end)
                if end and not pending:
                    end[0].prefix = ""
                pending += end
                if set(ends) <= seen:
                    if holder.children:
                        holder.children[-1].suffix = ""
                    delimiter = part.range_delimiter or frame.locale.term("year-range-delimiter") or "–"
                    holder.children += [Blob(delimiter), Blob(children=pending, delimiter=self.format.delimiter)]
                    ends = []
            if part.name == "year":
                self._year_suffix(frame, part, holder, date.get("year"))
            if holder.children:
                out.append(holder)

    def _one(self, frame: Frame, part: DatePart, date: Date, ending: str, out: list[Blob]) -> None:
        form = part.format
        if part.name == "year" and date.get("literal") and not ending:
            frame.emit(out, str(date["literal"]), form)
        value = date.get(part.name + ending)
        if part.name == "year":
            self._year(frame, part, value, out)
        elif part.name == "month":
            self._month(frame, part, date, value, ending, out)
        elif isinstance(value, int):
            frame.emit(out, self._day(frame, part, date, value), form)

    def _year(self, frame: Frame, part: DatePart, value: Any, out: list[Blob]) -> None:
        cluster = frame.cluster
        if cluster is not None and frame.style.collapse.startswith("year-suffix") and frame.style.adds_year_suffix:
            frame.years.append(value)
            rank = len(frame.years) - 1
            if len(cluster.years) > rank and cluster.collapsed and cluster.years[rank] == value:
                return
        if not isinstance(value, int) or (value == 0 and not frame.plain):
            return
        text = str(abs(value))
        if part.form == "short" and len(text) == 4:
            text = text[2:]
        frame.emit(out, text, part.format)
        if value < 0:
            frame.emit(out, frame.locale.term("bc"))
        elif 0 < value < 500:
            frame.emit(out, frame.locale.term("ad"))

    def _month(self, frame: Frame, part: DatePart, date: Date, value: Any, ending: str, out: list[Blob]) -> None:
        text = ""
        if isinstance(value, int):
            text = month_text(frame, part.form, value)
        elif not ending and date.get("season"):
            season = date["season"]
            if season in {1, 2, 3, 4}:
                frame.flags.success = True
                text = frame.locale.term(f"season-{season:02d}")
            else:
                text = str(season)
        if text and (part.format.strip_periods or frame.strip_periods):
            text = text.replace(".", "")
        frame.emit(out, text, part.format)

    def _day(self, frame: Frame, part: DatePart, date: Date, value: int) -> str:
        form = part.form
        if form == "ordinal" and frame.locale.option("limit-day-ordinals-to-day-1") and value != 1:
            form = "numeric"
        if form == "numeric-leading-zeros":
            return f"{value:02d}"
        if form == "ordinal":
            gender = frame.locale.genders.get(f"month-{date.get('month', 0):02d}", "")
            return f"{value}{frame.locale.ordinal_suffix(value, gender)}"
        return str(value)

    def _year_suffix(self, frame: Frame, part: DatePart, holder: Blob, year: Any) -> None:
        """The letter of « 1999a », where the style does not say itself where it goes."""
        if frame.plain or frame.style.explicit_suffix or frame.suffix_done or frame.suffix is None:
            return
        collapsed = frame.cluster is not None and frame.cluster.collapsed
        if not (isinstance(year, int) and holder.children) and not collapsed:
            return
        frame.suffix_done = True
        blob = frame.piece(numbers.letters(frame.suffix), part.format)
        blob.role, blob.number = "year-suffix", frame.suffix
        holder.children.append(blob)


def _has_end(date: Date, name: str) -> bool:
    return f"{name}_end" in date or (name == "month" and "season_end" in date)


def month_text(frame: Frame, form: str, value: int) -> str:
    """A month (1–12) or a season (13–24) in words or digits."""
    stub = "month"
    while value > 16:
        value -= 4
    if value > 12:
        stub, value = "season", value - 12
    if value < 1:
        return ""
    if form == "numeric":
        return str(value) if stub == "month" else ""
    if form == "numeric-leading-zeros":
        return f"{value:02d}" if stub == "month" else ""
    return frame.locale.term(f"{stub}-{value:02d}", "short" if form == "short" else "long")


def sort_key(date: Mapping[str, Any], shown: tuple[str, ...]) -> str:
    """A date as digits that sort as it does; "" without a year."""
    if not date.get("year"):
        return ""
    out = ""
    for ending in ("", "_end"):
        for name in PARTS:
            value = date.get(name + ending, 0) if name in shown else 0
            value = value if isinstance(value, int) else 0
            if name == "year":
                out += f"0{9999 + value:04d}" if value < 0 else f"1{value:04d}"
            else:
                out += f"{value:02d}"
    return out
