"""Where in the chapter a place of the manuscript is to be seen.

pandoc keeps no positions, so the words around the place are looked for in the words of the chapter: letters
and digits only, which typography does not change.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from lxml import etree

from actes.writing.html.elements import Element

WINDOW = 24
"""Characters that must agree."""
FEWEST = 6
"""Characters without which nothing is looked for."""
REACH = 600
"""How far from the place words are looked for that agree."""

_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "figcaption", "caption", "pre"}
)
_UNSEEN = re.compile(r"\[[^\[\]\n]*@[^\[\]\n]*\]|@[\w:.-]+|\]\([^()\n]*\)|\{[^{}\n]*\}|\^\[|\]")


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


class Ground:
    """A chapter whose elements can be found: by their id (`#id`), or by their rank among its blocks (`@rank`)."""

    def __init__(self, root: Element) -> None:
        """`root` is a chapter as the page shows it (`screen.chapter`)."""
        self._starts: list[int] = []
        pieces: list[str] = []
        length = 0
        for node in root.iter(etree.Element):
            if node.tag in _BLOCKS and not any(a.tag in _BLOCKS for a in node.iterancestors()):
                text = _letters("".join(str(piece) for piece in node.itertext()))
                self._starts.append(length)
                pieces.append(text)
                length += len(text)
        self._text = "".join(pieces)
        self._ids = {str(node.get("id")) for node in root.iter(etree.Element) if node.get("id")}

    def of_id(self, identifier: str) -> str:
        """`#identifier` if the chapter has it, else ""."""
        return f"#{identifier}" if identifier in self._ids else ""

    def of_text(self, text: str, offset: int) -> str:
        """The block that shows what stands at `offset` of the Markdown `text`; "" when none does."""
        if text.startswith("---") and offset < (text.find("\n---", 3) + 4):
            return "@0"
        start = max(text.rfind("\n\n", 0, offset) + 2, offset - REACH)
        end = text.find("\n\n", offset)
        end = min(end if end >= 0 else len(text), offset + REACH)
        for wanted in self._wanted(text, start, offset, end):
            at = self._text.find(wanted)
            # a few letters may stand anywhere: they count when they stand once
            if at >= 0 and (len(wanted) >= WINDOW // 2 or self._text.find(wanted, at + 1) < 0):
                return f"@{bisect_right(self._starts, at) - 1}"
        return ""

    def _wanted(self, text: str, start: int, offset: int, end: int) -> list[str]:
        """Letters to look for, those nearest to `offset` first: pieces of the paragraph that show as typed."""
        pieces: list[tuple[int, str]] = []
        position = start
        for mark in [*_UNSEEN.finditer(text, start, end), None]:
            stop = mark.start() if mark else end
            letters = _letters(text[position:stop])
            if len(letters) >= FEWEST:
                before = stop <= offset
                near = letters[-WINDOW:] if before else letters[:WINDOW]
                pieces.append((offset - stop if before else max(position - offset, 0), near))
                if position < offset < stop:
                    pieces.append((0, _letters(text[offset:stop])[:WINDOW] or near))
            position = mark.end() if mark else end
        return [letters for _, letters in sorted(pieces) if len(letters) >= FEWEST]
