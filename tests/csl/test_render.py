"""`csl.render`: forms authors need, links, diagnostics, independence of documents."""

from __future__ import annotations

import json
import multiprocessing
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actes import csl
from actes.tree import classes, plain_text, value, walk
from csl.material import Material

GOLDEN = Path(__file__).parent / "golden"
REFERENCES = json.loads((GOLDEN / "references.json").read_text(encoding="utf-8"))
STYLES = ["metropolitiques", "chicago-author-date-fr", "iso690-author-date-fr", "chicago-notes-bibliography-fr", "apa"]
STYLES += ["universite-de-lausanne-histoire", "iso690-numeric-fr", "geneses", "population"]
VALUES = st.one_of(st.none(), st.text(max_size=8), st.integers(), st.lists(st.text(max_size=3)), st.booleans())
FIELDS = st.sampled_from(["title", "author", "issued", "page", "volume", "type", "note", "URL"])


def book(key: str = "k", **fields: Any) -> dict[str, Any]:
    author = [{"family": "Lefebvre", "given": "Henri"}]
    item = {"id": key, "type": "book", "title": "La révolution urbaine", "author": author, "publisher": "Gallimard"}
    return item | {"issued": {"date-parts": [[1970]]}, "publisher-place": "Paris"} | fields


def one(style: str, cite: dict[str, Any], **fields: Any) -> csl.Citation:
    return csl.render(style, [book(**fields)], [[{"id": "k", **cite}]]).citations[0]


@pytest.mark.parametrize(
    ("cite", "text"),
    [
        ({}, "(Lefebvre 1970)"),
        ({"locator": "12-15", "label": "page"}, "(Lefebvre 1970, 12‑15)"),
        ({"locator": "vol. 3"}, "(Lefebvre 1970, vol. 3)"),
        ({"suppress-author": True}, "(1970)"),
        ({"author-only": True}, "Lefebvre"),
        ({"author-in-text": True}, "Lefebvre (1970)"),
        ({"author-in-text": True, "locator": "12"}, "Lefebvre (1970, 12)"),
        ({"prefix": "voir ", "suffix": ", passim"}, "(voir Lefebvre 1970, passim)"),
    ],
)
def test_forms_of_a_cite(cite: dict[str, Any], text: str) -> None:
    assert one("chicago-author-date-fr", cite).text == text


def test_a_narrative_citation_of_a_note_style_keeps_its_note_whole() -> None:
    done = one("chicago-notes-bibliography-fr", {"author-in-text": True})
    assert plain_text(done.author) == "Henri Lefebvre"
    assert done.text.startswith("Henri Lefebvre, La révolution urbaine")


def test_a_narrative_citation_of_a_numeric_style_names_the_author() -> None:
    assert one("iso690-numeric-fr", {"author-in-text": True}).text == "Lefebvre (1)"


def test_works_without_author_are_grouped_as_those_of_one_author_are() -> None:
    bill = {"id": "bill", "type": "bill", "title": "Projet de loi", "issued": {"date-parts": [[2021]]}}
    treaty = {"id": "treaty", "type": "treaty", "title": "Traité", "issued": {"date-parts": [[1992]]}}
    done = csl.render("metropolitiques", [bill, treaty], [[{"id": "bill"}, {"id": "treaty"}]])
    assert done.citations[0].text == "(1992, 2021)"


def test_a_number_alone_follows_as_in_a_range() -> None:
    cites = [{"id": "a", "locator": "3"}, {"id": "b", "locator": "4"}, {"id": "c"}]
    done = csl.render("iso690-numeric-fr", [book("a"), book("b"), book("c")], [cites])
    assert done.citations[0].text.replace("\u00a0", " ") == "(1, p. 3; 2, p. 4, 3)"


def test_a_suffix_loses_its_period_where_initials_do() -> None:
    king = [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}]
    assert "King ML Jr (" in csl.render("springer-basic-author-date", [book(author=king)], []).bibliography[0].text


def test_prefixes_keep_their_markup() -> None:
    done = one("chicago-author-date-fr", {"prefix": "voir <i>infra</i> et "})
    assert any(n["t"] == "Emph" and plain_text(n["c"]) == "infra" for n in walk(done.inlines))


def test_notes_count_for_ibid() -> None:
    clusters = [[{"id": "k"}], [{"id": "k"}], [{"id": "k", "locator": "3"}]]
    far = csl.render("vingtieme-siecle", [book()], clusters, notes=[1, 2, 3])
    assert [c.text.startswith("Ibid") for c in far.citations] == [False, True, True]
    assert csl.is_note_style("vingtieme-siecle") and not csl.is_note_style("metropolitiques")


def test_doi_and_url_are_links() -> None:
    done = csl.render("chicago-author-date-fr", [book(type="article-journal", DOI="10.1/x<y")], [])
    assert not [n for n in walk(done.bibliography[0].inlines) if n["t"] == "Link"]
    done = csl.render("chicago-author-date-fr", [book(type="article-journal", DOI="10.1000/a(b)")], [])
    links = [n for n in walk(done.bibliography[0].inlines) if n["t"] == "Link"]
    assert [n["c"][2][0] for n in links] == ["https://doi.org/10.1000/a(b)"]


def test_blocks_of_an_entry_are_spans() -> None:
    done = csl.render("ieee", [book()], [[{"id": "k"}]])
    found = [name for n in walk(done.bibliography[0].inlines) if n["t"] == "Span" for name in classes(n)]
    assert found == ["csl-left-margin", "csl-right-inline"]
    assert done.second_field_align == "flush"


def test_values_are_never_markup() -> None:
    done = csl.render("metropolitiques", [book(publisher="Descartes & Cie <script>")], [])
    assert "Descartes & Cie <script>" in done.bibliography[0].text
    assert not [n for n in walk(done.bibliography[0].inlines) if n["t"].startswith("Raw")]


def test_a_missing_key_is_reported_and_the_rest_is_cited() -> None:
    done = csl.render("metropolitiques", [book()], [[{"id": "k"}, {"id": "absent"}]])
    assert done.citations[0].missing == ("absent",)
    assert [d.code for d in done.diagnostics] == ["unknown-reference"]
    assert "Lefebvre" in done.citations[0].text


@pytest.mark.parametrize(
    ("style", "code"),
    [("chicago-autor-date-fr", "misspelt-style"), ("zzz", "unknown-style"), ("../../zzz/zzz", "unknown-style")],
)
def test_a_style_that_is_not_found_is_reported(style: str, code: str) -> None:
    done = csl.render(style, [book()], [[{"id": "k"}]])
    assert [d.code for d in done.diagnostics] == [code]
    assert done.citations[0].text == csl.render(csl.DEFAULT_STYLE, [book()], [[{"id": "k"}]]).citations[0].text


@pytest.mark.parametrize(
    "xml",
    [
        "<style/>",
        "not xml",
        '<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/hostname">]><style xmlns="http://purl.org/net/xbiblio/csl">&e;</style>',
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text"><macro name="a"><text macro="b"/></macro>'
        '<macro name="b"><text macro="a"/></macro><citation><layout><text macro="a"/></layout></citation></style>',
    ],
)
def test_an_unreadable_style_is_reported(tmp_path: Path, xml: str) -> None:
    path = tmp_path / "s.csl"
    path.write_text(xml, encoding="utf-8")
    done = csl.render(str(path), [book()], [[{"id": "k"}]])
    assert [d.code for d in done.diagnostics] == ["unreadable-style"]
    assert done.citations[0].text


def test_dependent_styles_lead_to_their_parent() -> None:
    assert csl.render("sociologie-du-travail", [book()], [[{"id": "k"}]]).diagnostics == ()


def test_documents_do_not_affect_each_other() -> None:
    alone = csl.render("chicago-author-date-fr", [book()], [[{"id": "k"}]])
    csl.render("chicago-author-date-fr", [book(), book("l")], [[{"id": "l"}], [{"id": "k"}]])
    assert csl.render("chicago-author-date-fr", [book()], [[{"id": "k"}]]) == alone


def _render(seed: int) -> list[str]:
    material = Material(seed, 12)
    done = csl.render(STYLES[seed % len(STYLES)], material.references, material.clusters)
    return [c.text for c in done.citations] + [e.text for e in done.bibliography]


def test_threads_and_processes_give_what_one_thread_gives() -> None:
    expected = [_render(seed) for seed in range(8)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(_render, range(8))) == expected
    with multiprocessing.get_context("spawn").Pool(2) as processes:
        assert processes.map(_render, range(4)) == expected[:4]


SEAM = re.compile(r"(?<!\.)\.\.(?!\.)|,,| ,|\(\)|  ")


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), style=st.sampled_from(STYLES))
def test_laws_of_any_document(seed: int, style: str) -> None:
    material = Material(seed, 10)
    done = csl.render(style, material.references, material.clusters)
    assert done == csl.render(style, material.references, material.clusters)
    assert sorted(e.key for e in done.bibliography) == sorted(r["id"] for r in material.references)
    texts = [c.text for c in done.citations] + [e.text for e in done.bibliography]
    assert not [text for text in texts if SEAM.search(text) or not text.strip()]
    for cluster, citation in zip(material.clusters, done.citations, strict=True):
        spans = [n for n in walk(citation.inlines) if n["t"] == "Span" and "cite" in classes(n)]
        assert sorted(value(n, "key") for n in spans) == sorted(c["id"] for c in cluster)
    for citation in done.citations:
        assert letters(plain_text(citation.inlines)) == letters(citation.text)


def letters(text: str) -> str:
    """`text` without blanks, superscripts lowered."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), data=st.data())
def test_the_order_of_references_does_not_count(seed: int, data: st.DataObject) -> None:
    material = Material(seed, 8)
    shuffled = data.draw(st.permutations(material.references))
    style = data.draw(st.sampled_from(STYLES))
    assert csl.render(style, shuffled, material.clusters) == csl.render(style, material.references, material.clusters)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.dictionaries(FIELDS, VALUES), max_size=4))
def test_nonsense_never_stops_the_rendering(items: list[dict[str, Any]]) -> None:
    references = [{**item, "id": str(i)} for i, item in enumerate(items)]
    done = csl.render("chicago-author-date-fr", references, [[{"id": str(i)}] for i in range(len(items))])
    assert len(done.bibliography) == len(items)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6), style=st.sampled_from(STYLES), cited=st.booleans())
def test_entries_without_text_stand_in_the_same_order(seed: int, style: str, cited: bool) -> None:
    material = Material(seed, 12)
    clusters = material.clusters if cited else []
    whole = csl.render(style, material.references, clusters)
    bare = csl.render(style, material.references, clusters, entries=False)
    assert [e.key for e in bare.bibliography] == [e.key for e in whole.bibliography]
    assert bare.citations == whole.citations
    assert not any(e.inlines or e.text for e in bare.bibliography)
