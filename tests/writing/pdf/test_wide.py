"""Tables wider than the page."""

from __future__ import annotations

from writing.pdf.laying_out import laid_out


def _table(columns: int) -> str:
    cells = "".join(f"<td>mot{i}</td>" for i in range(columns))
    return f"<p>Avant.</p><table><tbody><tr>{cells}</tr></tbody></table><p>Après.</p>"


def test_a_wide_table_is_set_smaller_and_stands_on_its_page() -> None:
    part = laid_out(_table(28))
    assert part.survey.lost == ()


def test_words_beyond_the_edge_of_the_page_are_told() -> None:
    part = laid_out(_table(400))
    assert part.survey.lost
