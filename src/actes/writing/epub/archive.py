"""The container of an EPUB: a zip with fixed dates, modes and order (EPUB OCF 3.3 §4.2)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from lxml import etree

ROOT = "EPUB/"
PACKAGE = "package.opf"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_COMPRESSED = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"


@dataclass(frozen=True)
class Resource:
    """A file of the publication: its id in the manifest, its path below `EPUB/`, its type and properties."""

    id: str
    path: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    linear: bool = False
    """Whether it stands in the reading order."""


def _container() -> bytes:
    root = root_element("container", _CONTAINER)
    root.set("version", "1.0")
    file = etree.SubElement(etree.SubElement(root, "rootfiles"), "rootfile")
    file.set("full-path", ROOT + PACKAGE)
    file.set("media-type", "application/oebps-package+xml")
    return serialised(root)


def root_element(tag: str, namespace: str, **prefixes: str) -> etree._Element:
    """The root of a document whose elements, written without namespace, are all in `namespace`."""
    return etree.Element(tag, nsmap=cast("dict[str, str]", {None: namespace, **prefixes}))


def serialised(root: etree._Element, doctype: str = "") -> bytes:
    """An XML document in UTF-8, with its declaration."""
    head = '<?xml version="1.0" encoding="utf-8"?>\n' + (f"{doctype}\n" if doctype else "")
    return head.encode() + etree.tostring(root, encoding="utf-8", xml_declaration=False) + b"\n"


def pack(package: bytes, resources: Iterable[Resource]) -> bytes:
    """The `.epub` file: `mimetype` first and stored, then the container, the package and `resources` in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", _container(), zipfile.ZIP_DEFLATED)
        _add(archive, ROOT + PACKAGE, package, zipfile.ZIP_DEFLATED)
        for resource in resources:
            stored = resource.media_type in _COMPRESSED
            method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            _add(archive, ROOT + resource.path, resource.data, method)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, method)
