"""Contributions kept between builds: what is taken from the shelf is what reading again would give."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actes.cache import Cache
from actes.diagnostics import Diagnostic, Report
from actes.model import Contribution, Volume
from actes.normalising import link_typed_citations
from actes.reading import shelf
from actes.reading.footprint import names, recorded
from actes.reading.volume import Options, read_volume
from volumes import DRAWING, HEADER, VOLUME

BIB = "@book{dupont, author={Dupont, Ana}, title={Une ville}, date={2001}}\n"
FILES = {
    "volume.yaml": VOLUME,
    "axe-1/myst.yml": "project:\n  keywords: [fleuve]\n",
    "axe-1/un/article.md": HEADER + "# Un\n\nDupont (2001).\n\n{{< include part.md >}}\n\n![Vue](vue){#vue}\n",
    "axe-1/un/part.md": "Une suite, [des données](data.csv) et [@martin].\n",
    "axe-1/un/references.bib": BIB,
    "axe-1/un/vue.svg": DRAWING,
    "axe-1/un/data.csv": "a,b\n",
    "axe-1/deux/article.md": "---\ntitle: Deux\nbibliography: ../../all.bib\n---\n\n![Vue](../un/vue.svg) [@dupont]\n",
    "axe-1/deux/article.yaml": "authors: [{name: Ana Auteur}]\n",
    "all.bib": BIB,
}
Found = tuple[Volume | None, list[Diagnostic]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / "volume" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "volume" / name).write_text(text, "utf-8")
    return tmp_path / "volume"


@pytest.fixture
def reading(root: Path, tmp_path: Path) -> Callable[[bool], Found]:
    """Reads the volume: with the shelf, or without."""
    cache = Cache(tmp_path / "cache")

    def read(shelf: bool) -> Found:
        report = Report()
        options = Options(tmp_path / "assets", link_typed_citations, 1, store=cache if shelf else None)
        return read_volume(root, options, report), list(report)

    return read


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The slugs of the contributions that were read, not taken from the shelf."""
    slugs: list[str] = []
    read = shelf.read_contribution

    def told(path: Path, slug: str, *others: Any) -> Contribution | None:
        slugs.append(slug)
        return read(path, slug, *others)

    monkeypatch.setattr(shelf, "read_contribution", told)
    return slugs


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.parametrize("change", ["edited", "removed"])
def test_any_change_is_seen(name: str, change: str, root: Path, reading: Callable[[bool], Found]) -> None:
    before = reading(True)
    assert before == reading(True) == reading(False)
    path = root / name
    if change == "removed":
        path.unlink()
    else:
        path.write_text(path.read_text("utf-8").replace("V0H", "V9H").replace("Un", "Dix") + "\n", "utf-8")
    assert reading(True) == reading(False)
    path.write_text(FILES[name], "utf-8")
    assert reading(True) == before


def test_a_file_that_comes_is_seen(root: Path, reading: Callable[[bool], Found]) -> None:
    reading(True)
    for name in ("axe-1/un/vue.png", "axe-1/un/autre.bib", "axe-1/deux/myst.yml", "axe-1/deux/references.bib"):
        (root / name).write_text(BIB.replace("dupont", "martin") if name.endswith(".bib") else "project: {title: X}\n")
        assert reading(True) == reading(False)


def test_only_what_an_edit_touches_is_read_again(
    root: Path, reading: Callable[[bool], Found], read_again: list[str]
) -> None:
    def touched(name: str) -> list[str]:
        read_again.clear()
        (root / name).write_bytes((root / name).read_bytes() + b"\n")
        reading(True)
        return sorted(read_again)

    reading(True)
    assert touched("volume.yaml") == []
    assert touched("axe-1/un/part.md") == ["un"]
    assert touched("axe-1/deux/article.yaml") == ["deux"]
    assert touched("axe-1/un/vue.svg") == ["deux", "un"]
    assert touched("all.bib") == ["deux"]


def test_a_copy_that_was_lost_is_made_again(
    tmp_path: Path, reading: Callable[[bool], Found], read_again: list[str]
) -> None:
    reading(True)
    for copy in (tmp_path / "assets").iterdir():
        copy.unlink()
    read_again.clear()
    volume, _ = reading(True)
    assert volume is not None and sorted(read_again) == ["deux", "un"]
    assert all(a.path.is_file() for c in volume.contributions for a in c.assets.values())


def test_what_is_in_error_is_read_again(root: Path, reading: Callable[[bool], Found], read_again: list[str]) -> None:
    (root / "axe-1/un/article.md").write_text("---\ntitle: [\n---\nTexte.\n")
    reading(True)
    read_again.clear()
    reading(True)
    assert read_again == ["un"]


def test_every_file_that_is_opened_is_in_the_footprint(root: Path, reading: Callable[[bool], Found]) -> None:
    opened: set[Path] = set()
    listening = True

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event == "open" and isinstance(arguments[0], str) and arguments[0].startswith(str(root)):
            opened.add(Path(arguments[0]))

    sys.addaudithook(listen)
    with recorded() as footprint:
        reading(False)
    listening = False
    assert opened == set(map(Path, footprint)) and len(opened) > 8


def test_a_file_that_vanishes_while_names_are_read_is_not_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lstat = os.lstat

    def vanished(path: Path | str, **options: Any) -> os.stat_result:
        if str(path).endswith("data.csv"):
            raise FileNotFoundError(path)
        return lstat(path, **options)

    with monkeypatch.context() as patched:
        patched.setattr("actes.reading.footprint.os.lstat", vanished)
        gone = names(root)
    (root / "axe-1/un/data.csv").unlink()
    assert names(root) == gone
