"""Values of a .bib text (`{…}`, `"…"`, bare words, joined by `#`), read from a place that moves on."""

from __future__ import annotations

import re

from actes.reading.bibtex.blocks import Piece, Problem

_SPACE = re.compile(r"(?:\s++|%[^\n]*+)*+")
_BLANK = re.compile(r"\s*+")
NAME = re.compile(r"([^\s={},\"#@%()]++(?:[ \t]++[^\s={},\"#@%()]++)*+)\s*+=")
_BARE = {"}": re.compile(r"[^\s,{}\"#%]++"), ")": re.compile(r"[^\s,{}\"#%)]++")}
_UNQUOTED = re.compile(r"[^,{}\"#%\n]++")
BRACES = re.compile(r"\\[\s\S]|[{}]")
_QUOTED = re.compile(r"\\[\s\S]|[{}\"]")


class ValueReader:
    """A place in a text: `position` only grows, and nothing is read from `limit` on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.limit = len(text)
        self.problems: list[Problem] = []

    def _problem(self, code: str, offset: int, **values: str) -> Problem:
        problem = Problem(code, offset, values)
        self.problems.append(problem)
        return problem

    def _value(self, closer: str) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        while True:
            self._skip()
            piece = self._piece(closer)
            if piece is None:
                return tuple(pieces)
            pieces.append(piece)
            end = self.position
            self._skip()
            if self.position >= self.limit or self.text[self.position] != "#":
                self.position = end
                return tuple(pieces)
            self.position += 1

    def _piece(self, closer: str) -> Piece | None:
        start = self.position
        character = self.text[start : start + 1] if start < self.limit else ""
        if character == "{":
            end = self._closing_brace(start + 1)
        elif character == '"':
            end = self._closing_quote(start + 1, closer)
        else:
            return self._bare(closer)
        if end is None:
            self.position = self.limit
            return Piece(start + 1, self.limit)
        self.position = end + 1
        return Piece(start + 1, end)

    def _bare(self, closer: str) -> Piece | None:
        start = self.position
        found = _BARE[closer].match(self.text, start, self.limit)
        named = NAME.match(self.text, start, self.limit)
        if not found or (named and named.end(1) == found.end()):
            return None
        self.position = found.end()
        self._skip()
        following = self.text[self.position : self.position + 1] if self.position < self.limit else ""
        self.position = found.end()
        if following in {"", ",", "#", closer} or NAME.match(self.text, self._after_space(found.end()), self.limit):
            return Piece(start, found.end(), bare=True)
        longer = _UNQUOTED.match(self.text, start, self.limit)
        end = longer.end() if longer else found.end()
        end = start + len(self.text[start:end].rstrip())
        self._problem("unquoted-value", start, text=self._quote(Piece(start, end)))
        self.position = end
        return Piece(start, end, bare=True)

    def _closing_brace(self, start: int) -> int | None:
        """The place of the brace that closes the one before `start`; None when the block ends first."""
        depth = 1
        for found in BRACES.finditer(self.text, start, self.limit):
            if found[0] == "{":
                depth += 1
            elif found[0] == "}":
                depth -= 1
                if depth == 0:
                    return found.start()
        return None

    def _closing_quote(self, start: int, closer: str) -> int | None:
        """The place of the closing quote: one outside braces after which a value may end."""
        depth = 0
        stray: int | None = None
        for found in _QUOTED.finditer(self.text, start, self.limit):
            if found[0] == "{":
                depth += 1
            elif found[0] == "}":
                if depth == 0 and stray is None:
                    stray = found.start()
                depth = max(0, depth - 1)
            elif found[0] == '"' and depth == 0:
                if self._may_end_value(found.end(), closer):
                    if stray is not None:
                        self._problem("stray-brace", stray)
                    return found.start()
                self._problem("stray-quote", found.start())
        return None

    def _may_end_value(self, offset: int, closer: str) -> bool:
        after = match_end(_BLANK, self.text, offset, self.limit)
        ends = after >= self.limit or self.text[after] in {",", "#", closer}
        return ends or bool(NAME.match(self.text, after, self.limit))

    def _after_space(self, offset: int) -> int:
        return match_end(_SPACE, self.text, offset, self.limit)

    def _skip(self) -> None:
        self.position = self._after_space(self.position)

    def _quote(self, piece: Piece) -> str:
        return " ".join(self.text[piece.start : piece.end].split())[:60]


def match_end(pattern: re.Pattern[str], text: str, start: int, limit: int) -> int:
    """Where a match at `start` ends; `start` when there is none."""
    found = pattern.match(text, start, limit)
    return found.end() if found else start
