"""The words around a place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from actes.desk.passages import offset_of, passage
from actes.desk.sentences import number, sentence
from actes.diagnostics import Location

PROSE = st.text(st.sampled_from("ab é\n*[]@.") | st.characters(codec="utf-8"), max_size=400)


@given(PROSE, st.integers(0, 400))
def test_a_passage_is_made_of_the_words_of_its_paragraph(text: str, offset: int) -> None:
    found = passage(text, min(offset, len(text)))
    if found:
        assert "\n" not in found.text
        words = set(text.split())
        assert all(any(part in word for word in words) for part in found.text.split() if part != "…")


def test_the_place_is_at_the_mark() -> None:
    found = passage("Un début.\n\nLe mot faux est ici.\n\nLa fin.", 18)
    assert found
    assert (found.before, found.at, found.after) == ("Le mot ", "faux", " est ici.")


@given(st.text(st.sampled_from("ab\n"), max_size=60), st.integers(0, 60))
def test_offsets_and_locations_agree(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert offset_of(text, Location.at("x", text, offset)) == offset


def test_sentences_break_where_they_may() -> None:
    assert sentence("la clé « x » manque : voyez ; bien", "fr") == (
        "La clé «\u202fx\u202f» manque\u00a0: voyez\u202f; bien."
    )
    assert sentence("the key “x” is missing", "en") == "The key “x” is missing."
    assert (number(12345, "fr"), number(12345, "en")) == ("12\u202f345", "12,345")
