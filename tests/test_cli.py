"""The command line as people use it: help, exit codes, streams, languages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from volumes import DRAWING, HEADER, write

TEXT = "\n# Début\n\nUn texte qui renvoie à la @fig-absente.\n"


def actes(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **variables}
    return subprocess.run(
        [sys.executable, "-m", "actes", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_help_and_version(tmp_path: Path) -> None:
    assert "actes new my-proceedings" in actes("--help", folder=tmp_path).stdout
    assert actes("--version", folder=tmp_path).stdout.startswith("actes ")
    for command in ("build", "check", "new", "schema", "normalize", "bib", "validate"):
        assert actes(command, "--help", folder=tmp_path).returncode == 0


def test_wrong_use_is_2(tmp_path: Path) -> None:
    for words in (["build", "pdf", "nowhere"], ["build", "docx", "x", "y"], ["nonsense"], ["build", "--jobs", "0"]):
        done = actes(*words, folder=tmp_path)
        assert done.returncode == 2 and "Traceback" not in done.stderr, words


def test_a_new_volume_is_ready_to_build(tmp_path: Path) -> None:
    assert actes("new", "mes actes", "--lang", "fr", folder=tmp_path).returncode == 0
    done = actes("build", "epub", "mes actes", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "build" / "mes-actes.epub").exists()
    assert actes("new", "mes actes", folder=tmp_path).returncode == 2


def test_diagnostics_go_to_standard_error_in_the_chosen_language(tmp_path: Path) -> None:
    write(tmp_path / "v", {"a": TEXT})
    done = actes("check", "v", folder=tmp_path)
    assert done.returncode == 1
    line = next(line for line in done.stderr.splitlines() if "unknown-cross-reference" in line)
    assert line.startswith("v/axe-1/a/article.md:10:") and "leads nowhere" in line
    assert "  hint: " in done.stderr
    assert "ne mène nulle part" in actes("check", "v", folder=tmp_path, LC_ALL="fr_FR.UTF-8").stderr
    assert "ne mène nulle part" in actes("check", "v", "--lang", "fr", folder=tmp_path).stderr


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_other_formats_go_to_standard_output(tmp_path: Path, form: str) -> None:
    write(tmp_path / "v", {"a": TEXT})
    done = actes("check", "v", "--format", form, folder=tmp_path)
    assert done.returncode == 1 and "unknown-cross-reference" in done.stdout
    if form == "json":
        first = json.loads(done.stdout)[0]
        assert set(first) == {"file", "line", "column", "severity", "code", "message", "hints"}


def test_normalize_shows_then_writes_then_is_done(tmp_path: Path) -> None:
    bib = "@book{vanier2008, author={Vanier, Martin}, title={Le pouvoir des territoires}, date={2008}}\n"
    text = "Un propos (Vanier, 2008) ; du code `(Vanier, 2008)`.\n"
    (tmp_path / "a.md").write_text(text)
    (tmp_path / "a.bib").write_text(bib)
    shown = actes("normalize", "a.md", "--bib", "a.bib", folder=tmp_path)
    assert "+Un propos [@vanier2008]" in shown.stdout and (tmp_path / "a.md").read_text() == text
    actes("normalize", "a.md", "--write", folder=tmp_path)
    assert (tmp_path / "a.md").read_text() == "Un propos [@vanier2008] ; du code `(Vanier, 2008)`.\n"
    assert actes("normalize", "a.md", folder=tmp_path).stdout == ""


def test_bib_prints_json(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@book{k, author={Vanier, Martin}, title={Le pouvoir}, date={2008}}\n")
    done = actes("bib", "a.bib", "--format", "json", folder=tmp_path)
    found = json.loads(done.stdout)
    assert found["references"][0]["id"] == "k" and isinstance(found["diagnostics"], list)
    assert "groups" in json.loads(actes("bib", "a.bib", "a.bib", "--merge", "--format", "json", folder=tmp_path).stdout)


def test_schema_is_json(tmp_path: Path) -> None:
    assert json.loads(actes("schema", "volume", folder=tmp_path).stdout)["title"] == "volume.yaml"


def test_a_locale_without_utf8_loses_nothing(tmp_path: Path) -> None:
    """Neither the texts, nor the files with an accent in their name, nor the messages about them."""
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "ACTES_LANG": "fr"}
    root = write(tmp_path / "été", {"thèse": "\n# Été\n\nDéjà vu.\n\n![Carte](à-voir.svg)\n\n![Plan](pèrdu.svg)\n"})
    (root / "axe-1" / "thèse" / "à-voir.svg").write_text(DRAWING)
    done = actes("build", "jats", "été", folder=tmp_path, **plain)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert re.findall(r"(\S+):.*error\[(.*)\]", done.stderr) == [("été/axe-1/thèse/article.md:14:9", "missing-image")]
    assert "l’image pèrdu.svg est introuvable" in done.stderr
    article = (tmp_path / "build" / "jats" / "these" / "these.xml").read_text("utf-8")
    assert "Déjà vu" in article and "pèrdu.svg" in article and 'xlink:href="these-a-voir.svg"' in article
    for words in (["status", "été"], ["check", "été"], ["report", "été"], ["check", "été", "--format", "json"]):
        other = actes(*words, folder=tmp_path, **plain)
        assert other.returncode in {0, 1} and "Traceback" not in other.stderr, other.stderr
    assert "été/axe-1/thèse/article.md" in other.stdout
    assert "there is nothing at pérdu" in actes("build", "pdf", "pérdu", folder=tmp_path, **plain).stderr


def test_one_markdown_file_is_a_draft(tmp_path: Path) -> None:
    (tmp_path / "mon article.md").write_text(HEADER + "\n# Début\n\nTexte.\n")
    done = actes("build", "epub", "mon article.md", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "build" / "mon-article.draft.epub").exists()
