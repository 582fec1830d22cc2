from __future__ import annotations

import pikepdf
import pytest

from actes.writing.pdf.part import TextSlot
from actes.writing.pdf.typeset import FontPool, Span, fitted, set_lines

LABEL = Span("Pour citer ce chapitre : ", "sans-bold")


def widest(pool: FontPool, spans: list[Span], slot: TextSlot) -> float:
    return max(sum(run.width for _, run in line) for line in set_lines(pool, spans, slot))


@pytest.mark.parametrize("count", range(1, 40, 3))
def test_lines_are_no_longer_than_their_slot(count: int) -> None:
    """With lines for the same text broken elsewhere, the size gives way, not the measure."""
    pool = FontPool(pikepdf.new())
    spans = [LABEL, Span("Le Canton, Ambroise et Octave Van Barème, " * count, "sans")]
    slot = TextSlot(0, 0, 50.0, 330.0, 7.0, ())
    one_line = sum(pool.shape(span.face, span.text, slot.size).width for span in spans)
    slot = TextSlot(0, 0, 50.0, 330.0, 7.0, tuple(float(n) for n in range(int(one_line / 330) + 1)))
    found = fitted(pool, spans, slot)
    assert widest(pool, spans, found) <= slot.width and 0.85 * slot.size <= found.size <= slot.size


def test_a_text_that_fits_keeps_its_size() -> None:
    slot = TextSlot(0, 0, 50.0, 330.0, 7.0, (10.0, 0.0))
    assert fitted(FontPool(pikepdf.new()), [LABEL], slot) == slot
