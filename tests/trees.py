"""Hypothesis strategies for resolved trees: everything that Markdown allows, as resolving would leave it.

`documents()` draws the blocks of a body with ids that are unique in it; `inlines()`, `blocks()` parts of
one. `ASSETS` and `KEYS` are the images and cited works that drawn trees name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from actes import tree
from actes.model import Asset
from actes.tree import Blocks, Inlines, Node, attr

KEYS = ("dupont2001", "Éluard:1926", "o’brien")
ASSETS = {
    "carte.svg": Asset(
        "carte.svg",
        Path("carte.svg"),
        "essai-carte.svg",
        "image/svg+xml",
        "0" * 64,
        alternative=Asset("carte.png", Path("carte.png"), "essai-carte.png", "image/png", "1" * 64),
    ),
    "photo.jpg": Asset("photo.jpg", Path("photo.jpg"), "essai-photo.jpg", "image/jpeg", "2" * 64),
}

_LETTERS = "abcé&<>\"']]>{}«»’…—œ\u00a0\u202f漢😀\u0301"
_words = st.text(alphabet=_LETTERS, min_size=1, max_size=8)
_identifiers = st.sampled_from(["", "", "", "s-1", "fig-carte", "tbl", "eq-1", "aff1", "ref-x", "1-debut", "gr1"])
_classes = st.sampled_from([[], [], ["unnumbered"], ["remarque"], ["mark"], ["index"], ["missing-image"]])
_tex = st.sampled_from(["x^2", "a = b", r"\frac{a}{b} < c", r"\inconnue{x}"])
_urls = st.sampled_from(["https://exemple.fr/a?b=c&d=é", "mailto:a@b.fr", "#s-1", "#nulle-part", "fichier.pdf", ""])

MATH = {
    (tex, displayed): (
        f'<math display="{"block" if displayed else "inline"}" xmlns="http://www.w3.org/1998/Math/MathML">'
        f'<semantics><mi class="x">x</mi><annotation encoding="application/x-tex">{escaped}</annotation>'
        "</semantics></math>"
    )
    for tex, escaped in (("x^2", "x^2"), ("a = b", "a = b"), (r"\frac{a}{b} < c", r"\frac{a}{b} &lt; c"))
    for displayed in (False, True)
}
"""MathML of the formulas drawn, all but one that is unreadable."""


def _node(kind: str, *contents: st.SearchStrategy[Any]) -> st.SearchStrategy[Node]:
    return st.tuples(*contents).map(lambda c: {"t": kind, "c": list(c)})


def _one(kind: str, contents: st.SearchStrategy[Any]) -> st.SearchStrategy[Node]:
    return contents.map(lambda c: {"t": kind, "c": c})


def _attributes(**values: st.SearchStrategy[str]) -> st.SearchStrategy[tree.Attr]:
    pairs = st.fixed_dictionaries({}, optional=values).map(lambda v: [[k.replace("_", "-"), x] for k, x in v.items()])
    return st.tuples(_identifiers, _classes, pairs).map(list)


_math = st.builds(
    lambda kind, tex: {"t": "Math", "c": [{"t": kind}, tex]}, st.sampled_from(["InlineMath", "DisplayMath"]), _tex
)
_equation = st.builds(
    lambda identifier, tex, label: tree.span(
        [{"t": "Math", "c": [{"t": "DisplayMath"}, tex]}], attr(identifier, ["equation"], **label)
    ),
    _identifiers,
    _tex,
    st.sampled_from([{}, {"label": "(1)", "number": "1"}]),
)
_image = st.builds(
    lambda alt, inner, url: {"t": "Image", "c": [attr("", [], **({"alt": alt} if alt else {})), inner, [url, ""]]},
    st.sampled_from(["", "Une carte."]),
    st.lists(_one("Str", _words), max_size=2),
    st.sampled_from([*ASSETS, "perdue.png"]),
)
_cite = st.builds(
    lambda key, text: {"t": "Cite", "c": [[], [tree.span([tree.string(text)], attr("", ["cite"], key=key))]]},
    st.sampled_from([*KEYS, "inconnue"]),
    _words,
)
_leaves = st.one_of(
    _one("Str", _words),
    _one("Str", _words),
    st.sampled_from([tree.SPACE, tree.SOFT_BREAK, {"t": "LineBreak"}]),
    _node("Code", _attributes(), _words),
    _math,
    _equation,
    _image,
    _cite,
    _node("RawInline", st.sampled_from(["html", "latex"]), _words),
)


def _xref(inner: Inlines, rid: str, chapter: str) -> Node:
    values = {"ref_type": "sec", "rid": rid} | ({"chapter": chapter} if chapter else {})
    return tree.link(inner, f"#{rid}", attr("", ["xref"], **values))


def inlines(blocks: st.SearchStrategy[Blocks] | None = None, max_leaves: int = 8) -> st.SearchStrategy[Inlines]:
    """Inlines; with `blocks`, notes too."""

    def extend(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        several = st.lists(inner, max_size=4)
        kinds = ["Emph", "Strong", "Superscript", "Subscript", "SmallCaps", "Strikeout", "Underline"]
        return st.one_of(
            *(_one(kind, several) for kind in kinds),
            _node("Quoted", st.just({"t": "DoubleQuote"}), several),
            _node("Span", _attributes(lang=st.sampled_from(["en", "la"]), entry=_words), several),
            _node("Link", _attributes(), several, st.tuples(_urls, st.sampled_from(["", "Titre"])).map(list)),
            st.builds(_xref, several, st.sampled_from(["s-1", "fig-carte", "rien"]), st.sampled_from(["", "autre"])),
        )

    leaves = _leaves
    if blocks is not None:
        note = blocks.map(lambda b: {"t": "Note", "c": b})
        footnote = st.builds(
            lambda call, n: tree.span([call], attr(f"fn-{n}", ["footnote"], number=str(n))), note, st.integers(1, 9)
        )
        leaves = st.one_of(_leaves, _leaves, _leaves, note, footnote)
    return st.lists(st.recursive(leaves, extend, max_leaves=max_leaves), max_size=6)


def _cell(contents: st.SearchStrategy[Blocks]) -> st.SearchStrategy[list[Any]]:
    return st.tuples(
        st.just(attr()),
        st.sampled_from([{"t": "AlignDefault"}, {"t": "AlignRight"}]),
        st.integers(1, 2),
        st.integers(1, 2),
        contents,
    ).map(list)


def _rows(contents: st.SearchStrategy[Blocks]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.lists(_cell(contents), max_size=3).map(lambda cells: [attr(), cells]), max_size=2)


def _caption(contents: st.SearchStrategy[Blocks]) -> st.SearchStrategy[list[Any]]:
    return contents.map(lambda blocks: [None, blocks])


def _table(contents: st.SearchStrategy[Blocks]) -> st.SearchStrategy[Node]:
    column = st.sampled_from([[{"t": a}, {"t": "ColWidthDefault"}] for a in ("AlignLeft", "AlignDefault")])
    body = st.tuples(st.just(attr()), st.integers(0, 1), _rows(contents), _rows(contents)).map(list)
    head = _rows(contents).map(lambda rows: [attr(), rows])
    return _node(
        "Table",
        st.just(attr()),
        _caption(contents),
        st.lists(column, min_size=1, max_size=3),
        head,
        st.lists(body, min_size=1, max_size=2),
        head,
    )


def _division(contents: st.SearchStrategy[Blocks]) -> st.SearchStrategy[Node]:
    kinds = [[], ["box"], ["epigraph"], ["attribution"], ["note"], ["source"], ["credit"], ["long-description"]]
    kinds += [["missing-image"], ["théorème"]]
    named = st.builds(
        lambda identifier, names, lang: attr(identifier, names, **lang),
        _identifiers,
        st.sampled_from(kinds),
        st.sampled_from([{}, {"lang": "en"}, {"title": "Encadré & <titre>"}]),
    )
    return _node("Div", named, contents)


def _table_division(contents: st.SearchStrategy[Blocks]) -> st.SearchStrategy[Node]:
    return st.builds(
        lambda table, rest, identifier: tree.div(
            [table, *rest], attr(identifier, ["table-wrap"], label="Tableau 1", number="1")
        ),
        _table(contents),
        st.lists(
            _node("Div", st.sampled_from([attr("", [c]) for c in ("note", "source", "credit")]), contents), max_size=2
        ),
        _identifiers,
    )


def _figure(contents: st.SearchStrategy[Blocks]) -> st.SearchStrategy[Node]:
    image = _image.map(lambda node: tree.wrap("Plain", [node]))
    around = _node(
        "Div", st.sampled_from([attr("", [c]) for c in ("source", "credit", "note", "long-description")]), contents
    )
    credit = st.sampled_from(["© 2020 Ville de Rennes", "Photo : J. D.", "© Rennes"]).map(
        lambda text: tree.div([tree.wrap("Para", tree.words(text))], attr("", ["credit"]))
    )
    body = st.builds(
        lambda a, b: [*a, *b], st.lists(image, max_size=2), st.lists(st.one_of(around, credit), max_size=2)
    )
    labelled = st.builds(lambda i: attr(i, [], label="Figure 1", number="1"), _identifiers)
    return _node("Figure", labelled, _caption(contents), st.one_of(body, contents))


def blocks(max_leaves: int = 6) -> st.SearchStrategy[Blocks]:
    """Blocks without ids' being unique."""
    plain = inlines(max_leaves=4)
    simple = st.lists(_one("Para", plain), max_size=2)
    text = inlines(simple, max_leaves=6)
    leaves = st.one_of(
        _one("Para", text),
        _one("Para", text),
        _one("Plain", text),
        _one("CodeBlock", st.tuples(_attributes(), st.text(alphabet=_LETTERS + "\n ", max_size=12)).map(list)),
        _one("LineBlock", st.lists(text, max_size=3)),
        _one("RawBlock", st.tuples(st.just("html"), _words).map(list)),
        st.just({"t": "HorizontalRule"}),
        _node("Header", st.integers(1, 3), _attributes(number=st.just("1")), text),
    )

    def extend(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        several = st.lists(inner, max_size=3)
        listed = st.lists(several, max_size=3)
        style = st.tuples(
            st.integers(1, 30),
            st.sampled_from(["Decimal", "LowerAlpha", "UpperRoman", "Example", "DefaultStyle"]).map(lambda t: {"t": t}),
            st.sampled_from(["Period", "TwoParens", "OneParen"]).map(lambda t: {"t": t}),
        ).map(list)
        return st.one_of(
            _one("BlockQuote", several),
            _one("BulletList", listed),
            _node("OrderedList", style, listed),
            _one("DefinitionList", st.lists(st.tuples(text, st.lists(several, max_size=2)).map(list), max_size=2)),
            _division(several),
            _table_division(several),
            _table(several),
            _figure(several),
        )

    return st.lists(st.recursive(leaves, extend, max_leaves=max_leaves), max_size=5)


def _settled(drawn: Blocks) -> Blocks:
    """`drawn` with each id and each note number once."""
    seen: set[str] = set()
    count = 0

    def change(node: Node) -> Node | None:
        nonlocal count
        if node["t"] == "Span" and "footnote" in tree.classes(node):
            count += 1
            return tree.with_attributes(node, identifier=f"fn-{count}", number=str(count))
        identifier = tree.identifier(node)
        if identifier in seen:
            return tree.with_attributes(node, identifier="")
        if identifier:
            seen.add(identifier)
        return None

    return tree.rewrite(drawn, change)


def documents(max_leaves: int = 12) -> st.SearchStrategy[Blocks]:
    """The blocks of a body in resolved form: ids unique, notes numbered from 1."""
    return blocks(max_leaves).map(_settled)
