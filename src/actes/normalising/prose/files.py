"""Citations typed by hand in files: what `actes normalize` shows, writes and reports.

A path is a volume, a contribution's folder or a lone text file; nothing here parses a volume, so that an
unfinished one can be normalised too.
"""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from actes.diagnostics import Location, Report, Severity
from actes.files import display, write_atomically
from actes.model import Reference
from actes.normalising.prose import reports
from actes.normalising.prose.normalising import Fix, normalise_against
from actes.normalising.prose.outcomes import Normalised
from actes.normalising.prose.works import Bibliography
from actes.reading.bibtex import read_bibliography

TEXTS = (".md", ".markdown", ".mdown", ".qmd", ".rmd", ".rmarkdown")
"""Suffixes of the files looked for in a folder; a file named by itself may have any."""
_LARGEST = 20_000_000
_SKIPPED = frozenset({"build", "node_modules", "_site", "public"})


@dataclass(frozen=True)
class NormalisedFile:
    """A file and what its text becomes. `raw` are its bytes as read, `bom` its byte order mark if it has one."""

    path: Path
    slug: str
    raw: bytes
    text: str
    result: Normalised

    @property
    def changed(self) -> bool:
        """Whether writing it would change it."""
        return self.result.changed

    def diff(self) -> str:
        """A unified diff, "" when nothing changes."""
        name = display(self.path)
        lines = difflib.unified_diff(
            self.text.splitlines(keepends=True), self.result.text.splitlines(keepends=True), f"a/{name}", f"b/{name}"
        )
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)

    def write(self) -> None:
        """Put the new text in place of the old one, whole or not at all (OSError); only citations change."""
        if self.changed:
            mark = codecs.BOM_UTF8 if self.raw.startswith(codecs.BOM_UTF8) else b""
            write_atomically(self.path, mark + self.result.text.encode())


def texts_below(path: Path) -> list[Path]:
    """The text files at `path`: itself, or those of a folder and the folders in it, sorted; links are not followed."""
    if not path.is_dir():
        return [path]
    found: list[Path] = []
    folders = [path]
    while folders:
        for entry in sorted(folders.pop().iterdir()):
            if entry.is_symlink() or entry.name.startswith(".") or entry.name in _SKIPPED:
                continue
            if entry.is_dir():
                folders.append(entry)
            elif entry.suffix.lower() in TEXTS and entry.stem.lower() not in ("readme", "license", "licence"):
                found.append(entry)
    return sorted(found)


def bibliographies_for(text: Path, root: Path) -> list[Path]:
    """The .bib files that go with `text`: beside it, else in the nearest folder up to `root`."""
    folder = text.parent
    while True:
        found = sorted(p for p in folder.glob("*.bib") if p.is_file() and not p.is_symlink())
        if found or folder == root or root not in folder.parents:
            return found
        folder = folder.parent


def normalise_paths(
    paths: Sequence[Path],
    report: Report,
    *,
    bibliographies: Sequence[Path] = (),
    fix: Fix = "repaired",
    language: str = "fr",
) -> list[NormalisedFile]:
    """What the texts at `paths` become, with `bibliographies` or the .bib files beside them; nothing is written.

    Problems go to `report`: files that cannot be read, texts without a bibliography, and what became of each
    citation. No file is left out because another is broken.
    """
    cache: dict[tuple[Path, ...], Bibliography] = {}
    found: list[NormalisedFile] = []
    for path in paths:
        root = path if path.is_dir() else path.parent
        for text in texts_below(path):
            chosen = tuple(bibliographies) or tuple(bibliographies_for(text, root))
            if not chosen:
                report.add("no-bibliography-beside", Location(display(text)))
                continue
            if chosen not in cache:
                cache[chosen] = Bibliography(_references(chosen, report))
            made = _normalised(text, root, cache[chosen], report, fix, language)
            if made:
                found.append(made)
    return found


def _references(paths: Iterable[Path], report: Report) -> list[Reference]:
    references: list[Reference] = []
    found = Report()
    for path in paths:
        try:
            references += read_bibliography(path, display(path), found)
        except OSError as error:
            report.add("unreadable-file", Location(display(path)), problem=error.strerror or str(error))
    # what an editor would object to in a bibliography is the business of `check`
    report.extend(d for d in found if d.severity is Severity.ERROR)
    return references


def _normalised(
    path: Path, root: Path, bibliography: Bibliography, report: Report, fix: Fix, language: str
) -> NormalisedFile | None:
    try:
        if path.stat().st_size > _LARGEST:
            report.add("unreadable-file", Location(display(path)), problem=f"> {_LARGEST} bytes")
            return None
        raw = path.read_bytes()
    except OSError as error:
        report.add("unreadable-file", Location(display(path)), problem=error.strerror or str(error))
        return None
    try:
        # only UTF-8 can be written back byte for byte
        text = raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        report.add("unreadable-file", Location(display(path)), problem=f"UTF-8: {error.reason} ({error.start})")
        return None
    result = normalise_against(text, bibliography, file=display(path), language=language, fix=fix)
    report.extend(result.diagnostics)
    return NormalisedFile(path, _slug(path, root), raw, text, result)


def _slug(path: Path, root: Path) -> str:
    """The name of the report on `path`: its folder's, or its own when the folder holds other texts."""
    alone = sum(p.suffix.lower() in TEXTS for p in path.parent.iterdir()) == 1
    return path.parent.name if alone and path.parent != root else path.stem


def write_reports(files: Iterable[NormalisedFile], folder: Path) -> list[Path]:
    """Write `<slug>.tsv` in `folder` for each file (columns of `reports.COLUMNS`); the paths written."""
    written: list[Path] = []
    for file in files:
        path = folder / f"{file.slug}.tsv"
        if path in written:
            path = folder / f"{file.path.parent.name}-{file.path.stem}.tsv"
        write_atomically(path, reports.table(file.result.rows).encode())
        written.append(path)
    return written
