"""Where each contribution is: a row per contribution, axis by axis, in the order of the book."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from actes import tree
from actes.desk import metadata
from actes.diagnostics import Diagnostic, Severity
from actes.model import Contribution, Volume, localized

READY, TO_MEND = "ready", "to-mend"


@dataclass(frozen=True)
class Row:
    """A contribution. `state` is ready, to-mend, or why it is left out; `fields` the state of each (`metadata`).

    `changed` is the ISO date of its newest file.
    """

    axis: str
    slug: str
    title: str
    authors: tuple[str, ...]
    state: str
    words: int = 0
    references: int = 0
    errors: int = 0
    warnings: int = 0
    fields: tuple[metadata.Field, ...] = ()
    changed: str = ""

    def field(self, name: str) -> metadata.Field:
        """The field called `name`; missing for a contribution that cannot be read."""
        return next((f for f in self.fields if f.name == name), metadata.Field(name, metadata.MISSING))


@dataclass(frozen=True)
class Status:
    """A volume: its title, its rows, the (id, title) of its axes in order, and the problems of no contribution."""

    title: str
    language: str
    axes: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    problems: tuple[Diagnostic, ...]

    def by_axis(self) -> Iterator[tuple[str, tuple[Row, ...]]]:
        """(title of the axis, its rows); last, with no title, what is in none."""
        known = {identifier for identifier, _ in self.axes}
        for identifier, title in (*self.axes, ("", "")):
            held = tuple(r for r in self.rows if (r.axis if r.axis in known else "") == identifier)
            if held:
                yield title, held


def status(volume: Volume, diagnostics: Sequence[Diagnostic]) -> Status:
    """The state of a resolved volume whose settled diagnostics are `diagnostics`."""
    rows = [_row(c, volume, of_contribution(diagnostics, c)) for c in volume.contributions]
    rows += [Row("", slug, slug, (), reason) for slug, reason in volume.left_out]
    axes = tuple((a.id, tree.plain_text(localized(a.title, volume.language))) for a in volume.axes)
    folders = [c.folder.resolve() for c in volume.contributions]
    rest = tuple(d for d in diagnostics if not any(_inside(d, folder) for folder in folders))
    title = tree.plain_text(localized(volume.title, volume.language))
    return Status(title, volume.language, axes, tuple(rows), rest)


def of_contribution(diagnostics: Iterable[Diagnostic], contribution: Contribution) -> tuple[Diagnostic, ...]:
    """Those of `diagnostics` that are about a contribution's files."""
    folder = contribution.folder.resolve()
    return tuple(d for d in diagnostics if _inside(d, folder))


def _inside(diagnostic: Diagnostic, folder: Path) -> bool:
    return Path(diagnostic.location.file).resolve().is_relative_to(folder)


def _row(contribution: Contribution, volume: Volume, own: Sequence[Diagnostic]) -> Row:
    errors = metadata.count(own, Severity.ERROR)
    return Row(
        contribution.axis,
        contribution.slug,
        tree.plain_text(contribution.main_title),
        tuple(a.display for a in contribution.authors),
        TO_MEND if errors else READY,
        tree.count_words(contribution.body),
        sum(len(section.entries) for section in contribution.bibliography),
        errors,
        metadata.count(own, Severity.WARNING),
        metadata.fields(contribution, volume),
        _changed(contribution.folder),
    )


def _changed(folder: Path) -> str:
    newest = max((p.stat().st_mtime for p in folder.rglob("*") if p.is_file() and not p.is_symlink()), default=0.0)
    return datetime.date.fromtimestamp(newest).isoformat() if newest else ""
