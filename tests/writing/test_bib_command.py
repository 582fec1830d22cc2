"""What `actes bib` answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from actes.writing.bib_command import answer

GOOD = "@book{a, author = {Dupont, Jean}, title = {La ville moyenne}, year = 2015}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "A.bib").write_text(GOOD)
    (tmp_path / "B.bib").write_text(GOOD.replace("{a,", "{b,").replace("Jean", "J."))
    (tmp_path / "broken.bib").write_text("@book{x, title = {T\n")
    return tmp_path


@pytest.mark.usefixtures("folder")
class TestAnswer:
    def test_report(self) -> None:
        said = answer(["A.bib", "broken.bib"])
        assert said.status == 1
        assert "broken.bib:1:1: error[unterminated-entry]" in said.output
        assert "A.bib : 1 référence(s) lue(s), 0 erreur(s), 0 avertissement(s)" in said.output
        assert "A.bib: 1 reference(s) read" in answer(["A.bib"], language="en").output

    def test_json(self) -> None:
        said = answer(["A.bib"], form="json")
        data = json.loads(said.output)
        assert (said.status, data.keys()) == (0, {"references", "diagnostics"})
        assert [item["id"] for item in data["references"]] == ["a"]
        assert data["diagnostics"][0].keys() == {"file", "line", "column", "severity", "code", "message", "hints"}

    def test_merged_json(self) -> None:
        data = json.loads(answer(["A.bib", "B.bib"], form="json", merged=True).output)
        assert data["groups"] == [["A.bib:a", "B.bib:b"]]
        assert len(data["references"]) == 1
        assert "A.bib:a = B.bib:b" in answer(["A.bib", "B.bib"], merged=True).output

    def test_bib(self) -> None:
        said = answer(["A.bib", "A.bib", "broken.bib"], form="bib")
        assert said.output.startswith("@book{a,\n")
        assert "unterminated-entry" in said.remarks and "unterminated-entry" not in said.output

    def test_the_same_key_in_two_files(self, folder: Path) -> None:
        (folder / "C.bib").write_text(GOOD.replace("ville", "cité"))
        output = answer(["A.bib", "C.bib"], form="bib").output
        assert "@book{a,\n" in output and "@book{a-2,\n" in output

    def test_a_file_that_is_not_there(self) -> None:
        said = answer(["none.bib", "A.bib"], form="json")
        data = json.loads(said.output)
        assert (said.status, len(data["references"])) == (1, 1)
        (lost,) = [d for d in data["diagnostics"] if d["severity"] == "error"]
        assert (lost["file"], lost["code"]) == ("none.bib", "unreadable-bibliography")
