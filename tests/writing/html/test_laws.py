"""Laws of the shared HTML and of the EPUB's pages, over everything that Markdown allows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from lxml import etree

import trees
from actes.model import Contribution, Volume
from actes.tree import Blocks
from actes.writing import html
from actes.writing.epub.content import file_name, page

LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def with_body(sample: Volume, body: Blocks) -> Contribution:
    return replace(sample.contributions[1], body=body, assets=trees.ASSETS, math=trees.MATH)


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace())


def said(node: Any) -> Counter[str]:
    """The characters of a tree that a reader sees, formulas and images left out."""
    if isinstance(node, list):
        return sum((said(item) for item in node), Counter[str]())
    if not isinstance(node, dict) or node.get("t", "Math") in {"Math", "Image"}:
        return Counter()
    if node["t"] == "Str":
        return letters(node["c"])
    if node["t"] in {"Code", "CodeBlock", "RawInline", "RawBlock"}:
        return letters(node["c"][1])
    return said(node.get("c"))


@LAW
@given(trees.documents())
def test_nothing_of_the_text_is_lost_and_ids_are_unique(sample: Volume, body: Blocks) -> None:
    section = html.chapter(sample, with_body(sample, body))
    etree.fromstring(etree.tostring(section))
    shown = letters("".join(map(str, section.itertext())))
    assert said(body) - shown == Counter()
    identifiers = [node.get("id") for node in section.iter() if node.get("id")]
    assert len(identifiers) == len(set(identifiers))


@LAW
@given(trees.documents())
def test_epub_pages_keep_the_text_call_every_note_and_nest_no_link(sample: Volume, body: Blocks) -> None:
    unit = html.chapter_unit(sample, with_body(sample, body))
    places = {anchor: file_name(unit.name) for anchor in unit.anchors}
    images = {f"media/{asset.name}": asset.name for asset in trees.ASSETS.values()}
    root = etree.fromstring(page(unit, places, [], images=images).data)
    space = {"x": "http://www.w3.org/1999/xhtml"}
    assert (
        letters("".join(map(str, unit.element.itertext()))) - letters("".join(map(str, root.itertext()))) == Counter()
    )
    calls = [a.get("href") for a in root.iterfind(".//x:a[@class='note-call']", space)]
    assert sorted(calls) == sorted(f"#{a.get('id')}" for a in root.iterfind(".//x:aside", space))
    assert root.find(".//x:a//x:a", space) is None
    known = {node.get("id") for node in root.iter() if node.get("id")}
    hrefs = [a.get("href", "") for a in root.iterfind(".//x:a", space)]
    assert [h for h in hrefs if h.startswith("#") and h[1:] not in known] == []
