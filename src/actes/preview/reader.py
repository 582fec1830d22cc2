"""Contributions read again only when one of their files changed."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from actes.diagnostics import Diagnostic, Report
from actes.model import Contribution
from actes.preview.linking import Linker
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
        self._linker = Linker()

    def read(self, path: Path, slug: str, axis: str, setting: Setting, report: Report) -> Contribution | None:
        """The contribution at `path`, whatever its status: authors look at what is not accepted yet."""
        with self._lock:
            held = self._held.get(path)
        if held is None or held.setting != setting:
            own = Report()
            linking = replace(setting, prepare=self._linker.at_once)
            made = read_contribution(path, slug, axis, linking, own)
            held = _Read(setting, replace(made, status="accepted") if made else None, tuple(own))
            with self._lock:
                self._held[path] = held
        report.extend(held.diagnostics)
        return held.contribution

    def settle(self) -> bool:
        """Search the texts that were linked by what was known; whether there were any, to be told of anew."""
        with self._lock:
            waiting = [path for path in self._held if self._linker.waits(path)]
            for path in waiting:
                held = self._held[path]
                stands, problems = self._linker.search(path, held.contribution) if held.contribution else (False, ())
                if stands:
                    self._held[path] = replace(held, diagnostics=(*held.diagnostics, *problems))
                else:
                    del self._held[path]
                if held.contribution is None:
                    self._linker.forget(path)
        return bool(waiting)

    def forget(self, changed: Iterable[Path]) -> None:
        """Read again the contributions in whose folders files changed; all of them when it was elsewhere."""
        with self._lock:
            for path in changed:
                mine = [text for text in self._held if path.resolve().is_relative_to(text.parent.resolve())]
                for text in mine or list(self._held):
                    del self._held[text]
