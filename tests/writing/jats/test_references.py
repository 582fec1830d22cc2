"""CSL-JSON items as element-citation, and the light markup of their strings."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from actes import tree
from actes.diagnostics import Report
from actes.writing import jats
from actes.writing.jats.csl_text import csl_text
from actes.writing.jats.elements import element, fit
from actes.writing.jats.references import element_citation, iso_date
from writing.jats.golden_model import CONTRIBUTION, VOLUME
from writing.jats.jats_samples import plain_xml, written

DUPONT = [{"family": "Dupont", "given": "Anne"}]


def cited(**item: Any) -> str:
    """What is inside the citation of an item."""
    named = {key.replace("_", "-"): value for key, value in item.items()}
    found = element_citation(named, "fr")
    return "".join(plain_xml(child) for child in found)


def kind(**item: Any) -> str | None:
    """The publication type of an item."""
    return element_citation({k.replace("_", "-"): v for k, v in item.items()}, "fr").get("publication-type")


def rendered(text: str) -> str:
    """A CSL string as XML."""
    return plain_xml(fit(element("p"), csl_text(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le <i>Sacre</i> du 1<sup>er</sup> mai", "<p>Le <italic>Sacre</italic> du 1<sup>er</sup> mai</p>"),
        ('<span class="nocase">INSEE</span>', "<p>INSEE</p>"),
        ('<span style="font-variant:small-caps;">xix</span>e', "<p><sc>xix</sc>e</p>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("<i>jamais fermé", "<p>&lt;i&gt;jamais fermé</p>"),
        ("fermé</i> seul", "<p>fermé&lt;/i&gt; seul</p>"),
        ("<i>a<b>b</i>c</b>", "<p><italic>a&lt;b&gt;b</italic>c&lt;/b&gt;</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
    ],
)
def test_light_markup(text: str, expected: str) -> None:
    assert rendered(text) == expected


@given(st.text(alphabet="ab<>/i sup", max_size=40))
def test_no_character_of_a_string_is_lost_but_those_of_tags(text: str) -> None:
    parts = csl_text(text)
    shown = "".join(p if isinstance(p, str) else str(p.xpath("string()")) for p in parts)
    assert [c for c in shown if c == "a"] == [c for c in text if c == "a"]
    if "<" not in text:
        assert shown == text


def test_a_chapter() -> None:
    item = {"type": "chapter", "author": DUPONT, "editor": [{"literal": "Insee"}], "title": "Le quai"}
    assert cited(**item, container_title="La ville", page="495-9", issued={"date-parts": [[2001, 5]]}, edition="2") == (
        '<person-group person-group-type="author"><name><surname>Dupont</surname><given-names>Anne</given-names></name>'
        "</person-group><chapter-title>Le quai</chapter-title>"
        '<person-group person-group-type="editor"><collab>Insee</collab></person-group><source>La ville</source>'
        '<edition>2</edition><year iso-8601-date="2001-05">2001</year><month>5</month><fpage>495</fpage>'
        "<lpage>499</lpage>"
    )


def test_names() -> None:
    author = [
        {"family": "Tocqueville", "given": "Alexis", "dropping-particle": "de"},
        {"family": "Estuaire", "given": "Perceval", "non-dropping-particle": "d’"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr"},
        {"family": "Platon"},
        {"literal": "others"},
    ]
    assert cited(type="book", author=author) == (
        '<person-group person-group-type="author">'
        "<name><surname>Tocqueville</surname><given-names>Alexis de</given-names></name>"
        "<name><surname>d’Estuaire</surname><given-names>Perceval</given-names></name>"
        "<name><surname>King</surname><given-names>Martin Luther</given-names><suffix>Jr</suffix></name>"
        "<name><surname>Platon</surname></name><etal/></person-group>"
    )


def test_a_thesis_and_a_report_have_their_title_in_source() -> None:
    thesis = cited(type="thesis", title="Des quais", publisher="Rennes 2", genre="Thèse")
    assert thesis == "<source>Des quais</source><publisher-name>Rennes 2</publisher-name><comment>Thèse</comment>"
    report = cited(type="report", title="Les quais", number="12", collection_title="Rapports")
    assert report == '<source>Les quais</source><series>Rapports</series><comment content-type="number">12</comment>'


def test_data_have_a_title_a_repository_and_a_version() -> None:
    found = cited(type="dataset", title="Comptages", publisher="Nakala", version="2.1", DOI="https://doi.org/10.1/x")
    assert found == (
        "<data-title>Comptages</data-title><source>Nakala</source>"
        '<version designator="2.1">2.1</version><pub-id pub-id-type="doi">10.1/x</pub-id>'
    )


@pytest.mark.parametrize("type", ["document", "webpage", "manuscript", "article"])
def test_what_is_on_arxiv_is_a_preprint(type: str) -> None:
    item = {"type": type, "title": "T", "author": DUPONT, "issued": {"date-parts": [[2021]]}}
    found = element_citation({**item, "URL": "https://arxiv.org/abs/cs/0101001v2"}, "fr")
    assert found.get("publication-type") == "preprint"
    assert [found.findtext(tag) for tag in ("article-title", "source", "pub-id")] == ["T", "arXiv", "cs/0101001v2"]
    assert found.find("pub-id").get("pub-id-type") == "arxiv"


def test_what_a_journal_published_is_no_preprint_though_it_is_on_arxiv() -> None:
    found = element_citation(
        {"type": "article-journal", "title": "T", "container-title": "R", "URL": "https://arxiv.org/abs/2101.00001"},
        "fr",
    )
    assert (found.get("publication-type"), found.findtext("source")) == ("journal", "R")


def test_a_web_page_says_when_it_was_read() -> None:
    found = cited(type="webpage", title="Un quai", URL="https://exemple.fr/q", accessed={"date-parts": [[2024, 3, 1]]})
    assert found == (
        '<source>Un quai</source><date-in-citation content-type="access-date" iso-8601-date="2024-03-01">'
        '1er\u00a0mars 2024</date-in-citation><ext-link ext-link-type="uri" xlink:href="https://exemple.fr/q" '
        'xlink:title="Un quai">exemple.fr</ext-link>'
    )


def test_the_url_is_left_out_where_there_is_a_doi() -> None:
    assert "ext-link" not in cited(type="article-journal", title="A", DOI="10.1/x", URL="https://doi.org/10.1/x")


def test_a_preprint_lacks_nothing_or_is_a_manuscript() -> None:
    whole = {"author": DUPONT, "title": "A", "publisher": "arXiv", "issued": {"date-parts": [[2020]]}, "DOI": "10.1/x"}
    assert kind(type="article", **whole) == "preprint"
    assert kind(type="article", author=DUPONT, title="A") == "manuscript"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ({"date-parts": [[1984]]}, '<year iso-8601-date="1984">1984</year>'),
        (
            {"date-parts": [["2011", "2", "3"]]},
            '<year iso-8601-date="2011-02-03">2011</year><month>2</month><day>3</day>',
        ),
        (
            {"date-parts": [[2010], [2012]]},
            '<year iso-8601-date="2010">2010</year><date-in-citation content-type="publication-dates"'
            ' iso-8601-date="2010/2012">2010–2012</date-in-citation>',
        ),
        (
            {"date-parts": [[2010, 6, 1], [2010, 6, 3]]},
            '<year iso-8601-date="2010-06-01">2010</year><month>6</month><day>1</day><date-in-citation'
            ' content-type="publication-dates" iso-8601-date="2010-06-01/2010-06-03">1er-3\u00a0juin 2010'
            "</date-in-citation>",
        ),
        ({"date-parts": [[2010, 13]]}, '<year iso-8601-date="2010">2010</year>'),
        ({"date-parts": [[850]]}, '<year iso-8601-date="0850">850</year>'),
        ({"date-parts": [[-51]]}, "<string-date>-0051</string-date>"),
        ({"literal": "s. d."}, "<string-date>s. d.</string-date>"),
        ({"date-parts": []}, ""),
        ("à paraître", "<string-date>à paraître</string-date>"),
    ],
)
def test_dates(date: Any, expected: str) -> None:
    assert cited(type="book", title="T", issued=date) == f"<source>T</source>{expected}"


def test_an_item_that_says_nothing_is_named_by_its_key() -> None:
    assert cited(id="x2001", type="book") == "<comment>x2001</comment>"


@given(
    st.dictionaries(
        st.sampled_from(
            ["type", "title", "author", "issued", "page", "URL", "DOI", "language", "volume", "event-date"]
        ),
        st.one_of(st.text(max_size=5), st.integers(), st.just({"date-parts": [["x"]]}), st.just([{}]), st.none()),
    )
)
def test_whatever_an_item_holds_makes_a_citation(item: dict[str, Any]) -> None:
    found = element_citation(item, "fr")
    assert len(found) and found.get("publication-type")
    assert iso_date(item.get("issued")) == "" or isinstance(item["issued"], dict)


def test_references_as_text_or_both() -> None:
    def kinds(data: bytes) -> set[str]:
        return {str(child.tag) for ref in etree.fromstring(data).iter("ref") for child in ref}

    assert kinds(jats.write_article(VOLUME, CONTRIBUTION, citations="mixed")) == {"mixed-citation"}
    both = jats.write_article(VOLUME, CONTRIBUTION, citations="both")
    assert kinds(both) == {"element-citation", "mixed-citation"}
    first = next(etree.fromstring(both).iter("mixed-citation"))
    assert plain_xml(first) == (
        '<mixed-citation publication-type="journal">Espace social et genèse des « classes ». '
        '<pub-id pub-id-type="doi">10.3406/arss.1984.3327</pub-id></mixed-citation>'
    )


def test_a_work_that_is_listed_but_unknown_is_left_to_the_text() -> None:
    report = Report()
    root = written([tree.wrap("Para", tree.words("Corps."))], report, references=())
    assert root.find("back/ref-list") is None
