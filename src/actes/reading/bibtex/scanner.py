"""The blocks of a .bib text, with the place of everything, whatever state the text is in.

One pass from left to right that always moves on: entries, `@string`, `@preamble`, `@comment` and the text
between them. What is broken is a `Problem`; scanning goes on behind it, at the latest at the next line that
begins an entry. Grammar: Patashnik's btxdoc §4 and the btparse manual (comments with `%`); a backslash before
a brace or a quote takes away their meaning, as in Zotero's exports and in pandoc.
"""

from __future__ import annotations

import bisect
import functools
import re

from actes.reading.bibtex.blocks import Entry, Field, Piece, Problem, Scan
from actes.reading.bibtex.fields import ENTRY_TYPES, FIELDS
from actes.reading.bibtex.values import BRACES, NAME, ValueReader, match_end

_BLOCK = re.compile(r"%[^\n]*+|(?<![\w.+-])@[ \t]*+([A-Za-z][\w:.-]*+)\s*+([{(])")
_LINE_START = re.compile(
    r"(?:^|(?<=[})]))[ \t]*+(@[ \t]*+([A-Za-z][\w:.-]*+)\s*+[{(])(\s*+[^\s,{}()=\"]++\s*+,)?", re.MULTILINE
)
_SIGNLESS = re.compile(r"^[ \t]*+([A-Za-z]++)[ \t]*+\{[ \t]*+([^\s,{}()=\"]++)[ \t]*+,", re.MULTILINE)
_HEADLESS = re.compile(r"^[ \t]*+(@[ \t]*+(?:([A-Za-z]++)[ \t]++[^\s,{}()=]++|\{[^\n{},=]{1,60}+),)", re.MULTILINE)
_ENTRY_IN_TEXT = re.compile(r"@\w+\{[^{},\s]*$")
_COMMENTED_LINE = re.compile(r"%[%\s]*+@([A-Za-z]++)[ \t]*+[{(]")
_KEY_END = re.compile(r"[,\n]")
_KEY = re.compile(r"[^,={}\"\n]*+")
_JUNK = re.compile(r"\\[\s\S]|[{},]|\n\s*+")
_EXTRA_BRACE = re.compile(r"\}\s*+,?\s*+([A-Za-z]++)\s*+=\s*+[{\"\w]")
_NESTED = r"(?:[^{}\\]++|\\[\s\S]"
_SIMPLE = re.compile(
    rf"[\s,]*+([^\s={{}},\"#@%()]++)\s*+=\s*+"
    rf"(?:\{{({_NESTED}|\{{{_NESTED}|\{{{_NESTED})*+\}})*+\}})*+)\}}|\"([^{{}}\"\\]*+)\"|([0-9]++))(?=\s*+[,}}])"
)
"""A field whose value is one group, one string or a number, followed by a comma or by the end of the entry."""
_BARE_NUMBER = 4
_SWALLOWED = re.compile(r",\s*+([A-Za-z]++)\s*+=\s*+[{\"]")


def scan(text: str) -> Scan:
    """Scan a .bib text (line feeds only, see `read_text`). Never raises, in time linear in the text."""
    return _Scanner(text).scan()


class _Scanner(ValueReader):
    """`limit` is where the block being read must have ended: the next line that begins one."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        begun = list(_LINE_START.finditer(text))
        self.line_starts = {m.start(1) for m in begun}
        self.starts = [m.start(1) for m in begun if m[3] or m[2].lower() in _KNOWN]
        self.entries: list[Entry] = []
        self.strings: list[Field] = []

    def scan(self) -> Scan:
        while found := _BLOCK.search(self.text, self.position):
            self._free_text(self.position, found.start())
            if not found[1]:
                self._commented(found.start(), found.end())
                self.position = found.end()
                continue
            kind = found[1].lower()
            if kind not in _KNOWN and found.start() not in self.line_starts:  # a price, a handle: `@home (Paris)`
                self.position = found.end()
                continue
            following = bisect.bisect_right(self.starts, found.start())
            self.limit = self.starts[following] if following < len(self.starts) else len(self.text)
            self.position = found.end()
            closer = "}" if found[2] == "{" else ")"
            if kind in _SPECIAL:
                _SPECIAL[kind](self, found.start(), closer)
            else:
                self._entry(found, closer)
        self._free_text(self.position, len(self.text))
        return Scan(tuple(self.entries), tuple(self.strings), tuple(self.problems))

    # text that is no entry

    def _free_text(self, start: int, end: int) -> None:
        for found in _SIGNLESS.finditer(self.text, start, end):
            if found[1].lower() in ENTRY_TYPES:
                self._problem("missing-at-sign", found.start(1), kind=found[1], key=found[2])
        for found in _HEADLESS.finditer(self.text, start, end):
            if not found[2] or found[2].lower() in ENTRY_TYPES:
                self._problem("headless-entry", found.start(1), text=" ".join(found[1].split())[:40])

    def _commented(self, start: int, end: int) -> None:
        for found in _LINE_START.finditer(self.text, start, end):
            self._problem("commented-entry", found.start(1), kind=found[2])
        if line := _COMMENTED_LINE.match(self.text, start, end):
            self._problem("commented-entry", line.start(1) - 1, kind=line[1])

    def _comment(self, start: int, closer: str) -> None:
        # an entry that begins a line does not end a comment: commented entries are what it may be made of
        opening = self.position - 1
        end = self._matching.get(opening) if closer == "}" else None
        if end is None:
            line_end = self.text.find("\n", opening)
            self.position = line_end if line_end >= 0 else len(self.text)
        else:
            self._commented(opening + 1, end)
            self.position = end + 1

    @functools.cached_property
    def _matching(self) -> dict[int, int]:
        """Each opening brace of the text that is closed → the brace that closes it."""
        pairs: dict[int, int] = {}
        open_braces: list[int] = []
        for found in BRACES.finditer(self.text):
            if found[0] == "{":
                open_braces.append(found.start())
            elif found[0] == "}" and open_braces:
                pairs[open_braces.pop()] = found.start()
        return pairs

    def _preamble(self, start: int, closer: str) -> None:
        self._value(closer)
        self._close(start, "preamble", closer)

    def _string(self, start: int, closer: str) -> None:
        fields, reasons = self._fields(closer, start, "string")
        for reason in reasons:  # no entry is lost by it
            self.problems[self.problems.index(reason)] = Problem(
                "unterminated-block", reason.offset, {"kind": "string"}
            )
        self.strings += fields

    def _close(self, start: int, name: str, closer: str) -> None:
        self._skip()
        if self.position < self.limit and self.text[self.position] == closer:
            self.position += 1
        else:
            self._problem("unterminated-block", start, kind=name)
            self.position = self.limit

    # entries

    def _entry(self, found: re.Match[str], closer: str) -> None:
        kind = found[1].lower()
        key, key_start, missing = self._key(closer, found.start())
        fields, reasons = self._fields(closer, found.start(), key or kind)
        reasons = [missing, *reasons] if missing else reasons
        for reason in reasons[:-1]:  # one reason for not being read is enough
            self.problems.remove(reason)
        broken = reasons[-1] if reasons else None
        entry = Entry(kind, found.start(), found.start(1), key, key_start, fields, self.position, broken)
        self.entries.append(entry)

    def _key(self, closer: str, start: int) -> tuple[str, int, Problem | None]:
        """The key, its place, and the problem when there is none; the comma after it is passed."""
        self._skip()
        key_start = self.position
        end = match_end(_KEY, self.text, key_start, self.limit)
        if closer == ")" and (stop := self.text.find(")", key_start, end)) >= 0 and self.text[end : end + 1] != ",":
            end = stop
        following = self.text[end : end + 1] if end < self.limit else ""
        raw = self.text[key_start:end]
        if following == "=":  # `@book{title = …`, or `@book{key title = …`
            words = raw.split()
            if len(words) < 2 or (closer == ")" and ")" in raw):
                return "", start, self._problem("missing-key", start)
            raw = raw[: raw.rstrip().rfind(words[-1])].rstrip()
            self.position = key_start + len(raw)
            self._problem("missing-comma", self.position, before=words[-1])
            return raw, key_start, None
        if following and following in '{"':  # `@book{{key},`
            comma = _KEY_END.search(self.text, end, self.limit)
            end = comma.start() if comma else self.limit
            raw = self.text[key_start:end]
        self.position = end
        key = raw.rstrip()
        self._skip()
        if self.text[self.position : self.position + 1] == "," and self.position < self.limit:
            self.position += 1
        elif (name := NAME.match(self.text, self.position, self.limit)) and key:
            self._problem("missing-comma", key_start + len(key), before=name[1])
        if not key:
            return "", start, self._problem("missing-key", start)
        return key, key_start, None

    def _simple_fields(self, fields: list[Field]) -> None:
        """Pass over fields that are written without a fault: those of nearly every entry."""
        while found := _SIMPLE.match(self.text, self.position, self.limit):
            group = found.lastindex or 0
            piece = Piece(found.start(group), found.end(group), bare=group == _BARE_NUMBER)
            fields.append(Field(found[1].lower(), found.start(1), found.end(1), (piece,)))
            self.position = found.end()

    def _fields(self, closer: str, start: int, owner: str) -> tuple[tuple[Field, ...], list[Problem]]:
        """The fields up to the closing delimiter, and the problems that spoil them."""
        fields: list[Field] = []
        reasons: list[Problem] = []
        while True:
            if closer == "}":
                self._simple_fields(fields)
            self._skip()
            if self.position >= self.limit:
                return tuple(fields), [*reasons, self._unterminated(start, owner, fields)]
            character = self.text[self.position]
            if character == closer:
                extra = _EXTRA_BRACE.match(self.text, self.position, self.limit) if closer == "}" else None
                if not extra or extra[1].lower() not in FIELDS:
                    self.position += 1
                    return tuple(fields), reasons + self._swallowed(fields, owner)
                self._problem("extra-brace", self.position, before=extra[1])
                self.position += 1
            elif character == ",":
                self.position += 1
            elif name := NAME.match(self.text, self.position, self.limit):
                fields.append(self._field(name, closer))
                reasons += self._after_value(closer, owner)
            elif junk := self._junk(closer):
                self._problem("unexpected-text", junk.start, text=self._quote(junk))

    def _field(self, name: re.Match[str], closer: str) -> Field:
        self.position = name.end()
        pieces = self._value(closer)
        if not pieces:
            self._problem("missing-value", name.start(1), field=name[1])
        return Field(name[1].lower(), name.start(1), name.end(1), pieces)

    def _after_value(self, closer: str, owner: str) -> list[Problem]:
        """Pass to where the next field begins; what stands in between belongs to a value that was cut short."""
        end = self.position
        self._skip()
        if self.position >= self.limit or self.text[self.position] in {",", closer}:
            return []
        if name := NAME.match(self.text, self.position, self.limit):
            self._problem("missing-comma", end, before=name[1])
            return []
        junk = self._junk(closer)
        return [self._problem("cut-value", junk.start, text=self._quote(junk), key=owner)] if junk else []

    def _junk(self, closer: str) -> Piece | None:
        """Pass over text that is no field, up to where a field may begin again; None when it is only blank."""
        start = self.position
        depth = 0
        for found in _JUNK.finditer(self.text, start, self.limit):
            self.position = found.end()
            token = found[0]
            if token == "{":
                depth += 1
            elif token == "}":
                depth -= 1
                if depth < 0 and closer == "}":
                    self.position -= 1
                    break
            elif depth <= 0 and (token == "," or self._field_at(found.end())):
                break
        else:
            self.position = self.limit
        if self.position == start:  # a closing brace where a parenthesis is awaited
            self.position += 1
        end = start + len(self.text[start : self.position].rstrip().rstrip(","))
        return Piece(start, end) if end > start else None

    def _field_at(self, offset: int) -> bool:
        return bool(NAME.match(self.text, offset, self.limit))

    def _unterminated(self, start: int, owner: str, fields: list[Field]) -> Problem:
        suspect = next((f for f in fields if self._swallows(f)), None)
        self.position = self.limit
        if suspect:
            return self._problem("unclosed-field", suspect.start, field=suspect.name, key=owner)
        return self._problem("unterminated-entry", start, key=owner)

    def _swallowed(self, fields: list[Field], owner: str) -> list[Problem]:
        for suspect in fields:
            if self._swallows(suspect):
                return [self._problem("unclosed-field", suspect.start, field=suspect.name, key=owner)]
        return []

    def _swallows(self, suspect: Field) -> bool:
        """Whether the value holds what looks like the next field: a brace or a quote is missing in it."""
        return any(
            found[1].lower() in FIELDS
            for piece in suspect.pieces
            for found in _SWALLOWED.finditer(self.text, piece.start, piece.end)
            if not _ENTRY_IN_TEXT.search(self.text, max(piece.start, found.start() - 80), found.start())
        )


_SPECIAL = {"comment": _Scanner._comment, "preamble": _Scanner._preamble, "string": _Scanner._string}

_KNOWN = ENTRY_TYPES | _SPECIAL.keys()
