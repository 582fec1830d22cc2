"""Lists: bulleted, numbered as their author numbered them, and of definitions."""

from __future__ import annotations

from typing import Any

from actes.tree import Blocks, Inlines
from actes.writing.jats.elements import NO_BREAK_SPACE, Element, element, fit, is_empty
from actes.writing.jats.figures import WriteBlocks
from actes.writing.jats.inlines import inlines
from actes.writing.jats.scope import Scope


def bullet_list(scope: Scope, items: list[Blocks], write: WriteBlocks) -> list[Element]:
    """A `<list list-type="bullet">`; none without items."""
    return _list(scope, items, "bullet", [""] * len(items), write)


def _list(scope: Scope, items: list[Blocks], kind: str, labels: list[str], write: WriteBlocks) -> list[Element]:
    if not items:
        return []
    made = element("list", list_type=kind)
    for item, text in zip(items, labels, strict=True):
        entry = element("list-item")
        if text:
            entry.append(element("label", text))
        # an empty item still counts, and JATS has no empty ones
        made.append(fit(entry, write(scope, item) or [element("p", NO_BREAK_SPACE)]))
    return [made]


_ORDERED = {
    "LowerAlpha": "alpha-lower",
    "UpperAlpha": "alpha-upper",
    "LowerRoman": "roman-lower",
    "UpperRoman": "roman-upper",
}
_DELIMITERS = {"OneParen": "{})", "TwoParens": "({})"}


def ordered_list(scope: Scope, contents: list[Any], write: WriteBlocks) -> list[Element]:
    """A numbered list; the numbers are written out where JATS would not count as the author did."""
    (start, style, delimiter), items = contents
    kind = _ORDERED.get(style["t"], "order")
    if start == 1 and style["t"] != "Example":
        return _list(scope, items, kind, [""] * len(items), write)
    pattern = _DELIMITERS.get(delimiter["t"], "{}.")
    return _list(scope, items, kind, [pattern.format(numeral(start + i, kind)) for i in range(len(items))], write)


def numeral(number: int, kind: str) -> str:
    """`number` as lists of `kind` (a JATS @list-type) count: `iv`, `d`, `4`."""
    if kind.startswith("roman"):
        text = _roman(number)
    elif kind.startswith("alpha"):
        text = _alphabetic(number)
    else:
        return str(number)
    return text.upper() if kind.endswith("upper") else text


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        count, number = divmod(number, value)
        text += letters * count
    return text


def _alphabetic(number: int) -> str:
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text or "0"


def definition_list(scope: Scope, entries: list[tuple[Inlines, list[Blocks]]], write: WriteBlocks) -> list[Element]:
    """A `<def-list>`; none without terms."""
    made = element("def-list")
    for term, definitions in entries:
        name = inlines(scope, term)
        entry = element("def-item", fit(element("term"), [NO_BREAK_SPACE] if is_empty(name) else name))
        for definition in definitions:
            if inner := write(scope, definition):
                entry.append(fit(element("def"), inner))
        made.append(entry)
    return [made] if len(made) else []
