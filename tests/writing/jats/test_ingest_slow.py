"""What INSPIRE (CERN) reads in our articles, in an environment of its own: it pins what the project does not."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from actes.writing import jats
from writing.jats.golden_model import CONTRIBUTION, PAGE_MAP, VOLUME

pytestmark = pytest.mark.slow

READ = """
import json, sys, warnings
warnings.simplefilter("ignore")
from inspire_schemas.parsers.jats import JatsParser
print(json.dumps(JatsParser(open(sys.argv[1], encoding="utf-8").read()).parse()))
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The article as an INSPIRE record."""
    folder = tmp_path_factory.mktemp("inspire")
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", str(folder / "venv")], check=True)
    python = folder / "venv" / "bin" / "python"
    packages = ["inspire-schemas==61.6.38", "setuptools<81"]
    subprocess.run([*uv, "pip", "install", "--quiet", "--python", str(python), *packages], check=True)
    article = folder / "article.xml"
    article.write_bytes(jats.write_article(VOLUME, CONTRIBUTION, PAGE_MAP))
    done = subprocess.run([str(python), "-c", READ, str(article)], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_is_a_conference_paper(record: dict[str, Any]) -> None:
    assert record["document_type"] == ["conference paper"]


def test_people_with_their_identifiers(record: dict[str, Any]) -> None:
    first, second = record["authors"]
    assert first["full_name"] == "Lefèvre, Élodie"
    assert first["ids"] == [{"value": "0000-0002-1825-0097", "schema": "ORCID"}]
    assert {a["value"] for a in first["affiliations_identifiers"]} == {
        "https://ror.org/03rth4p18",
        "https://ror.org/02feahw73",
    }
    assert second["raw_affiliations"][0]["value"] == "Trinity College Dublin, Dublin, Irlande"


def test_facts(record: dict[str, Any]) -> None:
    assert record["titles"][0]["subtitle"] == "Le cas des sociétés de province (1860-1914)"
    assert record["dois"][0]["value"] == "10.5555/actes-jsa.2025.03"
    assert record["license"][0]["license"] == "CC BY 4.0"
    assert record["imprints"] == [{"date": "2025-06-12"}]
    assert record["publication_info"][0]["page_start"] == "45"
    assert record["number_of_pages"] == 18
    assert {k["value"] for k in record["keywords"]} == {"archives", "sociabilité", "sociability"}
    assert record["abstracts"][0]["value"].startswith("Cet article étudie")
