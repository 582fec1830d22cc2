"""Forms under which typed names are compared: as typed, without accents, distances between them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d])"
"""A letter, a combining accent, or something invisible that hides between two letters."""

_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´ʹ"), "'")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"), None)
_UNDECOMPOSED = {
    ord(letter): plain
    for letter, plain in {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}.items()
}
_BARE = _UNDECOMPOSED | dict.fromkeys(range(0x300, 0x370))
"""Takes away the accents that most texts have too."""
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


@lru_cache(maxsize=65_536)
def exact(text: str) -> str:
    """`text` with case, composition of accents, shape of hyphens and apostrophes and blanks made the same."""
    if text.isascii() and text.isalpha():
        return text.lower()
    if text.isalpha() and max(text) < "\u0100":  # letters of Latin-1 are composed, and nothing else
        return text.casefold()
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE)).casefold()
    return " ".join(text.translate(_HYPHENS).translate(_APOSTROPHES).split())


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """`text` as plain words: lower case, no accents, ligatures undone, punctuation turned into blanks."""
    if text.isascii():
        return text.lower() if text.isalnum() else _NOT_ALPHANUMERIC.sub(" ", text.lower()).strip()
    text = unicodedata.normalize("NFKD", text.translate(_INVISIBLE)).casefold().translate(_BARE)
    if not text.isascii():
        text = "".join(c for c in text if not unicodedata.combining(c))
    return text if text.isalnum() else _NOT_ALPHANUMERIC.sub(" ", text).strip()


@lru_cache(maxsize=65_536)
def joined(text: str) -> str:
    """The folded form without blanks: « Le Galès » and « LeGales » are the same."""
    return folded(text).replace(" ", "")


def unaccented_capitals(text: str) -> bool:
    """Whether `text` is set in capitals, which French typing often leaves without accents."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


SHORT = 7
"""Below so many letters, one edit apart is another person."""


def misspelt(typed: str, name: str) -> str:
    """How `typed` may be a misspelling of `name`.

    "truncated" for a missing final letter, accents apart; "typo" for one edit (two from nine letters on), a missing
    accent being one: Lefebvre is not Lefèvre. "" for neither.
    """
    if len(joined(typed)) >= 4 and joined(typed) == joined(name)[:-1]:
        return "truncated"
    typed, name = (exact(text).replace(" ", "").replace("-", "") for text in (typed, name))
    shorter = min(len(typed), len(name))
    if shorter < SHORT:
        return ""
    bound = 2 if shorter >= 9 else 1
    return "typo" if OSA.distance(typed, name, score_cutoff=bound) <= bound else ""
