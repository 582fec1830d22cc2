"""The EPUB of other people's papers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from actes import stages
from actes.cache import Cache
from actes.diagnostics import Report
from actes.writing.epub import write_epub

pytestmark = pytest.mark.corpus


def test_epubcheck_has_nothing_to_say_of_a_volume_of_the_corpus(
    tmp_path: Path, validate: Callable[..., list[str]]
) -> None:
    papers = Path(os.environ["SHARED"]) / "corpus" / "papers"
    volume = stages.prepare(papers, Cache(tmp_path / "cache"), Report(), jobs=2)
    assert volume is not None
    assert len(volume.contributions) > 15
    assert validate(write_epub(volume)) == []
