"""Whole .bib files as references: the golden file, the partition of entries, every code, hostile files."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actes.codes import bibliography
from actes.codes import references as codes_of_references
from actes.diagnostics import Report, Severity
from actes.model import Reference
from actes.reading.bibtex import read_bibliography
from actes.reading.bibtex.scanner import scan
from actes.reading.text import read_text

GOLDEN = Path(__file__).parent / "golden"


def read(text: str | bytes) -> tuple[tuple[Reference, ...], Report]:
    report = Report()
    data = text if isinstance(text, bytes) else text.encode()
    return read_bibliography(data, "a.bib", report), report


def csl(entry: str) -> dict[str, object]:
    (reference,), _ = read(entry)
    return dict(reference.csl)


def check_partition(data: bytes) -> None:
    """Each entry of a file is a reference, or serves others, or repeats another, or bears one error."""
    references, report = read(data)
    entries = scan(read_text(data, "a.bib", Report())).entries
    aside = [d for d in report if d.code in {"data-only-entry", "repeated-entry"}]
    assert len(references) + report.count(Severity.ERROR) + len(aside) == len(entries)
    lost = {d.location for d in report if d.severity is Severity.ERROR}
    assert not lost & {reference.location for reference in references}
    assert all(d.location.line >= 1 and d.location.column >= 1 for d in report)


def test_every_phenomenon_field_by_field() -> None:
    references, _ = read((GOLDEN / "phenomena.bib").read_bytes())
    expected = json.loads((GOLDEN / "phenomena.json").read_text())
    assert [r.key for r in references] == [item["id"] for item in expected]
    for reference, item in zip(references, expected, strict=True):
        assert dict(reference.csl) == item
    by_key = {r.key: r for r in references}
    assert by_key["corporate"].short_author == "Inel"
    assert by_key["corporate"].keywords == ("a", "b", "c")
    assert by_key["child"].location.line == 26


@pytest.mark.parametrize("language", ["", "langid = {english},", "langid = {french},", "language = {fr},"])
def test_the_case_of_titles_is_the_authors(language: str) -> None:
    title = "Grand Paris. L’Émergence d’une Métropole en Île-de-France And The NASA of iPhones"
    assert csl(f"@book{{a, {language} title = {{{title}}}}}")["title"] == title


@pytest.mark.parametrize(
    ("fields", "variable", "value"),
    [
        ("title = {Où ?}, subtitle = {Ici}, langid = {french}", "title", "Où ? Ici"),
        ("title = {La crise}, subtitle = {Une suite}", "title", "La crise\u00a0: Une suite"),
        ("title = {The Crisis}, subtitle = {A Sequel}", "title", "The Crisis: A Sequel"),
        ("title = {T}, titleaddon = {Ajout}", "title", "T. Ajout"),
        ("maintitle = {Histoire}, title = {Les débuts}, volume = {1}", "title", "Histoire\u00a0: Les débuts"),
        ("title = {1~000 signes}, langid = {french}", "title", "1\u00a0000 signes"),
        ("title = {50% de A_b & C#}", "title", "50% de A_b & C#"),
        ("publisher = {Chapman and Hall}, title = {The Town}", "publisher", "Chapman and Hall"),
        ("publisher = {Seuil and Gallimard}, title = {La ville}", "publisher", "Seuil ; Gallimard"),
        ("title = {T}, pages = {pp. 12 -- 15}", "page", "12-15"),
        ("title = {T}, pages = {250 p.}", "number-of-pages", "250"),
        ("title = {T}, doi = {http://dx.doi.org/10.1000/ABC}", "DOI", "10.1000/ABC"),
        ("title = {T}, url = {https://doi.org/10.1000/abc}", "DOI", "10.1000/abc"),
        ("title = {T}, url = {https://a.org/x\\_y\\%20z}", "URL", "https://a.org/x_y%20z"),
        ("title = {T}, eprint = {hal-01}, eprinttype = {HAL}", "URL", "https://hal.science/hal-01"),
        ("title = {T}, date = {2004-22}", "issued", {"date-parts": [[2004]], "season": 2}),
        ("title = {T}, year = {2004 [1895]}", "original-date", {"date-parts": [[1895]]}),
        ("title = {T}, year = {an VII}", "issued", {"literal": "an VII"}),
        ("title = {T}, year = 2001, month = {12 juin}", "issued", {"date-parts": [[2001, 6, 12]]}),
        ("title = {T}, pubstate = {forthcoming}", "issued", {"literal": "à paraître"}),
        (
            "title = {T}, author = {Dupont, J. and others}",
            "author",
            [{"family": "Dupont", "given": "J."}, {"literal": "et al."}],
        ),
        (
            "title = {T}, author = {A, B & C, D}",
            "author",
            [{"family": "A", "given": "B"}, {"family": "C", "given": "D"}],
        ),
        ("title = {T}, author = {Descartes & Cie}", "author", [{"literal": "Descartes & Cie"}]),
        ("title = {T}, language = {fr-CA}", "language", "fr-CA"),
        ("title = {T}, shorttitle = {Un {\\'e}t{\\'e}}", "title-short", "Un été"),
    ],
)
def test_fields(fields: str, variable: str, value: object) -> None:
    assert csl(f"@book{{a, {fields}}}")[variable] == value


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Jeanne Dupont et Anne Martin", ["Dupont", "Martin"]),
        ("Jeanne Dupont & J.-P. Martin", ["Dupont", "Martin"]),
        ("Jeanne Dupont, Anne Martin, Paul Petit", ["Dupont", "Martin", "Petit"]),
        ("Jeanne Dupont, Anne Martin and Paul Petit", ["Dupont", "Martin", "Petit"]),
        ("Dupont, Jeanne, Anne Martin and Paul Petit", ["Dupont", "Martin", "Petit"]),
        ("Dupont, J., Martin, A. & Petit, P.", ["Dupont", "Martin", "Petit"]),
        ("Dupont, J. et al.", ["Dupont", "et al."]),
        ("Dupont J.-P. and Martin AM", ["Dupont", "Martin"]),
        ("Nantes Métropole et Rennes Métropole", ["Nantes Métropole et Rennes Métropole"]),
        ("Ministère du Logement et de la Ville", ["Ministère du Logement et de la Ville"]),
        ("García Márquez, Gabriel José", ["García Márquez"]),
        ("Marks & Spencer Ltd", ["Marks & Spencer Ltd"]),
    ],
)
def test_lists_of_names_that_bibtex_does_not_know(typed: str, read: list[str]) -> None:
    people = csl(f"@book{{a, title = {{T}}, author = {{{typed}}}}}")["author"]
    assert [person.get("family", person.get("literal")) for person in people] == read


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("@misc{a, title = {T}}", "document"),
        ("@misc{a, title = {T}, url = {https://a.org}}", "webpage"),
        ("@article{a, title = {T}, journal = {Libération}, date = {2014-01-02}}", "article-newspaper"),
        ("@article{a, title = {T}, journal = {X}, entrysubtype = {magazine}}", "article-magazine"),
        ("@article{a, title = {T}, journal = {Le Mouvement social}}", "article-journal"),
        ("@collection{a, title = {T}, editor = {A, B}, editortype = {director}}", "book"),
        ("@jurisdiction{a, title = {T}}", "legal_case"),
        ("@unpublished{a, title = {T}, eventtitle = {Colloque}}", "speech"),
        ("@nosuch{a, title = {T}}", "document"),
    ],
)
def test_types(entry: str, kind: str) -> None:
    assert csl(entry)["type"] == kind


SAMPLES = {
    "unterminated-entry": "@book{b, title = {T}\n",
    "unclosed-field": "@book{b, title = {T, year = {2000}\n}\n",
    "cut-value": "@book{b, title = {{T}} U}, year = 2000}",
    "missing-key": "@book{, title = {T}}",
    "duplicate-key": "@book{b, title = {T}}\n@book{b, title = {U}}",
    "repeated-entry": "@book{b, title = {T}}\n@book{b, title = {T}}",
    "unterminated-block": "@preamble{ {x}\n",
    "missing-comma": "@book{b, title = {T} year = 2000}",
    "extra-brace": "@book{b, title = {T}},\n year = {2000}\n}",
    "stray-brace": '@book{b, title = "T } U"}',
    "stray-quote": '@book{b, title = "T "U" V"}',
    "unquoted-value": "@book{b, title = T U}",
    "missing-value": "@book{b, title = }",
    "unexpected-text": "@book{b, ?? , title = {T}}",
    "missing-at-sign": "book{b, title = {T}}",
    "commented-entry": "%@book{b, title = {T}}",
    "data-only-entry": "@xdata{b, publisher = {P}}",
    "key-with-space": "@book{b c, title = {T}}",
    "illegal-key": "@book{b*c, title = {T}}",
    "case-colliding-key": "@book{b, title = {T}}\n@book{B, title = {U}}",
    "repeated-bib-field": "@book{b, title = {T}, title = {U}}",
    "undefined-string": "@book{b, title = {T}, publisher = puf}",
    "value-too-long": '@string{s0 = "ab"}\n'
    + "".join(f"@string{{s{i + 1} = s{i} # s{i}}}\n" for i in range(40))
    + "@book{b, title = s40}",
    "endless-value": "@book{b, title = {" + "mot {de} " * 3000 + "}, year = 2000}",
    "headless-entry": "@article bad, title = {T}, year = 2000}",
    "unknown-crossref": "@book{b, title = {T}, crossref = {none}}",
    "cyclic-crossref": "@book{b, title = {T}, crossref = {c}}\n@book{c, title = {U}, crossref = {b}}",
    "unknown-macro": "@book{b, title = {\\foo{T}}}",
    "unknown-entry-type": "@bok{b, title = {T}}",
    "unknown-bib-field": "@book{b, titel = {T}}",
    "unused-bib-field": "@book{b, title = {T}, booktitle = {Autre}}",
    "missing-required-field": "@book{b, title = {T}}",
    "missing-publisher": "@book{b, title = {T}}",
    "missing-place": "@book{b, title = {T}, publisher = {P}}",
    "missing-pages": "@incollection{b, title = {T}, booktitle = {U}}",
    "missing-access-date": "@online{b, title = {T}, url = {https://a.org}}",
    "invalid-year": "@book{b, title = {T}, year = {2012-2013}}",
    "invalid-month": "@book{b, title = {T}, year = 2000, month = {nivôse}}",
    "invalid-date": "@book{b, title = {T}, date = {12/03/2014}}",
    "typed-year-suffix": "@book{b, title = {T}, year = {1998a}}",
    "malformed-doi": "@book{b, title = {T}, doi = {11.1/x}}",
    "doi-as-url": "@book{b, title = {T}, doi = {https://doi.org/10.1000/x}}",
    "url-beside-doi": "@book{b, title = {T}, doi = {10.1000/x}, url = {https://a.org/x}}",
    "malformed-url": "@book{b, title = {T}, url = {www.a.org}}",
    "malformed-isbn": "@book{b, title = {T}, isbn = {978-2-00-000000-1}}",
    "malformed-issn": "@article{b, title = {T}, issn = {1234-5678}}",
    "malformed-pages": "@article{b, title = {T}, pages = {50--12}}",
    "capital-name": "@book{b, title = {T}, author = {DUPONT, Jean}}",
    "capital-title": "@book{b, title = {LA VILLE ET LES TERRITOIRES}}",
    "et-al-in-names": "@book{b, title = {T}, author = {Dupont, Jean and et al.}}",
    "ampersand-in-names": "@book{b, title = {T}, author = {Jean Dupont & Anne Martin}}",
    "unseparated-names": "@book{b, title = {T}, author = {Dupont, J.; Martin, A.}}",
    "unbraced-institution": "@book{b, title = {T}, author = {Ministère de la Ville}}",
    "swapped-name": "@book{b, title = {T}, author = {J.-P., Dupont}}",
}
"""Code → a text that earns it."""
ELSEWHERE = {
    "unreadable-bibliography", "unreadable-entry", "merged-references", "conflicting-references", "possible-duplicate",
    "no-bib-entries", "same-work-twice", "bad-override", "unknown-override", "contradictory-overrides",
    "uncited-reference",
}  # fmt: skip
"""Codes that other tests earn."""


def test_an_entry_quoted_in_a_title_swallows_nothing() -> None:
    assert csl("@book{b, title = {Écrire @book{x, title={Z}}}, year = 2000}")["title"].startswith("Écrire")


def test_a_byte_order_mark_between_files_is_no_letter_of_a_key() -> None:
    references = read_bibliography(
        "@book{a, title = {T}}\n\ufeff@book{\ufeffb, title = {U}}".encode(), "a.bib", Report()
    )
    assert [r.key for r in references] == ["a", "b"]


@pytest.mark.parametrize("text", ["", "\n", "% ma bibliographie\n", "@comment{jabref-meta: x}", "@string{a = {b}}"])
def test_a_bibliography_may_be_empty(text: str) -> None:
    report = Report()
    assert read_bibliography(text.encode(), "a.bib", report) == ()
    assert not list(report)


@pytest.mark.parametrize("text", ["TY  - JOUR\nAU  - Dupont, J\nER  -\n", "<html><body>404</body></html>"])
def test_a_file_that_is_no_bibliography_is_told(text: str) -> None:
    report = Report()
    assert read_bibliography(text.encode(), "a.bib", report) == ()
    assert [d.code for d in report] == ["no-bib-entries"]


def test_every_code_has_its_sample() -> None:
    assert SAMPLES.keys() | ELSEWHERE == bibliography.FAMILY.keys() | codes_of_references.FAMILY.keys()


@pytest.mark.parametrize("code", SAMPLES)
def test_codes(code: str) -> None:
    text = "@book{first, title = {T}, author = {A, B}, publisher = {P}, location = {L}, year = 2000}\n" + SAMPLES[code]
    references, report = read(text)
    found = [d for d in report if d.code == code]
    assert found and all(d.location.line >= 2 or code == "value-too-long" for d in found)
    for diagnostic in found:
        for language in ("fr", "en"):
            assert diagnostic.message(language) and "{" not in diagnostic.message(language).replace("book{b,", "")
            assert all(diagnostic.hints(language))
    assert references[0].key == "first"
    check_partition(text.encode())


def test_a_good_entry_earns_nothing() -> None:
    _, report = read(
        "@article{dupont2015, author = {Dupont, Jean and {Insee}}, title = {La ville}, journal = {Flux}, volume = {3},"
        " number = {2}, pages = {12--15}, date = {2015-03}, doi = {10.3917/flux.102.0012}, issn = {1154-2721},"
        " langid = {french}}"
    )
    assert [d.code for d in report] == []


def test_an_entry_that_pandoc_refuses_is_lost_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from actes import pandoc

    real = pandoc.convert

    def refusing(jobs: list[pandoc.Job]) -> list[pandoc.Converted]:
        made = real(jobs)
        refused = pandoc.PandocError("unexpected thing", 1, 1)
        return [pandoc.Converted("", refused) if "Refused" in j.text else c for j, c in zip(jobs, made, strict=True)]

    monkeypatch.setattr(pandoc, "convert", refusing)
    references, report = read("@book{a, title = {A}}\n@book{b, title = {Refused $x_{1}$}}\n@book{c, title = {C}}")
    assert [r.key for r in references] == ["a", "c"]
    (lost,) = [d for d in report if d.severity is Severity.ERROR]
    assert (lost.code, lost.location.line, lost.location.column) == ("unreadable-entry", 2, 7)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8-sig", "utf-16"])
def test_other_encodings_read_right(encoding: str) -> None:
    references, _ = read("@book{a,\r\n title = {Été à Besançon},\r\n author = {Béhar, D.}}".encode(encoding))
    assert references[0].csl["title"] == "Été à Besançon"
    assert str(references[0].location) == "a.bib:1:7"


def test_inheritance() -> None:
    text = """
    @mvbook{all, title = {Histoire}, author = {Duby, G.}, publisher = {Seuil}, date = {1980}}
    @book{two, title = {La ville}, volume = {2}, crossref = {all}}
    @incollection{part, title = {Un chapitre}, author = {A, B}, crossref = {Book}, pages = {1--2}}
    @xdata{house, publisher = {PUL}, location = {Lyon}}
    @book{book, title = {Le livre}, subtitle = {Suite}, editor = {C, D}, year = 2001,
      xdata = {house}, doi = {10.1000/b}}
    """
    references, report = read(text)
    _, two, part, _ = (r.csl for r in references)
    assert (two["title"], two["publisher"], two["issued"]) == (
        "Histoire\u00a0: La ville",
        "Seuil",
        {"date-parts": [[1980]]},
    )
    assert (part["container-title"], part["publisher-place"]) == ("Le livre\u00a0: Suite", "Lyon")
    assert "DOI" not in part
    assert [d.code for d in report if d.severity is not Severity.INFO] == []


def test_a_long_chain_of_parents() -> None:
    text = (
        "".join(f"@book{{k{i}, title = {{T}}, crossref = {{k{i + 1}}}}}\n" for i in range(3000))
        + "@book{k3000, publisher = {P}}"
    )
    references, _ = read(text)
    assert references[0].csl["publisher"] == "P"


@given(st.binary(max_size=120))
@settings(max_examples=30, deadline=None)
def test_any_bytes(data: bytes) -> None:
    check_partition(data)


VALUES = st.text(st.sampled_from("ab Éœ{}\\$%&#_^~\"'`<>/i-:;,=.\n[]()"), max_size=30)


@given(st.lists(VALUES, min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_any_values(values: list[str]) -> None:
    names = ["title", "author", "year", "pages", "journal", "url"]
    fields = ", ".join(f"{name} = {{{value}}}" for name, value in zip(names, values, strict=False))
    check_partition(f"@article{{a, {fields}}}\n@book{{b, title = {{T}}}}".encode())


@pytest.mark.fuzz
@given(st.lists(st.one_of(VALUES, st.sampled_from(sorted(SAMPLES.values()))), max_size=12))
@settings(max_examples=1500, deadline=None)
def test_fuzz_mixed_files(pieces: list[str]) -> None:
    check_partition("\n".join(pieces).encode())


@pytest.mark.fuzz
@given(st.data())
@settings(max_examples=800, deadline=None)
def test_fuzz_mutated_golden(data: st.DataObject) -> None:
    raw = bytearray((GOLDEN / "phenomena.bib").read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=6))
    check_partition(bytes(raw))


def corpus_files() -> list[Path]:
    shared = os.environ.get("SHARED")
    if not shared:
        return []
    folder = Path(shared) / "corpus"
    return sorted([*folder.glob("bib/*.bib"), *folder.glob("bib-broken/*.bib"), *folder.glob("papers/**/*.bib")])


@pytest.mark.corpus
def test_corpus_is_there() -> None:
    assert len(corpus_files()) > 58, "set SHARED to the shared folder"


@pytest.mark.corpus
@pytest.mark.parametrize("path", corpus_files(), ids=lambda p: p.name)
def test_corpus_file(path: Path) -> None:
    check_partition(path.read_bytes())


@pytest.mark.corpus
@pytest.mark.parametrize("path", corpus_files(), ids=lambda p: p.name)
def test_corpus_entries_are_all_seen(path: Path) -> None:
    """Lines that begin an entry, counted without the scanner, are all entries or said to be in a comment."""
    text = read_text(path, path.name, Report())
    lines = {
        text.count("\n", 0, m.start(1)) + 1
        for m in re.finditer(r"^[ \t]*(@(?!comment|string|preamble)\w+\s*[{(])", text, re.M | re.I)
    }
    scanned = scan(text)
    seen = {text.count("\n", 0, entry.start) + 1 for entry in scanned.entries}
    seen |= {text.count("\n", 0, p.offset) + 1 for p in scanned.problems if p.code == "commented-entry"}
    assert lines <= seen


@pytest.mark.corpus
def test_corpus_tricky_file_field_by_field() -> None:
    path = next(p for p in corpus_files() if p.name == "tricky.bib")
    references, _ = read(path.read_bytes())
    assert [dict(r.csl) for r in references] == json.loads((GOLDEN / "tricky.json").read_text())
