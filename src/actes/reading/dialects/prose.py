"""The text of a Markdown file without its code: what a dialect may rewrite, line by line.

Every rewriting of a text in this package keeps the number of lines, so that a position in the text that
pandoc reads is the position in the author's file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})(.*)")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_TICKS = re.compile(r"`+")


def fences(lines: list[str]) -> Iterator[tuple[int, bool]]:
    """Each line's index, and whether it is code: a fence, or between two fences."""
    opened = ""
    for i, line in enumerate(lines):
        found = _FENCE.match(line)
        if opened:
            yield i, True
            if found and found[1].startswith(opened) and not found[2].strip():
                opened = ""
        elif found and not (found[1][0] == "`" and "`" in found[2]):
            opened = found[1]
            yield i, True
        else:
            yield i, False


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """`text` with `change` applied to what is neither a block of code nor code in a line.

    `change` is given whole stretches of text, and must keep their line feeds.
    """
    return outside_fences(text, lambda stretch: _outside_ticks(stretch, change))


def outside_fences(text: str, change: Callable[[str], str]) -> str:
    """`text` with `change` applied to each stretch between blocks of code."""
    out: list[str] = []
    held: list[str] = []
    lines = text.split("\n")
    for i, code in fences(lines):
        if code:
            if held:
                out += change("\n".join(held)).split("\n")
                held = []
            out.append(lines[i])
        else:
            held.append(lines[i])
    if held:
        out += change("\n".join(held)).split("\n")
    return "\n".join(out)


def _outside_ticks(text: str, change: Callable[[str], str]) -> str:
    """`text` with `change` applied outside `` `code` ``; a span of code never runs over a blank line."""
    out: list[str] = []
    start = 0
    for paragraph_end in [*(m.start() for m in _BLANK.finditer(text)), len(text)]:
        out.append(_paragraph(text[start:paragraph_end], change))
        start = paragraph_end
    return "".join(out)


def _paragraph(text: str, change: Callable[[str], str]) -> str:
    runs = list(_TICKS.finditer(text))
    if not runs:
        return change(text)
    # from the end: where the next run of the same length stands, so that the scan is linear
    closing: dict[int, int] = {}
    partner: list[int] = [-1] * len(runs)
    for i in range(len(runs) - 1, -1, -1):
        length = len(runs[i][0])
        partner[i] = closing.get(length, -1)
        closing[length] = i
    out: list[str] = []
    done, i = 0, 0
    while i < len(runs):
        if partner[i] < 0:
            i += 1
            continue
        end = runs[partner[i]].end()
        out += [change(text[done : runs[i].start()]), text[runs[i].start() : end]]
        done = end
        i = partner[i] + 1
    return "".join([*out, change(text[done:])])
