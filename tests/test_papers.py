"""Other people's papers: each alone and all as one volume, without an error that is not the paper's own."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from actes import stages
from actes.build import build
from actes.cache import Cache
from actes.diagnostics import Report, Severity
from actes.outcome import Outcome, Request
from actes.tree import plain_text, rewrite, walk

pytestmark = pytest.mark.corpus

TRUE_FAULTS = {
    "wrong-orcid", "shared-orcid", "unknown-citation-key", "missing-image", "remote-image", "undefined-note",
    "unknown-cross-reference", "duplicate-key", "missing-field",
}  # fmt: skip
"""Errors that papers of the corpus do have: a key, a file, a note, an author that is not there."""


def _papers() -> list[str]:
    shared = os.environ.get("SHARED", "")
    return sorted(p.name for p in (Path(shared) / "corpus" / "papers").iterdir()) if shared else []


def _folder() -> Path:
    return Path(os.environ["SHARED"]) / "corpus" / "papers"


def _errors(outcome: Outcome) -> set[str]:
    return {d.code for d in outcome.diagnostics if d.severity is Severity.ERROR}


def _words(text: str) -> Counter[str]:
    return Counter("".join(c if c.isalnum() else " " for c in text).split())


@pytest.mark.parametrize("name", _papers())
def test_a_paper_alone(name: str, tmp_path: Path) -> None:
    outcome = build(Request(_folder() / name, ("epub", "jats"), output=tmp_path / "b", jobs=1))
    assert _errors(outcome) <= TRUE_FAULTS
    # an invalid article is not published: there is one
    (article,) = [p.path for p in outcome.products if p.kind == "jats"]
    volume = stages.prepare(_folder() / name, Cache(tmp_path / "c"), Report(), jobs=1)
    assert volume is not None
    held = volume.contributions[0]
    body = [held.body, held.appendices]
    root = etree.parse(article).getroot()
    nodes = list(walk(body))
    # a figure whose file is not there is a visible placeholder
    there = [n for n in nodes if n["t"] == "Figure" and any(i["t"] == "Image" for i in walk(n))]
    figures = sum(bool(plain_text(n["c"][1])) for n in there)
    tables = sum(n["t"] == "Table" for n in nodes)
    assert len(root.findall(".//fig")) >= figures
    assert len(list(root.iter("table"))) == tables
    assert len(root.findall(".//fn-group/fn")) >= sum(n["t"] == "Note" for n in nodes)
    shown = _words(str(root.xpath("string(.)")))
    # pandoc repeats a caption inside its image
    bare = rewrite(body, lambda n: [] if n["t"] == "Image" else None)
    said = _words(plain_text(bare, notes=True))
    lost = said - shown
    assert sum(lost.values()) < 0.01 * sum(said.values()), lost


def test_all_as_one_volume(tmp_path: Path) -> None:
    outcome = build(Request(_folder(), ("epub", "jats"), output=tmp_path / "b", jobs=2))
    assert _errors(outcome) <= TRUE_FAULTS
    assert sum(p.kind == "jats" for p in outcome.products) == len(_papers())
