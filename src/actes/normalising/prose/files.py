"""Citations typed by hand in files: what `actes normalize` shows, writes and reports.

A path is a volume, a contribution's folder or a lone text file; nothing here parses a volume, so that an
unfinished one can be normalised too.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from actes.diagnostics import Location, Report, Severity
from actes.files import display, write_atomically
from actes.model import Reference
from actes.normalising.prose import reports
from actes.normalising.prose.normalising import Fix, normalise_against
from actes.normalising.prose.outcomes import Normalised
from actes.normalising.prose.works import Bibliography
from actes.reading.bibliographies import named_bibliographies
from actes.reading.bibtex import read_bibliography
from actes.reading.contribution import LARGEST_BIBLIOGRAPHY
from actes.reading.text import encoding_of

TEXTS = (".md", ".markdown", ".mdown", ".qmd", ".rmd", ".rmarkdown")
"""Suffixes of the files looked for in a folder; a file named by itself may have any."""
_LARGEST = 20_000_000
_SKIPPED = frozenset({"build", "node_modules", "_site", "public"})


@dataclass(frozen=True)
class NormalisedFile:
    """A file and what its text becomes; `mark` is its byte order mark if it has one."""

    path: Path
    slug: str
    mark: bytes
    encoding: str
    text: str
    result: Normalised

    @property
    def changed(self) -> bool:
        """Whether writing it would change it."""
        return self.result.changed

    def diff(self) -> bytes:
        """A unified diff that `patch` applies, in the encoding of the file; b"" when nothing changes."""
        name = display(self.path).lstrip("/")
        lines = difflib.unified_diff(
            _lines(self.mark, self.text), _lines(self.mark, self.result.text), f"a/{name}", f"b/{name}"
        )
        whole = "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
        return whole.encode("utf-8" if self.encoding.startswith("utf") else self.encoding, "replace")

    def write(self) -> None:
        """Put the new text in place of the old one, whole or not at all (OSError); only citations change."""
        if self.changed:
            write_atomically(self.path, self.mark + self.result.text.encode(self.encoding))


def _lines(mark: bytes, text: str) -> list[str]:
    """The lines of a file for a diff: only a line feed ends one."""
    return re.findall("[^\n]*\n|[^\n]+", ("\ufeff" if mark else "") + text)


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
            elif (
                entry.is_file()
                and entry.suffix.lower() in TEXTS
                and entry.stem.lower() not in ("readme", "license", "licence")
            ):
                found.append(entry)
    return sorted(found)


def volume_of(path: Path) -> Path:
    """The folder of the volume that `path` (a folder) belongs to: the nearest with a volume.yaml; else itself."""
    above = (path, *path.absolute().parents)
    return next((folder for folder in above if (folder / "volume.yaml").is_file()), path)


def bibliographies_for(text: Path, root: Path) -> list[Path]:
    """The .bib files that go with the file `text`: beside it, else in the nearest folder up to `root`."""
    folder, last = text.absolute().parent, root.absolute()
    while True:
        found = sorted(p for p in folder.glob("*.bib") if p.is_file() and not p.is_symlink())
        if found or folder == last or last not in folder.parents:
            return found
        folder = folder.parent


def normalise_paths(
    paths: Sequence[Path],
    report: Report,
    *,
    bibliographies: Sequence[Path] = (),
    fix: Fix = "repaired",
    language: str = "fr",
    written: bool = False,
) -> list[NormalisedFile]:
    """What the texts at `paths` become, with `bibliographies` or the .bib files beside them; nothing is written.

    `written` when the caller will write them: the diagnostics say so. Problems go to `report`: files that cannot
    be read, texts without a bibliography, and what became of each citation. No file is left out because another
    is broken.
    """
    cache: dict[tuple[Path, ...], Bibliography] = {}
    found: list[NormalisedFile] = []
    for path in paths:
        root = path if path.is_dir() else path.parent
        volume = volume_of(root)
        for text in texts_below(path):
            read = _read(text, report)
            if read is None:
                continue
            chosen = tuple(
                bibliographies or named_bibliographies(read.text, text, volume) or bibliographies_for(text, volume)
            )
            if not chosen:
                report.add("no-bibliography-beside", Location(display(text)))
                continue
            if chosen not in cache:
                cache[chosen] = Bibliography(_references(chosen, report))
            result = normalise_against(
                read.text, cache[chosen], file=display(text), language=language, fix=fix, written=written
            )
            if _writable(result, read, report):
                report.extend(result.diagnostics)
                found.append(replace(read, slug=_slug(text, root), result=result))
    return found


def _references(paths: Iterable[Path], report: Report) -> list[Reference]:
    references: list[Reference] = []
    found = Report()
    for path in paths:
        try:
            if path.stat().st_size > LARGEST_BIBLIOGRAPHY:
                report.add("unreadable-file", Location(display(path)), problem=f"> {LARGEST_BIBLIOGRAPHY} bytes")
                continue
            references += read_bibliography(path, display(path), found)
        except OSError as error:
            report.add("unreadable-file", Location(display(path)), problem=error.strerror or str(error))
    # what an editor would object to in a bibliography is the business of `check`
    report.extend(d for d in found if d.severity is Severity.ERROR)
    return references


def _read(path: Path, report: Report) -> NormalisedFile | None:
    """The file at `path` with nothing changed, None when it cannot be read (reported)."""
    try:
        if path.stat().st_size > _LARGEST:
            report.add("unreadable-file", Location(display(path)), problem=f"> {_LARGEST} bytes")
            return None
        raw = path.read_bytes()
    except OSError as error:
        report.add("unreadable-file", Location(display(path)), problem=error.strerror or str(error))
        return None
    mark, encoding = encoding_of(raw) or (b"", "")
    if not encoding:
        report.add("unreadable-file", Location(display(path)), problem="UTF-8?")
        return None
    text = raw[len(mark) :].decode(encoding)
    return NormalisedFile(path, path.stem, mark, encoding, text, Normalised(text))


def _writable(result: Normalised, file: NormalisedFile, report: Report) -> bool:
    """Whether the new text can be written in the encoding of the old one; reported if not."""
    try:
        result.text.encode(file.encoding)
    except UnicodeEncodeError as error:
        # a key with letters that the encoding of the text does not have
        report.add("unreadable-file", Location(display(file.path)), problem=f"{file.encoding}: {error.reason}")
        return False
    return True


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
