"""Figures that do not fit: the text after them fills the page, and nothing is lost or out of order."""

from __future__ import annotations

import pytest

from writing.pdf.laying_out import footnote, laid_out, words


def figure(number: int, note: str = "") -> str:
    """A figure of half a page."""
    drawing = '<div style="height: 120mm">dessin</div>'
    return f'<figure id="figure{number}">{drawing}<figcaption><p>légende{note}</p></figcaption></figure>'


def text(count: int, size: int = 40) -> str:
    """Paragraphs of `size` words, called `p0` and so on."""
    return "".join(f'<p id="p{i}">{words(size, f"p{i}y")}</p>' for i in range(count))


def order(body: str) -> list[tuple[int, str]]:
    """Page and name of everything that has one, in the order of the pages; no word is lost."""
    part = laid_out(f"<p>{words(200, 'a')}</p>{body}")
    assert part.survey.lost == ()
    found = sorted((anchor.page, -anchor.y, name) for name, anchor in part.anchors.items() if name[0] in "fp")
    return [(page, name) for page, _, name in found]


def test_text_fills_the_page_before_a_figure() -> None:
    found = order(figure(1) + text(12))
    at = found.index((1, "figure1"))
    # the last of the paragraphs before it may go on at the head of its page
    assert at >= 3 and found[0] == (0, "p0") and {page for page, _ in found[:at]} == {0}


def test_figures_keep_their_order() -> None:
    found = order(figure(1) + figure(2) + text(8))
    assert found.index((0, "p0")) < found.index((1, "figure1")) < found.index((2, "figure2"))


@pytest.mark.parametrize("between", ["<h2>Titre</h2>", "<pre>code</pre>"])
def test_a_figure_passes_nothing_but_text(between: str) -> None:
    assert order(figure(1) + between + text(4))[0] == (1, "figure1")


def test_a_small_hole_is_left() -> None:
    assert order(f"<p>{words(90, 'b')}</p>" + figure(1) + text(4))[0] == (1, "figure1")


def test_a_figure_with_a_note_stays() -> None:
    assert order(figure(1, footnote(1, "note")) + text(4))[0] == (1, "figure1")
