"""Typesetting of trees: across nodes, languages and blocks, and the laws that hold for any tree."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actes import pandoc
from actes.resolving.typography import french, run, typeset, typeset_localized, typeset_text, untypeset
from actes.tree import plain_text, walk, words


def shown(markdown: str, language: str = "fr") -> str:
    text = plain_text(typeset(pandoc.read_markdown(markdown), language), notes=True)
    return text.replace("\u00a0", "~").replace("\u202f", "_")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("un *mot* : suite", "un mot~: suite"),
        ("un **mot**: suite", "un mot~: suite"),
        ("«*mot*» et « [mot](https://exemple.fr) »", "«_mot_» et «_mot_»"),
        ("Voir la note[^1] : suite ?\n\n[^1]: Est-ce « vrai » ?", "Voir la note Est-ce «_vrai_»_?\n~: suite_?"),
        ("Un \"mot 'simple' et *fort*\"", "Un «_mot ‘simple’ et fort_»"),
        ("il dit\n« oui »\n: bien", "il dit «_oui_»~: bien"),
        ("`a : b` et $x : y$ ; `« c »`", "a : b et x : y_; « c »"),
        ('[The city : a "place"]{lang=en} : suite', "The city: a “place”~: suite"),
        ('[Die "Stadt"]{lang=de} ; oui', "Die „Stadt“_; oui"),
        ("<https://exemple.fr/a?b:c> : ici", "https://exemple.fr/a?b:c~: ici"),
        ("| « vers ? »\n| fin !", "«_vers_?_»\nfin_!"),
        ("mot\\\n-- réplique", "mot –~réplique"),
    ],
)
def test_across_nodes(markdown: str, expected: str) -> None:
    assert shown(markdown) == expected


def test_endings_of_ordinals_are_raised_once() -> None:
    once = typeset(pandoc.read_markdown("le XIXème siècle, le *1er* mai, XX^e^ et XX^ème^"), "fr")
    raised = [n for n in _nodes(once) if n["t"] == "Superscript"]
    assert [plain_text(n) for n in raised] == ["e", "er", "e", "e"]
    assert plain_text(once).startswith("le XIXe\u00a0siècle")
    assert typeset(once, "fr") is once


def test_a_french_run_in_an_english_text() -> None:
    markdown = '::: {lang=en}\nThe "city" : [la "ville" : ici]{lang=fr} !\n\n:::\n\nLa "ville" !'
    assert shown(markdown) == "The “city”: la «_ville_»~: ici!\nLa «_ville_»_!"


def test_blocks_of_every_kind() -> None:
    markdown = """# Titre : suite ?

- item ;
- item !

1. un ;

Terme ?
:   Définition !

> Citation ;

| a ? | b |
|-----|---|
| c ; | d |

: Légende : ici

![Figure : là](x.png)

    code : là ?
"""
    text = shown(markdown)
    for expected in (
        "Titre~: suite_?", "item_;", "item_!", "un_;", "Terme_?", "Définition_!", "Citation_;", "a_?", "c_;",
        "Légende~: ici", "Figure~: là", "code : là ?",
    ):  # fmt: skip
        assert expected in text


def test_metadata() -> None:
    inlines = words("Titre : suite")
    assert typeset({"t": "MetaMap", "c": {"title": {"t": "MetaInlines", "c": inlines}}}, "fr") == {
        "t": "MetaMap",
        "c": {"title": {"t": "MetaInlines", "c": words("Titre\u00a0: suite")}},
    }
    localized = typeset_localized({"fr": inlines, "en": words("Title : rest")})
    assert {k: plain_text(v) for k, v in localized.items()} == {"fr": "Titre\u00a0: suite", "en": "Title: rest"}


def test_what_needs_no_change_is_shared() -> None:
    tree = pandoc.read_markdown("Rien à *changer* ici.\n\nMais là : si.")
    new = typeset(tree, "fr")
    assert new[0] is tree[0]
    assert new[1] is not tree[1]
    assert plain_text(tree[1]) == "Mais là : si."


def test_a_very_long_paragraph() -> None:
    text = "« mot » : l'eau - ici ? 12 000 km " * 4_000
    assert typeset_text(text, "fr").count("\u00a0:") == 4_000


@pytest.mark.parametrize(
    "seed", ["!", " ", "«", '"', "“", "etc.", ".", "1-", "— ", "I", "J. ", "p. ", "@{", "http:", "a@", "&a;"]
)
def test_no_text_stops_the_rules(seed: str) -> None:
    hostile = seed * (30_000 // len(seed)) + "x"
    assert typeset_text(hostile, "fr").endswith("x")
    assert untypeset(hostile).endswith("x")


LETTERS = st.text(
    alphabet=st.sampled_from(list("aeEsIVXn1250 \n\u00a0\u202f:;!?«»“”\"'’.…,-–—()[]%°§<>@/m\ufffc&")), max_size=24
)


def _tree(children: st.SearchStrategy[list[dict[str, Any]]]) -> st.SearchStrategy[dict[str, Any]]:
    kinds = st.sampled_from(["Emph", "Strong", "Superscript", "SmallCaps"])
    return st.one_of(
        st.builds(lambda kind, c: {"t": kind, "c": c}, kinds, children),
        st.builds(
            lambda kind, c: {"t": "Quoted", "c": [{"t": kind}, c]},
            st.sampled_from(["DoubleQuote", "SingleQuote"]),
            children,
        ),
        st.builds(
            lambda lang, c: {"t": "Span", "c": [["", [], [["lang", lang]] if lang else []], c]},
            st.sampled_from(["", "fr", "en", "de"]),
            children,
        ),
        st.builds(lambda c: {"t": "Note", "c": [{"t": "Para", "c": c}]}, children),
        st.builds(lambda c: {"t": "Cite", "c": [[], c]}, children),
    )


LEAVES = st.one_of(
    LETTERS.map(lambda s: {"t": "Str", "c": s.replace(" ", "").replace("\n", "") or "x"}),
    st.sampled_from([{"t": "Space"}, {"t": "SoftBreak"}, {"t": "LineBreak"}]),
    LETTERS.map(lambda s: {"t": "Code", "c": [["", [], []], s]}),
)
INLINES = st.recursive(
    st.lists(LEAVES, max_size=6),
    lambda inner: st.lists(st.one_of(LEAVES, _tree(inner)), max_size=5),
    max_leaves=12,
)


def _nodes(tree: Any) -> list[dict[str, Any]]:
    return list(walk(tree))


def letters(text: str) -> str:
    return "".join(c for c in untypeset(text) if c.isalnum())


@settings(deadline=None)
@given(LETTERS, st.sampled_from(["fr", "en"]))
def test_law_text(text: str, language: str) -> None:
    once = typeset_text(text, language)
    assert typeset_text(once, language) == once
    assert untypeset(once) == untypeset(text)
    assert untypeset(untypeset(text)) == untypeset(text)
    assert letters(once) == letters(text)


@settings(deadline=None)
@given(INLINES, st.sampled_from(["fr", "en", "de"]))
def test_law_tree(inlines: list[dict[str, Any]], language: str) -> None:
    tree = [{"t": "Para", "c": inlines}]
    once = typeset(tree, language)
    assert typeset(once, language) == once
    assert letters(plain_text(once)) == letters(plain_text(tree))
    assert not any(n["t"] == "Quoted" for n in _nodes(once))
    assert [n for n in _nodes(once) if n["t"] == "Code"] == [n for n in _nodes(tree) if n["t"] == "Code"]


SIGNS = (
    "1er XIXe IVe siècle 2ème ٣ 12 000 km n° nº nos § p. art. L. cit. op. et al. ex. J. s. d. M. Mme Dupont Louis "
    "XIV janvier h % ; ! ? : « » - -- – — a l' mot ... etc… , . ( ) figure https://exemple.fr/a:b WWW.exemple.fr "
    "10.1234/ab nom@exemple.fr @cle2019"
)
PIECES = st.sampled_from([*SIGNS.split(" "), "\n", "\u00a0", ", etc."])


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\u202f"])), max_size=14))
def test_no_rule_is_passed_over_that_would_have_changed_something(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + blank for piece, blank in pieces)
    quick = typeset(words(text), "fr")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run.Run, "has", lambda _self, _characters: True)
        patch.setattr(run, "_NEAR_PROTECTED", re.compile(""))
        patch.setattr(french, "_AFTER_STOP", re.compile(""))
        assert typeset(words(text), "fr") == quick
