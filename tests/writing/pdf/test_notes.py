from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from actes.writing.pdf import notes
from writing.pdf.laying_out import element, footnote, words

SENTENCES = st.lists(
    st.tuples(st.sampled_from(["mot", "phrase.", "fin !", "suite,", "«\u202fdit\u202f»"]), st.booleans()),
    min_size=1,
    max_size=900,
)


@given(SENTENCES)
def test_a_continued_note_says_all_its_words_in_order(sentence: list[tuple[str, bool]]) -> None:
    body = " ".join(f"<em>{text}{i}</em>" if italic else f"{text}{i}" for i, (text, italic) in enumerate(sentence))
    root = element(f"<p>avant{footnote(1, body)} après</p>")
    expected = notes.text_of(root[0]).split()
    notes.place(root)
    pieces = [n for n in root if n.get("class", "").startswith("footnote")]
    said = " ".join(notes.text_of(piece) for piece in pieces).split()
    assert said[1:] == expected  # the number comes first
    assert said[0] == "1"
    assert root[-1].tail == " après"


def test_pieces_are_short_and_end_with_a_sentence_when_they_can() -> None:
    root = element(f"<p>a{footnote(1, words(700, 'n'))}</p>")
    assert notes.place(root) == [("1", 700)]
    pieces = [n for n in root if n.get("class", "").startswith("footnote")]
    assert all(len(notes.text_of(p).split()) <= notes.PIECE * 3 // 2 + 1 for p in pieces)
    assert all(notes.text_of(p).endswith(".") for p in pieces[:-1])
    assert all(p.get(notes.CONTINUES) == "u--fn-1" for p in pieces[1:])


def test_a_short_note_is_left_whole() -> None:
    root = element(f"<p>a{footnote(1, words(notes.LONG, 'n'))} b</p>")
    assert notes.place(root) == []
    assert [n.get("class") for n in root] == ["note-call", "footnote"]


def test_call_and_number_link_to_each_other() -> None:
    root = element(f"<p>a{footnote(4, 'texte')}</p>")
    notes.place(root)
    call, note = root
    assert call[0].get("href") == f"#{note.get('id')}"
    assert call[0].text == "4"
    back = next(note.iter("a"))
    assert back.get("href") == f"#{call[0].get('id')}"


def test_line_feeds_of_a_note_become_spaces() -> None:
    root = element(f"<p>{footnote(1, 'deux' + chr(10) + '  lignes <em>et' + chr(10) + 'une</em>')}</p>")
    notes.place(root)
    assert "\n" not in etree.tostring(root, encoding="unicode")


def test_notes_gathered_at_the_end_keep_their_order_and_leave_the_text_whole() -> None:
    root = element(f"<section><p>un{footnote(1, 'A')} deux{footnote(2, 'B')} trois</p></section>")
    notes.gather(root, "fr")
    paragraph, section = root
    assert notes.text_of(paragraph) == "un1 deux2 trois"
    assert [notes.text_of(n).split() for n in section.iter("span") if n.get("class") == "endnote"] == [
        ["1", "A"],
        ["2", "B"],
    ]


def test_ids_stay_unique_when_notes_are_cut() -> None:
    root = element(f"<p>a{footnote(1, words(500, 'n'))} b{footnote(2, words(500, 'm'))}</p>")
    notes.place(root)
    ids = [n.get("id") for n in root.iter() if n.get("id")]
    assert not [name for name, group in itertools.groupby(sorted(ids)) if len(list(group)) > 1]
