"""No attack reads a file outside, connects, hangs, eats the memory or ends in a traceback; no script survives."""

from __future__ import annotations

import re
import resource
import socket
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import actes.pandoc as pandoc
from actes.build import build
from actes.diagnostics import Report
from actes.outcome import Outcome, Request
from actes.validating import validate_file
from hostile import attacks, guarded
from hostile.attacks import Attack

PLANTED = "PLANTED-9f3c71"
VOLUME = "id: essai\nlanguage: fr\ntitle: {fr: Essai, en: Trial}\naxes: [{id: axe-1, title: {fr: Un, en: One}}]\n"
SLOW = {
    "quotes-5000", "brackets-3000", "spans-300", "links-500", "notes-nested", "notes-10000", "html-table-spans",
    "line-1mb", "regex-shortcodes", "regex-wikilinks", "html-comments", "html-lt", "raw-tex-macro-bomb",
    "spaces-no-break", "ordinals-raised", "calls-of-one-note", "cross-references", "author-thousands",
}  # fmt: skip
"""Attacks that end by pandoc's limit of time, or take seconds: each alone, marked slow."""
ACTIVE = re.compile(
    rb"<script|<iframe|<object|<embed|<foreignObject|\son\w+=|(?:href|src)=[\"']\s*(?:java|vb)script:", re.I
)
LIMIT_SECONDS = 30
LIMIT_MEGABYTES = 2000


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text(f"@book{{a, title={{{PLANTED}}}}}\n# {PLANTED}\n")
    return path


@pytest.fixture(autouse=True)
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every attempt to connect or to ask a name server, refused and noted."""
    tried: list[Any] = []

    def refuse(*arguments: Any, **_options: Any) -> None:
        tried.append(arguments)
        raise OSError("no network here")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


def _filled(text: str, secret: Path) -> str:
    return text.replace("{SECRET}", str(secret)).replace("{OUTSIDE}", str(secret.parent))


def _write(root: Path, chosen: dict[str, Attack], secret: Path) -> None:
    (root / "axe-1").mkdir(parents=True)
    (root / "volume.yaml").write_text(VOLUME)
    for name, attack in chosen.items():
        place = root / "axe-1" / name
        place.mkdir()
        (place / "article.md").write_bytes(_filled(attack.text, secret).encode("utf-8", "surrogatepass"))
        for file, data in attack.files.items():
            (place / file).write_bytes(data.replace(b"{SECRET}", str(secret).encode()))
        for link, target in attack.links.items():
            (place / link).symlink_to(_filled(target, secret))


def _pieces(output: Path) -> list[tuple[str, bytes]]:
    found = []
    for path in sorted(output.rglob("*")):
        if not path.is_file() or ".cache" in path.parts:
            continue
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    assert not name.startswith(("/", "\\")) and ".." not in Path(name).parts
                    found.append((f"{path.name}!{name}", archive.read(name)))
        found.append((path.name, path.read_bytes()))
    return found


def _harmless(output: Path, before: set[Path], tmp_path: Path) -> None:
    for name, data in _pieces(output):
        assert PLANTED.encode() not in data and b"root:x:0" not in data, name
        if name.endswith((".xhtml", ".xml", ".svg", ".opf", ".html", ".ncx")):
            shown = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
            for element in shown.iter(etree.Element):
                start = etree.tostring(element, with_tail=False).split(b">", 1)[0] + b">"
                assert not ACTIVE.search(start), (name, start[:200])
    made = set(tmp_path.iterdir()) - before
    assert {p.name for p in made} <= {"build"}, made
    assert not Path("/tmp/pwned").exists()


def _build(tmp_path: Path, chosen: dict[str, Attack], secret: Path, *outputs: str) -> Outcome:
    root = tmp_path / "volume"
    _write(root, chosen, secret)
    before = set(tmp_path.iterdir())
    outcome = build(Request(root, outputs or ("epub", "jats"), output=tmp_path / "build", jobs=1))
    _harmless(tmp_path / "build", before, tmp_path)
    assert outcome.diagnostics
    return outcome


def _spent() -> float:
    own, children = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(own.ru_maxrss, children.ru_maxrss) / 1024


GROUPS = {
    name: {k: v for k, v in getattr(attacks, name).items() if k not in SLOW}
    for name in ("PATHS", "FILES", "RAW", "DEPTHS", "CHARACTERS", "HEADERS", "BIBS", "SVGS", "IMAGES")
}


def test_there_are_enough_attacks() -> None:
    assert len(attacks.CONTRIBUTIONS) + len(attacks.VOLUMES) + len(attacks.XMLS) >= 120
    assert set(attacks.CONTRIBUTIONS) >= SLOW


@pytest.mark.parametrize("group", GROUPS)
def test_contributions(group: str, tmp_path: Path, secret: Path, connections: list[Any]) -> None:
    """Every attack of a kind in one volume: what one does must not reach the others either."""
    outcome = _build(tmp_path, GROUPS[group], secret)
    assert outcome.products and connections == []
    assert _spent() < LIMIT_MEGABYTES


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SLOW))
def test_long_attacks(name: str, tmp_path: Path, secret: Path, connections: list[Any]) -> None:
    started = time.monotonic()
    _build(tmp_path, {name: attacks.CONTRIBUTIONS[name]}, secret)
    assert time.monotonic() - started < LIMIT_SECONDS and connections == []
    assert _spent() < LIMIT_MEGABYTES


def _printed(tmp_path: Path, chosen: dict[str, Attack], secret: Path) -> None:
    """Build the PDF of a volume by the command, with its workers."""
    _write(tmp_path / "volume", chosen, secret)
    before = set(tmp_path.iterdir())
    told = tmp_path / "build" / "told.txt"
    told.parent.mkdir()
    options = ("--output", str(tmp_path / "build"), "--jobs", "2")
    process = guarded.start(told, "build", "pdf", str(tmp_path / "volume"), *options)
    started = time.monotonic()
    shown = "".join(process.communicate(timeout=LIMIT_SECONDS * 4))
    took = time.monotonic() - started
    assert process.returncode in {0, 1} and "Traceback" not in shown, shown[-2000:]
    assert not told.exists(), told.read_text()
    assert list((tmp_path / "build").glob("essai*.pdf"))
    # a group is dozens of attacks in one book
    assert took < LIMIT_SECONDS * (2 if len(chosen) > 1 else 1)
    _harmless(tmp_path / "build", before, tmp_path)
    assert _spent() < LIMIT_MEGABYTES


@pytest.mark.slow
@pytest.mark.parametrize("group", sorted(GROUPS.keys() - {"DEPTHS"}))
def test_what_reaches_the_pdf(group: str, tmp_path: Path, secret: Path) -> None:
    _printed(tmp_path, GROUPS[group], secret)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SLOW | set(attacks.DEPTHS)))
def test_long_attacks_in_the_pdf(name: str, tmp_path: Path, secret: Path) -> None:
    _printed(tmp_path, {name: attacks.CONTRIBUTIONS[name]}, secret)


@pytest.mark.parametrize("name", attacks.VOLUMES)
def test_volumes(name: str, tmp_path: Path, secret: Path, connections: list[Any]) -> None:
    root = tmp_path / "volume"
    _write(root, {"un": attacks.body("Un texte.")}, secret)
    (root / "volume.yaml").write_text(_filled(attacks.VOLUMES[name], secret))
    before = set(tmp_path.iterdir())
    outcome = build(Request(root, ("epub", "jats"), output=tmp_path / "build", jobs=1))
    _harmless(tmp_path / "build", before, tmp_path)
    assert outcome.diagnostics and connections == []


STYLES = {
    "print.css": "@import 'file://{SECRET}'; body { background: url(http://127.0.0.1:9/); content: url({SECRET}) }",
    "epub.css": "@import url({SECRET}); @font-face { src: url(file://{SECRET}) } </style><script>1</script>",
    "templates/chapter.html": "{% include '{SECRET}' %}{{ ''.__class__.__mro__ }}",
    "templates/title-page.html": "{% for a in range(10**12) %}x{% endfor %}",
    "templates/document.html": "{{ self.__init__.__globals__ }}{% import '../../secret.txt' as x %}",
}


@pytest.mark.parametrize("name", STYLES)
def test_styles_of_a_volume(name: str, tmp_path: Path, secret: Path, connections: list[Any]) -> None:
    root = tmp_path / "volume"
    _write(root, {"un": attacks.body("Un texte.")}, secret)
    style = root / "styles" / name
    style.parent.mkdir(parents=True)
    style.write_text(_filled(STYLES[name], secret))
    before = set(tmp_path.iterdir())
    started = time.monotonic()
    build(Request(root, ("epub", "pdf"), output=tmp_path / "build", jobs=1))
    assert time.monotonic() - started < LIMIT_SECONDS
    for piece, data in _pieces(tmp_path / "build"):
        assert PLANTED.encode() not in data, piece
    assert {p.name for p in set(tmp_path.iterdir()) - before} <= {"build"} and connections == []


@pytest.mark.parametrize("name", attacks.XMLS)
def test_validation(name: str, tmp_path: Path, secret: Path, connections: list[Any]) -> None:
    path = tmp_path / "a.xml"
    path.write_text(_filled(attacks.XMLS[name], secret))
    report = Report()
    assert not validate_file(path, None, report)
    assert len(report) and PLANTED not in "".join(d.as_text("en") + d.as_text("fr") for d in report)
    assert connections == []


def test_pandoc_has_no_files_and_no_network() -> None:
    """pandoc's readers run in its sandbox: what they include is not there."""
    made = pandoc.convert([pandoc.Job("\\input{/etc/passwd}\\include{/etc/passwd}", "latex")])[0]
    assert "root:" not in made.result
