"""The way back: text folded to one plain form, whatever typography was applied to it."""

from __future__ import annotations

import re

from actes.resolving.typography import quotes
from actes.resolving.typography.ordinals import mend

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f]+")
_ENDING = re.compile(r"(?<!\w)(\d+|[IVXLC]+)(i?[èe]mes?|[èe]res?|ᵉʳˢ?|ʳᵉˢ?|ᵉˢ?)(?!\w)")
_CHARACTERS = str.maketrans({
    "’": "'", "‘": "'", "´": "'", "…": "...", "–": "-", "—": "-", "º": "°", "\u2011": "-", "\u00ad": None,
})  # fmt: skip
_GLUED = re.compile(
    r" (?=[;:!?%‰])|(?<=[§°]) (?=\w)|(?<=[^\W\d]\.) (?=\d)|(?<=\d) (?=\d{3}(?!\d))|(?<=\d) (?=[^\W\d]|[€$£¥°])"
)
_DASHES = re.compile(r" ?-+(?: ?-+)* ?")
_LONE_MARK = re.compile('(?:«|<<) ?| ?(?:»|>>)|[“”"]')
_ETC = re.compile(r"(?<!\w)etc\.{2,}")


def untypeset(text: str) -> str:
    """`text` with typewriter quotes, hyphens and spaces, so that a typeset text and its source are equal.

    White space is collapsed; the spaces that typography puts in or takes out are dropped. For every text `t`
    in any language, `untypeset(typeset_text(t)) == untypeset(t)`. The form is for comparing, not for reading.
    """
    folded = _SPACES.sub(" ", text)
    folded = _without_quotes(folded)
    folded = _ENDING.sub(lambda m: m[1] + mend(m[2]), folded.translate(_CHARACTERS))
    folded = _ETC.sub("etc.", folded)
    folded = _DASHES.sub("-", folded)
    folded = _GLUED.sub("", folded)
    return _SPACES.sub(" ", folded).strip()


def _without_quotes(text: str) -> str:
    """All quotation marks as `'` (levels differ between languages), without the spaces inside their pairs."""
    marks = [mark for pair in quotes.pairs(text) for mark in (pair.opening, pair.closing)]
    pieces: list[str] = []
    done = 0
    for mark in sorted(marks):
        before, done = text[done : mark.start], mark.end
        pieces += [before if mark.opens else before.rstrip(), "\ue000" if mark.opens else "'"]
    folded = "".join([*pieces, text[done:]]).replace("\ue000 ", "'").replace("\ue000", "'")
    return _LONE_MARK.sub("'", folded)
