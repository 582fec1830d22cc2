"""The stages that look at the whole volume, by name and in order; what `build`, `preview` and `check` share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from actes import checking, normalising, pandoc, resolving
from actes.cache import Cache
from actes.diagnostics import Report
from actes.model import Volume
from actes.outcome import Progress, silent
from actes.reading.volume import Options, read_volume
from actes.tree import Node, rewrite, span, value


def prepare(
    path: Path,
    cache: Cache,
    report: Report,
    *,
    jobs: int = 2,
    progress: Progress = silent,
    printed: bool = True,
) -> Volume | None:
    """The volume at `path`, read, normalised, resolved and checked; None when there is nothing to read.

    Problems go to `report`; copies of images and results of pandoc and CSL go to `cache`. Without `printed`,
    entries of lists of references are put in order and have no text.
    """
    pandoc.remember_in(cache)
    progress("read", 0, 1)
    options = Options(cache.folder / "assets", normalising.link_typed_citations, jobs, store=cache, output=cache.output)
    volume = read_volume(path, options, report)
    if volume is None:
        return None
    progress("read", 1, 1)
    merge = normalising.merge_bibliographies
    volume = resolving.resolve(volume, report, cache, jobs=jobs, progress=progress, printed=printed, merge=merge)
    checking.check(volume, report, cache, jobs=jobs)
    return volume


def alone(volume: Volume, slug: str) -> Volume | None:
    """A volume of one contribution, its number and identity kept; None when there is no such contribution.

    References to chapters that are not there become plain text.
    """
    chosen = [c for c in volume.contributions if c.slug == slug]
    if not chosen:
        return None

    def change(node: Node) -> Node | None:
        if node["t"] == "Link" and value(node, "chapter"):
            return span(node["c"][1])
        return None

    contribution = replace(
        chosen[0],
        body=rewrite(chosen[0].body, change, {"Link"}),
        appendices=rewrite(chosen[0].appendices, change, {"Link"}),
        acknowledgements=rewrite(chosen[0].acknowledgements, change, {"Link"}),
    )
    axes = [replace(a, contributions=(slug,), introduction=None) for a in volume.axes if slug in a.contributions]
    single = replace(volume, axes=tuple(axes), contributions=(contribution,), left_out=())
    return resolving.indexes.index(replace(single, bibliography=()))
