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
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from actes import pandoc
from actes.cache import Cache
from actes.diagnostics import Diagnostic, Report
from actes.model import BibliographySection, Contribution, Reference, Volume
from actes.outcome import Progress, silent
from actes.parallel import spread
from actes.resolving import chapters, citations, cross_references, formulas, indexes, matter
from actes.resolving.chapters import Manner

__all__ = ["resolve"]

Merge = Callable[[Volume, Report, Cache | None], Volume]
"""A volume with the bibliographies of its contributions made one, which a cache may know."""


def resolve(
    volume: Volume,
    report: Report,
    cache: Cache | None = None,
    *,
    jobs: int = 1,
    progress: Progress = silent,
    printed: bool = True,
    merge: Merge | None = None,
) -> Volume:
    """`volume` in the resolved form. Chapters already resolved with the same text and style come from `cache`.

    Without `printed`, entries of lists of references have no text: what writes references as data needs none.
    `merge` makes one bibliography of those of the chapters, which need not wait for it.
    """
    manner = Manner(volume.style, volume.typography, printed)
    task = _Task(volume, manner, merge, cache)
    # the bibliography of the volume takes longest: it comes first
    parts = ["", *(c.slug for c in volume.contributions)]
    made: list[_Chapter] = []
    for i, packed in enumerate(spread(_resolved, task, parts, jobs)):
        if i:
            chapter, diagnostics = pickle.loads(packed)
            made.append(chapter)
        else:
            listed, merging, bibliography, diagnostics = pickle.loads(packed)
            volume = replace(volume, references=listed, merging=merging, bibliography=bibliography)
        report.extend(diagnostics)
        progress("resolve", i, len(volume.contributions))
    known = {chapter.contribution.slug: chapter.targets for chapter in made}
    linked = replace(volume, contributions=tuple(c.contribution for c in made))
    settled = tuple(
        cross_references.resolve(c.contribution, linked, known, report) if c.pending else c.contribution for c in made
    )
    linked = matter.resolve(replace(linked, contributions=settled), manner, known, report)
    return indexes.index(formulas.convert_volume(linked, report))


@dataclass(frozen=True)
class _Chapter:
    """A contribution resolved but for what leads to others: what others may refer to, whether it refers to any."""

    contribution: Contribution
    targets: Mapping[str, cross_references.Target]
    pending: bool


@dataclass(frozen=True)
class _Task:
    """What resolving each part of a volume needs in common."""

    volume: Volume
    manner: Manner
    merge: Merge | None
    cache: Cache | None

    def recall(self, subject: object, make: Callable[[], object]) -> bytes:
        """The pickled result of `make()`, which depends on `subject` and the manner."""
        return self.cache.recall("resolve", (subject, self.manner), make) if self.cache else pickle.dumps(make())


def _resolved(task: _Task, slug: str) -> bytes:
    """Pickled: the contribution `slug` resolved by itself, or, for "", the volume's bibliography; what is wrong."""
    pandoc.remember_in(task.cache)
    if not slug:
        return pickle.dumps(_bibliography(task))
    contribution = task.volume.contribution(slug)
    return task.recall(contribution, lambda: _chapter(contribution, task.manner))


def _chapter(contribution: Contribution, manner: Manner) -> tuple[_Chapter, list[Diagnostic]]:
    resolved, diagnostics = chapters.resolve((contribution, manner))
    targets = cross_references.targets(resolved)
    linked, pending = cross_references.resolve_own(resolved, targets, manner.typography)
    return _Chapter(linked, targets, pending), diagnostics


def _bibliography(
    task: _Task,
) -> tuple[tuple[Reference, ...], str, tuple[BibliographySection, ...], list[Diagnostic]]:
    """The works of the volume, the report on how they were merged, its bibliography, and what is wrong."""
    report = Report()
    volume = task.merge(task.volume, report, task.cache) if task.merge else task.volume
    listed = citations.consolidated(volume)

    def make() -> tuple[tuple[BibliographySection, ...], list[Diagnostic]]:
        own, language, manner = Report(), volume.language, task.manner
        found = citations.consolidate(listed, manner.style, language, volume.source, own, printed=manner.printed)
        return chapters.typeset_bibliography(found, language, manner.typography), list(own)

    bibliography, diagnostics = pickle.loads(task.recall((listed, volume.language, volume.source), make))
    report.extend(diagnostics)
    return volume.references, volume.merging, bibliography, list(report)
