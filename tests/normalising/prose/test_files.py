"""Files and folders: diffs, writing, reports."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from actes.diagnostics import Report
from actes.normalising.prose import NormalisedFile, normalise_paths, write_reports

BIB = """@book{davezies2012, author = {Davezies, Laurent}, title = {La crise qui vient}, year = {2012}}
@book{gilli2014, author = {Gilli, Frédéric}, title = {Grand Paris}, year = {2014}}
"""


@pytest.fixture
def volume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for slug, text in {"un": "Voir (Davezies, 2012).\n", "deux": "Selon Gilly (2014)\r\nou (Gilli, 2014).\r\n"}.items():
        folder = tmp_path / "volume" / slug
        folder.mkdir(parents=True)
        (folder / "paper.md").write_bytes(text.encode())
    (tmp_path / "volume" / "references.bib").write_text(BIB)
    return tmp_path / "volume"


def _normalised(report: Report, *paths: Path, **options: object) -> dict[str, NormalisedFile]:
    return {file.slug: file for file in normalise_paths(paths, report, **options)}  # type: ignore[arg-type]


def test_a_volume_is_read_with_the_bibliography_of_the_nearest_folder(volume: Path) -> None:
    report = Report()
    files = _normalised(report, volume)
    assert list(files) == ["deux", "un"]
    assert files["un"].result.text == "Voir [@davezies2012].\n"
    assert [d.code for d in report] == ["unmatched-typed-citation", "typed-citation", "typed-citation"]


def test_a_contribution_by_itself_is_read_with_the_bibliography_of_its_volume(volume: Path) -> None:
    (volume / "volume.yaml").write_text("title: Essai\n")
    for path in (volume / "un", volume / "un" / "paper.md", Path("volume/un/paper.md")):
        (file,) = normalise_paths([path], Report())
        assert file.result.text == "Voir [@davezies2012].\n"


def test_the_bibliography_a_header_names_is_the_one_read(volume: Path) -> None:
    (volume / "volume.yaml").write_text("title: Essai\n")
    (volume / "shared").mkdir()
    (volume / "shared" / "works.bib").write_text(BIB.replace("davezies2012", "crise"))
    text = "---\r\ntitle: Un\r\nbibliography: ../shared/works.bib\r\n---\r\n\r\nVoir (Davezies, 2012).\r\n"
    (volume / "un" / "paper.md").write_bytes(text.encode())
    (file,) = normalise_paths([volume / "un"], Report())
    assert file.result.text == text.replace("(Davezies, 2012)", "[@crise]")


def test_nothing_is_written_unless_asked(volume: Path) -> None:
    before = (volume / "un" / "paper.md").read_bytes()
    file = _normalised(Report(), volume)["un"]
    assert (volume / "un" / "paper.md").read_bytes() == before
    assert file.diff().decode() == (
        "--- a/volume/un/paper.md\n+++ b/volume/un/paper.md\n"
        "@@ -1 +1 @@\n-Voir (Davezies, 2012).\n+Voir [@davezies2012].\n"
    )


def test_writing_touches_nothing_but_the_citations(volume: Path) -> None:
    for file in _normalised(Report(), volume).values():
        file.write()
    assert (volume / "deux" / "paper.md").read_bytes() == b"Selon Gilly (2014)\r\nou [@gilli2014].\r\n"
    assert not any(file.changed or file.diff() for file in _normalised(Report(), volume).values())
    assert sorted(p.name for p in (volume / "deux").iterdir()) == ["paper.md"]


def test_a_lone_file_of_any_name_with_a_named_bibliography(tmp_path: Path) -> None:
    text, bib = tmp_path / "call.txt", tmp_path / "elsewhere" / "works.bib"
    text.write_bytes("\ufeff(Davezie, 2012)".encode())
    bib.parent.mkdir()
    bib.write_text(BIB)
    assert not _normalised(Report(), text, bibliographies=[bib], fix="exact")["call"].changed
    file = _normalised(Report(), text, bibliographies=[bib])["call"]
    file.write()
    assert text.read_bytes() == "\ufeff[@davezies2012]".encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "iso8859-15", "mac_roman", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_text_file_is_written_back_in_its_encoding(tmp_path: Path, encoding: str, line_end: str) -> None:
    typed = f"Été : la « cité » (Davezies,{line_end}2012)\x0c{line_end}où l’élu, çà et là…{line_end}"
    (tmp_path / "works.bib").write_text(BIB)
    path = tmp_path / "text.txt"
    path.write_bytes(typed.encode(encoding, "replace"))
    (file,) = normalise_paths([path], Report(), written=True)
    assert [d.code for d in file.result.diagnostics] == ["written-citation"]
    diff = file.diff()
    file.write()
    expected = (
        typed.encode(encoding, "replace").decode(encoding).replace(f"(Davezies,{line_end}2012)", "[@davezies2012]")
    )
    assert path.read_bytes().decode(encoding) == expected
    assert b"[@davezies2012]" in diff and normalise_paths([path], Report())[0].diff() == b""


def test_patch_applies_the_diff(volume: Path) -> None:
    patch = shutil.which("patch")
    if not patch:
        pytest.skip("no patch")
    path = volume / "deux" / "paper.md"
    (volume / "volume.yaml").write_text("title: Essai\n")
    path.write_bytes("\ufeffSelon Davezies (2012)\r\nou\x0c(Gilli,\r\n2014)".encode())
    (file,) = normalise_paths([path], Report())
    subprocess.run([patch, "-p1", "--binary"], input=file.diff(), check=True, capture_output=True)
    assert path.read_bytes() == "\ufeffSelon @davezies2012\r\nou\x0c[@gilli2014]".encode()


def test_one_broken_file_hides_no_other(volume: Path) -> None:
    (volume / "deux" / "paper.md").write_bytes(b"\xff\xfeVoir (Davezies, 2012)\xe9\x00\xd8")
    report = Report()
    files = _normalised(report, volume, volume / "nowhere.md")
    assert list(files) == ["un"]
    assert [d.code for d in report if d.code == "unreadable-file"] == ["unreadable-file"] * 2


def test_a_text_without_a_bibliography_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("(Davezies, 2012)")
    report = Report()
    assert _normalised(report, tmp_path) == {}
    assert [d.code for d in report] == ["no-bibliography-beside"]


def test_links_out_of_the_folder_are_not_followed(volume: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("(Davezies, 2012)")
    (volume / "un" / "link.md").symlink_to(tmp_path / "secret.md")
    assert all(file.path.name == "paper.md" for file in normalise_paths([volume], Report()))


def test_the_report_of_a_contribution(volume: Path, tmp_path: Path) -> None:
    paths = write_reports(normalise_paths([volume], Report()), tmp_path / "build")
    assert sorted(p.name for p in paths) == ["deux.tsv", "un.tsv"]
    assert (tmp_path / "build" / "deux.tsv").read_text().splitlines() == [
        "line\tcolumn\ttext\toutcome\tkey\tconfidence\tcandidates",
        "1\t7\tGilly (2014)\tleft\t\t\tgilli2014",
        "2\t5\tGilli, 2014\texact\tgilli2014\t1.00\t",
    ]
