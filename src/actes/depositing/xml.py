"""Making XML for archives: elements of a namespace, never empty, and their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from lxml import etree

from actes.writing.jats.elements import legal

Element = etree._Element
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


class Maker:
    """Makes elements of one namespace: `make("title", "Texte", {LANG: "fr"})`."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    def __call__(
        self, tag: str, *parts: str | Element | Iterable[Element] | None, attributes: Mapping[str, str] | None = None
    ) -> Element:
        """An element with text and children; parts that are None or empty and empty attributes are left out."""
        made = etree.Element(f"{{{self.namespace}}}{tag}")
        for key, held in (attributes or {}).items():
            if held:
                made.set(key, legal(held))
        for part in parts:
            if part is None:
                continue
            if isinstance(part, str):
                if len(made):
                    made[-1].tail = (made[-1].tail or "") + legal(part)
                else:
                    made.text = (made.text or "") + legal(part)
            elif isinstance(part, etree._Element):
                made.append(part)
            else:
                made.extend(part)
        return made

    def text(self, tag: str, text: str, attributes: Mapping[str, str] | None = None) -> list[Element]:
        """An element around `text`, in a list that is empty when the text is."""
        return [self(tag, text, attributes=attributes)] if text.strip() else []

    def group(
        self, tag: str, children: Iterable[Element], attributes: Mapping[str, str] | None = None
    ) -> list[Element]:
        """An element around `children`, in a list that is empty when there is none."""
        held = list(children)
        return [self(tag, held, attributes=attributes)] if held else []

    def root(self, tag: str, schema: str, prefixes: Mapping[str, str] | None = None) -> Element:
        """The root of a document: the namespace as its default, `prefixes`, the address of its schema."""
        nsmap = cast("dict[str, str]", {None: self.namespace, "xsi": XSI, **(prefixes or {})})
        made = etree.Element(f"{{{self.namespace}}}{tag}", nsmap=nsmap)
        made.set(f"{{{XSI}}}schemaLocation", f"{self.namespace} {schema}")
        return made


def serialised(root: Element) -> bytes:
    """The document in UTF-8, with its declaration, namespaces declared once and elements set out."""
    prefixes = {p: uri for p, uri in root.nsmap.items() if p}
    etree.cleanup_namespaces(
        root, top_nsmap=cast("dict[str, str]", root.nsmap), keep_ns_prefixes=cast("list[str]", list(prefixes))
    )
    _set_out(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _set_out(root: Element) -> None:
    """Indent what holds elements alone; mixed contents stay as they are."""
    stack = [(root, 0)]
    while stack:
        parent, depth = stack.pop()
        if not len(parent) or parent.text or any(child.tail for child in parent):
            continue
        parent.text = "\n" + "  " * (depth + 1)
        for child in parent:
            child.tail = "\n" + "  " * (depth + 1)
            stack.append((child, depth + 1))
        parent[-1].tail = "\n" + "  " * depth
