"""No word of a manuscript is lost or said twice, and whatever Markdown allows gives valid JATS and BITS."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from lxml import etree

import trees
from actes import tree
from actes.diagnostics import Report
from actes.tree import Blocks
from actes.validating import validate_article
from actes.writing import jats
from writing.jats.jats_samples import NEIGHBOUR, contribution, volume_of, written

_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_HREF = "{http://www.w3.org/1999/xlink}href"
_OURS = """
    //sec/label | //fig/label | //table-wrap/label | //disp-formula/label | //boxed-text/label | //list-item/label
    | //fn/label | //fn-group/title | //xref[@ref-type='fn' and sup] | //index-term | //tex-math | //alt-text
    | //p[@content-type='rule'] | //copyright-year | //copyright-holder
"""
"""What the writer says of its own accord in the text: labels, calls of notes, alternatives of formulas…"""


def _letters(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace())


def _said(nodes: Any) -> Counter[str]:
    """The characters a reader sees in a tree, notes included and formulas left out."""
    found: Counter[str] = Counter()
    if isinstance(nodes, list):
        for node in nodes:
            found += _said(node)
        return found
    if not isinstance(nodes, dict):
        return found
    kind, contents = nodes["t"], nodes.get("c")
    if kind == "Str":
        return _letters(contents)
    if kind in {"Code", "CodeBlock", "RawInline", "RawBlock"}:
        return _letters(contents[1])
    if kind == "Math":
        return found
    if kind == "Image":
        missing = contents[2][0] not in trees.ASSETS
        return _letters(tree.value(nodes, "alt") or tree.plain_text(contents[1])) if missing else found
    if kind == "Quoted":
        found += _letters("“”")
    if kind == "Div" and "box" in tree.classes(nodes) and not (contents[1] and contents[1][0]["t"] == "Header"):
        found += _letters(tree.value(nodes, "title"))
    return found + _said(contents)


def _shown(root: etree._Element) -> Counter[str]:
    """The characters of the body and notes of an article, without what the writer adds."""
    for ours in root.xpath(_OURS):
        _drop(ours)
    for math in list(root.iter(_MATH)):
        _drop(math)
    for link in list(root.iter("ext-link")):
        if link.text == link.get(_HREF) and not len(link):
            _drop(link)
    parts = [*root.iterfind("body"), *root.iterfind("back/fn-group")]
    return _letters("".join(str(part.xpath("string()")) for part in parts))


def _drop(found: etree._Element) -> None:
    for child in list(found):
        found.remove(child)
    found.text = ""


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees.documents())
def test_no_character_is_lost_or_doubled(body: Blocks) -> None:
    root = written(body)
    formulas = [n for n in tree.walk(body) if n["t"] == "Math"]
    assert sum(1 for _ in root.iter(_MATH, "tex-math")) == len(formulas)
    assert _shown(root) == _said(body)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees.documents(), trees.blocks(4))
def test_whatever_markdown_allows_is_valid(body: Blocks, aside: Blocks) -> None:
    held = contribution(body, abstracts={"fr": aside, "en": aside}, acknowledgements=aside, appendices=aside)
    written_volume = volume_of(held, NEIGHBOUR)
    for data in (jats.write_article(written_volume, held), jats.write_volume(written_volume)):
        report = Report()
        assert validate_article(data, report, "essai.xml"), [d.as_text() for d in report]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees.documents())
def test_the_same_values_give_the_same_bytes(body: Blocks) -> None:
    held = contribution(body)
    assert jats.write_article(volume_of(held), held) == jats.write_article(volume_of(held), held)
