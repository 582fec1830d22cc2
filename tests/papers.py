"""A paper by itself, as its author's tool left it: written to disk and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actes import resolving
from actes.diagnostics import Diagnostic, Report
from actes.model import Contribution
from actes.reading.volume import Options, read_volume
from actes.tree import Node, plain_text, walk


@dataclass(frozen=True)
class Paper:
    """What was read and what was found wrong."""

    contribution: Contribution
    diagnostics: tuple[Diagnostic, ...]

    @property
    def codes(self) -> list[str]:
        """The codes of the problems, in order."""
        return [d.code for d in self.diagnostics]

    @property
    def text(self) -> str:
        """What a reader sees of the body and the appendices, notes included."""
        return plain_text([self.contribution.body, self.contribution.appendices], notes=True)

    def nodes(self, *kinds: str) -> list[Node]:
        """The nodes of these types."""
        return [n for n in walk([self.contribution.body, self.contribution.appendices]) if n["t"] in kinds]

    def ids(self) -> set[str]:
        """The identifiers of figures, tables, equations, boxes."""
        found: set[str] = set()
        for n in self.nodes("Figure", "Div", "Span", "Header", "CodeBlock"):
            attributes: Any = n["c"][1] if n["t"] == "Header" else n["c"][0]
            found.add(attributes[0])
        return found - {""}


def read_paper(
    folder: Path, text: str, name: str = "paper.md", files: Mapping[str, str | bytes] | None = None
) -> Paper:
    """Write `text` as `name` beside `files`, and read it alone."""
    place = folder / "papers" / "one"
    place.mkdir(parents=True)
    (place / name).write_text(text, "utf-8")
    for path, held in (files or {}).items():
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(held.encode() if isinstance(held, str) else held)
    report = Report()
    volume = read_volume(folder / "papers", Options(folder / "workspace"), report)
    assert volume is not None and len(volume.contributions) == 1, list(report)
    resolved = resolving.resolve(volume, report)
    return Paper(resolved.contributions[0], tuple(report))
