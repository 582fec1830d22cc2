"""The volume in manuscripts/: it builds without an error, whole, in every output."""

from __future__ import annotations

import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from actes.build import build
from actes.cache import Cache
from actes.diagnostics import Report, Severity
from actes.model import Contribution, Volume
from actes.outcome import Outcome, Request
from actes.stages import prepare
from actes.tree import Node, count_words, plain_text, rewrite

ROOT = Path(__file__).parent.parent
MANUSCRIPTS = ROOT / "manuscripts"
MARGIN = 40.0
"""Points that stay blank on both sides of a page; its margins are wider."""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("build")


@pytest.fixture(scope="module")
def outcome(output: Path) -> Outcome:
    return build(Request(MANUSCRIPTS, output=output, jobs=2))


@pytest.fixture(scope="module")
def volume(outcome: Outcome, output: Path) -> Volume:
    found = prepare(MANUSCRIPTS, Cache(output / ".cache"), Report())
    assert found is not None
    return found


def words_of(text: str) -> Counter[str]:
    """The words of a text, without regard to case, ligatures, accents' form and typographic spaces."""
    return Counter(re.findall(r"[^\W_]{2,}", unicodedata.normalize("NFKC", text).casefold()))


INLINE = {"a", "em", "strong", "span", "sup", "sub", "i", "b", "u", "s", "code", "xref", "italic", "bold", "ext-link"}
INLINE |= {"styled-content", "sc", "underline", "strike", "monospace", "small"}


def text_of(root: etree._Element) -> str:
    """The text of a document, its blocks apart from one another."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in {"start", "end"}:
            # the number of a note is no part of the word it is called at
            call = "note-call" in (node.get("class") or "") or node.get("ref-type") == "fn"
            block = call or etree.QName(node).localname not in INLINE
            pieces += ["\n" if block else "", (node.text if event == "start" else node.tail) or ""]
    return "".join(pieces)


def authored(contribution: Contribution) -> Counter[str]:
    """The words of a contribution's text, but for those rendered by us (citations, cross-references, formulas)."""

    def without(node: Node) -> list[Node] | None:
        rendered = node["t"] in {"Cite", "Math", "Image"} or (node["t"] == "Link" and "xref" in node["c"][0][1])
        # a long description is what a screen reader says of a figure: the printed page does not show it
        rendered = rendered or (node["t"] == "Div" and "long-description" in node["c"][0][1])
        return [{"t": "Space"}] if rendered else None

    texts = [contribution.body, contribution.appendices, contribution.acknowledgements]
    texts += [*contribution.title.values(), *contribution.abstracts.values()]
    return sum((words_of(plain_text(rewrite(t, without), notes=True)) for t in texts), Counter())


def test_there_is_no_error(outcome: Outcome) -> None:
    assert [d.as_text() for d in outcome.diagnostics if d.severity is Severity.ERROR] == []
    kinds = Counter(p.kind for p in outcome.products)
    assert kinds["jats"] == kinds["offprint"] == 10 and kinds["pdf"] == kinds["epub"] == kinds["bits"] == 1


def test_the_volume_is_what_was_promised(volume: Volume) -> None:
    assert len(volume.axes) == 4 and all(len(a.contributions) >= 2 for a in volume.axes)
    languages = Counter(c.language for c in volume.contributions)
    assert languages["fr"] >= 8 and languages["en"] >= 1
    for contribution in volume.contributions:
        assert 1500 <= count_words(contribution.body, notes=False) <= 3000, contribution.slug
        assert {"fr", "en"} <= set(contribution.abstracts) and {"fr", "en"} <= set(contribution.keywords)
    assert any(p.collective for c in volume.contributions for p in c.authors)


def test_every_word_is_in_the_jats_and_the_epub(volume: Volume, output: Path) -> None:
    with zipfile.ZipFile(output / "alliance-des-territoires.epub") as archive:
        pages = {
            n.rsplit("/", 1)[-1].removesuffix(".xhtml"): archive.read(n) for n in archive.namelist() if "xhtml" in n
        }
    for contribution in volume.contributions:
        said = authored(contribution)
        article = etree.parse(output / "jats" / contribution.slug / f"{contribution.slug}.xml")
        chapter = next(data for name, data in pages.items() if name.endswith(contribution.slug))
        for root in (article.getroot(), etree.fromstring(chapter)):
            lost = said - words_of(text_of(root))
            assert not lost, (contribution.slug, root.tag, dict(lost))


def test_every_word_is_in_the_offprint(volume: Volume, output: Path) -> None:
    for contribution in volume.contributions:
        path = output / "offprints" / f"{contribution.slug}.pdf"
        text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
        text = re.sub(r"[-\u00ad\u2010]\s+", "", text)
        solid = re.sub(r"\W+", "", unicodedata.normalize("NFKC", text).casefold())
        lost = [w for w in authored(contribution) if w not in solid]
        # a word cut by the end of a page has the foot of the page in it
        assert len(lost) <= 4, (contribution.slug, lost)


def test_the_notice_of_fiction_is_everywhere(volume: Volume, output: Path) -> None:
    for contribution in volume.contributions:
        text = (output / "jats" / contribution.slug / f"{contribution.slug}.xml").read_text("utf-8")
        assert 'notes-type="notice"' in text
    with zipfile.ZipFile(output / "alliance-des-territoires.epub") as archive:
        assert re.search("fiction", archive.read("EPUB/package.opf").decode())
    book = ["pdftotext", str(output / "alliance-des-territoires.pdf"), "-"]
    assert subprocess.run(book, capture_output=True, text=True, check=True).stdout.count("fiction") >= 2


def test_the_contents_give_the_right_pages(output: Path, volume: Volume) -> None:
    with pikepdf.open(output / "alliance-des-territoires.pdf") as pdf:
        labels = [str(page.label) for page in pdf.pages]
        with pdf.open_outline() as outline:
            assert len(outline.root) > 4
    command = ["pdftotext", "-layout", str(output / "alliance-des-territoires.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pages = text.split("\f")
    for contribution in volume.contributions:
        article = etree.parse(output / "jats" / contribution.slug / f"{contribution.slug}.xml")
        first = article.findtext(".//article-meta/fpage")
        opening = re.sub(r"\W+", "", pages[labels.index(str(first))]).casefold()
        title = re.sub(r"\W+", "", plain_text(contribution.main_title)).casefold()
        assert title in opening, contribution.slug


def test_no_word_runs_into_a_margin(output: Path) -> None:
    """What is set on finished pages (how to cite, page numbers) is not broken into lines by the layout engine."""
    command = ["pdftotext", "-bbox", next(output.glob("*.pdf")), "-"]
    pages = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("<page ")[1:]
    outside = []
    for number, page in enumerate(pages, 1):
        width = float(re.findall(r'width="([\d.]+)"', page)[0])
        for left, right, word in re.findall(r'<word xMin="([\d.-]+)".*? xMax="([\d.-]+)"[^>]*>(.*?)</word>', page):
            if float(left) < MARGIN or float(right) > width - MARGIN:
                outside.append((number, word, left, right))
    assert not outside
