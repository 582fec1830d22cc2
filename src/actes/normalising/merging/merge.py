"""Many bibliographies made one: which entries are the same work, under which key, with which fields, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from actes.diagnostics import Report
from actes.harmless import inert
from actes.model import Reference
from actes.normalising.merging.clusters import clusters_of
from actes.normalising.merging.fields import completeness, merged_item
from actes.normalising.merging.identity import Answer
from actes.normalising.merging.keys import keys_of
from actes.normalising.merging.overrides import Named, Overrides
from actes.normalising.merging.reasons import in_words
from actes.normalising.merging.ties import Entry, Ties
from actes.normalising.merging.works import Work, work_of


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


def merge(bibliographies: Mapping[str, Sequence[Reference]], overrides: Overrides, report: Report) -> Merged:
    """One bibliography out of each contribution's (by slug, in the order of the book).

    Works are told apart by `identity.compare` and by the editor's `overrides`, which win. Merged keys
    are safe as xml:id, unique without regard to case, and depend on nothing but the input. What was merged with
    conflicting fields, what may be one work and was kept apart, and a work twice in one file are reported.
    """
    entries = _entries(bibliographies)
    ties = Ties(entries)
    _apply(overrides, ties, report)
    clusters, apart = clusters_of(ties)
    keys = keys_of(entries, clusters)
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
    return "".join("\t".join(inert(re.sub(r"[\t\n]+", " ", cell)) for cell in row) + "\n" for row in rows)


def _entries(bibliographies: Mapping[str, Sequence[Reference]]) -> list[Entry]:
    """Every entry with the identity of its work; chapters that share a library have many in the same words."""
    works: dict[str, Work] = {}
    entries: list[Entry] = []
    for slug, references in bibliographies.items():
        for reference in references:
            words = repr(reference.csl)
            if words not in works:
                works[words] = work_of(reference.csl)
            entries.append(Entry(slug, reference, works[words]))
    return entries


# the editor's decisions


def _apply(overrides: Overrides, ties: Ties, report: Report) -> None:
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


def _named(name: Named, ties: Ties, report: Report) -> list[int]:
    found = [i for i, e in enumerate(ties.entries) if name.text in (e.name, e.reference.key)]
    if not found:
        report.add("unknown-override", name.location, key=name.text)
    return found


# one work


def _one(key: str, cluster: Sequence[int], ties: Ties, report: Report) -> tuple[Reference, list[Decision]]:
    """The reference of a work and the decisions that made it."""
    entries = ties.entries
    first = entries[cluster[0]].reference.csl
    alike = all(entries[i].reference.csl == first for i in cluster)
    ordered = sorted(
        cluster,
        key=lambda i: (
            i not in ties.preferred,
            *(() if alike else (-n for n in completeness(entries[i].reference.csl))),
            i,
        ),
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


def _reason(index: int, cluster: Sequence[int], ties: Ties) -> str:
    """The strongest evidence that ties an entry to the others."""
    verdicts = [ties.verdict(index, other) for other in cluster if other != index]
    same = [v for v in verdicts if v.answer is Answer.SAME]
    return max(same, key=lambda v: (v.strength, v.reason)).reason if same else ""


def _report_merged(base: Entry, other: Entry, reason: str, fields: Sequence[str], report: Report) -> None:
    values = {"kept": base.name, "merged": other.name, **in_words(reason)}
    if base.slug == other.slug and base.reference.location.file == other.reference.location.file:
        report.add("same-work-twice", other.reference.location, severity=None, **values)
    if fields:
        values["fields"] = ", ".join(fields)
        report.add("conflicting-references", other.reference.location, severity=None, **values)
    elif base.slug != other.slug:
        report.add("merged-references", other.reference.location, severity=None, **values)


def _report_possible(one: Entry, two: Entry, reason: str, report: Report) -> None:
    values = {"kept": one.name, "merged": two.name, **in_words(reason, doubtful=True)}
    report.add("possible-duplicate", two.reference.location, severity=None, **values)
