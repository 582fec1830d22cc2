"""Letters: each problem named with its passage, in French and English, and nothing that Markdown or HTML mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from actes import build, pandoc
from actes.desk import letters, tables
from actes.desk.status import status
from actes.desk.writing import write_letters
from actes.diagnostics import Diagnostic, Severity
from actes.model import Volume
from actes.tree import plain_text
from volumes import HEADER, write

BAD = """
# Introduction

Une phrase avec [@inconnue] et des "guillemets droits" ici.

![Une carte](absente.png)

<b>du HTML & autre</b>, avec `du code` et *de l’emphase*.
"""


@pytest.fixture
def checked(tmp_path: Path) -> tuple[Volume, tuple[Diagnostic, ...]]:
    root = write(tmp_path / "volume", {"premier": BAD, "second": "\nUn texte.\n"}, header=HEADER)
    volume, diagnostics = build.check(root, jobs=1)
    assert volume is not None
    return volume, diagnostics


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_error_and_warning_is_in_the_letter(
    checked: tuple[Volume, tuple[Diagnostic, ...]], language: str
) -> None:
    volume, diagnostics = checked
    contribution = volume.contribution("premier")
    own = [d for d in diagnostics if "premier" in d.location.file and d.severity is not Severity.INFO]
    assert {"unknown-citation-key", "missing-image"} <= {d.code for d in own}
    made = letters.letter(contribution, volume, diagnostics, language)
    shown = {
        "md": plain_text(pandoc.read_markdown(made["md"])),
        "html": html.fromstring(made["html"]).text_content(),
    }
    for text in shown.values():
        flat = " ".join(text.split())
        for diagnostic in own:
            said = diagnostic.message(language)
            assert letters_of(said) in letters_of(flat), said
        assert "Une phrase avec [@inconnue]" in flat
        assert "Ana Auteur" in flat
        assert "second" not in flat


def letters_of(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def test_a_letter_is_in_the_language_of_its_contribution(checked: tuple[Volume, tuple[Diagnostic, ...]]) -> None:
    volume, diagnostics = checked
    contribution = volume.contribution("premier")
    assert letters.language_of(contribution) == "fr"
    assert letters.language_of(contribution, "en") == "en"
    french = letters.letter(contribution, volume, diagnostics, "fr")["md"]
    assert "Madame, Monsieur," in french
    assert "«\u202fUn titre\u202f»" in french
    # no French sentence breaks before its punctuation
    prose = [line for line in french.splitlines() if not line.lstrip().startswith(">")]
    assert not any(f" {sign}" in line for line in prose for sign in (";", "!", "?", "»"))


def test_markup_in_a_manuscript_stays_text(checked: tuple[Volume, tuple[Diagnostic, ...]]) -> None:
    volume, diagnostics = checked
    page = letters.letter(volume.contribution("premier"), volume, diagnostics, "fr")["html"]
    assert not html.fromstring(page).xpath("//b")


def test_what_is_written(checked: tuple[Volume, tuple[Diagnostic, ...]], tmp_path: Path) -> None:
    volume, diagnostics = checked
    written = {p.name for p in write_letters(volume, diagnostics, tmp_path)}
    assert written == {f"{name}.{form}" for name in ("volume", "premier", "second") for form in ("md", "html")}
    again = {p.name: p.read_bytes() for p in write_letters(volume, diagnostics, tmp_path)}
    assert again.keys() == written
    assert "Un axe" in (tmp_path / "reports" / "letters" / "volume.md").read_text()


def test_the_four_formats_say_the_same(checked: tuple[Volume, tuple[Diagnostic, ...]]) -> None:
    import csv
    import io
    import json

    volume, diagnostics = checked
    found = status(volume, diagnostics)
    rows = json.loads(tables.to_json(found))["contributions"]
    table = list(csv.DictReader(io.StringIO(tables.to_csv(found))))
    page = html.fromstring(tables.to_html(found, "en"))
    assert [r["slug"] for r in rows] == [r["slug"] for r in table] == ["premier", "second"]
    assert [r["errors"] for r in rows] == [int(r["errors"]) for r in table]
    assert rows[0]["errors"] > 0
    assert rows[0]["state"] == "to-mend"
    assert rows[1]["state"] == "ready"
    assert [int(c.text_content()) for c in page.xpath("//tbody/tr/td[4]")] == [r["errors"] for r in rows]
    assert tables.cells(found.rows[0], "fr")[4] == str(rows[0]["errors"])
    assert rows[0]["fields"]["orcid"] == "missing"
    assert rows[0]["fields"]["abstract"] == "given"


def test_a_title_is_no_formula_to_a_spreadsheet(tmp_path: Path) -> None:
    header = HEADER.replace("Un titre", '"=1+1"')
    volume, diagnostics = build.check(write(tmp_path / "v", {"premier": "\nUn texte.\n"}, header=header), jobs=1)
    assert volume is not None
    assert "'=1+1" in tables.to_csv(status(volume, diagnostics))
