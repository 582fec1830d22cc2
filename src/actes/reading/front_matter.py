"""The header of a Markdown file (YAML, or Hugo's TOML), apart from the text below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actes.diagnostics import Location, Report
from actes.reading import toml_marks, yaml_marks
from actes.reading.yaml_marks import Fields

_OPENING = re.compile(r"\s*---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(?=(?:[ \t]*(?:#.*)?\n)*[ \t]*(?:[\w.\"'-]+[ \t]*=|\[))")
"""A line of `+++` with TOML below it: MyST parts a text in blocks with such lines too."""
_TOML_END = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Split:
    """A file in two: its header and its body, each with the line of the file it begins at."""

    header: str
    header_line: int
    body: str
    body_line: int
    toml: bool = False


def split(text: str, file: str, report: Report) -> Split:
    """Cut `text` after its front matter; a block that is never closed is reported and taken as text."""
    opening = _OPENING.match(text)
    toml = None if opening else _TOML.match(text)
    start = opening or toml
    if not start:
        return Split("", 1, text, 1)
    closing = (_TOML_END if toml else _CLOSING).search(text, start.end())
    if not closing:
        place = Location.at(file, text, len(text) - len(text.lstrip()))
        report.add("unclosed-front-matter", place, mark="+++" if toml else "---")
        return Split("", 1, text, 1)
    after = min(closing.end() + 1, len(text))
    return Split(
        text[start.end() : closing.start()],
        text.count("\n", 0, start.end()) + 1,
        text[after:],
        text.count("\n", 0, after) + 1,
        toml is not None,
    )


def fields(parts: Split, file: str, report: Report) -> Fields | None:
    """The fields of a header; None when it is broken (reported)."""
    load = toml_marks.load if parts.toml else yaml_marks.load
    return load(parts.header, file, report, first_line=parts.header_line)
