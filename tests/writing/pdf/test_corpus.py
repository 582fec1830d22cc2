"""Other people's papers as a volume: laid out whole, and conforming."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import verapdf
from actes import build
from actes.outcome import Request

pytestmark = pytest.mark.corpus


def test_a_volume_of_the_open_corpus_conforms(tmp_path: Path) -> None:
    papers = Path(os.environ["SHARED"]) / "corpus" / "papers"
    outcome = build.build(Request(papers, ("pdf",), output=tmp_path / "build"))
    lost = [d for d in outcome.diagnostics if d.code in {"words-lost-in-layout", "layout-failed"}]
    assert lost == []
    files = [product.path for product in outcome.products if product.kind == "pdf"]
    assert files
    assert verapdf.validate(*files) == []
