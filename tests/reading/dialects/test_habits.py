"""Small habits of other tools, each found in a real paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from papers import read_paper

TEXT = "\n# Start\n\nText.\n"


def people(folder: Path, header: str, name: str = "paper.md") -> tuple[list[str], list[str], list[str]]:
    """Names, ORCID and affiliations of the authors of a header."""
    paper = read_paper(folder, f"---\ntitle: T\nlanguage: en\n{header}\n---\n{TEXT}", name)
    authors = paper.contribution.authors
    return (
        [f"{p.given} {p.family}" for p in authors],
        [p.orcid for p in authors],
        [a.name for p in authors for a in p.affiliations],
    )


def test_everything_in_the_name(tmp_path: Path) -> None:
    author = "author:\n  - Ana Auteur^[Dept of Ships, Univ. of Sea], https://orcid.org/0000-0002-1825-0097"
    assert people(tmp_path, author) == (["Ana Auteur"], ["0000-0002-1825-0097"], ["Dept of Ships, Univ. of Sea"])


def test_escapes_in_affiliations(tmp_path: Path) -> None:
    header = (
        "tags: [a]\nauthors:\n  - {name: Ana Auteur, affiliation: '1, 2', orcid: NONE}\naffiliations:\n"
        "  - {name: 'R\\&D', index: 1}\n  - {name: 'Institut f&uuml;r Meer', index: 2}"
    )
    assert people(tmp_path, header) == (["Ana Auteur"], [""], ["R&D", "Institut für Meer"])


@pytest.mark.parametrize(
    ("date", "name", "wanted"),
    [
        ("06-27-2025", "paper.qmd", "2025-06-27"),
        ("07/12/2024", "paper.qmd", "2024-07-12"),
        ("27-06-2025", "paper.md", "2025-06-27"),
        ("true", "paper.qmd", ""),
    ],
)
def test_dates(tmp_path: Path, date: str, name: str, wanted: str) -> None:
    field = "published" if date == "true" else "date"
    paper = read_paper(tmp_path, f"---\ntitle: T\nauthor: A B\n{field}: {date}\n---\n{TEXT}", name)
    assert "bad-date" not in paper.codes and paper.contribution.published == wanted


def test_intents_one_after_the_other(tmp_path: Path) -> None:
    text = f"---\ntitle: T\nauthor: A B\n---\n{TEXT}\nSee [@citesAsAuthority:usesMethodIn:k].\n"
    paper = read_paper(tmp_path, text, files={"r.bib": "@book{k, title={T}}"})
    assert not {"unknown-citation-key", "misspelt-citation-key"} & set(paper.codes)


def test_bookdown_parts_are_no_headings(tmp_path: Path) -> None:
    text = "```{r setup, include=FALSE}\nlibrary(a)\n```\n\n# (PART) First {-}\n\n# Counting {#count}\n\nText.\n"
    paper = read_paper(tmp_path, text, "01-count.Rmd")
    assert "PART" not in paper.text
    assert paper.contribution.title["en" if "en" in paper.contribution.title else "fr"][0]["c"] == "Counting"


def test_formulas_as_browsers_read_them(tmp_path: Path) -> None:
    text = (
        "---\ntitle: T\nauthor: A B\n---\n\n# Start\n\nBelow $\\lt$20,000 and $ x_1 $, {cite}`k`; from $ 5 to $ 6.\n\n"
        "$$\nx = 1 \\\\\ny = 2\n$$\n\n$$ \\sfrac{1}{2} $$\n"
    )
    paper = read_paper(tmp_path, text, files={"r.bib": "@book{k, title={T}}"})
    assert len(paper.nodes("Math")) == 4 and "$ 5 to $ 6" in paper.text
    assert not {"unreadable-math", "unreadable-raw"} & set(paper.codes), paper.codes


def test_short_addresses_of_myst(tmp_path: Path) -> None:
    text = f"---\ntitle: T\nauthor: A B\n---\n{TEXT}\nA [page](wiki:Foo_Bar), {{cite}}`k`.\n"
    paper = read_paper(tmp_path, text, files={"r.bib": "@book{k, title={T}}"})
    assert "https://en.wikipedia.org/wiki/Foo_Bar" in [n["c"][2][0] for n in paper.nodes("Link")]
    assert "unsafe-link" not in paper.codes


def test_what_was_knitted_is_the_paper(tmp_path: Path) -> None:
    from actes.build import check

    folder = tmp_path / "papers" / "one"
    folder.mkdir(parents=True)
    for name in ("paper.Rmd", "paper.md", "other.knit.md"):
        (folder / name).write_text(f"---\ntitle: '{name}'\nauthor: A B\n---\n{TEXT}")
    volume, _ = check(folder.parent, jobs=1)
    assert volume is not None and [Path(c.source.file).name for c in volume.contributions] == ["paper.md"]


def test_metadata_in_the_text_is_not_printed(tmp_path: Path) -> None:
    text = (
        f"---\ntitle: T\nauthor: A B\n---\n{TEXT}\n---\nlatex:\n  before: x\nnext: 1\n---\n\nAfter.\n\n---\n\nA rule.\n"
    )
    paper = read_paper(tmp_path, text)
    (told,) = [d for d in paper.diagnostics if d.code == "foreign-fields"]
    assert "before" not in paper.text and told.location.line == 10 and ("fields", "latex, next") in told.values
    assert "After." in paper.text and len(paper.nodes("HorizontalRule")) == 1 and not paper.nodes("Table")


def test_metadata_with_code_at_the_end_is_not_printed(tmp_path: Path) -> None:
    text = f"---\ntitle: T\nauthor: A B\n---\n{TEXT}\n```\ncode\n```\n\n---\nlatex:\n  before: '`x`{{=latex}}'\n---\n"
    paper = read_paper(tmp_path, text)
    assert "before" not in paper.text and not paper.nodes("Table")


def test_tables_of_latex_over_two_columns(tmp_path: Path) -> None:
    table = (
        "\\begin{table*}\n\\begin{longtable*}{lr}\nArea & Size \\\\\nNorth & 3 \\\\\n\\end{longtable*}\n\\end{table*}"
    )
    text = f"---\ntitle: T\nauthor: A B\n---\n{TEXT}\n```{{raw}} latex\n{table}\n```\n"
    paper = read_paper(tmp_path, text)
    assert paper.nodes("Table") and "North" in paper.text
