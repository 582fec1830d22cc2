"""Formulas: MathML with its TeX as alternative text."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from actes.writing.html.elements import MATHML, Element, allowed, child


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def formula(known: Mapping[tuple[str, bool], str], parent: Element, tex: str, displayed: bool) -> Element:
    """A formula at the end of `parent`: `<span class="math inline|display" data-tex=…><math alttext=…>`.

    One whose MathML is not in `known` shows its TeX, as `<code class="tex">`.
    """
    made = child(parent, "span", f"math {'display' if displayed else 'inline'}", data_tex=tex)
    text = known.get((tex, displayed), "")
    if not text:
        child(made, "code", "tex", tex)
        return made
    math = etree.fromstring(text, _parser())
    if math.tag != f"{{{MATHML}}}math":
        raise ValueError("MathML is expected in its namespace")
    math.set("alttext", allowed(tex))
    made.append(math)
    return made
