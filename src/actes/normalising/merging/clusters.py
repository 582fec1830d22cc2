"""Which entries are one work: pairs that share a clue are compared, and what is tied is put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from actes.normalising.merging.identity import Answer, Verdict, comparable
from actes.normalising.merging.ties import Ties
from actes.normalising.merging.titles import OPENINGS, rest_of_title
from actes.normalising.merging.works import Work


def clusters_of(ties: Ties) -> tuple[list[list[int]], list[tuple[int, int, str]]]:
    """Entries that are one work, in order; and the pairs that may be one and were kept apart, with the reason."""
    entries = ties.entries
    alike = _alike(ties)
    cluster_of = list(range(len(entries)))
    members = {i: [i] for i in cluster_of}
    edges: list[tuple[int, int, int, str]] = []
    possible: list[tuple[int, int, str]] = []
    edges += [(found.strength, first, i, found.reason) for i, (first, found) in alike.items()]
    told = {(min(pair), max(pair)) for pair in ties.same}
    for i, j in sorted(candidates(ties, alike)):
        if not comparable(entries[i].work, entries[j].work) and (i, j) not in told:
            continue
        verdict = ties.verdict(i, j)
        if verdict.answer is Answer.SAME:
            edges.append((verdict.strength, i, j, verdict.reason))
        elif verdict.answer is Answer.POSSIBLE:
            possible.append((i, j, verdict.reason))
    ambiguous = _ambiguous(edges, ties)
    for strength, i, j, reason in sorted(edges, key=lambda e: (-e[0], e[1], e[2])):
        one, two = sorted((cluster_of[i], cluster_of[j]))
        if one == two:
            continue
        verdicts = [ties.verdict(x, y) for x in members[one] for y in members[two]] if strength < 4 else []
        blocked = any(verdict.forbids for verdict in verdicts)
        if strength == 0:  # a title without its subtitle, when others of the work have another one
            unlike = any(verdict.answer is Answer.UNRELATED for verdict in verdicts)
            blocked = blocked or unlike or frozenset((i, j)) in ambiguous
        if blocked:
            possible.append((i, j, f"{reason}, but others differ"))
            continue
        for index in members.pop(two):
            cluster_of[index] = one
            members[one].append(index)
    apart: dict[tuple[int, int], tuple[int, int, str]] = {}
    for i, j, reason in possible:
        pair = (min(cluster_of[i], cluster_of[j]), max(cluster_of[i], cluster_of[j]))
        if pair[0] != pair[1] and frozenset((i, j)) not in ties.different:
            apart.setdefault(pair, (i, j, reason))
    return [sorted(members[root]) for root in sorted(members)], [apart[pair] for pair in sorted(apart)]


def _ambiguous(edges: Sequence[tuple[int, int, int, str]], ties: Ties) -> set[frozenset[int]]:
    """Weak ties (a title without its subtitle) of an entry that has them with works that differ."""
    weak: dict[int, list[int]] = defaultdict(list)
    for strength, i, j, _ in edges:
        if strength == 0:
            weak[i].append(j)
            weak[j].append(i)
    return {
        frozenset((i, j))
        for i, others in weak.items()
        if any(ties.verdict(x, y).answer is not Answer.SAME for n, x in enumerate(others) for y in others[n + 1 :])
        for j in others
    }


_NEIGHBOURS = 15
"""How many of those that share a clue, in the order of their titles, an entry is compared with."""


def _alike(ties: Ties) -> dict[int, tuple[int, Verdict]]:
    """Entries that describe a work in the same words → the first of them, and why they are one.

    Chapters often share a library: what is copied from it is compared once.
    """
    first: dict[Work, int] = {}
    found: dict[int, tuple[int, Verdict]] = {}
    for index, entry in enumerate(ties.entries):
        other = first.setdefault(entry.work, index)
        if other != index:
            verdict = ties.verdict(other, index)
            if verdict.answer is Answer.SAME and verdict.strength > 0:
                found[index] = (other, verdict)
    return found


def candidates(ties: Ties, alike: Container[int] = ()) -> set[tuple[int, int]]:
    """Pairs worth comparing: those that share an identifier, a year and a name, or a year and the title's words.

    Entries of `alike` are stood for by others.
    """
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, entry in enumerate(ties.entries):
        if index in alike:
            continue
        for clue in _clues(entry.work):
            blocks[clue].append(index)
    pairs = {(min(pair), max(pair)) for pair in ties.same}
    titles = [entry.work.main for entry in ties.entries]
    # several clues often have the same entries
    for block in {tuple(dict.fromkeys(block)): None for block in blocks.values() if len(block) > 1}:
        distinct = sorted(block, key=lambda i: (titles[i], i))
        for n, i in enumerate(distinct):
            pairs.update((i, j) if i < j else (j, i) for j in distinct[n + 1 : n + 1 + _NEIGHBOURS])
    return pairs


def _clues(work: Work) -> Iterator[tuple[str, ...]]:
    for identifier in (work.doi, work.url, work.law, *sorted(work.isbns)):
        if identifier:
            yield ("identifier", identifier)
    compact = work.title.replace(" ", "")
    yield ("title", compact)
    yield ("title", work.main.replace(" ", ""))
    if work.volume_number or work.main in OPENINGS:
        yield ("title", rest_of_title(work).replace(" ", ""))
    years = {y + step for y in (*work.years, work.original_year) if y for step in (0, 1)} or {0}
    words = sorted({w for w in work.main.split() if len(w) > 3}, key=lambda w: (-len(w), w))[:2]
    for year in sorted(years):
        for name in work.names[:3]:
            for word in sorted(name.words):
                if len(word) > 1:
                    yield ("name", str(year), word[:4], compact[:3])
        for word in words:
            yield ("words", str(year), word[:6])
