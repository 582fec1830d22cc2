"""Tables wider than the page."""

from __future__ import annotations

import pytest

from actes.writing.pdf import wide
from actes.writing.pdf.part import Part
from writing.pdf.laying_out import laid_out


def _table(columns: int) -> str:
    cells = "".join(f"<td>mot{i}</td>" for i in range(columns))
    return f"<p>Avant.</p><table><tbody><tr>{cells}</tr></tbody></table><p>Après.</p>"


def test_a_wide_table_is_set_smaller_and_stands_on_its_page() -> None:
    part = laid_out(_table(28))
    assert part.survey.lost == ()
    ((table, size),) = part.smaller
    assert table.startswith("mot0") and 30 <= size < 80
    assert Part.from_bytes(part.to_bytes()) == part


def test_small_reductions_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert laid_out(_table(12)).smaller == ()
    ((_name, size),) = laid_out(_table(15)).smaller
    monkeypatch.setattr(wide, "NOTICED", size / 100 - 0.05)
    assert laid_out(_table(15)).smaller == ()


def test_words_beyond_the_edge_of_the_page_are_told() -> None:
    part = laid_out(_table(400))
    assert part.survey.lost
