"""Notes that would wreck the layout engine: whatever they are, all their words are on the pages."""

from __future__ import annotations

import pytest
from lxml import etree

from actes.writing.html.elements import Element
from actes.writing.pdf.notes import CROWD, crowded
from writing.pdf.laying_out import footnote, laid_out, words

TEXT = words(400, "t")


@pytest.mark.parametrize("size", [20, 170, 600, 1500])
def test_one_note(size: int) -> None:
    part = laid_out(f"<p>{words(300, 'a')}{footnote(1, words(size, 'n'))} {TEXT}</p>")
    assert part.survey.lost == ()
    assert part.notes == "line"
    assert len(part.sizes) <= 4 + size // 180


def test_a_note_in_italics_is_continued_too() -> None:
    part = laid_out(f"<p>a{footnote(1, '<em>' + words(500, 'n') + '</em>')} {TEXT}</p>")
    assert part.survey.lost == ()
    assert part.continued == (("1", 500),)


def test_notes_in_captions_and_tables() -> None:
    rows = "".join(
        f"<tr><td>{i}{footnote(10 + i, words(25, f'r{i}n')) if i % 9 == 0 else ''}</td></tr>" for i in range(60)
    )
    caption = f"<caption>Légende{footnote(1, words(60, 'c'))}</caption>"
    head = f"<thead><tr><th>A{footnote(2, words(30, 'h'))}</th></tr></thead>"
    part = laid_out(f"<p>{TEXT}</p><table>{caption}{head}<tbody>{rows}</tbody></table><p>{TEXT}</p>")
    assert part.survey.lost == ()


def test_more_notes_than_text() -> None:
    body = "".join(
        "<p>"
        + " ".join(words(6, f"p{i}x{j}y") + footnote(i * 10 + j, words(40, f"n{i}x{j}y")) for j in range(10))
        + "</p>"
        for i in range(3)
    )
    part = laid_out(body)
    assert part.survey.lost == ()


@pytest.mark.slow
@pytest.mark.parametrize("size", [300, 900, 3000])
@pytest.mark.parametrize("position", [5, 100, 190])
def test_every_length_and_place(size: int, position: int) -> None:
    before, after = "Texte courant du chapitre. " * position, "Suite du texte. " * 400
    assert laid_out(f"<p>{before}{footnote(1, words(size, 'n'))} {after}</p>").survey.lost == ()


def test_notes_by_the_hundred_on_a_page_stand_at_the_end() -> None:
    """The layout would do each page again for each of its notes."""
    calls = "".join(f"a{footnote(i, f'n{i}')} " for i in range(CROWD))
    part = laid_out(f"<p>{calls}</p>")
    assert part.notes == "end" and part.survey.lost == ()


def test_a_text_with_many_notes_keeps_them_on_its_pages() -> None:
    def text(words_between: int) -> Element:
        return etree.fromstring(
            "<div>"
            + "".join(f"{words(words_between, 't')}{footnote(i, words(12, 'n'))} " for i in range(CROWD))
            + "</div>"
        )

    assert not crowded(text(60)) and crowded(text(3))
