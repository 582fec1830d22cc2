"""Many bibliographies made one: which entries are the same work, under which key, with which fields, and why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from anyascii import anyascii

from actes.diagnostics import Report
from actes.model import Reference
from actes.normalising.merging_fields import completeness, merged_item
from actes.normalising.merging_identity import Answer, Verdict, compare
from actes.normalising.merging_overrides import Named, Overrides
from actes.normalising.merging_works import Work, work_of


@dataclass(frozen=True)
class Decision:
    """A row of the report: `merged` (an entry) became `kept` (a key), or was kept apart from it, for `reason`."""

    kept: str
    merged: str
    reason: str
    differing: str = ""


@dataclass(frozen=True)
class Merged:
    """One bibliography of several. `keys[slug][key]` is the key of `references` that `key` of `slug` became.

    `groups` are the works named more than once, as `slug:key`.
    """

    references: tuple[Reference, ...]
    keys: Mapping[str, Mapping[str, str]]
    decisions: tuple[Decision, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class _Entry:
    """An entry of one of the bibliographies, in the order of the book."""

    slug: str
    reference: Reference
    work: Work

    @property
    def name(self) -> str:
        return f"{self.slug}:{self.reference.key}"


@dataclass
class _Ties:
    """What is known between entries (by index): verdicts, and the editor's decisions that overrule them."""

    entries: Sequence[_Entry]
    same: set[frozenset[int]] = field(default_factory=set)
    different: set[frozenset[int]] = field(default_factory=set)
    preferred: set[int] = field(default_factory=set)
    verdicts: dict[frozenset[int], Verdict] = field(default_factory=dict)

    def verdict(self, i: int, j: int) -> Verdict:
        pair = frozenset((i, j))
        if pair in self.same:
            return Verdict(Answer.SAME, "override", 4)
        if pair in self.different:
            return Verdict(Answer.DIFFERENT, "override")
        if pair not in self.verdicts:
            self.verdicts[pair] = compare(self.entries[i].work, self.entries[j].work)
        return self.verdicts[pair]


def merge(bibliographies: Mapping[str, Sequence[Reference]], overrides: Overrides, report: Report) -> Merged:
    """One bibliography out of each contribution's (by slug, in the order of the book).

    Works are told apart by `merging_identity.compare` and by the editor's `overrides`, which win. Merged keys
    are safe as xml:id, unique without regard to case, and depend on nothing but the input. What was merged with
    conflicting fields, what may be one work and was kept apart, and a work twice in one file are reported.
    """
    entries = [_Entry(slug, r, work_of(r.csl)) for slug, references in bibliographies.items() for r in references]
    ties = _Ties(entries)
    _apply(overrides, ties, report)
    clusters, apart = _clusters(ties)
    keys = _keys(entries, clusters)
    references: list[Reference] = []
    decisions: list[Decision] = []
    table: dict[str, dict[str, str]] = {slug: {} for slug in bibliographies}
    for cluster in clusters:
        key = keys[cluster[0]]
        reference, made = _one(key, cluster, ties, report)
        references.append(reference)
        decisions += made
        for index in cluster:
            table[entries[index].slug][entries[index].reference.key] = key
    for i, j, reason in apart:
        kept = table[entries[i].slug][entries[i].reference.key]
        decisions.append(Decision(kept, entries[j].name, f"kept apart: {reason}"))
        _report_possible(entries[i], entries[j], reason, report)
    groups = tuple(tuple(entries[i].name for i in cluster) for cluster in clusters if len(cluster) > 1)
    return Merged(tuple(references), table, tuple(decisions), groups)


def decisions_tsv(decisions: Iterable[Decision]) -> str:
    """`references.tsv`: a header, then a line per decision (kept, merged, reason, differing)."""
    rows = [("kept", "merged", "reason", "differing")]
    rows += [(d.kept, d.merged, d.reason, d.differing) for d in decisions]
    return "".join("\t".join(re.sub(r"[\t\n]+", " ", cell) for cell in row) + "\n" for row in rows)


# the editor's decisions


def _apply(overrides: Overrides, ties: _Ties, report: Report) -> None:
    for group in overrides.same:
        members = [_named(name, ties, report) for name in group]
        every = [i for found in members for i in found]
        ties.same |= {frozenset((i, j)) for i in every for j in every if i != j}
    for group in overrides.different:
        members = [_named(name, ties, report) for name in group]
        for n, first in enumerate(members):
            for m, second in enumerate(members[n + 1 :], n + 1):
                pairs = {frozenset((i, j)) for i in first for j in second if i != j}
                if pairs & ties.same:
                    report.add("contradictory-overrides", group[m].location, first=group[n].text, second=group[m].text)
                ties.different |= pairs - ties.same
    for name in overrides.prefer:
        ties.preferred |= set(_named(name, ties, report))


def _named(name: Named, ties: _Ties, report: Report) -> list[int]:
    found = [i for i, e in enumerate(ties.entries) if name.text in (e.name, e.reference.key)]
    if not found:
        report.add("unknown-override", name.location, key=name.text)
    return found


# clusters


def _clusters(ties: _Ties) -> tuple[list[list[int]], list[tuple[int, int, str]]]:
    """Entries that are one work, in order; and the pairs that may be one and were kept apart, with the reason."""
    entries = ties.entries
    cluster_of = list(range(len(entries)))
    members = {i: [i] for i in cluster_of}
    edges: list[tuple[int, int, int, str]] = []
    possible: list[tuple[int, int, str]] = []
    for i, j in sorted(_candidates(ties)):
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
        blocked = strength < 4 and any(ties.verdict(x, y).forbids for x in members[one] for y in members[two])
        if blocked or (strength == 0 and frozenset((i, j)) in ambiguous):
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


def _ambiguous(edges: Sequence[tuple[int, int, int, str]], ties: _Ties) -> set[frozenset[int]]:
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


def _candidates(ties: _Ties) -> set[tuple[int, int]]:
    """Pairs worth comparing: those that share an identifier, a year and a name, or a year and the title's words."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, entry in enumerate(ties.entries):
        for clue in _clues(entry.work):
            blocks[clue].append(index)
    pairs = {(min(pair), max(pair)) for pair in ties.same}
    for block in blocks.values():
        distinct = sorted(set(block), key=lambda i: (ties.entries[i].work.main, i))
        near = ((i, j) for n, i in enumerate(distinct) for j in distinct[n + 1 : n + 1 + _NEIGHBOURS])
        pairs.update((min(pair), max(pair)) for pair in near)
    return pairs


def _clues(work: Work) -> Iterator[tuple[str, ...]]:
    for identifier in (work.doi, work.url, work.law, *sorted(work.isbns)):
        if identifier:
            yield ("identifier", identifier)
    compact = work.title.replace(" ", "")
    yield ("title", compact)
    yield ("title", work.main.replace(" ", ""))
    years = {y + step for y in (*work.years, work.original_year) if y for step in (0, 1)} or {0}
    words = sorted({w for w in work.main.split() if len(w) > 3}, key=lambda w: (-len(w), w))[:2]
    for year in sorted(years):
        for name in work.names[:3]:
            for word in sorted(name.words):
                if len(word) > 1:
                    yield ("name", str(year), word[:4], compact[:3])
        for word in words:
            yield ("words", str(year), word[:6])


# one work


def _one(key: str, cluster: Sequence[int], ties: _Ties, report: Report) -> tuple[Reference, list[Decision]]:
    """The reference of a work and the decisions that made it."""
    entries = ties.entries
    ordered = sorted(
        cluster,
        key=lambda i: (i not in ties.preferred, *(-n for n in completeness(entries[i].reference.csl)), i),
    )
    base = entries[ordered[0]]
    item, _ = merged_item([entries[i].reference.csl for i in ordered])
    item["id"] = key
    decisions: list[Decision] = []
    for index in cluster:
        entry = entries[index]
        reason = _reason(index, cluster, ties)
        if entry is base:
            if len(cluster) == 1 and key != entry.reference.key:
                decisions.append(Decision(key, entry.name, "key changed"))
            elif len(cluster) > 1:
                decisions.append(Decision(key, entry.name, "kept"))
            continue
        _, conflicts = merged_item([item, entry.reference.csl])
        differing = "; ".join(f"{name}: {kept} ≠ {left}" for name, kept, left in conflicts)
        decisions.append(Decision(key, entry.name, reason, differing))
        _report_merged(base, entry, reason, [name for name, *_ in conflicts], report)
    keywords = dict.fromkeys(word for i in cluster for word in entries[i].reference.keywords)
    short = next((entries[i].reference.short_author for i in ordered if entries[i].reference.short_author), "")
    aliases = sorted({entries[i].reference.key for i in cluster} - {key})
    merged = replace(
        base.reference, key=key, csl=dict(sorted(item.items())), keywords=tuple(keywords), short_author=short
    )
    return replace(merged, aliases=tuple(aliases)), decisions


def _reason(index: int, cluster: Sequence[int], ties: _Ties) -> str:
    """The strongest evidence that ties an entry to the others."""
    verdicts = [ties.verdict(index, other) for other in cluster if other != index]
    same = [v for v in verdicts if v.answer is Answer.SAME]
    return max(same, key=lambda v: (v.strength, v.reason)).reason if same else ""


def _report_merged(base: _Entry, other: _Entry, reason: str, fields: Sequence[str], report: Report) -> None:
    values = {"kept": base.name, "merged": other.name, "reason": reason}
    if base.slug == other.slug and base.reference.location.file == other.reference.location.file:
        report.add("same-work-twice", other.reference.location, severity=None, **values)
    if fields:
        values["fields"] = ", ".join(fields)
        report.add("conflicting-references", other.reference.location, severity=None, **values)
    elif base.slug != other.slug:
        report.add("merged-references", other.reference.location, severity=None, **values)


def _report_possible(one: _Entry, two: _Entry, reason: str, report: Report) -> None:
    report.add("possible-duplicate", two.reference.location, kept=one.name, merged=two.name, reason=reason)


# keys


def safe_key(key: str) -> str:
    """A key as xml:id allows it: an NCName of ASCII letters, digits, `.`, `_` and `-`."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", anyascii(key)).strip("-.")
    return safe if re.match(r"[A-Za-z_]", safe) else f"ref-{safe}".rstrip("-")


def _keys(entries: Sequence[_Entry], clusters: Sequence[Sequence[int]]) -> dict[int, str]:
    """The key of each cluster, by its first member: the one its chapters use most, made safe and unique.

    Of two works that bear the same key, the one that comes first in the book keeps it; the other one's key
    takes the name of its contribution, and a number only when that is not enough.
    """
    taken: set[str] = set()
    keys: dict[int, str] = {}
    for cluster in clusters:
        counted = Counter(entries[i].reference.key for i in cluster)
        most = max(counted.values())
        first = next(entries[i] for i in cluster if counted[entries[i].reference.key] == most)
        wanted = safe_key(first.reference.key)
        key = wanted
        if key.lower() in taken:
            wanted = key = safe_key(f"{wanted}-{first.slug}")
        number = 2
        while key.lower() in taken:
            key = f"{wanted}-{number}"
            number += 1
        taken.add(key.lower())
        keys[cluster[0]] = key
    return keys
