"""Each code that a rule of `actes check` may bear has a case that it finds and one, close to it, that it leaves alone.

A code without either makes `test_every_code_has_its_cases` fail. The bad cases of texts and of metadata are those of
`test_rules` and `test_metadata`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actes import checking
from actes.codes import editorial, images, metadata
from actes.diagnostics import Location, Report
from actes.model import Asset, Event, Publisher, Reference, Series
from actes.tree import words
from checking import test_metadata, test_rules
from checking.samples import AUTHOR, RENNES, contribution, volume

Case = dict[str, Any]
PARA = [{"t": "Para", "c": words("Texte.")}]
NOTE = {"t": "Note", "c": PARA}


def text(markdown: str, **fields: Any) -> Case:
    """A contribution with this text."""
    return {"markdown": markdown, **fields}


def of_volume(**settings: Any) -> Case:
    """A volume with these fields."""
    return {"settings": settings}


def picture(width: int) -> Case:
    """A figure `width` pixels wide."""
    asset = Asset("carte.png", Path("carte.png"), "un-titre-carte.png", "image/png", "", width, 300)
    return text("![Une carte](carte.png)\n", assets={"carte.png": asset})


def listed() -> tuple[Reference, ...]:
    """A bibliography of one entry."""
    return (Reference("duval", {"id": "duval", "type": "book"}, Location("volume/un-titre/a.bib", 1)),)


ENGLISH = "The growth of the city and the interest of the many is what this is for. " * 20
FRENCH = "La ville est dans le pays et le pays est dans la ville. " * 20
ASKED_FOR = of_volume(severities={"decomposed-letters": "info"})
"""The rule is silent by itself."""
WAIVER = "<!-- actes: allow {} -->\n\n"

BAD: dict[str, Case] = {
    **{code: text(markdown) for code, markdown, _line in reversed(test_rules.BAD)},
    **test_metadata.BAD,
    "no-citation": text("Texte.\n", type="research-article", references=listed()),
    "too-long": text("mot " * 50 + "\n", limits={"words-max": 40}),
    "too-short": text("mot " * 50 + "\n", limits={"words-min": 60}),
    "empty-note": {"body": [{"t": "Para", "c": [*words("Texte"), {"t": "Note", "c": [{"t": "Para", "c": []}]}]}]},
    "doubtful-language": text(ENGLISH),
    "low-resolution": picture(500),
    "uncalled-float": {"body": test_metadata._float(False)},
    "decomposed-letters": {"on disk": unicodedata.normalize("NFD", "Un été.\n"), **ASKED_FOR},
    "uncited-reference": text("Texte.\n", references=listed()),
    "waived": text(WAIVER.format("missing-ligature") + "Le coeur.\n"),
    "unused-waiver": text(WAIVER.format("missing-ligature") + "Le cœur.\n"),
    "refused-waiver": text(WAIVER.format("wrong-doi") + "Texte.\n", doi="10.5555"),
    "unknown-waiver": text(WAIVER.format("missing-ligatures") + "Texte.\n"),
    "wrong-isbn": of_volume(isbn={"print": "978-2-07-036822-7"}),
    "wrong-issn": of_volume(series=Series("Collection", issn="1234-5678")),
    "incomplete-volume": of_volume(editors=()),
    "unknown-rule": of_volume(severities={"missing-orcidd": "off"}),
    "unknown-limit": of_volume(limits={"word-max": 3}),
}

GOOD: dict[str, Case] = {
    # titles and headings
    "title-final-stop": {"title": {"fr": words("Que faire, etc."), "en": words("What to do?")}},
    "title-capitals": {"title": {"fr": words("INSEE et DATAR"), "en": words("A title")}},
    "note-in-title": {"title": {"fr": words("Une note en titre"), "en": words("A title")}},
    "heading-final-stop": text("# Que faire ?\n\nTexte.\n"),
    "heading-capitals": text("# SCOT\n\nTexte.\n"),
    "note-in-heading": text("# Le début\n\nTexte[^1].\n\n[^1]: Une note.\n"),
    "skipped-heading-level": text("# Un\n\nTexte.\n\n## Deux\n\n### Trois\n\nTexte.\n"),
    "empty-section": text("# Un\n\n## Deux\n\nTexte.\n"),
    "typed-heading-number": text("# 12 communes\n\nTexte.\n"),
    "bold-heading": text("**Le terrain** est vaste.\n"),
    # notes
    "note-after-punctuation": text("Texte[^1].\n\n[^1]: Une note.\n"),
    "space-before-note": text("Texte[^1].\n\n[^1]: Une note.\n"),
    "empty-note": {"body": [{"t": "Para", "c": [*words("Texte"), NOTE]}]},
    "wordy-note": text("Texte^[" + "mot " * 40 + "].\n"),
    "thanks-in-note": text("Texte^[Voir les remerciements de Duval.].\n"),
    # images and tables
    "missing-alt-text": text('![Une carte](carte.svg){alt="Les communes du Brumois"}\n'),
    "empty-alt-text": text('![Une carte](carte.svg){alt="Les communes du Brumois"}\n'),
    "long-alt-text": text('![Une carte](carte.svg){alt="' + "mot " * 20 + '"}\n'),
    "low-resolution": picture(1200),
    "figure-without-caption": text('![Une carte](carte.svg){alt="Les communes"}\n'),
    "figure-without-credit": text('![Une carte](carte.svg){alt="Les communes" source="Insee"}\n'),
    "typed-caption": text("Figure 1 montre la carte.\n"),
    "table-without-header": text("| a | b |\n|---|---|\n| c | d |\n\n: Légende\n"),
    "table-without-caption": text("| a | b |\n|---|---|\n| c | d |\n\n: Légende\n"),
    "uncalled-float": {"body": test_metadata._float(True)},
    # links
    "empty-link": text("Voir [la page](https://exemple.fr).\n"),
    "malformed-link": text("Voir [la page](https://exemple.fr/a,b?c=d#e).\n"),
    "local-link": text("Voir [la suite](#suite).\n\n# Suite {#suite}\n\nTexte.\n"),
    "missing-linked-file": text("Voir [la suite](#un) et [la page](https://exemple.fr/a.csv).\n\n# Un {#un}\n"),
    "old-doi-link": text("Voir [l’article](https://doi.org/10.5555/a).\n"),
    "bare-link": text("Voir <https://exemple.fr/a>.\n"),
    "vague-link": text("Voir [l’atlas des communes](https://exemple.fr).\n"),
    # references
    "no-citation": text("Texte [@duval].\n", type="research-article", references=listed()),
    "typed-reference-list": text("# Un\n\nBehar (2013) et Vanier (2010) le disent.\n"),
    "uncited-reference": text("Texte [@duval].\n", references=listed()),
    # typography
    "straight-quotes": text('Le « mot », `"code"`.\n'),
    "unpaired-guillemet": text("« Premier paragraphe.\n\n« Second paragraphe. »\n"),
    "wrong-ordinal": text("Le XIXe siècle, la 2e fois, la 1re, un problème.\n"),
    "unaccented-capital": text("À partir de l’État. A contrario, Edgar.\n"),
    "double-space": text("Un mot.\n\n-   premier\n-   second\n"),
    "space-before-comma": text("Un mot, puis ; « un autre ».\n"),
    "glued-punctuation": text("1,5 million, `a,b`, $c,d$, un&nbsp;mot.\n"),
    "repeated-mark": text("Vraiment ?! Oui ! Et $n!!$.\n"),
    "etc-with-ellipsis": text("Les villes, les bourgs, etc. Et puis…\n"),
    "unmarked-cut": text("Il écrit « […] et la ville… » ; il hésite…\n"),
    "missing-ligature": text("Au cœur, la coexistence, le coefficient.\n"),
    # leftovers
    "leftover-comment": text("Texte.\n\n<!-- ------ -->\n"),
    "tracked-change": text("Soit $a_{++}$ puis $b_{++}$ et `{--x--}`.\n"),
    "leftover-todo": text("Le manifeste « Todo », p. XXII, `TODO`.\n"),
    "word-remnant": text("Une erreur ! La source du renvoi est connue.\n"),
    "typed-bullet": text("Texte :\n\n- premier\n- second\n"),
    "invisible-character": text("Un\u00a0mot\u202f; un autre.\n"),
    "presentation-form": text("La fin, l’œuvre.\n"),
    "lost-character": text("Une flèche → et une puce.\n"),
    "decomposed-letters": {"on disk": "Un été.\n", **ASKED_FOR},
    # length
    "too-long": text("mot " * 50 + "\n", limits={"words-max": 60}),
    "too-short": text("mot " * 50 + "\n", limits={"words-min": 40}),
    # waivers
    "waived": text("Le cœur.\n"),
    "unused-waiver": text(WAIVER.format("missing-ligature") + "Le coeur.\n"),
    "refused-waiver": text(WAIVER.format("missing-ligature") + "Le coeur.\n"),
    "unknown-waiver": text(WAIVER.format("missing-ligature") + "Le coeur.\n"),
    # metadata
    "untranslated-title": {"title": {"fr": words("Un titre"), "en": words("A title")}},
    "long-running-title": {
        "title": {"fr": words("titre " * 20), "en": words("A title")}, "short_title": words("Un titre court"),
    },
    "missing-abstract": {"abstracts": {"fr": PARA, "en": PARA}},
    "long-abstract": {"abstracts": {"fr": [{"t": "Para", "c": words("mot " * 399)}], "en": PARA}},
    "note-in-abstract": {"abstracts": {"fr": PARA, "en": PARA}},
    "missing-keywords": {"keywords": {"fr": ("un", "deux", "trois"), "en": ("one", "two", "three")}},
    "keyword-count": {"keywords": {"fr": tuple("abcdefgh"), "en": tuple("abcdefgh")}},
    "repeated-keyword": {"keywords": {"fr": ("un", "deux", "trois"), "en": ("one", "two", "three")}},
    "uneven-keywords": {"keywords": {"fr": ("un", "deux", "trois"), "en": ("one", "two", "three")}},
    "doubtful-language": text(FRENCH),
    "missing-orcid": {"authors": (AUTHOR,)},
    "wrong-orcid": {"authors": (replace(AUTHOR, orcid="0000-0002-1694-233X"),)},
    "shared-orcid": {"authors": (AUTHOR, replace(AUTHOR, given="Sidonie", orcid="0000-0002-1694-233X"))},
    "missing-affiliation": {"authors": (AUTHOR,)},
    "incomplete-affiliation": {"authors": (AUTHOR,)},
    "wrong-ror": {"authors": (replace(AUTHOR, affiliations=(replace(RENNES, ror="https://ror.org/015m7wh34"),)),)},
    "wrong-email": {"authors": (replace(AUTHOR, email="c.le-galet+a@example.org"),)},
    "missing-email": {"authors": (AUTHOR,)},
    "missing-corresponding-author": {"authors": (AUTHOR, replace(AUTHOR, corresponding=False, orcid=""))},
    "wrong-doi": {"doi": "10.5555/actes.2017.01"},
    "dates-out-of-order": {"received": "2017-11-30", "accepted": "2018-03-12"},
    "missing-licence": {},
    "missing-axis": {"axis": "axe-2"},
    # the volume
    "wrong-isbn": of_volume(isbn={"print": "978-2-07-036822-8"}),
    "wrong-issn": of_volume(series=Series("Collection", issn="1234-5679")),
    "incomplete-volume": of_volume(),
    "unknown-rule": of_volume(severities={"missing-orcid": "off"}),
    "unknown-limit": of_volume(limits={"words-max": 3000}),
}  # fmt: skip

COMPLETE = {
    "editors": (AUTHOR,),
    "publisher": Publisher("Presses"),
    "published": "2018",
    "event": Event({"fr": "Journée"}, start="2017-10-19"),
}


@pytest.fixture
def codes_of(tmp_path: Path) -> Callable[[Case], set[str]]:
    """The codes that a case makes, waivers settled as in a volume."""

    def look(case: Case) -> set[str]:
        fields = dict(case)
        markdown = fields.pop("markdown", "Un texte.\n")
        limits = fields.pop("limits", {})
        settings = {**COMPLETE, "limits": limits, **fields.pop("settings", {})}
        if "on disk" in fields:
            (tmp_path / "article.md").write_text(fields.pop("on disk"), "utf-8")
            fields["folder"] = tmp_path
        held = volume(contribution(markdown, **fields), **settings)
        report = Report()
        checking.check(held, report)
        return {d.code for d in checking.settle(report, held)}

    return look


def test_every_code_has_its_cases() -> None:
    known = {*editorial.FAMILY, *metadata.FAMILY, *images.FAMILY, "uncited-reference"}
    assert set(BAD) == known
    assert set(GOOD) == known


@pytest.mark.parametrize("code", sorted(BAD))
def test_what_it_finds_and_what_it_leaves(codes_of: Callable[[Case], set[str]], code: str) -> None:
    assert code in codes_of(BAD[code])
    assert code not in codes_of(GOOD[code])
