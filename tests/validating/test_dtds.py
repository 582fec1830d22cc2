"""Schemas: found where they are installed or named, and never anything a document asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from actes.diagnostics import Report
from actes.validating import dtds, validate_article, validate_file

GOLDEN = Path(__file__).parents[1] / "writing" / "jats" / "golden"


def test_the_dtds_are_installed() -> None:
    assert (dtds.directory() / dtds.CATALOG).is_file()


@pytest.mark.parametrize("version", ["1.2 20190208", "1.3 20210610", "1.4 20241031"])
def test_documents_are_held_to_the_version_they_declare(version: str) -> None:
    text = (GOLDEN / "gold-article.xml").read_text().replace("v1.3 20210610", f"v{version}")
    (schema,) = dtds.schemas_of(etree.fromstring(text.encode(), dtds.parser()).getroottree(), None)
    assert schema.parent.name == version.split()[0]


def test_the_golden_article_is_valid_under_1_4() -> None:
    text = (GOLDEN / "gold-article.xml").read_text().replace("v1.3 20210610", "v1.4 20241031")
    assert validate_article(text.encode(), Report(), "gold.xml")


def test_a_book_needs_its_schemas_named(tmp_path: Path) -> None:
    book = GOLDEN / "gold-volume.bits.xml"
    report = Report()
    assert not validate_file(book, None, report)
    assert "unknown-doctype" in [d.code for d in report]
    # any schema of that name, at any depth: the root alone, then nothing else
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "BITS-book2-1.dtd").write_text("<!ELEMENT book EMPTY>")
    report = Report()
    assert not validate_file(book, tmp_path, report)
    assert "unknown-doctype" not in [d.code for d in report]
    assert any(dict(d.values).get("schema") == "BITS-book2-1.dtd" for d in report)


def test_a_relax_ng_schema_of_the_same_name_is_used_too(tmp_path: Path) -> None:
    (tmp_path / "BITS-book2-1.rng").write_text(
        '<element name="article" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>'
    )
    report = Report()
    assert not validate_file(GOLDEN / "gold-volume.bits.xml", tmp_path, report)
    assert any(dict(d.values).get("schema") == "BITS-book2-1.rng" for d in report)


def test_entities_of_a_document_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    text = f'<!DOCTYPE article [<!ENTITY s SYSTEM "{secret.as_uri()}">]><article xml:lang="fr">&s;</article>'
    report = Report()
    assert not validate_article(text.encode(), report, "x.xml")
    assert not any("SECRET" in d.as_text() for d in report)


def test_entities_that_grow_are_not_expanded() -> None:
    layers = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    text = f'<!DOCTYPE article [<!ENTITY e0 "lol">{layers}]><article xml:lang="fr">&e9;</article>'
    assert not validate_article(text.encode(), Report(), "x.xml")


def test_a_file_that_is_no_xml_is_one_problem() -> None:
    report = Report()
    assert not validate_article(b"\x00\xff", report, "x.xml")
    assert [d.code for d in report] == ["malformed-xml"]
