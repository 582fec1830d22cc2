"""The words of the text before a year: names, initials, what joins them, what says « and others » or « editor »."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from actes.normalising.prose.folding import LETTER, folded, joined
from actes.normalising.prose.masking import HIDDEN


class Kind(Enum):
    """What a token is to a list of names."""

    WORD = "word"
    ELISION = "elision"
    """« d’ », « l’ »: leans on the word that follows."""
    INITIAL = "initial"
    AND = "and"
    COMMA = "comma"
    SEMICOLON = "semicolon"
    SLASH = "slash"
    OTHERS = "others"
    """« et al. »"""
    ROLE = "role"
    """« (dir.) », « eds. »"""
    OPEN = "open"
    CLOSE = "close"
    QUOTE_OPEN = "quote-open"
    QUOTE_CLOSE = "quote-close"
    STOP = "stop"
    """A sentence may end here."""
    OTHER = "other"

    __hash__ = object.__hash__
    """Each kind is one object; the hash that Enum has is slow."""


class Token(NamedTuple):
    """A token and its place in the view."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        """Its folded form without blanks."""
        return joined(self.text)

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital, as names do."""
        return self.kind in (Kind.WORD, Kind.INITIAL) and self.text[:1].isupper()


_UPPER = "A-ZÀ-ÖØ-ÞŒŠŽŁŞČĆÅ"
_END = rf"(?!{LETTER})"
_PATTERN = re.compile(
    rf"""
    (?P<name>[{_UPPER}][a-zß-öø-ÿ]{{2,}}(?=[ ,;)\]]))
  | (?P<small>[a-zà-öø-ÿ]{{5,}}(?=[ ,;)\]]))
  | (?P<generation>,?[ ]?\b(?:Jr|Sr)\b\.?)
  | (?P<others>(?:(?:et|and|&)[ ]+)[*_]{{0,2}}(?:al(?:ii|ia|iae|\.)?|coll\.?|collab\.?|autres|others
      |colleagues|coauteurs)(?!{LETTER})\.?)
  | (?P<role>[(\[]?(?:(?:dirs?|éds?|eds?|coords?|hrsg|orgs?)\.|eds|éds|dirs
      |sous[ ]la[ ](?:dir\.|direction)(?:[ ]de)?)[)\]]?|[(\[](?:dir|éd|ed|coord|org)[)\]])
  | (?P<initial>(?!(?:Cf|Op|Id|[EÉ]d|St|Dr|Mr|In|Ex|Sq)\.)[{_UPPER}][a-zé]?(?:[-‐‑][{_UPPER}][a-zé]?)*\.)
  | (?P<elision>(?:[dlcjmnqstDLCJMNQST]|qu|Qu|lorsqu|puisqu|jusqu)['’ʼ](?={LETTER}))
  | (?P<and>(?:et|and|und|&){_END}|&amp;)
  | (?P<word>{LETTER}+(?:['’ʼ\-‐‑–]{LETTER}+)*)
  | (?P<comma>,)
  | (?P<semicolon>;)
  | (?P<slash>/)
  | (?P<open>[(\[])
  | (?P<close>[)\]])
  | (?P<quote_open>[«“„])
  | (?P<quote_close>[»”])
  | (?P<stop>[.!?:…])
  | (?P<emphasis>[*_]+)
  | (?P<other>[^\s])
    """,
    re.VERBOSE,
)


_KINDS = {kind.value.replace("-", "_"): kind for kind in Kind} | {"name": Kind.WORD, "small": Kind.WORD}
"""`name` is what most words of a name are, `small` most other words; looked for first to be quick."""


def tokens(view: str, start: int, end: int) -> list[Token]:
    """The tokens of `view[start:end]`; signs of emphasis and « Jr. » are left out."""
    make = tuple.__new__  # what Token does, without a call in between: there are tens of thousands
    return [
        make(Token, (kind, match[0], match.start(), match.end()))
        for match in _PATTERN.finditer(view, start, end)
        if (kind := _KINDS.get(match.lastgroup or ""))
    ]


def words(text: str) -> list[str]:
    """The folded words of `text`, hidden stretches left out."""
    return folded(text.replace(HIDDEN, " ")).split()
