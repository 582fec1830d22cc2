"""Does this list of names sign that work? The names are read from right to left, from the year backwards.

Separators are not trusted, the bibliography is: each author of the work is looked for where the names
end, then before, until none is left or something else stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from actes.normalising.prose.folding import SHORT, exact, folded, joined, misspelt, unaccented_capitals
from actes.normalising.prose.tokens import Kind, Token, words
from actes.normalising.prose.works import Author, Bibliography, Form, Work

_SEPARATORS = frozenset({Kind.COMMA, Kind.AND, Kind.SEMICOLON, Kind.SLASH, Kind.ROLE})
_AFTER_NAMES = _SEPARATORS - {Kind.AND} | {Kind.STOP}
_NAME_PARTS = frozenset({Kind.WORD, Kind.ELISION})
_CORPORATE_PARTS = _NAME_PARTS | {Kind.AND, Kind.COMMA, Kind.INITIAL, Kind.SLASH}
_GIVEN_PARTS = frozenset({Kind.WORD, Kind.INITIAL})


class Rank(IntEnum):
    """How completely the authors of a work are named, best first."""

    ALL = 0
    OTHERS = 1
    """The first ones, then « et al. »."""
    REORDERED = 2
    SOME = 3
    """The first ones, without « et al. »."""
    FIRST = 4
    """The first one alone."""


SPELLING = frozenset({"typo", "truncated"})


class Alignment(NamedTuple):
    """The tokens from number `first` on name the authors of `work`; `reasons` tell what had to be repaired."""

    work: Work
    first: int
    rank: Rank
    reasons: frozenset[str]
    role: bool = False
    """Whether they are said to be editors."""

    @property
    def severity(self) -> int:
        """0 as typed, 1 repaired, 2 when a letter had to be guessed."""
        return 2 if self.reasons & SPELLING else 1 if self.reasons else 0


class _Found(NamedTuple):
    start: int
    reason: str = ""


def _other_words(typed: str, form: Form, families: set[str]) -> bool:
    """Whether a name is typed in other words than is safe: Leroy is not Le Roy, nor Le Petit Lepetit beside a Petit."""
    words, own = (folded(text.replace("'", "")).split() for text in (exact(typed), form.exact))
    return words != own and (len(form.joined) < SHORT or (len(words) > len(own) and words[-1] in families))


def _borne_by_another(typed: str, author: Author, bibliography: Bibliography) -> bool:
    """Whether someone else in the bibliography bears the name exactly as it is typed."""
    bearers = bibliography.spellings.get(exact(typed))
    return bearers is not None and (author.given[0][:1] if author.given else "") not in bearers


def _compare(typed: str, form: Form, author: Author, bibliography: Bibliography) -> str | None:
    """The repair that makes the name of what is `typed` ("" for none needed), None if it is another name."""
    if exact(typed) == form.exact:
        return form.reason or ("case" if typed.islower() and not form.lower else "")
    plain = joined(typed)
    if plain == form.joined:
        if _other_words(typed, form, bibliography.families) or _borne_by_another(typed, author, bibliography):
            return None
        if unaccented_capitals(typed) and len(typed) == len(form.exact):
            return form.reason
        same_letters = exact(typed).replace("-", "").replace(" ", "") == form.exact.replace("-", "").replace(" ", "")
        return form.reason or ("hyphen" if same_letters else "accent")
    if form.reason or plain in bibliography.families or not any(c.isupper() for c in typed):
        return None
    return misspelt(typed, form.exact) or None


_GRAVITY = {"": 0, "hyphen": 1, "accent": 1, "particle": 1, "acronym": 1, "case": 2, "truncated": 3, "typo": 4}


def _name_ending(tokens: Sequence[Token], end: int, author: Author, bibliography: Bibliography) -> _Found | None:
    """The name of `author` as the last of `tokens[:end]`, the best reading, then the longest."""
    if not end or tokens[end - 1].kind is not Kind.WORD:
        return None
    longest = len(author.name) + 2 if len(author.forms) == 1 else max([len(form.joined) for form in author.forms]) + 2
    parts = _CORPORATE_PARTS if author.corporate else _NAME_PARTS
    best: tuple[int, int, str] | None = None
    length = 0
    for start in range(end - 1, -1, -1):
        token = tokens[start]
        if token.kind not in parts:
            break
        length += len(token.plain)
        if length > longest:
            break
        if token.kind in (Kind.AND, Kind.COMMA, Kind.SLASH):
            continue
        typed = token.text
        if start < end - 1:
            typed = " ".join([t.text for t in tokens[start:end] if t.kind is not Kind.COMMA])
            typed = typed.replace("’ ", "’").replace("' ", "'")
        readings = [_compare(typed, form, author, bibliography) for form in author.forms]
        if author.acronym and start == end - 1 and typed.isupper() and joined(typed).upper() == author.acronym:
            readings.append("acronym")
        for reason in readings:
            if reason is not None and (best is None or (_GRAVITY[reason], start) < (best[0], best[1])):
                best = (_GRAVITY[reason], start, reason)
    return _Found(best[1], best[2]) if best else None


def _parts(token: Token) -> list[str]:
    return words(token.text)


def _is_given(typed: Sequence[Token], given: tuple[str, ...]) -> bool:
    """Whether what is typed are the given names or initials of someone called `given`."""
    if not any(t.capital for t in typed):
        return False
    parts = [part for t in typed for part in _parts(t)]
    if len(typed) == 1 and typed[0].text.isupper() and 1 < len(parts[0]) <= 3:
        # « JP » for Jean-Pierre
        if given and parts[0] == given[0]:
            return True
        return len(parts) == 1 and (not given or parts[0] == "".join(g[0] for g in given)[: len(parts[0])])
    for place, part in enumerate(parts):
        initial = len(part) <= 2
        if place >= len(given):
            if not initial or (not given and place > 2):
                return False
        elif not (part == given[place] or (initial and given[place].startswith(part)) or given[place] == part[:1]):
            return False
    return bool(parts)


def _may_be_given(token: Token, given: tuple[str, ...]) -> bool:
    """Whether a word can end given names that `_is_given`; most cannot."""
    if len(token.text) <= 3 or not token.text.isalpha():
        return True
    return token.plain in given or token.plain[:1] in given


def _given_before(tokens: Sequence[Token], start: int, author: Author) -> int:
    """Where the given names typed before the family name at `start` begin."""
    best = place = start
    if author.forms[0].lower and place and tokens[place - 1].plain in author.given:
        # « danah boyd »
        return place - 1
    while place > 0 and start - place < 5:
        token = tokens[place - 1]
        hyphen = token.text in "-‐‑" and place < start
        if token.kind not in _GIVEN_PARTS and not hyphen:
            break
        place -= 1
        if (
            not hyphen
            and token.capital
            and _is_given([t for t in tokens[place:start] if t.kind in _GIVEN_PARTS], author.given)
        ):
            best = place
    return best


def _given_after(tokens: Sequence[Token], end: int, author: Author, bibliography: Bibliography) -> _Found | None:
    """« Davezies L. », « Davezies, Laurent », « Gaudin (J.-P.) » as the last of `tokens[:end]`."""
    close = end > 0 and tokens[end - 1].kind is Kind.CLOSE
    last = end - 1 if close else end
    if not close and end and tokens[end - 1].kind is Kind.WORD and not _may_be_given(tokens[end - 1], author.given):
        return None
    place = last
    while place > 0 and last - place < 5:
        token = tokens[place - 1]
        if token.kind not in _GIVEN_PARTS and token.text not in "-‐‑":
            break
        place -= 1
        given = [t for t in tokens[place:last] if t.kind in _GIVEN_PARTS]
        spelt_out = any(len(t.plain) > 2 for t in given) and all(len(g) == 1 for g in author.given)
        if close and "".join(t.plain for t in given) + author.name in {form.joined for form in author.forms}:
            # « Certeau (de) »
            pass
        elif spelt_out or not _is_given(given, author.given):
            # « Novak, Drutarovsky » is not D. Novak
            continue
        before = place
        if close:
            if before == 0 or tokens[before - 1].kind is not Kind.OPEN:
                continue
            before -= 1
        elif before > 0 and tokens[before - 1].kind is Kind.COMMA:
            before -= 1
        if found := _name_ending(tokens, before, author, bibliography):
            return found
    return None


def _without_family(tokens: Sequence[Token], end: int, author: Author) -> _Found | None:
    """« D. », before « et É. Fassin »: given names of someone whose family name comes after, as the last of them."""
    start = _given_before(tokens, end, author) if tokens[end].kind is Kind.AND else end
    return _Found(start) if start < end else None


def _dotted_acronym(tokens: Sequence[Token], end: int, author: Author) -> _Found | None:
    """« I.N.S.E.E. » as the last of `tokens[:end]`."""
    start = end
    while (
        start
        and tokens[start - 1].kind is Kind.INITIAL
        and (start == end or tokens[start - 1].end == tokens[start].start)
    ):
        start -= 1
    letters = "".join(token.plain for token in tokens[start:end])
    spelt = len(letters) > 2 and (letters.upper() == author.acronym or any(f.joined == letters for f in author.forms))
    return _Found(start) if spelt else None


def _author_ending(tokens: Sequence[Token], end: int, author: Author, bibliography: Bibliography) -> _Found | None:
    """`author`, with given names or not, as the last of `tokens[:end]`."""
    if found := _name_ending(tokens, end, author, bibliography):
        start = found.start if author.corporate else _given_before(tokens, found.start, author)
        return _Found(start, found.reason)
    if not author.corporate:
        return _given_after(tokens, end, author, bibliography)
    if dotted := _dotted_acronym(tokens, end, author):
        return dotted
    if end and tokens[end - 1].kind is Kind.CLOSE:
        # « Institut national … (Insee) », « Insee (Institut national …) »
        opening = next((n for n in range(end - 2, max(-1, end - 16), -1) if tokens[n].kind is Kind.OPEN), -1)
        inner = _name_ending(tokens, end - 1, author, bibliography) if opening > 0 else None
        if inner and inner.start == opening + 1 and (outer := _name_ending(tokens, opening, author, bibliography)):
            return outer
    return None


def names_end(tokens: Sequence[Token]) -> tuple[int, bool, bool]:
    """Where names end before the year, whether « et al. » ends them, whether a role (« dir. ») does."""
    end, others, role = len(tokens), False, False
    while end:
        kind = tokens[end - 1].kind
        if kind is Kind.OTHERS:
            others = True
        elif kind is Kind.ROLE:
            role = True
        elif kind not in _AFTER_NAMES:
            break
        end -= 1
    return end, others, role


def align(
    tokens: Sequence[Token], work: Work, bibliography: Bibliography, *, editors: bool = False
) -> Alignment | None:
    """How the last of `tokens` name those who sign `work` (its book's `editors` on request), None if they do not."""
    signing = work.editors if editors else work.authors
    position, others, role = names_end(tokens)
    left = list(range(len(signing)))
    order: list[int] = []
    reasons: set[str] = set()
    start = position
    while left and position:
        # the author before the one just read is the likeliest
        expected = order[0] - 1 if order else len(signing) - 1
        found: tuple[tuple[bool, bool, int], int, _Found] | None = None
        for number in sorted(left, key=expected.__ne__):
            if found and not any(found[0][:2]):
                # nothing reads better than the one expected as typed
                break
            reading = _author_ending(tokens, position, signing[number], bibliography)
            if reading is None and order and signing[number].name == signing[order[0]].name:
                reading = _without_family(tokens, position, signing[number])
            if reading:
                merit = (bool(reading.reason), number != expected, reading.start)
                if found is None or merit < found[0]:
                    found = (merit, number, reading)
        if found is None:
            break
        _, number, reading = found
        left.remove(number)
        if order and position == start:
            reasons.add("separator")
        order.insert(0, number)
        start = position = reading.start
        if reading.reason:
            reasons.add(reading.reason)
        while position and tokens[position - 1].kind in _SEPARATORS:
            position -= 1
    rank = _rank(order, len(signing), others, work.open_ended)
    if rank is None:
        return None
    if rank is Rank.REORDERED:
        reasons.add("order")
    if rank is Rank.SOME:
        reasons.add("missing-author")
    return Alignment(work, start, rank, frozenset(reasons), role)


def _rank(order: list[int], count: int, others: bool, open_ended: bool) -> Rank | None:
    named = len(order)
    if not named:
        return None
    in_order = order == list(range(named))
    if named == count:
        if others and not open_ended:
            return None
        return Rank.ALL if in_order else Rank.REORDERED
    if not in_order:
        return None
    if others:
        return Rank.OTHERS if count >= 3 or open_ended else None
    return Rank.FIRST if named == 1 else Rank.SOME
