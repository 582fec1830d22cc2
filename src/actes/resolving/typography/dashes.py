"""Dashes: spaced hyphens become en dashes, incises and speeches keep their dash on the line of their words."""

from __future__ import annotations

import re

from actes.resolving.typography.run import LINE, Edit, Run
from actes.resolving.typography.spaces import ANY, NO_BREAK, THIN

_HYPHEN = re.compile(rf"(?<=[^\s«]{ANY})(-{{1,3}})(?={ANY}[^\s»;:!?%‰])")
_UNSPACED = re.compile(r"(?<=[^\W_]|[)\]»”’…?!%])(—)(?=[^\W_]|[(\[«“‘])")
_DASH = re.compile(rf"(?P<end>[.!?…](?=\s)|{LINE})|(?P<before>{ANY}?)[–—](?P<after>{ANY}?)")


def hyphens(run: Run) -> None:
    """A hyphen between spaces is a dash (`--`, `---`: the longer ones); between numbers it stays a minus."""
    run.replace(_HYPHEN, _as_dash, having="-")


def _as_dash(match: re.Match[str]) -> str | None:
    text = match.string
    if text[match.start() - 2].isdecimal() and text[match.end() + 1].isdecimal():
        return None
    return "—" if len(match[1]) == 3 else "–"


def incises(run: Run) -> None:
    """French: spaces around em dashes; no break after an opening dash, nor before a closing one.

    Dashes pair up within a sentence. One that begins the text or a line is a speaker's.
    """
    if not run.has("–—"):
        return
    run.replace(_UNSPACED, " — ", having="—")
    edits: list[Edit] = []
    inside = False
    for match in _DASH.finditer(run.text):
        if match["end"]:
            inside = False
            continue
        before, after = match.span("before"), match.span("after")
        if not match["before"]:
            # a speaker's dash, or one glued to a word (a range, a route)
            if match["after"] and (match.start() == 0 or run.text[match.start() - 1] == LINE):
                edits.append(Edit(*after, NO_BREAK))
            continue
        if inside or (not match["after"] and _closes(run.text, match.end())):
            edits.append(Edit(*before, NO_BREAK))
            inside = False
        elif match["after"]:
            edits.append(Edit(*after, NO_BREAK))
            inside = True
    run.apply(e for e in edits if run.text[e.start : e.end] not in {NO_BREAK, THIN})


def _closes(text: str, end: int) -> bool:
    return text[end : end + 1] in {",", ";", ":", ".", ")", "]", "»"}
