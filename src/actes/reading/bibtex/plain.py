"""What pandoc makes of values in which there is hardly any LaTeX, without asking it.

Most titles, names and numbers come out of pandoc as they went in, but for an apostrophe, a dash or an italic.
Those are told apart here by what they are made of, and everything else is left to pandoc; tests hold that both
ways give the same, character by character, on any text.
"""

from __future__ import annotations

import functools
import re
from typing import Any

_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏ"
_CAPITALS = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŸŹŻŽ"
_TEXT = re.compile(
    rf"(?:[{_LETTERS}0-9 ,.:;()/+!?’«»—–…°=*|@§€'~{{}}\[\]\u00a0\u202f\ue000\ue001-]++"
    r"|\\[&%#_]|\\(?:emph|textit|textsuperscript|textsubscript)\{)++"
)
"""Characters that mean themselves, or nearly, and macros that are easy."""
_MARKED = re.compile(r"\\(emph|textit|textsuperscript|textsubscript)\{([^\s'~{}\\-](?:[^{}\\]*[^\s'~{}\\-])?)\}(?!\\)")
_DOUBTFUL = re.compile(r"''|----|\{[\s}'~-]|[\s'~-]\}|[\s~]~|~\s|\A~|~\Z")
"""Where it matters how pandoc parts a text into words, quotes and dashes."""
_ELEMENTS = {"emph": "i", "textit": "i", "textsuperscript": "sup", "textsubscript": "sub"}

_WORD = rf"[{_CAPITALS}][{_LETTERS}0-9'’.-]*"
_NAME = re.compile(rf"({_WORD}(?: {_WORD})*+)(?:, ({_WORD}(?: {_WORD})*+))?")
_LITERAL = re.compile(rf"\{{((?:[{_LETTERS}0-9 ,.:;()/+’°-])++)\}}")
_INNER_LETTER = re.compile(rf"(?<=[{_LETTERS}])\{{([{_LETTERS}])\}}")
"""« Gal{è}s »: what is left of an accent that was a macro."""
_JOINED_INITIALS = re.compile(rf"(?<![^\s.])([{_CAPITALS}])\.(?=[{_CAPITALS}](?:\.|\s|\Z))")


@functools.lru_cache(maxsize=16_384)
def plain_text(value: str) -> str | None:
    """The text of a prepared value as pandoc's CSL-JSON has it; None when only pandoc can tell."""
    if not _TEXT.fullmatch(value) or value != value.strip() or "  " in value:
        return None
    if "\\" in value or "{" in value or "'" in value or "-" in value or "~" in value:
        if _DOUBTFUL.search(value):
            return None
        marked = _MARKED.sub(lambda m: f"<{_ELEMENTS[m[1]]}>{m[2]}</{_ELEMENTS[m[1]]}>", value)
        if "\\" in marked:
            marked = re.sub(r"\\(?=[&%#_])", "", marked)
            if "\\" in marked:
                return None
        braceless = _without_braces(marked)
        if braceless is None:
            return None
        value = braceless.replace("---", "—").replace("--", "–").replace("'", "’").replace("~", "\u00a0")
    return value


def _without_braces(value: str) -> str | None:
    if "{" not in value and "}" not in value:
        return value
    depth = 0
    for found in re.finditer(r"[{}]", value):
        depth += 1 if found[0] == "{" else -1
        if depth < 0:
            return None
    return value.replace("{", "").replace("}", "") if depth == 0 else None


@functools.lru_cache(maxsize=16_384)
def plain_name(name: str) -> dict[str, Any] | None:
    """A regular name (see `names`) as pandoc's CSL-JSON has it; None when only pandoc can tell.

    The result is shared: it is not to be changed.
    """
    if literal := _LITERAL.fullmatch(name):
        text = literal[1]
        return {"literal": text} if text == text.strip() and "--" not in text and "  " not in text else None
    if "{" in name:
        name = _INNER_LETTER.sub(r"\1", name)
    found = _NAME.fullmatch(name)
    if not found or "--" in name or "''" in name or " and " in name.lower():
        return None
    family, given = found[1], found[2] or ""
    if _JOINED_INITIALS.search(family):
        return None
    if not given:
        given, _, family = family.rpartition(" ")
    parts = {"family": family, "given": given}
    return {part: _spaced(text) for part, text in parts.items() if text}


def _spaced(text: str) -> str:
    """`J.G.` as `J. G.`, and typographic apostrophes."""
    return _JOINED_INITIALS.sub(r"\1. ", text).replace("'", "’")
