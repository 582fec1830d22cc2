"""English typography, and languages that only get their quotation marks."""

import pytest

from actes.resolving.typography import typeset, typeset_text
from actes.tree import plain_text, string


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smart cities : a review", "Smart cities: a review"),
        ("Who ? What !", "Who? What!"),
        ('the "smart" city', "the “smart” city"),
        ("the « smart » city", "the “smart” city"),
        ('"he said "yes" to us"', "“he said ‘yes’ to us”"),
        ("don't", "don’t"),
        ("12 %", "12%"),
        ("pp. 12-15", "pp.~12–15"),
        ("Figure 1 and Table 2", "Figure~1 and Table~2"),
        ("Dr. Smith", "Dr.~Smith"),
        ("12 000 people", "12_000 people"),
        ("the 19th century, the 2nd", "the 19th century, the 2nd"),
        ("the city - as known - grows", "the city – as known – grows"),
        ("see https://example.org/a : b", "see https://example.org/a: b"),
        ("f(x) ?= y", "f(x) ?= y"),
    ],
)
def test_rule(text: str, expected: str) -> None:
    assert typeset_text(text, "en-GB").replace("\u00a0", "~").replace("\u202f", "_") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("de", "„Stadt“"), ("es", "«Stadt»"), ("br", "“Stadt”"), ("fr-FR", "«\u202fStadt\u202f»"), ("EN", "“Stadt”")],
)
def test_quotes_of_each_language(language: str, expected: str) -> None:
    quoted = [{"t": "Quoted", "c": [{"t": "DoubleQuote"}, [string("Stadt")]]}]
    assert plain_text(typeset(quoted, language)) == expected


def test_other_languages_keep_their_spaces() -> None:
    assert typeset_text("Qué? Sí : 12 %", "es") == "Qué? Sí : 12 %"
