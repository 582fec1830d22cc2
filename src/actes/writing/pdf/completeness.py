"""Is every word of a unit on its pages, and with which character does each page begin?

Each line of text WeasyPrint laid out still knows the HTML element it comes from. The text of an element
(its own, not its children's) must come out of the pages whole and in order, white space and hyphens at
line ends aside. `mark` writes beforehand, on each element, where its pieces stand in the flow text of
the shared HTML, so that the first character of a page tells the offset of the page break.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from actes.writing.html import flow
from actes.writing.html.elements import Element
from actes.writing.pdf.part import Survey

FLOW = "data-flow"
HYPHENS = "\u2010\u00ad"
UNPRINTED = frozenset({"script", "style", "head", "title", "template", "desc", "metadata"})
LOST_SHOWN = 8
"""How many lost words a message quotes."""


def mark(root: Element) -> None:
    """Write on every element of `root` the flow offsets of the pieces of text it holds itself."""
    counted = 0
    for holder, is_tail, text in flow.pieces(root):
        size = len("".join(text.split())) - text.count("\u00ad")
        if size == 0:
            continue
        owner = holder.getparent() if is_tail else holder
        if owner is not None:
            owner.set(FLOW, f"{owner.get(FLOW, '')} {counted}".strip())
        counted += size


def survey(document: Any, root: Any) -> Survey:
    """Compare the pages of `document` with the HTML tree (`root`) they were made from."""
    found: dict[int, list[str]] = {}
    shown: dict[int, int] = {}  # element → how many plain characters of it were shown so far
    firsts: list[tuple[Any, int] | None] = []
    for page in document.pages:
        first: tuple[Any, int] | None = None
        edge = page._page_box.position_x + page._page_box.margin_width()
        for child in page._page_box.children:
            if isinstance(child, boxes.MarginBox):
                continue
            for element, text in _lines(child, edge):
                before = shown.get(id(element), 0)
                if first is None and element.get(FLOW) is not None and text.strip():
                    first = (element, before)
                plain = _plain(text)
                found.setdefault(id(element), []).append(plain)
                shown[id(element)] = before + len(plain)
        firsts.append(first)
    lost, words = _lost(root, found)
    held: dict[int, list[_Segment]] = {}  # a paragraph may begin many pages
    breaks = []
    for begun in firsts:
        if begun is None:
            breaks.append(-1)
            continue
        element, counted = begun
        if id(element) not in held:
            held[id(element)] = list(_segments(element))
        breaks.append(_offset(held[id(element)], counted))
    return Survey(tuple(breaks), tuple(lost), words)


def _solid(text: str) -> str:
    return "".join(text.split())


def _lines(box: Any, edge: float) -> Iterator[tuple[Any, str]]:
    """(element, text) of each line fragment below `box` that comes from the HTML, not from the style sheet.

    What begins beyond the `edge` of the page is not on it.
    """
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.TextBox):
        if "::" not in (box.element_tag or "::") and box.position_x < edge:
            yield box.element, box.text
        return
    for child in box.children:
        yield from _lines(child, edge)


def _own_pieces(element: Any) -> list[str]:
    """The texts an element holds itself: before its first child, then after each child."""
    return [element.text or "", *(child.tail or "" for child in element)]


def _plain(text: str) -> str:
    """Without white space and anything a line end may add or swallow."""
    solid = _solid(text)
    for hyphen in HYPHENS:
        solid = solid.replace(hyphen, "")
    return solid.replace("\u200b", "")


def _lost(root: Any, found: dict[int, list[str]]) -> tuple[list[str], int]:
    """The words of `root` that were not found, and how many words there are."""
    lost: list[str] = []
    words = 0
    stack = [root]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or element.tag in UNPRINTED or element.tag.startswith("{"):
            continue
        stack.extend(reversed(element))
        own = " ".join(_own_pieces(element)).split()
        if not own:
            continue
        words += len(own)
        wanted = _plain("".join(own))
        shown = "".join(found.get(id(element), []))
        if shown.startswith(wanted):
            continue
        lost.extend(_missing(own, shown))
    return lost, words


def _missing(words: list[str], shown: str) -> Iterator[str]:
    """Those of `words` that do not come, in order, in `shown`."""
    at = 0
    for word in words:
        plain = _plain(word)
        place = shown.find(plain, at)
        if place < 0:
            yield word
        else:
            at = place + len(plain)


_Segment = tuple[int, int, list[int]]
"""Of a piece of text an element holds: the plain characters of the element before it, its flow offset, and how many of
its plain characters come before each character that is in the flow and is not plain."""


def _segments(element: Any) -> Iterator[_Segment]:
    starts = [int(start) for start in element.get(FLOW).split()]
    before = 0
    for start, piece in zip(starts, (p for p in _own_pieces(element) if _solid(p)), strict=False):
        parts = re.split(f"[{HYPHENS[0]}\u200b]", _solid(piece).replace("\u00ad", ""))
        sizes = list(accumulate(map(len, parts)))
        yield before, start, sizes[:-1]
        before += sizes[-1]
    # what is shown of an element after all it holds counts as its last piece
    yield before, starts[-1], []


def _offset(segments: list[_Segment], counted: int) -> int:
    """The flow offset of the character that follows the first `counted` plain characters of an element."""
    before, start, others = segments[bisect_right(segments, counted, key=lambda held: held[0]) - 1]
    if counted >= segments[-1][0]:
        return start
    return start + (counted - before) + bisect_left(others, counted - before)
