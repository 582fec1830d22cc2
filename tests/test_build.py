"""The whole way on small volumes: outputs, drafts, freshness, bad input, interruption."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from actes import build as builder
from actes import freshness
from actes.build import build
from actes.diagnostics import MachineError, Severity
from actes.outcome import Outcome, Request
from volumes import DRAWING, HEADER, VOLUME, write

TEXT = """
# Introduction {#sec-intro}

Un paragraphe cite [@brenner2004, p. 12] et « guillemète » ; voir la @fig-a et @chap-second.

![Une figure](a.svg){#fig-a alt="Un carré"}

Une note^[Le texte de la note.].
"""
SECOND = "\n# Début\n\nLe second texte, accentué : œuvre, Noël.\n"
BIB = "@book{brenner2004, author={Brenner, Neil}, title={New State Spaces}, date={2004}, publisher={OUP}}\n"


def sample(folder: Path) -> Path:
    root = write(folder, {"premier": TEXT, "second": SECOND}, bib=BIB)
    (root / "axe-1" / "premier" / "a.svg").write_text(DRAWING)
    return root


def run(root: Path, output: Path, *outputs: str, **options: object) -> Outcome:
    return build(Request(root, outputs or ("epub", "jats"), output=output, jobs=1, **options))  # type: ignore[arg-type]


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".cache" not in p.parts
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path, Outcome]]:
    folder = tmp_path_factory.mktemp("whole")
    root = sample(folder / "manuscrits é à")
    outcome = build(Request(root, output=folder / "sortie é", jobs=2))
    yield root, folder / "sortie é", outcome


def test_files_that_a_text_links_to_go_with_its_jats(tmp_path: Path) -> None:
    text = (
        "# Titre avec [ses données](data/série.csv)\n\nVoir **[les données](data/s%C3%A9rie.csv)**, [le script](a.R), "
        "[rien](absent.csv), [dehors](../../../secret.csv) et [l’autre](../second/article.md)^[[Note](a.R).].\n\n"
        "| a | b |\n|---|---|\n| [fichier](a.R) | 2 |\n\n: Un tableau\n\n| un [vers](a.R)\n| un autre\n"
    )
    root = write(tmp_path / "volume", {"premier": text, "second": SECOND})
    (tmp_path / "secret.csv").write_text("secret")
    folder = root / "axe-1" / "premier"
    (folder / "data").mkdir()
    (folder / "data" / "série.csv").write_text("a;b\n")
    (folder / "a.R").write_text("x <- 1\n")
    outcome = run(root, tmp_path / "out", "jats")
    assert not [d for d in outcome.diagnostics if d.code == "invalid-xml"]
    made = tmp_path / "out" / "jats" / "premier"
    assert (made / "premier-supplement-serie.csv").read_text() == "a;b\n"
    root_element = etree.parse(made / "premier.xml").getroot()
    href = "{http://www.w3.org/1999/xlink}href"
    linked = [(e.get(href), e.get("mimetype"), e.text) for e in root_element.iter("inline-supplementary-material")]
    assert linked == [
        ("premier-supplement-serie.csv", "text", "ses données"),
        ("premier-supplement-serie.csv", "text", "les données"),
        *[("premier-supplement-a.r", "text", text) for text in ("le script", "fichier", "vers", "Note")],
    ]
    listed = json.loads((made / "manifest.json").read_text("utf-8"))["files"]
    assert [f["mediaType"] for f in listed if "supplement" in f["name"]] == ["text/x-r", "text/csv"]
    assert [e.get(href) for e in root_element.iter("ext-link") if "." in e.get(href, "")][-3:] == [
        "absent.csv", "../../../secret.csv", "../second/article.md",
    ]  # fmt: skip
    book = (tmp_path / "out" / "essai.bits.xml").read_text("utf-8")
    assert 'xlink:href="jats/premier/premier-supplement-a.r"' in book


def test_jats_is_the_same_whether_references_are_printed_or_not(tmp_path: Path) -> None:
    bib = BIB + "@book{zola1885, author={Zola, Émile}, title={Germinal}, date={1885}}\n"
    root = write(
        tmp_path / "volume", {"premier": TEXT, "second": f"{SECOND}\nEt [@zola1885; @brenner2004].\n"}, bib=bib
    )
    (root / "axe-1" / "premier" / "a.svg").write_text(DRAWING)
    alone, among = tmp_path / "alone", tmp_path / "among"
    run(root, alone, "jats")
    run(root, among, "jats", "epub")
    for made in sorted([*alone.glob("jats/*/*.xml"), alone / "essai.bits.xml"]):
        assert made.read_bytes() == (among / made.relative_to(alone)).read_bytes()
    assert b"Germinal" in (alone / "essai.bits.xml").read_bytes()


def test_everything_is_made_under_its_name(whole: tuple[Path, Path, Outcome]) -> None:
    _root, output, outcome = whole
    assert outcome.count(Severity.ERROR) == 0, [d.as_text() for d in outcome.diagnostics]
    made = set(files(output))
    assert {
        "essai.pdf",
        "essai.epub",
        "essai.bits.xml",
        "jats/premier/premier.xml",
        "jats/premier/premier-a.svg",
        "jats/premier/manifest.json",
        "jats/second/second.xml",
        "offprints/premier.pdf",
        "offprints/second.pdf",
    } <= made
    with pikepdf.open(output / "essai.pdf") as pdf:
        assert len(pdf.pages) > 4 and "/PageLabels" in pdf.Root and "/Outlines" in pdf.Root
    with zipfile.ZipFile(output / "essai.epub") as archive:
        assert archive.namelist()[0] == "mimetype"
    article = etree.parse(output / "jats" / "premier" / "premier.xml").getroot()
    assert article.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert article.findtext(".//fpage")


def test_reports_are_made(whole: tuple[Path, Path, Outcome]) -> None:
    _root, output, _outcome = whole
    head = (output / "reports" / "citations" / "premier.tsv").read_text().splitlines()[0]
    assert head.split("\t") == ["line", "column", "text", "outcome", "key", "confidence", "candidates"]
    assert (output / "reports" / "references.tsv").read_text().startswith("kept\tmerged\treason\tdiffering")
    assert "brenner2004" in (output / "references.json").read_text()


def test_nothing_is_done_twice_and_touching_changes_nothing(
    whole: tuple[Path, Path, Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, output, first = whole
    (root / "axe-1" / "premier" / "article.md").touch()
    monkeypatch.setattr(builder, "_build", lambda *_a: pytest.fail("built again"))
    again = build(Request(root, output=output, jobs=2))
    assert again.fresh and [p.path for p in again.products] == [p.path for p in first.products]
    assert again.diagnostics == first.diagnostics


def test_a_damaged_output_is_made_again(tmp_path: Path) -> None:
    root = sample(tmp_path / "v")
    run(root, tmp_path / "b")
    whole_file = (tmp_path / "b" / "essai.epub").read_bytes()
    (tmp_path / "b" / "essai.epub").write_bytes(b"damaged")
    assert not run(root, tmp_path / "b").fresh
    assert (tmp_path / "b" / "essai.epub").read_bytes() == whole_file


def test_same_inputs_same_bytes_from_two_folders(tmp_path: Path) -> None:
    for name in ("un", "deux"):
        build(Request(sample(tmp_path / name / "v"), output=tmp_path / name / "b", jobs=1 if name == "un" else 2))
    first, second = files(tmp_path / "un" / "b"), files(tmp_path / "deux" / "b")
    assert list(first) == list(second)
    assert [n for n in first if first[n] != second[n]] == []


def test_what_is_no_longer_made_is_removed(tmp_path: Path) -> None:
    root = sample(tmp_path / "v")
    run(root, tmp_path / "b")
    shutil.rmtree(root / "axe-1" / "second")
    (root / "axe-1" / "premier" / "article.md").write_text(HEADER + SECOND)
    run(root, tmp_path / "b")
    assert not (tmp_path / "b" / "jats" / "second").exists()
    assert (tmp_path / "b" / "jats" / "premier" / "premier.xml").exists()


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("---\ntitle: a: b\n---\n\ntexte\n", "broken-yaml"),
        (HEADER, "empty-contribution"),
    ],
)
def test_an_unreadable_contribution_makes_a_draft_and_leaves_the_volume_whole(
    tmp_path: Path, damage: str, code: str
) -> None:
    root = sample(tmp_path / "v")
    run(root, tmp_path / "b")
    before = (tmp_path / "b" / "essai.epub").read_bytes()
    (root / "axe-1" / "second" / "article.md").write_text(damage)
    outcome = run(root, tmp_path / "b")
    assert code in {d.code for d in outcome.diagnostics} and outcome.exit_code(strict=False) == 1
    assert (tmp_path / "b" / "essai.epub").read_bytes() == before
    with zipfile.ZipFile(tmp_path / "b" / "essai.draft.epub") as archive:
        assert any(b"second" in archive.read(n) for n in archive.namelist() if "draft" in n)


def test_strict_writes_nothing_when_there_is_a_warning(tmp_path: Path) -> None:
    root = sample(tmp_path / "v")
    (root / "axe-1" / "premier" / "article.md").write_text(HEADER + "\nVoir [@inconnue].\n")
    outcome = run(root, tmp_path / "b", strict=True)
    assert outcome.products == () and outcome.exit_code(strict=True) == 1
    assert files(tmp_path / "b") == {}


def test_one_contribution_keeps_its_number_and_its_doi(tmp_path: Path) -> None:
    root = sample(tmp_path / "v")
    description = VOLUME + 'doi: {prefix: "10.5555", volume: essai, pattern: "{prefix}/{volume}.{number:02}"}\n'
    (root / "volume.yaml").write_text(description)
    outcome = run(root, tmp_path / "b", only=("second",))
    assert outcome.count(Severity.ERROR) == 0
    assert {"only/second.epub", "only/second.bits.xml"} <= set(files(tmp_path / "b"))
    xml = next(p.path for p in outcome.products if p.kind == "jats").read_text()
    assert "10.5555/essai.02" in xml


def test_an_unknown_slug_is_said(tmp_path: Path) -> None:
    outcome = run(sample(tmp_path / "v"), tmp_path / "b", only=("personne",))
    assert {d.code for d in outcome.diagnostics} == {"unknown-contribution"} and outcome.products == ()


def test_a_folder_without_volume_yaml_is_a_draft(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    for name in ("b-texte", "a-texte"):
        (folder / name).mkdir(parents=True)
        (folder / name / "paper.md").write_text(HEADER + SECOND)
    (folder / "README.md").write_text("# Not a paper\n")
    outcome = run(folder, tmp_path / "b")
    assert {"papers.draft.epub", "papers.draft.bits.xml"} <= set(files(tmp_path / "b"))
    assert {"missing-volume"} <= {d.code for d in outcome.diagnostics}
    assert [p.path.stem for p in outcome.products if p.kind == "jats"] == ["a-texte", "b-texte"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_and_line_ends_lose_nothing(tmp_path: Path, encoding: str) -> None:
    root = sample(tmp_path / "v")
    text = (HEADER + SECOND).replace("\n", "\r\n")
    (root / "axe-1" / "second" / "article.md").write_bytes(text.encode(encoding))
    run(root, tmp_path / "b", "jats")
    assert "œuvre, Noël" in (tmp_path / "b" / "jats" / "second" / "second.xml").read_text()


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("volume.yaml", "id: [", "broken-yaml"),
        ("volume.yaml", VOLUME.replace("axe-1", "axe-9"), "empty-volume"),
        ("axe-1/premier/article.md", HEADER.replace("title", "axis: axe-7\ntitle", 1) + TEXT, "unknown-axis"),
        ("axe-1/premier/article.md", HEADER + "\n![x](absent.png)\n", "missing-image"),
        ("axe-1/premier/article.md", HEADER + "\n![x](http://example.org/a.png)\n", "remote-image"),
        ("axe-1/premier/article.md", HEADER + "\n![x](../../../secret.png)\n", "missing-image"),
        ("axe-1/premier/article.md", HEADER + "\nUn appel[^1].\n", "undefined-note"),
        ("axe-1/premier/article.md", HEADER + "x" * 2_000_001, "huge-text"),
    ],
)
def test_bad_input_is_a_diagnostic_with_a_place(tmp_path: Path, path: str, text: str, code: str) -> None:
    root = sample(tmp_path / "v")
    (root / path).write_text(text)
    outcome = run(root, tmp_path / "b", "jats")
    found = [d for d in outcome.diagnostics if d.code == code]
    assert found and found[0].location.line >= 1 and found[0].hints("fr")
    assert outcome.exit_code(strict=False) == 1


def test_a_failing_disk_leaves_the_old_outputs_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = sample(tmp_path / "v")
    run(root, tmp_path / "b")
    before = files(tmp_path / "b")
    (root / "axe-1" / "second" / "article.md").write_text(HEADER + "\nUn autre texte.\n")

    def full(self: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(MachineError, match="No space left"):
        run(root, tmp_path / "b")
    monkeypatch.undo()
    assert files(tmp_path / "b") == before


def test_the_fingerprint_sees_every_input(tmp_path: Path) -> None:
    root = sample(tmp_path / "v")
    request = Request(root, output=tmp_path / "b")
    seen = {freshness.fingerprint(request)}
    for path in ("volume.yaml", "axe-1/premier/a.svg", "axe-1/premier/references.bib", "axe-1/second/article.md"):
        (root / path).write_text((root / path).read_text() + "\n")
        seen.add(freshness.fingerprint(request))
    assert len(seen) == 5
