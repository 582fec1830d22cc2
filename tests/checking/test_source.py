"""The source as rules search it: what is masked, where things stand, and that no text takes long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actes import checking
from actes.checking.source import MASK, OTHER_LANGUAGE, Source
from actes.diagnostics import Report
from checking.samples import contribution, volume

MARKDOWN = """---
title: "Un titre"
---

# Le *début* {#debut}

Un `code, "x"` et [un lien](https://exemple.fr/a,b){.x}, $a,b$ <!-- non -->.

Sous-titre [sic]
----------------

```python
# pas un titre
```

[A text]{lang=en} @cle:2010, p. 3.
"""


def source(text: str, language: str = "fr") -> Source:
    return Source("a.md", text, language)


def test_prose_is_what_the_author_wrote_as_text() -> None:
    shown = source(MARKDOWN).prose.replace(MASK, "").replace(OTHER_LANGUAGE, "")
    assert "Un  et [un lien],  ." in shown
    assert "pas un titre" not in shown
    assert "A text" not in shown
    assert "title" not in shown
    assert " , p. 3." in shown


def test_headings_of_both_kinds() -> None:
    found = source(MARKDOWN).headings
    assert [(h.level, h.text) for h in found] == [(1, "Le début"), (2, "Sous-titre [sic]")]
    assert [source(MARKDOWN).place(h.start).line for h in found] == [5, 9]


def test_comments_outside_code() -> None:
    assert [c.text.strip() for c in source("Un <!-- a --> `<!-- b -->` <!-- c").comments] == ["a", "c"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a ``b ` c`` d", "a  d"),
        ("a `b` c `d", "a  c `d"),
        ("a `b\n\nc` d", "a `b\n\nc` d"),
        ("a \\`b` c", "a \\`b` c"),
        ("~~~\na\n```\n~~~\nb", "\n\n\n\nb"),
        ("a\n\n    code\n\nb", "a\n\n\n\nb"),
        ("- a\n\n    suite\n\nb", "- a\n\n    suite\n\nb"),
        ("```\na", "\n"),
    ],
)
def test_code(text: str, expected: str) -> None:
    assert source(text).readable.replace(MASK, "") == expected


def test_words_are_found_whatever_stands_between_them() -> None:
    held = source("Avant.\n\nLa « *ville* » et ses\nvoisins.\n")
    assert held.find("La «\u202fville\u202f» et ses voisins").line == 3
    assert held.find("ville et ses").column == 7
    assert held.find("introuvable").line == 1
    assert held.find_exactly("voisins").column == 1


def test_words_are_found_whole_and_near_each_other() -> None:
    held = source("Reville et ses.\n\nVille et" + " " * 61 + "ses.\n\nLa ville et ses voisins.\n")
    assert (held.find("ville et ses").line, held.find("ville et ses").column) == (5, 4)
    assert source("aa, b").find("a b").column == 1
    assert source("a-" + "-" * 59 + "b c").find("a b c").column == 1


TEXTS = st.text(alphabet=st.sampled_from(list('ab \n`~$[](){}<>!-#*:@|\\^".,«»=')), max_size=60)


@settings(deadline=None)
@given(TEXTS)
def test_law_masking_keeps_length_and_lines(text: str) -> None:
    held = source(text)
    for masked in (held.readable, held.prose):
        assert len(masked) == len(text)
        assert [i for i, c in enumerate(masked) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
        assert all(a in (b, MASK, OTHER_LANGUAGE) for a, b in zip(masked, text, strict=True))


@settings(deadline=None)
@given(TEXTS)
def test_law_places_slice_back(text: str) -> None:
    held = source(text)
    lines = text.split("\n")
    for heading in held.headings:
        place = held.place(heading.start)
        assert lines[place.line - 1][place.column - 1 :] == text[heading.start :].split("\n", 1)[0]


@pytest.mark.parametrize(
    "seed", ["](", "[^", "{#", "<!--", "`", "``` ", "$", "::: {lang=en}\n", "«", "a  ", "a,b", "> ", "# #"]
)
def test_no_text_stops_the_rules(seed: str) -> None:
    made = contribution("Texte.\n")
    text = "---\ntitle: x\n---\n\nLe coeur.\n\n" + seed * 8000
    report = Report()
    whole = volume(made)
    checking.check_contribution(type(made)(**{**vars(made), "text": text}), whole, report)
    assert ("missing-ligature", 5) in [(d.code, d.location.line) for d in checking.settle(report, whole)]
