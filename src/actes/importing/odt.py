"""What pandoc does not see in an .odt: named styles, and Zotero's citations, which LibreOffice keeps as marks.

Both are written into the text between private characters before pandoc reads it, and taken out of its tree.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

OPEN, BETWEEN, CLOSE, BLANK = "\ue010", "\ue011", "\ue012", "\ue013"
"""Around what is written into the text; manuscripts have no such characters."""
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
ZOTERO = "ZOTERO_ITEM"
_PLAIN = {"Standard", "Text_20_body", "First_20_paragraph", "Footnote", "Endnote", "Table_20_Contents", "Quotations"}


def marked(held: Mapping[str, bytes]) -> tuple[bytes, list[dict[str, Any]]]:
    """The .odt with its styles and citations written out, and the data of its citations, in the order of marks.

    Raises etree.XMLSyntaxError for a text that is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(held["content.xml"], parser)
    citations = _citations(root)
    _styles(root)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(held, key=lambda n: n != "mimetype"):
            archive.writestr(name, etree.tostring(root) if name == "content.xml" else held[name])
    return out.getvalue(), citations


def _citations(root: etree._Element) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for start in list(root.iter(f"{{{TEXT}}}reference-mark-start")):
        name = start.get(f"{{{TEXT}}}name", "")
        data = _data(name)
        if data is None:
            continue
        end = next(
            (e for e in root.iter(f"{{{TEXT}}}reference-mark-end") if e.get(f"{{{TEXT}}}name", "") == name), None
        )
        parent = start.getparent()
        if end is None or parent is None or end.getparent() is not parent:
            continue
        shown = _between(start, end)
        start.tail = f"{OPEN}cite{BETWEEN}{len(found)}{CLOSE}"
        found.append({**data, "shown": shown})
    return found


def _data(name: str) -> dict[str, Any] | None:
    """The citation a mark's name holds: `ZOTERO_ITEM CSL_CITATION {json} RND…`."""
    if not name.startswith(ZOTERO) or "{" not in name:
        return None
    try:
        data, _end = json.JSONDecoder().raw_decode(name[name.index("{") :])
    except json.JSONDecodeError:
        return None
    return data if isinstance(data, dict) else None


def _between(start: etree._Element, end: etree._Element) -> str:
    """Take out what stands between two marks of a paragraph; its text."""
    text = start.tail or ""
    start.tail = None
    node = start.getnext()
    while node is not None and node is not end:
        following = node.getnext()
        text += "".join(str(piece) for piece in node.itertext()) + (node.tail or "")
        parent = node.getparent()
        assert parent is not None
        parent.remove(node)
        node = following
    return text


def _styles(root: etree._Element) -> None:
    parents = {
        s.get(f"{{{STYLE}}}name", ""): s.get(f"{{{STYLE}}}parent-style-name", "")
        for s in root.iter(f"{{{STYLE}}}style")
        if s.get(f"{{{STYLE}}}family") == "paragraph"
    }
    for paragraph in root.iter(f"{{{TEXT}}}p"):
        style = paragraph.get(f"{{{TEXT}}}style-name", "")
        named = parents.get(style, style) or style
        if named and named not in _PLAIN and any(True for _ in paragraph.itertext()):
            shown = named.replace("_20_", " ").replace(" ", BLANK)
            paragraph.text = f"{OPEN}style{BETWEEN}{shown}{CLOSE}{paragraph.text or ''}"
