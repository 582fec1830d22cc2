"""Other people's papers: each alone and all as one volume, without an error that is not the paper's own.

What an author wrote (`sources`) must be in each output: every word in the PDF, the EPUB and the JATS, and as many
figures, tables, formulas, notes and citations.
"""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

import sources
import verapdf
from actes.build import build
from actes.diagnostics import Severity
from actes.outcome import ALL, Outcome, Request
from writing.epub import conftest as epub_tests
from writing.pdf.laying_out import roles

pytestmark = pytest.mark.corpus
validate = epub_tests.validate

TRUE_FAULTS = {
    "wrong-orcid", "shared-orcid", "unknown-citation-key", "missing-image", "remote-image", "undefined-note",
    "unknown-cross-reference", "duplicate-key", "missing-field",
}  # fmt: skip
"""Errors that papers of the corpus do have: a key, a file, a note, an author that is not there."""
BLOCKS = {
    "p", "sec", "title", "td", "th", "li", "list-item", "def", "dt", "dd", "term", "fig", "caption", "label", "ref",
    "fn", "mixed-citation", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "figure", "figcaption", "aside", "tr",
    "table", "pre", "preformat", "blockquote", "disp-quote", "disp-formula", "boxed-text", "kwd", "subject", "br",
    "break", "tex-math", "annotation", "abstract", "article-title", "table-wrap",
}  # fmt: skip
"""Elements that end a word."""


def _papers() -> list[str]:
    shared = os.environ.get("SHARED", "")
    return sorted(p.name for p in (Path(shared) / "corpus" / "papers").iterdir()) if shared else []


def _folder() -> Path:
    return Path(os.environ["SHARED"]) / "corpus" / "papers"


def _errors(outcome: Outcome) -> set[str]:
    return {d.code for d in outcome.diagnostics if d.severity is Severity.ERROR}


def _source(name: str) -> sources.Source:
    folder = _folder() / name
    (paper,) = [
        p for p in folder.rglob("*") if p.suffix.lower() in {".md", ".qmd", ".rmd", ".rmarkdown"} and p.stem != "README"
    ]
    found = (re.findall(r"@\w+\s*\{\s*([^\s,{}]+)\s*,", b.read_text("utf-8", "replace")) for b in folder.rglob("*.bib"))
    return sources.read(paper, {key for keys in found for key in keys})


def _text(element: etree._Element) -> str:
    """The text of an element, its blocks apart."""
    pieces: list[str] = []

    def visit(node: etree._Element) -> None:
        block = isinstance(node.tag, str) and etree.QName(node).localname in BLOCKS
        if isinstance(node.tag, str):
            pieces.extend(["\n" if block else "", node.text or ""])
            for child in node:
                visit(child)
        pieces.extend(["\n" if block else "", node.tail or ""])

    visit(element)
    return "".join(pieces)


def _lost(wanted: Counter[str], shown: str) -> dict[str, int]:
    """The words of the source that are not in an output as often; one that is glued to its neighbour is there."""
    missing = wanted - sources.words(shown)
    solid = "".join(sources.words_in_order(shown))
    return {word: n for word, n in missing.items() if solid.count(word) < wanted[word]}


def _pages(path: Path) -> str:
    """The text of a PDF, words cut at line and page ends made whole."""
    text = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout
    lines = text.split("\n")
    whole: list[str] = []
    for i, line in enumerate(lines):
        if cut := re.search(r"(\w+)[\u2010\u00ad-]\Z", line):
            # a word cut at the end of a page goes on below the notes and the running title
            nexts = (re.search(r"\w+", following) for following in lines[i + 1 : i + 12])
            whole += [cut[1] + found[0] for found in nexts if found]
    return re.sub(r"[\u2010\u00ad-]\n", "", text) + "\n" + " ".join(whole)


def _chapters(path: Path) -> dict[str, etree._Element]:
    with zipfile.ZipFile(path) as book:
        return {n: etree.fromstring(book.read(n)) for n in book.namelist() if n.endswith(".xhtml") and "cover" not in n}


def _cited(root: etree._Element) -> int:
    """Citations of an article: « Vanier (2008) » is one, though its name and its year are two links."""
    count = 0
    for xref in root.iter("xref"):
        before = xref.getprevious()
        second = (
            before is not None and before.get("rid") == xref.get("rid") and not (before.tail or "").strip(" (\u00a0")
        )
        count += xref.get("ref-type") == "bibr" and not second
    return count


def _products(outcome: Outcome) -> dict[str, Path]:
    return {p.kind: p.path for p in outcome.products}


def _built(name: str, folder: Path) -> Outcome:
    """The outputs of a paper alone, made once for all processes of the tests."""
    return build(Request(_folder() / name, ALL, output=folder / name, jobs=1))


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.getbasetemp()
    return (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "papers"


@pytest.mark.parametrize("name", _papers())
def test_a_paper_alone(name: str, kept: Path) -> None:
    outcome = _built(name, kept)
    assert _errors(outcome) <= TRUE_FAULTS
    made, source = _products(outcome), _source(name)
    article, chapters = etree.parse(made["jats"]).getroot(), _chapters(made["epub"])
    book = [body for root in chapters.values() if (body := root.find("{*}body")) is not None]
    assert _lost(source.words, _text(article)) == {}
    assert _lost(source.words, "\n".join(map(_text, book))) == {}
    assert _lost(source.words, _pages(made["pdf"])) == {}

    printed = Counter(roles(made["pdf"].read_bytes()))
    formulas = [f for f in article.iter("inline-formula", "disp-formula") if next(f.iterancestors("ref"), None) is None]
    in_book = {tag: sum(len(list(b.iter("{*}" + tag))) for b in book) for tag in ("img", "table", "math")}
    found = {
        "figures": (len(list(article.iter("graphic", "inline-graphic"))), in_book["img"]),
        "tables": (len(list(article.iter("table"))), in_book["table"], printed["Table"]),
        "formulas": (len(formulas), in_book["math"]),
        "notes": (len(article.findall(".//fn-group/fn")),),
    }
    counted = {
        "figures": len(source.pictures), "tables": source.tables, "formulas": source.formulas, "notes": source.notes,
    }  # fmt: skip
    assert found == {what: (n,) * len(found[what]) for what, n in counted.items()}
    typed = sum(d.code == "typed-citation" for d in outcome.diagnostics)
    assert 0 <= _cited(article) - source.cited.total() <= 3 * typed + source.dois


def test_each_alone_conforms(kept: Path, validate: Callable[..., list[str]]) -> None:
    """EPUBCheck and veraPDF have nothing to say of any paper, each read by one process."""
    made = [_products(_built(name, kept)) for name in _papers()]
    assert validate(*(m["epub"].read_bytes() for m in made)) == []
    assert verapdf.validate(*(m["pdf"] for m in made)) == []


def test_all_as_one_volume(tmp_path: Path) -> None:
    outcome = build(Request(_folder(), ALL, output=tmp_path / "b", jobs=2))
    assert _errors(outcome) <= TRUE_FAULTS
    assert sum(p.kind == "jats" for p in outcome.products) == len(_papers())
    wanted: Counter[str] = sum((_source(name).words for name in _papers()), Counter())
    made = _products(outcome)
    assert _lost(wanted, _text(etree.parse(made["bits"]).getroot())) == {}
    book = [body for root in _chapters(made["epub"]).values() if (body := root.find("{*}body")) is not None]
    assert _lost(wanted, "\n".join(map(_text, book))) == {}
    assert _lost(wanted, _pages(made["pdf"])) == {}
