"""Volumes of other kinds than the golden one: every package is made, says the fact, and is valid."""

from __future__ import annotations

import io
import json
import os
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from actes.depositing import datacite, facts, hal, metadata, nakala, zenodo
from actes.licences import find
from actes.model import (
    Affiliation,
    BibliographyEntry,
    BibliographySection,
    Funding,
    Organisation,
    Person,
    Publisher,
    Reference,
    Volume,
)
from depositing.deposit_samples import COMPLETE, FACTS, PAPER, dossier, made, with_paper
from depositing.test_json import Datum, LegacyMetadata, Record
from writing.jats.golden_model import words

SCHEMAS = {
    "hal": "hal-aofr/aofr-local.xsd",
    "crossref": "crossref-5.3.1/crossref5.3.1.xsd",
    "datacite": "datacite-4.7/metadata.xsd",
}
ROR = "https://ror.org/03rth4p18"
LAW = Affiliation("Université Lumière Lyon 2", "Faculté de droit", ROR, "Lyon", "FR")
HISTORY = replace(LAW, department="Faculté d’histoire")
FIRST = PAPER.authors[0]
LONG = "Anne-Marie-Élisabeth-Charlotte " * 12
SERIES, EVENT = COMPLETE.series, COMPLETE.event
assert SERIES
assert EVENT


def author(**changes: object) -> Volume:
    return with_paper(authors=(replace(FIRST, **changes),))


def listing(*items: dict[str, object]) -> Volume:
    """The volume whose paper lists works of these CSL items."""
    references = tuple(Reference(f"r{i}", {"id": f"r{i}", **item}, PAPER.source) for i, item in enumerate(items))
    entries = tuple(BibliographyEntry(r.key, words(f"Entry {r.key} & < >.")) for r in references)
    return with_paper(references=references, bibliography=(BibliographySection(entries),))


VARIANTS = {
    "a collective author": with_paper(authors=(Person(collective="Collectif & Cie <Lyon>", affiliations=(LAW,)),)),
    "a numeric idHAL": author(idhal="1042"),
    "two departments of one institution": author(affiliations=(LAW, HISTORY)),
    "a known structure of HAL": author(affiliations=(replace(LAW, idhal="1042"),)),
    "no country": author(affiliations=(replace(LAW, country=""),)),
    "a paper in English": with_paper(language="en"),
    "a licence of its own": with_paper(licence=find("CC-BY-NC-ND-4.0")),
    "no pages": with_paper(pages=None),
    "awkward characters": with_paper(title={"fr": words("Où < & > « l’été »"), "en": words("A < B & C > D")}),
    "very long names": replace(
        author(given=LONG, family=LONG.strip()),
        publisher=Publisher(LONG, LONG),
        event=replace(EVENT, name={"fr": LONG * 3}, acronym=LONG, number="1" * 20, sponsors=(Organisation(LONG),)),
        series=replace(SERIES, number="9" * 40),
    ),
    "a grant without a number": with_paper(funding=(Funding("Agence", "", ""),)),
    "a grant without a name": with_paper(funding=(Funding("", "", "ANR-20"),)),
    "a book without a series": replace(COMPLETE, series=None, isbn={"pdf": "978-2-7297-0001-0", "print": "2729700010"}),
    "a series and an ISBN": replace(COMPLETE, isbn={"pdf": "978-2-7297-0001-0"}),
    "chapters": replace(COMPLETE, deposit=replace(FACTS, hal_type="COUV"), event=replace(EVENT, start="")),
    "works with other identifiers": listing(
        {"type": "book", "ISBN": "978-2-7297-0001-0", "URL": "https://example.org/book"},
        {"type": "chapter", "ISBN": "978-2-7297-0001-0", "URL": "https://example.org/a?b=c&d=e"},
        {"type": "article-journal", "DOI": "10.1086/257839"},
        {"type": "chapter", "ISBN": "978-2-7297-0001-0"},
    ),
}


@cache
def schema(target: str) -> etree.XMLSchema:
    """The schema of an archive; that of Crossref takes seconds to read."""
    return etree.XMLSchema(etree.parse(Path(os.environ["SHARED"]) / "schemas" / SCHEMAS[target]))


def xml_of(volume: Volume) -> dict[str, list[etree._Element]]:
    """Target → its XML documents."""
    held: dict[str, list[etree._Element]] = {target: [] for target in SCHEMAS}
    for path, data in made(volume, tuple(SCHEMAS)).items():
        if path.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                data = archive.read(f"{Path(path).stem}.xml")
        if not path.endswith(".json"):
            held[path.partition("/")[0]].append(etree.fromstring(data))
    return held


@pytest.mark.corpus
@pytest.mark.parametrize("name", VARIANTS)
def test_xml_is_valid(name: str) -> None:
    for target, documents in xml_of(VARIANTS[name]).items():
        papers_made = 2 if target != "crossref" else 1
        assert len(documents) == papers_made - (target == "hal" and name == "chapters")
        for document in documents:
            schema(target).assertValid(document)


@pytest.mark.parametrize("name", VARIANTS)
def test_nothing_is_empty_and_json_keeps_to_its_models(name: str) -> None:
    volume = VARIANTS[name]
    for documents in xml_of(volume).values():
        for found in (element for document in documents for element in document.iter()):
            assert len(found) or found.attrib or (found.text or "").strip(), found.tag
    held = dossier(volume)
    (paper,) = volume.contributions
    for contribution in (paper, None):
        Record.model_validate(zenodo.record(held, contribution))
        LegacyMetadata.model_validate(zenodo.legacy(held, contribution)["metadata"])
        Datum.model_validate(nakala.datum(held, contribution, "x", b"%PDF"))


def test_works_cited_are_identified_by_doi_else_isbn_else_address() -> None:
    volume = VARIANTS["works with other identifiers"]
    (paper,) = volume.contributions
    assert facts.cited(paper) == [
        ("ISBN", "978-2-7297-0001-0"),
        ("URL", "https://example.org/a?b=c&d=e"),
        ("DOI", "10.1086/257839"),
    ]
    kinds = [r["relatedIdentifierType"] for r in datacite.paper(dossier(volume), paper)["relatedIdentifiers"]]
    assert kinds == ["DOI", "ISBN", "URL", "DOI"]
    record = zenodo.record(dossier(volume), paper)["metadata"]
    assert [r["scheme"] for r in record["related_identifiers"]] == ["doi", "isbn", "url", "doi"]
    assert len(record["references"]) == 4
    assert "urn:isbn:978-2-7297-0001-0" in metadata.json_ld(dossier(volume), paper)["citation"]


def test_two_departments_of_one_institution() -> None:
    volume = VARIANTS["two departments of one institution"]
    held, (paper,) = dossier(volume), volume.contributions
    # Zenodo refuses an affiliation that comes twice
    assert zenodo.record(held, paper)["metadata"]["creators"][0]["affiliations"] == [{"id": "03rth4p18"}]
    tei = etree.fromstring(hal.contribution_tei(held, paper, "x.pdf"))
    space = {"t": hal.NAMESPACE}
    names = [n.text for n in tei.iterfind(".//t:listOrg/t:org/t:orgName", space)]
    assert names == ["Université Lumière Lyon 2", "Faculté de droit", "Faculté d’histoire"]
    assert len(tei.findall(".//t:analytic/t:author/t:affiliation", space)) == 2


def test_a_known_structure_is_not_described_again() -> None:
    volume = VARIANTS["a known structure of HAL"]
    tei = hal.contribution_tei(dossier(volume), volume.contributions[0], "x.pdf")
    assert b'<affiliation ref="#struct-1042"/>' in tei
    assert b"listOrg" not in tei


def test_the_notation_of_an_idhal_is_said() -> None:
    for idhal, notation in (("1042", b"numeric"), ("elodie-lefevre", b"string")):
        volume = author(idhal=idhal)
        tei = hal.contribution_tei(dossier(volume), volume.contributions[0], "x.pdf")
        assert b'notation="' + notation + b'">' + idhal.encode() + b"</idno>" in tei


def test_a_licence_of_its_own_is_everywhere() -> None:
    packages = made(VARIANTS["a licence of its own"])
    assert b"by-nc-nd/4.0" in packages["crossref/jsa2025_volume.xml"]
    assert b"CC-BY-NC-ND-4.0" in packages["datacite/jsa2025-03.xml"]
    assert json.loads(packages["zenodo/jsa2025-03.json"])["metadata"]["rights"] == [{"id": "cc-by-nc-nd-4.0"}]
    assert b"CC-BY-NC-ND-4.0" in packages["nakala/jsa2025-03.json"]
    assert json.loads(packages["zenodo/jsa2025_volume.json"])["metadata"]["rights"] == [{"id": "cc-by-4.0"}]


def test_a_question_needs_no_colon_before_its_subtitle() -> None:
    subtitle = {"fr": words("Essai")}
    for title, whole in (("Qui paie ?", "Qui paie ? Essai"), ("Payer", "Payer\N{NO-BREAK SPACE}: Essai")):
        (paper,) = with_paper(title={"fr": words(title)}, subtitle=subtitle).contributions
        assert facts.main_title(paper) == whole


def test_a_paper_in_english_says_so_and_puts_its_english_first() -> None:
    volume = VARIANTS["a paper in English"]
    packages = made(volume)
    record = json.loads(packages["zenodo/jsa2025-03.json"])["metadata"]
    assert record["languages"] == [{"id": "eng"}]
    assert record["title"].startswith("Reading the archive")
    assert b'<conference_paper publication_type="full_text" language="en">' in packages["crossref/jsa2025_volume.xml"]
