"""The structure tree: what a screen reader is told, beyond what validators check."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Dictionary

from writing.pdf.laying_out import footnote, laid_out, roles, structure, words


def kinds(body: str) -> list[str]:
    return roles(laid_out(body).pdf)


def test_a_paragraph_cut_by_pages_is_one_p() -> None:
    part = laid_out(f"<p>{words(1500, 'mot')}</p>")
    assert len(part.sizes) > 2
    found = structure(part.pdf)
    paragraphs = [element for _, role, element in found if role == "P"]
    assert len(paragraphs) == 1
    assert any(isinstance(kid, Dictionary) and kid.get("/Type") == "/MCR" for kid in paragraphs[0].K)


def test_a_note_is_read_where_it_is_called() -> None:
    part = laid_out(f"<p>Avant{footnote(1, 'la note')} après.</p><p>Ensuite.</p>")
    found = structure(part.pdf)
    order = [role for _, role, _ in found if role in {"P", "Reference", "Note", "Lbl", "Link"}]
    assert order == ["P", "Reference", "Link", "Note", "P", "Lbl", "Link", "P"]
    note = next(element for _, role, element in found if role == "Note")
    assert str(note.ID) == "u--fn-1"


def test_a_continued_note_is_one_note() -> None:
    part = laid_out(f"<p>a{footnote(1, words(900, 'n'))} {words(300, 't')}</p>")
    assert len(part.sizes) > 2
    assert roles(part.pdf).count("Note") == 1


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ul><li>a</li><li><p>b</p></li></ul>", ["L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody", "P"]),
        (
            "<ul><li>a<ul><li>b</li></ul></li></ul>",
            ["L", "LI", "Lbl", "LBody", "L", "LI", "Lbl", "LBody"],
        ),
        ("<dl><dt>terme</dt><dd>sens</dd><dd>autre</dd></dl>", ["L", "LI", "Lbl", "LBody", "LBody"]),
        ("<blockquote><p>q</p></blockquote>", ["BlockQuote", "P"]),
        ("<div>texte nu</div>", ["P"]),
        ("<p>un <em>mot</em> <sup>2</sup></p>", ["P", "Em"]),
    ],
)
def test_what_elements_become(markup: str, expected: list[str]) -> None:
    found = kinds(markup)
    assert found[found.index("H1") + 1 :] == expected


def test_a_language_inside_a_paragraph_is_said() -> None:
    part = laid_out('<p>Un <span lang="en">by the way</span>, <span lang="fr">ici</span>.</p>')
    found = structure(part.pdf)
    spans = [element for _, role, element in found if role == "Span"]
    assert [str(span.Lang) for span in spans] == ["en"]


def test_headings_never_skip_a_level() -> None:
    part = laid_out("<h4>a</h4><p>x</p><h6>b</h6><p>x</p><h2>c</h2><p>x</p><h3>d</h3><p>x</p>")
    assert [r for r in roles(part.pdf) if r.startswith("H")] == ["H1", "H2", "H3", "H2", "H3"]


def test_a_repeated_head_of_table_is_read_once() -> None:
    rows = "".join(f"<tr><th scope='row'>r{i}</th><td>{i}</td></tr>" for i in range(90))
    part = laid_out(
        f"<table><caption>L</caption><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    assert len(part.sizes) > 2
    found = structure(part.pdf)
    headers = [e for _, role, e in found if role == "TH" and str(e.A.Scope) == "/Column"]
    assert [len(e.K) for e in headers] == [1, 1]
    assert roles(part.pdf).count("Table") == 1
    assert roles(part.pdf).count("TR") == 91


def test_an_image_has_its_alternative_text_and_a_decoration_is_not_read() -> None:
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"'
    drawing = '><rect width="9" height="9"/></svg>'
    part = laid_out(f'<p>{square} aria-label="un carré"{drawing} et {square}{drawing}</p>')
    found = structure(part.pdf)
    figures = [element for _, role, element in found if role == "Figure"]
    assert [str(f.Alt) for f in figures] == ["un carré"]
    assert len(figures[0].A.BBox) == 4


def test_links_are_said_by_their_text_and_reach_the_parent_tree() -> None:
    part = laid_out('<p><a href="https://example.org/">un <em>site</em></a></p>')
    opened = pikepdf.open(io.BytesIO(part.pdf))
    annotations = list(opened.pages[0].obj.Annots)
    assert [str(a.Contents) for a in annotations] == ["un site"]
    numbers = opened.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    assert parents[int(annotations[0].StructParent)].S == "/Link"


def test_every_marked_content_is_in_the_parent_tree() -> None:
    part = laid_out(f"<p>{words(900, 'mot')}{footnote(1, 'note')}</p>")
    opened = pikepdf.open(io.BytesIO(part.pdf))
    numbers = opened.Root.StructTreeRoot.ParentTree.Nums
    rows = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for page in opened.pages:
        row = rows[int(page.obj.StructParents)]
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]:
                assert row[int(operands[1].MCID)] is not None


def test_running_heads_and_folio_marks_are_artifacts() -> None:
    part = laid_out(f"<p>{words(900, 'mot')}</p>")
    assert all(part.folios)
    text = str(roles(part.pdf))
    assert "NonStruct" not in text
