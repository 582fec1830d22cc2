"""Small builders over lxml: elements, text at the end of an element, contents moved from one to another.

HTML elements have no namespace (WeasyPrint wants them so, and the EPUB writer declares the XHTML
namespace once, on the root); MathML and SVG have theirs.
"""

from __future__ import annotations

import re

from lxml import etree

MATHML = "http://www.w3.org/1998/Math/MathML"
SVG = "http://www.w3.org/2000/svg"
LANG = "lang"

Element = etree._Element

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def allowed(text: str) -> str:
    """`text` with U+FFFD for each character that XML 1.0 forbids (§2.2)."""
    return _FORBIDDEN.sub("\ufffd", text)


def element(tag: str, classes: str = "", text: str = "", **attributes: str) -> Element:
    """A new element; underscores in attribute names become hyphens and a trailing one is dropped (`for_`)."""
    made = etree.Element(tag)
    _dress(made, classes, text, attributes)
    return made


def child(parent: Element, tag: str, classes: str = "", text: str = "", **attributes: str) -> Element:
    """Like `element`, at the end of `parent`."""
    made = etree.SubElement(parent, tag)
    _dress(made, classes, text, attributes)
    return made


def _dress(made: Element, classes: str, text: str, attributes: dict[str, str]) -> None:
    if classes:
        made.set("class", classes)
    for name, value in attributes.items():
        made.set(name.rstrip("_").replace("_", "-"), allowed(value))
    if text:
        made.text = allowed(text)


def append_text(parent: Element, text: str) -> None:
    """Add `text` after everything `parent` holds."""
    if not text:
        return
    text = allowed(text)
    last = last_child(parent)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def last_child(parent: Element) -> Element | None:
    """What `parent` holds last; not by `len(parent)`, for which lxml counts all its children."""
    return next(parent.iterchildren(reversed=True), None)


def move_contents(source: Element, target: Element) -> None:
    """Move all that `source` holds to the end of `target`."""
    append_text(target, source.text or "")
    source.text = None
    target.extend(list(source))


def replace(old: Element, new: Element) -> None:
    """Put `new` where `old` stands; the text after it stays."""
    parent = old.getparent()
    if parent is None:
        raise ValueError("a root cannot be replaced")
    new.tail = old.tail
    old.tail = None
    parent.replace(old, new)


def unwrap(old: Element) -> None:
    """Put the contents of `old` where it stands; the text after it stays."""
    parent = old.getparent()
    if parent is None:
        raise ValueError("a root cannot be unwrapped")
    position = parent.index(old)
    children = list(old)
    lead, tail = old.text or "", old.tail or ""
    old.tail = None
    parent.remove(old)
    for offset, node in enumerate(children):
        parent.insert(position + offset, node)
    _text_before(parent, position, lead)
    _text_before(parent, position + len(children), tail)


def _text_before(parent: Element, position: int, text: str) -> None:
    if not text:
        return
    if position:
        before = parent[position - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def has_class(node: Element, name: str) -> bool:
    """Whether `name` is one of the classes of `node`."""
    return name in (node.get("class") or "").split()
