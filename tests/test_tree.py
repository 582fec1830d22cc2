"""The pandoc tree: traversal, rewriting, plain text."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from actes import tree
from actes.tree import attr, plain_text, reference_id, rewrite, span, string, walk, with_attributes, words, wrap

leaves = st.one_of(
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1).map(string),
    st.just(tree.SPACE),
)
inlines = st.recursive(
    st.lists(leaves, max_size=4),
    lambda inner: st.lists(
        st.one_of(leaves, inner.map(lambda c: wrap("Emph", c)), inner.map(lambda c: span(c, attr("x", ["y"], k="v")))),
        max_size=4,
    ),
    max_leaves=20,
)


@given(inlines)
def test_rewriting_with_identity_keeps_the_very_tree(nodes: list[dict[str, Any]]) -> None:
    assert rewrite(nodes, lambda _node: None) is nodes


@given(inlines)
def test_rewriting_never_changes_its_argument(nodes: list[dict[str, Any]]) -> None:
    before = repr(nodes)
    rewrite(nodes, lambda n: [n, n] if n["t"] == "Str" else None)
    assert repr(nodes) == before


blocks = st.lists(
    st.one_of(
        inlines.map(lambda c: wrap("Para", c)),
        st.lists(inlines.map(lambda c: wrap("Plain", c)), max_size=3).map(lambda b: tree.div(b)),
    ),
    max_size=4,
)
wanted = st.sets(st.sampled_from(["Str", "Emph", "Span", "Space", "Para", "Div"]))


@given(blocks, wanted)
def test_what_is_selected_is_what_a_walk_finds(nodes: list[dict[str, Any]], kinds: set[str]) -> None:
    found = list(walk(nodes, kinds))
    walked = [n for n in walk(nodes) if n["t"] in kinds]
    assert [id(n) for n in found] == [id(n) for n in walked]


@given(blocks)
def test_nodes_by_type_are_those_of_a_walk(nodes: list[dict[str, Any]]) -> None:
    expected: dict[str, list[int]] = {}
    for node in walk(nodes):
        if node["t"] not in {"Str", "Space"}:
            expected.setdefault(node["t"], []).append(id(node))
    assert {kind: [id(n) for n in held] for kind, held in tree.by_type(nodes).items()} == expected


@given(blocks, wanted)
def test_blocks_without_what_is_wanted_change_nothing_else(nodes: list[dict[str, Any]], kinds: set[str]) -> None:
    def change(node: dict[str, Any]) -> dict[str, Any] | None:
        return span([node]) if node["t"] in kinds else None

    assert rewrite(nodes, change, kinds) == rewrite(nodes, change)
    assert tree.rewrite_where(nodes, change, kinds) == rewrite(nodes, change)


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" ")))
def test_words_give_back_their_text(text: str) -> None:
    assert plain_text(words(text)) == text.strip(" ")


def test_rewrite_splices_lists_and_goes_children_first() -> None:
    nodes = [wrap("Emph", [string("a"), string("b")]), string("c")]
    found = rewrite(
        nodes, lambda n: n["c"] if n["t"] == "Emph" else string(n["c"].upper()) if n["t"] == "Str" else None
    )
    assert found == [string("A"), string("B"), string("C")]


def test_walk_is_in_document_order() -> None:
    nodes = [wrap("Para", [string("a"), wrap("Emph", [string("b")])]), wrap("Para", [string("c")])]
    assert [n["c"] for n in walk(nodes) if n["t"] == "Str"] == ["a", "b", "c"]


def test_plain_text_leaves_notes_out_unless_asked() -> None:
    note = {"t": "Note", "c": [wrap("Para", [string("secret")])]}
    assert plain_text([string("a"), note]) == "a"
    assert "secret" in plain_text([string("a"), note], notes=True)


def test_with_attributes_copies() -> None:
    node = span([string("a")], attr("i", ["c"], ref_type="fig"))
    other = with_attributes(node, identifier="j", add=["d"], drop=["c"], ref_type="sec")
    assert tree.identifier(node) == "i" and tree.value(node, "ref-type") == "fig"
    assert (tree.identifier(other), tree.classes(other), tree.value(other, "ref-type")) == ("j", ["d"], "sec")


@given(st.text(min_size=1), st.text(min_size=1))
def test_reference_ids_are_names_and_never_shared(one: str, other: str) -> None:
    import re

    assert re.fullmatch(r"ref-[A-Za-z0-9._-]+", reference_id(one))
    assert (reference_id(one) == reference_id(other)) == (one == other)
