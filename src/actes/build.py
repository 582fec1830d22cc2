"""From manuscripts to outputs: the stages in order, the outputs written whole or not at all.

    read -> normalise -> resolve -> check -> paginate -> write

Everything is written aside first and moved at the end (`publishing`), so that an interrupted build, a full
disk or an invalid file leaves the former outputs whole. What inputs have not changed since the last build of
the same kind is not built again.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from actes import checking, freshness, publishing, stages
from actes.cache import Cache, workspace
from actes.diagnostics import Diagnostic, MachineError, Report, Severity
from actes.files import display
from actes.model import PageMap, Volume
from actes.outcome import PAGINATED, Outcome, Product, Progress, Request, silent
from actes.parallel import spread
from actes.styles import StyleError
from actes.tree import count_words
from actes.validating import validate_article
from actes.writing import epub, html, jats, pdf
from actes.writing.bib_export import export

UNPRINTED = {"jats"}
"""Outputs that write references as data: they need no entry of a list of references as it is printed."""


@dataclass(frozen=True)
class _Job:
    """A volume to write, under a name: the whole, or one contribution by itself."""

    volume: Volume
    stem: str
    layout: pdf.Layout | None
    units: tuple[html.Unit, ...]
    report: Report
    jobs: int = 1

    @property
    def page_map(self) -> PageMap | None:
        return self.layout.page_map if self.layout else None


_File = tuple[str, str, bytes]
"""Kind of output, path below the output folder, contents."""


def _write_pdf(job: _Job) -> Iterator[_File]:
    assert job.layout
    yield "pdf", f"{job.stem}.pdf", pdf.write_book(job.layout)


def _write_epub(job: _Job) -> Iterator[_File]:
    # the units were made before the pages were known: with a page map, indexes and contents are made again
    units = None if job.page_map else job.units
    yield "epub", f"{job.stem}.epub", epub.write_epub(job.volume, job.page_map, units, job.report)


def _write_jats(job: _Job) -> Iterator[_File]:
    folder = "jats" if not job.volume.incomplete else f"{job.stem}.jats"
    task = (job.volume, job.page_map, folder)
    parts: dict[str, jats.Part] = {}
    # the bibliography of the volume takes longest: it comes first
    slugs = ["", *(c.slug for c in job.volume.contributions)]
    for slug, (files, part, diagnostics) in zip(slugs, spread(_jats_part, task, slugs, job.jobs), strict=True):
        job.report.extend(diagnostics)
        parts[slug] = part
        yield from files
    book = jats.write_volume(job.volume, job.page_map, job.report, parts=parts)
    if _publishable(book, f"{job.stem}.bits.xml", job.report):
        yield "bits", f"{job.stem}.bits.xml", book
        for name, data in jats.volume_figures(job.volume).items():
            yield "figure", f"{job.stem}.figures/{name}", data


def _jats_part(
    task: tuple[Volume, PageMap | None, str], slug: str
) -> tuple[list[_File], jats.Part, tuple[Diagnostic, ...]]:
    """The files of a contribution in JATS, none when its XML is invalid; its part of the BITS; what is wrong.

    For "", the part that is the bibliography of the volume.
    """
    volume, page_map, folder = task
    if not slug:
        return [], jats.write_bibliography(volume), ()
    contribution, report = volume.contribution(slug), Report()
    files = jats.article_files(volume, contribution, page_map, report)
    place, article = f"{folder}/{contribution.slug}", f"{contribution.slug}.xml"
    made: list[_File] = []
    # an invalid article is not published, nor are its figures: the one before stays
    if _publishable(files[article], f"{place}/{article}", report):
        others = {file.name: "supplement" for file in contribution.supplements.values()} | {article: "jats"}
        made = [(others.get(n, "figure"), f"{place}/{n}", data) for n, data in files.items()]
    part = jats.write_part(volume, contribution, page_map, report)
    return made, part, tuple(report)


def _publishable(data: bytes, file: str, report: Report) -> bool:
    """Whether a JATS or BITS file may be published. What it only lacks is said of the manuscript, by `checking`."""
    found = Report()
    valid = validate_article(data, found, file)
    report.extend(d for d in found if d.severity is Severity.ERROR)
    return valid


def _write_offprints(job: _Job) -> Iterator[_File]:
    assert job.layout
    folder = "offprints" if not job.volume.incomplete else f"{job.stem}.offprints"
    for contribution in job.volume.contributions:
        yield "offprint", f"{folder}/{contribution.slug}.pdf", pdf.write_offprint(job.layout, contribution.slug)


def _write_reports(volume: Volume) -> Iterator[_File]:
    """What the editor may want to read: citations typed by hand, how the bibliographies were merged."""
    for contribution in volume.contributions:
        yield "report", f"reports/citations/{contribution.slug}.tsv", contribution.typed_citations.encode()
    yield "report", "reports/references.tsv", volume.merging.encode()
    for name, data in export(volume.references).items():
        yield "report", name, data


OUTPUTS: Mapping[str, Callable[[_Job], Iterator[_File]]] = {
    "pdf": _write_pdf,
    "epub": _write_epub,
    "jats": _write_jats,
    "offprints": _write_offprints,
}


def build(request: Request, progress: Progress = silent) -> Outcome:
    """Build what is asked for; the diagnostics are settled (severities of the volume, waivers).

    Raises MachineError when the machine fails (no space, no permission, a library that lacks).
    """
    started = time.perf_counter()
    try:
        cache = Cache.of(request.output)
        publishing.resume(request.output, cache.folder)
        fingerprint = freshness.fingerprint(request)
        former = freshness.recall(request, fingerprint)
        if former is not None:
            return replace(former, seconds=time.perf_counter() - started)
        outcome = _build(request, cache, progress)
        outcome = replace(outcome, seconds=time.perf_counter() - started)
        freshness.remember(request, fingerprint, outcome)
        cache.prune()
        return outcome
    except BrokenProcessPool as error:
        raise MachineError(
            "a process of the build was killed, most often because the memory was full: nothing was written, "
            "the former outputs are whole; close other programs or build with --jobs 1"
        ) from error
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise MachineError(
            f"{error.strerror or error}{where}: nothing was written, the former outputs are whole; "
            "free some space or mend the rights, then build again"
        ) from error


def _build(request: Request, cache: Cache, progress: Progress) -> Outcome:
    report = Report()
    if PAGINATED.intersection(request.outputs):
        pdf.warm_up(request.jobs)
    printed = not UNPRINTED.issuperset(request.outputs)
    volume = stages.prepare(request.path, cache, report, jobs=request.jobs, progress=progress, printed=printed)
    if volume is None:
        return Outcome((), tuple(report))
    for slug in request.only:
        if slug not in {c.slug for c in volume.contributions}:
            known = ", ".join(c.slug for c in volume.contributions) or "—"
            report.add("unknown-contribution", volume.source, value=slug, known=known)
    volumes = {f"only/{s}": v for s in request.only if (v := stages.alone(volume, s))} if request.only else {}
    if not request.only:
        volumes = {f"{volume.id}.draft" if volume.incomplete else volume.id: volume}
    files: list[_File] = []
    pages: dict[str, int] = {}
    for stem, part in volumes.items():
        if not part.contributions:
            continue
        try:
            files += list(_files(request, part, stem, cache, report, progress, pages))
        except StyleError as error:
            # none of this volume's outputs can be made as its editor wants them: the former ones stay
            report.add("broken-style-file", error.location, problem=error.message)
    if not request.only:
        files += _write_reports(volume)
    diagnostics = tuple(d for d in checking.settle(report, volume) if _concerns(d, volume, request.only))
    refused = request.strict and any(d.severity in {Severity.ERROR, Severity.WARNING} for d in diagnostics)
    products = () if refused else _publish(request, files, pages, progress)
    words = sum(count_words([c.body, c.appendices]) for v in volumes.values() for c in v.contributions)
    references = sum(len(s.entries) for v in volumes.values() for c in v.contributions for s in c.bibliography)
    return Outcome(products, diagnostics, words, references)


def _concerns(diagnostic: Diagnostic, volume: Volume, only: Sequence[str]) -> bool:
    """Whether a problem is to be told: when only some contributions are built, those of the others are not."""
    if not only or diagnostic.code == "unknown-contribution":
        return True
    folders = [display(c.folder) for c in volume.contributions if c.slug in only]
    return any(Path(diagnostic.location.file).is_relative_to(folder) for folder in folders)


def _files(
    request: Request,
    volume: Volume,
    stem: str,
    cache: Cache,
    report: Report,
    progress: Progress,
    pages: dict[str, int],
) -> Iterator[_File]:
    job = _job(request, volume, stem, cache, report, progress)
    for i, name in enumerate(request.outputs):
        progress(f"write-{name}", i, len(request.outputs))
        for kind, path, data in OUTPUTS[name](job):
            if job.page_map and kind == "pdf":
                pages[path] = job.page_map.total
            elif job.page_map and kind == "offprint":
                pages[path] = job.page_map.counts.get(Path(path).stem, 0)
            yield kind, path, data
        progress(f"write-{name}", i + 1, len(request.outputs))


def _job(
    request: Request,
    volume: Volume,
    stem: str,
    cache: Cache,
    report: Report,
    progress: Progress,
    *,
    with_pages: bool = False,
) -> _Job:
    units = html.units(volume) if with_pages or set(request.outputs) & {"pdf", "epub", "offprints"} else ()
    layout = None
    if with_pages or PAGINATED.intersection(request.outputs):
        layout = pdf.lay_out(volume, units, cache, jobs=request.jobs, report=report, progress=progress)
    return _Job(volume, stem, layout, units, report, request.jobs)


def outputs_in_memory(
    request: Request, volume: Volume, cache: Cache, report: Report, progress: Progress = silent
) -> tuple[PageMap | None, dict[str, bytes]]:
    """The pages of `volume` and the outputs that `request` names, by path: what a build would write.

    Raises StyleError for a template or style sheet of the volume that is unusable.
    """
    job = _job(request, volume, volume.id, cache, report, progress, with_pages=True)
    made: dict[str, bytes] = {}
    for i, name in enumerate(request.outputs):
        progress(f"write-{name}", i, len(request.outputs))
        made |= {path: data for _kind, path, data in OUTPUTS[name](job)}
        progress(f"write-{name}", i + 1, len(request.outputs))
    return job.page_map, made | {path: data for _kind, path, data in _write_reports(volume)}


def _publish(request: Request, files: list[_File], pages: Mapping[str, int], progress: Progress) -> tuple[Product, ...]:
    """Put all files in place of the former ones; remove those no longer made."""
    output, made = request.output, {path for _kind, path, _data in files}
    # a draft never touches what a complete volume made
    draft = any(".draft." in path for path in made)
    former = freshness.former_outputs(request)
    removed = [path for path in former - made if not draft or ".draft." in path]
    progress("publish", 0, len(files))
    freshness.announce(request, made)
    publishing.publish(output, workspace(output), [(path, data) for _kind, path, data in files], removed)
    progress("publish", len(files), len(files))
    return tuple(Product(kind, output / path, pages.get(path, 0)) for kind, path, _data in files)


def check(path: Path, workspace: Path | None = None, jobs: int = 2) -> tuple[Volume | None, tuple[Diagnostic, ...]]:
    """Read and check `path` without writing anything: the volume and its settled diagnostics."""
    report = Report()
    if workspace is not None:
        volume = stages.prepare(path, Cache(workspace), report, jobs=jobs)
        return volume, tuple(checking.settle(report, volume)) if volume else tuple(report)
    folder = Path(tempfile.mkdtemp(prefix="actes-"))
    try:
        return check(path, folder, jobs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
