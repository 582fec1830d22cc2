"""What rendering yields before it is text: a tree of blobs, and the punctuation between them.

A blob is a piece of text or a sequence of blobs, with affixes, a delimiter between children and
formatting. Styles write punctuation in affixes and delimiters, values bring their own: where both meet,
one mark too many remains (« et al.. », « ?. »). `settle` walks the tree and moves or merges those marks
(CSL 1.0.2, « Affixes », « Delimiter » and the locale option `punctuation-in-quote`).
"""

from __future__ import annotations

Decoration = tuple[str, str]

DISPLAY = frozenset({"left-margin", "right-inline", "block", "indent"})
"""Roles of blobs that are blocks of an entry."""
MARKS = frozenset("!?.:,;")
_MERGED = {
    "!.": "!",
    "!:": "!",
    "?.": "?",
    "?:": "?",
    ":.": ":",
    ":!": "!",
    ":?": "?",
    ";.": ";",
    ";:": ";",
    ";!": "!",
    ";?": "?",
}
_SWAP_IN = frozenset("!?.,")
_SWAP_OUT = frozenset(":,;")
_FORMATTING = frozenset({"font-style", "font-variant", "font-weight", "text-decoration", "vertical-align"})


class Blob:
    """A node of the output: `text` (then no children) or `children` joined with `delimiter`.

    `decor` is applied from left to right, innermost first, inside the affixes. `role` says what a later
    stage looks for (`cite`, `names`, `link`, `left-margin`…), `data` its particulars (a key, a URL).
    """

    __slots__ = ("children", "data", "decor", "delimiter", "number", "prefix", "role", "suffix", "text")

    def __init__(
        self,
        text: str | None = None,
        children: list[Blob] | None = None,
        prefix: str = "",
        suffix: str = "",
        delimiter: str = "",
        decor: tuple[Decoration, ...] = (),
        role: str = "",
        data: str = "",
    ) -> None:
        self.text = text
        self.children: list[Blob] = children if children is not None else []
        self.prefix = prefix
        self.suffix = suffix
        self.delimiter = delimiter
        self.decor = decor
        self.role = role
        self.data = data
        self.number: int | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing would be printed."""
        if self.text is not None:
            return not self.text
        return all(child.empty for child in self.children)

    @property
    def quoted(self) -> bool:
        """Whether quotation marks surround it."""
        # nearly no blob has a decoration
        return bool(self.decor) and any(name == "quotes" and value != "false" for name, value in self.decor)

    def formatted(self, *, quotes: bool) -> bool:
        """Whether it has formatting (or quotation marks, if `quotes`)."""
        if not self.decor:
            return False
        return any(name in _FORMATTING for name, _ in self.decor) or (quotes and self.quoted)


def plain(blob: Blob) -> str:
    """The text of a blob without formatting or quotation marks: what sorting and comparing look at."""
    if blob.text is not None:
        return blob.prefix + blob.text + blob.suffix if blob.text else ""
    inner = blob.delimiter.join([t for t in map(plain, blob.children) if t])
    return blob.prefix + inner + blob.suffix if inner else ""


def prune(blob: Blob) -> None:
    """Remove what is empty below `blob`."""
    kept = []
    for child in blob.children:
        if child.text is None:
            prune(child)
            if child.children:
                kept.append(child)
        elif child.text:
            kept.append(child)
    blob.children = kept


def settle(blob: Blob, punctuation_in_quote: bool) -> None:
    """Merge doubled spaces and punctuation where blobs meet; empty blobs are removed."""
    prune(blob)
    _lift_affixes(blob)
    _merge_siblings(blob)
    _merge_down(blob, punctuation_in_quote)
    _cross_quotes(blob, punctuation_in_quote)


def _merge(left: str, right: str, *, rightwards: bool = False) -> tuple[str, str]:
    """Bring together the last mark of `left` and the first of `right`, on the side asked for."""
    first, second = left[-1:], right[:1]
    if first == second:
        return (left[:-1], right) if rightwards else (left, right[1:])
    if (first if rightwards else second) not in MARKS:
        return left, right
    both = first in MARKS and second in MARKS
    if rightwards:
        return left[:-1], (_MERGED.get(first + second, first + second) + right[1:] if both else first + right)
    return (left[:-1] + _MERGED.get(first + second, first + second) if both else left + second), right[1:]


def _lift_affixes(parent: Blob) -> None:
    """Spaces and marks at the outer edges go up, so that they meet their neighbours there."""
    if parent.text is not None:
        if parent.suffix[:1] in MARKS and parent.text.endswith(parent.suffix[:1]):
            parent.suffix = parent.suffix[1:]
        return
    formatted = parent.formatted(quotes=True)
    last = len(parent.children) - 1
    for i in range(last, -1, -1):
        child = parent.children[i]
        _lift_affixes(child)
        if i == 0:
            if parent.prefix.endswith(" ") and child.prefix.startswith(" "):
                child.prefix = child.prefix[1:]
            edge = child.prefix[:1]
            if not formatted and edge and (edge in MARKS or edge == " ") and not parent.prefix:
                parent.prefix += edge
                child.prefix = child.prefix[1:]
        if i == last and not formatted and child.suffix.endswith(" "):
            if not parent.suffix.startswith(" "):
                parent.suffix = " " + parent.suffix
            child.suffix = child.suffix[:-1]
        if i > 0 and parent.delimiter:
            edge = parent.delimiter[-1]
            if (edge in MARKS or edge == " ") and child.prefix.startswith(edge):
                child.prefix = child.prefix[1:]


def _merge_siblings(parent: Blob) -> None:
    """A mark at the beginning of a prefix joins what precedes, where no delimiter stands between."""
    for i in range(len(parent.children) - 1, -1, -1):
        child = parent.children[i]
        _merge_siblings(child)
        if parent.delimiter or i == len(parent.children) - 1:
            continue
        sibling = parent.children[i + 1]
        edge = sibling.prefix[:1]
        if edge not in MARKS or not edge or child.formatted(quotes=False) or sibling.formatted(quotes=False):
            continue
        if child.suffix.endswith(edge) or (not child.suffix and child.text is not None and child.text.endswith(edge)):
            sibling.prefix = sibling.prefix[1:]
        else:
            child.suffix, sibling.prefix = _merge(child.suffix, sibling.prefix)


def _ends_with(parent: Blob, mark: str) -> bool:
    if not mark or mark not in MARKS:
        return False
    if parent.text is not None:
        return parent.text.endswith(mark)
    if not parent.children:
        return False
    child = parent.children[-1]
    return child.suffix.endswith(mark) if child.suffix else _ends_with(child, mark)


def _ends_with_number(blob: Blob) -> bool:
    return blob.number is not None or bool(blob.children and _ends_with_number(blob.children[-1]))


def _would_merge(mark: str, blob: Blob) -> bool:
    edge = blob.suffix[-1:] or (blob.text or "")[-1:]
    if edge != mark and len(_MERGED.get(edge + mark, "  ")) == 1:
        return True
    return blob.text is None and bool(blob.children) and _would_merge(mark, blob.children[-1])


def _has_final_quotes(blob: Blob) -> bool:
    return blob.quoted or (bool(blob.children) and _has_final_quotes(blob.children[-1]))


def _merge_down(parent: Blob, in_quote: bool) -> None:
    """Marks that follow the last child join it where they merge with what it ends with."""
    if parent.text is not None:
        if parent.suffix[:1] in MARKS and parent.text.endswith(parent.suffix[:1]):
            parent.suffix = parent.suffix[1:]
        return
    edge = parent.delimiter[:1]
    if edge and edge in MARKS:
        for child in parent.children[:-1]:
            if not child.suffix.endswith(edge):
                child.suffix += edge
        parent.delimiter = parent.delimiter[1:]
    last = len(parent.children) - 1
    for i in range(last, -1, -1):
        child = parent.children[i]
        is_number = child.number is not None or (len(child.children) == 1 and child.children[0].number is not None)
        if i == last:
            _merge_last(parent, child, in_quote)
        elif parent.delimiter:
            edge = parent.delimiter[0]
            if (edge in MARKS or edge == " ") and child.suffix.endswith(edge):
                child.suffix = child.suffix[:-1]
        else:
            sibling = parent.children[i + 1]
            edge = child.suffix[-1:]
            if (
                edge
                and not is_number
                and not child.formatted(quotes=True)
                and (edge in MARKS or edge == " ")
                and sibling.prefix.startswith(edge)
            ):
                sibling.prefix = sibling.prefix[1:]
        if not is_number and child.text and not child.formatted(quotes=True) and child.suffix[:1] in MARKS:
            child.text, child.suffix = _merge(child.text, child.suffix)
        _merge_down(child, in_quote)


def _merge_last(parent: Blob, child: Blob, in_quote: bool) -> None:
    mark = parent.suffix[:1]
    if (
        mark
        and mark in MARKS
        and (_would_merge(mark, child) or (in_quote and _has_final_quotes(child)))
        and not _ends_with_number(child)
    ):
        if child.text is not None:
            child.text, parent.suffix = _merge(child.text, parent.suffix)
        else:
            child.suffix, parent.suffix = _merge(child.suffix, parent.suffix)
        if parent.suffix.startswith("."):
            child.suffix += "."
            parent.suffix = parent.suffix[1:]
    if child.suffix.endswith(" ") and parent.suffix.startswith(" "):
        parent.suffix = parent.suffix[1:]
    edge = child.suffix[:1]
    if edge and (edge in MARKS or edge == " "):
        if child.text is not None and child.text.endswith(edge):
            child.suffix = child.suffix[1:]
        if child.suffix and child.suffix[-1] == parent.suffix[:1]:
            parent.suffix = parent.suffix[:-1]
    if _ends_with(parent, parent.suffix[:1]):
        parent.suffix = parent.suffix[1:]


def _cross_quotes(parent: Blob, in_quote: bool) -> None:
    """Move marks into or out of quotation marks, as the locale wants."""
    for child in parent.children:
        if child.quoted:
            (_swap_in if in_quote else _swap_out)(child)
        _cross_quotes(child, in_quote)


def _swap_in(child: Blob) -> None:
    while child.suffix[:1] and child.suffix[0] in _SWAP_IN:
        if child.text is not None:
            child.text, child.suffix = _merge(child.text, child.suffix)
        else:
            child.children[-1].suffix, child.suffix = _merge(child.children[-1].suffix, child.suffix)


def _swap_out(child: Blob) -> None:
    if child.text is not None:
        while child.text[-1:] and child.text[-1] in _SWAP_OUT:
            child.text, child.suffix = _merge(child.text, child.suffix, rightwards=True)
    else:
        inner = child.children[-1]
        while inner.suffix[-1:] and inner.suffix[-1] in _SWAP_OUT:
            inner.suffix, child.suffix = _merge(inner.suffix, child.suffix, rightwards=True)
