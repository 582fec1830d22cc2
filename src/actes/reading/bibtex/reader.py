"""A .bib file as references: every entry is either kept or reported as an error."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from pathlib import Path

from actes.diagnostics import Location, Report
from actes.model import Reference
from actes.reading.bibtex import lint
from actes.reading.bibtex.blocks import Problem
from actes.reading.bibtex.conversion import convert
from actes.reading.bibtex.items import finished
from actes.reading.bibtex.latex import prepare, split_list
from actes.reading.bibtex.names import names
from actes.reading.bibtex.records import Record, records
from actes.reading.bibtex.scanner import scan
from actes.reading.text import read_text

_INNER_MARK = re.compile(r"(?<![^\s{,])\ufeff|\ufeff(?=@)")
"""A byte order mark where files were put end to end, before an entry or a key; one inside a word stays."""
_WRITTEN = re.compile(r"\A(?!(?s:.*)@(?:comment|preamble)\b)(?:\s++|%[^\n]*+)*+[^\s%]", re.IGNORECASE)
"""Text that is neither blank nor a comment."""


class Places:
    """Character offsets of a text as locations in its file."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(self, offset: int) -> Location:
        """The line and column of character `offset` (from 0)."""
        line = bisect.bisect_right(self._starts, offset)
        return Location(self.file, line, offset - self._starts[line - 1] + 1)


def read_bibliography(source: Path | bytes, display_name: str, report: Report) -> tuple[Reference, ...]:
    """The references of a .bib file (a path, or its bytes), in its order.

    An entry is either in the result or in `report` as an error; what was repaired, and what an editor
    would object to, are warnings and remarks. Raises OSError when the file cannot be read.
    """
    text = read_text(source, display_name, report)
    places = Places(display_name, text)
    text = _INNER_MARK.sub(" ", text)
    scanned = scan(text)
    if not (scanned.entries or scanned.strings or scanned.problems) and _WRITTEN.search(text):
        report.add("no-bib-entries", Location(display_name, 1, 1))
    _tell(scanned.problems, places, report)
    found, problems = records(text, scanned)
    _tell(problems, places, report)
    kept, problems = lint.unique(found, lambda offset: places.at(offset).line)
    _tell(problems, places, report)
    references: list[Reference] = []
    for record, converted in zip(kept, convert(kept), strict=True):
        if converted.error:
            values = {"key": record.key, "reason": converted.error}
            _tell([Problem("unreadable-entry", record.entry.key_start, values)], places, report)
            continue
        macros = converted.unknown_macros
        _tell([Problem("unknown-macro", record.place(f), {"macro": m, "field": f}) for f, m in macros], places, report)
        reference = Reference(
            key=record.key,
            csl=finished(converted.item, record),
            location=places.at(record.entry.key_start),
            entry_type=record.entry.kind,
            keywords=_keywords(record),
            short_author=_short_author(record),
        )
        _tell(lint.problems(record, reference.csl), places, report)
        references.append(reference)
    return tuple(references)


def _tell(problems: Iterable[Problem], places: Places, report: Report) -> None:
    for problem in problems:
        report.add(problem.code, places.at(problem.offset), severity=None, **problem.values)


def _plain(value: str) -> str:
    return re.sub(r"\\[A-Za-z]+\s*|[{}]|\\(?=[&%$#_])", "", prepare(value)[0]).replace("~", " ").strip()


def _keywords(record: Record) -> tuple[str, ...]:
    typed = record.fields.get("keywords") or record.fields.get("keyword") or ""
    words = [_plain(word) for part in split_list(typed, ";") for word in split_list(part, ",")]
    return tuple(dict.fromkeys(word for word in words if word))


def _short_author(record: Record) -> str:
    short = [_plain(name) for name in names(prepare(record.fields.get("shortauthor", ""))[0])]
    return ", ".join(short)
