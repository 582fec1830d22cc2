"""What pandoc, litdown and pmcgrab read in our articles; docs/jats.md has the table."""

from __future__ import annotations

import contextlib
import io
import json
import warnings
from pathlib import Path
from typing import Any

import litdown
import pmcgrab
import pytest

from actes import pandoc, tree
from actes.writing import jats
from writing.jats.golden_model import CONTRIBUTION, PAGE_MAP, VOLUME

ARTICLE = jats.write_article(VOLUME, CONTRIBUTION, PAGE_MAP)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("jats") / "jsa2025-03.xml"
    path.write_bytes(ARTICLE)
    return path


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The article as pandoc reads it."""
    (converted,) = pandoc.convert([pandoc.Job(ARTICLE.decode(), "jats", "json")])
    found: dict[str, Any] = json.loads(converted.value)
    return found


class TestPandoc:
    def test_title_authors_abstract_date(self, document: dict[str, Any]) -> None:
        meta = document["meta"]
        assert "écritures ordinaires et sociabilités savantes" in tree.plain_text(meta["title"]["c"])
        first, second = (tree.plain_text(a["c"]) for a in meta["author"]["c"])
        # pandoc puts the author notes behind the last author
        assert (first, second.partition("*")[0]) == ("Élodie Lefèvre", "Seán O’Brien")
        assert "Il propose une typologie." in tree.plain_text(meta["abstract"]["c"])
        assert "2025" in json.dumps(meta["date"])

    def test_body(self, document: dict[str, Any]) -> None:
        kinds = [n["t"] for n in tree.walk(document["blocks"])]
        counted = {kind: kinds.count(kind) for kind in ("Note", "Figure", "Table", "Math", "BlockQuote")}
        assert counted == {"Note": 1, "Figure": 1, "Table": 1, "Math": 2, "BlockQuote": 1}
        cited = [c["citationId"] for n in tree.walk(document["blocks"]) if n["t"] == "Cite" for c in n["c"][0]]
        assert cited == ["bourdieu1984", "elias1985", "sahlgren2009"]

    def test_references(self, document: dict[str, Any]) -> None:
        references = document["meta"]["references"]["c"]
        assert len(references) == 8
        dois = [r["c"]["DOI"] for r in references if "DOI" in r["c"]]
        assert [doi["c"] for doi in dois] == [
            "10.3406/arss.1984.3327",
            "10.1145/1645953.1646006",
            "10.34847/nkl.abcd1234",
        ]


def test_litdown(file: Path) -> None:
    text = litdown.convert(str(file))
    for fact in (
        "# Lire l’archive : écritures ordinaires et *sociabilités* savantes",
        "Élodie Lefèvre\\*<sup>1,2</sup>, Seán O’Brien<sup>3</sup>",
        "<sup>1</sup> Université Lumière Lyon 2",
        "**Published:** 2025-06-12",
        "p. 45–62",
        "**DOI:** [10.5555/actes-jsa.2025.03]",
        "https://creativecommons.org/licenses/by/4.0/",
        "Il propose une typologie.",
        "**Mots-clés:** archives, sociabilité",
        "**Keywords:** archives, sociability",
        "Award IDs: ANR-20-CE27-0001",
        "partout<sup>1</sup>",
        "> — Auteur, 1900",
        "**Figure 1** Réseau des sociétés savantes",
        "**Tableau 1** Effectifs par département",
        "$E=mc^2$",
        "(1)",
        "Une note avec *italique*.",
    ):
        assert fact in text, fact
    assert text.count("[doi:10.") == 3


@pytest.fixture(scope="module")
def paper(file: Path) -> dict[str, Any]:
    """The article as pmcgrab reads it."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        # it warns of what an article may well lack, such as an issue number
        warnings.simplefilter("ignore")
        found: dict[str, Any] = pmcgrab.paper_dict_from_local_xml(str(file))
    return found


class TestPmcgrab:
    def test_titles_and_abstracts_in_both_languages(self, paper: dict[str, Any]) -> None:
        assert paper["Title"] == "Lire l’archive : écritures ordinaires et sociabilités savantes"
        assert paper["Subtitle"] == "Le cas des sociétés de province (1860-1914)"
        assert [(t["lang"], t["title"]) for t in paper["Translated Titles"]] == [
            ("en", "Reading the archive: ordinary writing and learned sociability")
        ]
        assert [a["language"] for a in paper["Abstract Records"] if a["is_primary"]] == ["fr"]
        assert [a["text"] for a in paper["Translated Abstracts"]] == ["This paper studies ordinary writing."]

    def test_people(self, paper: dict[str, Any]) -> None:
        authors = paper["Authors"].to_dict("records")
        assert [(a["First_Name"], a["Last_Name"]) for a in authors] == [("Élodie", "Lefèvre"), ("Seán", "O’Brien")]
        assert authors[0]["ORCID"] == "https://orcid.org/0000-0002-1825-0097"
        rors = [a["institution_ids"]["ror"] for author in authors for a in author["Affiliations"]]
        assert rors == ["https://ror.org/03rth4p18", "https://ror.org/02feahw73", "https://ror.org/02tyrky19"]
        editors = paper["Non-Author Contributors"].to_dict("records")
        assert [e["Last_Name"] for e in editors] == ["Martin"]

    def test_identifiers_dates_pages_rights(self, paper: dict[str, Any]) -> None:
        assert paper["Article ID"]["doi"] == "10.5555/actes-jsa.2025.03"
        assert str(paper["Published Date"]["epub"]) == "2025-06-12"
        assert (paper["FPage"], paper["LPage"]) == ("45", "62")
        assert paper["Permissions"]["License Type"] == "open-access"
        assert paper["ISSN"] == {"epub": "1234-5679"}

    def test_conference_keywords_funding(self, paper: dict[str, Any]) -> None:
        assert paper["Conference"]["conf_acronym"] == "JSA 2024"
        assert paper["Conference"]["conf_name"] == "Journées d’étude « Sociabilités et archives »"
        assert paper["Keywords"] == [{"author": ["archives", "sociabilité"]}, {"author": ["archives", "sociability"]}]
        assert paper["Funding"][0]["institution_id"] == "https://ror.org/00rbzpz17"

    def test_text(self, paper: dict[str, Any]) -> None:
        assert paper["Footnote"] == "Une note avec italique."
        assert [f["alt_text"] for f in paper["Figures"]] == ["Graphe de douze sociétés reliées à un centre lyonnais."]
        assert (len(paper["Tables"]), len(paper["Equations"])) == (1, 2)
        assert len(paper["All References"]) == 8
