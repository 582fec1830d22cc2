"""Typography: the spaces, quotes, dashes and ordinals a composer would set, on pandoc trees and on plain text.

French follows the usage of the Imprimerie nationale, English its own; other languages only get their
quotation marks. `lang` attributes on `Span`, `Div` and other nodes change the rules for what they hold.
Code, math, addresses, DOIs, e-mails and citation keys are never touched. The letters and digits of a text
stay the same, in the same order, but for ordinals wrongly abbreviated (« 2ème » becomes « 2e »).

Typesetting twice changes nothing more; `untypeset` folds a typeset text and its source to the same form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from actes.model import Typography
from actes.resolving.typography import english, french, quotes
from actes.resolving.typography.folding import untypeset
from actes.resolving.typography.run import INLINES, Run, flatten
from actes.tree import Inlines, Node, attributes, value

__all__ = ["typeset", "typeset_localized", "typeset_text", "untypeset"]

T = TypeVar("T")

DEFAULT = Typography()

_UNTOUCHED = {"CodeBlock", "RawBlock"}


def typeset(tree: T, language: str, settings: Typography = DEFAULT) -> T:
    """A copy of `tree` set by the rules of `language` (BCP 47).

    `tree` is any part of a pandoc document: a node, inlines, blocks, pandoc metadata, or plain dicts and
    lists of these. No `Quoted` node survives: quotation marks become characters. Parts that need no
    change are shared with the original.
    """
    result: T = _typeset(tree, language, settings)
    return result


def typeset_localized(texts: Mapping[str, Inlines], settings: Typography = DEFAULT) -> dict[str, Inlines]:
    """Texts per language (`model.Localized`), each by the rules of its language."""
    return {language: typeset(text, language, settings) for language, text in texts.items()}


def typeset_text(text: str, language: str, settings: Typography = DEFAULT) -> str:
    """Plain text set by the rules of `language`; ordinals stay on the line, as no node can raise them."""
    run = Run.of_text(text)
    _set(run, language, settings)
    return run.plain()


def _set(run: Run, language: str, settings: Typography) -> None:
    base = language.split("-")[0].lower()
    if base == "fr":
        quotes.pair(run, quotes.FRENCH)
        french.apply(run, settings)
    elif base == "en":
        quotes.pair(run, quotes.ENGLISH)
        english.apply(run)


def _typeset(item: Any, language: str, settings: Typography) -> Any:
    if isinstance(item, list):
        if item and isinstance(item[0], dict) and item[0].get("t") in INLINES:
            return _inlines(item, language, settings)
        new = [_typeset(child, language, settings) for child in item]
        return item if all(a is b for a, b in zip(new, item, strict=True)) else new
    if isinstance(item, dict):
        return _mapping(item, language, settings)
    return item


def _mapping(item: dict[str, Any], language: str, settings: Typography) -> dict[str, Any]:
    kind = item.get("t")
    if kind in INLINES:
        # a lone inline, as in the values of metadata
        found = _inlines([item], language, settings)
        return found[0] if len(found) == 1 else {"t": "Span", "c": [["", [], []], found]}
    if kind in _UNTOUCHED:
        return item
    if kind is not None:
        if "c" not in item:
            return item
        spoken = (value(item, "lang") or language) if attributes(item) else language
        contents = _typeset(item["c"], spoken, settings)
        return item if contents is item["c"] else {**item, "c": contents}
    new = {key: _typeset(held, language, settings) for key, held in item.items()}
    return item if all(new[key] is item[key] for key in item) else new


def _inlines(inlines: Inlines, language: str, settings: Typography) -> Inlines:
    def inside(node: Node) -> Node:
        """An opaque inline: its blocks, or its text in another language, are set on their own."""
        spoken = (value(node, "lang") or language) if attributes(node) else language
        contents = _typeset(node["c"], spoken, settings)
        return node if contents is node["c"] else {**node, "c": contents}

    run = flatten(inlines, language, inside)
    _set(run, language, settings)
    return run.inlines() if run.changed else inlines
