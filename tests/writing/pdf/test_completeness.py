from __future__ import annotations

import pytest
from lxml import etree

from actes.writing.html import flow_text
from writing.pdf.laying_out import CSS, chapter, element, footnote, laid_out, page_text, solid, words


def test_nothing_lost_in_plain_text() -> None:
    part = laid_out(f"<p>{words(1200, 'mot')}</p>")
    assert part.survey.lost == ()
    assert part.survey.words > 1200


def test_lost_words_are_named() -> None:
    part = laid_out("<p>montré</p><p class='caché'>deux mots</p>", css=CSS + ".caché { display: none }")
    assert part.survey.lost == ("deux", "mots")


def test_hyphens_of_line_ends_and_soft_hyphens_do_not_count() -> None:
    long_words = " ".join(["incontesta\u00adblement", "anticonstitutionnellement", "peut-être"] * 150)
    assert laid_out(f"<p>{long_words}</p>").survey.lost == ()


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{words(1500, 'mot')}</p>",
        "".join(f"<p>{words(90, f'p{i}m')}{footnote(i + 1, words(40, f'n{i}m'))} fin</p>" for i in range(14)),
        "<p>Un <em>mot</em> d’ici.</p>" * 160,
        "".join(f"<p>l’exceptionnellement long{i} raisonnement interminable et incontournable</p>" for i in range(200)),
    ],
)
def test_breaks_stand_at_the_first_character_of_pages(body: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The flow text from the break on begins as the page does."""
    part = laid_out(body)
    path = tmp_path / "part.pdf"
    path.write_bytes(part.pdf)
    flow = solid(flow_text(element(chapter(body))))
    assert len(part.survey.breaks) > 2
    assert list(part.survey.breaks) == sorted(part.survey.breaks)
    for number, offset in enumerate(part.survey.breaks[1:], 2):
        lines = page_text(path, number).strip().splitlines()
        first = solid(lines[1] if lines[0].strip() in {"Axe", "Titre"} else lines[0])
        shown = solid(etree.tostring(element(f"<p>{first}</p>"), method="text", encoding="unicode"))
        assert flow[offset:].startswith(shown[:12]), (number, flow[offset : offset + 20], shown)
