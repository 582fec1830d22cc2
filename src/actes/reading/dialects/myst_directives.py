"""The directives of MyST in the parsed text: figures, tables, admonitions, each in pandoc's own shape."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from actes import pandoc
from actes.reading.dialects.boxes import box, kind_of
from actes.tree import (
    WITH_ATTRIBUTES,
    Blocks,
    Inlines,
    Node,
    attr,
    attributes,
    classes,
    div,
    identifier,
    plain_text,
    rewrite,
    walk,
    with_attributes,
    words,
    wrap,
)


def inlines_of(texts: Iterable[str]) -> dict[str, Inlines]:
    """The inlines of short Markdown texts, parsed together; one pandoc cannot read is plain words."""
    wanted = [t for t in dict.fromkeys(texts) if t]
    found: dict[str, Inlines] = {"": []}
    for text, converted in zip(wanted, pandoc.convert([pandoc.Job(t) for t in wanted]), strict=True):
        blocks = [] if converted.error else pandoc.blocks(converted.result)
        simple = len(blocks) == 1 and blocks[0]["t"] in {"Para", "Plain"}
        found[text] = blocks[0]["c"] if simple else words(text)
    return found


def _options(node: Node) -> dict[str, str]:
    held = attributes(node) or attr()
    return {k.removeprefix("o-"): unquote(v) for k, v in held[2]}


def shape(blocks: Blocks, language: str) -> Blocks:
    """`blocks` without directives."""
    marked = [n for n in walk(blocks, {"Div", "CodeBlock"}) if "directive" in classes(n)]
    if not marked and not any("anchor" in classes(n) for n in walk(blocks, WITH_ATTRIBUTES)):
        return blocks
    texts: list[str] = []
    for node in marked:
        options = _options(node)
        if options.get("kind") in {"table", "list-table", "csv-table"}:
            texts.append(options.get("argument", ""))
        if options.get("kind") == "csv-table" and node["t"] == "CodeBlock":
            texts += [cell for row in _rows(node, options) for cell in row]
    read = inlines_of(texts)

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] == "CodeBlock" and "directive" in classes(node):
            options = _options(node)
            if options.get("kind") == "csv-table":
                rows = [[[wrap("Plain", read.get(c, words(c)))] for c in row] for row in _rows(node, options)]
                return _named(_table(rows, options, read), options)
            head = f"{{{options.get('kind', '')}}} {options.get('argument', '')}".strip()
            return {"t": "CodeBlock", "c": [attr(), "\n".join(t for t in (head, node["c"][1]) if t)]}
        if node["t"] == "Div" and "directive" in classes(node):
            return _directive(node, language, read)
        return None

    return _anchors(rewrite(blocks, change, {"CodeBlock", "Div"}))


def _directive(node: Node, language: str, read: Mapping[str, Inlines]) -> Node | list[Node]:
    options = _options(node)
    kind, argument = options.get("kind", ""), options.get("argument", "")
    name = options.get("label") or options.get("name") or identifier(node)
    inner: Blocks = node["c"][1]
    if kind in {"figure", "image", "list-figure"}:
        return _figure(inner, argument, name, options)
    if kind == "table":
        caption = read.get(argument, [])
        return div([*([wrap("Para", caption)] if caption else []), *inner], attr(name, ["table"]))
    if kind == "list-table":
        rows = [_cells(item) for block in inner if block["t"] == "BulletList" for item in block["c"]]
        others = [b for b in inner if b["t"] != "BulletList"]
        return [_named(_table(rows, options, read), options), *others] if rows else div(inner, attr(name))
    if kind == "epigraph":
        return div(inner, attr(name, ["epigraph"]))
    if kind in {"pull-quote", "blockquote"}:
        return {"t": "BlockQuote", "c": inner}
    if kind_of(kind):
        return box(inner, kind, language, name, argument)
    head = [wrap("Para", words(argument))] if argument else []
    return div([*head, *inner], attr(name))


def _figure(inner: Blocks, url: str, name: str, options: Mapping[str, str]) -> Node:
    kept = {k: options[k] for k in ("alt", "width", "height") if options.get(k)}
    images: Inlines = [{"t": "Image", "c": [attr("", (), **kept), [], [url, ""]]}] if url else []
    anchor = ""
    for part in walk(inner, {"Span", "Image"}):
        if part["t"] == "Span" and "anchor" in classes(part):
            anchor = identifier(part)
        elif part["t"] == "Image":
            # `(a)=` before an image names it
            images.append(with_attributes(part, identifier=anchor) if anchor and not identifier(part) else part)
            anchor = ""
    text = [b for b in inner if plain_text(b) and not any(walk(b, {"Image"}))]
    caption = [wrap("Plain", text[0]["c"])] if text and text[0]["t"] in {"Para", "Plain"} else []
    legend = text[1:] if caption else text
    contents = [*([wrap("Plain", images)] if images else []), *([div(legend, attr("", ["note"]))] if legend else [])]
    return {"t": "Figure", "c": [attr(name), [None, caption], contents]}


def _cells(item: Blocks) -> list[Blocks]:
    """The cells of a row: the items of the list it holds."""
    lists = [b for b in item if b["t"] == "BulletList"]
    return list(lists[0]["c"]) if lists else [item]


def _rows(node: Node, options: Mapping[str, str]) -> list[list[str]]:
    reader = csv.reader(io.StringIO(node["c"][1]), delimiter=(options.get("delim") or ",")[:1], skipinitialspace=True)
    rows: list[list[str]] = []
    try:
        rows += [[c.strip() for c in row] for row in reader if row]
    except csv.Error:
        rows = [[line] for line in node["c"][1].splitlines() if line.strip()]
    if options.get("header"):
        rows = [*([c.strip() for c in row] for row in csv.reader([options["header"]], skipinitialspace=True)), *rows]
    return rows


def _table(rows: list[list[Blocks]], options: Mapping[str, str], read: Mapping[str, Inlines]) -> Node:
    width = max((len(r) for r in rows), default=0)
    wanted = options.get("header-rows") or ("1" if options.get("header") else "0")
    heads = int(wanted) if wanted.isdecimal() else 0
    stubs = int(options["stub-columns"]) if options.get("stub-columns", "").isdecimal() else 0
    made = [{**_row(row, width)} for row in rows]
    lines = [[attr(), [[attr(), {"t": "AlignDefault"}, 1, 1, cell] for cell in row["c"]]] for row in made]
    caption = read.get(options.get("argument", ""), [])
    return {
        "t": "Table",
        "c": [
            attr(),
            [None, [wrap("Plain", caption)] if caption else []],
            [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in range(width)],
            [attr(), lines[:heads]],
            [[attr(), min(stubs, width), [], lines[heads:]]],
            [attr(), []],
        ],
    }


def _row(row: list[Blocks], width: int) -> Node:
    return {"t": "Row", "c": [*row, *[[] for _ in range(width - len(row))]]}


def _named(table: Node, options: Mapping[str, str]) -> Node:
    return with_attributes(table, identifier=options.get("label") or options.get("name") or "")


def _anchors(blocks: Blocks) -> Blocks:
    """`(label)=` before a figure, a table or a block of code names it."""
    out: Blocks = []
    for block in blocks:
        before = out[-1] if out else None
        held = before["c"][0] if before and before["t"] == "Para" and len(before["c"]) == 1 else None
        named = held is not None and held["t"] == "Span" and "anchor" in classes(held)
        if named and attributes(block) is not None and not identifier(block) and held is not None:
            out[-1] = with_attributes(block, identifier=identifier(held))
        else:
            out.append(block)
    return [
        b
        for b in out
        if plain_text(b) or b["t"] != "Para" or any(n["t"] != "Span" for n in b["c"]) or identifier(b["c"][0])
    ]
