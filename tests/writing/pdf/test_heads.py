"""Running heads fit their line; short tables stay whole."""

from __future__ import annotations

from actes.writing.pdf.layout import fitting
from writing.pdf.laying_out import laid_out, words

ROOM = 334.0
LONG = "La fabrique des alliances\u00a0: entre coopérations, dialogue interterritorial, déconnexion et conflits ouverts"


def test_a_head_that_fits_is_the_title() -> None:
    assert fitting("Un titre\u00a0: son sous-titre", ROOM) == "Un titre\u00a0: son sous-titre"


def test_a_long_head_stops_before_its_colon() -> None:
    assert fitting(LONG, ROOM) == "La fabrique des alliances"


def test_a_long_head_without_colon_ends_on_a_whole_word_that_is_no_article() -> None:
    text = LONG.replace("\u00a0:", ",").replace("interterritorial,", "interterritorial de la")
    head = fitting(text, ROOM)
    assert head.endswith("…") and text.startswith(head[:-1]) and text[len(head) - 1] in " ,"
    assert len(head[:-1].split()[-1]) > 3


def test_a_short_table_stays_whole_on_the_next_page() -> None:
    rows = "".join(f'<tr id="u--r{n}"><td>ligne</td><td>{n}</td></tr>' for n in range(8))
    table = f'<div class="table-wrap" id="u--t"><table><tbody>{rows}</tbody></table></div>'
    for length in range(300, 420, 20):
        anchors = laid_out(f"<p>{words(length, 'mot')}</p>{table}").anchors
        assert len({anchors[f"u--r{n}"].page for n in range(8)}) == 1
