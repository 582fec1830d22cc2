"""Citations typed by hand in a text that is saved again and again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from actes import normalising
from actes.diagnostics import Location, Report
from actes.files import display
from actes.preview.linking import Linker
from actes.reading.bibtex import read_bibliography
from checking.samples import contribution

PATH = Path("un-titre/article.md")
FILE = display(PATH)
BIB = b"""@book{davezies2012, author = {Davezies, Laurent}, title = {La crise}, date = {2012}}
@book{vanier2008, author = {Vanier, Martin}, title = {Le pouvoir}, date = {2008}}"""
REFERENCES = read_bibliography(BIB, "a.bib", Report())
TEXT = "Un début (Davezies, 2012).\n\nUn milieu.\n\nUne fin (Vanier, 2008, p. 3).\n"


def shown(linker: Linker, text: str) -> str:
    """The text that is shown at once."""
    return linker.at_once(text, REFERENCES, FILE, "fr", Report()).text


def searched(text: str) -> str:
    """The text as a build has it."""
    return normalising.link_typed_citations(text, REFERENCES, FILE, "fr", Report()).text


def settled(linker: Linker, text: str) -> bool:
    """Whether the whole search agrees with what is shown of `text`."""
    made = replace(contribution(), text=text, references=REFERENCES, source=Location(FILE))
    return linker.search(PATH, made)[0]


def test_a_text_seen_for_the_first_time_is_searched_whole() -> None:
    linker = Linker()
    assert shown(linker, TEXT) == searched(TEXT) != TEXT
    assert not linker.waits(PATH)


def test_citations_outside_of_what_changed_stay_linked() -> None:
    linker = Linker()
    shown(linker, TEXT)
    changed = TEXT.replace("milieu", "milieu plus long")
    assert shown(linker, changed) == searched(changed)
    assert linker.waits(PATH)
    assert settled(linker, changed)
    assert not linker.waits(PATH)


def test_what_only_a_search_finds_is_found_by_the_search() -> None:
    linker = Linker()
    shown(linker, TEXT)
    changed = TEXT.replace("milieu", "milieu (Vanier, 2008)")
    assert "milieu (Vanier, 2008)" in shown(linker, changed)
    assert not settled(linker, changed)
    assert shown(linker, changed) == searched(changed)


def test_a_work_that_is_not_listed_any_more_is_not_linked() -> None:
    linker = Linker()
    shown(linker, TEXT)
    assert "(Davezies, 2012)" in linker.at_once(TEXT, REFERENCES[1:], FILE, "fr", Report()).text


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["a", " ", ". ", "\n\n", "(Davezies, 2012)", "Vanier (2008)", "[", "]"]), max_size=8),
       st.integers(0, len(TEXT)), st.integers(0, 12))  # fmt: skip
def test_what_is_settled_is_what_a_build_has(typed: list[str], place: int, erased: int) -> None:
    linker = Linker()
    shown(linker, TEXT)
    changed = TEXT[:place] + "".join(typed) + TEXT[place + erased :]
    first = shown(linker, changed)
    if linker.waits(PATH):
        assert settled(linker, changed) == (first == searched(changed))
    assert shown(linker, changed) == searched(changed)
