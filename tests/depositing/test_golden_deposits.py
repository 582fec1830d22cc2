"""The golden model re-entered gives the golden HAL, Crossref and DataCite files, but for the differences listed.

What an element says (its path, text and attributes) is compared, in any order. A difference that no longer holds
makes its test fail: lists are whole on both sides.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from actes.depositing import crossref, datacite, hal
from depositing.deposit_samples import COMPLETE, PAPER, dossier

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"

Said = Counter[str]


def said(data: bytes, root: str) -> Said:
    """What each element below `root` says: `tag[attributes] text`, for those with text or attributes."""
    found = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    (start,) = found.xpath(f"//*[local-name() = '{root}']")
    made: Said = Counter()
    for element in start.iter():
        # local identifiers may be any
        attributes = sorted(
            f"{etree.QName(k).localname}={v}"
            for k, v in element.attrib.items()
            if not k.endswith("}id") and "localStruct" not in v and not k.startswith(XSI)
        )
        text = " ".join((element.text or "").split())
        if text or attributes:
            made[f"{etree.QName(element).localname}[{' '.join(attributes)}] {text}".strip()] += 1
    return made


def hal_paper() -> bytes:
    return hal.contribution_tei(dossier(), PAPER, "jsa2025-03.pdf")


def hal_volume() -> bytes:
    return hal.volume_tei(dossier(), "actes.pdf")


def crossref_batch() -> bytes:
    return crossref.deposit(dossier(), COMPLETE.contributions)


def datacite_paper() -> bytes:
    return datacite.to_xml(datacite.paper(dossier(), PAPER))


GOLDEN = {
    "hal-comm.xml": (hal_paper, "biblFull", {
        "idno[type=isbn]": "the golden ISBN has a wrong check digit: it is in no package",
        "title[": "the golden title of the volume and the translation are abridged; the model has subtitles",
        "biblScope[unit=serie]": "HAL shows the series by its title, not by its abbreviation",
        "ref[type=publisher]": "the landing page is the pattern's, not the DOI, which is said apart",
        "forename[": "all authors are in titleStmt, as in HAL's own examples; the golden names the first",
        "surname[": "the same",
        "author[": "the same",
        "idno[notation=string type=idhal]": "the model has the idHAL",
        "pubPlace[": "the model has the place of the publisher",
        "funder[": "the grant of the model, in HAL's free field",
        "ref[type=seeAlso]": "the link to the volume, which the issue asks for",
        "term[": "the model has two keywords in each language",
        "abstract[": "the model's abstract has two paragraphs",
    }),
    "hal-proceedings.xml": (hal_volume, "biblFull", {
        "idno[type=": "the golden ISBN has a wrong check digit; the ORCID of the editor is the model's",
        "title[": "the title in English is the model's; titleStmt bears no subtitle in either",
        "biblScope[unit=serie]": "HAL shows the series by its title, not by its abbreviation",
        "note[": "the golden has no flag for peer review",
        "forename[": "editors are in titleStmt too",
        "surname[": "the same",
        "author[": "the same",
        "pubPlace[": "the model has the place of the publisher",
        "term[": "the model's volume has no keywords: the golden took a paper's",
        "keywords[": "the same",
        "abstract[": "the model's volume has a theme: the golden took a paper's abstract",
    }),
    "crossref-conference.xml": (crossref_batch, "conference", {
        "ORCID[": "the model has the editor's ORCID",
        "institution": "affiliations of all, with ROR, department and place",
        "proceedings_title[": "with the subtitle",
        "publisher_place[": "the model's place has its country",
        "isbn[": "the golden ISBN has a wrong check digit",
        "noisbn[": "the same",
        "original_language_title[": "the title is in the original language already",
        "p[": "the model's abstracts: two paragraphs in French, and one in English",
        "abstract[": "the same",
        "acceptance_date[": "the model has the day of acceptance",
        "month[": "the same",
        "day[": "the same",
        "year[": "the same",
        "assertion[": "the Open Funder Registry's identifier is not derived from a ROR",
        "resource[": "landing pages follow the pattern; text mining reads the JATS of the site",
        "collection[": "the same",
        "citation[": "all the works listed",
        "doi[": "the same",
        "unstructured_citation[": "the entry as printed, which Crossref matches, for pieces of it",
        "author[": "the same",
        "cYear[": "the same",
        "volume_title[": "the same",
    }),
    "datacite.xml": (datacite_paper, "resource", {
        "creatorName[": "the second author, whom the golden leaves out",
        "givenName[": "the same, and the editor",
        "familyName[": "the same",
        "nameIdentifier[": "the same",
        "affiliation[": "the same",
        "title[": "the model's translation in full, and the subtitles",
        "publisher[": "the model has no ROR of the publisher, and the golden took the university's",
        "subject[": "all keywords in both languages",
        "contributor": "the editor",
        "date[": "the days of reception and acceptance",
        "relatedIdentifier[": "resourceTypeGeneral, and the works cited",
        "size[": "the number of pages",
        "rights[": "the licence's own URL, which PMC compares with, and its name in its language",
        "description[": "both abstracts whole, the axis, the conference",
        "funderName[": "the grant",
        "funderIdentifier[": "the same",
        "awardNumber[": "the same",
    }),
}  # fmt: skip
"""Golden file → how it is made, the element compared, what differs (by how it begins) and why."""


@pytest.mark.corpus
@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_file_differs_as_listed(name: str) -> None:
    make, root, reasons = GOLDEN[name]
    golden = (Path(os.environ["SHARED"]) / "golden" / "jats" / name).read_bytes()
    ours, theirs = said(_call(make), root), said(golden, root)
    differing = sorted((ours - theirs) + (theirs - ours))
    unexplained = [text for text in differing if not any(text.startswith(prefix) for prefix in reasons)]
    assert unexplained == []
    idle = [prefix for prefix in reasons if not any(text.startswith(prefix) for text in differing)]
    assert idle == []


def _call(make: Callable[[], bytes]) -> bytes:
    return make()


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("schema", "make"),
    [
        ("hal-aofr/aofr-local.xsd", hal_paper),
        ("hal-aofr/aofr-local.xsd", hal_volume),
        ("crossref-5.3.1/crossref5.3.1.xsd", crossref_batch),
        ("datacite-4.7/metadata.xsd", datacite_paper),
        ("datacite-4.7/metadata.xsd", lambda: datacite.to_xml(datacite.volume_attributes(dossier()))),
    ],
)
def test_the_golden_model_is_valid(schema: str, make: Callable[[], bytes]) -> None:
    validator = etree.XMLSchema(etree.parse(Path(os.environ["SHARED"]) / "schemas" / schema))
    validator.assertValid(etree.fromstring(make()))
