"""MyST: projects, directives, roles, targets, DOIs."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from actes.reading.dialects import myst
from actes.reading.dialects.findings import Findings
from papers import read_paper
from volumes import DRAWING

PROJECT = """\
version: 1
extends: ../proceedings.yml
project:
  title: Streams of data
  authors:
    - {name: Ana Vanier, email: a@example.org, affiliations: [Here University], corresponding: true}
    - {name: Bo Roux, affiliation: lab}
  affiliations: [{id: lab, institution: The Lab, city: Rennes, country: France}]
  keywords: [a, b]
  license: CC-BY-4.0
  bibliography: [refs.bib]
  github: x/y
"""
BIB = (
    "@book{key2004, author={Vanier, Ana}, title={T}, date={2004}, publisher={P}, doi={10.5555/ABC}}\n"
    "@book{other2005, author={Roux, Bo}, title={U}, date={2005}, publisher={P}}\n"
)
BODY = """---
abstract: |
  Short.
---

## Introduction

% a comment of the author
Cited {cite}`key2004,other2005`, {cite:t}`key2004`, [@doi:10.5555/abc], [](https://doi.org/10.5555/abc)
and [@10.9999/none]; H{sub}`2`O, x{sup}`2`, {math}`\\alpha`; in {numref}`Figure %s <fig:one>`, {ref}`two`,
Equation {eq}`circ` and [Table %s](#tbl:m). The `{ref}` role. Kept {foo}`bar`.
:::{figure} a.svg
:label: fig:one
:alt: A drawing
:width: 50%

The caption[^n] of *one*.

A legend.
:::

(two)=
### A second section

```{math}
:label: circ

A(r) = \\pi r^2.

+ 0
```

```{list-table} Materials
:label: tbl:m
:header-rows: 1
* - Material
  - Units
* - Stone
  - {math}`3`
```

````{admonition} Beware *of*
:class: warning
Inside.

```{code-block} python
:linenos: true

print("x")
```
````

```{csv-table} Units
:header: a, "b, c"
1, 2
```

:::{prf:remark} Name
A remark.
:::

```{mystery} arg
kept text
```

```{bibliography}
```

+++

[^n]: The note.
"""


def test_a_paper_of_scipy(tmp_path: Path) -> None:
    files = {
        "myst.yml": PROJECT, "refs.bib": BIB, "a.svg": DRAWING,
        "../proceedings.yml": "project: {license: CC-BY-4.0, date: 2024-07-10, title: Proceedings}\n",
    }  # fmt: skip
    paper = read_paper(tmp_path, BODY, "main.md", files)
    held = paper.contribution
    assert "Streams of data" in str([n["c"] for t in held.title.values() for n in t if n["t"] == "Str"]) or held.title
    assert [(p.family, p.affiliations[0].name) for p in held.authors] == [
        ("Vanier", "Here University"), ("Roux", "The Lab"),
    ]  # fmt: skip
    assert held.published == "2024-07-10" and held.licence is not None and held.licence.spdx == "CC-BY-4.0"
    cited = [[c["citationId"] for c in n["c"][0]] for n in paper.nodes("Cite")]
    assert cited == [["key2004", "other2005"], ["key2004"], ["key2004"], ["key2004"]]
    assert {"fig-one", "two", "circ", "tbl-m"} <= paper.ids()
    assert len(paper.nodes("Figure")) == 1 and len(paper.nodes("Table")) == 2
    assert "A comment" not in paper.text and "a comment of the author" not in paper.text
    for words in (
        "legend",
        "Inside.",
        "Beware",
        "Remarque (Name)",
        "A remark.",
        "kept text",
        "{mystery} arg",
        "https://doi.org/10.9999/none",
    ):
        assert words in paper.text.replace("\u00a0", " "), words
    xrefs = [n for n in paper.nodes("Link") if "xref" in n["c"][0][1]]
    assert [dict(n["c"][0][2])["rid"] for n in xrefs] == ["fig-one", "two", "circ", "tbl-m"]
    assert [d.values for d in paper.diagnostics if d.code == "foreign-construct"] != []
    assert not {"unknown-citation-key", "unknown-cross-reference", "missing-field"} & set(paper.codes)


def test_the_abstract_as_a_part(tmp_path: Path) -> None:
    text = '+++ {"part": "abstract"}\n\nIn *short*.\n\n+++\n\n# T\n\n## A\n\n{cite}`10.5555/x` text.\n'
    paper = read_paper(tmp_path, text)
    assert len(paper.contribution.abstracts) == 1 and "short" not in paper.text


@given(
    st.lists(
        st.sampled_from(
            [
                "```{note} T",
                "```",
                ":::{figure} a.png",
                ":::",
                ":name: x",
                "",
                "text",
                "````{tip}",
                "````",
                "```python",
                "(x)=",
                "# H",
                "{ref}`x`",
                "```{math}",
                "a &= b",
                "% c",
            ]
        )
    )
)
def test_lines_stay_where_they_are(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert abs(myst.text(text, {}, Findings("x")).count("\n") - text.count("\n")) <= sum("{" in x for x in lines)


def test_contributors_named_by_their_handles(tmp_path: Path) -> None:
    project = "project:\n  contributors:\n  - {id: av, name: Ana Vanier, orcid: 0000-0002-3957-2474, email: a@b.fr}\n"
    text = "---\ntitle: T\nauthors:\n- id: av\n  email: ana@c.fr\n- av\n- id: quelquun\n---\n\n{cite}`k`\n"
    paper = read_paper(tmp_path, text, files={"../myst.yml": project})
    first, second, third = paper.contribution.authors
    assert (first.family, first.orcid, first.email) == ("Vanier", "0000-0002-3957-2474", "ana@c.fr")
    assert (second.family, second.email, third.family or third.collective) == ("Vanier", "a@b.fr", "quelquun")
    assert "foreign-fields" not in paper.codes
