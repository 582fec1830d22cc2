"""The tree of blobs as pandoc inlines and as plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from actes import tree
from actes.csl.blobs import DISPLAY, Blob
from actes.csl.markup import Quotes
from actes.tree import Inlines, Node

Wrapper = tuple[str, str, int]
"""(kind, particulars, which one): a formatting, a cite, a link or a block that surrounds text."""

_FLIPS = {"font-style": "italic", "font-weight": "bold", "font-variant": "small-caps"}
_NODES = {
    ("font-style", "italic"): "Emph",
    ("font-style", "oblique"): "Emph",
    ("font-weight", "bold"): "Strong",
    ("font-variant", "small-caps"): "SmallCaps",
    ("text-decoration", "underline"): "Underline",
    ("vertical-align", "sup"): "Superscript",
    ("vertical-align", "sub"): "Subscript",
}
_JOINER = "\u2060"


@dataclass
class Segment:
    """A run of text and what surrounds it, outermost first."""

    text: str
    path: tuple[Wrapper, ...]


def segments(blob: Blob, quotes: Quotes) -> list[Segment]:
    """The text of a settled blob: formatting resolved, quotation marks put, doubled marks removed."""
    writer = _Writer(quotes)
    if not blob.empty:
        writer.write(blob, (), {})
    return _tidy(writer.out)


class _Writer:
    def __init__(self, quotes: Quotes) -> None:
        self.quotes = quotes
        self.out: list[Segment] = []
        self.count = 0

    def _put(self, text: str, path: tuple[Wrapper, ...]) -> None:
        if text:
            self.out.append(Segment(text, path))

    def write(self, blob: Blob, path: tuple[Wrapper, ...], state: dict[str, str]) -> None:
        if blob.role in DISPLAY:
            self.count += 1
            path = (*path, ("display", blob.role, self.count))
        self._put(blob.prefix, path)
        inner, held, opening, closing = self._formatted(blob, path, state)
        if blob.role in {"cite", "link"} or (blob.data and blob.text is not None):
            self.count += 1
            kind = "cite" if blob.role == "cite" else "link"
            inner = (*inner, (kind, blob.data, self.count))
        self._put(opening, inner)
        if blob.text is not None:
            self._put(blob.text, inner)
        else:
            first = True
            for child in blob.children:
                if not child.text and not child.children:
                    continue
                if not first:
                    self._put(blob.delimiter, inner)
                first = False
                self.write(child, inner, held)
        self._put(closing, inner)
        self._put(blob.suffix, path)

    def _formatted(
        self, blob: Blob, path: tuple[Wrapper, ...], state: dict[str, str]
    ) -> tuple[tuple[Wrapper, ...], dict[str, str], str, str]:
        opening = closing = ""
        if not blob.decor:
            return path, state, opening, closing
        state = dict(state)
        for name, value in blob.decor:
            if name == "quotes" and value == "false":
                state["quotes"] = "false"
            elif name == "quotes":
                around = state.get("quotes")
                outer = value == "true" or (around != "true" and not (value == "inner" and around is None))
                state["quotes"] = "true" if outer else "inner"
                marks = self.quotes
                opening = (marks.opening if outer else marks.inner_opening) + opening
                closing += marks.closing if outer else marks.inner_closing
            elif name == "all":
                path = tuple(w for w in path if w[0] not in _FLIPS)
                state = {k: v for k, v in state.items() if k not in _FLIPS}
            else:
                flipped = "normal" if state.get(name, "normal") != "normal" else _FLIPS.get(name, value)
                value = flipped if value == "flip" else value
                path = tuple(w for w in path if w[0] != name)
                if (name, value) in _NODES:
                    path = (*path, (name, value, 0))
                state[name] = value
        return path, state, opening, closing


def _tidy(pieces: list[Segment]) -> list[Segment]:
    """Remove what no reader wants: doubled blanks and marks, a blank before a comma, empty brackets."""
    text = "".join([p.text for p in pieces])
    fixed = _inside_links(pieces)
    drop: set[int] = set()
    for pattern, group in _FAULTS:
        for match in pattern.finditer(text):
            if fixed.isdisjoint(range(*match.span())):
                drop.update(range(*match.span(group)))
    if drop:
        pieces = _without(pieces, drop)
    return _stripped(pieces)


def _inside_links(pieces: list[Segment]) -> set[int]:
    """The places of the characters that nobody may remove."""
    found: set[int] = set()
    at = 0
    for piece in pieces:
        if any(w[0] == "link" for w in piece.path):
            found.update(range(at, at + len(piece.text)))
        at += len(piece.text)
    return found


_FAULTS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(?<!\.)\.(\.)(?!\.)"), 1),
    (re.compile(r",([ \u00a0\u202f]*,)"), 1),
    (re.compile(r"(?<!\.)\.( \.)(?![.\w])"), 1),
    (re.compile(r":([ \u00a0\u202f]*,)"), 1),
    (re.compile(r"[(\[]( +)"), 1),
    (re.compile(r"[ \u00a0\u202f]( +)"), 1),
    (re.compile(r"( +)(?=[\u00a0\u202f])"), 1),
    (re.compile(r"[^ \u00a0\u202f]([ \u00a0\u202f]+),(?!,)"), 1),
    (re.compile(r"(?: ?)(\(\)|\[\])"), 0),
)


def _without(pieces: list[Segment], drop: set[int]) -> list[Segment]:
    out: list[Segment] = []
    at = 0
    for piece in pieces:
        kept = "".join(c for i, c in enumerate(piece.text, at) if i not in drop)
        at += len(piece.text)
        if kept:
            out.append(Segment(kept, piece.path))
    return out


def _stripped(pieces: list[Segment]) -> list[Segment]:
    while pieces and not pieces[0].text.strip():
        pieces = pieces[1:]
    while pieces and not pieces[-1].text.strip():
        pieces = pieces[:-1]
    if pieces:
        pieces[0] = Segment(pieces[0].text.lstrip(), pieces[0].path)
        pieces[-1] = Segment(pieces[-1].text.rstrip(), pieces[-1].path)
    return pieces


def trimmed(pieces: list[Segment]) -> list[Segment]:
    """The segments without the marks that would have led to what does not follow: « Lefebvre, »."""
    kept = list(pieces)
    while kept:
        text = kept[-1].text.rstrip(" ,;:\u00a0\u202f")
        if text:
            kept[-1] = Segment(text, kept[-1].path)
            break
        kept.pop()
    return kept


def plain_text(pieces: list[Segment]) -> str:
    """The text alone; blocks of an entry (`display`) are separated by a blank."""
    out = ""
    block: Wrapper | None = None
    for piece in pieces:
        found = next((w for w in piece.path if w[0] == "display"), None)
        if out and found != block and not out.endswith((" ", "\u00a0")) and not piece.text.startswith(" "):
            out += " "
        block = found
        out += piece.text
    return re.sub(r"  +", " ", out.replace(_JOINER, "")).strip()


def inlines(pieces: list[Segment]) -> Inlines:
    """The segments as pandoc inlines."""
    return _nest(pieces, 0)


def _nest(pieces: list[Segment], depth: int) -> Inlines:
    out: Inlines = []
    i = 0
    while i < len(pieces):
        if len(pieces[i].path) <= depth:
            j = i
            while j < len(pieces) and len(pieces[j].path) <= depth:
                j += 1
            out += text_nodes("".join(p.text for p in pieces[i:j]))
        else:
            wrapper = pieces[i].path[depth]
            j = i
            while j < len(pieces) and len(pieces[j].path) > depth and pieces[j].path[depth] == wrapper:
                j += 1
            out.append(_wrap(wrapper, _nest(pieces[i:j], depth + 1)))
        i = j
    return _merged(out)


def _wrap(wrapper: Wrapper, contents: Inlines) -> Node:
    kind, value, _ = wrapper
    if kind == "cite":
        return tree.span(contents, ["", ["cite"], [["key", value]]])
    if kind == "link":
        return tree.link(contents, value)
    if kind == "display":
        return tree.span(contents, ["", [f"csl-{value}"], []])
    return tree.wrap(_NODES[(kind, value)], contents)


def _merged(nodes: Inlines) -> Inlines:
    out: Inlines = []
    for node in nodes:
        if out and node["t"] == "Str" and out[-1]["t"] == "Str":
            out[-1] = tree.string(out[-1]["c"] + node["c"])
        elif not (out and node["t"] == "Space" and out[-1]["t"] == "Space"):
            out.append(node)
    return out


def text_nodes(text: str) -> Inlines:
    """Text as `Str` and `Space`; superscript letters (« nᵒ », « 1ᵉʳ ») as `Superscript`."""
    out: Inlines = []
    text = text.replace(_JOINER, "")
    if not any(map(_is_raised, text)):
        return tree.words(text) if text else []
    for raised, run in _runs(text, _is_raised):
        if raised:
            out.append(tree.wrap("Superscript", [tree.string("".join(map(_lowered, run)))]))
        else:
            out += tree.words(run)
    return out


@lru_cache(maxsize=4096)
def _is_raised(char: str) -> bool:
    return char > "\u00aa" and unicodedata.decomposition(char).startswith("<super>")


def _lowered(char: str) -> str:
    return "".join(chr(int(code, 16)) for code in unicodedata.decomposition(char).split()[1:])


def _runs(text: str, test: Callable[[str], bool]) -> list[tuple[bool, str]]:
    out: list[tuple[bool, str]] = []
    for char in text:
        found = test(char)
        if out and out[-1][0] == found:
            out[-1] = (found, out[-1][1] + char)
        else:
            out.append((found, char))
    return out
