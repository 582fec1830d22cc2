"""Packages read back: names, contents, checksums, identifiers, languages; one change changes its own packages."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import bagit
import pytest
from lxml import etree

from actes.depositing import completeness, crossref, datacite, hal
from actes.identifiers import is_doi, is_isbn, is_issn, is_orcid, is_ror
from actes.model import Pages
from depositing.deposit_samples import COMPLETE, PAPER, dossier, made, second, with_paper
from writing.jats.golden_model import PAGE_MAP

TEI = "{http://www.tei-c.org/ns/1.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def documents() -> Iterator[tuple[str, etree._Element]]:
    """Every XML file of the packages."""
    for path, data in made().items():
        held = unzipped(data) if path.endswith(".zip") else {path: data}
        for name, inner in held.items():
            if name.endswith(".xml"):
                yield name, etree.fromstring(inner)


def test_every_target_is_written() -> None:
    paths = made()
    assert {p.partition("/")[0] for p in paths} == set(completeness.TARGETS)
    assert all(re.fullmatch(r"[a-z]+/[a-z0-9_-]+(\.legacy)?\.(zip|xml|json)", path) for path in paths)


def test_a_zip_of_hal_holds_one_xml_and_the_pdf_that_it_names() -> None:
    zips = {path: unzipped(data) for path, data in made().items() if path.startswith("hal/")}
    assert set(zips) == {"hal/jsa2025-03.zip", "hal/jsa2025_volume.zip"}
    for path, files in zips.items():
        stem = Path(path).stem
        assert set(files) == {f"{stem}.xml", f"{stem}.pdf"}
        root = etree.fromstring(files[f"{stem}.xml"])
        assert [r.get("target") for r in root.iter(f"{TEI}ref") if r.get("type") == "file"] == [f"{stem}.pdf"]
    assert zips["hal/jsa2025-03.zip"]["jsa2025-03.pdf"] == b"%PDF jsa2025-03"


@pytest.mark.parametrize(("name", "root"), list(documents()))
def test_no_element_is_empty(name: str, root: etree._Element) -> None:
    for found in root.iter():
        assert len(found) or found.attrib or (found.text or "").strip(), found.tag
        assert all(value.strip() for value in found.attrib.values()), found.tag


def test_no_json_value_is_empty() -> None:
    def visit(held: object) -> None:
        assert held not in ("", None, [], {})
        if isinstance(held, dict | list):
            for value in held.values() if isinstance(held, dict) else held:
                visit(value)

    for path, data in made().items():
        if path.endswith(".json"):
            visit(json.loads(data))


def test_identifiers_dates_and_languages_are_right() -> None:
    texts = {t for _, root in documents() for e in root.iter() for t in [(e.text or "").strip(), *e.attrib.values()]}
    assert {t for t in texts if "orcid.org/" in t}
    assert all(is_orcid(t) for t in texts if re.fullmatch(r"https://orcid\.org/.+", t))
    assert all(is_ror(t) for t in texts if re.fullmatch(r"https://ror\.org/.+", t))
    assert all(is_doi(t) for t in texts if re.match(r"10\.\d{4}", t))
    for _, root in documents():
        for found in root.iter():
            local = etree.QName(found).localname
            assert local != "issn" or is_issn(found.text or "")
            assert local != "isbn" or is_isbn(found.text or "")
            assert found.get(LANG, "fr") in {"fr", "en"}
            iso = r"\d{4}(-\d\d(-\d\d)?)?"
            assert etree.QName(found).namespace != TEI[1:-1] or local != "date" or re.fullmatch(iso, found.text or "")


def test_a_wrong_identifier_is_in_no_package() -> None:
    authors = (replace(PAPER.authors[0], orcid="0000-0002-1825-0098"), *PAPER.authors[1:])
    packages = made(with_paper(authors=authors))
    assert not any(b"0000-0002-1825-0098" in d for p, d in packages.items() if not p.endswith(".zip"))
    assert b"978-2-7297-0000-0" not in packages["crossref/jsa2025_volume.xml"]


def test_pages_are_those_of_the_pdf() -> None:
    volume = with_paper(pages=None)
    held = dossier(volume)
    page_map = replace(PAGE_MAP, pages={PAPER.slug: Pages("117", "131")})
    held = replace(held, page_map=page_map)
    paper = volume.contributions[0]
    assert b'<biblScope unit="pp">117-131<' in hal.contribution_tei(held, paper, "x.pdf")
    assert b"<first_page>117<" in crossref.deposit(held, [paper])
    assert datacite.paper(held, paper)["relatedItems"][0]["lastPage"] == "131"


def test_the_same_volume_gives_the_same_bytes() -> None:
    assert made() == made()


def test_a_change_changes_its_own_packages() -> None:
    two = replace(COMPLETE, contributions=(PAPER, second()))
    changed = replace(
        COMPLETE, contributions=(PAPER, second(abstracts={**PAPER.abstracts, "fr": PAPER.abstracts["en"]}))
    )
    before, after = made(two), made(changed)
    own = {path for path in before if Path(path).name.startswith("autre.")}
    assert set(before) == set(after)
    # Crossref takes one batch
    assert {p for p in before if before[p] != after[p]} == own | {"crossref/jsa2025_volume.xml"}


def test_slugs_that_differ_in_accents_alone_do_not_share_a_package() -> None:
    volume = replace(COMPLETE, contributions=(second("été"), second("ete")))
    assert {"hal/ete.zip", "hal/ete-2.zip"} <= set(made(volume))


def test_the_bag_is_valid(tmp_path: Path) -> None:
    for name, data in unzipped(made()["bagit/jsa2025.zip"]).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    bag = bagit.Bag(str(tmp_path / "jsa2025"))
    bag.validate()
    assert bag.info["External-Identifier"] == "https://doi.org/10.5555/actes-jsa.2025"
    assert "data/sources/volume.yaml" in bag.entries
    (tmp_path / "jsa2025" / "data" / "outputs" / "jsa2025.pdf").write_bytes(b"%PDF bOOk")
    assert not bag.is_valid()
