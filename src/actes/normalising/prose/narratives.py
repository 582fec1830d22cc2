"""Names in a sentence, their year in parentheses: « Selon Davezies (2012, p. 33) »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actes.normalising.prose import rendering
from actes.normalising.prose.aligning import align
from actes.normalising.prose.anchors import Anchored, anchored_at, anchors
from actes.normalising.prose.brackets import Bracket
from actes.normalising.prose.folding import folded
from actes.normalising.prose.lists import ListReader
from actes.normalising.prose.outcomes import Cite
from actes.normalising.prose.passages import Passage
from actes.normalising.prose.tokens import Kind, Token, tokens
from actes.normalising.prose.works import Work

_REACH = 260
"""Characters before a parenthesis in which its names begin."""
_BEFORE_YEAR = re.compile(r"\s*(?:(?:dirs?|éds?|eds?|coords?)\.?[ ]*,[ ]*)?")
_POSSESSIVE = re.compile(r"(['’](?:s)?)[*_]*\s*$")
_FOLLOWED_BY_YEAR = re.compile(r"(?:(?<=\]),)?[ ]?\d{4}")
_BLOCK_START = re.compile(r"(?:^|\n)(?:[ \t>*+-]|\d{1,3}[.)][ \t]|\[\d{1,3}\][ \t]?)*$")
_THEN_TITLE = re.compile(r"[.,:;]?[ \t\n]*[*_]*[«“\"A-ZÀ-ÖØ-ÞŒ*_]")
_BARE_BRACKET = re.compile(r"[ ]?\[(?!\^)")


@dataclass(frozen=True)
class Sentence:
    """Citations read in a sentence: `start` … `end` is to be replaced; "" for `replacement` leaves it."""

    start: int
    end: int
    replacement: str
    cites: tuple[Cite, ...]
    names: tuple[Token, ...]


def read(passage: Passage, bracket: Bracket, floor: int) -> Sentence | None:
    """What `bracket` and the names before it cite, None when it is no year after names.

    `floor` is where the text already read ends.
    """
    view = passage.view
    inner = _BEFORE_YEAR.match(view, bracket.inner_start, bracket.inner_end)
    near = min(bracket.inner_end, bracket.inner_start + 60)
    if not inner or not anchored_at(view, inner.end(), near):
        return None
    first = anchors(view, bracket.inner_start, near)
    if not first or first[0].start != inner.end():
        return None
    if _FOLLOWED_BY_YEAR.match(view, bracket.end):
        return None
    names, possessive = _names_before(view, bracket.start, floor)
    if not names:
        return None
    if first[0].kind in (Anchored.IBID, Anchored.OPUS) and not names[-1].capital:
        return None
    if first[0].kind is Anchored.IBID:
        antecedent = passage.history.antecedent(passage.note)
        if antecedent is None or align(names, antecedent, passage.identifier.bibliography) is None:
            return None
    reader = ListReader(passage, inner.end(), bracket.inner_end, names)
    cites = reader.read()
    if not cites:
        return None
    begun = _first_name(passage, cites[0], names)
    if begun is None:
        return None
    work = passage.identifier.bibliography.work(cites[0].key)
    signing = [token for token in names if token.start >= begun]
    if work and _is_reference(passage.text, begun, bracket.end, signing, work):
        return Sentence(begun, bracket.end, "", (), ())
    start = _with_markup(view, begun, bracket.end)
    typed = passage.words(begun, bracket.end)
    cites[0] = cites[0].but(start=begun, typed=typed if len(cites) == 1 else passage.words(begun, cites[0].end))
    replacement = ""
    following = passage.text[bracket.end : bracket.end + 2]
    if reader.whole and start is not None and rendering.writable(cites) and not _BARE_BRACKET.match(view, bracket.end):
        # « l’analyse d’Alain Faure » would become « l’analyse d’Faure »
        if possessive or _is_elided(view[max(0, start - 2) : start], passage.text[start : bracket.start], work):
            kept = passage.text[start : bracket.start].rstrip()
            replacement = f"{kept} {rendering.after_name(cites)}"
        else:
            replacement = rendering.narrative(cites, passage.text[max(0, start - 80) : start], following)
    return Sentence(begun if start is None else start, bracket.end, replacement, tuple(cites), tuple(names))


def _is_elided(before: str, typed: str, work: Work | None) -> bool:
    """Whether the name of a work's author, instead of the one that is `typed`, would not suit the elision before it."""
    name = folded(work.names[0]) if work and work.names else ""
    return (
        before.endswith(("'", "’")) and bool(name) and name[0] not in "aeiouyh" and not folded(typed).startswith(name)
    )


def _names_before(view: str, end: int, floor: int) -> tuple[list[Token], bool]:
    """The tokens that end right before `end`, without the mark of a possessive; whether there was one."""
    start = max(floor, end - _REACH, view.rfind("\n", max(0, end - _REACH), end) + 1)
    while 0 < start < end and start > floor and not view[start - 1].isspace():
        start += 1
    possessive = bool(match := _POSSESSIVE.search(view, max(start, end - 8), end))
    if match:
        end = match.start()
    found = tokens(view, start, end)
    if not found or found[-1].kind not in (Kind.WORD, Kind.OTHERS, Kind.ROLE, Kind.INITIAL, Kind.CLOSE):
        return [], False
    return found, possessive


def _first_name(passage: Passage, cite: Cite, names: list[Token]) -> int | None:
    """Where the names of the first citation begin."""
    number = cite.first
    return names[number].start if number is not None and number < len(names) else None


def _with_markup(view: str, start: int, end: int) -> int | None:
    """`start`, or before the emphasis that opens there; None when emphasis would be cut in two."""
    run = re.search(r"[*_]+$", view[max(0, start - 3) : start])
    if run and view.count(run[0], start, end) % 2:
        start -= len(run[0])
    counts: dict[str, int] = {}
    for sign in re.findall(r"\*+|(?<!\w)_+|_+(?!\w)", view[start:end]):
        counts[sign] = counts.get(sign, 0) + 1
    return None if any(count % 2 for count in counts.values()) else start


def _is_reference(text: str, start: int, end: int, names: Sequence[Token], work: Work) -> bool:
    """Whether « Davezies, L. (2012) » at `text[start:end]` begins a reference to `work` rather than a sentence."""
    if not _BLOCK_START.search(text, max(0, start - 40), start):
        return False
    following = folded(text[end : end + 400])
    if any(following.startswith(title) for title in work.titles if len(title) > 7):
        return True
    last = [t for t in names if t.kind not in (Kind.COMMA, Kind.STOP)][-1:]
    inverted = any(t.kind is Kind.COMMA for t in names) and not any(t.kind is Kind.AND for t in names)
    initial = bool(last) and last[0].kind is Kind.INITIAL
    return (initial or inverted) and bool(_THEN_TITLE.match(text, end))
