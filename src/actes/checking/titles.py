"""Rules on titles: no final stop, no capitals, no note. They hold for the chapter's title and its headings."""

from __future__ import annotations

import re

from actes.checking.chapter import Chapter, Rule, excerpt
from actes.diagnostics import Location, Report
from actes.tree import plain_text, walk

_FINAL_STOP = re.compile(r"(?<![.…])(?<!etc)(?<!\b[A-Z])(?<!\bal)(?<!\bcit)[.;:,]\s*\Z")
_NOTE = re.compile(r"\[\^[^\]]+\]|\^\[")
SHOUTED_WORDS = 2
"""Words of four letters or more that a title may have in capitals (acronyms)."""


def titles(chapter: Chapter, report: Report) -> None:
    """The titles and subtitles of the front matter."""
    held = chapter.contribution
    for field, texts in (("title", held.title), ("subtitle", held.subtitle)):
        for language, inlines in texts.items():
            place = chapter.place(f"{field}.{language}", field)
            text = plain_text(inlines)
            _look(text, place, "title", report)
            if any(walk(inlines, {"Note"})):
                report.add("note-in-title", place, title=excerpt(text))


def headings(chapter: Chapter, report: Report) -> None:
    """The headings of the text."""
    for heading in chapter.source.headings:
        place = chapter.source.place(heading.start)
        _look(_NOTE.sub("", heading.text).strip(), place, "heading", report)
        if _NOTE.search(heading.raw):
            report.add("note-in-heading", place, title=excerpt(_NOTE.sub("", heading.text)))


def _look(text: str, place: Location, kind: str, report: Report) -> None:
    if _FINAL_STOP.search(text):
        report.add(f"{kind}-final-stop", place, title=excerpt(text), mark=text.rstrip()[-1])
    words = re.findall(r"[^\W\d_]{4,}", text)
    shouted = [word for word in words if word.isupper()]
    # « INSEE, DATAR et ADEME » is made of names: a title in capitals has no small word
    small = any(word.islower() for word in re.findall(r"(?<![’'])\b[^\W\d_]{2,}", text))
    whole = shouted and not small and (len(words) >= SHOUTED_WORDS or len(shouted[0]) > 7)
    # « LES VILLES À L’ÉPREUVE DE LA CRISE : le cas de Rennes »: no acronym is that long
    if whole or (len(shouted) > SHOUTED_WORDS and 2 * len(shouted) > len(words) and max(map(len, shouted)) > 7):
        report.add(f"{kind}-capitals", place, title=excerpt(text))


RULES: tuple[Rule, ...] = (titles, headings)
