"""Quotations with their attribution, and verse."""

from __future__ import annotations

from actes import tree
from actes.tree import Blocks, Inlines
from actes.writing.jats.elements import Element, Mixed, element, fit, is_empty
from actes.writing.jats.figures import WriteBlocks
from actes.writing.jats.inlines import inlines
from actes.writing.jats.scope import Scope


def verse(scope: Scope, lines: list[Inlines]) -> list[Element]:
    """A `<verse-group>`; an empty line parts two stanzas."""
    stanzas: list[list[Element]] = [[]]
    for line in lines:
        parts = inlines(scope, line)
        if is_empty(parts):
            stanzas.append([])
        else:
            stanzas[-1].append(fit(element("verse-line"), parts))
    groups = [element("verse-group", *stanza) for stanza in stanzas if stanza]
    if len(groups) > 1:
        groups = [element("verse-group", *groups)]
    for group in groups:
        group.set("id", scope.ids.make("v"))
    return groups


def quotation(
    scope: Scope, nodes: Blocks, write: WriteBlocks, content_type: str = "", identifier: str = ""
) -> list[Element]:
    """A `<disp-quote>`, with the attribution that ends it."""
    attributions = [n for n in nodes if n["t"] == "Div" and "attribution" in tree.classes(n)]
    inner = write(scope, [n for n in nodes if not any(n is a for a in attributions)])
    sources = [fit(element("attrib"), parts) for a in attributions if (parts := joined(scope, a["c"][1]))]
    if not inner and not sources:
        return []
    made = element("disp-quote", content_type=content_type)
    made.set("id", scope.ids.take(identifier) if identifier else scope.ids.make("dq"))
    return [fit(made, [*inner, *sources])]


def joined(scope: Scope, nodes: Blocks) -> Mixed:
    """The contents of paragraphs run together, for elements that hold no blocks; others give their text."""
    parts: Mixed = []
    for node in nodes:
        inner = inlines(scope, node["c"] if node["t"] in {"Para", "Plain"} else tree.words(tree.plain_text(node)))
        if is_empty(inner):
            continue
        parts += [" ", *inner] if parts else inner
    return parts
