"""What a preview knows: the volume as it is on disk, and each chapter that is looked at, brought up to date.

A chapter is made in two steps, so that the text is on the page before the rules have been applied to it:
`chapter` reads and resolves, `examine` checks. Stages are those of a build; what did not change is remembered
(`actes.memory`, `Reader`). The consolidated bibliography and the indexes are not made: no chapter shows them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from actes import checking, memory, pandoc
from actes.diagnostics import Diagnostic, Report
from actes.model import Contribution, Volume
from actes.preview.reader import Reader
from actes.preview.store import Recent
from actes.reading.root import volume_root
from actes.reading.volume import Options, read_volume
from actes.resolving import cross_references, numbering
from actes.resolving.chapters import Manner
from actes.resolving.chapters import resolve as resolve_chapter
from actes.tree import Blocks

REMEMBERED = 20_000
"""Results of pure functions kept: some ten chapters' paragraphs and references."""


@dataclass(frozen=True)
class Made:
    """A chapter as it was last resolved: its contribution, a volume that holds it, and what reading it found.

    `stale` says that the files have since become unreadable: this is the last good text.
    """

    volume: Volume
    contribution: Contribution
    diagnostics: tuple[Diagnostic, ...]
    stale: bool = False


class Session:
    """A volume, a folder of papers or one paper under preview. Not safe for several threads at once."""

    def __init__(self, path: Path, workspace: Path) -> None:
        """`path` may be inside a volume: then that volume's settings count. `workspace` is a folder of its own."""
        inside = path if path.is_dir() else path.parent
        root = volume_root(inside)
        self.path = path if root is None else root
        self.root = (self.path if self.path.is_dir() else self.path.parent).resolve()
        self.wanted = path.resolve()
        self.cache = Recent(workspace)
        self.reader = Reader()
        self.volume: Volume | None = None
        self.problems: tuple[Diagnostic, ...] = ()
        self._made: dict[str, Made] = {}
        self._numbered: dict[str, tuple[Blocks, Contribution]] = {}
        self._fresh = False
        memory.keep(REMEMBERED)
        pandoc.remember_in(self.cache)

    def change(self, paths: Iterable[Path]) -> None:
        """Files have changed: what depends on them will be read again."""
        self.reader.forget(paths)
        self._fresh = False

    def refresh(self) -> None:
        """Read what changed. A volume that cannot be read leaves the last good one in place."""
        if self._fresh:
            return
        report = Report()
        # typed citations are linked by the reader itself
        options = Options(self.cache.folder / "assets", read=self.reader.read)
        volume = read_volume(self.path, options, report)
        if volume is not None:
            self.volume = volume
        self.problems = tuple(report)
        self._fresh = True

    def settle(self, slug: str) -> bool:
        """Search typed citations where the text was shown before; whether the chapter `slug` is another for it."""
        if self.reader.settle():
            before = self._text(slug)
            self._fresh = False
            self.refresh()
            return self._text(slug) is not before
        return False

    def _text(self, slug: str) -> Blocks | None:
        return next((c.body for c in self.volume.contributions if c.slug == slug), None) if self.volume else None

    @property
    def slugs(self) -> tuple[str, ...]:
        """The chapters, in the order of the book, those whose text is unreadable for now after them."""
        if self.volume is None:
            return ()
        readable = [c.slug for c in self.volume.contributions]
        return tuple(dict.fromkeys([*readable, *(slug for slug, _reason in self.volume.left_out)]))

    @property
    def first(self) -> str:
        """The chapter to open with: the one that was asked for, else the first."""
        for contribution in self.volume.contributions if self.volume else ():
            if contribution.folder.resolve() == self.wanted or Path(contribution.source.file).resolve() == self.wanted:
                return contribution.slug
        return next(iter(self.slugs), "")

    def chapter(self, slug: str) -> Made | None:
        """The chapter called `slug`, resolved; None when it never could be read."""
        self.refresh()
        volume = self.volume
        held = self._made.get(slug)
        if volume is None or slug not in {c.slug for c in volume.contributions}:
            return replace(held, stale=True) if held else None
        numbered = {c.slug: self._number(c) for c in volume.contributions if c.slug != slug}
        contribution, found = resolve_chapter((volume.contribution(slug), Manner(volume.style, volume.typography)))
        numbered[slug] = contribution
        whole = replace(volume, contributions=tuple(numbered[c.slug] for c in volume.contributions))
        report = Report()
        report.extend(found)
        known = {s: cross_references.targets(c) for s, c in numbered.items()}
        contribution = cross_references.resolve(contribution, whole, known, report)
        contributions = tuple(contribution if c.slug == slug else c for c in whole.contributions)
        made = Made(replace(whole, contributions=contributions), contribution, tuple(report))
        # a volume.yaml that cannot be read is told of, and the settings before it stand
        self._made[slug] = made
        return made

    def _number(self, contribution: Contribution) -> Contribution:
        """Another chapter with its numbers, for what refers to it."""
        text, held = self._numbered.get(contribution.slug, (None, contribution))
        if text is not contribution.body:
            held = numbering.number(contribution)
            self._numbered[contribution.slug] = (contribution.body, held)
        return held

    def examine(self, slug: str) -> tuple[Diagnostic, ...]:
        """Everything that is wrong with the chapter called `slug`, as the editor's rules settle it, sorted."""
        self.refresh()
        made = self._made.get(slug)
        read = self._read_of(slug)
        if made is None or self.volume is None:
            return tuple(read)
        report = Report()
        report.extend(read)
        readable = slug in {c.slug for c in self.volume.contributions}
        if readable:
            report.extend(made.diagnostics)
            checking.check_contribution(made.contribution, made.volume, report)
        alone = replace(made.volume, contributions=(made.contribution,))
        return tuple(checking.settle(report, alone))

    def _read_of(self, slug: str) -> list[Diagnostic]:
        """The problems of reading that are this chapter's: those in its folder, or in no other chapter's."""
        folders = {c.slug: c.folder.resolve() for c in self.volume.contributions} if self.volume else {}
        made = self._made.get(slug)
        own = made.contribution.folder.resolve() if made else None
        others = {folder for other, folder in folders.items() if other != slug}
        found: list[Diagnostic] = []
        places: dict[str, Path] = {}  # a file has many problems, and links take long to follow
        for diagnostic in self.problems:
            if diagnostic.code == "missing-volume":
                # an author has a folder, not a volume
                continue
            name = diagnostic.location.file
            file = places[name] if name in places else places.setdefault(name, Path(name).resolve())
            if own and file.is_relative_to(own):
                if diagnostic.code != "left-out":
                    found.append(diagnostic)
            elif others.isdisjoint((file, *file.parents)):
                found.append(diagnostic)
        return found

    def close(self) -> None:
        """Keep nothing any more."""
        memory.keep(0)
        pandoc.remember_in(None)
