"""Rules on how a contribution uses its references (what its .bib files hold is examined where they are read)."""

from __future__ import annotations

import re

from actes.checking.chapter import Chapter, Rule
from actes.diagnostics import Report
from actes.tree import walk

_TYPED_LIST = re.compile(
    r"(?:r[ée]f[ée]rences?(?: bibliographiques?)?|bibliographie|bibliography|references|works cited)\W*\Z",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"^(?:[-*+] +|\d+[.)] +|\[\d+\] +)?[^\W\d_][^\n]{4,160}?\(?\b(?:1[5-9]|20)\d\d[a-z]?\b", re.MULTILINE
)
SCHOLARLY = {"research-article", "review-article", "case-report", "brief-report"}


def no_citation(chapter: Chapter, report: Report) -> None:
    """A scholarly article cites its references."""
    if chapter.contribution.type in SCHOLARLY and not chapter.of_kind("Cite"):
        report.add("no-citation", chapter.contribution.source, count=len(chapter.contribution.references))


def typed_reference_list(chapter: Chapter, report: Report) -> None:
    """A list of references typed by hand stays as it is: not checked, not linked, not deposited."""
    source = chapter.source
    for heading, start, end, _following in source.sections:
        count = len(_ENTRY.findall(source.prose[start:end])) if _TYPED_LIST.match(heading.text) else 0
        if count >= 2:
            report.add("typed-reference-list", source.place(heading.start), count=count)


def uncited_reference(chapter: Chapter, report: Report) -> None:
    """A reference of the chapter's own .bib files that nothing in it cites is not printed."""
    held = chapter.contribution
    if "*" in held.nocite:
        return
    nodes = [*chapter.of_kind("Cite"), *walk(list(held.abstracts.values()), {"Cite"})]
    cited = {citation["citationId"] for node in nodes for citation in node["c"][0]} | set(held.nocite)
    for reference in held.references:
        if reference.key not in cited:
            report.add("uncited-reference", reference.location, key=reference.key)


RULES: tuple[Rule, ...] = (no_citation, typed_reference_list, uncited_reference)
