from __future__ import annotations

import re

import pytest
from lxml import etree

from actes import pandoc
from actes.writing.html.elements import SVG
from actes.writing.pdf import equations


def drawn(tex: str) -> etree._Element:
    return equations.draw(etree.fromstring(pandoc.mathml([(tex, False)])[tex, False]), tex)


def test_a_formula_is_a_vector_with_its_tex_as_alternative_text() -> None:
    svg = drawn(r"\frac{1}{n}")
    assert svg.tag == f"{{{SVG}}}svg"
    assert svg.findtext(f"{{{SVG}}}title") == r"\frac{1}{n}"
    assert svg.get("data-pdf") == "Formula"
    assert list(svg.iter(f"{{{SVG}}}path"))


def test_the_baseline_is_that_of_the_text() -> None:
    """A letter with a descender sinks below the line, one without hardly does."""

    def depth(tex: str) -> float:
        match = re.search(r"vertical-align: (-?[\d.]+)em", drawn(tex).get("style", ""))
        assert match
        return float(match[1])

    assert depth("x") > -0.12
    assert depth("y") < depth("x") - 0.1
    assert depth(r"\frac{a}{b}") < depth("y")


def test_drawing_needs_no_ids() -> None:
    assert not [n for n in drawn("x + x + x").iter() if n.get("id")]


def test_what_cannot_be_drawn_is_said() -> None:
    broken = etree.fromstring('<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>x</mi></mfrac></math>')
    with pytest.raises(equations.UndrawableError):
        equations.draw(broken, "x")


@pytest.mark.parametrize(
    "tex",
    [
        "x + " * 3000 + "x",
        r"\left(" * 16 + "x" + r"\right)" * 16,
        "{x + " * 14 + "x" + "}" * 14,
        r"\sqrt{" * 120 + "x" + "}" * 120,
    ],
    ids=["long", "fences", "groups", "deep"],
)
def test_what_would_take_minutes_is_not_drawn(tex: str) -> None:
    """ziamath sets a row twice, so that each level of rows doubles its time."""
    with pytest.raises(equations.UndrawableError):
        drawn(tex)


def test_large_systems_are_drawn() -> None:
    lines = r" \\ ".join(
        [r"\left( \frac{\sqrt{a_{i}^{2} + b_{i}^{2}}}{\sum_{i=1}^{n} x_i} \right) &= y" + " + z" * 20] * 12
    )
    assert drawn(rf"\begin{{aligned}} {lines} \end{{aligned}}").get("data-pdf") == "Formula"
