"""Messages as sentences of a text that someone reads."""

from __future__ import annotations

from actes import codes

_ENDS = (".", "!", "?", "…")


def sentence(text: str, language: str) -> str:
    """A message (which begins in lower case and has no full stop) as a sentence that breaks where it may."""
    begun = text[:1].upper() + text[1:]
    return spaced(begun if begun.rstrip().endswith(_ENDS) else f"{begun}.", language)


def spaced(text: str, language: str) -> str:
    """`text` with the no-break spaces of French, when it is in French."""
    return codes.spaced(text) if language == "fr" else text


def number(count: int, language: str) -> str:
    """A number with its thousands apart: « 1 776 », “1,776”."""
    return f"{count:,}".replace(",", "\u202f") if language == "fr" else f"{count:,}"
