"""pandoc's document tree as plain dicts: constructors, traversal, rewriting, plain text.

A node is `{"t": type, "c": contents}` exactly as in pandoc's JSON (pandoc-types 1.23): the tree is the
contract between reading, resolving and writing. Functions here never change their arguments.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from operator import is_, itemgetter
from typing import Any, TypeVar

Node = dict[str, Any]
Inlines = list[Node]
Blocks = list[Node]
Attr = list[Any]
"""`[identifier, [class, …], [[key, value], …]]`."""

SPACE: Node = {"t": "Space"}
SOFT_BREAK: Node = {"t": "SoftBreak"}


def attr(identifier: str = "", classes: Iterable[str] = (), **values: str) -> Attr:
    """An attribute list; underscores in `values` names become hyphens (`ref_type` → `ref-type`)."""
    return [identifier, list(classes), [[k.replace("_", "-"), v] for k, v in values.items()]]


@functools.lru_cache(maxsize=20_000)
def string(text: str) -> Node:
    """A `Str` node: `text` has no white space that may break a line. Nodes are never changed: they may be shared."""
    return {"t": "Str", "c": text}


def words(text: str) -> Inlines:
    """Plain text as `Str` and `Space` nodes; no-break spaces stay inside their `Str`."""
    out: Inlines = []
    for i, word in enumerate(text.replace("\n", " ").replace("\t", " ").split(" ")):
        if i:
            out.append(SPACE)
        if word:
            out.append(string(word))
    return out


def wrap(kind: str, inlines: Inlines) -> Node:
    """`Emph`, `Strong`, `Superscript`, `Subscript`, `SmallCaps`, `Strikeout`, `Underline`, `Para`, `Plain`."""
    return {"t": kind, "c": inlines}


def span(inlines: Inlines, attributes: Attr | None = None) -> Node:
    """A `Span`."""
    return {"t": "Span", "c": [attributes or attr(), inlines]}


def div(blocks: Blocks, attributes: Attr | None = None) -> Node:
    """A `Div`."""
    return {"t": "Div", "c": [attributes or attr(), blocks]}


def link(inlines: Inlines, url: str, attributes: Attr | None = None, title: str = "") -> Node:
    """A `Link`."""
    return {"t": "Link", "c": [attributes or attr(), inlines, [url, title]]}


_ATTR_FIRST = {"Span", "Div", "Link", "Image", "Code", "CodeBlock", "Figure", "Table"}
WITH_ATTRIBUTES = _ATTR_FIRST | {"Header"}
"""The types of node that may have an identifier, classes and values."""


def attributes(node: Node) -> Attr | None:
    """The attribute list of a node that has one, else None."""
    if node["t"] in _ATTR_FIRST:
        found: Attr = node["c"][0]
        return found
    if node["t"] == "Header":
        found = node["c"][1]
        return found
    return None


def identifier(node: Node) -> str:
    """The id of a node, or ""."""
    found = attributes(node)
    return str(found[0]) if found else ""


def identifiers(tree: Any) -> list[str]:
    """The ids of the nodes in `tree`, in document order."""
    return [name for node in walk(tree, WITH_ATTRIBUTES) if (name := identifier(node))]


def classes(node: Node) -> list[str]:
    """The classes of a node."""
    found = attributes(node)
    return list(found[1]) if found else []


def value(node: Node, key: str, default: str = "") -> str:
    """The value of attribute `key` of a node."""
    found = attributes(node)
    for name, held in found[2] if found else ():
        if name == key:
            return str(held)
    return default


def with_attributes(
    node: Node, *, identifier: str | None = None, add: Iterable[str] = (), drop: Iterable[str] = (), **values: str
) -> Node:
    """A copy of `node` with another id, classes added or dropped, attributes set (`ref_type` → `ref-type`)."""
    old = attributes(node)
    if old is None:
        raise TypeError(f"{node['t']} has no attributes")
    dropped = set(drop)
    names = [c for c in old[1] if c not in dropped]
    names += [c for c in add if c not in names]
    held = {str(k): str(v) for k, v in old[2]}
    held.update({k.replace("_", "-"): v for k, v in values.items()})
    new: Attr = [old[0] if identifier is None else identifier, names, [[k, v] for k, v in held.items()]]
    contents = list(node["c"])
    contents[1 if node["t"] == "Header" else 0] = new
    return {"t": node["t"], "c": contents}


_BLOCKS = frozenset({
    "Para", "Plain", "Header", "BlockQuote", "BulletList", "OrderedList", "DefinitionList", "Div", "Figure", "Table",
    "LineBlock",
})  # fmt: skip
_MOST = 6000
"""Blocks whose nodes are kept: those of a dozen chapters."""
_TYPE = itemgetter("t")
_known: dict[int, tuple[Node, list[Node], frozenset[str]]] = {}


def _held(block: Node) -> tuple[Node, list[Node], frozenset[str]]:
    """`block`, its nodes as `walk` gives them, and their types.

    They are found once for each block: most passes over a text look for what few of its paragraphs have.
    """
    held = _known.get(id(block))
    if held is None or held[0] is not block:
        if len(_known) >= _MOST:
            _known.clear()
        nodes = _nodes(block)
        # the block is kept with its nodes, so that no other can have its id
        held = _known[id(block)] = (block, nodes, frozenset(map(_TYPE, nodes)))
    return held


def _nodes(block: Node) -> list[Node]:
    # written for speed: a book has a million nodes
    found: list[Node] = []
    add = found.append
    stack: list[Iterator[Any]] = [iter((block,))]
    while stack:
        for child in stack[-1]:
            if type(child) is dict:
                if "t" in child:
                    add(child)
                contents = child.get("c")
                if type(contents) is list:
                    stack.append(iter(contents))
                    break
                if type(contents) is dict:
                    stack.append(iter((contents,)))
                    break
            elif type(child) is list:
                stack.append(iter(child))
                break
        else:
            stack.pop()
    return found


def kinds_in(block: Node) -> frozenset[str]:
    """The types of the nodes in `block`, its own included."""
    return _held(block)[2]


def walk(tree: Any, kinds: Collection[str] | None = None) -> Iterator[Node]:
    """Every node below `tree` (a node, or nested lists of nodes), in document order, parents first.

    With `kinds`, only the nodes of these types (those below others too).
    """
    stack = [tree]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if item.get("t") in _BLOCKS:
                _, nodes, held = _held(item)
                if kinds is None:
                    yield from nodes
                elif not held.isdisjoint(kinds):
                    for node in nodes:
                        if node["t"] in kinds:
                            yield node
                continue
            if "t" in item and (kinds is None or item["t"] in kinds):
                yield item
            contents = item.get("c")
            if isinstance(contents, list | dict):
                stack.append(contents)
        elif isinstance(item, list):
            stack.extend(reversed(item))


def by_type(tree: Any) -> dict[str, list[Node]]:
    """The nodes below `tree` by their types, each in document order; words and spaces, which are most, are left out."""
    found: dict[str, list[Node]] = {}
    _by_type(tree, found)
    return found


def _by_type(items: Any, found: dict[str, list[Node]]) -> None:
    for child in items:
        if type(child) is dict:
            kind = child.get("t")
            if kind == "Str" or kind == "Space":
                continue
            if kind:
                found.setdefault(kind, []).append(child)
            contents = child.get("c")
            if type(contents) is list:
                _by_type(contents, found)
            elif type(contents) is dict:
                _by_type((contents,), found)
        elif child and type(child) is list:
            _by_type(child, found)


T = TypeVar("T")
Rewriter = Callable[[Node], Node | list[Node] | None]


def rewrite(tree: T, change: Rewriter, kinds: Collection[str] | None = None) -> T:
    """A copy of `tree` in which each node, children first, became `change(node)`.

    `change` returns None to keep the node, a node to replace it, or a list to put in its place; with `kinds`
    it is asked about nodes of these types only, which is faster. Untouched parts are shared with the
    original, never copied.
    """
    result: T = _rewrite(tree, change, kinds)
    return result


def _rewrite(item: Any, change: Rewriter, kinds: Collection[str] | None) -> Any:
    if isinstance(item, dict):
        return _rewrite_node(item, change, kinds) if "t" in item else item
    return _rewrite_list(item, change, kinds) if isinstance(item, list) else item


def _rewrite_list(items: list[Any], change: Rewriter, kinds: Collection[str] | None) -> list[Any]:
    out: list[Any] | None = None
    for i, child in enumerate(items):
        # most of a tree is strings and words: no call is spent on them
        if isinstance(child, dict):
            contents = child.get("c")
            if (contents is None or isinstance(contents, str)) and kinds is not None and child.get("t") not in kinds:
                new: Any = child
            else:
                new = _rewrite_node(child, change, kinds) if "t" in child else child
        else:
            new = _rewrite_list(child, change, kinds) if isinstance(child, list) and child else child
        if out is None:
            if new is child:
                continue
            out = items[:i]
        if isinstance(new, list) and isinstance(child, dict):
            out.extend(new)
        else:
            out.append(new)
    return items if out is None else out


def _rewrite_node(node: Node, change: Rewriter, kinds: Collection[str] | None) -> Any:
    if kinds is not None and node["t"] in _BLOCKS and kinds_in(node).isdisjoint(kinds):
        return node
    contents = node.get("c")
    if isinstance(contents, list | dict):
        new_contents = _rewrite(contents, change, kinds)
        if new_contents is not contents:
            node = {**node, "c": new_contents}
    if kinds is not None and node["t"] not in kinds:
        return node
    new = change(node)
    return node if new is None else new


def rewrite_where(
    blocks: Blocks, change: Rewriter, having: Collection[str], kinds: Collection[str] | None = None
) -> Blocks:
    """`rewrite` of those of `blocks` that have a node of the types `having`; the others stay as they are."""
    out: Blocks = []
    for block in blocks:
        out += [block] if kinds_in(block).isdisjoint(having) else rewrite([block], change, kinds)
    return blocks if len(out) == len(blocks) and all(map(is_, out, blocks)) else out


_BLOCK_ENDS = {"Para", "Plain", "Header", "CodeBlock", "LineBlock", "Figure", "Table", "HorizontalRule"}


def plain_text(tree: Any, *, notes: bool = False) -> str:
    """The text a reader sees in `tree`: quotes and math as typed, `notes` left out unless asked for.

    Blocks are separated by a line feed, and line breaks are spaces.
    """
    pieces: list[str] = []
    _plain(tree, pieces, notes)
    return "".join(pieces).strip()


def _plain(item: Any, out: list[str], notes: bool) -> None:
    if isinstance(item, list):
        add = out.append
        for child in item:
            # most of a text is words and spaces: no call is spent on them
            if type(child) is dict:
                kind = child.get("t")
                if kind == "Str":
                    add(child["c"])
                elif kind == "Space":
                    add(" ")
                else:
                    _plain(child, out, notes)
            elif child and type(child) is list:
                _plain(child, out, notes)
        return
    if not isinstance(item, dict) or "t" not in item:
        return
    kind = item["t"]
    contents: Any = item.get("c")
    if kind == "Str":
        out.append(contents)
    elif kind in {"Space", "SoftBreak", "LineBreak"}:
        out.append(" ")
    elif kind in {"Code", "CodeBlock", "Math", "RawInline", "RawBlock"}:
        out.append(contents[1])
    elif kind == "Quoted":
        opening, closing = ("‘", "’") if contents[0]["t"] == "SingleQuote" else ("“", "”")
        out.append(opening)
        _plain(contents[1], out, notes)
        out.append(closing)
    elif kind == "Note":
        if notes:
            out.append(" ")
            _plain(contents, out, notes)
    elif kind == "Cite":
        _plain(contents[1], out, notes)
    elif kind == "LineBlock":
        for line in contents:
            _plain(line, out, notes)
            out.append("\n")
    elif kind == "DefinitionList":
        for term, definitions in contents:
            _plain(term, out, notes)
            out.append("\n")
            _plain(definitions, out, notes)
    else:
        _plain(contents, out, notes)
    if kind in _BLOCK_ENDS:
        out.append("\n")


_WORD = re.compile(r"[^\W_]\S*")
"""What is left of a word from its first letter or figure on: once in each."""


def count_words(tree: Any, *, notes: bool = True) -> int:
    """How many words a reader counts in `tree`, which may be a text."""
    text = tree if isinstance(tree, str) else plain_text(tree, notes=notes)
    return len(_WORD.findall(text))


def reference_id(key: str) -> str:
    """The anchor of reference `key` inside its chapter: `ref-<key>`, safe as an XML Name, one per key.

    A key with other characters than ASCII letters, digits, `.`, `_`, `-` gets a short digest, so that two
    keys never share an anchor and an anchor never changes from one build to the next.
    """
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", key)
    if safe != key:
        safe = f"{safe.strip('-')}-{hashlib.sha256(key.encode()).hexdigest()[:6]}".lstrip("-")
    return f"ref-{safe}"
