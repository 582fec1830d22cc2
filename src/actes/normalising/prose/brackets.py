"""Balanced brackets of a view, as a forest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_SIGNS = re.compile(r"[()\[\]\n]")
_PAIRS = {")": "(", "]": "["}
_DEEPEST = 24
"""Brackets open at once; older ones are given up, so that nothing recurses further."""
LONGEST = 2000
"""No list of citations is longer, in characters."""


@dataclass
class Bracket:
    """A pair: what is inside is `view[inner_start:inner_end]`; `start` and `end` take in escaping backslashes."""

    kind: str
    start: int
    inner_start: int
    inner_end: int = 0
    end: int = 0
    children: list[Bracket] = field(default_factory=list)


def forest(view: str) -> list[Bracket]:
    """The outermost pairs of `view` in order, each with its children; a line feed closes nothing and opens nothing."""
    roots: list[Bracket] = []
    stack: list[Bracket] = []

    def keep(bracket: Bracket) -> None:
        (stack[-1].children if stack else roots).append(bracket)

    def abandon(count: int) -> None:
        # what never closes is no bracket, but those inside it are
        for _ in range(count):
            lost = stack.pop()
            for child in lost.children:
                keep(child)

    for sign in _SIGNS.finditer(view):
        place, character = sign.start(), sign[0]
        if character in "([":
            if len(stack) == _DEEPEST:
                roots.extend(stack.pop(0).children)
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
