"""Numbers, citations, cross-references, typography, formulas, indexes: everything two writers would need.

Resolving annotates and never flattens. In the *resolved form* it yields:

- identifiers are local to their contribution and safe (`[a-z0-9-]`); the anchor in a volume is `<slug>--<id>`;
- a `Cite` keeps its keys; its inlines are the rendered citation, each cite a `Span` of class `cite` with `key`
  (a key that is in no bibliography: class `cite-missing`);
- a note is `Span(fn-N, footnote, number=N)[Note]`;
- a cross-reference is a `Link` of class `xref` with `ref-type` (JATS), `rid`, and `chapter` when it leads to
  another contribution; its inlines are the text to show; one that leads nowhere is a `Span` `xref-missing`;
- a `Figure` has `label` and `number`; its blocks are the images, then `Div`s `note`, `source`, `credit`,
  `long-description`; an image's alternative text is its attribute `alt`;
- a table is a `Div` `table-wrap` with one `Table`, then `Div`s `note`, `source`, `credit`;
- a displayed formula is a `Span` `equation`, with a `label` when it is numbered;
- a quotation's attribution is a last `Div` `attribution`; a box's title a first `Div` `box-title`;
- no raw node and no `Quoted` is left, and French spacing is in the `Str` nodes.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from actes.cache import Cache, digest, package_digest
from actes.diagnostics import Diagnostic, Report
from actes.model import Contribution, Volume
from actes.outcome import Progress, silent
from actes.resolving import chapters, cross_references, formulas, indexes, matter
from actes.resolving.chapters import Manner

__all__ = ["resolve"]

FEW = 3
"""Contributions below which starting processes costs more than it saves."""


def resolve(
    volume: Volume, report: Report, cache: Cache | None = None, *, jobs: int = 1, progress: Progress = silent
) -> Volume:
    """`volume` in the resolved form. Chapters already resolved with the same text and style come from `cache`."""
    manner = Manner(volume.style, volume.typography)
    resolved = _chapters(volume.contributions, manner, report, cache, jobs, progress)
    known = {c.slug: cross_references.targets(c) for c in resolved}
    linked = replace(volume, contributions=tuple(resolved))
    linked = replace(linked, contributions=tuple(cross_references.resolve(c, linked, known, report) for c in resolved))
    settled = matter.resolve(linked, manner, known, report)
    return indexes.index(formulas.convert_volume(settled, report))


def _chapters(
    contributions: Sequence[Contribution],
    manner: Manner,
    report: Report,
    cache: Cache | None,
    jobs: int,
    progress: Progress,
) -> list[Contribution]:
    code = package_digest() if cache else ""
    keys = [digest("resolve", code, pickle.dumps((c, manner))) if cache else "" for c in contributions]
    done: dict[int, tuple[Contribution, list[Diagnostic]]] = {}
    for i, key in enumerate(keys):
        held = cache.get(key) if cache else None
        if held is not None:
            done[i] = pickle.loads(held)
    missing = [i for i in range(len(contributions)) if i not in done]
    progress("resolve", len(done), len(contributions))
    tasks = [(contributions[i], manner) for i in missing]
    if jobs > 1 and len(tasks) > FEW:
        with ProcessPoolExecutor(jobs) as pool:
            results = list(pool.map(chapters.resolve, tasks, chunksize=1))
    else:
        results = [chapters.resolve(task) for task in tasks]
    for i, result in zip(missing, results, strict=True):
        done[i] = result
        if cache:
            cache.put(keys[i], pickle.dumps(result))
    progress("resolve", len(contributions), len(contributions))
    for i in range(len(contributions)):
        report.extend(done[i][1])
    return [done[i][0] for i in range(len(contributions))]
