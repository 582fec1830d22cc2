"""The front matter of an imported contribution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from actes.tree import Blocks, Inlines, plain_text


@dataclass
class Head:
    """What a document says of itself: texts as pandoc's trees, names as they stand."""

    title: Inlines = field(default_factory=list)
    subtitle: Inlines = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    abstract: Blocks = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)


def from_meta(meta: Mapping[str, Any]) -> Head:
    """The head in pandoc's metadata."""
    head = Head()
    head.title, head.subtitle = _inlines(meta.get("title")), _inlines(meta.get("subtitle"))
    authors = meta.get("author")
    listed = authors["c"] if authors and authors["t"] == "MetaList" else [authors] if authors else []
    head.authors = [name for held in listed if (name := plain_text(_inlines(held)))]
    abstract = meta.get("abstract")
    if abstract:
        inlines = abstract["t"] == "MetaInlines"
        head.abstract = [{"t": "Para", "c": abstract["c"]}] if inlines else abstract["c"]
    keywords = meta.get("keywords")
    if keywords and keywords["t"] == "MetaList":
        head.keywords = [plain_text(_inlines(k)) for k in keywords["c"]]
    return head


def _inlines(value: Mapping[str, Any] | None) -> Inlines:
    if value is None:
        return []
    contents = value["c"]
    if value["t"] == "MetaInlines":
        return list(contents)
    if value["t"] == "MetaBlocks":
        found: Inlines = []
        for block in contents:
            if block["t"] in {"Para", "Plain"}:
                found += [*([{"t": "Space"}] if found else []), *block["c"]]
        return found
    return [{"t": "Str", "c": str(contents)}] if isinstance(contents, str) else []


def person(name: str) -> dict[str, str]:
    """A name as the header wants it: the last word is the family name, unless capitals or a comma say otherwise."""
    text = " ".join(name.split()).strip(" ,;*†‡0123456789")
    if "," in text:
        family, _, given = text.partition(",")
        return {"given": given.strip(), "family": family.strip()}
    words = text.split(" ")
    shouted = [w for w in words if len(w) > 1 and w.isupper() and not w.endswith(".")]
    if shouted and len(shouted) < len(words):
        family = " ".join(w.title() for w in shouted)
        return {"given": " ".join(w for w in words if w not in shouted), "family": family}
    first = next((i for i, w in enumerate(words) if i and w.lower() in _PARTICLES), len(words) - 1)
    return {"given": " ".join(words[:first]), "family": " ".join(words[first:])}


_PARTICLES = {"le", "la", "les", "du", "de", "des", "van", "von", "der", "den", "di", "da", "del", "dos", "al", "el"}


def front_matter(head: Head, title: str, subtitle: str, abstract: str, language: str) -> str:
    """The YAML block, between its `---` lines; `title`, `subtitle` and `abstract` are Markdown."""
    values: dict[str, Any] = {"title": {language: title}}
    if subtitle:
        values["subtitle"] = {language: subtitle}
    values["language"] = language
    values["authors"] = [person(name) for name in head.authors]
    if abstract:
        values["abstract"] = {language: abstract}
    if head.keywords:
        values["keywords"] = {language: head.keywords}
    if not values["authors"]:
        del values["authors"]
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text}---\n"
