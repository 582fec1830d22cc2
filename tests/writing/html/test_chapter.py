"""The shared HTML of a chapter: what is there, where, and under which id."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from lxml import etree

from actes import tree
from actes.model import PageMap, Volume
from actes.writing import html


@pytest.fixture(scope="module")
def section(sample: Volume) -> etree._Element:
    return html.chapter(sample, sample.contributions[0])


def found(section: etree._Element, path: str) -> etree._Element:
    nodes = section.findall(path)
    assert len(nodes) == 1, f"{path}: {len(nodes)}"
    return nodes[0]


def text(node: etree._Element) -> str:
    return " ".join("".join(map(str, node.itertext())).split())


def test_titles_survive_markup_characters(section: etree._Element) -> None:
    assert text(found(section, "header/h1")) == "L’alliance & ses < limites >"
    assert found(section, "header/p[@class='translated-title']").get("lang") == "en"


def test_ids_are_unique_even_when_an_author_uses_ours(sample: Volume, section: etree._Element) -> None:
    identifiers = [i for unit in html.units(sample) for i in unit.anchors]
    assert len(identifiers) == len(set(identifiers))
    assert section.find(".//h2[@id='premier--notes']") is not None
    assert section.find(".//h2[@id='premier--_acknowledgements']") is not None


def test_every_internal_link_lands(sample: Volume) -> None:
    units = html.units(sample)
    known = {i for unit in units for i in unit.anchors}
    hrefs = [a.get("href", "") for unit in units for a in unit.element.iter("a")]
    assert [h for h in hrefs if h.startswith("#") and h[1:] not in known] == []
    assert "#second--sec-fin" in hrefs


def test_notes_stand_where_they_are_called_without_blocks(section: etree._Element) -> None:
    notes = [n for n in section.iter("span") if n.get("class") == "footnote"]
    assert [(n.get("id"), n.get("data-number")) for n in notes] == [("premier--fn-1", "1"), ("premier--fn-2", "2")]
    assert {node.tag for n in notes for node in n.iter()} <= {"span", "a", "em"}
    assert text(notes[1]) == "Une note de plusieurs blocs :un pointun autreUne citation dans la note."


def test_restored_notes_hold_blocks(sample: Volume) -> None:
    notes = [n for n in html.chapter(sample, sample.contributions[0]).iter("span") if n.get("class") == "footnote"]
    html.restore_blocks(notes[1])
    assert [node.tag for node in notes[1]] == ["p", "ul", "blockquote"]


def test_citations_and_references_lead_to_each_other(section: etree._Element) -> None:
    cites = [a for a in section.iter("a") if a.get("class") == "cite"]
    assert [a.get("href") for a in cites] == ["#premier--ref-offner2006"] * 2
    entry = found(section, ".//li[@id='premier--ref-offner2006']")
    backs = [a.get("href", "")[1:] for a in entry.iter("a")]
    assert backs == [a.get("id") for a in cites]


def test_a_citation_of_nothing_is_not_a_link(section: etree._Element) -> None:
    assert text(found(section, ".//p/span[@class='cite']")) == "perdu"


def test_links_that_run_code_leave_their_text(section: etree._Element) -> None:
    assert not [a for a in section.iter("a") if "javascript" in a.get("href", "")]
    assert "un piège" in text(section)


def test_table_cells_have_the_scope_of_their_place(section: etree._Element) -> None:
    table = found(section, ".//table")
    heads = [(text(th), th.get("scope"), th.get("rowspan"), th.get("colspan")) for th in table.iter("th")]
    assert heads == [
        ("Commune", "col", "2", None),
        ("Population", "colgroup", None, "2"),
        ("1999", "col", None, None),
        ("2014", "col", None, None),
        ("Rennes", "row", None, None),
        ("Vitré", "row", None, None),
    ]
    # the second head row begins in the second column
    assert [th.get("class") for th in table.iter("th")][2] == "align-right"


def test_figures_have_alternative_text_and_description(section: etree._Element) -> None:
    figure = found(section, ".//figure[@id='premier--fig-carte']")
    image = found(figure, ".//img")
    assert (image.get("src"), image.get("alt")) == ("media/premier-carte.png", "Carte en trois couronnes")
    after = figure.getnext()
    assert after is not None
    assert (after.tag, after.get("id")) == ("details", image.get("aria-details"))
    assert text(found(figure, "figcaption/p[@class='caption']")) == "Figure 1. Trois couronnes"
    assert text(found(figure, "figcaption/p[@class='source']")) == "Source : agence d’urbanisme."


def test_formulas_have_their_tex_as_alternative(section: etree._Element) -> None:
    formulas = [s for s in section.iter("span") if "math" in (s.get("class") or "").split()]
    assert [s.get("data-tex") for s in formulas] == ["x", r"x^{2} + \frac{1}{n}"]
    assert all(s[0].get("alttext") == s.get("data-tex") for s in formulas)
    assert text(found(section, ".//span[@class='equation-label']")) == "(1)"


def test_an_unreadable_formula_shows_its_tex(sample: Volume) -> None:
    blind = replace(sample.contributions[0], math={})
    codes = [c.text for c in html.chapter(sample, blind).iter("code")]
    assert codes == ["x", r"x^{2} + \frac{1}{n}"]


def test_an_image_without_a_file_shows_its_alternative(sample: Volume) -> None:
    bare = replace(sample.contributions[0], assets={})
    missing = [s.text for s in html.chapter(sample, bare).iter("span") if s.get("class") == "missing-image"]
    assert missing == ["Carte en trois couronnes", "Plan schématique", "Photographie de la gare"]


def test_how_to_cite_has_the_pages_of_the_layout(sample: Volume, sample_pages: PageMap) -> None:
    cited = found(html.chapter(sample, sample.contributions[0], sample_pages), ".//p[@class='how-to-cite']")
    assert "p.\u00a07-9" in "".join(map(str, cited.itertext()))


def test_no_word_of_the_text_is_lost(sample: Volume, section: etree._Element) -> None:
    shown = text(section)
    contribution = sample.contributions[0]
    everything = (contribution.body, contribution.acknowledgements, contribution.appendices)
    strings = Counter(n["c"] for n in tree.walk(list(everything)) if n["t"] == "Str")
    assert len(strings) > 50
    assert {s: n for s, n in strings.items() if shown.count(s) < n} == {}


def test_control_characters_do_not_break_the_page(sample: Volume) -> None:
    strange = replace(sample.contributions[1], body=[tree.wrap("Para", [tree.string("a\x0cb\x00c")])])
    assert "a\ufffdb\ufffdc" in text(html.chapter(sample, strange))
