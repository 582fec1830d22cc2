"""The words of a manuscript that a problem is about, as the author typed them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from actes.diagnostics import Location
from actes.model import Contribution

AROUND = 90
"""Characters shown on each side of the place."""
LARGEST = 5_000_000
"""Bytes of a file that is read for its words."""

_BLANK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class Passage:
    """`before`, `at` and `after` on one line: the place is at the beginning of `at`, a word or two."""

    before: str
    at: str
    after: str

    @property
    def text(self) -> str:
        """The whole."""
        return f"{self.before}{self.at}{self.after}"


class Sources:
    """The texts of a contribution's files, by the names that locations give them."""

    def __init__(self, contribution: Contribution) -> None:
        self._texts: dict[str, str | None] = {contribution.source.file: contribution.text}
        self._folder = contribution.folder.resolve()

    def text(self, file: str) -> str | None:
        """The text of `file`; None when it is not the contribution's, is too large or cannot be read."""
        if file not in self._texts:
            self._texts[file] = self._read(Path(file))
        return self._texts[file]

    def _read(self, path: Path) -> str | None:
        try:
            if not path.resolve().is_relative_to(self._folder) or path.stat().st_size > LARGEST:
                return None
            return path.read_text("utf-8-sig", errors="replace")
        except OSError:
            return None

    def passage(self, place: Location) -> Passage | None:
        """The words at `place`; None for a place that is a whole file, or in a file that is not there."""
        text = self.text(place.file)
        if text is None or (place.line, place.column) == (1, 1):
            return None
        offset = offset_of(text, place)
        if Path(place.file).suffix.lower() == ".bib" or (text.startswith("---") and offset < text.find("\n---", 3)):
            # fields stand on lines of their own
            start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
            return passage(text[start : end if end >= 0 else len(text)], offset - start)
        return passage(text, offset)


def offset_of(text: str, place: Location) -> int:
    """The offset of `place` in `text`, at its end when it has fewer lines."""
    start = 0
    for _ in range(place.line - 1):
        end = text.find("\n", start)
        if end < 0:
            return len(text)
        start = end + 1
    return min(start + place.column - 1, len(text))


def passage(text: str, offset: int) -> Passage | None:
    """The words around `offset` of `text`, within its paragraph; None where there are none."""
    floor = max(0, offset - 4 * AROUND)
    breaks = [m.end() for m in _BLANK.finditer(text, floor, offset)]
    start = max(breaks[-1] if breaks else floor, offset - AROUND)
    stop = _BLANK.search(text, offset, offset + 4 * AROUND)
    end = min(stop.start() if stop else len(text), offset + AROUND)
    if start > 0 and not text[start - 1].isspace():
        # a word cut in two is left out
        start = next((i + 1 for i in range(start, offset) if text[i].isspace()), start)
    if end < len(text) and not text[end].isspace():
        end = next((i for i in range(end, offset, -1) if text[i - 1].isspace()), end)
    # of a heading, its words: its marks say nothing
    word = re.compile(r"#+[ \t]+[^\n]+|\S+").match(text, offset)
    middle = min(word.end(), end) if word else offset
    before, at, after = (" ".join(part.split()) for part in (text[start:offset], text[offset:middle], text[middle:end]))
    if not (before or at or after):
        return None
    if before and text[offset - 1].isspace():
        before += " "
    if after and text[middle : middle + 1].isspace():
        after = f" {after}"
    cut_before = start > 0 and not _BLANK.match(text, max(0, start - 2)) and text[start - 1] != "\n"
    cut_after = end < len(text) and not _BLANK.match(text, end)
    return Passage(("… " if cut_before else "") + before, at, after + (" …" if cut_after else ""))
