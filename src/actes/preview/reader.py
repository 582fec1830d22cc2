"""Contributions read again only when one of their files changed."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from actes.diagnostics import Diagnostic, Report
from actes.model import Contribution
from actes.reading.contribution import Setting, read_contribution


@dataclass(frozen=True)
class _Read:
    setting: Setting
    contribution: Contribution | None
    diagnostics: tuple[Diagnostic, ...]


class Reader:
    """`read` stands for `read_contribution`; what it read once it gives again until `forget` is told otherwise."""

    def __init__(self) -> None:
        self._held: dict[Path, _Read] = {}
        self._lock = threading.Lock()

    def read(self, path: Path, slug: str, axis: str, setting: Setting, report: Report) -> Contribution | None:
        """The contribution at `path`, whatever its status: authors look at what is not accepted yet."""
        with self._lock:
            held = self._held.get(path)
        if held is None or held.setting != setting:
            own = Report()
            made = read_contribution(path, slug, axis, setting, own)
            held = _Read(setting, replace(made, status="accepted") if made else None, tuple(own))
            with self._lock:
                self._held[path] = held
        report.extend(held.diagnostics)
        return held.contribution

    def forget(self, changed: Iterable[Path]) -> None:
        """Read again the contributions in whose folders files changed; all of them when it was elsewhere."""
        with self._lock:
            for path in changed:
                mine = [text for text in self._held if path.resolve().is_relative_to(text.parent.resolve())]
                for text in mine or list(self._held):
                    del self._held[text]
