"""What is missing is said, and the packages that need it are not written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actes.codes.deposit import FAMILY
from actes.depositing import completeness
from actes.depositing.completeness import TARGETS, lacks, merged
from actes.model import DepositFacts, Volume
from depositing.deposit_samples import COMPLETE, FACTS, PAPER, made, with_paper

AUTHORS = PAPER.authors


def required(volume: Volume) -> set[tuple[str, str, str]]:
    found = lacks(volume, TARGETS, volume.contributions)
    return {(lack.diagnostic.code, lack.target, lack.slug) for lack in found if lack.required}


def targets_of(volume: Volume) -> set[str]:
    """Targets that have a package of the paper, or of everything."""
    both = ("crossref/", "bagit/")
    return {path.partition("/")[0] for path in made(volume) if "volume" not in path or path.startswith(both)}


def test_nothing_required_is_missing() -> None:
    assert required(COMPLETE) == set()


@pytest.mark.parametrize(
    ("volume", "code", "without"),
    [
        (replace(COMPLETE, deposit=replace(FACTS, hal_domain="")), "deposit-without-hal-domain", {"hal"}),
        (replace(COMPLETE, deposit=replace(FACTS, invited=None)), "deposit-without-hal-flag", {"hal"}),
        (with_paper(doi=""), "deposit-without-doi", {"crossref", "datacite"}),
        (
            with_paper(authors=(replace(AUTHORS[0], affiliations=()), AUTHORS[1])),
            "deposit-without-affiliation",
            {"hal"},
        ),
        (with_paper(authors=(replace(AUTHORS[0], given=""),)), "deposit-without-given-name", {"hal"}),
        (with_paper(abstracts={}), "deposit-without-abstract", {"zenodo"}),
        (with_paper(authors=()), "deposit-without-author", {"hal", "crossref", "datacite", "zenodo", "nakala"}),
        (replace(COMPLETE, licence=None), "deposit-without-licence", {"zenodo", "nakala"}),
        (replace(COMPLETE, publisher=None), "deposit-without-publisher", {"crossref", "datacite"}),
        (replace(COMPLETE, event=None), "deposit-without-event-fact", {"hal", "crossref"}),
        (
            replace(COMPLETE, deposit=replace(FACTS, depositor_email="nobody")),
            "deposit-without-depositor",
            {"crossref"},
        ),
        (replace(COMPLETE, deposit=replace(FACTS, landing_pattern="")), "deposit-without-landing-page", {"crossref"}),
        (replace(COMPLETE, draft=True), "deposit-of-draft", set(TARGETS)),
    ],
)
def test_what_lacks_is_said_and_not_written(volume: Volume, code: str, without: set[str]) -> None:
    found = required(volume)
    assert {target for held, target, _ in found if held == code} == without
    assert targets_of(volume) == set(TARGETS) - without


def test_a_date_without_a_day() -> None:
    volume = replace(with_paper(published=""), published="2025-06")
    assert {t for _, t, _ in required(volume)} == {"zenodo"}
    assert b"<month>06</month>" in made(volume)["crossref/jsa2025_volume.xml"]
    assert {t for _, t, _ in required(replace(volume, published=""))} == set(TARGETS) - {"bagit"}


def test_what_only_the_volume_needs_keeps_no_paper_back() -> None:
    volume = replace(COMPLETE, editors=())
    paths = set(made(volume))
    assert "hal/jsa2025-03.zip" in paths
    assert "hal/jsa2025_volume.zip" not in paths


def test_a_chapter_needs_no_conference() -> None:
    volume = replace(COMPLETE, event=None, deposit=replace(FACTS, hal_type="COUV"))
    assert "hal/jsa2025-03.zip" in made(volume)


def test_recommendations_are_warnings_and_may_be_silenced() -> None:
    french = with_paper(abstracts={"fr": PAPER.abstracts["fr"]})
    found = lacks(french, ("hal", "crossref"), french.contributions)
    said = [d for d in merged(found) if d.code == "deposit-without-second-abstract"]
    assert [d.message("fr") for d in said] == ["HAL, Crossref : le résumé n’existe que dans la langue « fr »"]
    assert str(said[0].severity) == "warning"
    silent = replace(french, severities={"deposit-without-second-abstract": "off"})
    assert not [x for x in lacks(silent, ("hal",), silent.contributions) if "second" in x.diagnostic.code]
    assert "hal/jsa2025-03.zip" in made(french)


def test_a_series_without_issn_is_said_and_is_deposited_as_a_book() -> None:
    assert COMPLETE.series
    volume = replace(COMPLETE, series=replace(COMPLETE.series, issn=""))
    codes = {x.diagnostic.code for x in lacks(volume, ("crossref",), volume.contributions)}
    assert "deposit-without-issn" in codes
    assert b"<proceedings_metadata" in made(volume)["crossref/jsa2025_volume.xml"]


def test_every_rule_has_a_text_and_every_text_a_rule() -> None:
    rules = {rule.code for rule in (*completeness._VOLUME, *completeness._PAPERS)}
    assert rules == set(FAMILY)


def test_every_message_can_be_said() -> None:
    bare = replace(COMPLETE, deposit=DepositFacts(), event=None, publisher=None, editors=(), licence=None, doi="")
    volume = replace(bare, published="", contributions=(replace(PAPER, doi="", keywords={}, abstracts={}),))
    for lack in lacks(volume, TARGETS, volume.contributions):
        for language in ("fr", "en"):
            assert "{" not in lack.diagnostic.message(language)
            assert lack.diagnostic.hints(language)
