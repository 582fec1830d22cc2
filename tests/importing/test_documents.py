"""Documents imported: their text whole, their notes, figures, tables and Zotero citations kept, and they build."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from actes import pandoc, stages
from actes.cache import Cache
from actes.diagnostics import Report, Severity
from actes.importing import import_document
from actes.model import Contribution
from actes.tree import Blocks, plain_text, rewrite, walk
from importing_made import BIB, CITATION, TEXT, edited, made, made_tex


def imported(path: Path, folder: Path, *bibliographies: Path) -> tuple[Report, str]:
    report = Report()
    written = list(import_document(path, bibliographies, folder, report))
    return report, (folder / "article.md").read_text("utf-8").replace("\u00a0", " ") if written else ""


def built(folder: Path) -> tuple[Contribution, set[str]]:
    """The contribution in `folder` through the stages of a build, and the codes of its errors."""
    report = Report()
    volume = stages.prepare(folder, Cache(folder / ".work"), report, jobs=1)
    assert volume is not None
    return volume.contributions[0], {d.code for d in report if d.severity is Severity.ERROR}


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_a_document_becomes_a_contribution_that_builds(tmp_path: Path, suffix: str) -> None:
    report, text = imported(made(tmp_path, suffix), tmp_path / "out")
    assert {d.code for d in report if d.severity is not Severity.INFO} == set()
    assert "[@davezies-2012, p. 45]" in text
    assert "(Vanier, 2008, p. 12)" in text
    assert (tmp_path / "out" / "figures" / "figure-1.png").is_file()
    contribution, errors = built(tmp_path / "out")
    assert errors == set()
    assert plain_text(contribution.main_title) == "Le pacte et la coopération"
    assert [a.display for a in contribution.authors] == ["Ana Durand"]
    shown = plain_text(contribution.body, notes=True)
    for words in ("Une phrase avec une note", "Le texte de la note, avec italique.", "(Davezies 2012, p. 45)"):
        assert words in shown.replace("\u00a0", " ").replace("\u202f", " "), words
    kinds = [n["t"] for n in walk(contribution.body)]
    assert kinds.count("Note") == 1
    assert kinds.count("Figure") == 1
    assert kinds.count("Table") == 1
    assert kinds.count("BlockQuote") == 1
    assert kinds.count("BulletList") == 1
    captions = [plain_text(n["c"][1][1]) for n in walk(contribution.body) if n["t"] in {"Figure", "Table"}]
    assert captions == ["Carte des pactes", "Les aides"]


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_nothing_of_the_text_is_lost(tmp_path: Path, suffix: str) -> None:
    _, text = imported(made(tmp_path, suffix), tmp_path / "out")
    wanted = pandoc.read_markdown(TEXT.partition("---\n\n")[2])
    got = pandoc.read_markdown(text.partition("---\n\n")[2])
    assert letters(got) == letters(wanted).replace("ZOTEROICI", "")


def letters(blocks: Blocks) -> str:
    bare = rewrite(blocks, lambda node: [] if node["t"] == "Cite" else None)
    return "".join(c for c in plain_text(bare, notes=True) if c.isalnum())


def test_tex_with_its_other_files(tmp_path: Path) -> None:
    report, text = imported(made_tex(tmp_path), tmp_path / "out")
    assert {d.code for d in report if d.severity is Severity.ERROR} == set()
    assert "La suite du texte, tapée ailleurs (Vanier, 2008, p. 12)." in text
    assert (tmp_path / "out" / "biblio.bib").read_text() == BIB
    contribution, errors = built(tmp_path / "out")
    assert errors == set()
    assert contribution.abstracts
    assert "(Davezies 2012, p. 45)" in plain_text(contribution.body).replace("\u00a0", " ")
    kinds = [n["t"] for n in walk(contribution.body)]
    assert (kinds.count("Figure"), kinds.count("Table"), kinds.count("Note")) == (1, 1, 1)


def test_what_tex_includes_stays_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text("SECRET")
    inner = tmp_path / "inner"
    inner.mkdir()
    path = made_tex(inner)
    path.write_text(path.read_text().replace(r"\input{suite}", r"\input{../secret}\includegraphics{../x}"))
    (tmp_path / "x.png").write_bytes(b"x")
    report, text = imported(path, tmp_path / "out")
    assert "SECRET" not in text
    assert {"include-not-found", "imported-image-missing"} <= {d.code for d in report}


def test_unknown_styles_comments_and_changes_are_told(tmp_path: Path) -> None:
    path = made(tmp_path, ".docx")
    extra = (
        '<w:p><w:pPr><w:pStyle w:val="Vedette"/></w:pPr><w:r><w:t>Un passage en vedette.</w:t></w:r></w:p>'
        '<w:p><w:ins w:id="1" w:author="A" w:date="2020-01-01T00:00:00Z"><w:r><w:t>ajouté </w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A" w:date="2020-01-01T00:00:00Z"><w:r><w:delText>retiré</w:delText></w:r></w:del>'
        "</w:p><w:p><w:r><w:t>fin</w:t></w:r><w:txbxContent/></w:p>"
    )
    edited(path, "word/document.xml", lambda text: text.replace("<w:sectPr", extra + "<w:sectPr", 1))
    style = '<w:style w:type="paragraph" w:styleId="Vedette"><w:name w:val="Vedette"/></w:style>'
    edited(path, "word/styles.xml", lambda text: text.replace("</w:styles>", style + "</w:styles>"))
    report, text = imported(path, tmp_path / "out")
    assert {"unknown-word-style", "tracked-changes-accepted", "object-left-behind"} <= {d.code for d in report}
    assert "Un passage en vedette." in text
    assert "ajouté" in text and "retiré" not in text


def test_a_zotero_mark_without_data_stays_as_typed(tmp_path: Path) -> None:
    path = made(tmp_path, ".odt")
    bare = json.dumps({**CITATION, "citationItems": [{"id": 7}]})[1:-1].replace('"', "&quot;")
    whole = json.dumps(CITATION)[1:-1].replace('"', "&quot;")
    edited(path, "content.xml", lambda text: text.replace(whole, bare).replace(whole.replace("&quot;", '"'), bare))
    report, text = imported(path, tmp_path / "out")
    assert [d.code for d in report] == ["missing-reference-data"]
    assert "(Davezies 2012, p. 45)" in text


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no", b"\\begin{document"])
@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_a_broken_document_is_told(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(data)
    report, text = imported(path, tmp_path / "out")
    assert text == ""
    assert [d.code for d in report] == ["unreadable-document"]


def test_a_document_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actes.importing.archives.LARGEST", 1000)
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 5000)
    report, _ = imported(path, tmp_path / "out")
    assert [d.code for d in report] == ["unreadable-document"]


def test_bibliographies_given_are_put_beside_the_text(tmp_path: Path) -> None:
    own = tmp_path / "references.bib"
    own.write_text(BIB)
    imported(made(tmp_path, ".docx"), tmp_path / "out", own)
    assert (tmp_path / "out" / "references-2.bib").read_text() == BIB
    assert "davezies-2012" in (tmp_path / "out" / "references.bib").read_text()


BY_HAND = """\
**Les villes moyennes**

**1. Introduction**

Un texte, **en gras par endroits**.

***1.1. Les chiffres***

**Une phrase entière en gras, qui n’est pas un intertitre.**

|           |          |
|-----------|----------|
| **Ville** | **Part** |
| Rennes    | 12       |
"""


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_what_is_formatted_by_hand_is_what_it_looks_like(tmp_path: Path, suffix: str) -> None:
    report, text = imported(made(tmp_path, suffix, BY_HAND), tmp_path / "out")
    assert "fr: Les villes moyennes\n" in text
    assert "\n# 1. Introduction\n" in text
    assert "\n## 1.1. Les chiffres\n" in text
    assert "**Une phrase entière en gras, qui n’est pas un intertitre.**" in text
    assert "| Ville  | Part |\n|" in text
    assert "headings-by-formatting" in {d.code for d in report}


def test_bold_stays_bold_where_styles_make_headings(tmp_path: Path) -> None:
    report, text = imported(made(tmp_path, ".docx", f"# Un vrai\n\n{BY_HAND}"), tmp_path / "out")
    assert "\n**1. Introduction**\n" in text
    assert "headings-by-formatting" not in {d.code for d in report}
