"""Rules on how a contribution uses its references (what its .bib files hold is examined where they are read)."""

from __future__ import annotations

import re

from actes.checking.chapter import Chapter, Rule
from actes.diagnostics import Report

_TYPED_LIST = re.compile(
    r"(?:r[ée]f[ée]rences?(?: bibliographiques?)?|bibliographie|bibliography|references|works cited)\W*\Z",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"^(?:[-*+] +|\d+[.)] +|\[\d+\] +)?[^\W\d_][^\n]{4,160}?\(?\b(?:1[5-9]|20)\d\d[a-z]?\b", re.MULTILINE
)
SCHOLARLY = {"research-article", "review-article", "case-report", "brief-report"}


def no_citation(chapter: Chapter, report: Report) -> None:
    if chapter.contribution.type in SCHOLARLY and not chapter.of_kind("Cite"):
        report.add("no-citation", chapter.contribution.source, count=len(chapter.contribution.references))


def typed_reference_list(chapter: Chapter, report: Report) -> None:
    """A list of references typed by hand stays as it is: not checked, not linked, not deposited."""
    source = chapter.source
    for heading, start, end, _following in source.sections:
        count = len(_ENTRY.findall(source.prose[start:end])) if _TYPED_LIST.match(heading.text) else 0
        if count >= 2:
            report.add("typed-reference-list", source.place(heading.start), count=count)


RULES: tuple[Rule, ...] = (no_citation, typed_reference_list)
