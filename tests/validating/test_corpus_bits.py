"""Files of the shared folder: BITS by DTD and RELAX NG, the goldens, articles of the open corpus."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from actes.cache import Cache
from actes.diagnostics import Report, Severity
from actes.stages import prepare
from actes.validating import validate_article, validate_file
from actes.writing import jats
from writing.jats.golden_model import CONTRIBUTION, PAGE_MAP, VOLUME
from writing.jats.jats4r import complaints

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def shared() -> Path:
    return Path(os.environ["SHARED"])


def valid_book(data: bytes, shared: Path, folder: Path) -> list[str]:
    """What DTD and RELAX NG of BITS 2.1 say against a book."""
    path = folder / "book.xml"
    path.write_bytes(data)
    report = Report()
    validate_file(path, shared / "schemas", report)
    return [d.as_text() for d in report if d.code in {"invalid-xml", "malformed-xml", "unknown-doctype"}]


def test_the_golden_volume_re_entered(shared: Path, tmp_path: Path) -> None:
    assert valid_book(jats.write_volume(VOLUME, PAGE_MAP), shared, tmp_path) == []


def test_the_goldens_are_those_of_the_shared_folder(shared: Path) -> None:
    ours = Path(__file__).parents[1] / "writing" / "jats" / "golden"
    for name in ("gold-article.xml", "gold-volume.bits.xml"):
        assert (ours / name).read_bytes() == (shared / "golden" / "jats" / name).read_bytes()


def test_dtds_of_npm_and_of_the_shared_folder_agree(shared: Path) -> None:
    data = jats.write_article(VOLUME, CONTRIBUTION, PAGE_MAP)
    tree = etree.fromstring(data).getroottree()
    dtd = etree.DTD(str(shared / "schemas" / "jats-1.3" / "JATS-journalpublishing1-3-mathml3.dtd"))
    assert dtd.validate(tree), dtd.error_log


def sources() -> list[Path]:
    """Papers of the corpus, and the project's own volume."""
    root = Path(os.environ.get("SHARED", "")) / "corpus" / "papers"
    papers = sorted(p for p in root.iterdir() if p.is_dir()) if root.is_dir() else []
    return [*papers, Path(__file__).parents[2] / "manuscripts"]


@pytest.mark.parametrize("folder", sources(), ids=lambda p: p.name)
def test_papers(folder: Path, shared: Path, tmp_path: Path) -> None:
    volume = prepare(folder, Cache(tmp_path / "cache"), Report())
    assert volume is not None
    for contribution in volume.contributions:
        data = jats.write_article(volume, contribution)
        report = Report()
        assert validate_article(data, report, contribution.slug), [
            d.as_text() for d in report if d.severity is Severity.ERROR
        ]
        said = [m for m in complaints(data) if m.startswith("ERROR")]
        # a draft without a date has no copyright year
        assert not [m for m in said if volume.published or "copyright-year" not in m]
    assert valid_book(jats.write_volume(volume), shared, tmp_path) == []
