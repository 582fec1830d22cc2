"""What is found while a text is translated, told once per kind and not once per occurrence."""

from __future__ import annotations

from dataclasses import dataclass, field

from actes.diagnostics import Location, Report


@dataclass
class Findings:
    """Constructs of other tools, by code and kind: how many, and how the first one reads."""

    file: str
    _seen: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, code: str, kind: str, text: str = "") -> None:
        """Note one construct; `kind` is what is told once (the name of a shortcode, of a directive)."""
        flat = " ".join((text or kind).split())
        self._seen.setdefault((code, kind), []).append(flat if len(flat) <= 60 else flat[:59] + "…")

    def tell(self, text: str, report: Report) -> None:
        """Report each kind at its first occurrence in `text`, the file as its author wrote it."""
        for (code, kind), shown in self._seen.items():
            marks = (shown[0].removesuffix("…"), kind)
            offset = next((o for mark in marks if mark and (o := text.find(mark)) >= 0), 0)
            report.add(code, Location.at(self.file, text, offset), text=shown[0], count=len(shown))
