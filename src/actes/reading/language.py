"""The language a text is evidently in."""

from __future__ import annotations

import re

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
_ENOUGH = 60
"""Telling words a text must have for its language to be evident."""


def evident_language(text: str, declared: str, enough: int = _ENOUGH) -> str:
    """French or English when the small words of `text` (`enough` of them) leave no doubt, else `declared`."""
    if declared not in _TELLING:
        return declared
    counts = {language: len(telling.findall(text)) for language, telling in _TELLING.items()}
    other = "en" if declared == "fr" else "fr"
    return other if counts[other] >= enough and counts[other] > 4 * counts[declared] else declared
