"""What each sentence becomes, and the laws that hold for any text."""

from __future__ import annotations

import csv
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actes import pandoc
from actes.diagnostics import Report
from actes.normalising.prose import Bibliography, Normalised, Outcome, keep_lines, normalise_against, normalise_text
from actes.reading.bibtex import read_bibliography
from actes.tree import walk
from normalising.prose.bibliographies import HERE, book, works

BIBLIOGRAPHY = Bibliography(works())


def normalised(text: str, **options: object) -> Normalised:
    return normalise_against(text, BIBLIOGRAPHY, file="text.md", **options)  # type: ignore[arg-type]


def _cases(folder: Path = HERE, tables: str = "*.tsv") -> list[tuple[str, ...]]:
    """The rows of the `tables` of `folder`: what precedes (a bibliography), what is typed, what is expected."""
    cases: list[tuple[str, ...]] = []
    for path in sorted(folder.glob(tables)):
        for line in path.read_text().splitlines()[1:]:
            *before, typed, expected = line.split("\t")
            if "\\cite" not in typed and "\\nocite" not in typed:
                typed, expected = typed.replace("\\n", "\n"), expected.replace("\\n", "\n")
            cases.append((*before, typed, expected))
    return cases


@pytest.mark.parametrize(("typed", "expected"), _cases())
def test_what_is_typed_becomes_what_is_expected(typed: str, expected: str) -> None:
    assert normalised(typed).text == expected


@pytest.fixture(scope="module")
def social_sciences() -> Bibliography:
    report = Report()
    found = read_bibliography(HERE / "social_sciences" / "works.bib", "works.bib", report)
    assert len(found) == 101
    return Bibliography(found)


@pytest.mark.parametrize(("typed", "expected"), _cases(HERE / "social_sciences"))
def test_what_social_scientists_type(typed: str, expected: str, social_sciences: Bibliography) -> None:
    result = normalise_against(typed, social_sciences, file="text.md")
    assert result.text == expected
    assert normalise_against(expected, social_sciences, file="text.md").text == expected


_HELD_BACK = {
    "urban": ("urban",),
    "history": ("history",),
    "quarters": ("quarters",),
    "traps": ("urban", "history"),
    "call": (),
    "call-again": (),
    "call-thrice": (),
    "call-fourth": (),
    "inquiry": ("inquiry",),
    "norms": ("norms",),
    "arts": ("arts",),
    "labour": ("labour",),
    "mixed": ("inquiry", "norms", "arts", "labour"),
}
"""Sets of rows written before any of them was tried, and the bibliographies they go with (none: that of the call)."""


@pytest.mark.parametrize("name", _HELD_BACK)
def test_rows_that_were_held_back_while_the_search_was_written(name: str) -> None:
    folder = HERE / "held_back"
    found = [r for bib in _HELD_BACK[name] for r in read_bibliography(folder / f"{bib}.bib", bib, Report())]
    bibliography = Bibliography(found) if found else BIBLIOGRAPHY
    rows = _cases(folder, f"{name}.tsv")
    assert len(rows) > 30
    became = [(typed, normalise_against(typed, bibliography, file="text.md").text) for typed, _ in rows]
    assert became == rows
    assert [normalise_against(text, bibliography, file="text.md").text for _, text in became] == [t for _, t in became]


def test_prose_full_of_names_and_years_cites_nothing() -> None:
    folder = HERE / "held_back"
    found = [r for bib in sorted(folder.glob("*.bib")) for r in read_bibliography(bib, bib.name, Report())]
    text = (folder / "names-and-years.md").read_text()
    result = normalise_against(text, Bibliography([*works(), *found]), file="text.md")
    assert len(re.findall(r"\d{4}", text)) > 200
    assert result.edits == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("bell hooks (1984) writes", "@hooks1984 writes"),
        ("(hooks, 1984, p. 3)", "[@hooks1984, p. 3]"),
        ("(Hooks, 1984)", "[@hooks1984]"),
        ("very hooks (1984)", "very hooks (1984)"),
        ("hooks (1984) are things", "hooks (1984) are things"),
        ("Didier et Éric Fassin (2006) réunissent", "@fassin2006 réunissent"),
        ("(D. & É. Fassin, 2006)", "[@fassin2006]"),
        ("(M. et É. Fassin, 2006)", "(M. et É. Fassin, 2006)"),
        ("(D., É. Fassin, 2006)", "(D., É. Fassin, 2006)"),
    ],
)
def test_names_that_are_not_written_as_most_are(typed: str, expected: str) -> None:
    bibliography = Bibliography(
        [book("hooks1984", 1984, "hooks, bell"), book("fassin2006", 2006, "Fassin, Didier", "Fassin, Éric")]
    )
    assert normalise_against(typed, bibliography, file="text.md").text == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Marc Augé, *Non-lieux*, Seuil, 1992 ; Daniel Arasse, *Le détail*, 1992.", "[@auge1992; @arasse1992]."),
        ("Marc Augé, *Non-lieux*, Seuil, 1992 ; Daniel Arasse, *Le sujet*, 1992.", ""),
        ("Marc Augé, *Non-lieux*, Seuil, 1992 et Daniel Arasse, *Le détail*, 1992.", ""),
        ("Voir A. Corbin, *Le miasme et la jonquille*, 1982 ; A. Farge, *Le goût de l’archive*, 1989, p. 3.",
         "[Voir @corbin1982; @farge1989, p. 3]."),
        ("C. Charle, *Théâtres en capitales. Paris, Berlin, Londres, Vienne, 1860-1914*, Albin Michel, 2008.",
         "[@charle2008]."),
        ("C. Charle, *Théâtres en capitales et en province*, Paris, Albin Michel, 2008.", ""),
        ("R. Moulin, « Le marché et le musée en province », *RFS*, 1986.", ""),
        ("R. Moulin, « Le marché et le musée. Valeurs de l’art contemporain », *RFS*, 1986.", "[@moulin1986]."),
        ("P. Nora (dir.), *Les lieux de mémoire*, t. II, *La nation*, Gallimard, 1984, p. 3.",
         "[@nora1984, t. II, p. 3]."),
        ("Compte rendu de D. Arasse, *Le détail*, Paris, Flammarion, 1992, par P. Vaisse.", ""),
    ],
)  # fmt: skip
def test_full_references_of_a_note(typed: str, expected: str) -> None:
    bibliography = Bibliography(read_bibliography(HERE / "held_back" / "arts.bib", "arts.bib", Report()))
    text = normalise_against(f"A^[{typed}]", bibliography, file="text.md").text
    assert text == f"A^[{expected or typed}]"


def test_pandoc_reads_back_the_citations_that_were_written() -> None:
    results = [normalised(typed) for typed, _ in _cases() if "citeauthor" not in typed]
    edited = [result for result in results if result.edits]
    read = pandoc.convert([pandoc.Job(result.text) for result in edited])
    for result, converted in zip(edited, read, strict=True):
        cited = [
            c["citationId"] for n in walk(json.loads(converted.value)["blocks"]) if n["t"] == "Cite" for c in n["c"][0]
        ]
        assert set(cited) >= {key for edit in result.edits for key in edit.keys}, result.text


def test_there_are_hundreds_of_cases() -> None:
    assert len(_cases()) > 600
    assert sum(typed == expected for typed, expected in _cases()) > 120


def test_exact_fix_leaves_what_needs_a_repair() -> None:
    text = "(Davezies, 2012) et (Davezie, 2012)"
    result = normalised(text, fix="exact")
    assert result.text == "[@davezies2012] et (Davezie, 2012)"
    assert [row.outcome for row in result.rows] == [Outcome.EXACT, Outcome.REPAIRABLE]
    assert [d.code for d in result.diagnostics] == ["typed-citation", "repairable-citation"]


def test_repairs_are_warned_about_with_the_reason() -> None:
    result = normalised("On lit (Le Gales, 1995).")
    (diagnostic,) = result.diagnostics
    assert str(diagnostic.severity) == "warning"
    assert "accent" in diagnostic.message("fr") and "legales1995" in diagnostic.message("en")


@pytest.mark.parametrize(
    ("text", "problem", "candidates"),
    [
        ("(Davezies, 2021)", "year", ("davezies2012", "davezies2008")),
        ("(Sassen, 1991)", "year", ("sassen1996",)),
        ("(Brenner, 1999)", "ambiguous", ("brenner1999a", "brenner1999b")),
        ("(Brenner, 1999c)", "letter", ("brenner1999a", "brenner1999b")),
        ("(Sassen, 1996 [1990])", "original", ("sassen1996",)),
        ("(Veltz, 1996)", "unknown", ()),
        ("(Le Galès et Vanier, 1995)", "authors", ("legales1995", "legales1995reseaux")),
        ("(ibid., p. 3)", "antecedent", ()),
        ("(Davis, op. cit., p. 3)", "antecedent", ("davis2006",)),
        ("\\citep{DAVIS2006}", "key", ("davis2006",)),
        ("(loi NOTRe, 2015)", "statute", ("loi2015",)),
    ],
)
def test_what_is_left_has_its_reason_and_its_candidates(text: str, problem: str, candidates: tuple[str, ...]) -> None:
    result = normalised(text)
    assert result.text == text
    (row,) = result.rows
    assert (row.outcome, row.problem) == (Outcome.LEFT, problem)
    assert row.candidates[: len(candidates)] == candidates
    assert len(result.diagnostics) == 1


def test_a_group_is_rewritten_whole_or_not_at_all_and_each_of_its_citations_reported() -> None:
    result = normalised("(Davezies, 2012 ; Veltz, 1996)")
    assert [(row.text, row.key, row.outcome) for row in result.rows] == [
        ("Davezies, 2012", "davezies2012", Outcome.LEFT),
        ("Veltz, 1996", "", Outcome.LEFT),
    ]


def test_places_and_sentences_are_those_of_the_text() -> None:
    text = "Une ligne.\n\nAvant. Comme le dit (Davezies, 2021), oui. Après."
    (row,) = normalised(text).rows
    assert (row.line, row.column) == (3, 22)
    assert row.sentence == "Comme le dit (Davezies, 2021), oui."


def test_a_year_beside_an_author_may_be_a_forgotten_citation() -> None:
    result = normalised("Comme Davezies l’écrit en 2012, la crise vient.")
    assert [(row.outcome, row.candidates) for row in result.rows] == [(Outcome.BARE_YEAR, ("davezies2012",))]


def test_a_hard_wrapped_text_with_blank_lines_between_its_lines_is_read_as_one() -> None:
    text = (
        "la géographie (Levratto, 2016 ; Thisse \n\net Van Ypersele, 1999). Une seconde (A. Fourcaut, M. \n\nFlonneau)"
    )
    assert "[@levratto2016; @thisse1999]. Une seconde" in normalised(text).text


def test_a_misspelt_name_is_refused_when_someone_bears_it() -> None:
    references = [book("varnier2009", 2009, "Varnierre, Paul"), book("varnierra2011", 2011, "Varnierra, Luc")]
    assert normalise_text("(Varnierra, 2009)", references, file="x").text == "(Varnierra, 2009)"
    assert normalise_text("(Varniere, 2009)", references, file="x").text == "[@varnier2009]"


def test_a_guessed_letter_needs_a_single_candidate() -> None:
    references = [book("a", 2009, "Lemarchand, Paul"), book("b", 2009, "Lemarchant, Luc")]
    assert normalise_text("(Lemarchan, 2009)", references, file="x").text == "(Lemarchan, 2009)"


def test_keys_that_need_braces_get_them() -> None:
    references = [book("doe:2012/", 2012, "Doe, Jane")]
    assert normalise_text("(Doe, 2012)", references, file="x").text == "[@{doe:2012/}]"


def test_keys_pandoc_cannot_cite_are_left() -> None:
    assert normalise_text("(Doe, 2012)", [book("doe 2012", 2012, "Doe, Jane")], file="x").text == "(Doe, 2012)"


def test_acronyms_of_corporate_names_are_a_repair() -> None:
    references = [book("ocde", 2014, "Organisation de coopération et de développement économiques")]
    result = normalise_text("(OCDE, 2014)", references, file="x")
    assert result.text == "[@ocde]"
    assert result.edits[0].outcome is Outcome.REPAIRED


def test_forthcoming_works_are_cited_without_a_year() -> None:
    references = [book("doe", None, "Doe, Jane", status="forthcoming")]
    assert normalise_text("(Doe, à paraître, p. 3)", references, file="x").text == "[@doe, p. 3]"


def test_other_line_ends_and_marks_are_left_alone() -> None:
    text = "\ufeffUne ligne\r\navec (Davezies, 2012)\r\net une autre\r\n"
    assert normalised(text).text == "\ufeffUne ligne\r\navec [@davezies2012]\r\net une autre\r\n"


def test_lines_stay_where_they_were_for_a_text_parsed_next() -> None:
    text = "une phrase coupée (Davezies,\n2012) en fin de ligne.\n\nAutre."
    result = normalised(text)
    assert keep_lines(text, result.edits) == "une phrase coupée [@davezies2012]\nen fin de ligne.\n\nAutre."


def test_brackets_in_brackets_in_brackets_do_not_exhaust_anything() -> None:
    assert "[@davezies2012]" in normalised("(" * 5000 + "(Davezies, 2012)" + ")" * 5000).text


FRAGMENTS = st.sampled_from(
    [
        *"()[]{},;:.*_`$\\~\n/&’'«»@|#>- ",
        "\n\n",
        "^[",
        "[^1]",
        "[^1]: ",
        "```\n",
        "<!--",
        "-->",
        "](x)",
        "{#a}",
        "\xa0",
        "́",
        "Davezies",
        "Gilli",
        "Le Galès",
        "Estèbe",
        "Insee",
        "Martin",
        "Paris",
        "et",
        "et al.",
        "ibid.",
        "*Ibid.*",
        "id.",
        "op. cit.",
        "2012",
        "2014",
        "1999a",
        "b",
        "[1991] 1996",
        "s. d.",
        "p. 33",
        "33-35",
        "voir",
        "cf.",
        "in",
        "(dir.)",
        "@davezies2012",
        "[@gilli2014, p. 3]",
        "\\citep{davezies2012}",
        "\\textcite[3]{gilli2014}",
        "La crise qui vient",
        "2003",
    ]
)
TEXTS = st.one_of(
    st.text(), st.lists(FRAGMENTS, max_size=40).map("".join), st.lists(FRAGMENTS, max_size=40).map(" ".join)
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["exact", "repaired"]))
def test_only_citations_change_and_only_once(text: str, fix: str) -> None:
    result = normalised(text, fix=fix)
    pieces, place = [], 0
    for edit in result.edits:
        assert place <= edit.start < edit.end
        pieces += [text[place : edit.start], edit.replacement]
        place = edit.end
    assert "".join(pieces) + text[place:] == result.text
    assert normalised(result.text, fix=fix).text == result.text
    assert keep_lines(text, result.edits).replace("\n", " ") == result.text.replace("\n", " ")


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.text(min_size=1), st.text(), st.text(), st.integers(-3000, 3000))
def test_any_key_and_name_will_do(text: str, key: str, family: str, given_name: str, year: int) -> None:
    references = [book(key, year, f"{family.replace(', ', ' ')}, {given_name.replace(', ', ' ')}")]
    normalise_text(f"{text} ({family}, {year}) {family} ({year})", references, file="x")


@pytest.mark.corpus
def test_the_open_acceptance_set() -> None:
    corpus = Path(os.environ["SHARED"]) / "corpus"
    references = Bibliography(read_bibliography(corpus / "call-references.bib", "references.bib", Report()))
    wrong = []
    with (corpus / "plain-citations.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        typed, expected = row["input"], row["expected"]
        if "tex" not in row["note"]:
            typed, expected = typed.replace("\\n", "\n"), expected.replace("\\n", "\n")
        result = normalise_against(typed, references, file="x")
        if result.text != expected or [k for e in result.edits for k in e.keys] != row["keys"].split():
            wrong.append((typed, expected, result.text))
    assert len(rows) == 96 and wrong == []


@pytest.mark.corpus
def test_bibliographies_of_others() -> None:
    corpus = Path(os.environ["SHARED"]) / "corpus" / "bib"
    read: dict[str, Bibliography] = {}
    for name, typed, expected in _cases(HERE / "corpus_bibliographies"):
        if name not in read:
            read[name] = Bibliography(read_bibliography(corpus / f"{name}.bib", name, Report()))
        assert normalise_against(typed, read[name], file="x").text == expected


@pytest.mark.corpus
def test_the_call_for_papers_as_it_is() -> None:
    corpus = Path(os.environ["SHARED"]) / "corpus"
    references = Bibliography(read_bibliography(corpus / "call-references.bib", "references.bib", Report()))
    text = (corpus / "call.txt").read_text()
    result = normalise_against(text, references, file="call.txt")
    keys = [key for edit in result.edits for key in edit.keys]
    assert len(keys) == 20 and {"epstein2005", "thisse2007", "thisse1999", "fourcaut2007", "moreljournel2017"} <= set(
        keys
    )
    statutes = [row for row in result.rows if row.problem == "statute"]
    assert [c for row in statutes for c in row.candidates] == ["loi1966", "loi1971", "loi1983", "loi1992", "loi1999"]
    assert [row.candidates for row in result.rows if row.outcome is Outcome.BARE_YEAR] == [("datar2012",)]


@pytest.mark.corpus
def test_papers_that_cite_by_key_do_not_change() -> None:
    # reviewed: works of that paper's bibliography, named in its sentences
    prose = {"atharva_rasane": ["Lancaster (2023)", "Por et al. (2012)"]}
    papers = Path(os.environ["SHARED"]) / "corpus" / "papers"
    texts = [p for p in sorted(papers.rglob("*")) if p.suffix in (".md", ".qmd", ".Rmarkdown") and p.is_file()]
    assert len(texts) >= 20
    for path in texts:
        references = [
            r for bib in sorted(path.parent.glob("*.bib")) for r in read_bibliography(bib, bib.name, Report())
        ]
        text = path.read_text()
        edits = normalise_text(text, references, file=path.name).edits
        assert sorted(text[e.start : e.end] for e in edits) == prose.get(path.parent.name, []), path
