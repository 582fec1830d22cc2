"""JOSS and BioHackrXiv: CiTO intents in citations, `\\label` and `\\ref` of LaTeX on floats and formulas.

Their headers are in `authors` and `fields`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from actes.reading.dialects.findings import Findings
from actes.reading.dialects.prose import outside_code
from actes.tree import (
    Blocks,
    Inlines,
    Node,
    attr,
    attributes,
    identifier,
    link,
    rewrite,
    rewrite_where,
    span,
    string,
    value,
    walk,
    wrap,
)

_INTENTS = (
    "agrees_with|cites|cites_as_authority|cites_as_data_source|cites_as_evidence|cites_as_metadata_document"
    "|cites_as_potential_solution|cites_as_recommended_reading|cites_as_related|cites_as_source_document"
    "|cites_for_information|compiles|confirms|contains_assertion_from|corrects|credits|critiques|derides|describes"
    "|disagrees_with|discusses|disputes|documents|extends|includes_excerpt_from|includes_quotation_from|likes"
    "|links_to|obtains_background_from|obtains_support_from|parodies|plagiarizes|qualifies|refutes|replies_to"
    "|retracts|reviews|ridicules|speculates_on|supports|updates|uses_conclusions_from|uses_data_from"
    "|uses_method_in|agreesWith|citesAsAuthority|citesAsDataSource|citesAsEvidence|citesAsPotentialSolution"
    "|citesAsRecommendedReading|citesAsRelated|citesAsSourceDocument|citesForInformation|disagreesWith"
    "|obtainsBackgroundFrom|obtainsSupportFrom|usesConclusionsFrom|usesDataFrom|usesMethodIn"
    "|citation|cito"
)
_CITO = re.compile(rf"@(?:cito:)?(?:(?:{_INTENTS}):)+(?=[\w{{])")


def text(body: str, findings: Findings) -> str:
    """`body` with `@extends:key` as `@key`."""

    def change(piece: str) -> str:
        for found in _CITO.finditer(piece):
            findings.add("citation-intent", "cito", found[0])
        return _CITO.sub("@", piece)

    return outside_code(body, change) if "@" in body else body


_LABEL = re.compile(r"\s*\\label\{([^{}]+)\}")
_REF = re.compile(r"\\(autoref|ref|eqref|cref|Cref|autocref|nameref|vref)\{([^{}]+)\}\Z")
NUMBER = "%s"
"""What stands for the number of its target in the text of a cross-reference (MyST's convention)."""


def shape(blocks: Blocks) -> Blocks:
    """`blocks` with LaTeX labels as identifiers of what they label, LaTeX references as cross-references.

    Of the labels of a formula of several lines the first names it, and the others lead to it. So does a label in a
    heading, or after it.
    """
    others = dict(_of_headings(blocks))

    def change(node: Node) -> Node | list[Node] | None:
        match node["t"]:
            case "Math" if "\\label" in node["c"][1]:
                first, *more = _LABEL.findall(node["c"][1]) or [""]
                others.update((f"#{name}", f"#{first}") for name in more)
                bare = {"t": "Math", "c": [node["c"][0], _LABEL.sub("", node["c"][1])]}
                displayed = node["c"][0]["t"] == "DisplayMath"
                return span([bare], attr(first, ["equation"])) if first and displayed else bare
            case "Span" if value(node, "label") and [n["t"] for n in node["c"][1]] == ["Math"]:
                return span(node["c"][1], attr(value(node, "label"), ["equation"]))
            case "RawInline" if node["c"][0] in {"tex", "latex"} and (found := _REF.match(node["c"][1])):
                return _references(found[1], found[2])
            case "Figure" | "Table":
                return _labelled(node)
            case "Para" if len(node["c"]) > 1 and any(_is_figure(n) for n in node["c"]):
                return _apart(node)
            case _:
                return None

    def lead(node: Node) -> Node | None:
        target = node["c"][2][0]
        return link(node["c"][1], others[target]) if target in others else None

    kinds = {"Math", "Span", "RawInline", "Figure", "Table"}
    blocks = rewrite_where(blocks, change, {*kinds, "Image"}, {*kinds, "Para"})
    return rewrite(blocks, lead, {"Link"}) if others else blocks


def _of_headings(blocks: Blocks) -> Iterator[tuple[str, str]]:
    """(`#label`, `#identifier`) of the headings that LaTeX labels name."""
    for heading, after in pairwise([*blocks, None]):
        if heading is None or heading["t"] not in {"Header", "Div"}:
            continue
        if heading["t"] == "Div":
            yield from _of_headings(heading["c"][1])
            continue
        raws = list(walk(heading["c"][2], {"RawInline"}))
        if after is not None and after["t"] == "RawBlock":
            raws.append(after)
        elif after is not None and after["t"] in {"Para", "Plain"}:
            raws += [n for n in after["c"][:1] if n["t"] == "RawInline"]
        for raw in raws:
            if raw["c"][0] in {"tex", "latex"} and (label := _LABEL.fullmatch(raw["c"][1].rstrip())):
                yield f"#{label[1]}", f"#{identifier(heading)}"


def _references(command: str, names: str) -> list[Node]:
    text = [string(NUMBER)] if command in {"ref", "eqref", "vref"} else []
    out: list[Node] = []
    for i, name in enumerate(n.strip() for n in names.split(",")):
        if i:
            out += [string(","), {"t": "Space"}]
        out.append(link(text, f"#{name}"))
    return out


def _is_figure(node: Node) -> bool:
    """Whether an image has the name of a figure, which a text refers to."""
    return node["t"] == "Image" and (
        bool(re.match(r"fig[-:]", identifier(node)))
        or any(_LABEL.fullmatch(inner["c"][1]) for inner in walk(node["c"][1], {"RawInline"}))
    )


def _apart(paragraph: Node) -> list[Node]:
    """A paragraph with a figure typed on a line of it, without blank lines: the figure between two paragraphs."""
    out: list[Node] = []
    line: Inlines = []
    for node in [*paragraph["c"], None]:
        if node is not None and not _is_figure(node):
            line.append(node)
            continue
        while line and line[0]["t"] in _SPACES:
            line = line[1:]
        while line and line[-1]["t"] in _SPACES:
            line = line[:-1]
        out += [wrap("Para", line)] if line else []
        line = []
        if node is not None:
            held = attributes(node) or attr()
            image = {"t": "Image", "c": [["", *held[1:]], *node["c"][1:]]}
            figure = {
                "t": "Figure",
                "c": [attr(held[0]), [None, [wrap("Plain", node["c"][1])]], [wrap("Plain", [image])]],
            }
            out.append(_labelled(figure) or figure)
    return out


_SPACES = {"Space", "SoftBreak", "LineBreak"}


def _labelled(node: Node) -> Node | None:
    """A figure or table whose caption holds `\\label{x}` or `[]{label="x"}`, with `x` as its identifier."""
    found = ""
    for inner in walk(node["c"][1], {"RawInline", "Span"}):
        if inner["t"] == "RawInline" and (label := _LABEL.fullmatch(inner["c"][1])):
            found = label[1]
        elif inner["t"] == "Span" and value(inner, "label"):
            found = value(inner, "label")
    if not found:
        return None

    def unlabel(inner: Node) -> Node | list[Node] | None:
        if inner["t"] == "RawInline" and _LABEL.fullmatch(inner["c"][1]):
            return []
        if inner["t"] == "Span" and value(inner, "label"):
            return list(inner["c"][1])
        return None

    held, kinds = attributes(node) or attr(), {"RawInline", "Span"}
    named = [identifier(node) or found, *held[1:]]
    return {
        "t": node["t"],
        "c": [named, rewrite(node["c"][1], unlabel, kinds), *rewrite(node["c"][2:], unlabel, kinds)],
    }
