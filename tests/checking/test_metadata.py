"""Rules on metadata, each with a bad and a good case; the good one is the contribution of `checking.samples`."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from actes import checking
from actes.diagnostics import Location, Report
from actes.model import Asset, Event, Funding, Organisation, Person, Publisher, Series
from actes.tree import words
from checking.samples import AUTHOR, CC_BY, RENNES, contribution, volume

PARA = [{"t": "Para", "c": words("Texte.")}]


def test_a_complete_contribution_breaks_no_rule(codes: Callable[..., list[str]]) -> None:
    assert codes() == []


BAD = {
    "untranslated-title": {"title": {"fr": words("Un titre")}},
    "title-final-stop": {"title": {"fr": words("Un titre."), "en": words("A title")}},
    "title-capitals": {"title": {"fr": words("LES ALLIANCES TERRITORIALES"), "en": words("A title")}},
    "note-in-title": {"title": {"fr": [*words("Un titre"), {"t": "Note", "c": PARA}], "en": words("A title")}},
    "long-running-title": {"title": {"fr": words("titre " * 20), "en": words("A title")}},
    "missing-abstract": {"abstracts": {"fr": PARA}},
    "long-abstract": {"abstracts": {"fr": [{"t": "Para", "c": words("mot " * 401)}], "en": PARA}},
    "note-in-abstract": {"abstracts": {"fr": [{"t": "Para", "c": [{"t": "Note", "c": PARA}]}], "en": PARA}},
    "missing-keywords": {"keywords": {"fr": ("un", "deux", "trois")}},
    "keyword-count": {"keywords": {"fr": ("un", "deux"), "en": ("one", "two")}},
    "repeated-keyword": {"keywords": {"fr": ("un", "deux", "Un"), "en": ("one", "two", "three")}},
    "uneven-keywords": {"keywords": {"fr": ("un", "deux", "trois", "quatre"), "en": ("one", "two", "three")}},
    "missing-orcid": {"authors": (replace(AUTHOR, orcid=""),)},
    "wrong-orcid": {"authors": (replace(AUTHOR, orcid="0000-0002-1825-0098"),)},
    "shared-orcid": {"authors": (AUTHOR, replace(AUTHOR, given="Sidonie"))},
    "missing-affiliation": {"authors": (replace(AUTHOR, affiliations=()),)},
    "incomplete-affiliation": {"authors": (replace(AUTHOR, affiliations=(replace(RENNES, country=""),)),)},
    "wrong-ror": {"authors": (replace(AUTHOR, affiliations=(replace(RENNES, ror="https://ror.org/015m7wh35"),)),)},
    "wrong-email": {"authors": (replace(AUTHOR, email="c@example"),)},
    "missing-email": {"authors": (replace(AUTHOR, email=""),)},
    "missing-corresponding-author": {
        "authors": (replace(AUTHOR, corresponding=False), replace(AUTHOR, corresponding=False, orcid=""))
    },
    "wrong-doi": {"doi": "10.5555"},
    "dates-out-of-order": {"received": "2018-03-12", "accepted": "2017-11-30"},
    "missing-licence": {"licence": None},
    "missing-axis": {"axis": ""},
}


@pytest.mark.parametrize("code", BAD)
def test_bad(codes: Callable[..., list[str]], code: str) -> None:
    assert code in codes(**BAD[code])


def test_places_are_those_of_the_fields(found: Callable[..., list]) -> None:
    place = Location("volume/un-titre/article.md", 7, 12)
    fields = {"authors.0.orcid": place, "authors.0": Location(place.file, 5, 3)}
    diagnostics = found(authors=(replace(AUTHOR, orcid="0000-0002-1825-0098"),), fields=fields)
    assert [(d.code, d.location) for d in diagnostics] == [("wrong-orcid", place)]


def test_collective_authors_need_neither_orcid_nor_affiliation(codes: Callable[..., list[str]]) -> None:
    assert codes(authors=(Person(collective="Agence d’urbanisme"),)) == []


def test_a_wrong_ror_of_a_funder(codes: Callable[..., list[str]]) -> None:
    assert codes(funding=(Funding("ANR", "https://ror.org/00rbzpz16", "ANR-17"),)) == ["wrong-ror"]
    assert codes(funding=(Funding("ANR", "https://ror.org/00rbzpz17", "ANR-17"),)) == []


def test_dates_of_unequal_precision(codes: Callable[..., list[str]]) -> None:
    assert codes(received="2017-11-30", accepted="2018", published="2018-10") == []
    assert codes(received="2017-11", published="2017") == []


def test_a_draft_is_in_its_own_language_only(codes: Callable[..., list[str]]) -> None:
    own = {"title": {"fr": words("Un titre")}, "abstracts": {"fr": PARA}, "keywords": {"fr": ("un", "deux", "trois")}}
    assert codes(settings={"draft": True}, **own) == []


def test_limits_are_the_volumes(codes: Callable[..., list[str]]) -> None:
    assert "long-abstract" in codes(limits={"abstract-words": 1})
    assert "keyword-count" in codes(limits={"keywords-min": 4})
    assert "keyword-count" in codes(limits={"keywords-max": 2})


def test_a_text_in_another_language_than_it_says(codes: Callable[..., list[str]]) -> None:
    english = "The growth of the city and the interest of the many is what this is for. " * 20
    assert "doubtful-language" in codes(english)
    assert "doubtful-language" not in codes(english, language="en")
    assert "doubtful-language" not in codes("La ville est dans le pays et le pays est dans la ville. " * 20)


@pytest.mark.parametrize(
    ("width", "attribute", "low"),
    [(500, "", True), (1200, "", False), (500, "{width=50%}", False), (500, "{width=4cm}", False)],
)
def test_resolution_at_print_size(codes: Callable[..., list[str]], width: int, attribute: str, low: bool) -> None:
    asset = Asset("carte.png", Path("carte.png"), "un-titre-carte.png", "image/png", "", width, 300)
    markdown = f"![Une carte](carte.png){attribute}\n"
    assert ("low-resolution" in codes(markdown, assets={"carte.png": asset})) is low


def test_vector_images_have_no_resolution(codes: Callable[..., list[str]]) -> None:
    asset = Asset("carte.svg", Path("carte.svg"), "un-titre-carte.svg", "image/svg+xml", "", 100, 100)
    assert "low-resolution" not in codes("![Une carte](carte.svg)\n", assets={"carte.svg": asset})


def _float(called: bool) -> list[dict]:
    table = {"t": "Div", "c": [["tbl-x", ["table-wrap"], [["number", "1"], ["label", "Tableau\u00a01"]]], []]}
    link = {"t": "Link", "c": [["", ["xref"], [["rid", "tbl-x"]]], words("tableau 1"), ["#tbl-x", ""]]}
    return [{"t": "Para", "c": [link]}, table] if called else [table]


def test_floats_are_called(codes: Callable[..., list[str]]) -> None:
    assert codes(body=_float(False)) == ["uncalled-float"]
    assert codes(body=_float(True)) == []
    assert codes("Voir le tableau 1.\n", body=_float(False)) == []
    assert codes("Voir le tableau 12.\n", body=_float(False)) == ["uncalled-float"]


def _of_volume(**fields: object) -> list[str]:
    report = Report()
    complete = {
        "editors": (AUTHOR,),
        "publisher": Publisher("Presses"),
        "published": "2018",
        "event": Event({"fr": "Journée"}, start="2017-10-19"),
    }
    checking.check(volume(contribution(), **{**complete, **fields}), report)
    return [d.code for d in report if d.location.file.endswith("volume.yaml")]


def test_the_volume() -> None:
    assert _of_volume() == []
    assert _of_volume(isbn={"print": "978-2-07-036822-7"}) == ["wrong-isbn"]
    assert _of_volume(isbn={"print": "978-2-07-036822-8"}) == []
    assert _of_volume(series=Series("Collection", issn="1234-5678")) == ["wrong-issn"]
    assert _of_volume(series=Series("Collection", issn="1234-5679")) == []
    assert _of_volume(doi="doi 5") == ["wrong-doi"]
    assert _of_volume(editors=()) == ["incomplete-volume"]
    assert _of_volume(editors=(), draft=True) == []
    assert _of_volume(severities={"missing-orcidd": "off"}) == ["unknown-rule"]
    assert _of_volume(severities={"missing-orcid": "off"}) == []
    assert _of_volume(limits={"word-max": 3}) == ["unknown-limit"]
    assert _of_volume(limits={"words-max": 3000}) == []
    organiser = Organisation("Institut", "https://ror.org/015m7wh35")
    assert _of_volume(event=Event({"fr": "J"}, start="2017-10-19", organisers=(organiser,))) == ["wrong-ror"]
    assert _of_volume(event=Event({"fr": "J"}, start="2017-10-19", end="2017-10-18")) == ["dates-out-of-order"]
    assert CC_BY.spdx == "CC-BY-4.0"
