"""EPUBCheck through `validate_file`."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from actes.diagnostics import Report
from actes.validating import validate_file


def broken_epub(folder: Path) -> Path:
    """A zip that calls itself an EPUB."""
    path = folder / "livre.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    return path


def test_epubcheck_speaks_through_the_report(tmp_path: Path) -> None:
    report = Report()
    assert not validate_file(broken_epub(tmp_path), None, report)
    found = list(report)
    assert {d.code for d in found} == {"epubcheck"}
    assert any("RSC-002" in d.message("en") for d in found)
    assert all(d.location.file.startswith(str(tmp_path)) for d in found)


def test_without_java_nothing_is_checked_and_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    report = Report()
    assert validate_file(broken_epub(tmp_path), None, report)
    assert [d.code for d in report] == ["epubcheck-without-java"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        validate_file(tmp_path / "rien.epub", None, Report())
    with pytest.raises(FileNotFoundError):
        validate_file(tmp_path / "rien.xml", None, Report())
