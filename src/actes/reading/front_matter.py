"""The YAML block at the head of a Markdown file, apart from the text below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actes.diagnostics import Location, Report

_OPENING = re.compile(r"\s*---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Split:
    """A file in two: its YAML and its body, each with the line of the file it begins at."""

    yaml: str
    yaml_line: int
    body: str
    body_line: int


def split(text: str, file: str, report: Report) -> Split:
    """Cut `text` after its front matter; a block that is never closed is reported and taken as text."""
    opening = _OPENING.match(text)
    if not opening:
        return Split("", 1, text, 1)
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        report.add("unclosed-front-matter", Location.at(file, text, text.index("---")))
        return Split("", 1, text, 1)
    start = opening.end()
    after = min(closing.end() + 1, len(text))
    return Split(
        text[start : closing.start()],
        text.count("\n", 0, start) + 1,
        text[after:],
        text.count("\n", 0, after) + 1,
    )
