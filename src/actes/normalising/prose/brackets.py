"""Balanced brackets of a view, as a forest."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGNS = re.compile(r"[()\[\]\n]")
_PAIRS = {")": "(", "]": "["}
_DEEPEST = 24
"""Brackets open at once; older ones are given up, so that nothing recurses further."""
LONGEST = 2000
"""No list of citations is longer, in characters."""


@dataclass(slots=True)
class Bracket:
    """A pair: what is inside is `view[inner_start:inner_end]`; `start` and `end` take in escaping backslashes."""

    kind: str
    start: int
    inner_start: int
    inner_end: int = 0
    end: int = 0
    children: list[Bracket] | None = None
    """None for none: most pairs hold no other."""


def forest(view: str) -> list[Bracket]:
    """The outermost pairs of `view` in order, each with its children; a line feed closes nothing and opens nothing."""
    roots: list[Bracket] = []
    stack: list[Bracket] = []

    def keep(bracket: Bracket) -> None:
        if not stack:
            roots.append(bracket)
        elif stack[-1].children is None:
            stack[-1].children = [bracket]
        else:
            stack[-1].children.append(bracket)

    def abandon(count: int) -> None:
        # what never closes is no bracket, but those inside it are
        for _ in range(count):
            lost = stack.pop()
            for child in lost.children or ():
                keep(child)

    for sign in _SIGNS.finditer(view):
        place, character = sign.start(), sign[0]
        if character in "([":
            if len(stack) == _DEEPEST:
                roots.extend(stack.pop(0).children or ())
            escaped = place > 0 and view[place - 1] == "\\"
            stack.append(Bracket(character, place - escaped, place + 1))
        elif character in ")]":
            depth = next((d for d, b in enumerate(reversed(stack[-8:])) if b.kind == _PAIRS[character]), -1)
            if depth < 0:
                continue
            abandon(depth)
            closed = stack.pop()
            closed.inner_end = place - (view[place - 1] == "\\")
            closed.end = place + 1
            keep(closed)
        elif character == "\n":
            abandon(len(stack))
    abandon(len(stack))
    return roots
