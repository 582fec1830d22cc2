"""A run: the inlines of one paragraph laid out as one string, so that rules see across node boundaries.

A `Run` is a list of pieces. Text pieces hold characters (a space for `Space`, a line feed for `SoftBreak`);
opening and closing pieces mark the nodes around them and are empty; opaque pieces (code, math, notes, images,
addresses, text in another language) show as one U+FFFC that no rule replaces. Rules search `Run.text` and
replace parts of it; `Run.inlines` gives the nodes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from actes.tree import SOFT_BREAK, SPACE, Inlines, Node, attributes, classes, string, value

OPAQUE = "\ufffc"
LINE = "\u2028"
"""A hard line break."""

INLINES = {
    "Str", "Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Quoted", "Cite",
    "Code", "Space", "SoftBreak", "LineBreak", "Math", "RawInline", "Link", "Image", "Note", "Span",
}  # fmt: skip

_PLAIN_CONTAINERS = {"Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"}
_CONTAINERS_WITH_ATTRIBUTES = {"Cite", "Span", "Link"}
_RAISED = {"Superscript", "Subscript"}
_WITH_INNER_TEXT = {"Note", "Image", "Span", "Link"}
_ADDRESSES = {"uri", "email", "doi"}

_MARKS = {
    "de": ("„", "“", "‚", "‘"), "es": ("«", "»", "“", "”"), "it": ("«", "»", "“", "”"), "pt": ("«", "»", "“", "”"),
    "pl": ("„", "”", "‚", "’"), "ru": ("«", "»", "„", "“"), "nl": ("“", "”", "‘", "’"),
}  # fmt: skip
"""Double and single quotation marks of languages that have no further rules here."""

_ADDRESS = r'[^\s\ufffc«»<>“”"]*[^\s\ufffc«»<>“”".,;:!?)\]’\'…]'
_PROTECTED = re.compile(
    rf"(?<!\w)(?:https?|ftp|mailto|file|doi|urn|hdl|ark|arxiv|swh):{_ADDRESS}"
    rf"|(?<!\w)www\.{_ADDRESS}"
    rf"|(?<![\w.])10\.\d{{4,9}}/{_ADDRESS}"
    r"|(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)-?@(?:\{[^{}\s]*\}|\w(?:[\w:.#$%&+?<>~/-]*\w)?)",
    re.IGNORECASE,
)
"""What is never typeset inside a text: URLs and other identifiers, DOIs, e-mails, citation keys."""


@dataclass(slots=True)
class Piece:
    """A part of a run: `text` is what rules see.

    `node` is the opaque node, or the node that opens; `held` the characters of a protected piece; `raised`
    says that the text stands in a superscript or subscript.
    """

    kind: str
    text: str = ""
    node: Node | None = None
    held: str = ""
    raised: bool = False


class Edit(NamedTuple):
    """Replace characters `start` to `end` of a run by `new`, `raised` in a superscript."""

    start: int
    end: int
    new: str
    raised: bool = False


class Run:
    """Inlines as a text that can be searched and edited."""

    def __init__(self, pieces: list[Piece], *, changed: bool = False, nodes: bool = True) -> None:
        self.pieces = _protect(pieces)
        self.changed = changed
        self._nodes = nodes
        self.text = "".join(p.text for p in self.pieces)
        self._characters: frozenset[str] | None = None
        self._lowered: str | None = None

    @classmethod
    def of_text(cls, text: str) -> Run:
        """A run over plain text, in which nothing can be raised."""
        return cls([Piece("text", text)], nodes=False)

    def replace(
        self,
        pattern: re.Pattern[str],
        new: str | Callable[[re.Match[str]], str | None],
        *,
        group: int = 1,
        raised: bool = False,
        after: bool = False,
        having: str = "",
    ) -> None:
        """Replace `group` of each match by `new`, or by what `new` returns (None leaves the match alone).

        Where the group is empty, the insertion joins the node of the character that follows, or of the one
        before it when `after`. `having` are characters of which every match needs one (as for `has`).
        """
        if having and not self.has(having):
            return
        edits = []
        for match in pattern.finditer(self.text):
            start, end = match.span(group)
            wanted = new if isinstance(new, str) else new(match)
            if wanted is None or (wanted == self.text[start:end] and not raised):
                continue
            edits.append(self._leaning(start, wanted, after) if start == end else Edit(start, end, wanted, raised))
        if edits:
            self.apply(edits)

    def has(self, characters: str) -> bool:
        """Whether one of `characters` is in the text; `0` stands for every digit.

        Most rules look for what few texts have: to know it costs less than to search for each of them.
        """
        held = self._characters
        if held is None:
            held = frozenset(self.text)
            if "0" not in held and any(map(str.isdecimal, held)):
                held |= {"0"}
            self._characters = held
        return not held.isdisjoint(characters)

    def says(self, words: Iterable[str]) -> bool:
        """Whether one of `words`, in lower case, is in the text, be it in capitals."""
        if self._lowered is None:
            self._lowered = self.text.lower()
        return any(map(self._lowered.__contains__, words))

    def _leaning(self, at: int, new: str, after: bool) -> Edit:
        """An insertion as the replacement of a neighbour, which must not be opaque."""
        back = after if at < len(self.text) and self.text[at] != OPAQUE else True
        if back and (at == 0 or self.text[at - 1] == OPAQUE):
            back = False
        return Edit(at - 1, at, self.text[at - 1] + new) if back else Edit(at, at + 1, new + self.text[at : at + 1])

    def apply(self, edits: Iterable[Edit]) -> None:
        """Carry out `edits`, sorted and apart from each other; those that begin in an opaque piece are dropped."""
        pending = list(edits)
        if not pending:
            return
        pieces = _Pieces()
        position = done = index = 0
        for piece in self.pieces:
            end = position + len(piece.text)
            if piece.kind != "text":
                pieces.piece(piece)
                done = max(done, end)
                position = end
                continue
            done = max(done, position)
            while index < len(pending) and pending[index].start < position:
                index += 1
            while index < len(pending) and pending[index].start < end:
                edit = pending[index]
                index += 1
                pieces.text(self.text[done : edit.start], raised=piece.raised)
                done = edit.end
                self._put(pieces, piece, edit, within=edit.end <= end)
            if done < end:
                pieces.text(self.text[done:end], raised=piece.raised)
            position = end
        self.pieces = pieces.finished()
        self.text = "".join(p.text for p in self.pieces)
        self._characters = self._lowered = None

    def _put(self, pieces: _Pieces, piece: Piece, edit: Edit, *, within: bool) -> None:
        if edit.raised and within and self._nodes and not piece.raised:
            pieces.piece(Piece("open", node={"t": "Superscript", "c": []}))
            pieces.piece(Piece("text", edit.new, raised=True))
            pieces.piece(Piece("close"))
            self.changed = True
            return
        pieces.text(edit.new, raised=piece.raised)
        self.changed |= edit.new != self.text[edit.start : edit.end]

    def plain(self) -> str:
        """The text as edited."""
        return "".join(p.held or p.text for p in self.pieces)

    def inlines(self) -> Inlines:
        """The nodes as edited."""
        stack: list[tuple[Node, Inlines]] = []
        current: Inlines = []
        pending: list[str] = []
        for piece in self.pieces:
            if piece.kind == "text" or piece.held:
                pending.append(piece.held or piece.text)
                continue
            current += _strings("".join(pending))
            pending.clear()
            if piece.kind == "open" and piece.node is not None:
                stack.append((piece.node, current))
                current = []
            elif piece.kind == "close":
                node, outer = stack.pop()
                outer.append(_refilled(node, current))
                current = outer
            elif piece.node is not None:
                current.append(piece.node)
        return current + _strings("".join(pending))


def flatten(inlines: Inlines, language: str, inside: Callable[[Node], Node]) -> Run:
    """Lay `inlines`, in `language`, out as a run; `inside` typesets the parts that have a life of their own."""
    base = language.split("-")[0].lower()
    pieces = _Pieces()
    # most of a text is words and spaces: no call is spent on them
    add = pieces.texts.append
    raised = 0
    changed = False
    stack: list[Node | Piece] = list(reversed(inlines))
    while stack:
        item = stack.pop()
        if isinstance(item, Piece):
            if item.kind == "text":
                add(item.text)
            else:
                pieces.piece(item)
                raised -= item.raised
                pieces.raised = raised > 0
            continue
        kind = item["t"]
        if kind == "Str":
            add(item["c"])
        elif kind == "Space":
            add(" ")
        elif kind == "SoftBreak":
            add("\n")
        elif kind == "LineBreak":
            pieces.piece(Piece("opaque", LINE, item))
        elif kind == "Quoted":
            changed = True
            opening, closing = _marks(base, item["c"][0]["t"])
            add(opening)
            stack.append(Piece("text", closing))
            stack += reversed(item["c"][1])
        elif kind in _PLAIN_CONTAINERS or (kind in _CONTAINERS_WITH_ATTRIBUTES and not _apart(item, base)):
            pieces.piece(Piece("open", node=item))
            raised += kind in _RAISED
            pieces.raised = raised > 0
            stack.append(Piece("close", raised=kind in _RAISED))
            stack += reversed(item["c"] if kind in _PLAIN_CONTAINERS else item["c"][1])
        else:
            own = inside(item) if kind in _WITH_INNER_TEXT and not _is_address(item) else item
            changed |= own is not item
            pieces.piece(Piece("opaque", OPAQUE, own))
    return Run(pieces.finished(), changed=changed)


def _apart(node: Node, base: str) -> bool:
    if node["t"] == "Cite":
        return False
    spoken = value(node, "lang").split("-")[0].lower()
    return (spoken not in {"", base}) or _is_address(node)


def _is_address(node: Node) -> bool:
    return attributes(node) is not None and not _ADDRESSES.isdisjoint(classes(node))


def _marks(base: str, kind: str) -> tuple[str, str]:
    marks = _MARKS.get(base, ("“", "”", "‘", "’"))
    return (marks[0], marks[1]) if kind == "DoubleQuote" else (marks[2], marks[3])


class _Pieces:
    """Pieces in the making: neighbouring texts become one, joined once; `raised` is that of the text to come."""

    def __init__(self) -> None:
        self.done: list[Piece] = []
        self.texts: list[str] = []
        self.raised = False

    def text(self, text: str, *, raised: bool) -> None:
        self.texts.append(text)
        self.raised = raised

    def piece(self, piece: Piece) -> None:
        self.finished().append(piece)

    def finished(self) -> list[Piece]:
        text = "".join(self.texts)
        if text:
            self.done.append(Piece("text", text, raised=self.raised))
        self.texts.clear()
        return self.done


_NEAR_PROTECTED = re.compile(r":\S|[@/]|www\.", re.IGNORECASE)
"""What every match of `_PROTECTED` has in it: much quicker to find."""


def _protect(pieces: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        # stray object replacement characters of a manuscript are kept as they are
        found: list[tuple[int, int]] = []
        if piece.kind == "text" and _NEAR_PROTECTED.search(piece.text):
            found = [m.span() for m in _PROTECTED.finditer(piece.text)]
        if piece.kind == "text" and OPAQUE in piece.text:
            found = sorted(found + [m.span() for m in re.finditer(OPAQUE, piece.text)])
        if not found:
            out.append(piece)
            continue
        done = 0
        for start, end in found:
            if start > done:
                out.append(Piece("text", piece.text[done:start], raised=piece.raised))
            out.append(Piece("opaque", OPAQUE, held=piece.text[start:end], raised=piece.raised))
            done = end
        if done < len(piece.text):
            out.append(Piece("text", piece.text[done:], raised=piece.raised))
    return out


def _strings(text: str) -> Inlines:
    out: Inlines = []
    for part in re.split("([ \n])", text):
        if part == " ":
            out.append(SPACE)
        elif part == "\n":
            out.append(SOFT_BREAK)
        elif part:
            out.append(string(part))
    return out


def _refilled(node: Node, contents: Inlines) -> Node:
    if node["t"] in _PLAIN_CONTAINERS:
        return {**node, "c": contents}
    parts = list(node["c"])
    parts[1] = contents
    return {**node, "c": parts}
