"""Rules on headings: levels that follow each other, no number typed by hand, no bold line in the guise of one."""

from __future__ import annotations

import re
from itertools import pairwise

from actes.checking.chapter import Chapter, Rule, excerpt
from actes.diagnostics import Report
from actes.tree import Inlines, plain_text

_NUMBER = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,4}(?:[.)]|\s*[-–—])?|(?:X{0,2}(?:IX|IV|V?I{0,3}))(?:\.\d{1,2})*\s*[.)–—-]|[A-Ha-h][.)])\s+(?=\S)"
)
_YEAR_OR_COUNT = re.compile(r"\d{1,2}\s+[a-zà-ÿ]")
_REFERENCES = re.compile(r"r[ée]f[ée]rences|bibliogra|works cited|literatur", re.IGNORECASE)
"""Headings that the list of references follows by itself."""
LONGEST_BOLD_HEADING = 90


def skipped_levels(chapter: Chapter, report: Report) -> None:
    """From a level to a deeper one by more than one step: screen readers lose the thread (WCAG 1.3.1)."""
    headings = chapter.source.headings
    for previous, heading in pairwise(headings):
        if heading.level > previous.level + 1:
            report.add(
                "skipped-heading-level",
                chapter.source.place(heading.start),
                title=excerpt(heading.text),
                level=heading.level,
                previous=previous.level,
            )


def empty_sections(chapter: Chapter, report: Report) -> None:
    """A heading has text, or headings of a lower level, below it."""
    source = chapter.source
    for heading, start, end, following in source.sections:
        is_parent = following is not None and following.level > heading.level
        if not is_parent and not _REFERENCES.match(heading.text) and not source.text[start:end].strip("=- \n\t"):
            report.add("empty-section", source.place(heading.start), title=excerpt(heading.text))


def typed_numbers(chapter: Chapter, report: Report) -> None:
    """Numbers typed by hand contradict those the volume gives."""
    for heading in chapter.source.headings:
        found = _NUMBER.match(heading.text)
        if found and found[0].strip() and not _YEAR_OR_COUNT.match(heading.text):
            report.add(
                "typed-heading-number",
                chapter.source.place(heading.start),
                number=found[0].strip(),
                title=excerpt(heading.text[found.end() :]),
            )


def bold_lines(chapter: Chapter, report: Report) -> None:
    """A paragraph that is one short bold text is a heading to the eye only."""
    for block in chapter.contribution.body:
        if block["t"] != "Para" or not _only_strong(block["c"]):
            continue
        text = plain_text(block)
        if len(text) <= LONGEST_BOLD_HEADING and any(c.isalpha() for c in text):
            report.add("bold-heading", chapter.source.find(text), text=excerpt(text))


def _only_strong(inlines: Inlines) -> bool:
    held = (n for n in inlines if n["t"] not in {"Space", "SoftBreak"})
    first, second = next(held, None), next(held, None)
    if first is None or second is not None:
        return False
    return first["t"] == "Strong" or (first["t"] == "Emph" and _only_strong(first["c"]))


RULES: tuple[Rule, ...] = (skipped_levels, empty_sections, typed_numbers, bold_lines)
