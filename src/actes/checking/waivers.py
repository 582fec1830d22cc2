"""Diagnostics settled: waivers that authors put in place are honoured and listed, severities are the editor's.

`<!-- actes: allow code, other-code -->` in the text covers the paragraph it is in; alone, it covers the next
block too; before all text, the whole file. `# actes: allow code` in the front matter covers its line and
the next one. A waiver never silences an error: that is the editor's decision, in `volume.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from actes.checking.source import Source
from actes.codes import CODES
from actes.diagnostics import Diagnostic, Location, Report, Severity
from actes.model import Contribution, Volume

WAIVER = re.compile(r"\s*actes\s*:\s*allow\s+(?P<codes>[\w\s,;-]+?)\s*\Z")
_IN_YAML = re.compile(r"(?:^|(?<=\s))#([^\n#]*\ballow\b[^\n]*)$", re.MULTILINE)
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")

MOST = 300
"""Waivers of one contribution that are looked at: a text that needs more needs another editor."""

SILENT = frozenset({"decomposed-letters"})
"""Rules that are off unless `volume.yaml` gives them a severity."""


@dataclass(frozen=True)
class Waiver:
    """A permission: `code`, for diagnostics in `file` from line `first` to line `last`, given at `place`."""

    code: str
    place: Location
    first: int
    last: int

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether `diagnostic` is of this code and in these lines."""
        held = diagnostic.location
        return diagnostic.code == self.code and held.file == self.place.file and self.first <= held.line <= self.last


def settle(diagnostics: Iterable[Diagnostic], volume: Volume) -> list[Diagnostic]:
    """`diagnostics` as the volume wants them, sorted: severities of `volume.yaml`, waivers taken out and listed."""
    report = Report()
    graded = [d for diagnostic in diagnostics if (d := _graded(diagnostic, volume)) is not None]
    allowing = [c for c in volume.contributions if "allow" in c.text]
    waivers = [w for c in allowing for w in islice(waivers_of(Source.of(c)), MOST)]
    by_place: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in waivers:
        by_place.setdefault((waiver.code, waiver.place.file), []).append(waiver)
    composed = {c.source.file: c for c in volume.contributions if c.lines}
    used: dict[Waiver, int] = {}
    refused: set[Waiver] = set()
    kept: list[Diagnostic] = []
    for diagnostic in graded:
        covering = [w for w in by_place.get((diagnostic.code, diagnostic.location.file), ()) if w.covers(diagnostic)]
        if covering and diagnostic.severity is not Severity.ERROR:
            used[covering[0]] = used.get(covering[0], 0) + 1
            continue
        refused.update(covering)
        kept.append(_where_written(diagnostic, composed))
    report.extend(kept)
    for waiver in waivers:
        _list(waiver, used.get(waiver, 0), waiver in refused, volume, report)
    return list(report)


def _where_written(diagnostic: Diagnostic, composed: Mapping[str, Contribution]) -> Diagnostic:
    """`diagnostic` in the file its author wrote, when the text of its contribution is made of several."""
    place = diagnostic.location
    whole = composed.get(place.file)
    if whole is None or not 1 <= place.line <= len(whole.lines):
        return diagnostic
    file, line = whole.lines[place.line - 1]
    return replace(diagnostic, location=Location(file, line, place.column))


def waivers_of(source: Source) -> Iterator[Waiver]:
    """The waivers of a contribution's text and of its front matter."""
    whole = len(source.text.splitlines()) + 1
    first_text = next((start for start, _ in source.paragraphs()), len(source.text))
    for comment in source.comments:
        found = WAIVER.match(comment.text)
        if not found:
            continue
        first, last = (1, whole) if comment.start < first_text else _covered(source, comment.start, comment.end)
        for code in re.split(r"[\s,;]+", found["codes"]):
            if code:
                yield Waiver(code, source.place(comment.start), first, last)
    for match in _IN_YAML.finditer(source.text[: source.body_start]):
        found = WAIVER.match(match[1])
        line = source.line_of(match.start())
        for code in re.split(r"[\s,;]+", found["codes"]) if found else ():
            if code:
                yield Waiver(code, source.place(match.start()), line, line + 1)


def _covered(source: Source, start: int, end: int) -> tuple[int, int]:
    """First and last line of a waiver's paragraph, and of the next block when the waiver is alone in its own."""
    text = source.text
    opening = max(text.rfind("\n\n", source.body_start, start) + 2, source.body_start)
    closing = _end_of_block(text, end)
    if not (text[opening:start] + text[end:closing]).strip():
        following = re.compile(r"\S").search(text, closing)
        closing = _end_of_block(text, following.start()) if following else closing
    return source.line_of(opening), source.line_of(closing)


def _end_of_block(text: str, start: int) -> int:
    found = _BLANK.search(text, start)
    return found.start() if found else len(text)


def _graded(diagnostic: Diagnostic, volume: Volume) -> Diagnostic | None:
    chosen = volume.severities.get(diagnostic.code, "off" if diagnostic.code in SILENT else "")
    if not chosen:
        return diagnostic
    return None if chosen == "off" else replace(diagnostic, severity=Severity(chosen))


def _list(waiver: Waiver, count: int, is_refused: bool, volume: Volume, report: Report) -> None:
    """Say what a waiver did; what is said obeys the severities of the volume like any diagnostic."""
    noted = Report()
    if waiver.code not in CODES:
        noted.add("unknown-waiver", waiver.place, code=waiver.code)
    elif count:
        noted.add("waived", waiver.place, code=waiver.code, count=count)
    elif is_refused:
        noted.add("refused-waiver", waiver.place, code=waiver.code)
    else:
        noted.add("unused-waiver", waiver.place, code=waiver.code)
    report.extend(d for diagnostic in noted if (d := _graded(diagnostic, volume)) is not None)
