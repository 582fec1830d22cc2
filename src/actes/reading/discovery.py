"""What is where: the volume.yaml of a folder, the folders of its axes, the papers in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from actes.diagnostics import Location, Report
from actes.files import display
from actes.reading.assets import inside, locate
from actes.reading.dialects.includes import LARGEST, names_in
from actes.reading.root import DESCRIPTION
from actes.reading.sections import slug

MARKDOWN = {".md", ".markdown", ".qmd", ".rmd", ".rmarkdown"}
CHUNKED = {".qmd", ".rmd", ".rmarkdown"}
NEVER_PAPERS = {"readme", "license", "licence", "changelog", "contributing", "code_of_conduct", "security", "news"}
GENERIC = {"article", "paper", "index", "main", "manuscript", "texte", "chapter", "contribution"}
"""File names that say nothing: the folder's name is the contribution's."""

_IGNORED = {"node_modules", "__pycache__", "build", "_build", "_site", "dist"}
_DEEPEST = 6


@dataclass(frozen=True)
class Paper:
    """A Markdown file that is a contribution."""

    slug: str
    path: Path
    axis: str = ""


@dataclass(frozen=True)
class Found:
    """A volume on disk. `description` is its volume.yaml, None for a draft."""

    root: Path
    description: Path | None
    id: str
    title: str
    papers: tuple[Paper, ...]
    """Of a draft; those of a volume are found when its axes are known (`papers_of`)."""


def discover(path: Path, report: Report) -> Found | None:
    """What is at `path`: a volume, a folder of papers, or one Markdown file; None (reported) when nothing is."""
    if path.is_file() and path.name == DESCRIPTION:
        path = path.parent
    if path.is_file():
        return _alone(path)
    if not path.is_dir():
        report.add("missing-piece", Location(display(path)), path=display(path))
        return None
    name = path.resolve().name
    if (path / DESCRIPTION).is_file():
        return Found(path, path / DESCRIPTION, slug(name) or "volume", name, ())
    found = _folder(path, report)
    if not found.papers:
        report.add("empty-volume", Location(display(path)))
        return None
    return found


def _alone(path: Path) -> Found:
    name = slug(path.parent.resolve().name if path.stem.lower() in GENERIC else path.stem) or "article"
    return Found(path.parent, None, name, name, (Paper(name, path),))


def _folder(path: Path, report: Report) -> Found:
    report.add("missing-volume", Location(display(path / DESCRIPTION)))
    papers: dict[str, Paper] = {}
    found = sorted(_papers_below(path, path, 0))
    included = {part for paper in found if inside(paper, path) for part in _parts_of(paper)}
    for paper in found:
        if paper.resolve() in included:
            continue
        generic = paper.stem.lower() in GENERIC
        name = slug(paper.parent.resolve().name if generic else paper.stem) or "article"
        if name in papers:
            name = slug("-".join(paper.relative_to(path).with_suffix("").parts))
        papers.setdefault(name, Paper(name, paper))
    title = path.resolve().name
    ordered = tuple(papers[name] for name in sorted(papers))
    return Found(path, None, slug(title) or "volume", title, ordered)


def _parts_of(paper: Path) -> Iterator[Path]:
    """The files that a paper includes: they are parts of it."""
    try:
        with paper.open("rb") as file:
            text = file.read(LARGEST).decode("utf-8", "replace")
    except OSError:
        return
    for name in names_in(text):
        part = locate(name, paper.parent)
        if part is not None and part.resolve() != paper.resolve():
            yield part.resolve()


def _papers_below(folder: Path, root: Path, depth: int) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "_")) or entry.name in _IGNORED:
            continue
        if entry.is_dir() and not entry.is_symlink() and depth < _DEEPEST:
            yield from _papers_below(entry, root, depth + 1)
        elif is_paper(entry):
            yield entry


def is_paper(path: Path) -> bool:
    """Whether a file is Markdown and not one of those every repository has, nor what another one was knitted from.

    Of `paper.Rmd` and the `paper.md` that R made of it, the second has the figures and the results.
    """
    suffix = path.suffix.lower()
    if suffix not in MARKDOWN or path.stem.lower() in NEVER_PAPERS or not path.is_file():
        return False
    if path.name.lower().endswith((".knit.md", ".utf8.md")):
        return False
    return suffix not in CHUNKED or not path.with_suffix(".md").is_file()


def papers_of(root: Path, axes: Sequence[str], pieces: Iterable[str], report: Report) -> tuple[Paper, ...]:
    """The contributions of a volume: a folder each, in the folder of an axis or in the volume's own.

    `pieces` are the files volume.yaml names as texts of the volume itself; they are no contributions.
    """
    named = {(root / name).resolve() for name in pieces}
    papers: dict[str, Paper] = {}
    for axis in [*axes, ""]:
        folder = root / axis
        if not folder.is_dir():
            continue
        for entry in sorted(folder.iterdir()):
            if not entry.is_dir() or entry.name.startswith((".", "_")) or (axis == "" and entry.name in axes):
                continue
            text = _text_of(entry, named)
            if text is None:
                continue
            name = slug(entry.name) or "article"
            if name in papers:
                report.add("duplicate-slug", Location(display(text)), slug=name)
            else:
                papers[name] = Paper(name, text, axis)
    return tuple(papers.values())


def _text_of(folder: Path, pieces: set[Path]) -> Path | None:
    """The Markdown file of a contribution's folder: `article.md`, else the generic one, else the only one."""
    candidates = [p for p in sorted(folder.iterdir()) if is_paper(p) and p.resolve() not in pieces]
    for wanted in ("article", *sorted(GENERIC)):
        for candidate in candidates:
            if candidate.stem.lower() == wanted:
                return candidate
    return candidates[0] if candidates else None
