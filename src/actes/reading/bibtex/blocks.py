"""What a .bib text is made of, with the place of each part in it; offsets count characters from 0."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True)
class Problem:
    """Something wrong at character `offset`: a code of `actes.codes` and its values."""

    code: str
    offset: int
    values: dict[str, str] = field(default_factory=dict)


class Piece(NamedTuple):
    """A part of a value, between `start` and `end` without delimiters: `{…}`, `"…"`, or `bare` (a number, a name)."""

    start: int
    end: int
    bare: bool = False


class Field(NamedTuple):
    """`name = piece # piece`: `name` in lower case, its place, its value in pieces."""

    name: str
    start: int
    end: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Entry:
    """An entry as typed: `kind` in lower case; `start` is the place of its `@`, `end` the first character after it.

    `broken` holds the problem that makes it unreadable, if there is one: its fields are then not to be trusted.
    """

    kind: str
    start: int
    kind_start: int
    key: str
    key_start: int
    fields: tuple[Field, ...]
    end: int
    broken: Problem | None = None


@dataclass(frozen=True)
class Scan:
    """All there is in a .bib text, in its order."""

    entries: tuple[Entry, ...]
    strings: tuple[Field, ...]
    problems: tuple[Problem, ...]
