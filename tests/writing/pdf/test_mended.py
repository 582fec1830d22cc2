"""Lines that end before an element end as late as they can."""

from __future__ import annotations

import subprocess

import pytest

from writing.pdf.laying_out import laid_out

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
