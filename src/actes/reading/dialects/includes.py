"""Texts made of several files: `{include}` (MyST), `{{< include >}}` (Quarto), `child=` (R Markdown), made one.

Only files of the volume are taken, their headers left aside. Each line of the whole remembers the file and the line
it comes from, so that what is found wrong is told where the author wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from actes.diagnostics import Location, Report
from actes.files import display
from actes.reading import front_matter
from actes.reading.assets import hidden, inside, locate
from actes.reading.text import read_text

DEEPEST = 5
"""Files that include one another."""
LARGEST = 2_000_000
"""Bytes of the whole, as of a text in one file."""
MOST_READ = 10 * LARGEST
"""Characters read for it in all: an excerpt is small, the file it is taken from may not be."""

_MYST = re.compile(r"[ \t]*(`{3,}|~{3,}|:{3,})[ \t]*\{(include|literalinclude)\}[ \t]*(\S.*?)[ \t]*\Z")
_QUARTO = re.compile(r"[ \t]*\{\{<[ \t]*include[ \t]+([^<>{}]+?)[ \t]*>\}\}[ \t]*\Z")
_CHILD = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*\{r\b.*\bchild[ \t]*=[ \t]*(c\([^()]*\)|\"[^\"]*\"|'[^']*').*\}[ \t]*\Z")
_NAMES = re.compile(r"\"([^\"]+)\"|'([^']+)'")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,}|:{3,})")
_OPTION = re.compile(r"[ \t]*:([\w-]+):[ \t]*(.*?)[ \t]*\Z")
_SOME = re.compile(r"\{(?:literal)?include\}|\{\{<[ \t]*include\b|\bchild[ \t]*=")

Lines = list[tuple[str, str, int]]
"""Each line of a text, with the file and the line it comes from."""


@dataclass(frozen=True)
class Whole:
    """A text with what it includes; `lines` has the file and the line of each of its lines, empty when it is alone."""

    text: str
    lines: tuple[tuple[str, int], ...] = ()


def names_in(text: str) -> Iterator[str]:
    """The files that a text includes, as it names them."""
    for line in text.split("\n") if _SOME.search(text) else ():
        if found := _MYST.match(line):
            yield found[3]
        elif found := _QUARTO.match(line):
            yield found[1]
        elif found := _CHILD.match(line):
            yield from (a or b for a, b in _NAMES.findall(found[2]))


def expand(text: str, path: Path, root: Path, report: Report) -> Whole:
    """`text`, the contents of `path`, with the files it includes in their places."""
    if not _SOME.search(text):
        return Whole(text)
    lines = _Expander(root, report).lines(text, path, 1, ())
    whole = "\n".join(line for line, _, _ in lines)
    return Whole(text) if whole == text else Whole(whole, tuple((file, number) for _, file, number in lines))


class _Expander:
    def __init__(self, root: Path, report: Report) -> None:
        self.root, self.report, self.size, self.read = root, report, 0, 0

    def lines(self, text: str, path: Path, first: int, above: tuple[Path, ...]) -> Lines:
        file, source = display(path), text.split("\n")
        self.size += len(text)
        within = (*above, path.resolve())
        out: Lines = []
        opened, i = "", 0
        while i < len(source):
            line, place = source[i], Location(file, first + i)
            end, made = (i, None) if opened else self._included(source, i, path, place, within)
            if made is not None:
                out += made
                i = end + 1
                continue
            if found := _FENCE.match(line):
                if not opened and found[1][0] != ":":
                    opened = found[1]
                elif opened and found[1].startswith(opened) and not line.strip().strip(opened[0]):
                    opened = ""
            out.append((line, file, first + i))
            i += 1
        return out

    def _included(
        self, source: list[str], i: int, path: Path, place: Location, above: tuple[Path, ...]
    ) -> tuple[int, Lines | None]:
        """The last line of the construct at line `i`, and what stands in its place; None when there is none."""
        if found := _QUARTO.match(source[i]):
            return i, self._file(found[1], path, place, above)
        if found := _CHILD.match(source[i]):
            names = [a or b for a, b in _NAMES.findall(found[2])]
            return _closing(source, i, found[1]), [x for name in names for x in self._file(name, path, place, above)]
        found = _MYST.match(source[i])
        if not found:
            return i, None
        end = _closing(source, i, found[1])
        options = {m[1]: m[2] for line in source[i + 1 : end] if (m := _OPTION.match(line))}
        literal = found[2] == "literalinclude" or bool({"literal", "code", "lang"} & set(options))
        return end, self._file(found[3], path, place, above, options, literal)

    def _file(
        self,
        name: str,
        path: Path,
        place: Location,
        above: tuple[Path, ...],
        options: dict[str, str] | None = None,
        literal: bool = False,
    ) -> Lines:
        target = locate(name.strip("\"'"), path.parent, self.root)
        spent = self.size > LARGEST or self.read > MOST_READ
        if target is None or target.resolve() in above or len(above) > DEEPEST or spent:
            self.report.add("missing-include", place, path=name)
            return [(f"`{name}`", place.file, place.line)]
        if not inside(target, self.root):
            self.report.add("outside-file", place, path=name)
            return [(f"`{name}`", place.file, place.line)]
        if hidden(target, self.root):
            self.report.add("missing-include", place, path=name)
            return [(f"`{name}`", place.file, place.line)]
        try:
            if target.stat().st_size > LARGEST:
                raise OSError(27, "File too large")
            text = read_text(target, display(target), self.report)
        except OSError as error:
            self.report.add("unreadable-file", Location(display(target)), problem=error.strerror or str(error))
            return [(f"`{name}`", place.file, place.line)]
        self.read += len(text)
        first, kept = _excerpt(text, options or {})
        if literal:
            self.size += len(kept)
            language = (options or {}).get("lang") or (options or {}).get("language") or target.suffix.lstrip(".")
            tick = "~" * (max((len(m[0]) for m in re.finditer(r"~+", kept)), default=2) + 1)
            return [
                (f"{tick} {language}".rstrip(), place.file, place.line),
                *((line, display(target), first + n) for n, line in enumerate(kept.strip("\n").split("\n"))),
                (tick, place.file, place.line),
            ]
        cut = front_matter.split(kept, display(target), Report())
        # blank lines around: what is included is blocks
        inner = self.lines(cut.body.rstrip("\n"), target, first + cut.body_line - 1, above)
        return [("", place.file, place.line), *inner, ("", place.file, place.line)]


def _closing(source: list[str], i: int, fence: str) -> int:
    """The line that closes the fence opened at line `i`, the last one when none does."""
    for j in range(i + 1, len(source)):
        bare = source[j].strip()
        if len(bare) >= len(fence) and bare == fence[0] * len(bare):
            return j
    return len(source) - 1


def _excerpt(text: str, options: dict[str, str]) -> tuple[int, str]:
    """The part of a file that MyST's options ask for, and the line it begins at."""
    lines = text.split("\n")
    first, last = 0, len(lines)
    if options.get("start-line", "").isdecimal():
        first = int(options["start-line"])
    if options.get("end-line", "").isdecimal():
        last = int(options["end-line"])
    if after := options.get("start-after"):
        first = next((i + 1 for i, line in enumerate(lines) if after in line), first)
    if before := options.get("end-before"):
        last = next((i for i, line in enumerate(lines) if i >= first and before in line), last)
    return first + 1, "\n".join(lines[first:last])
