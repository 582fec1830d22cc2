"""SVG from strangers: no script, no event handler, no link or style that leaves the drawing."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from dataclasses import dataclass

from lxml import etree

from actes.reading.svg_weight import lighten

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
LARGEST = 30_000_000
"""Bytes of an uncompressed drawing."""

_ACTIVE = {"script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler", "listener", "set"}
_ANIMATION = {"animate", "animateTransform", "animateMotion", "animateColor"}
_EMBEDDED = re.compile(r"data:image/(png|jpe?g|gif);base64,", re.IGNORECASE)
_URL = re.compile(r"url\((?!\s*['\"]?\s*#)[^)]*\)", re.IGNORECASE)
_IMPORT = re.compile(r"@import[^;]*;?|expression\s*\(|-moz-binding|behavior\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class CleanSVG:
    """A drawing made safe, and the names of what was taken out of it."""

    data: bytes
    removed: tuple[str, ...]


def clean_svg(data: bytes) -> CleanSVG | None:
    """The drawing without anything active or external; None when it is no readable SVG."""
    if data[:2] == b"\x1f\x8b":
        try:
            data = _inflate(data)
        except (OSError, EOFError, zlib.error):
            return None
    if len(data) > LARGEST:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or etree.QName(root).localname != "svg":
        return None
    removed: dict[str, None] = {}
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
                removed["entity"] = None
            continue
        _clean_element(element, removed)
    if lighten(root):
        removed["use"] = None
    # serialising from the root leaves out the internal DTD subset
    return CleanSVG(etree.tostring(root, encoding="utf-8", xml_declaration=True), tuple(removed))


def _inflate(data: bytes) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
        return packed.read(LARGEST + 1)


def _clean_element(element: etree._Element, removed: dict[str, None]) -> None:
    name = etree.QName(element).localname
    parent = element.getparent()
    if name in _ACTIVE or name in _ANIMATION:
        removed[name] = None
        if parent is not None:
            if element.tail:
                before = element.getprevious()
                if before is not None:
                    before.tail = (before.tail or "") + element.tail
                else:
                    parent.text = (parent.text or "") + element.tail
            parent.remove(element)
        return
    for key in list(element.attrib):
        text = str(element.attrib[key])
        local = etree.QName(str(key)).localname.lower()
        if local.startswith("on") or local == "base":
            removed[local] = None
            del element.attrib[key]
        elif local in {"href", "src"}:
            if not text.strip().startswith("#") and not _EMBEDDED.match(text.strip()):
                removed["href"] = None
                del element.attrib[key]
        elif _URL.search(text) or _IMPORT.search(text):
            removed["url()"] = None
            element.attrib[key] = _IMPORT.sub("", _URL.sub("none", text))
    if name == "style" and element.text and (_URL.search(element.text) or _IMPORT.search(element.text)):
        removed["url()"] = None
        element.text = _IMPORT.sub("", _URL.sub("none", element.text))


def svg_size(root: etree._Element) -> tuple[int, int]:
    """Width and height in CSS pixels, from the attributes or the view box; (0, 0) when neither says."""
    sides = [_length(root.get("width", "")), _length(root.get("height", ""))]
    box = re.split(r"[\s,]+", (root.get("viewBox") or "").strip())
    if not all(sides) and len(box) == 4:
        try:
            width, height = float(box[2]), float(box[3])
        except ValueError:
            return (0, 0)
        if width > 0 and height > 0:
            if sides[0]:
                return (round(sides[0]), round(sides[0] * height / width))
            return (round(width), round(height))
    return (round(sides[0]), round(sides[1]))


_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def _length(text: str) -> float:
    found = re.fullmatch(r"\s*(\d{1,7}(?:\.\d{1,9})?)\s*(px|pt|pc|mm|cm|in)?\s*", text)
    return float(found[1]) * _UNITS[found[2] or ""] if found else 0.0
