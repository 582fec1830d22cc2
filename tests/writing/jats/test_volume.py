"""The facts of articles and volumes: contributors, dates, rights, axes, front and back matter."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from lxml import etree

from actes import licences
from actes.diagnostics import Report
from actes.model import (
    Affiliation,
    Axis,
    BibliographyEntry,
    BibliographySection,
    Committee,
    CommitteeMember,
    PageMap,
    Pages,
    Person,
    Piece,
    Reference,
)
from actes.tree import attr, link, words
from actes.writing import jats
from writing.jats.golden_model import AUTHORS, BODY, CONTRIBUTION, PLACE, VOLUME, note, para
from writing.jats.jats_samples import NEIGHBOUR, article, contribution, inside, plain_xml, volume_of

LAID_OUT = PageMap(pages={"essai": Pages("9", "21")}, anchors={}, breaks={}, counts={}, total=24)


def book(**values: object) -> etree._Element:
    """The golden volume with other facts, as a book."""
    return etree.fromstring(jats.write_volume(replace(VOLUME, **values)))  # type: ignore[arg-type]


def test_the_pages_given_then_those_laid_out_then_the_number() -> None:
    def places(given: Pages | None, page_map: PageMap | None) -> list[str]:
        held = contribution(BODY, pages=given)
        root = etree.fromstring(jats.write_article(volume_of(held), held, page_map))
        return [f"{e.tag} {e.text}" for e in root.find("front/article-meta").iter("fpage", "lpage", "elocation-id")]

    assert places(Pages("i", "x"), LAID_OUT) == ["fpage i", "lpage x"]
    assert places(None, LAID_OUT) == ["fpage 9", "lpage 21"]
    assert places(None, None) == ["elocation-id 3"]


def test_authors_share_an_affiliation_once() -> None:
    lab = Affiliation("Arènes", department="Axe 2", ror="https://ror.org/00000", city="Rennes", country="FR")
    people = tuple(replace(a, affiliations=(lab,), roles=("Analyse formelle", "Cartographie")) for a in AUTHORS)
    root = article(contribution(BODY, authors=people))
    assert [e.text for e in root.iterfind(".//contrib/xref[@ref-type='aff']")] == ["1", "1"]
    # the ROR is wrong, so it is left out
    assert inside(root, ".//aff") == (
        '<aff id="aff1"><label>1</label><institution-wrap><institution content-type="dept">Axe 2</institution>'
        "<institution>Arènes</institution></institution-wrap>, <city>Rennes</city>, "
        '<country country="FR">France</country></aff>'
    )
    roles = root.findall(".//contrib[1]/role")
    assert [(r.text, r.get("vocab-term")) for r in roles[:2]] == [
        ("Formal analysis", "Formal Analysis"),
        ("Cartographie", None),
    ]


def test_a_group_as_author_and_an_author_who_died() -> None:
    people = (Person(collective="Collectif Quais"), Person(family="Le Quai", given="A.", deceased=True, equal=True))
    root = article(contribution(BODY, authors=people))
    assert root.find(".//contrib/collab").text == "Collectif Quais"
    assert root.findall(".//contrib")[1].attrib == {
        "contrib-type": "author", "equal-contrib": "yes", "deceased": "yes",
    }  # fmt: skip


def test_structured_abstracts_have_sections_and_a_lone_heading_runs_in() -> None:
    heading = {"t": "Header", "c": [1, attr(), words("Méthode")]}
    other = {"t": "Header", "c": [1, attr(), words("Conclusions")]}
    structured = article(contribution(BODY, abstracts={"fr": [heading, para("Ici."), other, para("Là.")]}))
    assert [t.text for t in structured.findall(".//abstract/sec/title")] == ["Méthode", "Conclusions"]
    lone = article(contribution(BODY, abstracts={"fr": [heading, para("Ici.")]}))
    assert inside(lone, ".//abstract") == '<abstract xml:lang="fr"><p><bold>Méthode</bold> Ici.</p></abstract>'


def test_partial_and_missing_dates() -> None:
    dated = article(contribution(BODY, published="2019-04", received=""))
    assert inside(dated, ".//pub-date[@pub-type='epub']") == (
        '<pub-date pub-type="epub" date-type="pub" iso-8601-date="2019-04">'
        "<month>04</month><year>2019</year></pub-date>"
    )
    undated = article(contribution(BODY, published=""), published="")
    assert undated.find(".//article-meta/pub-date-not-available") is not None
    assert undated.find(".//article-meta/permissions/copyright-year") is None


def test_a_closed_licence_is_no_open_access() -> None:
    root = article(contribution(BODY, licence=licences.find("all rights reserved")))
    assert inside(root, ".//article-meta/permissions/license") == (
        '<license xml:lang="fr"><license-p>Tous droits réservés.</license-p></license>'
    )
    assert root.find(".//{*}free_to_read") is None


def test_an_event_without_date_is_reported() -> None:
    report = Report()
    assert VOLUME.event is not None
    root = article(contribution(BODY), report, event=replace(VOLUME.event, start=""))
    assert root.find(".//conference") is None
    assert "event-without-date" in [d.code for d in report]


def test_the_notice_is_in_every_file() -> None:
    notice = {"fr": "Ce volume est une fiction."}
    assert "fiction" in inside(article(contribution(BODY), notice=notice), "front/notes")
    assert "fiction" in inside(book(notice=notice), "book-meta/notes")


def test_files_of_a_contribution(tmp_path: Path) -> None:
    image = tmp_path / "fig1.png"
    image.write_bytes(b"png")
    asset = replace(CONTRIBUTION.assets["fig1.png"], path=image)
    held = replace(CONTRIBUTION, assets={"fig1.png": asset})
    files = jats.article_files(VOLUME, held)
    assert sorted(files) == ["jsa2025-03-fig1.png", "jsa2025-03.xml", "manifest.json"]
    listed = json.loads(files["manifest.json"])["files"]
    assert listed[0] == {
        "name": "jsa2025-03-fig1.png",
        "mediaType": "image/png",
        "bytes": 3,
        "sha256": hashlib.sha256(b"png").hexdigest(),
    }
    assert [f["mediaType"] for f in listed] == ["image/png", "application/jats+xml"]


def test_parts_follow_the_order_of_the_book() -> None:
    first, second, loose = (replace(CONTRIBUTION, slug=s, axis=a) for s, a in (("a", "x"), ("b", "x"), ("c", "")))
    introduction = Piece("introduction", [], [para("Introduction.", note(1, para("Note.")))], PLACE, "fr")
    axes = (Axis("x", 1, {"fr": words("Un axe")}, introduction),)
    root = book(contributions=(loose, first, second), axes=axes)
    assert [p.get("id") for p in root.iterfind("book-body/book-part")] == ["c", "axis-x"]
    assert [p.get("id") for p in root.iterfind("book-body/book-part/body/book-part")] == ["a", "b"]
    axis = root.find("book-body/book-part[@id='axis-x']")
    assert inside(axis, "body/p") == ('<p>Introduction.<xref ref-type="fn" rid="axis-x--fn1"><sup>1</sup></xref></p>')
    assert axis.find("back/fn-group/fn").get("id") == "axis-x--fn1"


def test_a_single_axis_without_title_is_no_part() -> None:
    root = book(axes=(Axis("ecritures", 1, {}),))
    assert [p.get("book-part-type") for p in root.iterfind("book-body/book-part")] == ["paper"]


def test_chapters_refer_to_each_other() -> None:
    to_section = link(words("là"), "#autre--s-1", attr("", ["xref"], rid="s-1", chapter="autre"))
    to_chapter = link(words("ailleurs"), "#autre", attr("", ["xref"], rid="autre", chapter="autre"))
    held = contribution([para(to_section, " ", to_chapter)], axis="")
    root = etree.fromstring(jats.write_volume(volume_of(held, replace(NEIGHBOUR, axis=""))))
    found = root.findall("book-body/book-part[@id='essai']/body//xref")
    assert [(x.get("ref-type"), x.get("rid"), x.text) for x in found] == [
        ("sec", "autre--s-1", "là"),
        ("other", "autre", "ailleurs"),
    ]


def test_chapters_written_apart_give_the_same_book() -> None:
    to_section = link(words("là"), "#autre--s-1", attr("", ["xref"], rid="s-1", chapter="autre"))
    lost = link(words("perdu"), "#nulle-part", attr("", ["xref"], rid="nulle-part"))
    referring = contribution([para("Un texte.", note(1, para("Sa note."))), para(to_section, " ", lost)], axis="")
    # its name is that of an axis: the id it has by itself is not the one it has in the book
    homonym = replace(NEIGHBOUR, slug="axis-ecritures", axis="")
    volume = replace(VOLUME, contributions=(replace(CONTRIBUTION, slug="c"), referring, NEIGHBOUR, homonym))
    whole, apart = Report(), Report()
    parts = {c.slug: jats.write_part(volume, c, report=apart) for c in volume.contributions}
    assert [part.data is None for part in parts.values()] == [False, True, False, False]
    expected = jats.write_volume(volume, report=whole)
    assert jats.write_volume(volume, report=apart, parts=parts) == expected
    assert list(apart) == list(whole)


def test_front_pieces_committees_back_cover_and_afterword() -> None:
    pieces = tuple(
        Piece(kind, words(kind.capitalize()), [para(f"Texte {kind}.")], PLACE, "fr")
        for kind in ("foreword", "dedication-note", "afterword", "back-cover")
    )
    committee = Committee({"fr": "Comité scientifique"}, (CommitteeMember(Person(family="Le Quai"), "présidente"),))
    root = book(front=pieces, committees=(committee,))
    assert [e.tag for e in root.find("front-matter")] == ["foreword", "front-matter-part", "front-matter-part", "toc"]
    assert inside(root, "front-matter//list-item") == "<list-item><p>Le Quai, présidente</p></list-item>"
    assert inside(root, "book-meta/abstract") == '<abstract xml:lang="fr"><p>Texte back-cover.</p></abstract>'
    assert [e.get("id") for e in root.iterfind("book-back/book-part")] == ["afterword"]
    assert [e.get("rid") for e in root.iterfind("front-matter/toc/toc-entry/nav-pointer")] == [
        "foreword", "dedication-note", "axis-ecritures", "afterword",
    ]  # fmt: skip


def test_bibliography_and_indexes() -> None:
    work = Reference("quai", {"id": "quai", "type": "book", "title": "Quai"}, PLACE, aliases=("q2001",))
    entries = (BibliographyEntry("quai", words("Quai.")),)
    root = etree.fromstring(
        jats.write_volume(
            replace(
                VOLUME,
                references=(work,),
                bibliography=(BibliographySection(entries),),
                author_index=(("Lefèvre, Élodie", ("jsa2025-03", "absent")),),
                keyword_index=(("archives", ("jsa2025-03",)),),
            )
        )
    )
    back = root.find("book-back")
    assert [e.tag for e in back] == ["ref-list", "index", "index"]
    assert inside(back, "ref-list/title") == "<title>Bibliographie générale</title>"
    assert back.find("ref-list/ref").get("id") == "bibliography--ref-quai"
    assert "".join(map(plain_xml, back.findall("index/index-entry"))) == (
        '<index-entry><term>Lefèvre, Élodie</term><nav-pointer rid="jsa2025-03">45</nav-pointer></index-entry>'
        '<index-entry><term>archives</term><nav-pointer rid="jsa2025-03">45</nav-pointer></index-entry>'
    )


def test_a_draft_says_so() -> None:
    root = article(contribution(BODY), draft=True)
    assert root.find(".//article-version").get("article-version-type") == "P"
    data = jats.write_volume(replace(VOLUME, draft=True))
    assert b"jsa2025.draft.jats/jsa2025-03/jsa2025-03-fig1.png" in data
