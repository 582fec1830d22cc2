"""The references a document carries: CSL items, with keys people can type, as a .bib file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from anyascii import anyascii

from actes import pandoc
from actes.tree import plain_text


def from_meta(value: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """The CSL items pandoc puts in the metadata `references` of a .docx."""
    found = _plain(value) if value else []
    return [item for item in found if isinstance(item, dict) and item.get("id")] if isinstance(found, list) else []


def _plain(value: Mapping[str, Any]) -> Any:
    kind, contents = value["t"], value.get("c")
    if kind == "MetaMap" and contents is not None:
        return {k: _plain(v) for k, v in contents.items()}
    if kind == "MetaList" and contents is not None:
        return [_plain(v) for v in contents]
    if kind in {"MetaInlines", "MetaBlocks"}:
        return plain_text(contents)
    return contents


def keys(items: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """For each item's own id, a key: `davezies-2012`, `davezies-2012-b`; in the order of the items."""
    found: dict[str, str] = {}
    for item in items:
        own = str(item.get("id"))
        if own in found:
            continue
        stem = _stem(item)
        taken, key, n = set(found.values()), stem, 1
        while key in taken:
            n += 1
            key = f"{stem}-{chr(96 + n)}" if n <= 26 else f"{stem}-{n}"
        found[own] = key
    return found


def _stem(item: Mapping[str, Any]) -> str:
    people = item.get("author") or item.get("editor") or []
    first = people[0] if isinstance(people, list) and people and isinstance(people[0], dict) else {}
    name = str(first.get("family") or first.get("literal") or item.get("title") or "reference").split(",")[0]
    word = re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")[:30].strip("-") or "reference"
    found = re.search(r"\d{4}", json.dumps(item.get("issued", "")))
    return f"{word}-{found[0]}" if found else word


def bibliography(items: Iterable[Mapping[str, Any]], names: Mapping[str, str], language: str) -> str:
    """The .bib file of the items under their keys, once each. Raises PandocError.

    An item that names no language is in `language`: titles that are not English keep their capitals.
    """
    wanted: dict[str, dict[str, Any]] = {}
    for item in items:
        key = names[str(item["id"])]
        wanted.setdefault(key, {"language": language, **item, "id": key})
    if not wanted:
        return ""
    text = json.dumps(list(wanted.values()), ensure_ascii=False)
    return pandoc.convert([pandoc.Job(text, "csljson", "biblatex")])[0].value
