"""Quotation marks: straight ones paired, `<< >>` mended, nested levels given the marks of the language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from actes.resolving.typography.run import Edit, Run
from actes.resolving.typography.spaces import ANY


@dataclass(frozen=True)
class Marks:
    """The marks of the first level and those of the levels inside it."""

    outer: tuple[str, str]
    inner: tuple[str, str]


FRENCH = Marks(("«", "»"), ("“", "”"))
ENGLISH = Marks(("“", "”"), ("‘", "’"))

_MARK = re.compile('<<|>>|[«»“”"]')
_ELISION = re.compile(r"(?<![\w‘])(?:[cdjlmnst]|\w{0,5}qu)['’]$", re.IGNORECASE)
_SPACES_AFTER = re.compile(f"{ANY}+")
_AGREEING = {("«", "»"), ("“", "”"), ("<<", ">>"), ('"', '"'), ("“", '"'), ('"', "”"), ("”", "”")}


class Mark(NamedTuple):
    """A quotation mark of a text: where it is and which way it looks."""

    start: int
    text: str
    opens: bool

    @property
    def end(self) -> int:
        """The offset after it."""
        return self.start + len(self.text)


class Pair(NamedTuple):
    """An opening mark, its closing mark, and how many quotations they stand in, themselves included."""

    opening: Mark
    closing: Mark
    depth: int


def pairs(text: str) -> list[Pair]:
    """The pairs of quotation marks of `text` that belong together; a mark without a partner is in none.

    Straight marks, and the curly closing ones that word processors leave before a word, look the way their
    surroundings tell. Any closing mark answers the last open one; where the two are of different kinds the
    author's intention is not known, and the pair is left out, as are empty ones.
    """
    found: list[Pair] = []
    open_marks: list[Mark] = []
    previous: Mark | None = None
    for match in _MARK.finditer(text):
        mark = _mark(text, match.start(), match[0], previous, open_marks)
        previous = mark
        if mark.opens:
            open_marks.append(mark)
        elif open_marks:
            depth = len(open_marks)
            opening = open_marks.pop()
            empty = not text[opening.end : mark.start].strip()
            if (opening.text, mark.text) in _AGREEING and not empty:
                found.append(Pair(opening, mark, depth))
    return found


def _mark(text: str, start: int, mark: str, previous: Mark | None, open_marks: list[Mark]) -> Mark:
    if mark in {"«", "“", "<<"}:
        return Mark(start, mark, True)
    if mark in {"»", ">>"}:
        return Mark(start, mark, False)
    before = text[start - 1 : start] or " "
    following = text[start + 1 : start + 2] or " "
    if start > 1 and before.isspace() and text[start - 2] == "«":
        before = "«"
    if mark == "”":
        opens = before.isspace() and not open_marks
    elif previous is not None and previous.end == start:
        opens = previous.opens
    elif before in "'’":
        opens = following.isalnum() and bool(_ELISION.search(text, max(0, start - 9), start))
    elif before.isspace():
        # after a space, a straight mark may still close a quotation typed with spaces inside its marks
        opens = following.isalnum() or not open_marks or open_marks[-1].text != mark
    else:
        opens = before in "([{–—-/«“‘"
    return Mark(start, mark, opens)


def pair(run: Run, marks: Marks) -> None:
    """Give each pair of quotation marks of `run` the marks of its level; inner ones lose inner spaces.

    Spaces inside « » are the business of `french`.
    """
    text = run.text
    edits: list[Edit] = []
    taken = 0
    for mark, other, depth in sorted(_sides(pairs(text))):
        wanted = (marks.outer if depth == 1 else marks.inner)[0 if mark.opens else 1]
        start, end = mark.start, mark.end
        if wanted not in "«»":
            if mark.opens and (spaces := _SPACES_AFTER.match(text, end)) and spaces.end() <= other.start:
                end = spaces.end()
            elif not mark.opens:
                while start > max(taken, other.end) and re.match(ANY, text[start - 1]):
                    start -= 1
        if text[start:end] != wanted:
            edits.append(Edit(start, end, wanted))
        taken = end
    run.apply(edits)


def _sides(found: list[Pair]) -> list[tuple[Mark, Mark, int]]:
    return [(p.opening, p.closing, p.depth) for p in found] + [(p.closing, p.opening, p.depth) for p in found]
