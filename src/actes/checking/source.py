"""The Markdown of a contribution as rules search it: prose with exact positions, everything else masked.

`Source.prose` has the length and the lines of the text; code, math, LaTeX, addresses, attributes, comments and the
front matter are masked with U+E000 in it, passages in another language with U+E001, so that what a rule finds
is something the author wrote as text. Every scan is linear.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from actes.checking.searching import Anchored, Guarded
from actes.diagnostics import Location, Report
from actes.model import Contribution
from actes.reading import front_matter

MASK = "\ue000"
OTHER_LANGUAGE = "\ue001"

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TICKS = Anchored("`", r"(?<!\\)`+")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_LIST = re.compile(r" {0,3}(?:[-*+:~]|\(?(?:\d{1,9}|[a-zA-Z#@])[.)]|\[\^[^\]]+\]:|\|)(?:\s|$)")
_HEADING = Anchored("#", r"^(#{1,6})[ \t]+([^\n]*)$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?P<title>[^\s#>|:-][^\n]*)\n(?P<rule>=+|-{2,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"\n(?==|--)")
"""The end of a line that may be the title of `_UNDERLINED`."""
_MARKUP = re.compile(r"[*_`]+|\[(?=[^\]]{0,300}\]\()|\]\([^()]*\)")

_FORMULA = Anchored(r"\$", r"\$\$[^$]+\$\$|(?<![\\\w$])\$(?=[^\s$])[^$\n]{1,400}(?<=\S)\$(?!\d)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[A-Za-z][A-Za-z\d]{1,31});", re.IGNORECASE)
_MASKED: list[re.Pattern[str] | Anchored | Guarded] = [
    _ENTITY,
    re.compile(r"\\[A-Za-z]+\*?(?:\[[^\[\]\n]*\])*(?:\{[^{}\n]*\})+"),
    _FORMULA,
    Anchored(r"\(", r"(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"),
    re.compile(r"\{\s*(?:[#.=]|[\w:-]+=)[^{}]*\}"),
    re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S[^\n]*$", re.MULTILINE),
    re.compile(r"</?[A-Za-z][^<>\n]*>|<[^\s<>]+[:@][^\s<>]*>"),
    Anchored(
        r"h(?=ttp)|f(?=tp:|ile:)|m(?=ailto:)|d(?=oi:)|u(?=rn:)",
        r"(?<!\w)(?:https?|ftp|mailto|file|doi|urn):[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)\]’'…*_]",
    ),
    Anchored(r"w(?=ww\.)", r"(?<!\w)www\.[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)\]’'…*_]"),
    Anchored(r"1(?=0\.)", r"(?<![\w.])10\.\d{4,9}/[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)\]’'…*_]"),
    Guarded(r"@(?<=[\w.+%-]@)[\w-]", r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+"),
    Anchored(r"@|-(?=@)", r"(?<!\w)-?@(?:\{[^{}\s]*\}|\w(?:[\w:.#$%&+?<>~/-]*\w)?)"),
]
_SPOKEN_SPAN = re.compile(r"\[([^\[\]]*)\]\{[^{}]*lang=\"?([A-Za-z-]+)[^{}]*\}")
_DIV = Anchored(r":(?=::)", r"^:{3,}[ \t]*(?P<attributes>\S[^\n]*)?$", re.MULTILINE)
_LANG = re.compile(r"\blang=\"?([A-Za-z-]+)")
_LETTERS = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\W_]{1,60}")
LONGEST_HEADING = 400
"""Characters of a heading that rules look at."""


class Heading(NamedTuple):
    """A heading as typed: `text` without attributes and markup, at offset `start`; `raw` as in the file."""

    start: int
    level: int
    text: str
    raw: str


class Section(NamedTuple):
    """A heading, where the text below it begins and ends, and the heading that ends it."""

    heading: Heading
    start: int
    end: int
    following: Heading | None


class Comment(NamedTuple):
    """An HTML comment: its text, and its extent with its delimiters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Source:
    """A contribution's file: its name, its text, the language it is in."""

    file: str
    text: str
    language: str

    @classmethod
    def of(cls, contribution: Contribution) -> Source:
        """The source of `contribution`."""
        return cls(contribution.source.file, contribution.text, contribution.language)

    @cached_property
    def body_start(self) -> int:
        """Where the front matter ends."""
        split = front_matter.split(self.text, self.file, Report())
        return len(self.text) - len(split.body)

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.text))]

    def place(self, offset: int) -> Location:
        """The location of a character."""
        line = bisect_right(self._lines, offset)
        return Location(self.file, line, offset - self._lines[line - 1] + 1)

    def line_of(self, offset: int) -> int:
        """The line, from 1, of a character."""
        return bisect_right(self._lines, offset)

    @cached_property
    def _verbatim(self) -> list[tuple[int, int]]:
        """Code blocks and code spans of the body."""
        blocks = list(_code_blocks(self.text, self.body_start))
        return blocks + list(_code_spans(_masked(self.text, blocks, MASK), self.body_start))

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """The HTML comments of the body, code left out."""
        text = _masked(self.text, self._verbatim, MASK)
        return tuple(Comment(m.start(), m.end(), m[1]) for m in _COMMENT.finditer(text, self.body_start))

    @cached_property
    def readable(self) -> str:
        """The text with code, comments and front matter masked: markup and addresses still show."""
        ranges = [(0, self.body_start), *self._verbatim, *((c.start, c.end) for c in self.comments)]
        return _masked(self.text, ranges, MASK)

    @cached_property
    def marked(self) -> str:
        """`readable` without its formulas, whose braces are no marks of revision."""
        return _masked(self.readable, [m.span() for m in _FORMULA.finditer(self.readable)], MASK)

    @cached_property
    def prose(self) -> str:
        """What the author wrote as text in the contribution's own language."""
        text = self.readable
        base = self.language.split("-")[0].lower()
        foreign = [m.span(1) for m in _SPOKEN_SPAN.finditer(text) if m[2].split("-")[0].lower() != base]
        foreign += _foreign_divs(text, base)
        text = _masked(text, foreign, OTHER_LANGUAGE)
        for pattern in _MASKED:
            text = _masked(text, [m.span() for m in pattern.finditer(text)], MASK)
        return text

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the body, in order."""
        text = self.readable
        found = [
            Heading(m.start(), len(m[1]), _bare(self.text[m.start(2) : m.end(2)]), self.text[m.start(2) : m.end(2)])
            for m in _HEADING.finditer(text, self.body_start)
        ]
        for m in _underlined(text, self.body_start):
            before = text.rfind("\n", 0, max(m.start() - 1, 0)) + 1
            # the line before must be blank, else these are table rules or a paragraph above a thematic break
            if not text[before : m.start()].strip():
                raw = self.text[m.start("title") : m.end("title")]
                found.append(Heading(m.start(), 1 if m["rule"][0] == "=" else 2, _bare(raw), raw))
        return tuple(sorted(found))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Each heading with the text below it, up to the next heading of any level."""
        following = [*self.headings[1:], None]
        return tuple(
            Section(heading, self._line_after(heading), after.start if after else len(self.text), after)
            for heading, after in zip(self.headings, following[: len(self.headings)], strict=True)
        )

    def _line_after(self, heading: Heading) -> int:
        end = self.text.find("\n", heading.start)
        return end + 1 if end >= 0 else len(self.text)

    def paragraphs(self) -> Iterator[tuple[int, str]]:
        """Offset and text of each block of prose between blank lines."""
        start = self.body_start
        for end in [*(m.start() for m in _BLANK.finditer(self.prose, self.body_start)), len(self.prose)]:
            block = self.prose[start:end]
            if block.strip(f" \t\n{MASK}"):
                lead = len(block) - len(block.lstrip())
                yield start + lead, block.strip()
            start = end

    def find(self, words: str, start: int | None = None) -> Location:
        """Where the first words of `words` stand in the body, whatever the spaces and marks between them.

        The beginning of the body when they do not stand there as such.
        """
        begin = self.body_start if start is None else start
        letters = [word[0] for word in islice(_LETTERS.finditer(words), 6)]
        for count in (len(letters), 3, 1):
            if letters[:count]:
                offset = _in_sequence(self.text, letters[:count], begin)
                if offset >= 0:
                    return self.place(offset)
        return self.place(min(begin, max(len(self.text) - 1, 0)))

    def find_exactly(self, text: str) -> Location:
        """Where `text` first stands in the body; the beginning of the body when it does not."""
        offset = self.text.find(text, self.body_start)
        return self.place(offset if offset >= 0 else min(self.body_start, max(len(self.text) - 1, 0)))


def _in_sequence(text: str, words: list[str], begin: int) -> int:
    """Where `words` follow each other in `text` from `begin` on, 1 to 60 spaces and marks between two; -1: nowhere.

    The first one begins a word. No pattern is made of them: compiling one takes longer than a search.
    """
    at = text.find(words[0], begin)
    while at >= 0:
        if at == begin or not text[at - 1].isalnum():
            end = at + len(words[0])
            for word in words[1:]:
                gap = _GAP.match(text, end)
                if not gap or not text.startswith(word, gap.end()):
                    break
                end = gap.end() + len(word)
            else:
                return at
        at = text.find(words[0], at + 1)
    return -1


def _underlined(text: str, start: int) -> Iterator[re.Match[str]]:
    """The headings with a rule below them, from `start` on, found from their rules: lines are many."""
    end = start
    for rule in _RULE.finditer(text, start):
        line = text.rfind("\n", 0, rule.start()) + 1
        if line >= end and (found := _UNDERLINED.match(text, line)):
            yield found
            end = found.end()


def _bare(raw: str) -> str:
    text = raw[:LONGEST_HEADING].strip().rstrip("#").rstrip()
    if text.endswith("}") and "{" in text:
        text = text[: text.rfind("{")].rstrip()
    return _MARKUP.sub("", text).strip()


def _foreign_divs(text: str, base: str) -> Iterator[tuple[int, int]]:
    """The contents of fenced divs whose `lang` is not `base`."""
    opened: list[tuple[int, bool]] = []
    for match in _DIV.finditer(text):
        if match["attributes"]:
            spoken = _LANG.search(match["attributes"][:LONGEST_HEADING])
            opened.append((match.end(), bool(spoken and spoken[1].split("-")[0].lower() != base)))
        elif opened:
            start, is_foreign = opened.pop()
            if is_foreign:
                yield start, match.start()


def _masked(text: str, ranges: Sequence[tuple[int, int]], mask: str) -> str:
    if not ranges:
        return text
    pieces: list[str] = []
    done = 0
    for start, end in sorted(ranges):
        if end <= done:
            continue
        start = max(start, done)
        pieces.append(text[done:start])
        pieces.append("\n".join(mask * len(line) for line in text[start:end].split("\n")))
        done = end
    return "".join([*pieces, text[done:]])


def _code_blocks(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Fenced and indented code blocks."""
    fence = ""
    opened = start
    blank = True
    inside_list = False
    for match in re.finditer(r"[^\n]*\n|[^\n]+\Z", text[start:]):
        line, at = match[0], start + match.start()
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line[found.end() :].strip():
                yield opened, at + len(line)
                fence = ""
        elif found and not (found[1][0] == "`" and "`" in line[found.end() :]):
            fence, opened = found[1], at
        elif not line.strip():
            blank = True
            continue
        elif blank and not inside_list and re.match(r" {4}|\t", line):
            yield at, at + len(line)
            continue
        elif not line[0].isspace():
            inside_list = bool(_LIST.match(line))
        elif _LIST.match(line):
            inside_list = True
        blank = False
    if fence:
        yield opened, len(text)


def _code_spans(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Runs of backticks and the runs of the same length that close them, within a paragraph."""
    runs = [(m.start(), len(m[0])) for m in _TICKS.finditer(text, start)]
    breaks = [m.start() for m in _BLANK.finditer(text, start)]
    closing: dict[tuple[int, int], list[int]] = {}
    for index, (at, length) in enumerate(runs):
        closing.setdefault((bisect_right(breaks, at), length), []).append(index)
    index = 0
    pointers = dict.fromkeys(closing, 0)
    while index < len(runs):
        at, length = runs[index]
        key = (bisect_right(breaks, at), length)
        same = closing[key]
        while pointers[key] < len(same) and same[pointers[key]] <= index:
            pointers[key] += 1
        if pointers[key] < len(same):
            partner = same[pointers[key]]
            yield at, runs[partner][0] + length
            index = partner
        index += 1
