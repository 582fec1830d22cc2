"""Figures as other tools name them: PDF, no suffix, knitr's HTML, parts of a figure, code that would draw them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from papers import read_paper

HEAD = "---\ntitle: A title\nauthors: [{name: Ana Auteur}]\nlanguage: en\n---\n\n# Start\n\n"


def picture(form: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (90, 60), "navy").save(out, form)
    return out.getvalue()


def test_a_figure_in_pdf_is_drawn(tmp_path: Path) -> None:
    paper = read_paper(
        tmp_path, f"{HEAD}![A map](a.pdf)\n\n![B](b.pdf)\n", files={"a.pdf": picture("PDF"), "b.pdf": "%PDF-no"}
    )
    (asset,) = paper.contribution.assets.values()
    assert asset.media_type == "image/png" and asset.width > 90
    with Image.open(asset.path) as drawn:
        assert drawn.convert("RGB").getpixel((5, 5))[2] > 100  # type: ignore[index]
    assert paper.codes.count("pdf-figure") == 1 and paper.codes.count("unreadable-image") == 1


@pytest.mark.parametrize("url", ["figs/map", "figs/map.pdf", "figs/map.eps", "figs/map.*"])
def test_the_best_of_twins_is_taken(tmp_path: Path, url: str) -> None:
    held = {"figs/map.pdf": picture("PDF"), "figs/map.png": picture("PNG"), "figs/map.eps": b"%!PS"}
    paper = read_paper(tmp_path, f"{HEAD}![A map]({url})\n", files=held)
    assert [a.width for a in paper.contribution.assets.values()] == [90], paper.codes


def test_the_html_of_knitr(tmp_path: Path) -> None:
    html = (
        '<div class="figure" style="text-align: center">\n<img src="a b.png" alt="A boat." width="9" />\n'
        '<p class="caption">(\\#fig:boat)A *boat*, after @a.</p>\n</div>\n\nSee \\@ref(fig:boat).\n'
    )
    paper = read_paper(
        tmp_path, f"{HEAD}{html}", "paper.Rmd", {"a b.png": picture("PNG"), "r.bib": "@book{a, title={T}}"}
    )
    (figure,) = paper.nodes("Figure")
    assert figure["c"][0][0] == "fig:boat" or "boat" in figure["c"][0][0]
    assert "A boat, after" in paper.text and not {"unknown-cross-reference", "missing-image"} & set(paper.codes)


def test_parts_of_a_figure_can_be_referred_to(tmp_path: Path) -> None:
    parts = "![One](a.png){#fig-one}\n\n![Two](a.png){#fig-two}"
    quarto = f"::: {{#fig-both}}\n\n{parts}\n\nBoth.\n:::\n\nIn @fig-two and @fig-one.\n"
    paper = read_paper(tmp_path, f"{HEAD}{quarto}", "paper.qmd", {"a.png": picture("PNG")})
    assert "In Figure 1b and Figure 1a." in paper.text.replace("\u00a0", " ") and "Both" in paper.text
    myst = (
        ":::{figure}\n:label: fig:both\n(one)=\n![](a.png)\n(two)=\n![](a.png)\n\nBoth.\n:::\n\n"
        "{raw:typst}`#pagebreak()`\n\nIn [the second](#two).\n"
    )
    paper = read_paper(tmp_path / "myst", f"{HEAD}{myst}", files={"a.png": picture("PNG")})
    assert "unknown-cross-reference" not in paper.codes and "pagebreak" not in paper.text
    assert {n["c"][0][0] for n in paper.nodes("Image")} == {"one", "two"}


def test_what_code_would_draw_keeps_its_name(tmp_path: Path) -> None:
    text = (
        '```{r, fig.cap = "\\\\label{fig:old}A curve"}\nplot(1)\n```\n\nIn \\ref{fig:old}.\n\n'
        "{{< embed notebooks/a.qmd#fig-far >}}\n\nIn @fig-far.\n\n"
        "```pseudocode\n#| label: alg-walk\n\\begin{algorithm}\n\\caption{A walk}\n```\n\nIn @alg-walk.\n\n"
        '```{python}\n#| lst-label: lst-sum\n#| lst-cap: "A sum"\n1 + 1\n```\n\nIn @lst-sum.\n'
    )
    paper = read_paper(tmp_path, f"{HEAD}{text}", "paper.qmd")
    assert not {"unknown-cross-reference", "handle"} & set(paper.codes), paper.codes
    assert {"fig:old", "fig-far", "alg-walk", "lst-sum"} <= {i.replace("fig-old", "fig:old") for i in paper.ids()}
    assert "\\label" not in paper.text and "A sum" in paper.text


def test_a_reference_that_leads_nowhere_says_its_name(tmp_path: Path) -> None:
    paper = read_paper(tmp_path, f"{HEAD}Here.\n\nIn Figure \\ref{{fig:no}}.\n")
    (place,) = [d.location.line for d in paper.diagnostics if d.code == "unknown-cross-reference"]
    assert place == 11 and "%s" not in paper.text and "fig:no" in paper.text
