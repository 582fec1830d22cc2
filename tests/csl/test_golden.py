"""23 styles against citeproc-js 2.4.63: 29 citations and 33 entries each.

`golden/differences.tsv` lists every difference that remains, with its reason; the list may only shrink.
"""

import csv
import json
from pathlib import Path

import pytest

from actes import csl
from actes.tree import value, walk
from csl.comparison import fold

GOLDEN = Path(__file__).parent / "golden"
REFERENCES = json.loads((GOLDEN / "references.json").read_text(encoding="utf-8"))
CLUSTERS = json.loads((GOLDEN / "clusters.json").read_text(encoding="utf-8"))
EXPECTED = {
    style: processors["citeproc-js-2.4.63"]
    for style, processors in json.loads((GOLDEN / "citeproc-js-23-styles.json").read_text(encoding="utf-8")).items()
}
with (GOLDEN / "differences.tsv").open(encoding="utf-8", newline="") as table:
    KNOWN = {(row["style"], row["what"]): row["reason"] for row in csv.DictReader(table, delimiter="\t")}


@pytest.fixture(scope="module")
def rendered() -> dict[str, csl.Rendering]:
    return {style: csl.render(style, REFERENCES, CLUSTERS) for style in EXPECTED}


def differences(style: str, done: csl.Rendering) -> set[tuple[str, str]]:
    expected = EXPECTED[style]
    found = {
        (style, f"citation {n}")
        for n, (ours, theirs) in enumerate(zip(done.citations, expected["cites"], strict=True))
        if fold(ours.text, markup=False) != fold(theirs, markup=True)
    }
    return found | {
        (style, f"entry {entry.key}")
        for entry in done.bibliography
        if fold(entry.text, markup=False) != fold(expected["bib"][entry.key], markup=True)
    }


@pytest.mark.parametrize("style", EXPECTED)
def test_differences_from_the_reference_processor_are_known(style: str, rendered: dict[str, csl.Rendering]) -> None:
    found = differences(style, rendered[style])
    listed = {known for known in KNOWN if known[0] == style}
    assert found - listed == set(), "new differences"
    assert listed - found == set(), "these differences are gone: remove their lines"


@pytest.mark.parametrize("style", EXPECTED)
def test_the_bibliography_is_in_the_same_order(style: str, rendered: dict[str, csl.Rendering]) -> None:
    assert [entry.key for entry in rendered[style].bibliography] == EXPECTED[style]["order"]


def test_the_bars_of_conformance_are_held(rendered: dict[str, csl.Rendering]) -> None:
    found = set().union(*(differences(style, done) for style, done in rendered.items()))
    citations = sum(what.startswith("citation") for _, what in found)
    assert citations / (len(EXPECTED) * len(CLUSTERS)) <= 0.01
    entries = sum(len(done.bibliography) for done in rendered.values())
    assert (len(found) - citations) / entries <= 0.02


def test_every_known_difference_has_a_reason() -> None:
    assert all(reason.strip() for reason in KNOWN.values())


@pytest.mark.parametrize("style", EXPECTED)
def test_each_cite_is_wrapped_with_its_key(style: str, rendered: dict[str, csl.Rendering]) -> None:
    for cluster, citation in zip(CLUSTERS, rendered[style].citations, strict=True):
        spans = [n for n in walk(citation.inlines) if n["t"] == "Span" and "cite" in n["c"][0][1]]
        assert sorted(value(n, "key") for n in spans) == sorted(cite["id"] for cite in cluster)
