"""What of a Markdown text is prose, where citations are looked for, and what is not.

`mask` yields a *view* of the text: as many characters, so that a place in one is a place in the other.
Code, math, links, addresses, HTML, attributes, front matter and citations that are already keys are
`HIDDEN` in it; line breaks within a paragraph and no-break spaces are blanks; a line feed is a break that
no citation crosses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from actes.normalising.prose.blocks import blocks

HIDDEN = "\ufffc"

_KEY = r"@(?:\{[^}\s]*\}|[^\W]\w*(?:[:.#$%&\-+?<>~/]\w+)*)"
_TOKEN = re.compile(
    rf"""
    (?P<cite>(?<![\w@\\])-?{_KEY})
  | (?P<url>(?<!\w)(?:https?://|ftp://|www\.)[^\s<>«»"]+|(?<!\w)(?:doi:\s?)?10\.\d{{4,9}}/[^\s<>«»"]+)
  | (?P<mail>[\w.+-]{{1,64}}@[\w-]+\.[\w.-]+)
  | (?P<escape>\\[^\w\s])
  | (?P<environment>\\begin\{{(?P<env>(?:equation|align|gather|multline|eqnarray|math|displaymath|verbatim|tabular
      |lstlisting|figure|table)\*?)\}})
  | (?P<verb>\\verb\*?(?P<bar>[^\w\s*])[^\n]*?(?P=bar))
  | (?P<command>\\(?:url|href|label|ref|eqref|autoref|cref|pageref|includegraphics|input|nocite|bibliography)\b\*?
      (?:\[[^\]\n]*\])?(?:\{{[^{{}}\n]*\}})*)
  | (?P<raw>\\(?![A-Za-z]*[cC]ite)[A-Za-z]+\*?(?:\[[^\]\n]*\])?\{{)
  | (?P<code>`+)
  | (?P<comment><!--)
  | (?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<[A-Za-z][\w+.-]*:[^<>\s]*>|<[\w.+-]+@[\w.-]+>)
  | (?P<math>\$\$?)
  | (?P<shortcode>\{{\{{[<%].{{0,300}}?[%>]\}}\}})
  | (?P<attributes>\{{[ ]?[#.:=][^{{}}\n]*\}})
  | (?P<marker>\[\^(?P<name>[^\]\s]{{1,200}})\])
  | (?P<open>\[)
  | (?P<close>\])
  | (?P<break>\n)
    """,
    re.VERBOSE,
)
_SIGN = re.compile(r"[@\\`<$\[\]{\n]")
"""What a token begins with, addresses apart: looking for it is ten times as fast as looking for a token."""
_ADDRESS = re.compile(r"https?://|ftp://|www\.|doi:|10\.(?=\d)")
_BEFORE_AT = re.compile(r"[\w.+-]{1,64}$")
_ELEMENTS = ("a", "code", "pre", "script", "style", "math", "svg", "kbd", "samp", "textarea")
_DOLLARS = 20
"""Dollars looked at for the one that closes a formula."""
_TARGET = re.compile(r"\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)")
_LABEL = re.compile(r"\[([^\[\]\n]*)\]")
_DEFINED = re.compile(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)
_BLANK = re.compile(r"[^\S\n ]")
_TYPED_BLANK = re.compile(r"&(?:nbsp|thinsp|ensp|emsp|#160|#8239);|(?<=[^\s~])~(?=[^\s~])|\\[ ]")
"""No-break spaces as HTML, LaTeX and pandoc have them typed."""
_TYPED_BLANK_SIGN = re.compile(r"[&~\\]")
"""What those begin with."""
_BRACE = re.compile(r"(?<!\\)[{}]")
_CITING = re.compile(r"\d{4}|\\[A-Za-z]*cite")
_LONGEST_ARGUMENT = 4000
_BRACES = 24
"""Braces looked at for the one that closes an argument."""
_TYPED = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [\w’'&.-]+){0,6},? (?:1[4-9]|20)\d\d(?!\d)")
_BRACED = re.compile(r"\{[^{}\n]*\}")


@dataclass(frozen=True)
class Note:
    """The text of a note, from `start` to `end`, called at `position`."""

    start: int
    end: int
    position: int


@dataclass(frozen=True)
class Existing:
    """A citation that is already keys: a bracketed group, or one in the text with what belongs to it."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Masked:
    """The view of a text, its notes in the order of their calls, its citations by key in order."""

    view: str
    notes: tuple[Note, ...]
    existing: tuple[Existing, ...]


class _Scanner:
    """One pass over the text; every position is visited a bounded number of times."""

    def __init__(self, text: str, claimed: Iterable[tuple[int, int]]) -> None:
        self.text = text
        found = blocks(text)
        self.hidden = bytearray(len(text))
        for start, end in (*found.protected, *claimed):
            self.hide(start, end)
        self.soft = found.soft
        self.soft_starts = {start for start, _ in found.soft}
        self.definitions = found.definitions
        self.labels = {label.casefold() for label in _DEFINED.findall(text)}
        self.notes: list[Note] = []
        self.existing: list[Existing] = []
        self.markers: dict[str, int] = {}
        self.open: list[int] = []
        self.cites: list[tuple[int, int, str]] = []
        self.absent: dict[str, int] = {}

    def hide(self, start: int, end: int) -> None:
        self.hidden[start:end] = b"\1" * (min(end, len(self.hidden)) - start)

    def find(self, needle: str, start: int) -> int:
        """Where `needle` is after `start`, -1 if nowhere; looked for in vain once only."""
        if start >= self.absent.get(needle, len(self.text)):
            return -1
        place = self.text.find(needle, start)
        if place < 0:
            self.absent[needle] = min(start, self.absent.get(needle, start))
        return place

    def paragraph_end(self, start: int) -> int:
        end = self.find("\n\n", start)
        return len(self.text) if end < 0 else end

    def run(self) -> None:
        position = 0
        for start in _beginnings(self.text):
            if start < position or not (token := _TOKEN.match(self.text, start)):
                continue
            if self.hidden[start]:
                # leave the protected stretch in one step
                position = self.hidden.find(0, start)
                if position < 0:
                    break
                continue
            position = getattr(self, f"on_{token.lastgroup if token.lastgroup != 'env' else 'environment'}")(token)
        self.existing.sort(key=lambda e: e.start)

    def on_cite(self, token: re.Match[str]) -> int:
        key = token[0].lstrip("-")[1:].strip("{}")
        self.cites.append((token.start(), token.end(), key))
        if not self.open:
            self._cited_in_text(token.start(), token.end(), key)
        return token.end()

    def _cited_in_text(self, start: int, end: int, key: str) -> None:
        keys = [key]
        after = re.compile(r"[ \n]?\[(?!\^)[^\[\]\n]*\](?![\[(])").match(self.text, end)
        if after:
            keys += [k.lstrip("@").strip("{}") for k in re.findall(_KEY, after[0])]
            end = after.end()
        self.hide(start, end)
        self.existing.append(Existing(start, end, tuple(keys)))

    def on_url(self, token: re.Match[str]) -> int:
        address = token[0].rstrip(".,;:!?*_'’")
        while address.endswith((")", "]")) and address.count(address[-1]) > address.count("(["[address[-1] == "]"]):
            address = address[:-1].rstrip(".,;:!?*_'’")
        self.hide(token.start(), token.start() + len(address))
        return token.start() + max(1, len(address))

    def on_mail(self, token: re.Match[str]) -> int:
        self.hide(token.start(), token.end())
        return token.end()

    on_command = on_verb = on_shortcode = on_attributes = on_mail

    def on_escape(self, token: re.Match[str]) -> int:
        return token.end()

    def on_environment(self, token: re.Match[str]) -> int:
        closing = f"\\end{{{token['env']}}}"
        end = self.find(closing, token.end())
        end = token.end() if end < 0 else end + len(closing)
        self.hide(token.start(), end)
        return end

    def on_raw(self, token: re.Match[str]) -> int:
        """`\\footnote{…}`: pandoc keeps it as LaTeX, in which `[@key]` is no citation."""
        limit = min(self.paragraph_end(token.end()), token.end() + _LONGEST_ARGUMENT)
        depth, place = 1, token.end()
        for brace in islice(_BRACE.finditer(self.text, place, limit), _BRACES):
            depth += 1 if brace[0] == "{" else -1
            place = brace.end()
            if not depth:
                break
        if depth or not _CITING.search(self.text, token.end(), place):
            return token.end()
        self.hide(token.start(), place)
        return place

    def on_code(self, token: re.Match[str]) -> int:
        limit = self.paragraph_end(token.end())
        fence, position = token[0], token.end()
        while (place := self.text.find(fence, position, limit)) >= 0:
            stop = place + len(fence)
            while stop < limit and self.text[stop] == "`":
                stop += 1
            if stop - place == len(fence):
                self.hide(token.start(), stop)
                return stop
            position = stop
        return token.end()

    def on_comment(self, token: re.Match[str]) -> int:
        end = self.find("-->", token.end())
        end = len(self.text) if end < 0 else end + 3
        self.hide(token.start(), end)
        return end

    def on_tag(self, token: re.Match[str]) -> int:
        end = token.end()
        name = re.match(r"<([A-Za-z]+)", token[0])
        if name and name[1].lower() in _ELEMENTS and not token[0].endswith("/>"):
            closing = self.find(f"</{name[1]}", end)
            if closing >= 0:
                stop = self.text.find(">", closing)
                end = len(self.text) if stop < 0 else stop + 1
        self.hide(token.start(), end)
        return end

    def on_math(self, token: re.Match[str]) -> int:
        fence, start = token[0], token.end()
        limit = self.paragraph_end(start)
        if fence == "$" and self.text[start : start + 1].isspace():
            return start
        end = self.text.find(fence, start, limit)
        for _ in range(_DOLLARS):
            if end < 0 or (self.text[end - 1] != "\\" and (fence == "$$" or self._closes_formula(end))):
                break
            # a dollar after a blank closes nothing: a price
            end = self.text.find(fence, end + 1, limit)
        else:
            return start
        if end <= start:
            return start
        self.hide(token.start(), end + len(fence))
        return end + len(fence)

    def _closes_formula(self, dollar: int) -> bool:
        return not (self.text[dollar - 1].isspace() or self.text[dollar + 1 : dollar + 2].isdecimal())

    def on_marker(self, token: re.Match[str]) -> int:
        self.markers.setdefault(token["name"], token.start())
        self.hide(token.start(), token.end())
        return token.end()

    def on_open(self, token: re.Match[str]) -> int:
        self.open.append(token.start())
        return token.end()

    def on_break(self, token: re.Match[str]) -> int:
        if token.start() not in self.soft_starts:
            self.open.clear()
            self._flush()
        return token.end()

    def _flush(self) -> None:
        """Citations left in a bracket that never closed stand in the text."""
        for start, end, key in self.cites:
            if not self.hidden[start]:
                self._cited_in_text(start, end, key)
        self.cites.clear()

    def on_close(self, token: re.Match[str]) -> int:
        end = token.end()
        if not self.open:
            return end
        start = self.open.pop()
        inside: list[tuple[int, int, str]] = []
        while self.cites and self.cites[-1][0] > start:
            inside.insert(0, self.cites.pop())
        inside = [c for c in inside if not self.hidden[c[0]]]
        if self.text[start - 1 : start] == "^" and start:
            for cite in inside:
                self._cited_in_text(*cite)
            self.notes.append(Note(start + 1, token.start(), start - 1))
        elif target := _TARGET.match(self.text, end):
            image = start > 0 and self.text[start - 1] == "!"
            self.hide(end if image else start, target.end())
            end = target.end()
        elif (label := _LABEL.match(self.text, end)) and (
            (label[1] or self.text[start + 1 : token.start()]).casefold() in self.labels
        ):
            self.hide(start, label.end())
            end = label.end()
        elif attributes := _BRACED.match(self.text, end):
            for cite in inside:
                self._cited_in_text(*cite)
            self.hide(start, start + 1)
            self.hide(token.start(), attributes.end())
            end = attributes.end()
        elif self.text[start + 1 : token.start()].casefold() in self.labels:
            self.hide(start, end)
        elif inside and any(_TYPED.search(p) and "@" not in p for p in self.text[start:end].split(";")):
            # « [@key ; Davezies, 2012] » is no group to pandoc
            for cite in inside:
                self._cited_in_text(*cite)
        elif inside:
            self.hide(start, end)
            self.existing.append(Existing(start, end, tuple(key for _, _, key in inside)))
        return end


def _beginnings(text: str) -> list[int]:
    """The places of `text` where a token may begin, in order: all there are, and some more."""
    places = {match.start() for match in _SIGN.finditer(text)}
    places.update(match.start() for match in _ADDRESS.finditer(text))
    at = text.find("@")
    while at >= 0:
        if before := _BEFORE_AT.search(text, max(0, at - 64), at):
            places.update(range(before.start(), at))
        at = text.find("@", at + 1)
    return sorted(places)


def without_typed_blanks(text: str, blank: str | Callable[[re.Match[str]], str] = " ") -> str:
    """`text` with a `blank` for each no-break space typed as HTML, LaTeX and pandoc have them."""
    return _TYPED_BLANK.sub(blank, text) if _TYPED_BLANK_SIGN.search(text) else text


def _runs(flags: bytearray) -> Iterable[tuple[int, int]]:
    start = flags.find(1)
    while start >= 0:
        end = flags.find(0, start)
        end = len(flags) if end < 0 else end
        yield start, end
        start = flags.find(1, end)


def mask(text: str, claimed: Iterable[tuple[int, int]] = ()) -> Masked:
    """The view of `text`, with `claimed` spans hidden too. Linear in its length; any text will do."""
    scanner = _Scanner(text, claimed)
    scanner.run()
    scanner._flush()
    view = list(without_typed_blanks(_BLANK.sub(" ", text), lambda typed: " " * len(typed[0])))
    for start, end in _runs(scanner.hidden):
        view[start:end] = [c if c == "\n" else HIDDEN for c in view[start:end]]
    for start, end in scanner.soft:
        view[start:end] = " " * (end - start)
    notes = [*scanner.notes]
    for definition in scanner.definitions:
        notes.append(Note(definition.start, definition.end, scanner.markers.get(definition.name, definition.start)))
    return Masked("".join(view), tuple(sorted(notes, key=lambda n: (n.position, n.start))), tuple(scanner.existing))
