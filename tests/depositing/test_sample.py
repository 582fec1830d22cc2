"""The volume in manuscripts/ is complete for every target, and its packages are valid."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from actes import deposit
from actes.depositing.completeness import TARGETS
from actes.outcome import Request

MANUSCRIPTS = Path(__file__).parents[2] / "manuscripts"
SCHEMAS = {
    "hal": "hal-aofr/aofr-local.xsd",
    "crossref": "crossref-5.3.1/crossref5.3.1.xsd",
    "datacite": "datacite-4.7/metadata.xsd",
}


def test_nothing_is_missing(tmp_path: Path) -> None:
    done = deposit.check(Request(MANUSCRIPTS, output=tmp_path), TARGETS)
    assert [lack.diagnostic.as_text() for lack in done.lacks] == []
    assert done.exit_code == 0


@pytest.mark.corpus
def test_the_packages_are_valid(tmp_path: Path) -> None:
    done = deposit.deposit(Request(MANUSCRIPTS, output=tmp_path), tuple(SCHEMAS))
    assert done.volume
    checked = 0
    for target, schema in SCHEMAS.items():
        validator = etree.XMLSchema(etree.parse(Path(os.environ["SHARED"]) / "schemas" / schema))
        for path in sorted((tmp_path / "deposit" / target).glob("*.[xz][mi][lp]")):
            data = path.read_bytes()
            if path.suffix == ".zip":
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    data = archive.read(f"{path.stem}.xml")
            validator.assertValid(etree.fromstring(data))
            checked += 1
    assert checked == 2 * (len(done.volume.contributions) + 1) + 1
