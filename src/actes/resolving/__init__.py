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
from dataclasses import dataclass, replace
from typing import Any

from actes import pandoc
from actes.cache import Cache, digest, package_digest
from actes.diagnostics import Diagnostic, Report
from actes.model import BibliographySection, Reference, Volume
from actes.outcome import Progress, silent
from actes.parallel import spread
from actes.resolving import chapters, citations, cross_references, formulas, indexes, matter
from actes.resolving.chapters import Manner

__all__ = ["resolve"]


def resolve(
    volume: Volume, report: Report, cache: Cache | None = None, *, jobs: int = 1, progress: Progress = silent
) -> Volume:
    """`volume` in the resolved form. Chapters already resolved with the same text and style come from `cache`."""
    manner = Manner(volume.style, volume.typography)
    task = _Task(citations.consolidated(volume), volume, manner, cache, package_digest() if cache else "")
    # the bibliography of the volume takes longest: it comes first
    parts = ["", *(c.slug for c in volume.contributions)]
    made: list[Any] = []
    for i, packed in enumerate(spread(_resolved, task, parts, jobs)):
        result, diagnostics = pickle.loads(packed)
        made.append(result)
        report.extend(diagnostics)
        progress("resolve", i, len(volume.contributions))
    bibliography, *resolved = made
    known = {c.slug: cross_references.targets(c) for c in resolved}
    linked = replace(volume, contributions=tuple(resolved), bibliography=bibliography)
    linked = replace(linked, contributions=tuple(cross_references.resolve(c, linked, known, report) for c in resolved))
    settled = matter.resolve(linked, manner, known, report)
    return indexes.index(formulas.convert_volume(settled, report))


@dataclass(frozen=True)
class _Task:
    """What resolving each part of a volume needs in common; `listed` are the works in its bibliography."""

    listed: tuple[Reference, ...]
    volume: Volume
    manner: Manner
    cache: Cache | None
    code: str


def _resolved(task: _Task, slug: str) -> bytes:
    """The contribution `slug` resolved by itself, or, for "", the volume's bibliography; and what is wrong. Pickled."""
    pandoc.remember_in(task.cache)
    volume, manner = task.volume, task.manner
    contribution = volume.contribution(slug) if slug else None
    subject = (contribution or (task.listed, volume.language, volume.source), manner)
    key = digest("resolve", task.code, pickle.dumps(subject)) if task.cache else ""
    held = task.cache.get(key) if task.cache else None
    if held is not None:
        return held
    if contribution is not None:
        packed = pickle.dumps(chapters.resolve((contribution, manner)))
    else:
        packed = pickle.dumps(_bibliography(task))
    if task.cache:
        task.cache.put(key, packed)
    return packed


def _bibliography(task: _Task) -> tuple[tuple[BibliographySection, ...], list[Diagnostic]]:
    report, language = Report(), task.volume.language
    found = citations.consolidate(task.listed, task.manner.style, language, task.volume.source, report)
    return chapters.typeset_bibliography(found, language, task.manner.typography), list(report)
