"""Rules on notes: where their calls stand, what they say."""

from __future__ import annotations

import re

from actes.checking.chapter import Chapter, Rule, excerpt
from actes.checking.searching import Anchored
from actes.diagnostics import Report
from actes.tree import count_words, plain_text

_CALL = r"(?:\[\^[^\]\s]+\](?!:)|\^\[)"
_AFTER_PUNCTUATION = Anchored(
    r"[.,;:](?=\[\^|\^\[)", rf"(?<=[^\W\d_»”)\]])(?<!\betc)(?<!\bp)(?<!\bcit)(?<!\b[A-Z])([.,;:])({_CALL})"
)
_AFTER_SPACE = Anchored(r"[ \t\u00a0](?=[ \t\u00a0]|\[\^|\^\[)", rf"(?<=[^\s|])[ \t\u00a0]+({_CALL})")
_THANKS = re.compile(
    r"\b(?:nous|je|l[’']auteure?|les auteure?s)\b[^.]{0,40}\bremerci\w+"
    r"|\btou[ts]e?s? (?:ma|notre|nos|mes) (?:gratitude|remerciements?)"
    r"|\b(?:nos|mes) (?:vifs |sincères |chaleureux )?remerciements\b|\bmerci à\b"
    r"|\b(?:we|I|the authors?)\b[^.]{0,40}\b(?:thank|acknowledge|are grateful|am grateful)\b|\bthanks (?:to|are due)\b",
    re.IGNORECASE,
)
NOTE_WORDS = 250


def call_after_punctuation(chapter: Chapter, report: Report) -> None:
    """In French the call comes before the punctuation (Imprimerie nationale); in English after it."""
    if chapter.written_language != "fr":
        return
    source = chapter.source
    for found in _AFTER_PUNCTUATION.finditer(source.prose):
        report.add("note-after-punctuation", source.place(found.start(2)), mark=found[1])


def space_before_call(chapter: Chapter, report: Report) -> None:
    """The call of a note leans on the word before it."""
    source = chapter.source
    for found in _AFTER_SPACE.finditer(source.prose):
        report.add("space-before-note", source.place(found.start(1)))


def long_notes(chapter: Chapter, report: Report) -> None:
    """Notes have a text, and keep to the limit `note-words`."""
    limit = chapter.limit("note-words", NOTE_WORDS)
    for note in chapter.of_kind("Note"):
        text = plain_text(note["c"])
        if not text:
            report.add("empty-note", chapter.source.place(chapter.source.body_start))
        # words have a letter and a space at least: a short text need not be counted
        elif len(text) > 2 * limit and (count := count_words(text)) > limit:
            report.add("wordy-note", chapter.source.find(text), count=count, limit=limit)


def thanks_in_first_note(chapter: Chapter, report: Report) -> None:
    """Thanks have a place of their own, which archives index (JATS `ack`)."""
    notes = chapter.of_kind("Note")
    if notes:
        text = plain_text(notes[0]["c"])
        if _THANKS.search(text[:2000]):
            report.add("thanks-in-note", chapter.source.find(text), text=excerpt(text))


RULES: tuple[Rule, ...] = (call_after_punctuation, space_before_call, long_notes, thanks_in_first_note)
