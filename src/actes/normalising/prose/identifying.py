"""Which work a list of names and a year mean: one, or none, with the ones that come close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from actes.normalising.merging.identity import Answer, compare
from actes.normalising.merging.works import work_of
from actes.normalising.prose.aligning import Alignment, Rank, align, names_end
from actes.normalising.prose.anchors import Anchor, Anchored
from actes.normalising.prose.folding import folded
from actes.normalising.prose.leading import admissible
from actes.normalising.prose.tokens import Kind, Token, words
from actes.normalising.prose.vocabulary import (
    BEFORE_MONTHS,
    DATE_WORDS,
    MONTH_NUMBERS,
    OF,
    OPENERS,
    PARTICLES,
    STATUTES,
)
from actes.normalising.prose.works import UNDATED, Bibliography, Work

_REACH = 200
"""Tokens before a year that may name who wrote: a long corporate name, two dozen authors."""
_CONFIDENCE = {Rank.ALL: 1.0, Rank.OTHERS: 0.98, Rank.REORDERED: 0.85, Rank.SOME: 0.8, Rank.FIRST: 0.9}
_REPAIRS = {
    "accent": 0.95,
    "hyphen": 0.95,
    "case": 0.9,
    "separator": 0.95,
    "particle": 0.9,
    "acronym": 0.85,
    "truncated": 0.85,
    "typo": 0.8,
    "letter": 0.95,
}


class Identified(NamedTuple):
    """The work, and the number of the token its names begin at; or a problem and the candidates."""

    first: int
    work: Work | None = None
    reasons: frozenset[str] = frozenset()
    confidence: float = 0.0
    problem: str = ""
    candidates: tuple[str, ...] = ()


def confidence(alignment: Alignment, extra: Iterable[str] = ()) -> float:
    """From 0 to 1: how sure the link is."""
    value = _CONFIDENCE[alignment.rank]
    for reason in (*alignment.reasons, *extra):
        value *= _REPAIRS.get(reason, 1.0)
    return round(value, 2)


def _grams(tokens: Sequence[Token], longest: int = 4) -> list[str]:
    """The joined forms of up to `longest` words in a row, and their parts."""
    found: dict[str, None] = {}
    run: list[str] = []
    initials = ""
    for token in tokens:
        if token.kind is Kind.INITIAL:
            # « I.N.S.E.E. »
            initials += token.plain
            found[initials] = None
            run.clear()
            continue
        initials = ""
        if token.kind not in (Kind.WORD, Kind.ELISION):
            run.clear()
            continue
        run.append(token.plain)
        found[run[-1]] = None
        for length in range(2, min(longest, len(run)) + 1):
            found["".join(run[-length:])] = None
        if not token.text.isalpha():
            for part in words(token.text):
                found[part] = None
    return [gram for gram in found if len(gram) > 1]


class Identifier:
    """Identifies works of one bibliography; keeps what it learned between citations of a text."""

    def __init__(self, bibliography: Bibliography) -> None:
        self.bibliography = bibliography
        self._names: dict[int, list[str]] = {}
        self._bearers: dict[int, dict[str, list[Work]]] = {}
        self._close: dict[tuple[int, str], tuple[Work, ...]] = {}

    def _spelt_like(self, year: int, gram: str) -> tuple[Work, ...]:
        """Works of `year` one of whose names is at two edits or less from `gram`."""
        if year not in self._names:
            bearers: dict[str, list[Work]] = defaultdict(list)
            for work in self.bibliography.by_year.get(year, ()):
                for author in work.authors:
                    for form in author.forms:
                        bearers[form.joined].append(work)
            self._names[year], self._bearers[year] = list(bearers), bearers
        if (year, gram) not in self._close:
            near = process.extract(gram, self._names[year], scorer=OSA.distance, score_cutoff=2, limit=None)
            found = {work.key: work for name, _, _ in near for work in self._bearers[year][name]}
            self._close[year, gram] = tuple(found.values())
        return self._close[year, gram]

    def identify(self, tokens: Sequence[Token], anchor: Anchor, *, narrative: bool = False) -> Identified | None:
        """Which work the last of `tokens` and `anchor` (a year, « s. d. », « à paraître ») mean.

        None when the tokens do not look like names at all: « en 2012 », « juillet 1999 ».
        """
        beyond = max(0, len(tokens) - _REACH)
        near, date = _date_before(tokens[beyond:])
        if date != (0, 0) and self._is_someone(tokens[beyond:], anchor, narrative):
            near, date = tokens[beyond:], (0, 0)
        found = self._identify(near, date, anchor, narrative) if near else None
        return found._replace(first=found.first + beyond) if found and beyond else found

    def _is_someone(self, tokens: Sequence[Token], anchor: Anchor, narrative: bool) -> bool:
        """Whether a month or a season is the name of an author: « March (1991) », « (March et Simon, 1958) »."""
        end, _, _ = names_end(tokens)
        if not end or not tokens[end - 1].capital or (end > 1 and tokens[end - 2].text.isdecimal()):
            return False
        found = [
            alignment
            for work in self.bibliography.candidates(anchor.year, _grams(tokens[-24:]))
            if (alignment := align(tokens, work, self.bibliography)) and not alignment.reasons - {"order"}
        ]
        dated = end > 1 and folded(tokens[end - 2].text) in BEFORE_MONTHS
        apart = end < len(tokens) or (narrative and not dated)
        return any(apart or alignment.first < end - 1 for alignment in found)

    def accept(self, tokens: Sequence[Token], work: Work) -> Identified | None:
        """The end of `tokens` as those who sign `work`, None if they are someone else."""
        alignment = align(tokens, work, self.bibliography)
        if alignment is None or not admissible(
            tokens, alignment.first, self.bibliography, narrative=False, corporate=work.authors[0].corporate
        ):
            return None
        return Identified(alignment.first, work, alignment.reasons, confidence(alignment))

    def _identify(
        self, tokens: Sequence[Token], date: tuple[int, int], anchor: Anchor, narrative: bool
    ) -> Identified | None:
        grams = _grams(tokens[-24:])
        year = UNDATED if anchor.kind is Anchored.FORTHCOMING else anchor.year
        works = self.bibliography.candidates(year, grams)
        alignments = self._align(tokens, _published(works, date), narrative)
        if not alignments.admitted and not alignments.refused and anchor.kind is Anchored.YEAR:
            close: dict[str, Work] = {}
            for gram in _grams(
                [t for t in tokens[-10:] if t.kind is not Kind.WORD or t.capital or not t.text.isalpha()], 3
            ):
                if len(gram) > 3:
                    close.update((work.key, work) for work in self._spelt_like(anchor.year, gram))
            alignments = self._align(tokens, _published(close.values(), date), narrative)
        if not alignments.admitted:
            return self._unidentified(tokens, anchor, date, grams, alignments.refused)
        return self._chosen(alignments.admitted, anchor, tokens)

    def _align(self, tokens: Sequence[Token], works: Sequence[Work], narrative: bool) -> _Alignments:
        admitted: list[Alignment] = []
        refused: list[Work] = []
        for work in works:
            alignment = align(tokens, work, self.bibliography)
            if alignment is None:
                continue
            if "case" in alignment.reasons and (narrative or alignment.first):
                continue
            if narrative and not _is_called(tokens[alignment.first :], work):
                continue
            corporate = work.authors[0].corporate
            if self._too_far(alignment):
                refused.append(work)
            elif admissible(tokens, alignment.first, self.bibliography, narrative=narrative, corporate=corporate):
                admitted.append(alignment)
            else:
                refused.append(work)
        return _Alignments(admitted, refused)

    def _too_far(self, alignment: Alignment) -> bool:
        """Whether a letter was guessed and authors are missing or moved too: two doubts are one too many."""
        if alignment.severity < 2 or alignment.rank in (Rank.ALL, Rank.OTHERS):
            return False
        name = alignment.work.authors[0].name
        signed = [w for w in self.bibliography.by_word.get(name, ()) if w.authors and w.authors[0].name == name]
        return alignment.rank is not Rank.FIRST or len(signed) > 1

    def _chosen(self, admitted: list[Alignment], anchor: Anchor, tokens: Sequence[Token]) -> Identified:
        role = any(alignment.role and alignment.work.edited for alignment in admitted)

        def merit(alignment: Alignment) -> tuple[int, int, bool]:
            return alignment.severity, alignment.rank, role and not alignment.work.edited

        best = min(map(merit, admitted))
        chosen = [a for a in admitted if merit(a) == best]
        extra: set[str] = set()
        if anchor.letter:
            lettered = [a for a in chosen if a.work.letter == anchor.letter]
            if len(lettered) != 1:
                first = min(a.first for a in chosen)
                return Identified(first, problem="letter", candidates=_keys(a.work for a in chosen))
            chosen = lettered
            extra.add("letter")
        if best[0] == 2 and len({a.work.key for a in admitted}) > 1:
            # a guessed letter needs a single candidate
            chosen = admitted
        if len(chosen) > 1 and anchor.original:
            chosen = [a for a in chosen if _first_published(a.work, anchor)] or chosen
        if len(chosen) > 1:
            chosen = [a for a in chosen if _has_these_initials(tokens[a.first :], a.work)] or chosen
        if len(chosen) > 1 and _one_work([a.work for a in chosen]):
            chosen = chosen[:1]
        if len(chosen) > 1:
            first = min(a.first for a in chosen)
            return Identified(first, problem="ambiguous", candidates=_keys(a.work for a in chosen))
        alignment = chosen[0]
        if anchor.original and not _first_published(alignment.work, anchor):
            return Identified(alignment.first, problem="original", candidates=(alignment.work.key,))
        named = alignment.work.authors[0]
        first = alignment.first if named.particled else _own_particle(tokens, alignment.first)
        return Identified(first, alignment.work, alignment.reasons | extra, confidence(alignment, extra))

    def _unidentified(
        self, tokens: Sequence[Token], anchor: Anchor, date: tuple[int, int], grams: list[str], refused: list[Work]
    ) -> Identified | None:
        first = names_begin(tokens)
        statute = next((t for t in reversed(tokens[-8:]) if folded(t.text) in STATUTES), None)
        if statute and anchor.kind is Anchored.YEAR and (first is not None or date != (0, 0)):
            return Identified(tokens.index(statute), problem="statute", candidates=self._statutes(anchor.year, grams))
        if date != (0, 0) or first is None:
            return None
        if refused:
            return Identified(first, problem="authors", candidates=_keys(refused))
        named = self.named(tokens[first:])
        if named:
            near = sorted(named, key=lambda w: (w.original != anchor.year, abs((w.year or 0) - anchor.year)))
            same_year = [w for w in named if w.year == anchor.year]
            problem = "authors" if same_year else "year"
            return Identified(first, problem=problem, candidates=_keys([*same_year, *near]))
        return Identified(first, problem="unknown", candidates=self._nearest(tokens[first:], anchor.year))

    def named(self, tokens: Sequence[Token]) -> list[Work]:
        """Works whose first author has exactly a name among `tokens`, in the order of the bibliography."""
        grams = set(_grams(tokens))
        found: dict[str, Work] = {}
        for gram in grams:
            for work in self.bibliography.by_word.get(gram, ()):
                if any(form.joined in grams for author in work.authors[:3] for form in author.forms):
                    found[work.key] = work
        return self.bibliography.in_order(found.values())

    def _nearest(self, tokens: Sequence[Token], year: int) -> tuple[str, ...]:
        found: dict[str, Work] = {}
        for gram in _grams(tokens):
            if len(gram) > 3:
                found.update((work.key, work) for work in self._spelt_like(year, gram))
        return _keys(found.values())

    def _statutes(self, year: int, grams: list[str]) -> tuple[str, ...]:
        return _keys(
            work
            for work in self.bibliography.works.values()
            if work.legal and work.year == year and any(set(t.split()) & set(grams) for t in work.titles)
        )


def _is_called(names: Sequence[Token], work: Work) -> bool:
    """Whether names in a sentence are names: bell hooks is someone, hooks without a capital are things."""
    return any(token.capital for token in names) or names[0].plain in work.authors[0].given


def _has_these_initials(names: Sequence[Token], work: Work) -> bool:
    """Whether someone who signs alone has as many given names as initials are typed: P.-J. is not Patrick."""
    initials = [word for token in names if token.kind is Kind.INITIAL for word in words(token.text)]
    return len(work.authors) > 1 or len(initials) <= len(work.authors[0].given)


def _own_particle(tokens: Sequence[Token], first: int) -> int:
    """`first`, or the token after: « les travaux de Certeau » are those *of* Certeau, whose particle is left out."""
    before = tokens[first - 1] if first else None
    if tokens[first].text.rstrip("'’") not in OF or first + 1 == len(tokens) or before is None:
        return first
    noun = before.kind is Kind.WORD and not before.capital and folded(before.text) not in OPENERS
    return first + 1 if noun else first


class _Alignments(NamedTuple):
    admitted: list[Alignment]
    refused: list[Work]


def _one_work(works: Sequence[Work]) -> bool:
    """Whether they are one work, entered several times."""
    first, *others = (work_of(work.item) for work in works)
    return all(compare(first, other).answer is Answer.SAME for other in others)


def _first_published(work: Work, anchor: Anchor) -> bool:
    """Whether the work first appeared in the original year of `anchor`."""
    return anchor.original is not None and anchor.original[0] <= (work.original or 0) <= anchor.original[1]


def _published(works: Iterable[Work], date: tuple[int, int]) -> list[Work]:
    """Those published on a `date` (day and month) if there is one."""
    return [w for w in works if date == (0, 0) or (date[1] == w.month and date[0] in (0, w.day))]


def _keys(works: Iterable[Work], limit: int = 5) -> tuple[str, ...]:
    return tuple(dict.fromkeys(work.key for work in works))[:limit]


def _date_before(tokens: Sequence[Token]) -> tuple[Sequence[Token], tuple[int, int]]:
    """The tokens without a day and a month at their end; the day and the month (0: none; -1: a season)."""
    end = len(tokens)
    while end and tokens[end - 1].kind in (Kind.COMMA, Kind.STOP):
        end -= 1
    if not end or folded(tokens[end - 1].text) not in DATE_WORDS:
        return tokens, (0, 0)
    month = MONTH_NUMBERS.get(folded(tokens[end - 1].text), -1)
    end -= 1
    digits = ""
    while end and tokens[end - 1].text.isdecimal() and len(digits) < 2:
        digits = tokens[end - 1].text + digits
        end -= 1
    return tokens[:end], (int(digits or 0), month)


_LINKS = frozenset({Kind.AND, Kind.COMMA, Kind.ELISION, Kind.ROLE, Kind.OTHERS, Kind.SLASH})


def names_begin(tokens: Sequence[Token]) -> int | None:
    """The number of the token where what looks like names begins, None if nothing does."""
    end, _, _ = names_end(tokens)
    if not end or tokens[end - 1].kind not in (Kind.WORD, Kind.INITIAL) or not tokens[end - 1].capital:
        return None
    first = place = end - 1
    while place > 0:
        token = tokens[place - 1]
        if token.kind in (Kind.WORD, Kind.INITIAL) and token.capital:
            first = place - 1
        elif not (token.kind in _LINKS or (token.kind is Kind.WORD and folded(token.text) in PARTICLES)):
            break
        place -= 1
    while first < end - 1 and folded(tokens[first].text) in OPENERS:
        first += 1
    return first
