"""The text of a unit as page breaks count it, and the page breaks put back into it.

The layout says where pages begin as offsets into this text (`model.PageBreak`); the EPUB puts a
`doc-pagebreak` at the same offsets. What is not the author's running text (notes, formulas, locators
of indexes, links back, how to cite) is left out: it differs from one output to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from actes.model import PageBreak
from actes.writing.html.elements import Element, element

OUT_OF_FLOW = frozenset({"footnote", "math", "backlinks", "locators", "how-to-cite", "page-break"})
"""Classes whose elements are not part of the flow text."""


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def in_flow(node: Element) -> bool:
    """Whether the flow text includes what `node` holds (comments and processing instructions hold nothing)."""
    return isinstance(node.tag, str) and OUT_OF_FLOW.isdisjoint((node.get("class") or "").split())


def pieces(root: Element) -> Iterator[tuple[Element, bool, str]]:
    """The flow text in document order: (holder, whether it is the holder's tail, text)."""
    if root.text:
        yield root, False, root.text
    for node in root:
        if in_flow(node):
            yield from pieces(node)
        if node.tail:
            yield node, True, node.tail


def flow_text(root: Element) -> str:
    """The text of `root` that page breaks count: in document order, notes and the like left out.

    Soft hyphens are left out too. White space is kept here; offsets of page breaks do not count it.
    """
    return "".join(text for _, _, text in pieces(root)).replace("\u00ad", "")


def _length(text: str) -> int:
    """How many characters of `text` page breaks count."""
    return len("".join(text.split())) - text.count("\u00ad")


def _position(text: str, count: int) -> int:
    """The index of the counted character number `count` (from 0) of `text`."""
    for index, character in enumerate(text):
        if not character.isspace() and character != "\u00ad":
            if count == 0:
                return index
            count -= 1
    raise ValueError("the text is shorter")


def insert_breaks(root: Element, breaks: Sequence[PageBreak], unit: str) -> list[tuple[str, str]]:
    """Put an empty `<span class="page-break" role="doc-pagebreak">` before each break's first character.

    `root` is changed. A break beyond the end of the text (a page of notes only) stands last in it.
    Returns (label, id) of each in order, ids being `<unit>--_page-<label>`.
    """
    waiting = sorted(breaks, key=lambda b: b.offset)
    spans = [(page, _span(page.label, unit)) for page in waiting]
    places: list[tuple[Element, bool, int]] = []
    counted = 0
    for holder, is_tail, text in pieces(root):
        if len(places) == len(waiting):
            break
        length = _length(text)
        while len(places) < len(waiting) and waiting[len(places)].offset < counted + length:
            places.append((holder, is_tail, _position(text, waiting[len(places)].offset - counted)))
        counted += length
    for _, span in spans[len(places) :]:
        root.append(span)
    # from the end, so that earlier positions stay right
    for (holder, is_tail, position), (_, span) in reversed(list(zip(places, spans, strict=False))):
        _insert(holder, is_tail, position, span)
    return [(page.label, span.get("id", "")) for page, span in spans]


def _span(label: str, unit: str) -> Element:
    # named by `title`: axe-core knows no DPUB role and allows no `aria-label` on a bare span
    safe = re.sub(r"[^A-Za-z0-9]+", "-", label)
    return element("span", "page-break", id=f"{unit}--_page-{safe}", role="doc-pagebreak", title=label)


def _insert(holder: Element, is_tail: bool, position: int, span: Element) -> None:
    if is_tail:
        text = holder.tail or ""
        parent = holder.getparent()
        if parent is None:
            raise ValueError("the text after the root is not part of it")
        holder.tail = text[:position]
        parent.insert(parent.index(holder) + 1, span)
    else:
        text = holder.text or ""
        heading = None if text[:position].strip() else _heading_begun(holder)
        if heading is not None:
            # inside, the page number would be part of the heading's name
            heading.addprevious(span)
            return
        holder.text = text[:position]
        holder.insert(0, span)
    span.tail = text[position:]


def _heading_begun(holder: Element) -> Element | None:
    """The heading that begins with the text of `holder`, if there is one."""
    node = holder
    while node.tag not in _HEADINGS:
        parent = node.getparent()
        if parent is None or node.getprevious() is not None or (parent.text or "").strip():
            return None
        node = parent
    return node
