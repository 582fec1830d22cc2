from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from actes import pandoc
from actes.reading.depth import DEEPEST, unbracketed
from actes.tree import plain_text


def test_brackets_open_by_the_hundred_are_signs() -> None:
    nested = "[" * 3000 + "x" + "]" * 3000
    text = f"Un [lien](a.html).\n\n{nested}\n\nDeux [@cle]."
    before, flat, after = unbracketed(text).split("\n\n")
    assert (before, after) == ("Un [lien](a.html).", "Deux [@cle].")
    assert plain_text(pandoc.read_markdown(flat)) == nested


def test_links_left_open_count() -> None:
    assert "\\[a" in unbracketed("[a](" * (DEEPEST + 1))


@given(st.lists(st.sampled_from(["[", "]", "a", " ", "\n", "\n\n", "(b)"]), max_size=DEEPEST))
def test_other_texts_stay_as_they_are(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert unbracketed(text) == text
