"""Scanning .bib texts: every entry is found, what is broken is told, nothing hangs, positions are right."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actes.reading.bibtex.scanner import Scan, scan

GOOD = "@book{good, author = {A, B}, title = {Good}, year = 2001}\n"


def codes(scanned: Scan) -> list[str]:
    return [problem.code for problem in scanned.problems]


def keys(scanned: Scan) -> list[str]:
    return [entry.key for entry in scanned.entries if not entry.broken]


def check_positions(text: str, scanned: Scan) -> None:
    """Every position slices back to its token, and blocks follow each other."""
    end = 0
    for entry in scanned.entries:
        assert end <= entry.start < entry.end <= len(text)
        end = entry.end
        assert text[entry.start] == "@"
        assert text[entry.kind_start :].lower().startswith(entry.kind)
        assert text[entry.key_start :].startswith(entry.key)
        for held in entry.fields:
            assert text[held.start : held.end].lower() == held.name
            assert all(entry.start < piece.start <= piece.end <= entry.end for piece in held.pieces)
    assert all(0 <= problem.offset <= len(text) for problem in scanned.problems)


def test_an_entry_in_all_its_parts() -> None:
    text = '@String{puf = "PUF"}\n% note\n@Book (a:1 , Title= {A {b} \\} c} # " d " , year = 1999, publisher=puf,)'
    scanned = scan(text)
    (entry,) = scanned.entries
    assert (entry.kind, entry.key, codes(scanned)) == ("book", "a:1", [])
    assert [f.name for f in entry.fields] == ["title", "year", "publisher"]
    assert [text[p.start : p.end] for p in entry.fields[0].pieces] == ["A {b} \\} c", " d "]
    assert [p.bare for f in entry.fields for p in f.pieces] == [False, False, True, True]
    assert [f.name for f in scanned.strings] == ["puf"]
    check_positions(text, scanned)


@pytest.mark.parametrize(
    ("broken", "code", "kept"),
    [
        ("@book{a, author = {A} title = {T}, year = 2000}", "missing-comma", True),
        ("@book{a author = {A}, title = {T}}", "missing-comma", True),
        ("@book{a\n title = {T}}", "missing-comma", True),
        ("@book{a, title = {T}},\n year = {2000},\n}", "extra-brace", True),
        ('@book{a, title = "Le "grand" Paris", year = 2000}', "stray-quote", True),
        ('@book{a, title = "T } U", year = 2000}', "stray-brace", True),
        ("@book{a, title = Deux mots, year = 2000}", "unquoted-value", True),
        ("@book{a, title = , year = 2000}", "missing-value", True),
        ("@book{a, title = {T}, ??? , year = 2000}", "unexpected-text", True),
        ("@book{a, title = {{A}} and more}, year = 2000}", "cut-value", False),
        ("@book{a, title = {T}, year = 2000\n", "unterminated-entry", False),
        ('@book{a, title = "T, year = 2000}\n', "unterminated-entry", False),
        ("@book{a, title = {T, year = {2000}\n}\n", "unclosed-field", False),
        ("@book{a, title = {T, year = {2000}}\n}\n", "unclosed-field", False),
        ("@book{, title = {T}}", "missing-key", False),
        ("@book{title = {T}}", "missing-key", False),
        ("@book{}", "missing-key", False),
        ("Book{a, title = {T}}", "missing-at-sign", None),
        ("% @book{a, title = {T}}", "commented-entry", None),
        ("@comment{\n@book{a, title = {T}}\n}", "commented-entry", None),
        ("@preamble{ {x}\n", "unterminated-block", None),
    ],
)
def test_one_broken_entry_hides_no_other(broken: str, code: str, kept: bool | None) -> None:
    text = GOOD + broken + "\n" + GOOD.replace("good", "after")
    scanned = scan(text)
    assert codes(scanned)[0] == code
    assert set(codes(scanned)) <= {code, "extra-brace"}
    assert keys(scanned) == (["good", "a", "after"] if kept else ["good", "after"])
    assert len(scanned.entries) == (2 if kept is None else 3)
    check_positions(text, scanned)


def test_problems_stand_where_they_are() -> None:
    text = "@book{a,\n  title = {T},\n  author = {A}\n  year = 2000,\n}\n@book{b, title = {U\n}\n"
    scanned = scan(text)
    comma, unclosed = scanned.problems
    assert text[: comma.offset].endswith("{A}") and comma.values == {"before": "year"}
    assert text[unclosed.offset :].startswith("@book{b")


@pytest.mark.parametrize("text", ["", "@", "@@@@", "@book", "a@b.c (x)", "prix @home (Paris)", "@comment", "100 % @"])
def test_text_that_is_no_entry(text: str) -> None:
    scanned = scan(text)
    assert (scanned.entries, codes(scanned)) == ((), [])


def test_free_text_between_entries_is_free() -> None:
    text = "Merci à x@y.fr {de} tout\n" + GOOD + "(but first published in 1926)\n\n" + GOOD.replace("good", "b")
    scanned = scan(text)
    assert (keys(scanned), codes(scanned)) == (["good", "b"], [])


def test_entries_on_one_line() -> None:
    scanned = scan("@book{a, title={T}}@misc{b, title={U}}@strange{c, title={V}}")
    assert keys(scanned) == ["a", "b", "c"]


def test_a_value_may_quote_an_at_sign() -> None:
    text = "@misc{a, note = {écrire à\n @moi, {ici}}, title = {T}}"
    assert (keys(scan(text)), codes(scan(text))) == (["a"], [])


PIECES = [
    "@book{",
    "@misc(",
    "@string{",
    "@comment{",
    "@",
    "{",
    "}",
    '"',
    ",",
    "=",
    "#",
    "%",
    "\\",
    "\n",
    " ",
    "(",
    ")",
]
PIECES += ["k", "title", "year", "2000", "é", "author = {A}", "title = {T},", "\n@book{k,", "crossref", "$"]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_arrangement_of_marks(text: str) -> None:
    check_positions(text, scan(text))


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check_positions(text, scan(text))


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_what_precedes_never_hides_a_whole_entry(text: str) -> None:
    """The next line that begins an entry is read whatever stands before it, but in a comment that goes on."""
    scanned = scan(text.replace("@comment{", "@book{").replace("%", "") + "\n" + GOOD)
    assert keys(scanned)[-1:] == ["good"]


@pytest.mark.parametrize(
    "unit",
    [
        "@book{k, ",
        "@comment{",
        '@book{k, title = "',
        '"',
        "{",
        "}",
        "@book{k, a = {",
        "\n",
        " \n",
        "% ",
        "x = ",
        ",",
        '"%',
    ],
)
def test_repetition_stays_in_proportion(unit: str) -> None:
    """Twice the text gives at most about twice the problems and the entries."""
    short, long = (scan(GOOD + unit * n) for n in (500, 1000))
    assert len(long.problems) <= 2 * len(short.problems) + 2
    assert len(long.entries) <= 2 * len(short.entries) + 2


def test_numbered_lines_agree_with_the_text() -> None:
    text = "\n\n" + GOOD * 3
    lines = [text.count("\n", 0, entry.key_start) + 1 for entry in scan(text).entries]
    assert lines == [3, 4, 5]
    assert [m.start() for m in re.finditer("@", text)] == [entry.start for entry in scan(text).entries]
