"""Notes that are only references: bracketed, so that pandoc reads « p. 33 » as a locator and not as prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actes.normalising.prose import full_references, rendering
from actes.normalising.prose.brackets import Bracket
from actes.normalising.prose.folding import folded
from actes.normalising.prose.lists import ListReader
from actes.normalising.prose.locators import closing_words, locator
from actes.normalising.prose.masking import Note
from actes.normalising.prose.outcomes import Cite
from actes.normalising.prose.passages import Passage
from actes.normalising.prose.vocabulary import INTRODUCTIONS

_ABBREVIATIONS = (
    "cf",
    "Cf",
    "pp",
    "vol",
    "dir",
    "éd",
    "ed",
    "eds",
    "éds",
    "n",
    "al",
    "coord",
    "coll",
    "t",
    "chap",
    "St",
)
_SENTENCE_END = re.compile(
    r"(?<![\s.(\[«*_-][A-ZÀ-Ý])(?<!^[A-ZÀ-Ý])(?<![ ,(]p)"
    + "".join(rf"(?<!\b{word})" for word in _ABBREVIATIONS)
    + r"[.!?][*_]*[ ]+(?=[*_«\[(]*[A-ZÀ-Ý])"
)
_SHARED_STOP = re.compile(r"\b(?:sqq?|suiv|ff?|et s|etc)$")
"""An abbreviation whose full stop also ends the sentence."""
_LAST_STOP = re.compile(r"[.\s]*\.[*_]*\s*$|\s*$")


@dataclass(frozen=True)
class Reference:
    """A sentence of a note that is only references, between its first word and its full stop."""

    start: int
    end: int
    replacement: str
    cites: tuple[Cite, ...]


def read(passage: Passage, note: Note, brackets: Sequence[Bracket]) -> list[Reference]:
    """The sentences of `note` that are only references, in order; an empty `replacement` leaves them."""
    view = passage.view
    start, end = note.start, note.end
    while start < end and view[start] in " \n":
        start += 1
    stop, period = _emphasised_stop(view, start, _stop(view, start, end))
    whole = _full(passage, start, stop)
    if whole:
        return [_with_period(whole, period)]
    found: list[Reference] = []
    place = start
    while place < end:
        boundary = _SENTENCE_END.search(view, place, end)
        stop = boundary.start() if boundary else _stop(view, place, end)
        stop, period = _emphasised_stop(view, place, stop)
        sentence = _sentence(passage, place, stop, brackets)
        if sentence is None:
            # what follows a sentence of prose is prose
            break
        found.append(_with_period(sentence, period))
        place = boundary.end() if boundary else end
    return found


def _stop(view: str, start: int, end: int) -> int:
    """Where the last sentence of `view[start:end]` ends, its full stop left out unless an abbreviation needs it."""
    match = _LAST_STOP.search(view, start, end)
    stop = match.start() if match else end
    return stop + 1 if _SHARED_STOP.search(view[start:stop]) and view[stop:end].startswith(".") else stop


def _emphasised_stop(view: str, start: int, stop: int) -> tuple[int, str]:
    """« *Ibid.* » ends after its emphasis, not before its full stop: where, and the full stop to put back."""
    match = re.compile(r"([.!?])([*_]+)").match(view, stop)
    return (match.end(), match[1]) if match and view.count(match[2], start, stop) % 2 else (stop, "")


def _with_period(reference: Reference, period: str) -> Reference:
    return replace(reference, replacement=reference.replacement + period) if reference.replacement else reference


def _sentence(passage: Passage, start: int, end: int, brackets: Sequence[Bracket]) -> Reference | None:
    bracket = next((b for b in brackets if start <= b.start and b.end <= end and _year_only(passage, b)), None)
    if bracket:
        return _year_in_parentheses(passage, start, end, bracket)
    cites = ListReader(passage, start, end)
    found = cites.read()
    if not found or not _introduces(found[0].prefix) or not _closes(found[-1].suffix):
        return _full(passage, start, end)
    if not all(cite.key for cite in found):
        full = _full(passage, start, end)
        if full:
            return full
    replacement = rendering.group(found) if cites.whole and rendering.writable(found) else ""
    return Reference(start, end, replacement, tuple(found))


def _year_only(passage: Passage, bracket: Bracket) -> bool:
    return bool(re.fullmatch(r"\s*(?:1[4-9]|20)\d\d[a-z]?\s*", passage.view[bracket.inner_start : bracket.inner_end]))


def _year_in_parentheses(passage: Passage, start: int, end: int, bracket: Bracket) -> Reference | None:
    """« Davezies (2012), p. 33 » as a note by itself."""
    view = passage.view
    pages, stop = locator(view, bracket.end, end)
    if not pages or view[stop:end].strip():
        return _full(passage, start, end)
    flat = f"{view[: bracket.start]} {view[bracket.inner_start : bracket.inner_end]} {view[bracket.end :]}"
    if len(flat) != len(view):
        return None
    reader = ListReader(replace(passage, view=flat), start, end)
    found = reader.read()
    if len(found) != 1 or not _introduces(found[0].prefix):
        return None
    replacement = rendering.group(found) if reader.whole and rendering.writable(found) else ""
    return Reference(start, end, replacement, tuple(found))


def _introduces(prefix: str) -> bool:
    """Whether the words before a reference only introduce it."""
    words = folded(prefix).split()
    return (
        not words or (len(words) <= 14 and words[-1] in INTRODUCTIONS) or (len(words) < 3 and words[-1] in ("de", "a"))
    )


def _closes(suffix: str) -> bool:
    """Whether the words after a reference only close it."""
    text = suffix.strip()
    if not text:
        return True
    closing, after = closing_words(text, 0, len(text))
    return bool(closing and not text[after:].strip(" .")) or text.startswith((":", "(", "«", "“"))


def _full(passage: Passage, start: int, end: int) -> Reference | None:
    """Full references, that semicolons part if there are several."""
    cites: list[Cite] = []
    for part in re.finditer(r"[^;\s][^;]*", passage.view[start:end]):
        cite = full_references.read(passage, start + part.start(), start + part.end())
        if cite is None or not _introduces(cite.prefix):
            return None
        cites.append(cite)
    if not cites or not rendering.writable(cites):
        return None
    return Reference(start, end, rendering.group(cites), tuple(cites))
