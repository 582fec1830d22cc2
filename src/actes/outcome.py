"""What a build is asked and what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from actes.diagnostics import Diagnostic, Severity

ALL = ("pdf", "epub", "jats", "offprints")
PAGINATED = frozenset({"pdf", "offprints"})
"""Outputs that need a layout."""

Progress = Callable[[str, int, int], None]
"""Told of what is going on: a step (`read`, `resolve`, `lay-out`, `write-epub`, …), how many are done, of how many."""


def silent(_step: str, _done: int, _total: int) -> None:
    """A progress that shows nothing."""


@dataclass(frozen=True)
class Request:
    """What to build. `path` is a volume, a folder of papers or one Markdown file."""

    path: Path
    outputs: tuple[str, ...] = ALL
    only: tuple[str, ...] = ()
    output: Path = Path("build")
    jobs: int = 2
    strict: bool = False


@dataclass(frozen=True)
class Product:
    """An output that was written: its kind, its file, and its pages (0 when it has none)."""

    kind: str
    path: Path
    pages: int = 0


@dataclass(frozen=True)
class Outcome:
    """What a build did. `fresh` says that nothing had changed and nothing was written."""

    products: tuple[Product, ...]
    diagnostics: tuple[Diagnostic, ...]
    words: int = 0
    references: int = 0
    seconds: float = 0.0
    fresh: bool = False

    def count(self, severity: Severity) -> int:
        """How many diagnostics have this severity."""
        return sum(d.severity is severity for d in self.diagnostics)

    def exit_code(self, strict: bool) -> int:
        """0 when all is well, 1 when the manuscripts have errors (or warnings, when strict)."""
        return int(self.count(Severity.ERROR) > 0 or (strict and self.count(Severity.WARNING) > 0))
