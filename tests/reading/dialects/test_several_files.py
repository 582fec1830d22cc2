"""Texts made of several files, and values named from elsewhere: MyST, Quarto, R Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from actes.build import check
from actes.diagnostics import Report
from actes.reading.dialects.includes import LARGEST, expand
from papers import read_paper

HEAD = "---\ntitle: A title\nauthors: [{name: Ana Auteur}]\nlanguage: en\n---\n\n# Start\n\n"


@pytest.mark.parametrize(
    ("name", "construct"),
    [
        ("paper.md", "```{include} parts/one.md\n```"),
        ("paper.md", ":::{include} parts/one.md\n:::"),
        ("paper.qmd", "{{< include parts/one.md >}}"),
        ("paper.Rmd", "```{r, child='parts/one.md'}\n```"),
        ("paper.Rmd", '```{r child = c("parts/one.md")}\n```'),
    ],
)
def test_what_is_included_is_part_of_the_text(tmp_path: Path, name: str, construct: str) -> None:
    part = "---\ntitle: Not this one\n---\n\n## Inner\n\nThe *included* words, and @fig-nowhere.\n"
    paper = read_paper(tmp_path, f"{HEAD}Before.\n\n{construct}\n\nAfter.\n", name, {"parts/one.md": part})
    assert "The included words" in paper.text and "Before." in paper.text and "After." in paper.text
    assert "Not this one" not in paper.text


def test_problems_are_told_in_the_file_that_has_them(tmp_path: Path) -> None:
    folder = tmp_path / "papers" / "one"
    folder.mkdir(parents=True)
    text = f"{HEAD}```{{include}} b.md\n```\n\nSee @fig-here.\n"
    (folder / "paper.md").write_text(text)
    (folder / "b.md").write_text("First.\n\nSee @fig-there.\n")
    volume, diagnostics = check(folder.parent, jobs=1)
    # a part is no paper of its own
    assert volume is not None and len(volume.contributions) == 1
    found = {d.location.file.rpartition("/")[2]: d.location.line for d in diagnostics if "cross" in d.code}
    assert found == {"b.md": 3, "paper.md": 12}


def test_code_is_included_as_code(tmp_path: Path) -> None:
    code = "```{literalinclude} run.py\n:start-after: begin\n:end-before: end\n```"
    held = {"run.py": "# begin\nprint('*stars*')\n# end\nhidden()\n"}
    paper = read_paper(tmp_path, f"{HEAD}{code}\n\n```{{include}} run.py\n:lang: python\n```\n", files=held)
    first, second = paper.nodes("CodeBlock")
    assert first["c"][1] == "print('*stars*')" and "hidden()" in second["c"][1]


@pytest.mark.parametrize(
    ("name", "code"),
    [("paper.md", "missing-include"), ("gone.md", "missing-include"), ("../../out.md", "outside-file")],
)
def test_what_cannot_be_included_is_told(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "out.md").write_text("secret")
    paper = read_paper(tmp_path, f"{HEAD}```{{include}} {name}\n```\n\nAfter.\n")
    assert paper.codes.count(code) == 1 and name in paper.text and "secret" not in paper.text


def test_in_code_nothing_is_included(tmp_path: Path) -> None:
    text = f"{HEAD}````\n```{{include}} one.md\n```\n{{{{< include one.md >}}}}\n````\n"
    paper = read_paper(tmp_path, text, files={"one.md": "words"})
    assert "words" not in paper.text


def test_values_of_the_header_and_of_the_project(tmp_path: Path) -> None:
    text = (
        '---\ntitle: "On {{< var project.name >}}"\nauthors: [{name: Ana Auteur}]\nlanguage: en\nversion: 1.2\n---\n\n'
        "# Start\n\nIn {{< var project.name >}} {{< meta version >}}, written in {{< latex >}}; {{< meta no >}}.\n"
    )
    paper = read_paper(tmp_path, text, "paper.qmd", {"_variables.yml": "project:\n  name: Atlas\n"})
    assert "In Atlas 1.2, written in LaTeX; {{< meta no >}}." in paper.text
    assert "Atlas" in str(paper.contribution.title)


def test_a_manuscript_project_says_the_title(tmp_path: Path) -> None:
    project = "project: {type: manuscript}\ntitle: A title\nabstract: Short.\nauthor: [{name: Ana Auteur}]\n"
    paper = read_paper(tmp_path, "# Start\n\nText.\n\n# End\n\nText.\n", "paper.qmd", {"_quarto.yml": project})
    assert "missing-field" not in paper.codes and paper.contribution.abstracts


def test_a_file_shown_again_and_again_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text("x = 1\n" * 100_000)
    shown = "```{literalinclude} code.py\n```\n\n"
    excerpt = "```{literalinclude} code.py\n:end-line: 1\n```\n\n"
    for text in (shown * 200, excerpt * 200):
        report = Report()
        whole = expand(text, tmp_path / "paper.md", tmp_path, report)
        assert len(whole.text) < 2 * LARGEST
        assert {d.code for d in report} == {"missing-include"}
