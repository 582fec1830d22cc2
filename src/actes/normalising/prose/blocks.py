"""The blocks of a Markdown text, line by line: what is code or data, where paragraphs end, where notes are.

Only what the search for citations needs: a protected line hides nothing to link, a hard break is a place
no citation crosses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from actes.normalising.prose.reference_lists import reference_lines

_FENCE = re.compile(r"(?: {0,3}|[ \t>]*)(`{3,}|~{3,})")
_METADATA_END = re.compile(r"(?:---|\.\.\.)\s*$")
_BULLET = re.compile(r"[ \t]*[-*+][ \t]")
_NUMBERED = re.compile(r"[ \t]*(?:\(?(?:\d{1,3}|[a-z]|[ivx]+|#)[.)]|[A-Z]\))[ \t]")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)(?!@)[^\]\n]+\]:[ \t]*\S*(?:[ \t]+[\"'(].*)?$")
_STARTS_BLOCK = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]|[|+]|:::|(?:-{3,}|={3,}|\*{3,}|_{3,})[ \t]*$|[:~][ \t]|<(?:div|p|table)\b)"
)
_RULED = re.compile(r"[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*$|[ \t]*\+(?:[-=:]{2,}\+)+[ \t]*$")
_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_INDENTED = re.compile(r"(?: {4}|\t)")
_INITIAL_END = re.compile(r"(?:^|[\s(.-])[A-ZÀ-ÖØ-Þ][a-z]?\.\s*$|\b(?:al|cf|pp?|dir|éd|eds?|cit|d)\.\s*$")
"""A line that ends so, inside a bracket, does not end a sentence."""
_SENTENCE_END = re.compile(r"[.!?…:;][»”\"')\]*_\s]*$")


@dataclass(frozen=True)
class Line:
    """A line without its line feed: `start` and `end` in the text, `text` without its quotation marks (`>`)."""

    start: int
    end: int
    text: str
    quoted: int
    """How many characters the quotation marks take."""

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True)
class Definition:
    """The text of a footnote (`[^name]: text`), its first paragraph from `start` to `end`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Blocks:
    """`protected` spans, spans to read as one blank (`soft`), and footnote definitions, in order of the text."""

    protected: tuple[tuple[int, int], ...]
    soft: tuple[tuple[int, int], ...]
    definitions: tuple[Definition, ...]


def _lines(text: str) -> Iterator[Line]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        raw = text[start:end]
        quote = _QUOTE.match(raw)
        quoted = quote.end() if quote else 0
        yield Line(start, end, raw[quoted:].rstrip("\r"), quoted)
        start = end + 1


def _ends(lines: list[Line], first: int, closes: Callable[[str], object]) -> int:
    """The number of the first line from `first` on that `closes`, -1 if there is none."""
    return next((n for n in range(first, len(lines)) if closes(lines[n].text)), -1)


def _front_matter(lines: list[Line]) -> int:
    """How many lines the front matter takes (YAML between `---`, or TOML between `+++`)."""
    opening = lines[0].text.lstrip("\ufeff").rstrip()
    if opening == "---" and len(lines) > 1 and not lines[1].blank:
        return _ends(lines, 1, _METADATA_END.match) + 1
    if opening == "+++":
        return _ends(lines, 1, lambda t: t.rstrip() == "+++") + 1
    return 0


def _protected(lines: list[Line]) -> list[bool]:
    """For each line, whether it is code, metadata, a link definition, a reference or a table aligned by hand."""
    flags = [False] * len(lines)
    number = _front_matter(lines)
    flags[:number] = [True] * number
    container = False  # inside a list item or a note, indented lines are text
    while number < len(lines):
        line = lines[number]
        after_blank = number == 0 or lines[number - 1].blank or flags[number - 1]
        fence = _FENCE.match(line.text)
        if fence and (fence[1][0] == "~" or "`" not in line.text[fence.end() :]):
            closing = re.compile(rf"[ \t>]*{re.escape(fence[1][0])}{{{len(fence[1])},}}\s*$")
            last = _ends(lines, number + 1, closing.match)
            last = len(lines) - 1 if last < 0 else last
            flags[number : last + 1] = [True] * (last + 1 - number)
            number = last + 1
            continue
        if (
            line.text.rstrip() == "---"
            and after_blank
            and number + 1 < len(lines)
            and re.match(r"[\w-]+:", lines[number + 1].text)
            and (last := _ends(lines, number + 1, _METADATA_END.match)) > 0
        ):
            flags[number : last + 1] = [True] * (last + 1 - number)
            number = last + 1
            continue
        if not line.blank:
            if _BULLET.match(line.text) or _NUMBERED.match(line.text) or _NOTE.match(line.text):
                container = True
            elif not line.text[:1].isspace() and after_blank:
                container = False
        if _INDENTED.match(line.text) and not line.blank and after_blank and not container:
            while number < len(lines) and (_INDENTED.match(lines[number].text) or lines[number].blank):
                flags[number] = not lines[number].blank
                number += 1
            continue
        flags[number] = bool(_DEFINITION.match(line.text))
        number += 1
    _protect_aligned_tables(lines, flags)
    listed = reference_lines([line.text for line in lines])
    return [protected or reference for protected, reference in zip(flags, listed, strict=True)]


def _protect_aligned_tables(lines: list[Line], flags: list[bool]) -> None:
    # in grid, simple and multiline tables a cell is where its characters stand: a longer text breaks them
    first = 0
    for number in range(len(lines) + 1):
        if number < len(lines) and not lines[number].blank and not flags[number]:
            continue
        if any(_RULED.match(line.text) for line in lines[first:number]):
            flags[first:number] = [True] * (number - first)
        first = number + 1


def _double_spaced(lines: list[Line], flags: list[bool]) -> bool:
    """Whether a blank line stands after every line of a hard-wrapped text, as some PDF exports leave it."""
    paragraphs = alone = unfinished = 0
    for number, line in enumerate(lines):
        if line.blank or flags[number] or (number and not lines[number - 1].blank):
            continue
        paragraphs += 1
        if number + 1 == len(lines) or lines[number + 1].blank:
            alone += 1
            unfinished += not _SENTENCE_END.search(line.text)
    return paragraphs >= 8 and alone >= 0.8 * paragraphs and unfinished >= 0.5 * paragraphs


def _opens(line: Line, inside: bool) -> bool:
    """Whether a line begins a block; `inside` a bracket, « 33) » is no item of a list."""
    if _BULLET.match(line.text) or _NOTE.match(line.text) or _STARTS_BLOCK.match(line.text):
        return True
    return not inside and bool(_NUMBERED.match(line.text))


def blocks(text: str) -> Blocks:
    """The blocks of `text`. Linear in its length; any text will do."""
    lines = list(_lines(text))
    flags = _protected(lines)
    double_spaced = _double_spaced(lines, flags)
    protected: list[tuple[int, int]] = []
    soft: list[tuple[int, int]] = []
    definitions: list[Definition] = []
    previous: Line | None = None  # the last line of prose
    depth = 0  # brackets open since the last hard break
    note: tuple[str, int] | None = None

    def close_note(end: int) -> None:
        nonlocal note
        if note:
            definitions.append(Definition(note[0], note[1], end))
        note = None

    for number, line in enumerate(lines):
        if flags[number]:
            if previous:
                close_note(previous.end)
            protected.append((line.start, line.end))
            previous, depth = None, 0
            continue
        if line.quoted:
            soft.append((line.start, line.start + line.quoted))
        if line.blank:
            continue
        if previous:
            apart = lines[number - 1].blank
            continues = not _opens(line, depth > 0) and not (line.quoted and not previous.quoted and not apart)
            if apart:
                unfinished = not _SENTENCE_END.search(previous.text) and not previous.text.lstrip().startswith("#")
                unfinished = unfinished or bool(depth > 0 and _INITIAL_END.search(previous.text))
                continues = continues and unfinished and (double_spaced or depth > 0) and note is None
            elif previous.text.lstrip().startswith(("#", "|")):
                continues = False
            if continues:
                soft.append((previous.end, line.start))
            else:
                close_note(previous.end)
                depth = 0
        if start := _NOTE.match(line.text):
            note = (start[1], line.start + line.quoted + start.end())
            protected.append((line.start + line.quoted, note[1]))
        depth = max(0, depth + sum(map(line.text.count, "([")) - sum(map(line.text.count, ")]")))
        previous = line
    if previous:
        close_note(previous.end)
    return Blocks(tuple(protected), tuple(soft), tuple(definitions))
