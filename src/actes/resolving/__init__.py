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
from collections.abc import Mapping
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


def resolve(
    volume: Volume,
    report: Report,
    cache: Cache | None = None,
    *,
    jobs: int = 1,
    progress: Progress = silent,
    printed: bool = True,
) -> Volume:
    """`volume` in the resolved form. Chapters already resolved with the same text and style come from `cache`.

    Without `printed`, entries of lists of references have no text: what writes references as data needs none.
    """
    manner = Manner(volume.style, volume.typography, printed)
    task = _Task(citations.consolidated(volume), volume, manner, cache)
    # the bibliography of the volume takes longest: it comes first
    parts = ["", *(c.slug for c in volume.contributions)]
    bibliography: tuple[BibliographySection, ...] = ()
    made: list[_Chapter] = []
    for i, packed in enumerate(spread(_resolved, task, parts, jobs)):
        result, diagnostics = pickle.loads(packed)
        if i:
            made.append(result)
        else:
            bibliography = result
        report.extend(diagnostics)
        progress("resolve", i, len(volume.contributions))
    known = {chapter.contribution.slug: chapter.targets for chapter in made}
    linked = replace(volume, contributions=tuple(c.contribution for c in made), bibliography=bibliography)
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
    """What resolving each part of a volume needs in common; `listed` are the works in its bibliography."""

    listed: tuple[Reference, ...]
    volume: Volume
    manner: Manner
    cache: Cache | None


def _resolved(task: _Task, slug: str) -> bytes:
    """The contribution `slug` resolved by itself, or, for "", the volume's bibliography; and what is wrong. Pickled."""
    pandoc.remember_in(task.cache)
    volume, manner = task.volume, task.manner
    contribution = volume.contribution(slug) if slug else None
    subject = (contribution or (task.listed, volume.language, volume.source), manner)

    def make() -> object:
        return _chapter(contribution, manner) if contribution is not None else _bibliography(task)

    return task.cache.recall("resolve", subject, make) if task.cache else pickle.dumps(make())


def _chapter(contribution: Contribution, manner: Manner) -> tuple[_Chapter, list[Diagnostic]]:
    resolved, diagnostics = chapters.resolve((contribution, manner))
    targets = cross_references.targets(resolved)
    linked, pending = cross_references.resolve_own(resolved, targets, manner.typography)
    return _Chapter(linked, targets, pending), diagnostics


def _bibliography(task: _Task) -> tuple[tuple[BibliographySection, ...], list[Diagnostic]]:
    report, language, manner = Report(), task.volume.language, task.manner
    found = citations.consolidate(
        task.listed, manner.style, language, task.volume.source, report, printed=manner.printed
    )
    return chapters.typeset_bibliography(found, language, manner.typography), list(report)
