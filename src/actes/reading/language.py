"""The language a text is evidently in."""

from __future__ import annotations

import re
from collections import Counter

_TELLING = {
    "fr": re.compile(
        r"\b(?:les?|la|des|du|une?|est|dans|que|qui|pour|sur|par|avec|ce|cette|aux|ne|pas|sont|ils?|elles?)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:the|of|and|to|in|is|that|for|with|as|are|this|by|from|be|which|it|has|not|was|were|can)\b",
        re.IGNORECASE,
    ),
}
_LONGEST = 5
"""Letters of the longest of these words."""
_ENOUGH = 60
"""Telling words a text must have for its language to be evident."""


def evident_language(text: str, declared: str, enough: int = _ENOUGH) -> str:
    """French or English when the small words of `text` (`enough` of them) leave no doubt, else `declared`."""
    if declared not in _TELLING:
        return declared
    other = "en" if declared == "fr" else "fr"
    chunks = Counter(text.split())
    found = _telling(chunks, other)
    return other if found >= enough and found > 4 * _telling(chunks, declared) else declared


def _telling(chunks: Counter[str], language: str) -> int:
    """How many small words of `language` are in a text cut at its spaces, given how often each chunk is there."""
    telling = _TELLING[language]
    # a chunk is looked at once, and not at all when it is one word that is longer than any of these
    likely = ((chunk, times) for chunk, times in chunks.items() if len(chunk) <= _LONGEST or not chunk.isalnum())
    return sum(times * len(telling.findall(chunk)) for chunk, times in likely)
