"""The golden article and volume, re-entered as a contribution, come out equal but for listed differences.

The goldens were written by hand before the writers. Each difference is an edit of the golden, with its
reason; a difference that no longer holds makes its edit fail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from actes.writing import jats
from writing.jats.golden_model import CONTRIBUTION, PAGE_MAP, VOLUME

GOLDEN = Path(__file__).with_name("golden")
XLINK = "{http://www.w3.org/1999/xlink}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Edit = Callable[[etree._Element], None]


def only(root: etree._Element, path: str) -> etree._Element:
    """The one element at `path`."""
    (found,) = root.xpath(path)
    return found


def text(path: str, new: str) -> Edit:
    """The text of an element becomes `new`."""

    def edit(root: etree._Element) -> None:
        found = only(root, path)
        assert found.text != new
        found.text = new

    return edit


def attribute(path: str, name: str, new: str | None) -> Edit:
    """An attribute of an element becomes `new` (None: is not there)."""

    def edit(root: etree._Element) -> None:
        found = only(root, path)
        assert found.get(name) != new
        if new is None:
            del found.attrib[name]
        else:
            found.set(name, new)

    return edit


def remove(path: str) -> Edit:
    """An element is not there."""

    def edit(root: etree._Element) -> None:
        found = only(root, path)
        found.getparent().remove(found)

    return edit


def add(path: str, place: int, xml: str) -> Edit:
    """An element stands at `place` among the children of another."""

    def edit(root: etree._Element) -> None:
        only(root, path).insert(place, etree.fromstring(xml))

    return edit


def move(path: str, after: str) -> Edit:
    """An element stands after another."""

    def edit(root: etree._Element) -> None:
        found = only(root, path)
        only(root, after).addnext(found)

    return edit


PAPER: list[tuple[str, Edit]] = [
    ("an axis is called one", text("//subj-group/subj-group/subject", "Axe 2. Écritures ordinaires")),
    ("countries are named in the language of the text", text("//aff[@id='aff3']/country", "Irlande")),
    ("editors keep their ORCID", add(
        "//contrib[@contrib-type='editor'][role]", 0,
        '<contrib-id contrib-id-type="orcid" authenticated="false">https://orcid.org/0000-0001-5109-3700</contrib-id>',
    )),
    ("a role without gender", text("//contrib[@contrib-type='editor']/role", "Direction de l’ouvrage")),
    ("one sentence for every text", text("//license-p[contains(., 'Cet article')]", "Texte diffusé sous licence ")),
    ("French spacing", text("//conf-date", "12-13\u00a0juin 2024")),
    ("French spacing", text("//date-in-citation", "12\u00a0mars 2024")),
    ("French spacing", text("//corresp", "* Correspondance\u00a0: ")),
    ("the licence's own name", text("//license-p[starts-with(., 'Texte')]/ext-link",
                                    "Creative Commons Attribution 4.0 International")),
    ("it is a chapter of a book", attribute("//self-uri[@*='PDF de l’article']", f"{XLINK}title", "PDF du chapitre")),
    ("the alternative text is the TeX", attribute("//*[@id='m2']", "alttext", "a = b")),
    ("the item says its language once, and the writer twice", attribute(
        "//ref[@id='ref-sahlgren2009']/element-citation", LANG, "en")),
    ("one order for every type", move(
        "//ref[@id='ref-sahlgren2009']//publisher-name", "//ref[@id='ref-sahlgren2009']//year")),
    ("a link is called by the site it leads to", text("//ref[@id='ref-insee2023']//ext-link", "insee.fr")),
    ("which agency assigned a DOI is nowhere said", attribute(
        "//ref[@id='ref-dupond2022']//pub-id", "assigning-authority", None)),
]  # fmt: skip
"""(reason, edit) of what both files share."""

ARTICLE: list[tuple[str, Edit]] = [
    ("titles are joined as they are, with French spacing", text(
        "//issue-title", "Sociabilités et archives\u00a0: Actes des journées d’étude de Lyon, 12-13 juin 2024")),
    ("PMC wants an id in books", attribute("//ack", "id", "ack")),
]  # fmt: skip

_PLACE = ', <city>Lyon</city>, <country country="FR">France</country>'
_TOC = """<toc><toc-title-group><title>Table des matières</title></toc-title-group>
<toc-entry><title>Avant-propos</title><nav-pointer rid="avant-propos"/></toc-entry>
<toc-entry><label>2</label><title>Écritures ordinaires</title><nav-pointer rid="axis-ecritures"/>
<toc-entry><title>Lire l’archive : écritures ordinaires et sociabilités savantes</title>
<nav-pointer rid="jsa2025-03">45</nav-pointer></toc-entry></toc-entry></toc>"""


def prefixed(root: etree._Element) -> None:
    """Ids of a chapter begin with its slug, so that those of two chapters never meet."""
    chapter = only(root, "//book-part[@id='bp1']")
    for found in chapter.iter("*"):
        for name in ("id", "rid"):
            held = found.get(name)
            if held and held != "bp1":
                found.set(name, f"jsa2025-03--{held.removeprefix('bp1-')}")
    chapter.set("id", "jsa2025-03")


BOOK: list[tuple[str, Edit]] = [
    ("which agency assigned a DOI is nowhere said", attribute("//book-meta/book-id[1]", "assigning-authority", None)),
    ("the group says who it is", attribute("//book-meta/contrib-group", "content-type", "editors")),
    ("as in articles", attribute("//book-meta//contrib-id", "authenticated", "false")),
    ("as in articles", add("//book-meta//contrib", 2, "<role>Direction de l’ouvrage</role>")),
    ("affiliations are numbered, as in articles", remove("//book-meta//contrib/xref")),
    ("affiliations are numbered, as in articles", add(
        "//book-meta//contrib", 3, '<xref ref-type="aff" rid="aff1">1</xref>')),
    ("the whole affiliation", remove("//book-meta//aff")),
    ("the whole affiliation", add("//book-meta/contrib-group", 1, f"""<aff id="aff1"><label>1</label><institution-wrap>
<institution-id institution-id-type="ror">https://ror.org/03rth4p18</institution-id>
<institution>Université Lumière Lyon 2</institution></institution-wrap>{_PLACE}</aff>""")),
    ("one sentence for the volume", text(
        "//book-meta//license-p", "Sauf mention contraire, les textes de ce volume sont diffusés sous licence ")),
    ("the licence's own name", text(
        "//book-meta//license-p/ext-link", "Creative Commons Attribution 4.0 International")),
    ("the language of the sentence", attribute("//book-meta//license", LANG, "fr")),
    ("as in articles", attribute("//book-meta//license/*[1]", "start_date", "2025-06-12")),
    ("outputs are named after the volume", attribute("//book-meta/self-uri[1]", f"{XLINK}href", "jsa2025.pdf")),
    ("outputs are named after the volume", attribute("//book-meta/self-uri[2]", f"{XLINK}href", "jsa2025.epub")),
    ("the re-entered volume has no back-cover text", remove("//book-meta/abstract")),
    ("ids are the names of the pieces", attribute("//preface", "id", "avant-propos")),
    ("a piece says its language", attribute("//preface", LANG, "fr")),
    ("contents list everything", remove("//toc")),
    ("contents list everything", add("//front-matter", 1, _TOC)),
    ("an axis is called one", attribute("//book-part[@id='ses2']", "book-part-type", "axis")),
    ("ids are the names of the axes", attribute("//book-part[@id='ses2']", "id", "axis-ecritures")),
    ("attributes in the order of an article", attribute("//book-part//graphic", f"{XLINK}href",
                                                        "jats/jsa2025-03/jsa2025-03-fig1.png")),
]  # fmt: skip


def canonical(root: etree._Element) -> list[str]:
    """The canonical XML of a document, a line per tag, its set-out white space and unused namespaces left out."""
    for found in root.iter("*"):
        found.text = found.text if (found.text or "").strip() else ""
        found.tail = found.tail if (found.tail or "").strip() else ""
    xml = etree.tostring(root, method="c14n", exclusive=True).decode()
    return xml.replace("<", "\n<").splitlines()


def edited(name: str, edits: list[tuple[str, Edit]]) -> list[str]:
    """The canonical lines of a golden file after its edits."""
    root = etree.parse(str(GOLDEN / name)).getroot()
    for reason, edit in edits:
        assert reason
        edit(root)
    return canonical(root)


def test_the_article() -> None:
    ours = etree.fromstring(jats.write_article(VOLUME, CONTRIBUTION, PAGE_MAP))
    assert canonical(ours) == edited("gold-article.xml", [*PAPER, *ARTICLE])


def test_the_volume() -> None:
    ours = etree.fromstring(jats.write_volume(VOLUME, PAGE_MAP))
    edits = [*PAPER, *BOOK, ("two chapters may bear the same id", prefixed)]
    assert canonical(ours) == edited("gold-volume.bits.xml", edits)


@pytest.mark.parametrize("issn", ["1234-5679", ""])
def test_the_document_type_depends_on_the_issn(issn: str) -> None:
    assert VOLUME.series is not None
    volume = replace(VOLUME, series=replace(VOLUME.series, issn=issn))
    data = jats.write_article(volume, CONTRIBUTION)
    assert (b"Journal Publishing DTD" in data) is bool(issn)
    assert (b"Journal Archiving and Interchange DTD" in data) is not bool(issn)
