"""The rules over real papers: they hold, every place is in its file, and what they say is right for the language."""

import os
from pathlib import Path

import pytest

from actes import checking, normalising, resolving
from actes.checking.chapter import Chapter, Frame
from actes.diagnostics import Report
from actes.model import Volume
from actes.reading.volume import Options, read_volume

pytestmark = pytest.mark.corpus

FRENCH_ONLY = {"unaccented-capital", "missing-ligature", "wrong-ordinal", "straight-quotes", "note-after-punctuation"}


def folders() -> list[Path]:
    root = Path(os.environ.get("SHARED", "")) / "corpus" / "papers"
    return sorted(p for p in root.iterdir() if p.is_dir()) if "SHARED" in os.environ else []


@pytest.fixture(scope="module", params=folders(), ids=lambda folder: folder.name)
def volume(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Volume:
    report = Report()
    options = Options(tmp_path_factory.mktemp("assets"), normalising.link_typed_citations, 1)
    read = read_volume(request.param, options, report)
    assert read is not None
    return resolving.resolve(read, report)


def test_rules_hold_on_real_papers(volume: Volume) -> None:
    report = Report()
    checking.check(volume, report)
    texts = {c.source.file: c.text.split("\n") for c in volume.contributions}
    assert texts
    for diagnostic in checking.settle(report, volume):
        assert diagnostic.as_text("fr")
        assert diagnostic.as_text("en")
        place = diagnostic.location
        if place.file in texts:
            assert 1 <= place.line <= len(texts[place.file])
            assert 1 <= place.column <= len(texts[place.file][place.line - 1]) + 1


def test_french_rules_are_for_french(volume: Volume) -> None:
    for contribution in volume.contributions:
        report = Report()
        checking.check_contribution(contribution, volume, report)
        if Chapter(contribution, Frame.of(volume)).written_language != "fr":
            assert not {d.code for d in report} & FRENCH_ONLY
