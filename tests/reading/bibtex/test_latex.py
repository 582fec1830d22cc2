"""LaTeX of .bib values made safe for pandoc."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actes.reading.bibtex.latex import prepare, split_list, verbatim


@pytest.mark.parametrize(
    ("value", "prepared"),
    [
        ("L'{\\'e}t{\\'e} \\`a Besan\\c con, {\\oe}uvre, \\'{\\i}le", "L'ét{é} à Besançon, œuvre, íle"),
        ("\\og mot\\fg{} suite", "«\u00a0mot\u00a0» suite"),
        (
            "n\\up{o} 5, \\no 5, XIX\\ieme",
            "n\\textsuperscript{o} 5, n\\textsuperscript{o}\u202f5, XIX\\textsuperscript{e}",
        ),
        ("50 % de A_b & C#", "50 \\% de A\\_b \\& C\\#"),
        ("un prix de 5$ ou \\$6", "un prix de 5\\$ ou \\$6"),
        ("$n^2$ et $\\alpha$", "\\emph{n}\\textsuperscript{2} et α"),
        ("$\\frac{a}{b}$", "$\\frac{a}{b}$"),
        ("<i>Le <sup>e</sup></i> A &lt; B &amp; C", "\\emph{Le \\textsuperscript{e}} A < B \\& C"),
        ("<i>ouvert, <sic>", "ouvert, <sic>"),
        ('dit "oui" et "non"', "dit “oui” et “non”"),
        ('5" de haut', '5" de haut'),
        ("{\\sc xix} {\\'E}.", "\\textsc{xix} É."),
        ("a } b { c", "a  b  c"),
        ("fin \\", "fin "),
        ("\\noopsort{1990}Titre", "Titre"),
        ("a\u00a0b\n  c", "a\u00a0b c"),
        ("http://a.org/~nom", "http://a.org/\\~{}nom"),
    ],
)
def test_prepare(value: str, prepared: str) -> None:
    assert prepare(value) == (prepared, ())


def test_unknown_macros_keep_their_text() -> None:
    assert prepare("un \\foo{mot} et \\bar{x}, \\foo{y}") == ("un {mot} et x, y", ("foo", "bar"))


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("\\url{https://a.org/x\\_y\\%20z~t}", "https://a.org/x_y%20z~t"),
        ("{10.1000/a\\_b}", "10.1000/a_b"),
        ("https://a.org/$\\sim$b/\n  c", "https://a.org/~b/c"),
    ],
)
def test_verbatim(value: str, plain: str) -> None:
    assert verbatim(value) == plain


def test_split_list() -> None:
    assert split_list("A, B and {C and D} AND E and{F}") == ["A, B", "{C and D}", "E", "{F}"]
    assert split_list("a; {b;c};d", ";") == ["a", "{b;c}", "d"]


@given(st.text(st.sampled_from("aé{}\\$%&<>/i\"'~^_ #=;"), max_size=40))
def test_the_result_has_balanced_braces(value: str) -> None:
    prepared, _ = prepare(value)
    depth = position = 0
    while position < len(prepared):
        if prepared[position] == "\\":
            position += 2
            continue
        depth += {"{": 1, "}": -1}.get(prepared[position], 0)
        assert depth >= 0
        position += 1
    assert depth == 0
    assert position == len(prepared), "a lone backslash would escape the brace that closes the value"
