"""Locators as French and English authors write them; pandoc citations as cite items."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actes import csl
from actes.csl import locators


@pytest.mark.parametrize(
    ("text", "label", "locator", "rest"),
    [
        (", p. 12", "page", "12", ""),
        (", pp. 12-15", "page", "12-15", ""),
        (" 12", "page", "12", ""),
        (", p.\u00a012 et 14", "page", "12 et 14", ""),
        (", p. 12, voir aussi la note", "page", "12", ", voir aussi la note"),
        (", chap. 3", "chapter", "3", ""),
        (", chapitre IV", "chapter", "IV", ""),
        (", t. II", "volume", "II", ""),
        (", vol. 3", "volume", "3", ""),
        (", § 4-6", "paragraph", "4-6", ""),
        (", §§ 4-6", "paragraph", "4-6", ""),
        (", n. 12", "note", "12", ""),
        (", note 3", "note", "3", ""),
        (", fol. 12 r°", "folio", "12 r°", ""),
        (", art. L. 123-4", "article-locator", "L. 123-4", ""),
        (", art. 12", "article-locator", "12", ""),
        (", fig. 2", "figure", "2", ""),
        (", tabl. 2", "table", "2", ""),
        (", l. 3-5", "line", "3-5", ""),
        (", col. 4", "column", "4", ""),
        (", annexe 2", "appendix", "2", ""),
        (", v. 5", "verse", "5", ""),
        (", nᵒ 12", "issue", "12", ""),
        (", p. xii-xv", "page", "xii-xv", ""),
        (", {p. 12 bis, encadré}", "page", "12 bis, encadré", ""),
        (" pour une synthèse", "", "", " pour une synthèse"),
        (", passim", "", "", ", passim"),
        (" et 3 autres", "", "", " et 3 autres"),
        (", 3 volumes parus", "page", "3", " volumes parus"),
        ("", "", "", ""),
    ],
)
def test_locators(text: str, label: str, locator: str, rest: str) -> None:
    assert locators.parse(text) == (label, locator, rest)


def cite(mode: str, prefix: Any = (), suffix: Any = ()) -> dict[str, Any]:
    return {"citationId": "k", "citationMode": {"t": mode}, "citationPrefix": prefix, "citationSuffix": suffix}


def test_modes_of_pandoc() -> None:
    assert csl.cite_item(cite("NormalCitation")) == {"id": "k"}
    assert csl.cite_item(cite("AuthorInText")) == {"id": "k", "author-in-text": True}
    assert csl.cite_item(cite("SuppressAuthor")) == {"id": "k", "suppress-author": True}


def test_affixes_with_markup() -> None:
    infra = {"t": "Emph", "c": [{"t": "Str", "c": "infra"}]}
    space = {"t": "Space"}
    suffix = [{"t": "Str", "c": ","}, space, {"t": "Str", "c": "p."}, space, {"t": "Str", "c": "3"}, space, infra]
    item = csl.cite_item(cite("NormalCitation", [{"t": "Str", "c": "voir"}], suffix))
    assert item == {"id": "k", "prefix": "voir ", "label": "page", "locator": "3", "suffix": " <i>infra</i>"}


@given(st.text(max_size=60))
def test_nothing_of_a_suffix_is_lost(text: str) -> None:
    _, locator, rest = locators.parse(text)
    assert locator in text and text.endswith(rest)
