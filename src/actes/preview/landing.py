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
REACH = 600
"""How far from the place words are looked for that agree."""

_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "figcaption", "caption", "pre"}
)
_CITATION = re.compile(r"\[[^\[\]\n]*@[^\[\]\n]*\]|@[\w:.-]+|\]\([^()\n]*\)|\{[^{}\n]*\}")


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
        line = text.rfind("\n", 0, offset) + 1
        for start in (max(line, offset - 12), offset, line, max(line, offset - 80), offset + 40, offset + 120):
            # what markup says is not what the page shows
            chunk = _letters(_CITATION.sub("\n", text[start : start + REACH]).split("\n\n")[0])[:WINDOW]
            pieces = [p for p in _CITATION.split(text[start : start + REACH]) if len(_letters(p)) >= WINDOW]
            for wanted in (chunk, *(_letters(p)[:WINDOW] for p in pieces[:1])):
                if len(wanted) >= WINDOW // 2:
                    at = self._text.find(wanted)
                    if at >= 0:
                        return f"@{bisect_right(self._starts, at) - 1}"
        return ""
