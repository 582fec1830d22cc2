"""Problems in authors' files, as values.

A `Diagnostic` says where (`file:line:column`), what (a code of `actes.codes.CODES`) and with which
particulars; its message and hints exist in French and English. A stage receives a `Report`, adds to it
and goes on: nothing is raised for a problem of a manuscript. A problem of the machine is a
`MachineError`; a bug is a traceback.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from actes.codes import CODES
from actes.harmless import visible

LANGUAGES = ("fr", "en")


class MachineError(Exception):
    """The machine lacks something (a library, a disk, a right); the text says what to do about it."""


class Severity(enum.StrEnum):
    """How much a problem matters: an error fails the build of its contribution, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file: `file` as the user would type it, `line` and `column` from 1, in code points."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @classmethod
    def at(cls, file: str, text: str, offset: int) -> Location:
        """The place of character `offset` (from 0) of `text`, the contents of `file`."""
        line = text.count("\n", 0, offset) + 1
        return cls(file, line, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def _line(text: str) -> str:
    return visible(" ".join(text.splitlines()))


@dataclass(frozen=True)
class Diagnostic:
    """One problem: a code, a place, and the `values` its message is made with."""

    code: str
    location: Location
    values: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.ERROR

    def message(self, language: str = "en") -> str:
        """What is wrong, in `language` ("fr" or "en")."""
        entry = CODES[self.code]
        return (entry.fr if language == "fr" else entry.en).format_map(dict(self.values))

    def hints(self, language: str = "en") -> tuple[str, ...]:
        """What to do about it, in `language`; may be empty."""
        entry = CODES[self.code]
        text = entry.hint_fr if language == "fr" else entry.hint_en
        return (text.format_map(dict(self.values)),) if text else ()

    def as_text(self, language: str = "en") -> str:
        """`file:line:column: severity[code]: message`, then an indented line per hint."""
        lines = [f"{visible(str(self.location))}: {self.severity}[{self.code}]: {_line(self.message(language))}"]
        word = "conseil :" if language == "fr" else "hint:"
        lines += [f"  {word} {_line(hint)}" for hint in self.hints(language)]
        return "\n".join(lines)

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """The object of the JSON format."""
        return {
            "file": self.location.file,
            "line": self.location.line,
            "column": self.location.column,
            "severity": str(self.severity),
            "code": self.code,
            "message": self.message(language),
            "hints": list(self.hints(language)),
        }


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, int, str]:
    place = diagnostic.location
    return place.file, place.line, place.column, diagnostic.severity.rank, diagnostic.code


@dataclass
class Report:
    """The sink stages add their diagnostics to; adding the same one twice keeps one."""

    _seen: dict[Diagnostic, None] = field(default_factory=dict)

    def add(self, code: str, location: Location, /, *, severity: Severity | None = None, **values: object) -> None:
        """Add the problem `code` at `location`; `values` fill its message (KeyError for an unknown code)."""
        chosen = severity or Severity(CODES[code].severity)
        self._seen[Diagnostic(code, location, tuple((k, str(v)) for k, v in values.items()), chosen)] = None

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add diagnostics made elsewhere."""
        self._seen.update(dict.fromkeys(diagnostics))

    def __iter__(self) -> Iterator[Diagnostic]:
        """In order of file, line, column."""
        return iter(sorted(self._seen, key=_order))

    def __len__(self) -> int:
        return len(self._seen)

    def count(self, severity: Severity) -> int:
        """How many have this severity."""
        return sum(d.severity is severity for d in self._seen)


def to_json(diagnostics: Iterable[Diagnostic], language: str = "en") -> str:
    """The JSON format: a list of `{file, line, column, severity, code, message, hints}`."""
    return json.dumps([d.as_json(language) for d in diagnostics], ensure_ascii=False, indent=1)
