"""Formulas: MathML 3 with its TeX as annotation and alternative text."""

from __future__ import annotations

from lxml import etree

from actes.writing.jats.elements import Element, element, legal
from actes.writing.jats.scope import Scope

_MATHML = "http://www.w3.org/1998/Math/MathML"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)

_PRESENTATION = frozenset(
    {
        "accent", "accentunder", "align", "bevelled", "columnalign", "columnlines", "columnspacing",
        "columnspan", "depth", "display", "displaystyle", "dir", "encoding", "fence", "form", "frame", "height",
        "largeop", "linethickness", "lspace", "mathbackground", "mathcolor", "mathsize", "mathvariant",
        "maxsize", "minsize", "movablelimits", "notation", "numalign", "denomalign", "rowalign", "rowlines",
        "rowspacing", "rowspan", "rspace", "scriptlevel", "separator", "stretchy", "subscriptshift",
        "superscriptshift", "symmetric", "voffset", "width",
    }
)  # fmt: skip
"""The attributes of MathML 3 that formulas may keep (its chapter 3); `style` and such are left to style sheets."""


def inline_formula(scope: Scope, tex: str) -> Element:
    """`<inline-formula>` of a formula within a line."""
    return element("inline-formula", _formula(scope, tex, displayed=False), id=scope.ids.make("ieq"))


def displayed_formula(scope: Scope, tex: str, identifier: str = "", label: str = "") -> Element:
    """`<disp-formula>` of a formula on a line of its own, with the label it is referred to by."""
    made = element("disp-formula", id=scope.ids.take(identifier) if identifier else scope.ids.make("eqn"))
    if label:
        made.append(element("label", label))
    made.append(_formula(scope, tex, displayed=True))
    return made


def _formula(scope: Scope, tex: str, *, displayed: bool) -> Element:
    """The MathML of `tex`; where it is unknown, the TeX as the complete document that PMC asks for."""
    found = scope.math.get((tex, displayed))
    if found is None:
        # that it could not be read was told when formulas were converted, with its place
        opening, closing = (r"\[", r"\]") if displayed else (r"\(", r"\)")
        text = (
            rf"\documentclass{{article}}\usepackage{{amsmath}}\begin{{document}}{opening}{tex}{closing}\end{{document}}"
        )
        return element("tex-math", text, id=scope.ids.make("tex"))
    math = _prefixed(etree.fromstring(found, _PARSER))
    math.set("id", scope.ids.make("m"))
    math.set("display", "block" if displayed else "inline")
    # the lines that formulas are typed on are no part of them
    math.set("alttext", legal(tex.strip()))
    for annotation in math.iter(f"{{{_MATHML}}}annotation"):
        annotation.text = (annotation.text or "").strip()
    return math


def _prefixed(source: Element) -> Element:
    """A copy of a MathML element in which names have the prefix that the DTD knows."""
    made = element(f"mml:{etree.QName(source).localname}")
    for key, held in source.attrib.items():
        if str(key) in _PRESENTATION:
            made.set(key, held)
    made.text = source.text
    for child in source:
        copied = _prefixed(child)
        copied.tail = child.tail
        made.append(copied)
    return made
