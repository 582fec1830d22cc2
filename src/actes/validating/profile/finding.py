"""What a rule of the profile finds, and how rules look at elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

Element = etree._Element

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
ALI = "{http://www.niso.org/schemas/ali/1.0/}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"


@dataclass(frozen=True)
class Finding:
    """A code, the element it is about, and what its message is made with."""

    code: str
    element: Element
    values: tuple[tuple[str, Any], ...] = ()


def finding(code: str, element: Element, **values: str) -> Finding:
    """A `Finding`, whose values include the element's `tag`."""
    return Finding(code, element, tuple({"tag": etree.QName(element).localname, **values}.items()))


def line_of(element: Any) -> int:
    """The line of its file an element begins on, 1 when it was not parsed."""
    return int(element.sourceline or 1)


def text_of(element: Element) -> str:
    """The text of an element with its white space reduced."""
    # most elements hold a text and nothing else: no XPath is spent on them
    text = str(element.xpath("string()")) if len(element) else element.text or ""
    return " ".join(text.split())


_IDENTIFIED: Any = etree.XPath("descendant-or-self::*[@id]")
_SPOKEN: Any = etree.XPath("descendant-or-self::*[@xml:lang]")


def identified(root: Element) -> list[Element]:
    """Every element with an id, in document order."""
    found: list[Element] = _IDENTIFIED(root)
    return found


def spoken(root: Element) -> list[Element]:
    """Every element that says its language, in document order."""
    found: list[Element] = _SPOKEN(root)
    return found


def all_of(root: Element, *tags: str) -> Iterator[Element]:
    """Every element with one of these tags, in document order."""
    return root.iter(*tags)
