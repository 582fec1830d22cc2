"""JOSS and BioHackrXiv: headers with numbered affiliations, dates in words, CiTO, LaTeX labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from actes.reading.dialects.header import iso_date
from actes.tree import plain_text
from papers import read_paper
from volumes import DRAWING

BIB = "@book{key2004, author={Vanier, Ana}, title={T}, date={2004}, publisher={P}, doi={10.5555/abc}}\n"
HEADER = """\
---
title: 'A tool'
tags: [R, storms]
authors:
  - name: "Dr Ana B. Vanier^[Corresponding author: ana@example.org]"
    orcid: 0000-0002-3957-2474
    affiliation: "1, 2"
  - given-names: Ludwig
    dropping-particle: van
    surname: Beethoven
    affiliation: [3]
    equal-contrib: yes
  - name: {given-names: Louis, non-dropping-particle: de, surname: Broglie}
    affiliation: 4
affiliations:
  - {name: First University, index: 1, country: France}
  - {name: Second Institute, index: 2, ror: 04bs1pb34}
  - name: Third Place, Somewhere, Germany
    index: 3
date: 14 February 2016
bibliography: paper.bib
output: pdf_document
header-includes: ["x"]
---
"""
BODY = """
# Summary

It extends [@extends:key2004] and @cito:citesAsAuthority:key2004. See \\autoref{fig:a} and table \\ref{langs},
equation \\autoref{eq:f}. Thanks @someone.

![A caption \\label{fig:a}](a.svg)

: Languages. []{label="langs"}

| a | b |
|---|---|
| 1 | 2 |

$$a^n + b^n = c^n \\label{eq:f}$$
"""


def test_a_header_of_joss(tmp_path: Path) -> None:
    paper = read_paper(tmp_path, HEADER + BODY, files={"paper.bib": BIB, "a.svg": DRAWING})
    held = paper.contribution
    first, second, third = held.authors
    assert (first.given, first.family, first.corresponding, first.email) == (
        "Dr\u00a0Ana B.", "Vanier", True, "ana@example.org",
    )  # fmt: skip
    assert [a.name for a in first.affiliations] == ["First University", "Second Institute"]
    assert first.affiliations[0].country == "FR" and first.affiliations[1].ror == "https://ror.org/04bs1pb34"
    assert (second.particle, second.family, second.equal) == ("van", "Beethoven", True)
    assert second.affiliations[0].name.startswith("Third Place")
    assert (third.given, third.family) == ("Louis", "de Broglie") and third.affiliations == ()
    assert held.published == "2016-02-14" and held.keywords == {held.language: ("R", "storms")}
    assert paper.codes.count("foreign-fields") == 1 and "unknown-affiliation" in paper.codes
    assert not {"wrong-type", "bad-date", "unknown-field", "misspelt-field"} & set(paper.codes)


def test_citations_and_labels(tmp_path: Path) -> None:
    paper = read_paper(tmp_path, HEADER + BODY, files={"paper.bib": BIB, "a.svg": DRAWING})
    cited = [c["citationId"] for n in paper.nodes("Cite") for c in n["c"][0]]
    assert cited == ["key2004", "key2004"]
    assert {"fig-a", "langs", "eq-f"} <= paper.ids()
    rids = [dict(n["c"][0][2]).get("rid") for n in paper.nodes("Link") if "xref" in n["c"][0][1]]
    assert rids == ["fig-a", "langs", "eq-f"]
    assert "Thanks @someone" in paper.text.replace("\u00a0", " ")
    assert not {"unknown-citation-key", "misspelt-citation-key", "unknown-cross-reference"} & set(paper.codes)
    assert {"citation-intent", "handle"} <= set(paper.codes)


def test_affiliations_without_index_are_kept(tmp_path: Path) -> None:
    text = (
        "---\ntitle: T\nauthors: [{name: A. Smith}]\naffiliations: [{name: X}, {name: Y}]\ndate: 2016\n---\n\nText.\n"
    )
    assert read_paper(tmp_path, text).contribution.authors[0].family == "Smith"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("10 April 2025", "2025-04-10"),
        ("April 10th, 2025", "2025-04-10"),
        ("1er avril 2025", "2025-04-01"),
        ("Thursday, 10 April 2025", "2025-04-10"),
        ("2025/07/17", "2025-07-17"),
        ("2021-03-01T14:38:29+01:00", "2021-03-01"),
        ("août 2020", "2020-08"),
        ("17/07/2025", "2025-07-17"),
        ("07/17/2025", "2025-07-17"),
        ("04/05/2025", ""),
        ("soon", ""),
        ("40 April 2025", ""),
    ],
)
def test_dates_in_words(written: str, iso: str) -> None:
    assert iso_date(written) == iso


RAW = """---
title: Un outil
authors: [{name: Ana Vanier}]
---

On écrit en \\LaTeX une équation
\\begin{equation}\\label{eq:un}
f(x) = 1
\\end{equation}
puis \\autoref{eq:un}.

\\begin{align}
a &= b \\label{eq:haut} \\\\
c &= d \\label{eq:bas}
\\end{align}

Voir \\eqref{eq:haut} et \\eqref{eq:bas}.
![Une légende.\\label{fig:dedans}](absente.png)
La \\autoref{fig:dedans} et @fig-autre.
![Une autre](a.svg){#fig-autre}
![](a.svg) reste dans la ligne.
"""


def test_equations_and_figures_typed_within_a_paragraph(tmp_path: Path) -> None:
    paper = read_paper(tmp_path, RAW, files={"a.svg": DRAWING})
    assert "unknown-cross-reference" not in paper.codes and paper.codes.count("missing-image") == 1
    assert {"eq-un", "eq-haut", "fig-dedans", "fig-autre"} <= paper.ids()
    rids = [dict(n["c"][0][2]).get("rid") for n in paper.nodes("Link")]
    assert rids == ["eq-un", "eq-haut", "eq-haut", "fig-dedans", "fig-autre"]
    assert len(paper.nodes("Figure")) == 2 and "LaTeX une" in paper.text
    assert [n["t"] for n in paper.contribution.body if "reste dans la ligne" in plain_text(n)] == ["Para"]


def test_an_author_without_a_name_is_told_and_left_out(tmp_path: Path) -> None:
    text = "---\ntitle: T\nauthors:\n- name: A B\n- orcid: 0000-0002-3957-2474\n- {mane: C D}\n---\n\nTexte.\n"
    paper = read_paper(tmp_path, text)
    assert [a.family for a in paper.contribution.authors] == ["B"]
    told = [(d.location.line, d.as_text("en")) for d in paper.diagnostics if d.code == "missing-field"]
    assert [line for line, _ in told] == [5, 6] and "authors.1.name" in told[0][1]


def test_the_name_of_a_package_is_no_citation(tmp_path: Path) -> None:
    paper = read_paper(tmp_path, "---\ntitle: T\nauthors: [{name: A B}]\n---\n\nLe paquet @atelier/cartes-fr.\n")
    assert "handle" in paper.codes and "unknown-citation-key" not in paper.codes


def test_labels_of_headings(tmp_path: Path) -> None:
    body = (
        "# First \\label{sec:first}\n\nSee \\autoref{sec:second}, \\ref{sec:first} and Section \\ref{sec:third}.\n\n"
        "## Second\n\\label{sec:second}\n\nText.\n\n## Third {#own}\n\n\\label{sec:third}\nOther text.\n"
    )
    paper = read_paper(tmp_path, HEADER + body, files={"paper.bib": BIB})
    assert "unknown-cross-reference" not in paper.codes and "unreadable-raw" not in paper.codes
    targets = [link["c"][2][0] for link in paper.nodes("Link")]
    assert [t.rpartition("--")[2].lstrip("#") for t in targets] == ["second", "first", "own"]
