"""Searches that try a pattern where a sign of it stands, instead of at each character.

`re` is quick to find a given character, or one of a few; a pattern that begins with a look-behind, a word boundary or
a letter of either case is tried everywhere. What rules look for is rare: its sign is sought first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


class Anchored:
    """A pattern of which every match begins where `sign` matches.

    `sign` begins with a character or a set of them, takes that character alone, and may say what follows it.
    """

    def __init__(self, sign: str, pattern: str, flags: int = 0) -> None:
        self.sign = re.compile(sign)
        self.pattern = re.compile(pattern, flags)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """The matches in `text` from `start` on, as the pattern alone would find them."""
        match = self.pattern.match
        end = start
        for sign in self.sign.finditer(text, start):
            at = sign.start()
            if at >= end and (found := match(text, at)):
                yield found
                end = found.end()


class Guarded:
    """A pattern that matches in no text where `sign` does not."""

    def __init__(self, sign: str, pattern: str, flags: int = 0) -> None:
        self.sign = re.compile(sign)
        self.pattern = re.compile(pattern, flags)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in `text`."""
        return self.pattern.finditer(text) if self.sign.search(text) else iter(())
