"""Lines that end before an element end as late as they can; a text of any length keeps its words."""

from __future__ import annotations

import subprocess

import pytest

from actes.writing.pdf import mended
from writing.pdf.laying_out import laid_out, words

ENTRY = (
    '<section class="volume-bibliography" id="u"><ul class="references"><li class="reference">MARTÍN, Agnès, 2020. '
    "Toute discipline contemporaine et {} politique. <em>Revue inventée de pratique</em>. 2020.</li></ul></section>"
)


@pytest.mark.parametrize("word", ["cette enquête", "cette enquete", "toute enquête", "cette en-quête", "une enquête"])
def test_words_that_fit_but_for_their_last_space_stay_on_the_line(word: str) -> None:
    part = laid_out("", markup=ENTRY.format(word), kind="bibliography")
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(command, input=part.pdf, capture_output=True, check=True).stdout.decode()
    lines = [line for line in text.splitlines() if line.strip()]
    assert "2020. Toute" in next(line for line in lines if "MARTÍN" in line)


@pytest.mark.parametrize("block", ["<p>{}</p>", "<pre>{}</pre>"])
def test_a_text_longer_than_any_paragraph_keeps_its_words(monkeypatch: pytest.MonkeyPatch, block: str) -> None:
    """It is set as several texts, whose lines are those of one."""
    text = words(900, "mot").replace("mot90", "mot\n90")
    whole = laid_out(block.format(text))
    monkeypatch.setattr(mended, "LONGEST", 500)
    pieces = laid_out(block.format(text))
    assert not pieces.survey.lost
    assert (pieces.survey, pieces.sizes) == (whole.survey, whole.sizes)
