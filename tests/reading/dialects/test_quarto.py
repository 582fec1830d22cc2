"""Quarto, R Markdown, bookdown."""

from __future__ import annotations

from pathlib import Path

from actes.reading.dialects.quarto import options
from papers import read_paper
from volumes import DRAWING

BODY = """---
title: "Des cartes"
author:
  - name: {given: Ana, family: Vanier}
    orcid: 0000-0002-3957-2474
    affiliations:
      - {id: lab, name: Le laboratoire, city: Rennes, country: France}
    attributes: {corresponding: true}
  - name: Bo Roux
    affiliations: [{ref: lab}]
date: last-modified
output: {html_document: {toc: true}}
format: pdf
---

# Début {#sec-debut}

Voir la figure \\@ref(fig:carte), @fig-map, @tbl-un et @sec-debut.

```{r setup, include=FALSE}
library(sf)
```
```{r carte, fig.cap="Une *carte*", echo=FALSE}
knitr::include_graphics("a.svg")
```

```{r}
#| label: fig-map
#| fig-cap: "Faite par du code"
plot(x)
```

(ref:cap) Une légende (@R) longue.

```{r deux, fig.cap='(ref:cap)', fig.alt="Autre", out.width="50%"}
knitr::include_graphics(here("img", "b.svg"))
```

| a | b |
|---|---|
| 1 | 2 |

: Un tableau {#tbl-un}

::: {.callout-warning}
## Attention aux cartes

Du texte.
:::

::: {.callout-note title="Un titre"}
Autre texte.
:::

::: {#fig-paire layout-ncol=2}
![Gauche](a.svg)

![Droite](img/b.svg)

Deux cartes
:::

```python
shown = True
```
"""


def test_a_chapter(tmp_path: Path) -> None:
    paper = read_paper(tmp_path, BODY, "x.qmd", {"a.svg": DRAWING, "img/b.svg": DRAWING, "r.bib": ""})
    held = paper.contribution
    assert [(p.family, p.corresponding, p.affiliations[0].name) for p in held.authors] == [
        ("Vanier", True, "Le laboratoire"), ("Roux", False, "Le laboratoire"),
    ]  # fmt: skip
    assert {"fig-carte", "fig-map", "tbl-un", "fig-paire", "fig-deux"} <= paper.ids()
    assert len(paper.nodes("Figure")) == 4 and len(paper.nodes("Image")) == 4
    code = [n["c"][1] for n in paper.nodes("CodeBlock")]
    assert code == ["plot(x)", "shown = True"]
    flat = " ".join(paper.text.replace("\u00a0", " ").replace("\u202f", " ").split())
    for words in (
        "Attention aux cartes",
        "Un titre",
        "Gauche",
        "Deux cartes",
        "Faite par du code",
        "figure 1, figure 2",
    ):
        assert words in flat, words
    assert {"unrun-code", "hidden-code", "unrun-figure"} <= set(paper.codes)
    assert not {"unknown-citation-key", "unknown-cross-reference", "missing-image", "unknown-field"} & set(paper.codes)
    assert paper.codes.count("foreign-fields") == 1


def test_the_bibliography_of_the_project(tmp_path: Path) -> None:
    files = {
        "../_quarto.yml": "project: {type: book}\nbook: {author: Ana Vanier}\nbibliography: book.bib\n",
        "../book.bib": "@book{k2001, author={A, B}, title={T}, date={2001}, publisher={P}}\n",
    }
    paper = read_paper(tmp_path, "# Titre\n\nVoir [@k2001].\n", "x.qmd", files)
    assert [r.key for r in paper.contribution.references] == ["k2001"]
    assert paper.contribution.authors[0].family == "Vanier" and "missing-field" not in paper.codes


def test_options_of_a_chunk() -> None:
    assert options(' map, fig.cap="A, b", echo = FALSE, fig.dim=c(1,2)') == {
        "label": "map", "fig-cap": '"A, b"', "echo": "FALSE", "fig-dim": "c(1,2)",
    }  # fmt: skip
    # the label may come after others
    assert options(' warning=FALSE, per-field, fig.cap="A, b"')["label"] == "per-field"
    assert "label" not in options(' fig.cap=paste("A", "b"), echo=FALSE')


def test_words_of_a_project_are_no_language(tmp_path: Path) -> None:
    header = "---\ntitle: T\nlang: fr\nlanguage: {title-block-author-single: Autrice}\nauthor: A B\n---\n\n"
    paper = read_paper(tmp_path, header + "Un texte.\n", "paper.qmd")
    assert "wrong-type" not in paper.codes and paper.contribution.language == "fr"


PARTS = """---
title: T
author: Ana Vanier
---

Voir @fig-paire-1, @fig-paire-2, @lst-code, @tbl-calcul et l’image ![](im\\a%20b.svg).

```{python}
#| label: fig-paire
#| fig-cap: "Deux états"
#| fig-subcap:
#|   - 'Avant la *crue*'
#|   - Après la crue
draw()
```

```{python}
#| label: lst-code
f()
```

```{r}
#| label: tbl-calcul
g()
```

Le taux est $`r t$a[1]`$ et $$x = `r y_b`$$ puis `r z$c`, sur 5 $.
"""


def test_what_code_would_make(tmp_path: Path) -> None:
    paper = read_paper(tmp_path, PARTS, "x.qmd", {"im/a b.svg": DRAWING})
    assert not {"unknown-cross-reference", "missing-image", "unreadable-math"} & set(paper.codes)
    flat = paper.text.replace("\u00a0", " ")
    assert "(a) Avant la crue; (b) Après la crue" in flat.replace("\u202f", "").replace(" ;", ";")
    assert [n["c"][1] for n in paper.nodes("Math")] == ["\\texttt{r t\\$a[1]}", "x = \\texttt{r y\\_b}"]
    assert [n["c"][1] for n in paper.nodes("Code")] == ["r z$c"]
