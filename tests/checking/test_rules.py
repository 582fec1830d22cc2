"""Every rule on texts: what it finds, at which line, and what it leaves alone."""

from collections.abc import Callable

import pytest

BAD: list[tuple[str, str, int]] = [
    # headings
    ("heading-final-stop", "# Le début.\n\nTexte.\n", 1),
    ("heading-final-stop", "Avant.\n\nLe début :\n========\n\nTexte.\n", 3),
    ("heading-capitals", "# LES VILLES À L’ÉPREUVE DES TERRITOIRES : le cas de Rennes\n\nTexte.\n", 1),
    ("heading-capitals", "# LES ALLIANCES TERRITORIALES\n\nTexte.\n", 1),
    ("note-in-heading", "# Le début[^1]\n\nTexte.\n\n[^1]: Une note.\n", 1),
    ("skipped-heading-level", "# Un\n\nTexte.\n\n### Trois\n\nTexte.\n", 5),
    ("empty-section", "# Un\n\n# Deux\n\nTexte.\n", 1),
    ("empty-section", "# Un\n\nTexte.\n\n# Deux\n", 5),
    ("typed-heading-number", "# 1. Introduction\n\nTexte.\n", 1),
    ("typed-heading-number", "# Un\n\nTexte.\n\n## 2.1 Le terrain\n\nTexte.\n", 5),
    ("typed-heading-number", "# IV. Résultats\n\nTexte.\n", 1),
    ("bold-heading", "Texte.\n\n**Le terrain**\n\nTexte.\n", 3),
    # notes
    ("note-after-punctuation", "Texte.[^1]\n\n[^1]: Une note.\n", 1),
    ("note-after-punctuation", "Texte, suite,^[Une note.] fin.\n", 1),
    ("space-before-note", "Texte [^1].\n\n[^1]: Une note.\n", 1),
    ("wordy-note", "Texte^[" + "mot " * 260 + "].\n", 1),
    ("thanks-in-note", "Texte^[Nous remercions les relecteurs.].\n", 1),
    ("thanks-in-note", "Text^[The authors thank the reviewers.].\n", 1),
    # images and tables
    ("missing-alt-text", "Texte.\n\n![Une carte](carte.svg)\n", 3),
    ("empty-alt-text", 'Texte.\n\n![Une carte](carte.svg){alt="carte.svg"}\n', 3),
    ("empty-alt-text", 'Texte.\n\n![Une carte](carte.svg){alt="Figure 1"}\n', 3),
    ("long-alt-text", 'Texte.\n\n![Une carte](carte.svg){alt="' + "mot " * 140 + '"}\n', 3),
    ("figure-without-caption", 'Texte.\n\n![](carte.svg){alt="Une carte des communes"}\n', 3),
    ("figure-without-credit", 'Texte.\n\n![Une carte](carte.svg){alt="Une carte"}\n', 3),
    ("typed-caption", "Texte.\n\nFigure 1 : Évolution de la population\n", 3),
    ("typed-caption", "Texte.\n\n**Tableau 2.** Les villes étudiées\n", 3),
    ("typed-caption", "Text.\n\nFig. 3 – The towns\n", 3),
    ("table-without-header", "Texte.\n\n--- ---\n a   b\n c   d\n--- ---\n\n: Légende\n", 8),
    ("table-without-caption", "Texte.\n\n| a | b |\n|---|---|\n| c | d |\n", 3),
    # links
    ("empty-link", "Voir [la page]().\n", 1),
    ("malformed-link", "Voir [la page](http//exemple.fr).\n", 1),
    ("malformed-link", "Voir [la page](www.exemple.fr).\n", 1),
    ("malformed-link", "Voir [la page](https://exemple).\n", 1),
    ("malformed-link", "Voir [la page](htpp://exemple.fr/a).\n", 1),
    ("local-link", "Voir [le fichier](file:///C:/Users/a.docx).\n", 1),
    ("local-link", "Voir [le fichier](C:/Users/a.docx).\n", 1),
    ("missing-linked-file", "Voir [les données](donnees/a.csv).\n", 1),
    ("old-doi-link", "Voir [l’article](http://dx.doi.org/10.5555/a).\n", 1),
    ("bare-link", "Texte.\n\nVoir https://exemple.fr/a.\n", 3),
    ("vague-link", "Cliquez [ici](https://exemple.fr).\n", 1),
    ("vague-link", "Click [here](https://exemple.fr).\n", 1),
    # references
    ("typed-reference-list", "Texte.\n\n# Bibliographie\n\n- Behar D. (2013), Titre.\n- Vanier M., 2010, Titre.\n", 3),
    # typography
    ("straight-quotes", 'Texte.\n\nLe "mot".\n', 3),
    ("unpaired-guillemet", "Il dit « oui.\n\nTexte.\n", 1),
    ("unpaired-guillemet", "Il dit oui ».\n", 1),
    ("wrong-ordinal", "Au XIXème siècle.\n", 1),
    ("wrong-ordinal", "Au XX^ème^ siècle.\n", 1),
    ("wrong-ordinal", "La 2ème fois.\n", 1),
    ("wrong-ordinal", "La 1ère fois.\n", 1),
    ("unaccented-capital", "L’Etat et la ville.\n", 1),
    ("unaccented-capital", "Ecole de pensée.\n", 1),
    ("unaccented-capital", "Texte. A partir de là.\n", 1),
    ("unaccented-capital", "Ile-de-France.\n", 1),
    ("double-space", "Un  mot.\n", 1),
    ("space-before-comma", "Un mot , puis.\n", 1),
    ("space-before-comma", "Un mot (voir plus haut) , puis.\n", 1),
    ("space-before-comma", "Un « mot » .\n", 1),
    ("glued-punctuation", "Un mot,puis un autre.\n", 1),
    ("glued-punctuation", "Un mot,puis&nbsp;un autre.\n", 1),
    ("repeated-mark", "Texte.\n\nVraiment !!\n", 3),
    ("repeated-mark", "Vraiment??\n", 1),
    ("etc-with-ellipsis", "Les villes, les bourgs, etc...\n", 1),
    ("etc-with-ellipsis", "Les villes, etc.… et les bourgs.\n", 1),
    ("unmarked-cut", "Il écrit « ... et la ville ».\n", 1),
    ("missing-ligature", "Au coeur de la manoeuvre.\n", 1),
    # leftovers
    ("leftover-comment", "Texte.\n\n<!-- à revoir avec Paul -->\n", 3),
    ("tracked-change", "Un {++ajout++}.\n", 1),
    ("tracked-change", "Un {--retrait--}.\n", 1),
    ("tracked-change", 'Un [ajout]{.insertion author="Paul"}.\n', 1),
    ("tracked-change", "Texte.\n\n<<<<<<< HEAD\n", 3),
    ("leftover-todo", "Texte. TODO : finir.\n", 1),
    ("leftover-todo", "Selon lui [réf], oui.\n", 1),
    ("leftover-todo", "Combien ??? Rien.\n", 1),
    ("leftover-todo", "Un passage. À COMPLETER\n", 1),
    ("leftover-todo", "Voir infra p. XX.\n", 1),
    ("leftover-todo", "Davezies (2012, p. ??) le dit.\n", 1),
    ("leftover-todo", "Texte.\n\n[Commentaire MCD : à revoir]\n", 3),
    ("word-remnant", "Voir Erreur ! Source du renvoi introuvable.\n", 1),
    ("word-remnant", "Voir []{#_Toc123456 .anchor}là.\n", 1),
    ("word-remnant", "Voir [là]{.underline}.\n", 1),
    ("typed-bullet", "Texte :\n\n• premier\n\n• second\n", 3),
    ("invisible-character", "Un\u00ad mot.\n", 1),
    ("presentation-form", "La \ufb01n.\n", 1),
    ("lost-character", "Une \uf0b7 puce.\n", 1),
]


@pytest.mark.parametrize(("code", "markdown", "line"), BAD, ids=[f"{c}-{i}" for i, (c, _, _) in enumerate(BAD)])
def test_bad(found: Callable[..., list], code: str, markdown: str, line: int) -> None:
    head = 4  # lines of the front matter and the blank one below it
    assert [d.location.line - head for d in found(markdown) if d.code == code][:1] == [line]


GOOD: list[tuple[str, str]] = [
    (
        "a figure spoken of",
        "Figure 1 montre la carte.\n\nLe tableau 2 : on y lit un chiffre.\n\nPhoto de couverture.\n",
    ),
    ("a long acronym in a title", "# INSEE, DATAR et ADEME\n\nTexte.\n\n# Le SRADDET et le SCOT\n\nTexte.\n"),
    ("a cut before a comma", "Il dit « la ville [...] , puis la mer ». Voir p. XXII.\n"),
    (
        "an ordinary text",
        "# Un\n\nTexte « cité »[^1], puis la suite.\n\n## Deux\n\nLe XIXe siècle.\n\n[^1]: Une note.\n",
    ),
    ("stops inside titles", "# L’État, etc.\n\nTexte.\n\n# Que faire ?\n\nTexte.\n\n# Avant J.-C.\n\nTexte.\n"),
    ("acronyms in titles", "# SCOT\n\nTexte.\n\n# INSEE et SCOT en ville\n\nTexte.\n"),
    ("numbers that are words", "# 2017, l’année\n\nTexte.\n\n# 12 communes\n\nTexte.\n\n# Introduction\n\nTexte.\n"),
    ("a heading of references", "# Un\n\nTexte.\n\n# Bibliographie\n"),
    ("subsections", "# Un\n\n## Deux\n\nTexte.\n"),
    ("bold in a sentence", "**Premier point.** La suite.\n\nUn **mot**.\n"),
    ("notes after abbreviations", "Ici, etc.[^1] Là.\n\n[^1]: Une note.\n"),
    ("code", 'Le code `a,b "c"  d` et :\n\n```\nx = "TODO"  # ???\n```\n\n    A  partir "de"\n'),
    ("math", 'Soit $a,b  "c"$ et $$x,y$$.\n'),
    ("LaTeX", "Selon \\cite{duval,martin} et \\citep[voir][p. 3]{duval,vanier}.\n"),
    ("addresses", "Voir [la page](https://exemple.fr/a,b?c=d) et [@duval:2010,p. 3].\n"),
    ("an address in angle brackets", "Voir <https://exemple.fr/a>.\n"),
    ("a mail address", "Écrire à <a@exemple.fr>.\n"),
    ("a relative link", "Voir [la suite du texte](#suite).\n\n# Suite {#suite}\n\nTexte.\n"),
    ("another language", 'Le titre [The  "Economy" , today]{lang=en} convient.\n'),
    ("a div in another language", '::: {lang=en}\nThe  "coeur" of it,all.\n:::\n\nTexte.\n'),
    ("a credited figure", 'La figure 1.\n\n![Une carte. Source : Insee](c.svg){alt="Une carte des communes"}\n'),
    ("a decorative image", "![Une frise, crédit X](c.svg){.decorative}\n"),
    ("a complete table", "| a | b |\n|---|---|\n| c | d |\n\n: Légende\n"),
    ("a long quotation", "« Premier paragraphe.\n\n« Second paragraphe. »\n\nTexte.\n"),
    ("guillemets in a list", "- « un »\n- « deux »\n"),
    ("accents", "À partir de l’État, l’École ; Économie. A contrario, Edgar et Emma.\n"),
    ("numbers and lists", "1,5 million ; 12,3 % ; a) premier, b) second.\n"),
    ("list indents", "-   premier\n-   second\n\n1.  un\n2.  deux\n\nTerme\n:   définition\n"),
    ("an ellipsis", "Il hésite… « Oui, mais… » dit-il.\n"),
    ("a comment made of hyphens", "Texte.\n\n<!-- ------ -->\n"),
    ("a question", "Vraiment ?! Oui ! Texte.\n"),
    ("formulas with braces", "Soit $a_{--}$ et ${++}$ puis $b_{--}$ ; $$x_{==}$$ et $y_{==}$.\n"),
    ("entities", "Un mot&nbsp;: et&nbsp;puis, &laquo;&#160;oui&#160;&raquo;.\n"),
    ("marks that are not repeated", "Oui&nbsp;! Non ? Un `a !! b`, $n!!$, etc. Puis…\n\n!!! note\n"),
    ("latin", "Coexistence, coefficient, poème, Oedème.\n"),
    ("a list of works in the text", "# Un\n\nBehar (2013) et Vanier (2010) le disent.\n"),
]


@pytest.mark.parametrize("markdown", [m for _, m in GOOD], ids=[name for name, _ in GOOD])
def test_good(codes: Callable[..., list[str]], markdown: str) -> None:
    assert codes(markdown) == []


def test_english_has_its_own_rules(codes: Callable[..., list[str]]) -> None:
    text = 'The "city" grows.[^1] Economic elections.\n\n[^1]: A note.\n'
    assert codes(text, language="en") == []


def test_no_citation(codes: Callable[..., list[str]]) -> None:
    assert codes("Texte.\n", type="research-article") == ["no-citation"]
    assert codes("Texte [@duval].\n", type="research-article") == []


def test_length(codes: Callable[..., list[str]]) -> None:
    text = "mot " * 50 + "\n"
    assert codes(text, limits={"words-max": 40}) == ["too-long"]
    assert codes(text, limits={"words-min": 60}) == ["too-short"]
    assert codes(text, limits={"words-min": 40, "words-max": 60}) == []


def test_empty_note(codes: Callable[..., list[str]]) -> None:
    note = {"t": "Note", "c": [{"t": "Para", "c": []}]}
    assert "empty-note" in codes(body=[{"t": "Para", "c": [{"t": "Str", "c": "Texte"}, note]}])


def test_each_problem_is_found_once_where_it_stands(found: Callable[..., list]) -> None:
    diagnostics = found("Texte.\n\nLe coeur et\nl’oeil, `coeur`.\n")
    assert [(d.code, d.location.line, d.location.column) for d in diagnostics] == [
        ("missing-ligature", 7, 4),
        ("missing-ligature", 8, 3),
    ]
