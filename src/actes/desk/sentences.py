"""Messages as sentences of a text that someone reads."""

from __future__ import annotations

import re

_ENDS = (".", "!", "?", "…")
_FRENCH_SPACES = (
    (re.compile(r" (?=[;!?»])"), "\u202f"),
    (re.compile(r"(?<=«) "), "\u202f"),
    (re.compile(r" (?=:(?:\s|$))"), "\u00a0"),
)


def sentence(text: str, language: str) -> str:
    """A message (which begins in lower case and has no full stop) as a sentence that breaks where it may."""
    begun = text[:1].upper() + text[1:]
    return spaced(begun if begun.rstrip().endswith(_ENDS) else f"{begun}.", language)


def spaced(text: str, language: str) -> str:
    """`text` with the no-break spaces of French; quotations in it stay as they were typed."""
    if language == "fr":
        for pattern, space in _FRENCH_SPACES:
            text = pattern.sub(space, text)
    return text


def number(count: int, language: str) -> str:
    """A number with its thousands apart: « 1 776 », “1,776”."""
    return f"{count:,}".replace(",", "\u202f") if language == "fr" else f"{count:,}"
