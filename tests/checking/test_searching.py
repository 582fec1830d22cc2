"""Every pattern that is tried only where its sign stands finds what it would find by itself."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actes import checking
from actes.checking.searching import Anchored, Guarded

FOUND = [
    "XIXème", "2ème", "1eres", "3ères", "٣ème", "État", "l’Evaluation", "Ecole", ". A la", "\n\nA ce", "Ile ",
    "Ca va", "Etre ", "mot ,", "[^1] ,", "a\u00a0. ", "été,été", "oui!non", "mot !!", "mot??", "etc...", "ETC…",
    "« …", "...»a", "coeur", "Oeil", "foetus", "mot.[^1]", "mot,^[", "mot [^1]", "a\t^[", "TODO", "TBD", "FIXME",
    "XXXX", "À VÉRIFIER", "A FAIRE", "p. ??", "pp.???", "infra, p. XX", "supra pp. XX", "lorem ipsum", "Lorem ipsum",
    "????", "[réf]", "[à relire]", "[source]", "[citation needed]", "[?]", "[Commentaire de X : revoir]",
    "Error! Bookmark", "Erreur ! Signet non défini", "ADDIN EN.CITE", "MERGEFORMAT", "HYPERLINK \"", "{.mark}",
    "[]{#_Toc1}", 'custom-style="a"', "</o:p", "mso-font:", "[Commentaire [a1]", "Mis en forme :", "•\tun", "o\tdeux",
    "▪ trois", "<<<<<<< HEAD", "||||||| ", "http://a.b/c", "https://a.b", "doi:10.1/a", "urn:a", "ftp://a",
    "mailto:a", "file:a", "www.a.b", "10.1234/ab", "a.b@c.d", "@cle", "-@cle:a", "@{a b}", "$a$", "$$a$$", "](a(b)c)",
    "# Titre", "::: {lang=en}", ":::", "`", "``",
]  # fmt: skip
"""What each of the patterns is for."""

TEXTS = st.lists(
    st.one_of(
        st.sampled_from(FOUND), st.sampled_from(list(" \n\t\u00a0aeéEIı.,;:!?()[]{}«»…*_-@#\\1|<")), st.text(max_size=3)
    ),
    max_size=12,
).map("".join)


def patterns() -> Iterator[Anchored | Guarded]:
    for module in pkgutil.iter_modules(checking.__path__):
        for value in vars(importlib.import_module(f"actes.checking.{module.name}")).values():
            for held in value if isinstance(value, list) else [value]:
                if isinstance(held, Anchored | Guarded):
                    yield held


PATTERNS = list(patterns())


@settings(deadline=None)
@given(TEXTS)
def test_law_a_sign_hides_no_match(text: str) -> None:
    for held in PATTERNS:
        alone = [m.span() for m in held.pattern.finditer(text)]
        assert [m.span() for m in held.finditer(text)] == alone, held.pattern.pattern


@pytest.mark.parametrize("held", PATTERNS, ids=lambda held: held.pattern.pattern[:40])
def test_each_pattern_is_tried(held: Anchored | Guarded) -> None:
    """The law above says something of each of them."""
    text = "\n".join(FOUND)
    assert list(held.finditer(text))
    assert [m.span() for m in held.finditer(text)] == [m.span() for m in held.pattern.finditer(text)]
    if isinstance(held, Anchored):
        assert {len(m[0]) for m in held.sign.finditer(text)} == {1}


def test_a_search_begins_where_it_is_told() -> None:
    held = Anchored("b", "(?<=a)b+")
    assert [m.span() for m in held.finditer("ab abbb", 2)] == [(4, 7)]
    assert [m.span() for m in held.finditer("ab", 1)] == [m.span() for m in re.finditer("(?<=a)b+", "ab")]
