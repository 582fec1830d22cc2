"""Values that pandoc is spared give what pandoc gives: texts, names, and whole entries."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actes import pandoc
from actes.diagnostics import Report
from actes.reading.bibtex import conversion
from actes.reading.bibtex.items import finished
from actes.reading.bibtex.latex import prepare
from actes.reading.bibtex.names import names
from actes.reading.bibtex.plain import plain_name, plain_text
from actes.reading.bibtex.records import Record, records
from actes.reading.bibtex.scanner import scan
from actes.reading.text import read_text

GOLDEN = Path(__file__).parent / "golden"


def words(text: str) -> list[str]:
    """Pieces to draw from; `␣` is a space."""
    return [word.replace("␣", " ") for word in text.split()]


TEXTS = ["\u202f", "\ue000", "\ue001", "\u00a0"]
TEXTS += words(
    """
    a été B mot 12 3 l' {DNA} ( ) / + ! ? - -- --- ' ’ — – … ° = * | @ § € [ ] { } ~ < > ... ſ Ǆ ª ² ½ ı İ ß 中 ا
    \\emph{ \\textit{ \\textsuperscript{ \\& \\% \\# \\_ n\\textsuperscript{o} \\emph{Le␣mot} XIX\\textsuperscript{e}
    ,␣ .␣ :␣ ;␣ «␣ ␣» ␣ ␣ ␣ “ ” ‘ ` \\$ $x$ \\enquote{
    """
)
NAMES = words(
    """
    Jean Le de van D'Alembert O’Brien J. J.-P. J.G. JP Édouard {Insee} { } É. von Saint-John Mc x Ph.D. St. A.B.C. III
    ÉC Þór ﬁ ǅ ª ß A.b d’ L' Öz Ÿ Ωmega Дом 中 J.K .. A-B.C. Gal{è}s M{ü}l{l}er Le7 Á{É} J{G}. A.{B}. and
    """
)


def drawn(seed: int, count: int) -> tuple[list[str], list[str]]:
    """So many texts and names of which pandoc is spared, put together at random."""
    chance = random.Random(seed)
    texts: set[str] = set()
    while len(texts) < count:
        pieces = "".join(chance.choice(TEXTS) for _ in range(chance.randint(1, 7)))
        value = prepare(pieces)[0]
        if value and plain_text(value) is not None:
            texts.add(value)
    people: set[str] = set()
    while len(people) < count:
        parts = (" ".join(chance.choice(NAMES) for _ in range(chance.randint(1, 3))) for _ in range(2))
        typed = ", ".join(parts) if chance.random() < 0.7 else next(parts)
        people.update(name for name in names(prepare(typed)[0]) if plain_name(name) is not None)
    return sorted(texts), sorted(people)


def asked(entries: list[str]) -> Iterator[dict[str, Any]]:
    """What pandoc makes of entries named by their numbers."""
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(entries), 100):
        found.update({item["id"]: item for item in pandoc.to_csljson("\n".join(entries[start : start + 100]))})
    return (found[str(number)] for number in range(len(entries)))


def check(seed: int, count: int) -> None:
    texts, people = drawn(seed, count)
    books = [f"@book{{{n}, langid = {{french}}, title = {{{t}}}, note = {{{t}}}}}" for n, t in enumerate(texts)]
    for text, item in zip(texts, asked(books), strict=True):
        assert (text, item["title"], item["note"]) == (text, plain_text(text), plain_text(text))
    articles = [f"@article{{{n}, langid = {{french}}, journaltitle = {{{t}}}}}" for n, t in enumerate(texts)]
    for text, item in zip(texts, asked(articles), strict=True):
        assert (text, item["container-title"]) == (text, plain_text(text))
    named = [f"@book{{{n}, author = {{{p} and Zed, Al}}, editor = {{{p}}}}}" for n, p in enumerate(people)]
    for person, item in zip(people, asked(named), strict=True):
        assert (person, item["author"][0], item["editor"]) == (person, plain_name(person), [plain_name(person)])


def test_plain_values_come_out_as_pandoc_gives_them() -> None:
    check(seed=1, count=150)


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(2, 8))
def test_fuzz_plain_values(seed: int) -> None:
    check(seed, count=3000)


def test_most_values_are_plain() -> None:
    assert plain_text("L'économie de l'État : n\\textsuperscript{o} 3--4, {DNA} \\& \\emph{La vie}") == (
        "L’économie de l’État : n<sup>o</sup> 3–4, DNA & <i>La vie</i>"
    )
    assert plain_name("Le Gal{è}s, J.G.") == {"family": "Le Galès", "given": "J. G."}
    assert plain_name("{Cour des comptes}") == {"literal": "Cour des comptes"}
    assert [plain_name(name) for name in ("Tocqueville, Alexis de", "de Certeau, Michel", "Dupont, Jr, A.")] == [
        None
    ] * 3
    assert [plain_text(text) for text in ("“A”", "$x$", "\\enquote{A}", "a '' b", "\\emph{a}\\emph{b}")] == [None] * 5


def both_ways(found: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    spared = conversion.convert(found)
    monkeypatch.setattr(conversion, "plain_text", lambda _: None)
    monkeypatch.setattr(conversion, "plain_name", lambda _: None)
    for record, one, two in zip(found, spared, conversion.convert(found), strict=True):
        assert (one.error, one.unknown_macros) == (two.error, two.unknown_macros), record.key
        assert finished(one.item, record) == finished(two.item, record), record.key


def read_records(path: Path) -> list[Record]:
    text = read_text(path, path.name, Report())
    return records(text, scan(text))[0]


def test_entries_come_out_as_pandoc_gives_them(monkeypatch: pytest.MonkeyPatch) -> None:
    both_ways(read_records(GOLDEN / "phenomena.bib"), monkeypatch)


def test_a_character_that_stands_for_values_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "@book{a, title = {T\ue100\ue105\ue110 $x_1$}, author = {A, \ue100B}, publisher = {P}, series = {\ue101}}"
    found = records(text, scan(text))[0]
    assert conversion.convert(found)[0].item["title"].startswith("T ")
    both_ways(found, monkeypatch)


@pytest.mark.corpus
@pytest.mark.parametrize(
    "path", sorted((Path(os.environ.get("SHARED") or "/nowhere") / "corpus").glob("bib*/*.bib")), ids=lambda p: p.name
)
def test_corpus_entries_come_out_as_pandoc_gives_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both_ways(read_records(path), monkeypatch)
