"""Footnotes on the page: calls, numbers, and continuation of notes too long for one page.

WeasyPrint never splits a footnote: one longer than a page wrecks the layout and loses text. A long note
is therefore cut beforehand, at ends of sentences, into pieces that are footnotes of their own, called at
the same place; the layout puts as many as fit under the page and the others under the next ones.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from actes.labels import label
from actes.writing.html.elements import Element, child, element, has_class

CONTINUES = "data-continues"
"""On a piece of a note: the id of the note it belongs to (`tags` reads them as one)."""

LONG = 170
"""Words from which a note may be continued on the next page."""
PIECE = 60
"""Words of a piece, at most."""

CROWD, CROWDED = 150, 20
"""Notes of a unit, and notes of its average page, beyond which they stand at its end: the layout of a page is done
again for each note it takes in, and nobody would look for one among so many."""
_PAGE, _LINE, _NOTE_LINE = 38, 65, 80
"""Lines of a page, characters of a line of text and of a line of notes, about."""

_SENTENCE_END = re.compile(r"[.!?…][»”’)\]\u00a0\u202f]*$")


def crowded(root: Element) -> bool:
    """Whether the notes below `root` are too many for the foot of its pages."""
    sizes = [len(text_of(span)) for span in root.iter("span") if has_class(span, "footnote")]
    if len(sizes) < CROWD:
        return False
    lines = (len(text_of(root)) - sum(sizes)) / _LINE + sum(-(-size // _NOTE_LINE) for size in sizes)
    return len(sizes) * _PAGE > CROWDED * lines


def place(root: Element) -> list[tuple[str, int]]:
    """Give every note below `root` its call and its number; continue the long ones.

    `root` is changed. Returns (number, words) of each note that was cut.
    """
    continued: list[tuple[str, int]] = []
    for note, parent in _called(root):
        number, identifier = note.get("data-number") or "*", note.get("id", "")
        words = _count(note)
        if words > LONG:
            pieces = list(_pieces(note))
            at = parent.index(note)
            for offset, piece in enumerate(pieces[1:], 1):
                parent.insert(at + offset, piece)
            pieces[-1].tail, note.tail = note.tail, None
            continued.append((number, words))
        _number(note, number, identifier)
    return continued


def gather(root: Element, language: str) -> None:
    """Give every note below `root` its call and its number, and move the notes to a section at the end."""
    called = list(_called(root))
    if not called:
        return
    section = child(root, "section", "endnotes", role="doc-endnotes")
    child(section, "h2", text=label("notes", language))
    for note, parent in called:
        call = note.getprevious()
        if call is not None:
            call.tail = (call.tail or "") + (note.tail or "")
        note.tail = None
        parent.remove(note)
        note.set("class", "endnote")
        _number(note, note.get("data-number") or "*", note.get("id", ""))
        section.append(note)


def _called(root: Element) -> Iterator[tuple[Element, Element]]:
    """Each note with its parent, once it has a call before it, an id, and single spaces."""
    for serial, note in enumerate([n for n in root.iter("span") if has_class(n, "footnote")], 1):
        parent = note.getparent()
        if parent is None:
            continue
        identifier = note.get("id") or f"note-{serial}"
        note.set("id", identifier)
        note.set("data-pdf", "Note")
        _collapse(note)
        parent.insert(parent.index(note), _call(note.get("data-number") or "*", identifier))
        yield note, parent


def _call(number: str, identifier: str) -> Element:
    """The superior number in the text, a link to the note (structure type Reference)."""
    call = element("span", "note-call", data_pdf="Reference")
    link = element("a", "", number, href=f"#{identifier}", id=f"{identifier}-call")
    link.set("title", number)
    call.append(link)
    return call


def _number(note: Element, number: str, identifier: str) -> None:
    """The number that opens the note, a link back to the call, inside its first paragraph."""
    link = element("a", "note-number", number, href=f"#{identifier}-call", data_pdf="Link")
    marker = element("span", "note-label", data_pdf="Lbl")
    marker.append(link)
    marker.tail = "\u2002"
    first = note[0] if len(note) and not (note.text or "").strip() and has_class(note[0], "note-p") else note
    marker.tail += first.text or ""
    first.text = None
    first.insert(0, marker)


_SPACES = re.compile(r"[ \t\r\n\f]+")


def _collapse(note: Element) -> None:
    """WeasyPrint keeps the line feeds of footnotes: make every run of white space one space."""
    for node in note.iter():
        if node.text:
            node.text = _SPACES.sub(" ", node.text)
        if node is not note and node.tail:
            node.tail = _SPACES.sub(" ", node.tail)


def _count(node: Element) -> int:
    return len(text_of(node).split())


def _pieces(note: Element) -> Iterator[Element]:
    """`note` cut short, then footnotes with what follows."""
    identifier = note.get("id", "")
    piece = note
    while True:
        size = _best_cut(piece)
        if size is None:
            yield piece
            return
        rest = _cut(piece, size)
        for name in ("data-pdf", "id", "role"):
            rest.attrib.pop(name, "")
        rest.set("class", "footnote continuation")
        rest.set(CONTINUES, identifier)
        yield piece
        piece = rest


def _best_cut(piece: Element) -> int | None:
    """How many words to keep: up to the last end of a sentence within `PIECE` words; None to keep all."""
    words = text_of(piece).split()
    if len(words) <= PIECE * 3 // 2:
        return None
    for count in range(PIECE, PIECE // 3, -1):
        if _SENTENCE_END.search(words[count - 1]):
            return count
    return PIECE


def _cut(node: Element, count: int) -> Element:
    """Keep the first `count` words of `node`; a copy of `node` (without ids) with the others."""
    rest = element(node.tag)
    for name, held in node.attrib.items():
        if name != "id":
            rest.set(name, held)
    kept, after, left = _cut_text(node.text or "", count)
    node.text = kept
    if left == 0:
        rest.text = after
        _move(node, 0, rest)
        return rest
    for index, inner in enumerate(list(node)):
        words = _count(inner)
        if words > left and isinstance(inner.tag, str):
            tail = inner.tail
            inner.tail = None
            remainder = _cut(inner, left)
            remainder.tail = tail
            rest.append(remainder)
            _move(node, index + 1, rest)
            return rest
        left -= words
        kept, after, left = _cut_text(inner.tail or "", left)
        inner.tail = kept
        if left == 0:
            rest.text = after
            _move(node, index + 1, rest)
            return rest
    return rest


def _move(node: Element, start: int, rest: Element) -> None:
    for inner in list(node)[start:]:
        rest.append(inner)


def _cut_text(text: str, count: int) -> tuple[str, str, int]:
    """(the first `count` words, what follows, how many words were lacking); a cut in the text never lacks any."""
    if count == 0:
        return "", text, 0
    seen = 0
    for match in re.finditer(r"\S+", text):
        seen += 1
        if seen == count:
            return text[: match.end()], text[match.end() :], 0
    return text, "", count - seen


def text_of(node: Element) -> str:
    """All the text below `node`."""
    return "".join(str(text) for text in node.itertext())


def copy_of(root: Element) -> Element:
    """A deep copy without what follows the element."""
    made = copy.deepcopy(root)
    made.tail = None
    return made
