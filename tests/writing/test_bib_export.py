"""References written as CSL-JSON and as BibLaTeX, which reads back to the same CSL-JSON."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actes.diagnostics import Location, Report, Severity
from actes.model import Reference
from actes.reading.bibtex import read_bibliography
from actes.writing.bib_export import biblatex, csl_json, date_text, export, latex

GOLDEN = Path(__file__).parent.parent / "reading" / "bibtex" / "golden" / "phenomena.bib"


def read(data: bytes) -> dict[str, Reference]:
    return {r.key: r for r in read_bibliography(data, "a.bib", Report())}


def check_round_trip(references: dict[str, Reference]) -> None:
    report = Report()
    again = read_bibliography(biblatex(references.values()).encode(), "again.bib", report)
    assert report.count(Severity.ERROR) == 0
    assert {r.key: dict(r.csl) for r in again} == {key: dict(r.csl) for key, r in references.items()}
    assert {r.key: (r.keywords, r.short_author) for r in again} == {
        key: (r.keywords, r.short_author) for key, r in references.items()
    }


def test_every_phenomenon_comes_back() -> None:
    check_round_trip(read(GOLDEN.read_bytes()))


def test_an_entry_reads_well() -> None:
    (reference,) = read(
        "@book{a, author={Béhar, D. and {Insee}}, title={L'«~été~» & <i>x</i>}, date={2014}}".encode()
    ).values()
    assert biblatex([reference]) == (
        "@book{a,\n"
        "  author = {Béhar, D. and {Insee}},\n"
        "  title  = {L’«\u00a0été\u00a0» \\& \\emph{x}},\n"
        "  date   = {2014},\n"
        "}\n"
    )


def test_files_are_sorted_and_stable() -> None:
    references = list(read(GOLDEN.read_bytes()).values())
    assert export(references) == export(references[::-1])
    assert [item["id"] for item in json.loads(csl_json(references))] == sorted(r.key for r in references)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"date-parts": [[2014, 6, 2]]}, "2014-06-02"),
        ({"date-parts": [[2015], [2016]]}, "2015/2016"),
        ({"date-parts": [[-350]]}, "-0350"),
        ({"date-parts": [[1850]], "circa": True}, "1850~"),
        ({"date-parts": [[2004]], "season": 2}, "2004-22"),
        ({"literal": "s. d."}, ""),
        (None, ""),
    ],
)
def test_dates(value: object, text: str) -> None:
    assert date_text(value) == text


def test_marks_become_macros() -> None:
    text = '<i>a <span style="font-style:normal;">b</span></i> <span style="font-variant:small-caps;">c</span>'
    text += " 5 % _ $2 {x} \\ ~"
    expected = "\\emph{a \\emph{b}} \\textsc{c} 5 \\% \\_ \\$2 \\{x\\} \\textbackslash{} \\textasciitilde{}"
    assert latex(text) == expected


WORDS = st.lists(
    st.sampled_from(
        [
            "ville",
            "L’État",
            "«\u00a0x\u00a0»",
            "R&D",
            "50",
            "%",
            "a_b",
            "#1",
            "$3",
            "{b}",
            "and",
            "<i>it</i>",
            "~",
            "^",
            "\\",
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
NAMES = st.fixed_dictionaries(
    {"family": st.sampled_from(["Dupont", "Le Goff", "O’Neil", "Martin Sanz", "hooks"])},
    optional={
        "given": st.sampled_from(["Jean", "J.-P.", "É."]),
        "dropping-particle": st.just("de"),
        "suffix": st.just("Jr."),
    },
) | st.fixed_dictionaries({"literal": st.sampled_from(["Insee", "Ville de Nantes", "A, B and C", "R&D"])})
ITEMS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(
            ["book", "article-journal", "chapter", "thesis", "report", "webpage", "document", "speech", "map"]
        )
    },
    optional={
        "title": WORDS,
        "container-title": WORDS,
        "publisher": WORDS,
        "publisher-place": WORDS,
        "author": st.lists(NAMES, min_size=1, max_size=3),
        "issued": st.sampled_from([{"date-parts": [[2014, 6]]}, {"literal": "à paraître"}]),
        "page": st.sampled_from(["12-15", "e12", "xii-xv, 23"]),
        "volume": st.just("12"),
        "language": st.sampled_from(["fr", "en-GB", "br"]),
        "DOI": st.just("10.1000/a_b"),
        "URL": st.just("https://a.org/x_y?z=1&t=%20#f"),
    },
)


@given(st.lists(ITEMS, min_size=1, max_size=8))
@settings(max_examples=25, deadline=None)
def test_items_come_back_from_the_second_time_on(items: list[dict[str, object]]) -> None:
    """What a type has no field for may change at first; what was read once never changes again."""
    references = [Reference(f"k{n}", {**item, "id": f"k{n}"}, Location("a.bib")) for n, item in enumerate(items)]
    once = read(biblatex(references).encode())
    assert once.keys() == {r.key for r in references}
    check_round_trip(once)


@pytest.mark.corpus
def test_corpus_comes_back() -> None:
    folder = Path(os.environ["SHARED"]) / "corpus"
    paths = sorted([*folder.glob("bib/*.bib"), *folder.glob("bib-broken/*.bib"), folder / "call-references.bib"])
    assert len(paths) > 58
    for path in paths:
        check_round_trip(read(path.read_bytes()))
