"""Bibliographies typed by hand: nothing in them is a citation, though all looks like one.

A list of references under its heading is left out of the search whole; `narratives` knows a reference that
stands elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADING = re.compile(
    r"[\W\d_]*(?:(?:liste des|sources et|list of)\s+)?(?:bibliographie|bibliography|r[ée]f[ée]rences?"
    r"|(?:ouvrages|travaux|works|literature)\s+cit(?:és|ed))"
    r"(?:\s+(?:bibliographiques?|citée?s?|cited|sélective|générale|indicative))?\W*",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(r"\{[^{}]*\}\s*$")
_ATX = re.compile(r"(#{1,6})[ \t]")
_UNDERLINE = re.compile(r"(?:-{3,}|={3,})\s*$")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:")
_TITLE_LIKE = re.compile(r"[^.,;:()\d]{1,60}$")


def reference_lines(lines: Sequence[str]) -> list[bool]:
    """For each line of a text, whether it belongs to a list of references typed under its heading.

    Notes defined below such a list do not.
    """
    flags = [False] * len(lines)
    level = 0
    note = False
    for number, line in enumerate(lines):
        atx = _ATX.match(line)
        alone = _alone(lines, number)
        if (atx or alone) and _HEADING.fullmatch(_ATTRIBUTES.sub("", line)):
            level = len(atx[1]) if atx else 7
        elif level and ((atx and len(atx[1]) <= level) or (level == 7 and alone and _TITLE_LIKE.fullmatch(line))):
            level = 0
        note = bool(_NOTE.match(line)) or (note and (not line.strip() or line[:1].isspace()))
        flags[number] = level > 0 and not note
    return flags


def _alone(lines: Sequence[str], number: int) -> bool:
    """Whether a line is a paragraph by itself, or has the underline of a heading."""
    line = lines[number]
    if not line.strip() or (number and lines[number - 1].strip()):
        return False
    following = lines[number + 1] if number + 1 < len(lines) else ""
    return not following.strip() or bool(_UNDERLINE.match(following))
