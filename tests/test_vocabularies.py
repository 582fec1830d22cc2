"""Closed lists: CRediT, licences, countries."""

from __future__ import annotations

import pytest

from actes import credit, licences
from actes.countries import country_name


@pytest.mark.parametrize(
    ("term", "slug"),
    [
        ("Conceptualization", "conceptualization"),
        ("writing - review and editing", "writing-review-editing"),
        ("Writing – review & editing", "writing-review-editing"),
        ("Gestion des données", "data-curation"),
        ("https://credit.niso.org/contributor-roles/formal-analysis/", "formal-analysis"),
    ],
)
def test_roles_are_found_however_they_are_written(term: str, slug: str) -> None:
    found = credit.find(term)
    assert found is not None
    assert found.slug == slug


def test_roles() -> None:
    assert len({role.slug for role in credit.ROLES}) == 14
    assert credit.find("Cartographie") is None
    assert credit.ROLES[1].url == "https://credit.niso.org/contributor-roles/data-curation/"
    assert credit.ROLES[1].label("fr-FR") == "Gestion des données"
    assert credit.ROLES[1].label("de") == "Data curation"


@pytest.mark.parametrize(
    ("written", "spdx"),
    [
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("cc by-nc-nd 3.0", "CC-BY-NC-ND-3.0"),
        ("CC BY-SA", "CC-BY-SA-4.0"),
        ("CC0", "CC0-1.0"),
    ],
)
def test_licences_are_found_however_they_are_written(written: str, spdx: str) -> None:
    found = licences.find(written)
    assert found is not None
    assert found.spdx == spdx


def test_licences() -> None:
    assert licences.find("MIT") is None
    by = licences.KNOWN["CC-BY-4.0"]
    assert by.url == "https://creativecommons.org/licenses/by/4.0/"
    assert licences.name(by, "en-GB") == "Creative Commons Attribution 4.0 International"
    assert all(set(held.names) == {"fr", "en"} for held in licences.KNOWN.values())
    assert not licences.is_open(licences.KNOWN["all-rights-reserved"])


def test_countries() -> None:
    assert country_name("ie", "fr") == "Irlande"
    assert country_name("IE", "en-GB") == "Ireland"
    assert country_name("ZZZ", "fr") == "ZZZ"
    assert country_name("FR", "x-klingon") == "France"
