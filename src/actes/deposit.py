"""From manuscripts to deposit packages: what a build makes, completed by what archives ask, put in place.

Nothing is ever sent: `build/deposit/<target>/` holds what an editor uploads, `build/metadata/` what the pages of
the volume's web site say of themselves.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from actes import checking, stages
from actes.build import outputs_in_memory
from actes.cache import Cache
from actes.depositing import completeness, metadata
from actes.depositing.completeness import Lack
from actes.depositing.dossier import Dossier, Packages
from actes.depositing.packages import NEEDS, packages
from actes.diagnostics import Diagnostic, MachineError, Report, Severity
from actes.files import write_atomically
from actes.model import Contribution, Volume
from actes.outcome import ALL, Progress, Request, silent
from actes.styles import StyleError


@dataclass(frozen=True)
class Deposit:
    """What a deposit found and wrote: `diagnostics` are those of the manuscripts.

    `written` are the paths of all packages, `changed` those that are new or differ from the last deposit.
    """

    volume: Volume | None
    lacks: tuple[Lack, ...] = ()
    written: tuple[Path, ...] = ()
    changed: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def exit_code(self) -> int:
        """1 when something required is missing, or the manuscripts have an error."""
        errors = any(d.severity is Severity.ERROR for d in self.diagnostics)
        return int(errors or self.volume is None or any(lack.required for lack in self.lacks))


def check(request: Request, targets: Sequence[str]) -> Deposit:
    """What is required and recommended by `targets` and missing; nothing is laid out nor written."""
    volume, report, _ = _prepared(request, silent)
    if volume is None:
        return Deposit(None, diagnostics=tuple(report))
    found = completeness.lacks(volume, targets, _chosen(request, volume, report))
    return Deposit(volume, tuple(found), diagnostics=tuple(checking.settle(report, volume)))


def deposit(request: Request, targets: Sequence[str], progress: Progress = silent) -> Deposit:
    """Write the packages for `targets` below `request.output`.

    Raises MachineError when the machine fails (no space, no permission, a library that lacks).
    """
    try:
        return _deposit(request, targets, progress)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        problem = f"{error.strerror or error}{where}"
        raise MachineError(f"{problem}: free some space or mend the rights, then deposit again") from error


def _deposit(request: Request, targets: Sequence[str], progress: Progress) -> Deposit:
    volume, report, cache = _prepared(request, progress)
    if volume is None:
        return Deposit(None, diagnostics=tuple(report))
    contributions = _chosen(request, volume, report)
    found = completeness.lacks(volume, targets, contributions)
    written: list[Path] = []
    changed: list[Path] = []
    # a draft has no package at all: it need not be laid out
    if not volume.incomplete and contributions:
        needed = {output for target in targets for output in NEEDS.get(target, ())}
        outputs = replace(request, outputs=tuple(o for o in ALL if o in needed))
        try:
            page_map, files = outputs_in_memory(outputs, volume, cache, report, progress)
        except StyleError as error:
            report.add("broken-style-file", error.location, problem=error.message)
        else:
            epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
            dossier = Dossier(volume, page_map, files, int(epoch) if epoch.isdecimal() else None)
            whole = not request.only
            sources = _sources(volume, request.output) if whole and "bagit" in targets else {}
            made = packages(dossier, targets, contributions, found, sources, whole=whole)
            about = metadata.files(dossier, contributions, whole=whole)
            for folder, files, owned in (
                (request.output / "deposit", made, targets),
                (request.output / "metadata", about, _folders(request.output)),
            ):
                changed += _put(folder, files, owned if whole else ())
                written += [folder / path for path in files]
    cache.prune()
    return Deposit(volume, tuple(found), tuple(written), tuple(changed), tuple(checking.settle(report, volume)))


def _prepared(request: Request, progress: Progress) -> tuple[Volume | None, Report, Cache]:
    cache, report = Cache.of(request.output), Report()
    return stages.prepare(request.path, cache, report, jobs=request.jobs, progress=progress), report, cache


def _chosen(request: Request, volume: Volume, report: Report) -> list[Contribution]:
    """The contributions asked for, in the order of the book; all of them when none is named."""
    slugs = {c.slug for c in volume.contributions}
    for slug in request.only:
        if slug not in slugs:
            report.add("unknown-contribution", volume.source, value=slug, known=", ".join(sorted(slugs)) or "—")
    return [c for c in volume.contributions if not request.only or c.slug in request.only]


def _folders(output: Path) -> list[str]:
    folder = output / "metadata"
    return sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []


def _put(folder: Path, files: Packages, owned: Sequence[str]) -> list[Path]:
    """Write those of `files` that have changed below `folder`, and tell which.

    What its folders `owned` hold besides is stale and goes.
    """
    changed = [folder / path for path, data in files.items() if not _holds(folder / path, data)]
    for path in changed:
        write_atomically(path, files[path.relative_to(folder).as_posix()])
    for name in owned:
        for stale in sorted((folder / name).glob("*")):
            if stale.is_file() and stale.relative_to(folder).as_posix() not in files:
                stale.unlink()
        if (folder / name).is_dir() and not any((folder / name).iterdir()):
            (folder / name).rmdir()
    return changed


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _sources(volume: Volume, output: Path) -> Mapping[str, bytes]:
    """The manuscripts the volume was read from, by path below its folder; those left out are not in it."""
    root = volume.folder.resolve()
    made: dict[str, bytes] = {}
    for path in _source_files(volume):
        found = path.resolve()
        if found.is_relative_to(root) and not found.is_relative_to(output.resolve()) and found.is_file():
            made[found.relative_to(root).as_posix()] = found.read_bytes()
    return dict(sorted(made.items()))


def _source_files(volume: Volume) -> Iterator[Path]:
    yield volume.folder / "volume.yaml"
    for piece in volume.pieces:
        path = Path(piece.source.file)
        yield from (path, *path.parent.glob("*.bib"), *(path.parent / url for url in piece.assets))
    yield from (Path(c.source.file) for c in volume.contributions)
    for contribution in volume.contributions:
        if contribution.folder.resolve() == volume.folder.resolve():
            yield from contribution.folder.glob("*.bib")
            continue
        for path in contribution.folder.rglob("*"):
            hidden = any(part.startswith(".") for part in path.relative_to(contribution.folder).parts)
            if not hidden and not path.is_symlink():
                yield path
