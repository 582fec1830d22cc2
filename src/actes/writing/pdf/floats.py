"""Figures and short tables that do not fit on a page let the text that follows them fill it.

WeasyPrint sets a figure where the text has it: one that is too tall for the rest of the page goes to the next
and leaves the rest empty. A compositor sets it at the head of the next page and lets the text run on. That is
what happens here when the empty part is large: the figure moves behind as many of the blocks of text after it
as fill the page, and the unit is laid out again; if that only digs another hole, it stays. Figures with notes
stay, so that notes follow their numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from actes.writing.html.elements import Element, has_class

FLOAT = "data-float"
EMPTY = 0.25
"""Part of a page's height that may stay empty before a figure."""
TEXT = frozenset({"p", "ul", "ol", "blockquote"})
"""What may fill a page before a figure."""
ROUNDS = 4
"""Moves that are tried in a unit at most: each has it laid out again, and changes the pages after it."""
LONGEST = 100
"""Pages of a unit beyond which it is laid out once."""


def number(root: Element) -> None:
    """Give each figure and table of `root` that may move a number, in the order of the text."""
    found = [n for n in root.iter("figure", "div") if n.tag == "figure" or has_class(n, "short")]
    for i, node in enumerate(n for n in found if not any(has_class(inner, "footnote") for inner in n.iter())):
        node.set(FLOAT, str(i))


def defer(root: Element, moves: Mapping[str, int]) -> None:
    """Move the figures with these numbers behind so many of the blocks of text that follow them.

    Those that stand between go along, so that figures keep their order.
    """
    for node in [n for n in root.iter("figure", "div") if n.get(FLOAT, "") in moves]:
        moved, passed = [node], 0
        held = node.getnext()
        while held is not None and passed < moves[node.get(FLOAT, "")]:
            if held.get(FLOAT) is not None:
                moved.append(held)
            else:
                passed, last = passed + 1, held
            held = held.getnext()
        for figure in reversed(moved if passed else ()):
            last.addnext(figure)


def holes(document: Any) -> float:
    """How badly pages end before figures: the sum of the squares of what is empty of them, in pages."""
    found = (_empty(page._page_box) / page._page_box.height for page, _figure in _before_figures(document))
    return float(sum(part * part for part in found))


def next_move(document: Any, root: Any, tried: Collection[str]) -> tuple[str, int] | None:
    """The first figure of `document` to move, and behind how many blocks of text; None when all is well.

    `root` is the HTML tree the document was made from; the figures of `tried` stay where they are in it.
    """
    if len(document.pages) > LONGEST:
        return None
    parents = {id(child): parent for parent in root.iter() for child in parent}
    for before, figure in _before_figures(document):
        empty = _empty(before._page_box)
        if figure.get(FLOAT) in tried or empty < EMPTY * before._page_box.height:
            continue
        siblings = list(parents[id(figure)])
        passed = list(_passed(siblings[siblings.index(figure) + 1 :]))
        heights = _heights(document, passed)
        filled, count = 0.0, 0
        for height in heights:
            if filled >= empty:
                break
            filled, count = filled + height, count + 1
        if count:
            return figure.get(FLOAT), count
    return None


def _before_figures(document: Any) -> Iterator[tuple[Any, Any]]:
    """The pages that are followed by one that begins with a figure, and that figure."""
    for before, after in zip(document.pages, document.pages[1:], strict=False):
        figure = _first(after._page_box)
        if figure is not None:
            yield before, figure


def _passed(siblings: Iterable[Any]) -> Iterator[Any]:
    """The blocks of text that follow a figure, other figures between them left out."""
    for node in siblings:
        if node.tag in TEXT:
            yield node
        elif node.get(FLOAT) is None:
            return


def _flow(page: Any) -> Any:
    """The box of the document on a page, without margins and notes."""
    return next(b for b in page.children if not isinstance(b, boxes.MarginBox | boxes.FootnoteAreaBox))


def _first(page: Any) -> Any:
    """The figure or table a page begins with, if it does; its element."""
    box = _flow(page)
    while isinstance(box, boxes.ParentBox):
        if box.element is not None and box.element.get(FLOAT) is not None:
            return box.element
        inside = [child for child in box.children if child.is_in_normal_flow()]
        if not inside or isinstance(box, boxes.LineBox):
            return None
        box = inside[0]
    return None


def _empty(page: Any) -> float:
    """The height that nothing stands in at the foot of a page, above its notes; in CSS pixels."""
    notes = sum(b.margin_height() for b in page.children if isinstance(b, boxes.FootnoteAreaBox) and b.children)
    bottoms = [box.position_y + box.height for box in _leaves(_flow(page))]
    return float(page.content_box_y() + page.height - notes - max(bottoms, default=page.content_box_y()))


def _leaves(box: Any) -> Iterator[Any]:
    """The lines and images below `box`."""
    if isinstance(box, boxes.LineBox | boxes.ReplacedBox):
        yield box
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _leaves(child)


def _heights(document: Any, elements: Sequence[Any]) -> list[float]:
    """The height of the block of each element, on however many pages it stands."""
    found = dict.fromkeys(map(id, elements), 0.0)
    for page in document.pages if found else ():
        todo = [_flow(page._page_box)]
        while todo:
            box = todo.pop()
            if id(box.element) in found and isinstance(box, boxes.BlockBox):
                found[id(box.element)] += box.margin_height()
            elif isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.LineBox):
                todo += [child for child in box.children if child.is_in_normal_flow()]
    return list(found.values())
