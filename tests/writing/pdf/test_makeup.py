from __future__ import annotations

import re
from pathlib import Path

import pytest

from actes.styles import Styles
from actes.writing.pdf.makeup import LONGEST_LINE, geometry, page_size
from writing.pdf.laying_out import laid_out, page_text, words


@pytest.mark.parametrize(
    ("name", "size"),
    [("160x240", (160, 240)), ("A4", (210, 297)), ("155 × 230", (155, 230)), ("in-folio", (160, 240))],
)
def test_page_sizes(name: str, size: tuple[float, float]) -> None:
    assert page_size(name) == size


def test_the_house_page_has_the_margins_of_its_design() -> None:
    assert "margin: 23.00mm 22.00mm 25.00mm 20.00mm" in geometry(160, 240)


def test_a_large_page_does_not_make_long_lines() -> None:
    match = re.search(r"margin: \S+ ([\d.]+)mm \S+ ([\d.]+)mm", geometry(210, 297))
    assert match
    assert 210 - float(match[1]) - float(match[2]) == pytest.approx(LONGEST_LINE, abs=0.02)


@pytest.mark.parametrize("name", ["148x210", "a4"])
def test_other_pages_hold_title_page_imprint_and_cover_on_one_page_each(name: str) -> None:
    css = geometry(*page_size(name)) + Styles(None).text("print.css")
    for kind in ("title-page", "imprint", "cover", "back-cover", "half-title", "colophon"):
        markup = (
            f'<section class="{kind}" id="u" lang="fr"><h1 class="title">Alliance des territoires</h1>'
            f'<p class="publisher">Presses</p></section>'
        )
        part = laid_out("", markup=markup, kind=kind, css=css)
        assert len(part.sizes) == 1, kind
        assert part.survey.lost == ()
    width, height = page_size(name)
    part = laid_out(f"<p>{words(900, 'm')}</p>", css=css)
    assert part.sizes[0] == pytest.approx((width * 72 / 25.4, height * 72 / 25.4), abs=0.01)


@pytest.mark.parametrize(("kind", "second"), [("a", "b."), ("A", "B."), ("i", "ii."), ("I", "II.")])
def test_lists_keep_the_numbering_of_their_author(kind: str, second: str, tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    path.write_bytes(laid_out(f'<ol type="{kind}"><li>premier</li><li>deuxième</li></ol>').pdf)
    assert f"{second} deuxième" in " ".join(page_text(path, 1).split())
