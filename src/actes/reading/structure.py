"""From pandoc's tree to the normal form of `actes.resolving`: figures, tables, equations, quotations, boxes.

Authors say the same thing in several ways (a caption's attributes, a fenced div around a table, `{#eq-x}`
after a formula); here each becomes one shape. Attribute texts (`source="…"`) are Markdown: they are
collected first and parsed in one batch by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from operator import is_

from actes import memory
from actes.reading.addresses import link_bare_addresses
from actes.reading.columns import narrow
from actes.tree import (
    Blocks,
    Inlines,
    Node,
    attr,
    attributes,
    classes,
    div,
    identifier,
    kinds_in,
    plain_text,
    rewrite,
    span,
    string,
    value,
    walk,
    with_attributes,
    wrap,
)

PARTS = ("note", "source", "credit", "long-description")
"""Attributes of figures and tables that are texts, in the order they are printed."""

_SHAPED = {"Figure", "Table", "Div", "BlockQuote", "Image", "Math"}
"""What blocks hold that have another shape here."""
_CHANGED = {"Figure", "Table", "Div", "Para", "Plain", "BlockQuote", "Image"}
"""The types of node that get another shape, or may."""

ParseInlines = Callable[[str], Inlines]
_EQUATION_ID = re.compile(r"\{#(eq[-:][^\s{}]+)\}(.*)\Z", re.DOTALL)


def attribute_texts(blocks: Blocks) -> list[str]:
    """The Markdown texts that attributes of figures, tables and boxes hold."""
    found = []
    for node in walk(blocks, {"Image", "Table", "Div", "Figure"}):
        found += [text for key in (*PARTS, "title") if (text := value(node, key))]
    return found


def normalise(blocks: Blocks, parse: ParseInlines) -> Blocks:
    """`blocks` in normal form; `parse` gives the inlines of a text of `attribute_texts`."""

    def change(node: Node) -> Node | list[Node] | None:
        match node["t"]:
            case "Figure":
                return _figure(node, parse)
            case "Table":
                return _table(node, parse)
            case "Div":
                return _div(node, parse)
            case "Para" | "Plain":
                return _paragraph(node)
            case "BlockQuote":
                return {"t": "BlockQuote", "c": _attributed(node["c"])}
            case "Image":
                return _described(node)
            case _:
                return None

    def shaped(block: Node) -> Blocks:
        if kinds_in(block).isdisjoint(_SHAPED):
            return [block]
        make = partial(rewrite, [block], change, _CHANGED)
        # what its attributes say is parsed elsewhere; without them a block has one shape
        return make() if attribute_texts([block]) else memory.recall_of("shape", block, make)

    return link_bare_addresses([made for block in blocks for made in shaped(block)])


def _parts(node: Node, parse: ParseInlines) -> Blocks:
    return [div([wrap("Plain", parse(text))], attr("", [part])) for part in PARTS if (text := value(node, part))]


def _without_parts(node: Node, **values: str) -> Node:
    old = attributes(node) or attr()
    kept = [[k, v] for k, v in old[2] if k not in PARTS and k not in values]
    kept += [[k, v] for k, v in values.items() if v]
    return {"t": node["t"], "c": [[old[0], old[1], kept], *node["c"][1:]]}


def _figure(node: Node, parse: ParseInlines) -> Node:
    _attributes, (short, caption), contents = node["c"]
    caption_text = plain_text(caption)
    images: Blocks = []
    parts: Blocks = _parts(node, parse)
    for image in walk(contents, {"Image"}):
        parts += _parts(image, parse)
        # pandoc writes the alternative text over the caption in the image: equal texts mean none was given
        alternative = value(image, "alt") or plain_text(image["c"][1])
        images.append(_without_parts(image, alt="" if alternative == caption_text else alternative))
    rest = [b for b in contents if not any(walk(b, {"Image"}))]
    inner: Blocks = [wrap("Plain", images)] if images else []
    figure: Node = {"t": "Figure", "c": [node["c"][0], [short, caption], [*inner, *rest, *parts]]}
    return _without_parts(figure)


def _paragraph(node: Node) -> Node | list[Node] | None:
    inlines = node["c"]
    if node["t"] == "Para" and len(inlines) == 1 and inlines[0]["t"] == "Image":
        # an image alone without caption: a figure without label
        image = inlines[0]
        alternative = value(image, "alt") or plain_text(image["c"][1])
        kept = _without_parts(image, **({"alt": alternative} if alternative else {}))
        return {"t": "Figure", "c": [attr(identifier(image)), [None, []], [wrap("Plain", [kept])]]}
    if not any(n["t"] == "Math" for n in inlines):
        return None
    out: Inlines = []
    for current in inlines:
        found = _EQUATION_ID.match(current["c"]) if current["t"] == "Str" else None
        before = out[:-1] if out and out[-1]["t"] in {"Space", "SoftBreak"} else out
        if found and before and before[-1]["t"] == "Math" and before[-1]["c"][0]["t"] == "DisplayMath":
            out = [*before[:-1], span([before[-1]], attr(found[1], ["equation"]))]
            if found[2]:
                out.append(string(found[2]))
        else:
            out.append(current)
    out = [
        span([n], attr("", ["equation"])) if n["t"] == "Math" and n["c"][0]["t"] == "DisplayMath" else n for n in out
    ]
    # what is known of a paragraph is known of the very same one: formulas in a line leave it as it is
    return None if len(out) == len(inlines) and all(map(is_, out, inlines)) else {**node, "c": out}


def _table(node: Node, parse: ParseInlines) -> Node:
    parts = _parts(node, parse)
    bare = narrow(_without_parts(node))
    name = identifier(bare)
    bare = with_attributes(bare, identifier="")
    return div([bare, *parts], attr(name, ["table-wrap"]))


def _div(node: Node, parse: ParseInlines) -> Node | list[Node] | None:
    names = classes(node)
    inner: Blocks = node["c"][1]
    tables = [b for b in inner if "table-wrap" in classes(b)]
    if len(tables) == 1 and ("table" in names or identifier(node).startswith("tbl")):
        table = tables[0]
        others = [b for b in inner if b is not table]
        caption = _caption_among(others) if not plain_text(table["c"][1][0]["c"][1]) else None
        if caption is not None:
            others = [b for b in others if b is not caption]
            first = table["c"][1][0]
            captioned = {**first, "c": [first["c"][0], [None, [wrap("Plain", caption["c"])]], *first["c"][2:]]}
            table = {**table, "c": [table["c"][0], [captioned, *table["c"][1][1:]]]}
        notes = [b if set(classes(b)) & set(PARTS) else div([b], attr("", ["note"])) for b in others]
        extra = {k: v for k, v in (attributes(node) or attr())[2] if k not in PARTS}
        merged = with_attributes(table, identifier=identifier(node) or identifier(table), **extra)
        return {**merged, "c": [merged["c"][0], [*merged["c"][1], *notes, *_parts(node, parse)]]}
    if "epigraph" in names:
        return {"t": "Div", "c": [node["c"][0], _attributed(inner)]}
    if "box" in names and value(node, "title"):
        title = div([wrap("Plain", parse(value(node, "title")))], attr("", ["box-title"]))
        held = attributes(node) or attr()
        kept = [held[0], held[1], [[k, v] for k, v in held[2] if k != "title"]]
        return {"t": "Div", "c": [kept, [title, *inner]]}
    return None


def _caption_among(blocks: Blocks) -> Node | None:
    """A lone paragraph beside a table in its div is its caption."""
    paragraphs = [b for b in blocks if b["t"] in {"Para", "Plain"}]
    return paragraphs[0] if len(paragraphs) == 1 and len(blocks) == 1 else None


def _attributed(blocks: Blocks) -> Blocks:
    """The blocks of a quotation, its last paragraph as its attribution when it begins with a dash."""
    if len(blocks) < 2 or blocks[-1]["t"] != "Para":
        return blocks
    inlines = blocks[-1]["c"]
    if not inlines or inlines[0]["t"] != "Str" or not re.match(r"[—―]|--", inlines[0]["c"]):
        return blocks
    first = inlines[0]["c"].lstrip("—―-")
    rest = inlines[1:] if first == "" else [string(first), *inlines[1:]]
    while rest and rest[0]["t"] in {"Space", "SoftBreak"}:
        rest = rest[1:]
    return [*blocks[:-1], div([wrap("Plain", rest)], attr("", ["attribution"]))]


def _described(image: Node) -> Node | None:
    """An image with the text in its brackets as its alternative text, unless it has one (even an empty one)."""
    held = attributes(image) or attr()
    text = plain_text(image["c"][1])
    return with_attributes(image, alt=text) if text and "alt" not in dict(held[2]) else None
