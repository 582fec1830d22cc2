"""The images of the volume as an EPUB may carry them (EPUB 3.3 §3.2): core types as they are, SVG made safe.

Other types (TIFF, BMP) are converted to PNG. From an SVG, everything that runs, reaches outside or is foreign
to SVG goes: scripts, event handlers, external references, editors' own elements.
"""

from __future__ import annotations

import io
import re

from lxml import etree
from PIL import Image, UnidentifiedImageError

from actes.model import Asset
from actes.writing.epub.archive import Resource
from actes.writing.html.elements import SVG
from actes.writing.html.figures import MEDIA

_CORE = {
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_REMOVED = frozenset(
    f"{{{SVG}}}{name}" for name in ("script", "foreignObject", "metadata", "handler", "listener", "animate", "set")
)
_EXTERNAL = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*\Z")


class UnusableImage(Exception):
    """An image that no EPUB can carry; the text says why."""


def resource(asset: Asset) -> Resource:
    """`asset`, or its raster twin if it is an SVG that cannot be made safe. Raises UnusableImage."""
    if asset.media_type == "image/svg+xml":
        try:
            return _resource(asset.name, asset.media_type, safe_svg(asset.path.read_bytes()))
        except UnusableImage:
            if asset.alternative is None:
                raise
            return resource(asset.alternative)
    data = asset.path.read_bytes()
    if asset.media_type in _CORE:
        return _resource(asset.name, asset.media_type, data)
    return _resource(f"{asset.name.rpartition('.')[0]}.png", "image/png", _converted(asset, data))


def _resource(name: str, media_type: str, data: bytes) -> Resource:
    return Resource("media-" + re.sub(r"[^A-Za-z0-9_-]", "-", name), MEDIA + name, media_type, data)


def _converted(asset: Asset, data: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(data)) as image:
            mode = image.mode if image.mode in {"1", "L", "LA", "P", "RGB", "RGBA"} else "RGB"
            out = io.BytesIO()
            image.convert(mode).save(out, "PNG")
    except (UnidentifiedImageError, OSError) as error:
        raise UnusableImage(f"{asset.path}: {error}") from error
    return out.getvalue()


def safe_svg(data: bytes) -> bytes:
    """An SVG file without anything that runs, reaches outside the file, or is not SVG. Raises UnusableImage."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnusableImage(str(error)) from error
    if root.tag != f"{{{SVG}}}svg":
        raise UnusableImage("its root is not <svg>")
    for node in list(root.iter()):
        if node is root or _harmless(node):
            _clean(node)
        else:
            _remove(node)
    etree.cleanup_namespaces(root)
    made = etree.tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + bytes(made) + b"\n"


def _harmless(node: etree._Element) -> bool:
    if not isinstance(node.tag, str) or not node.tag.startswith(f"{{{SVG}}}") or node.tag in _REMOVED:
        return False
    return node.tag != f"{{{SVG}}}style" or not _EXTERNAL.search(node.text or "")


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        node.tail = None
        parent.remove(node)


def _clean(node: etree._Element) -> None:
    seen = node.get("id", "")
    if seen and not _IDENTIFIER.match(seen):
        del node.attrib["id"]
    for name, value in list(node.attrib.items()):
        name, value = str(name), str(value)
        foreign = name.startswith("{") and not name.startswith(_XML) and name != _XLINK
        reference = name in {"href", _XLINK} and not value.startswith(("#", "data:image/"))
        running = name.lower().startswith("on") or (_EXTERNAL.search(value) is not None)
        if foreign or reference or running:
            del node.attrib[name]
