"""Rules on length: the limits the volume sets."""

from __future__ import annotations

from actes.checking.chapter import Chapter, Rule
from actes.diagnostics import Report
from actes.tree import count_words


def words(chapter: Chapter, report: Report) -> None:
    """Notes count; the bibliography, the abstracts, the thanks and the appendices do not."""
    most, fewest = chapter.volume.limits.get("words-max", 0), chapter.volume.limits.get("words-min", 0)
    if not most and not fewest:
        return
    count = count_words(chapter.contribution.body)
    if most and count > most:
        report.add("too-long", chapter.contribution.source, count=count, limit=most)
    elif count < fewest:
        report.add("too-short", chapter.contribution.source, count=count, limit=fewest)


RULES: tuple[Rule, ...] = (words,)
