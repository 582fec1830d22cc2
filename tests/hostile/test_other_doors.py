"""What comes by other doors: pipes, names of files, documents to import; what is printed on a terminal, in a table."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rich.console import Console

from actes.build import build
from actes.cli import cli, display
from actes.diagnostics import Report
from actes.harmless import inert, visible
from actes.importing import import_document
from actes.outcome import Request
from hostile import other_doors
from hostile.test_attacks import LIMIT_MEGABYTES, LIMIT_SECONDS, PLANTED, VOLUME, _build, _harmless, _spent
from hostile.test_attacks import connections as connections
from hostile.test_attacks import secret as secret

GROUPS = ("OBEYED", "NUMBERS", "TOMLS", "MANY", "KEYS", "DRAWINGS")
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture(autouse=True)
def bell() -> Iterator[None]:
    """A hang is a failure."""

    def ring(*_: Any) -> None:
        raise TimeoutError("it hangs")

    signal.signal(signal.SIGALRM, ring)
    signal.alarm(4 * LIMIT_SECONDS)
    yield
    signal.alarm(0)


def _shown(root: Path, *command: str) -> str:
    """What a command prints, at once or as a traceback that fails the test."""
    result = CliRunner().invoke(cli, [*command[:1], str(root), *command[1:]], catch_exceptions=False, color=True)
    assert not OBEYED.search(re.sub("\x1b\\[\\d*m", "", result.output)), result.output
    assert PLANTED not in result.output and result.exit_code in {0, 1}, result.output
    return result.output


@pytest.mark.parametrize("group", GROUPS)
def test_contributions(group: str, tmp_path: Path, secret: Path, connections: list[Any]) -> None:
    outcome = _build(tmp_path, getattr(other_doors, group), secret)
    assert outcome.products and connections == [] and _spent() < LIMIT_MEGABYTES
    for diagnostic in outcome.diagnostics:
        assert not OBEYED.search(diagnostic.as_text("en") + diagnostic.as_text("fr")), diagnostic
    for path in (tmp_path / "build").rglob("*.tsv"):
        assert not re.search(r"(?:^|\t)[=+@-]", path.read_text("utf-8"), re.MULTILINE), path
    if group == "OBEYED":
        for command in (("check",), ("status",), ("status", "--format", "csv"), ("normalize",)):
            _shown(tmp_path / "volume", *command)


@pytest.mark.slow
@pytest.mark.parametrize("name", other_doors.LONG)
def test_long_attacks(name: str, tmp_path: Path, secret: Path, connections: list[Any]) -> None:
    started = time.monotonic()
    _build(tmp_path, {name: other_doors.LONG[name]}, secret)
    assert time.monotonic() - started < LIMIT_SECONDS and connections == [] and _spent() < LIMIT_MEGABYTES


def test_files_of_all_sorts(tmp_path: Path, secret: Path, connections: list[Any]) -> None:
    root = tmp_path / "volume"
    (root / "axe-1").mkdir(parents=True)
    (root / "volume.yaml").write_text(VOLUME)
    for name, make in other_doors.ON_DISK.items():
        (root / "axe-1" / name).mkdir()
        make(root / "axe-1" / name)
    (root / "styles").mkdir()
    for name in ("styles/print.css", "styles/epub.css", "front.md", "references.yaml"):
        os.mkfifo(root / name)
    before = set(tmp_path.iterdir())
    started = time.monotonic()
    outcome = build(Request(root, ("epub", "jats"), output=tmp_path / "build", jobs=1))
    assert outcome.products and connections == [] and _spent() < LIMIT_MEGABYTES
    assert time.monotonic() - started < 2 * LIMIT_SECONDS
    _harmless(tmp_path / "build", before, tmp_path)
    codes = {d.code for d in outcome.diagnostics}
    assert {"huge-text", "huge-image", "missing-image"} <= codes
    for command in (("check",), ("status",), ("normalize",)):
        _shown(root, *command)


@pytest.mark.parametrize("name", other_doors.DOCUMENTS)
def test_documents_to_import(name: str, tmp_path: Path, secret: Path, connections: list[Any]) -> None:
    (tmp_path / "sent").mkdir()
    document = tmp_path / "sent" / name
    document.write_bytes(other_doors.DOCUMENTS[name].replace(b"{SECRET}", str(secret).encode()))
    report = Report()
    started = time.monotonic()
    made = list(import_document(document, (), tmp_path / "made", report))
    assert time.monotonic() - started < LIMIT_SECONDS and connections == [] and _spent() < LIMIT_MEGABYTES
    assert made or "unreadable-document" in {d.code for d in report}
    for path in made:
        assert path.is_relative_to(tmp_path / "made") and PLANTED.encode() not in path.read_bytes()
    assert {p.name for p in tmp_path.iterdir()} <= {"sent", "made", "secret.txt"}
    assert not Path("/tmp/pwned").exists()


def test_a_pipe_to_import(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.docx")
    result = CliRunner().invoke(cli, ["import", str(tmp_path / "a.docx"), str(tmp_path / "made")])
    assert result.exit_code != 0 and not isinstance(result.exception, TimeoutError)


def test_what_terminals_and_spreadsheets_obey() -> None:
    assert visible("a\x1b[31m\u202eb\nc\udce9") == "a<U+001B>[31m<U+202E>b<U+000A>c<U+DCE9>"
    assert visible("« été »\u00a0: 1") == "« été »\u00a0: 1"
    assert [inert(t) for t in ("=1", "+1", "-1", "@a", "\t=", "a=1")] == ["'=1", "'+1", "'-1", "'@a", "'\t=", "a=1"]


def test_a_title_is_no_markup_of_the_console(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(display, "Console", lambda **held: Console(**{**held, "force_terminal": True, "width": 80}))
    display.grid(["[/head]"], [["[/red]\x1b[2J"], ["[link=http://127.0.0.1:9/]x"]])
    shown = capsys.readouterr().out
    assert "[/red]<U+001B>[2J" in shown and "[link=" in shown and "[/head]" in shown
