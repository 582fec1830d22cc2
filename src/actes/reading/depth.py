"""Texts nested deeper than any reader could follow, kept flat: what walks a tree by recursion is safe after this."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from actes import memory
from actes.diagnostics import Location, Report
from actes.tree import Blocks, Inlines, Node, walk, words, wrap

DEEPEST = 40
"""Nodes inside one another; a long paper has a dozen."""

_BLOCKS = {"BlockQuote", "Div", "BulletList", "OrderedList", "DefinitionList", "Figure", "Table", "LineBlock"}


_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


def unbracketed(text: str) -> str:
    """Markdown in which the brackets of a paragraph with too many brackets or links open at once are only signs.

    pandoc takes minutes for a few thousand of them. Lines stay where they are.
    """
    return _PARAGRAPH.sub(lambda found: _as_signs(found[0]), text) if text.count("[") > DEEPEST else text


def _as_signs(paragraph: str) -> str:
    brackets = links = deepest = 0
    for sign in re.findall(r"\]\(?|[\[)]", paragraph) if paragraph.count("[") > DEEPEST else ():
        brackets = brackets + 1 if sign == "[" else max(0, brackets - 1) if sign[0] == "]" else brackets
        links = links + 1 if sign == "](" else max(0, links - 1) if sign == ")" else links
        deepest = max(deepest, brackets, links)
    return re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", paragraph) if deepest > DEEPEST else paragraph


def depth(tree: Any) -> int:
    """How many nodes stand inside one another in `tree` at most; found without recursion."""
    deepest = 0
    stack = [(tree, 0)]
    while stack:
        item, level = stack.pop()
        if isinstance(item, dict):
            inner = level + ("t" in item)
            deepest = max(deepest, inner)
            stack += [(held, inner) for held in item.values() if isinstance(held, list | dict)]
        elif isinstance(item, list):
            for held in item:
                if isinstance(held, dict) and "t" in held and isinstance(held.get("c", ""), str):
                    # most of a tree is words and spaces: nothing is below them
                    deepest = max(deepest, level + 1)
                elif isinstance(held, list | dict):
                    stack.append((held, level))
    return deepest


def _is_deep(block: Node) -> bool:
    # nodes that hold nothing but a text are inside others, and none is inside them
    holders = sum(not isinstance(node.get("c", ""), str) for node in walk(block))
    return holders >= DEEPEST and depth(block) > DEEPEST


def flatten(blocks: Blocks, place: Location, report: Report) -> Blocks:
    """`blocks`, each that is nested too deep replaced by paragraphs of its words (reported at `place`)."""
    out: Blocks = []
    for block in blocks:
        if not memory.recall_of("deep", block, partial(_is_deep, block)):
            out.append(block)
            continue
        report.add("deep-nesting", place, limit=DEEPEST)
        out += _paragraphs(block)
    return out


def _paragraphs(block: Node) -> Blocks:
    """The leaves of a block in order, a paragraph for each of its own."""
    out: Blocks = []
    current: Inlines = []
    stack: list[Any] = [block]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack += reversed(item)
            continue
        if not isinstance(item, dict):
            continue
        kind, held = item.get("t"), item.get("c")
        if kind in {"Para", "Plain", "Header"} or kind in _BLOCKS:
            if current:
                out.append(wrap("Para", current))
            current = []
        if kind == "Str":
            current.append(item)
        elif kind in {"Space", "SoftBreak", "LineBreak"}:
            current.append({"t": "Space"})
        elif kind in {"Math", "Image"}:
            current.append(item)
        elif kind in {"Code", "CodeBlock"} or kind in {"RawInline", "RawBlock"}:
            current += words(item["c"][1])
        elif held is not None:
            stack.append(held)
    if current:
        out.append(wrap("Para", current))
    return out
