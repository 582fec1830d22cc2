"""The JATS4R schematron finds no error in what we write."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings

import trees
from actes.tree import Blocks
from actes.writing import jats
from writing.jats.golden_model import CONTRIBUTION, PAGE_MAP, VOLUME
from writing.jats.jats4r import complaints
from writing.jats.jats_samples import contribution, volume_of

GOLDEN = Path(__file__).with_name("golden") / "gold-article.xml"


def errors(data: bytes) -> list[str]:
    """What is called an error."""
    return [message for message in complaints(data) if message.startswith("ERROR")]


def test_the_schematron_speaks() -> None:
    bad = GOLDEN.read_bytes().replace(b"<copyright-year>2025</copyright-year>", b"")
    assert len(errors(bad)) == 1


def test_the_golden_contribution() -> None:
    assert errors(jats.write_article(VOLUME, CONTRIBUTION, PAGE_MAP)) == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees.documents())
def test_whatever_markdown_allows(body: Blocks) -> None:
    held = contribution(body)
    assert errors(jats.write_article(volume_of(held), held)) == []
