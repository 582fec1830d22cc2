"""A header under translation: fields found by any spelling of their name, moved, renamed, set apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from actes.diagnostics import Location
from actes.reading.yaml_marks import Fields, Items, Scalar, Value


def plain_name(written: str) -> str:
    """A field's name in lower case with hyphens: `Short_Title` → `short-title`."""
    return written.strip().lower().replace("_", "-")


def scalar(text: str, place: Location) -> Scalar:
    """A text put into a header, as if quoted."""
    return Scalar(text, False, place)


def text_of(value: Value | None) -> str:
    """The text of a scalar, "" for anything else."""
    return value.text.strip() if isinstance(value, Scalar) and not value.is_null else ""


def members(value: Value | None) -> tuple[Value, ...]:
    """The members of a list; a lone value is a list of one, nothing (`null`, "", `[]`) a list of none."""
    if value is None or is_empty(value):
        return ()
    return value.items if isinstance(value, Items) else (value,)


def is_empty(value: Value) -> bool:
    """Whether a value holds no text at all: "", null, [], {}, or lists and mappings of such."""
    if isinstance(value, Scalar):
        return value.is_null or not value.text.strip()
    inner: Iterable[Value] = value.items if isinstance(value, Items) else value.entries.values()
    return all(is_empty(v) for v in inner)


class Header:
    """A mapping whose fields can be taken out and put in; `fields` gives it back."""

    def __init__(self, fields: Fields) -> None:
        self.location = fields.location
        self._values: dict[str, Value] = dict(fields.entries)
        self._keys: dict[str, Location] = dict(fields.keys)

    def _written(self, name: str) -> str | None:
        return next((w for w in self._values if w == name or plain_name(w) == name), None)

    def __iter__(self) -> Iterable[str]:
        return iter(tuple(self._values))

    def names(self) -> tuple[str, ...]:
        """The fields as they are written, in order."""
        return tuple(self._values)

    def get(self, name: str) -> Value | None:
        """The value of field `name`, however it is written."""
        written = self._written(name)
        return None if written is None else self._values[written]

    def has(self, *names: str) -> bool:
        """Whether one of these fields is there and holds something."""
        return any((v := self.get(n)) is not None and not is_empty(v) for n in names)

    def place(self, name: str) -> Location:
        """Where a field stands; the header's beginning when it is absent."""
        written = self._written(name)
        return self._keys.get(written, self.location) if written is not None else self.location

    def pop(self, name: str) -> Value | None:
        """Take field `name` out."""
        written = self._written(name)
        if written is None:
            return None
        self._keys.pop(written, None)
        return self._values.pop(written)

    def put(self, name: str, value: Value, place: Location | None = None) -> None:
        """Set field `name`, in the place of the one that is there."""
        written = self._written(name)
        where = place or (self._keys.get(written) if written is not None else None) or value.location
        self._values[written or name] = value
        self._keys[written or name] = where

    def move(self, old: str, new: str) -> None:
        """Rename `old` to `new`, unless there is a `new` with something in it."""
        if self._written(old) is None or old == new:
            return
        place = self.place(old)
        value = self.pop(old)
        if value is not None and not is_empty(value) and not self.has(new):
            self.pop(new)
            self.put(new, value, place)

    def fill(self, others: Fields, renamed: Mapping[str, str]) -> None:
        """Add the fields of `others` named in `renamed` that this header has not."""
        for written, value in others.entries.items():
            name = renamed.get(plain_name(written))
            if name and not self.has(name) and not is_empty(value):
                self.pop(name)
                self.put(name, value, others.keys[written])

    def fields(self) -> Fields:
        """The mapping as it is now."""
        return Fields(dict(self._values), self.location, dict(self._keys))


_MONTHS = {
    "january": 1, "janvier": 1, "jan": 1, "janv": 1, "february": 2, "février": 2, "fevrier": 2, "feb": 2, "févr": 2,
    "march": 3, "mars": 3, "mar": 3, "april": 4, "avril": 4, "apr": 4, "avr": 4, "may": 5, "mai": 5, "june": 6,
    "juin": 6, "jun": 6, "july": 7, "juillet": 7, "jul": 7, "juil": 7, "august": 8, "août": 8, "aout": 8, "aug": 8,
    "september": 9, "septembre": 9, "sep": 9, "sept": 9, "october": 10, "octobre": 10, "oct": 10, "november": 11,
    "novembre": 11, "nov": 11, "december": 12, "décembre": 12, "decembre": 12, "dec": 12, "déc": 12,
}  # fmt: skip
_DAY_FIRST = re.compile(r"(?:\w+,?\s+)?(\d{1,2})(?:st|nd|rd|th|er)?\s+([^\W\d_]+)\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"(?:\w+,\s+)?([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH_ONLY = re.compile(r"([^\W\d_]+)\.?\s+(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def iso_date(text: str, month_first: bool = False) -> str:
    """A date in words or in figures (« 10 avril 2025 », “April 10th, 2025”, 2025/04/10) as ISO 8601.

    "" when it is none, or when day and month cannot be told apart (04/05/2025) and the month is not known to come
    first, as it does in Quarto.
    """
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        return _iso(found[1], int(found[2]), found[3])
    if found := _DAY_FIRST.fullmatch(text):
        return _iso(found[3], _MONTHS.get(found[2].lower(), 0), found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return _iso(found[3], _MONTHS.get(found[1].lower(), 0), found[2])
    if found := _MONTH_ONLY.fullmatch(text):
        return _iso(found[2], _MONTHS.get(found[1].lower(), 0), None)
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        if first > 12 or first == second:
            return _iso(found[3], second, found[1])
        if second > 12 or month_first:
            return _iso(found[3], first, found[2])
    return ""


def _iso(year: str, month: int, day: str | None) -> str:
    if not 1 <= month <= 12 or (day is not None and not 1 <= int(day) <= 31):
        return ""
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
