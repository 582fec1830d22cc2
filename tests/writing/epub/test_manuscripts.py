"""The EPUB of the volume in this repository, whole and contribution by contribution."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from actes import stages
from actes.cache import Cache
from actes.diagnostics import Report
from actes.model import Volume
from actes.writing.epub import write_epub

MANUSCRIPTS = Path(__file__).parents[3] / "manuscripts"


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Volume:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    read = stages.prepare(MANUSCRIPTS, cache, Report(), jobs=1)
    assert read is not None
    return read


@pytest.fixture(scope="module")
def whole(volume: Volume) -> bytes:
    return write_epub(volume)


def test_epubcheck_has_nothing_to_say_of_the_whole_nor_of_each(
    volume: Volume, whole: bytes, validate: Callable[..., list[str]]
) -> None:
    alone = [stages.alone(volume, c.slug) for c in volume.contributions]
    assert len(alone) >= 9
    assert validate(whole, *(write_epub(part) for part in alone if part is not None)) == []


def test_ace_has_nothing_to_say(whole: bytes, ace: Callable[[bytes], list[str]]) -> None:
    assert ace(whole) == []


def test_all_the_text_of_each_contribution_is_in_its_chapter(volume: Volume, whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        for contribution in volume.contributions:
            root = etree.fromstring(archive.read(f"EPUB/{contribution.slug}.xhtml"))
            shown = _letters("".join(map(str, root.itertext())))
            parts = (contribution.body, contribution.acknowledgements, contribution.appendices, contribution.main_title)
            entries = [entry.inlines for section in contribution.bibliography for entry in section.entries]
            said = _said([*parts, *contribution.abstracts.values(), *entries])
            assert said.total() > 5_000
            assert said - shown == Counter(), contribution.slug


def _letters(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace())


def _said(node: Any) -> Counter[str]:
    """The characters of a tree that a reader sees, formulas and alternative texts left out."""
    if isinstance(node, list):
        return sum((_said(item) for item in node), Counter[str]())
    if not isinstance(node, dict) or node.get("t", "Math") in {"Math", "Image"}:
        return Counter()
    if node["t"] == "Str":
        return _letters(node["c"])
    if node["t"] in {"Code", "CodeBlock"}:
        return _letters(node["c"][1])
    return _said(node.get("c"))
