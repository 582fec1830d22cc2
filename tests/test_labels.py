"""The words outputs print: both languages say everything, dates read as an editor writes them."""

from __future__ import annotations

import string

import pytest

from actes import labels


def test_both_languages_have_the_same_particulars() -> None:
    for name, (french, english) in labels._CATALOGUE.items():
        fields = [{f for _, f, _, _ in string.Formatter().parse(text) if f} for text in (french, english)]
        assert french and english, name
        assert fields[0] == fields[1], name


def test_unknown_languages_get_english_and_unknown_names_an_error() -> None:
    assert labels.label("abstract", "de") == "Abstract"
    assert labels.label("abstract", "fr-CA") == "Résumé"
    with pytest.raises(KeyError):
        labels.label("nothing", "fr")


@pytest.mark.parametrize(
    ("iso", "french", "english"),
    [
        ("2017", "2017", "2017"),
        ("2017-10", "octobre 2017", "October 2017"),
        ("2017-10-19", "19\u00a0octobre 2017", "19\u00a0October 2017"),
        ("2018-08-01", "1ᵉʳ\u00a0août 2018", "1\u00a0August 2018"),
        ("", "", ""),
    ],
)
def test_dates(iso: str, french: str, english: str) -> None:
    assert labels.date_text(iso, "fr") == french
    assert labels.date_text(iso, "en") == english


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2017-10-19", "2017-10-19", "19\u00a0octobre 2017"),
        ("2017-10-19", "2017-10-20", "19-20\u00a0octobre 2017"),
        ("2017-10-30", "2017-11-02", "30\u00a0octobre – 2\u00a0novembre 2017"),
        ("2017-12-30", "2018-01-02", "30\u00a0décembre 2017 – 2\u00a0janvier 2018"),
        ("2017-10", "", "octobre 2017"),
    ],
)
def test_date_ranges(start: str, end: str, expected: str) -> None:
    assert labels.date_range_text(start, end, "fr") == expected


def test_enumerations() -> None:
    assert labels.enumeration([], "fr") == ""
    assert labels.enumeration(["A"], "fr") == "A"
    assert labels.enumeration(["A", "B", "C"], "fr") == "A, B et C"
    assert labels.enumeration(["A", "B"], "en") == "A and B"
