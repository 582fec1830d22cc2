"""The light markup of CSL-JSON strings (`<i>`, `<b>`, `<sup>`, `<sub>`, small capitals) → JATS faces.

See the CSL-JSON documentation, “HTML-like formatting tags”. A tag that has no partner is text like any other.
"""

from __future__ import annotations

import re

from actes.writing.jats.elements import Mixed, element, fit, is_empty

_TAG = re.compile(r"<(/?)(i|b|sup|sub|sc|span)((?:\s[^<>]{0,120})?)>")
_FACES = {"i": "italic", "b": "bold", "sup": "sup", "sub": "sub", "sc": "sc"}


def csl_text(text: str) -> Mixed:
    """The mixed contents of a CSL string."""
    # a stack of open tags: (name, face, the tag as typed, contents)
    stack: list[tuple[str, str, str, Mixed]] = [("", "", "", [])]
    position = 0
    for tag in _TAG.finditer(text):
        if tag.start() > position:
            stack[-1][3].append(text[position : tag.start()])
        position = tag.end()
        closing, name, details = tag[1], tag[2], tag[3]
        if not closing:
            stack.append((name, _face(name, details), tag[0], []))
        elif any(held[0] == name for held in stack):
            while stack[-1][0] != name:
                _spill(stack)
            _, face, _, parts = stack.pop()
            stack[-1][3].extend([fit(element(face), parts)] if face and not is_empty(parts) else parts)
        else:
            stack[-1][3].append(tag[0])
    stack[-1][3].append(text[position:])
    while len(stack) > 1:
        _spill(stack)
    return [p for p in stack[0][3] if not isinstance(p, str) or p]


def _spill(stack: list[tuple[str, str, str, Mixed]]) -> None:
    """Give up the innermost open tag: it stands as typed, before what followed it."""
    _, _, typed, parts = stack.pop()
    stack[-1][3].extend([typed, *parts])


def _face(name: str, details: str) -> str:
    if name != "span":
        return _FACES[name]
    return "sc" if "small-caps" in details else ""
