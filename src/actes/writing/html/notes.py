"""Notes taken out of their paragraph: spans that stand for blocks become blocks again."""

from __future__ import annotations

from actes.writing.html.elements import Element, append_text, element

PREFIX = "note-"


def restore_blocks(note: Element) -> None:
    """Turn each `span.note-<tag>` of `note` back into `<tag>`; text between blocks gets its own paragraph.

    `note` is changed: its own element keeps its name, and holds blocks only.
    """
    for span in note.iter("span"):
        names = (span.get("class") or "").split()
        if names and names[0].startswith(PREFIX):
            span.tag = names[0].removeprefix(PREFIX)
            _keep(span, "class", " ".join(names[1:]))
            value = span.get("data-value")
            if value is not None:
                del span.attrib["data-value"]
                span.set("value", value)
    _paragraphs(note)


def _keep(node: Element, name: str, value: str) -> None:
    if value:
        node.set(name, value)
    else:
        del node.attrib[name]


_BLOCKS = frozenset({"p", "div", "ul", "ol", "dl", "blockquote", "pre", "figure", "section", "table", "aside", "hr"})
_BLOCKS_TOO = frozenset({"h2", "h3", "h4", "h5", "h6", "details"})


def _paragraphs(note: Element) -> None:
    """Put runs of text and inline elements directly in `note` into paragraphs."""
    children = list(note)
    lead = note.text or ""
    note.text = None
    for node in children:
        note.remove(node)
    current: Element | None = None

    def running() -> Element:
        nonlocal current
        if current is None:
            current = element("p")
            note.append(current)
        return current

    if lead.strip():
        append_text(running(), lead)
    for node in children:
        tail, node.tail = node.tail or "", None
        if node.tag in _BLOCKS or node.tag in _BLOCKS_TOO:
            current = None
            note.append(node)
        else:
            running().append(node)
        if tail.strip() or current is not None:
            append_text(running(), tail)
