"""Stylo, Hugo, Obsidian: metadata beside, shortcodes, wikilinks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actes.diagnostics import Report
from actes.reading import front_matter
from actes.reading.dialects.prose import outside_code
from actes.tree import classes, plain_text
from papers import read_paper
from volumes import DRAWING

STYLO = """\
---
title: L'archive
title_f: L'*archive*
abstract:
- {lang: en, text: In short, text_f: In _short_}
- {lang: fr, text_f: En bref}
authors:
- {forname: Ana, surname: Vanier, orcid: 0000-0002-3957-2474, affiliations: OpenEdition, email: ''}
keywords:
- {lang: fr, list_f: "ville, livre"}
- {lang: en, list_f: "city, book"}
localizedContent:
- {lang: en, title: The archive, keywords: []}
translatedTitle: [{lang: en}]
date: 2025/07/17
lang: fr
rights: Creative Commons Attribution-ShareAlike 4.0 International (CC BY-SA 4.0)
nocite: '@*'
bibliography: texte.bib
url_article: /a
type: article
funder: {funder_id: null, funder_name: null}
---
"""
BODY = """## Début

Un texte[^1].

:::{.epigraph}
Une épigraphe
:::

::: inlinequote
Une citation.
:::

![Une figure](a.svg)

::: credits
Crédits : moi
:::

::: ack
Merci à tous.
:::

[^1]: Une note.
"""


def test_stylo(tmp_path: Path) -> None:
    files = {
        "texte.yaml": STYLO,
        "texte.bib": "@book{k2001, author={A, B}, title={T}, date={2001}}\n",
        "a.svg": DRAWING,
    }
    paper = read_paper(tmp_path, BODY, "texte.md", files)
    held = paper.contribution
    assert {k: plain_text(v) for k, v in held.title.items()} == {"fr": "L’archive", "en": "The archive"}
    assert {k: plain_text(v) for k, v in held.abstracts.items()} == {"en": "In short", "fr": "En bref"}
    assert held.keywords == {"fr": ("ville", "livre"), "en": ("city", "book")}
    assert held.published == "2025-07-17" and held.licence is not None and held.licence.spdx == "CC-BY-SA-4.0"
    assert held.authors[0].family == "Vanier" and "Merci" in plain_text(held.acknowledgements)
    assert {"epigraph", "credit"} <= {c for n in paper.nodes("Div") for c in classes(n)} and paper.nodes("BlockQuote")
    assert not {"missing-field", "unknown-field", "unknown-value", "bad-date", "uncited-reference"} & set(paper.codes)


HUGO = """---
title: Billet
author: Ana Vanier
authors: []
date: '2022-01-31'
lastmod: '`r Sys.Date()`'
tags: [a]
slug: x
draft: no
type: book
summary: "En bref."
---

{{% toc %}}

{{< figure src="a.svg" title="Un titre" caption="Une légende" alt="Un carré" >}}

Cité {{< cite k2001 >}}, [ici]({{< relref "autre.md" >}}) ; gardé : {{< chart abc >}} et {{<chart def>}}.
`{{< figure src="code" >}}`

{{< highlight r >}}
x[[1]]
{{< /highlight >}}

{{< callout note >}}
Une remarque.
{{< /callout >}}
"""


def test_hugo(tmp_path: Path) -> None:
    bib = "@book{k2001, author={A, B}, title={T}, date={2001}, publisher={P}}\n"
    paper = read_paper(tmp_path, HUGO, "index.md", {"a.svg": DRAWING, "r.bib": bib})
    assert paper.contribution.authors[0].family == "Vanier" and len(paper.contribution.abstracts) == 1
    assert len(paper.nodes("Figure")) == 1 and [n["c"][1] for n in paper.nodes("CodeBlock")] == ["x[[1]]"]
    assert [c["citationId"] for n in paper.nodes("Cite") for c in n["c"][0]] == ["k2001"]
    assert "chart abc" in paper.text and "chart def" in paper.text and "toc" not in paper.text
    assert paper.codes.count("foreign-construct") == 1 and paper.codes.count("web-construct") == 1
    assert paper.codes.count("foreign-fields") == 1
    assert not {"unknown-field", "misspelt-field", "duplicate-field", "unknown-value"} & set(paper.codes)
    assert "box" in {c for n in paper.nodes("Div") for c in classes(n)}


TOML = """+++
# un commentaire
title = "Les marges d’un atelier"
author = "Ana Vanier"
date = 2021-03-04T10:00:00Z
tags = ["carte", "atelier"]
draft = false
[params]
  banner = 3
+++

Un texte. {{< youtube w7Ft2ymGmfc >}} et {{< youtube id="w7Ft2ymGmfc" >}}, {{< gist ana 123 >}}, {{< vimeo "a b" >}}.
"""


def test_hugo_with_a_header_in_toml(tmp_path: Path) -> None:
    paper = read_paper(tmp_path, TOML, "index.md")
    held = paper.contribution
    assert plain_text(held.title["fr"]) == "Les marges d’un atelier"
    assert (held.authors[0].family, held.published) == ("Vanier", "2021-03-04")
    assert held.keywords == {"fr": ("carte", "atelier")} and "draft" not in paper.text
    links = [n["c"][2][0] for n in paper.nodes("Link")]
    assert links == ["https://www.youtube.com/watch?v=w7Ft2ymGmfc"] * 2 + ["https://gist.github.com/ana/123"]
    assert [d.location.line for d in paper.diagnostics if d.code == "foreign-construct"] == [12]
    assert "vimeo" in paper.text and paper.codes.count("foreign-fields") == 1


@pytest.mark.parametrize(
    ("header", "code", "line"),
    [
        ('title = "x', "broken-toml", 2),
        ("a = " + "[" * 5000, "broken-toml", 2),
        ("x" * 20_000 + " = 1", "broken-toml", 2),
    ],
)
def test_toml_that_cannot_be_read(tmp_path: Path, header: str, code: str, line: int) -> None:
    report = Report()
    parts = front_matter.split(f"+++\n{header}\n+++\ntexte\n", "a.md", report)
    assert parts.body == "texte\n" and front_matter.fields(parts, "a.md", report) is None
    assert [(d.code, d.location.line) for d in report] == [(code, line)]


def test_a_block_of_myst_is_no_toml() -> None:
    text = "+++\nDu texte = pas un champ\n+++\n"
    assert front_matter.split(text, "a.md", Report()).body == text
    report = Report()
    assert front_matter.split("+++\na = 1\ntexte\n", "a.md", report).body_line == 1
    assert [d.code for d in report] == ["unclosed-front-matter"]


NOTES = """---
title: Notes
author: Ana Vanier
cssclass: wide
aliases: [n]
---

## Une partie

Voir [[Autre note|le texte]], [[Note seule]], [[#Une partie|plus haut]], [[@k2001]] et ![[a.svg|300]].
%%caché%% ==important== `[[code]]` et x[[1]].

> [!tip] Un conseil
> Le faire.

![[Note entière]]
"""


def test_obsidian(tmp_path: Path) -> None:
    bib = "@book{k2001, author={A, B}, title={T}, date={2001}, publisher={P}}\n"
    paper = read_paper(tmp_path, NOTES, "n.md", {"a.svg": DRAWING, "r.bib": bib})
    for words in (
        "le texte",
        "Note seule",
        "plus haut",
        "important",
        "Un conseil",
        "[[code]]",
        "x[[1]]",
        "Note entière",
    ):
        assert words in paper.text.replace("\u00a0", " "), words
    assert "caché" not in paper.text and "[[Autre" not in paper.text
    assert len(paper.nodes("Image")) == 1 and paper.codes.count("wikilink") == 1
    assert not {"unknown-cross-reference", "unknown-citation-key", "missing-image"} & set(paper.codes)


@given(st.text(alphabet="`~a \n[{", max_size=200))
def test_what_is_outside_code_and_code_make_the_text(text: str) -> None:
    assert outside_code(text, lambda piece: piece) == text
    assert outside_code(text, lambda piece: piece.replace("a", "b")).count("\n") == text.count("\n")
