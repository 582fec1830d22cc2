"""Numbers of figures, tables, equations and notes: one truth for every output."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass, replace
from functools import partial

from actes import memory
from actes.labels import label
from actes.model import Contribution
from actes.tree import Blocks, Node, attr, classes, identifier, plain_text, rewrite, span, with_attributes

_NUMBERED = {"Note", "Figure", "Div", "Span"}


@dataclass
class _Counts:
    figure: int = 0
    table: int = 0
    equation: int = 0
    note: int = 0


def number(contribution: Contribution) -> Contribution:
    """`contribution` with labels on its captioned figures and tables, its named equations and its notes.

    Figures, tables and equations are numbered from 1 through body and appendices; notes go on through the
    acknowledgements. What has no caption (or, for an equation, no identifier) has no number.
    """
    body, counts = _number(contribution.body, contribution.language, (0, 0, 0, 0))
    appendices, counts = _number(contribution.appendices, contribution.language, counts)
    acknowledgements, _ = _number(contribution.acknowledgements, contribution.language, counts)
    return replace(contribution, body=body, appendices=appendices, acknowledgements=acknowledgements)


def number_piece(blocks: Blocks, language: str) -> Blocks:
    """The blocks of a text of the volume itself (a presentation, an introduction), numbered alike."""
    return _number(blocks, language, (0, 0, 0, 0))[0]


def _number(blocks: Blocks, language: str, counts: tuple[int, ...]) -> tuple[Blocks, tuple[int, ...]]:
    """`blocks` numbered from `counts` on, and the counts after them."""

    def numbered(block: Node) -> tuple[Blocks, tuple[int, ...]]:
        going_on = _Counts(*counts)
        return rewrite([block], _numberer(language, going_on), _NUMBERED), astuple(going_on)

    out: Blocks = []
    for block in blocks:
        # what is numbered from the same counts is the very same block again
        made, counts = memory.recall_of(("number", language, counts), block, partial(numbered, block))
        out += made
    return out, counts


def _numberer(language: str, counts: _Counts) -> Callable[[Node], Node | None]:
    def named(node: Node, kind: str, count: int) -> Node:
        name = identifier(node) or f"{kind}-{count}"
        text = f"{label(kind, language)}\u00a0{count}"
        return with_attributes(node, identifier=name, label=text, number=str(count))

    def change(node: Node) -> Node | None:
        if node["t"] == "Note":
            counts.note += 1
            return span([node], attr(f"fn-{counts.note}", ["footnote"], number=str(counts.note)))
        if node["t"] == "Figure" and plain_text(node["c"][1]):
            counts.figure += 1
            return named(node, "figure", counts.figure)
        if node["t"] == "Div" and "table-wrap" in classes(node) and _has_caption(node):
            counts.table += 1
            return named(node, "table", counts.table)
        if node["t"] == "Span" and "equation" in classes(node) and identifier(node):
            counts.equation += 1
            return with_attributes(node, label=f"({counts.equation})", number=str(counts.equation))
        return None

    return change


def _has_caption(wrap: Node) -> bool:
    return any(inner["t"] == "Table" and plain_text(inner["c"][1]) for inner in wrap["c"][1])
