"""Cross-references, numbers, indexes: on small volumes read from Markdown."""

from __future__ import annotations

from pathlib import Path

from actes.tree import classes, plain_text, value, walk
from volumes import Written, read_and_resolve

TEXT = """
# Méthode {#sec-methode}

Voir la @fig-a, le @tbl-b, l’@eq-c, la @sec-methode et [ici](#fig-a) ;
[@fig-a; @tbl-b]. Et @chap-autre ; [voir](#autre/fig-z).

![Légende](a.svg){#fig-a alt="x"}

| a | b |
|---|---|
| 1 | 2 |

: Titre {#tbl-b}

$$x=y$$ {#eq-c}

Une note^[Texte.], une autre^[Autre.].
"""
OTHER = '# A\n\n![Autre figure](a.svg){#fig-z alt="z"}\n'


def volume(tmp_path: Path, text: str = TEXT) -> Written:
    return read_and_resolve(tmp_path, {"premier": text, "autre": OTHER}, images=["a.svg"])


def test_each_reference_gets_its_text_and_its_kind(tmp_path: Path) -> None:
    written = volume(tmp_path)
    body = written.volume.contribution("premier").body
    links = [n for n in walk(body) if n["t"] == "Link" and "xref" in classes(n)]
    shown = [(value(n, "ref-type"), value(n, "rid"), plain_text(n["c"][1]).replace("\u00a0", " ")) for n in links]
    assert shown[:5] == [
        ("fig", "fig-a", "figure 1"),
        ("table", "tbl-b", "tableau 1"),
        ("disp-formula", "eq-c", "équation (1)"),
        ("sec", "sec-methode", "section «\u202fMéthode\u202f»"),
        ("fig", "fig-a", "ici"),
    ]
    assert [s[:2] for s in shown[5:7]] == [("fig", "fig-a"), ("table", "tbl-b")]
    assert [value(n, "chapter") for n in links[7:]] == ["autre", "autre"]
    assert plain_text(links[7]["c"][1]) == "Auteur, dans ce volume"
    assert written.codes() == set()


def test_numbers_are_in_order(tmp_path: Path) -> None:
    body = volume(tmp_path).volume.contribution("premier").body
    assert [value(n, "number") for n in walk(body) if "footnote" in classes(n)] == ["1", "2"]
    assert [value(n, "label") for n in walk(body) if n["t"] == "Figure"] == ["Figure\u00a01"]
    assert [value(n, "label") for n in walk(body) if "equation" in classes(n)] == ["(1)"]


def test_a_reference_that_leads_nowhere_is_reported_and_kept(tmp_path: Path) -> None:
    written = volume(tmp_path, "# A\n\nVoir @fig-rien et [là](#nulle-part).\n")
    assert written.codes() == {"unknown-cross-reference"}
    assert [d.location.line for d in written.report] == [9, 9]
    assert "là" in plain_text(written.volume.contribution("premier").body)


def test_indexes_ignore_accents_and_case(tmp_path: Path) -> None:
    written = volume(tmp_path)
    assert written.volume.author_index == (("Auteur, Ana", ("autre", "premier")),)
    assert [k for k, _slugs in written.volume.keyword_index] == ["écologie", "ville"]


def test_the_images_of_a_figure_have_letters(tmp_path: Path) -> None:
    text = """
::: {#fig-vues}
![Une](a.svg){#fig-une alt="x"}

![Autre](a.svg){#fig-deux alt="y"}

Deux vues
:::

Voir @fig-deux, @fig-une et @fig-vues.
"""
    written = volume(tmp_path, text)
    links = [n for n in walk(written.volume.contribution("premier").body, {"Link"}) if "xref" in classes(n)]
    shown = [(value(n, "rid"), plain_text(n["c"][1]).replace("\u00a0", " ")) for n in links]
    assert shown == [("fig-deux", "figure 1b"), ("fig-une", "figure 1a"), ("fig-vues", "figure 1")]
    assert "unknown-cross-reference" not in written.codes()
