"""A text parsed by portions is what pandoc makes of the whole, block for block."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from actes import memory, pandoc
from actes.reading import portions

PIECES = (
    "Une phrase simple, avec « des guillemets » et l’apostrophe.",
    "Deux lignes\nd'un même paragraphe avec *emphase* et **gras**.",
    "Citation [@davezies, p. 12] et @vanier dit.[^a]",
    "Autre appel[^b] ici, et encore[^a].",
    "[^a]: Une note simple.",
    "[^b]: Une note longue\nqui continue.\n\n    Et un second alinéa.",
    "[^c]: Définie, jamais appelée.",
    "[^a]: - une liste\n\n    - en note",
    "# Introduction",
    "# Introduction\nsuivie d'un texte collé.",
    "## Une partie {#sec-a}",
    "### Le cas de *Rennes*",
    "Voir [Introduction] et [la suite][Introduction].",
    "Voir [le cas de Rennes], [Titre souligné] et [@sec-a].",
    "- un\n- deux\n- trois",
    "- un\n\n- deux\n\n  suite",
    "1. un\n2. deux",
    "3. trois",
    "(a) un\n(b) deux",
    "#. un",
    "  - imbriqué",
    "    code indenté",
    "\tcode tabulé",
    "> Une citation\n> longue.\n>\n> — Auteur",
    "> # Titre cité",
    '::: {.box title="Encadré"}\nTexte\n\nSuite\n:::',
    ":::: {.a}\n::: b\nx\n:::\n::::",
    "::: {#tbl-x}\n| a | b |\n|---|---|\n| 1 | 2 |\n:::",
    ":::",
    "```python\nprint(1)\n\n# pas un titre\n```",
    "~~~\nx\n\n[^a]: y\n~~~",
    "```",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "a | b\n--|--\n1 | 2",
    ": Légende du tableau {#tbl-a}",
    "Table: Une légende",
    "  Droite   Gauche\n-------- --------\n      12   a",
    "---------\n a    b\n---- ----\n un   deux\n\n trois quatre\n---------",
    "un   deux\n\n trois quatre",
    "+---+---+\n| a | b |\n+---+---+",
    "---",
    "***",
    "![Une légende](carte.svg){#fig-a}",
    "$$x^2\n+ y$$ {#eq-a}",
    "Avec $\\alpha$ dedans.",
    "\\newpage",
    "Texte \\emph{ouvert",
    "fermé} ici.",
    "Terme\n\n:   Définition",
    "Terme\n: Définition",
    ":   Définition seule",
    "~ autre",
    '<div class="x">\n\nDedans\n\n</div>',
    "<!-- commentaire -->",
    "<!-- ouvert",
    "fermé -->",
    "Du H<sub>2</sub>O et <https://exemple.org>.",
    "[lien]: https://exemple.org",
    "Un [lien] nu.",
    "Titre souligné\n==============",
    "Titre souligné\n--------------",
    "(@ex) exemple",
    "Voir (@ex).",
    "| vers\n| vers",
    "C. Dupont écrit.",
    "1850. L'année.",
    "Ligne avec `code` et ``co`de``, [span]{.x} et ^[note en ligne].",
    "\\begin{x}\na\n\nb\n\\end{x}",
    "-- tiret",
    "#hashtag",
    "Mot\\\nsaut",
    "Fin.\n[^d]: collée",
    "-@davezies et H~2~O ~~barré~~",
)


@pytest.fixture(autouse=True)
def remembering(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(portions, "FEWEST", 0)
    memory.keep(10_000)
    yield
    memory.keep(0)


def written(chance: random.Random) -> str:
    """A text of pieces: of any, or of those only that leave it to be cut."""
    pieces = PIECES if chance.random() < 0.3 else [p for p in PIECES if p not in UNCUT]
    made = [chance.choice(pieces) for _ in range(chance.randint(2, 20))]
    if chance.random() < 0.7:
        called = [name for name in "ab" if any(f"[^{name}]" in p for p in made)]
        made = [p for p in made if not p.startswith("[^")]
        made += [next(p for p in PIECES if p.startswith(f"[^{name}]:")) for name in called]
        chance.shuffle(made)
    ends = ("\n\n", "\n\n", "\n\n", "\n\n\n", "\n \n", "\n")
    return "".join(piece + chance.choice(ends) for piece in made)


UNCUT = {p for p in PIECES if portions.cut(f"{p}\n\nAutre.\n") is None}


def normal(parsed: portions.Parsed) -> Any:
    # pandoc counts the notes before each citation, for its own citeproc alone
    return re.sub(r'"citationNoteNum": \d+', "", json.dumps(parsed[0])), parsed[1]


def compared(seed: int, count: int) -> int:
    """How many of `count` texts were parsed by portions, each of them held to be as the whole."""
    chance = random.Random(seed)
    cut = [(text, parts) for text in (written(chance) for _ in range(count)) if (parts := portions.cut(text))]
    pandoc_says = pandoc.convert([pandoc.Job(text) for text, _ in cut])
    # parsed together, which costs a tenth
    portions._parsed([p.text + p.notes for _, parts in cut for p in parts])
    joined = [portions._joined(parts) for _, parts in cut]
    for (text, _), whole, made in zip(cut, pandoc_says, joined, strict=True):
        if made is not None:
            assert normal(made) == normal((pandoc.blocks(whole.value), whole.remarks)), text
    return sum(made is not None and len(parts) > 1 for made, (_, parts) in zip(joined, cut, strict=True))


def test_portions_make_the_whole() -> None:
    assert compared(1, 300) > 60


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 8))
def test_portions_make_the_whole_of_many_texts(seed: int) -> None:
    assert compared(seed, 2000) > 400


def test_a_blank_line_with_white_space_goes_on_with_verse() -> None:
    text = "Un alinéa.\n\n| vers\n| vers\n \n  suite\n\nAutre alinéa.\n"
    parts = portions.cut(text)
    assert parts is not None and len(parts) > 1
    assert normal(portions._joined(parts) or ([], ())) == normal(portions._converted([text])[0])


def test_what_is_bound_together_is_not_cut() -> None:
    for bound in (
        "Un[^a].\n\n[^a]: Note.\n\n    Suite.\n```\nx\n```\n",
        "Un [lien] nu.\n\n[lien]: https://exemple.org\n",
        "# Titre\n\nVoir [Titre].\n",
        "Titre\n=====\n\nVoir [titre].\n",
        "(@a) Un.\n\nVoir (@a).\n",
        "::: {.box}\n\nOuvert.\n",
        "```\n\nouvert\n",
        "<div>\n\nx\n\n</div>\n",
        "Un \\emph{mot\n\nfermé}.\n",
    ):
        assert portions.cut(bound) is None, bound
    assert portions._joined(portions.cut("# Titre\n\nx\n\n# Titre\n") or []) is None


def test_only_what_changed_is_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# Titre\n\n" + "\n\n".join(f"Alinéa {n}[^{n}]." for n in range(20))
    text += "".join(f"\n\n[^{n}]: Note {n}." for n in range(20)) + "\n"
    first, _ = portions.parse(text)
    asked: list[pandoc.Job] = []
    convert = pandoc.convert
    monkeypatch.setattr(pandoc, "convert", lambda jobs: asked.extend(jobs) or convert(jobs))
    second, _ = portions.parse(text.replace("Alinéa 7", "Alinéa sept").replace("Note 9.", "Note neuf."))
    assert [job.text.split("[")[0] for job in asked] == ["Alinéa sept", "Alinéa 9"]
    assert [a is b for a, b in zip(first, second, strict=True)].count(False) == 2


def test_an_error_has_its_place_in_the_whole() -> None:
    text = "Un.\n\nDeux[^x].\n\n[^y]: Note jamais appelée.\n"
    _, remarks = portions.parse(text)
    assert [(r.type, r.line) for r in remarks] == [("NoteDefinedButNotUsed", 5)]
