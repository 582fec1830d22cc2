"""The command on a volume on disk: what it writes, what it says, its exit codes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from actes.cli import cli
from actes.cli.deposit import TARGETS
from actes.depositing.completeness import NAMES
from volumes import VOLUME, write

FACTS = """\
event: {name: {fr: Journée}, start: 2017-10-19, city: Rennes, country: FR, theme: {fr: Les villes}}
editors: [{given: Zoé, family: Martin, affiliations: [{name: Ici, city: Rennes, country: FR}]}]
publisher: {name: Presses}
series: {title: Cahiers, issn: 1234-5679}
doi: {prefix: "10.5555", volume: essai, pattern: "{prefix}/{volume}.{number:02}"}
deposit:
  hal: {domain: shs.socio, audience: national, invited: false, popular: false, peer-reviewed: true, proceedings: true}
  crossref: {depositor-name: Presses, depositor-email: doi@example.org}
  landing-pattern: https://example.org/{slug}
"""


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    return write(tmp_path / "volume", {"un-texte": "Du texte.\n"}, description=VOLUME + FACTS)


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["deposit", *map(str, arguments)])
    return done.exit_code, done.output


def test_check_says_what_is_missing_in_both_languages(volume: Path, tmp_path: Path) -> None:
    output = tmp_path / "build"
    assert run("hal", volume, "--check", "--output", output)[0] == 0
    path = volume / "volume.yaml"
    path.write_text(path.read_text("utf-8").replace("domain: shs.socio, ", ""), "utf-8")
    code, said = run("hal", volume, "--check", "--output", output, "--lang", "fr")
    assert code == 1
    assert "HAL\u00a0: il n’y a pas de domaine HAL" in said
    assert "1 élément exigé manque" in said
    assert "there is no HAL domain" in run("hal", volume, "--check", "--output", output, "--lang", "en")[1]
    assert not (output / "deposit").exists()


def test_check_shows_a_row_per_package_and_a_column_per_archive(volume: Path, tmp_path: Path) -> None:
    path = volume / "axe-1" / "un-texte" / "article.md"
    path.write_text(path.read_text("utf-8").replace(", en: Abstract.", ""), "utf-8")
    code, said = run(volume, "--check", "--output", tmp_path / "build", "--lang", "fr")
    assert code == 1
    lines = said.splitlines()
    assert "Paquet\tHAL\tCrossref\tDataCite\tZenodo\tNakala\tBagIt" in lines
    (row,) = [line.split("\t") for line in lines if line.startswith("un-texte\t")]
    assert [cell.partition(" ")[0] for cell in row[1:]] == ["non", "non", "oui", "oui", "oui", "—"]
    # the fact is said once, with the field to fill and the archives that want it
    assert len([line for line in lines if "error[deposit-without-second-abstract]: HAL, Crossref\u00a0: " in line]) == 1
    assert "  conseil : ajoutez «\u202fen:\u202f» sous «\u202fabstract:\u202f» dans l’en-tête" in lines


def test_packages_are_written_and_stale_ones_go(volume: Path, tmp_path: Path) -> None:
    output = tmp_path / "build"
    code, said = run(volume, "--output", output, "--lang", "en")
    assert code == 0, said
    with zipfile.ZipFile(output / "deposit" / "hal" / "un-texte.zip") as archive:
        assert archive.read("un-texte.pdf").startswith(b"%PDF")
        assert b'unit="pp"' in archive.read("un-texte.xml")
    with zipfile.ZipFile(output / "deposit" / "bagit" / "essai.zip") as archive:
        names = archive.namelist()
    assert "essai/data/sources/axe-1/un-texte/article.md" in names
    assert {"essai/data/outputs/essai.pdf", "essai/data/outputs/essai.epub"} <= set(names)
    assert (output / "metadata" / "un-texte" / "head.html").exists()
    before = {p: p.read_bytes() for p in output.glob("deposit/*/*")}
    code, said = run(volume, "--output", output, "--lang", "fr")
    assert code == 0
    assert "HAL : 2 fichiers, inchangés, " in said
    assert before == {p: p.read_bytes() for p in output.glob("deposit/*/*")}
    path = volume / "axe-1" / "un-texte" / "article.md"
    path.write_text(path.read_text("utf-8").replace("fr: Résumé.", "fr: Autre résumé."), "utf-8")
    _, said = run("zenodo", volume, "--output", output, "--lang", "fr")
    assert "Zenodo : 4 fichiers, dont 2 modifiés, " in said
    assert f"  {output / 'deposit' / 'zenodo' / 'un-texte.json'}" in said.splitlines()
    path = volume / "volume.yaml"
    path.write_text(path.read_text("utf-8").replace("domain: shs.socio, ", ""), "utf-8")
    assert run("hal", volume, "--output", output)[0] == 1
    assert not (output / "deposit" / "hal").exists()
    assert (output / "deposit" / "zenodo").exists()


def test_the_status_of_a_volume_says_what_deposits_lack(volume: Path) -> None:
    path = volume / "volume.yaml"
    path.write_text(path.read_text("utf-8").replace("domain: shs.socio, ", ""), "utf-8")
    done = CliRunner().invoke(cli, ["status", str(volume), "--lang", "en"])
    (line,) = [line for line in done.output.splitlines() if line.startswith("HAL: ")]
    assert line.startswith("HAL: 1 required item is missing")
    assert any(line.startswith("BagIt: ") for line in done.output.splitlines())


def test_the_command_knows_every_target() -> None:
    assert TARGETS == NAMES


def test_wrong_use() -> None:
    assert run("arxiv", "nowhere")[0] == 2
