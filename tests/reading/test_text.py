"""Reading bytes as text: encodings, line ends, accents, and the positions that are reported."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actes.diagnostics import Report
from actes.reading.text import read_text


def read(data: bytes) -> tuple[str, list[tuple[str, int, int]]]:
    report = Report()
    text = read_text(data, "a.md", report)
    return text, [(d.code, d.location.line, d.location.column) for d in report]


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_utf8_is_silent(mark: str) -> None:
    data = (mark + unicodedata.normalize("NFD", "Béhar\r\nœuvre\rfin\n")).encode()
    assert read(data) == ("Béhar\nœuvre\nfin\n", [])


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"), ("cp850", "DOS (CP850)")]
)
def test_old_encodings_are_told_apart(encoding: str, name: str) -> None:
    text = "Ligne\nL’été à Besançon, où le maïs mûrit\n" if encoding != "cp850" else "Ligne\nÀ l'été où çà mûrit"
    report = Report()
    assert read_text(text.encode(encoding), "a.bib", report) == text
    (diagnostic,) = report
    assert diagnostic.code == "not-utf8"
    assert diagnostic.location.line == 2
    assert name in diagnostic.message("fr")


def test_undefined_bytes_of_windows_1252_are_not_lost() -> None:
    text, codes = read(b"\xe9t\xe9 \x81")
    assert text == "été \x81"
    assert codes == [("not-utf8", 1, 1)]


def test_a_pasted_latin1_piece_does_not_spoil_the_rest() -> None:
    data = "à é ù\r\nun ".encode() + "été".encode("latin-1") + " passé".encode()
    assert read(data) == ("à é ù\nun été passé", [("mixed-encodings", 2, 4)])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings(encoding: str) -> None:
    text, codes = read("@book{a, title = {Été à Nantes}}\n".encode(encoding))
    assert text == "@book{a, title = {Été à Nantes}}\n"
    assert [c for c, *_ in codes] == ["not-utf8"]


def test_garbled_accents_are_said_and_kept() -> None:
    text, codes = read("Un\ntitre Ã©garÃ©, lâ€™autre".encode())
    assert text == "Un\ntitre Ã©garÃ©, lâ€™autre"
    assert codes == [("garbled-accents", 2, 7)]


def test_capital_a_with_tilde_is_a_letter() -> None:
    assert read("São PAULO, CORAÇÃO – NÃO «".encode())[1] == []


def test_control_characters_become_spaces() -> None:
    assert read(b"a\nb\x02c\x00d\te") == ("a\nb c d\te", [("control-character", 2, 2)])


def test_a_file_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("é".encode())
    assert read_text(path, "a.md", Report()) == "é"
    with pytest.raises(FileNotFoundError):
        read_text(tmp_path / "none", "none", Report())


@given(st.binary(max_size=300))
def test_any_bytes_give_text_that_xml_can_hold(data: bytes) -> None:
    text, _ = read(data)
    assert "\r" not in text and "\x00" not in text
    assert unicodedata.is_normalized("NFC", text)
    assert text.encode().decode() == text


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=100))
def test_utf8_text_comes_back(text: str) -> None:
    assert read(text.encode())[0] == unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
