"""What is missing is said, and the packages that need it are not written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actes.codes.deposit import FAMILY
from actes.depositing import completeness
from actes.depositing.completeness import TARGETS, lacks, merged
from actes.model import DepositFacts, Volume
from depositing.deposit_samples import COMPLETE, FACTS, PAPER, made, second, with_paper

AUTHORS = PAPER.authors
FRENCH = {"fr": PAPER.abstracts["fr"]}
assert COMPLETE.series
SERIES = COMPLETE.series
ISBN = {"pdf": "978-2-7297-0001-0"}


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
        (replace(COMPLETE, deposit=replace(FACTS, hal_domain="sociologie")), "deposit-with-wrong-hal-domain", {"hal"}),
        (
            replace(with_paper(doi=""), doi_prefix="10.5555"),
            "deposit-without-doi",
            {"crossref", "datacite"},
        ),
        (replace(with_paper(doi=""), doi=""), "deposit-without-doi-prefix", {"crossref", "datacite"}),
        (replace(COMPLETE, series=replace(SERIES, issn=""), isbn={}), "deposit-without-issn", {"crossref"}),
        (replace(COMPLETE, series=None, isbn={}), "deposit-without-isbn", {"crossref"}),
        (
            with_paper(authors=(replace(AUTHORS[0], affiliations=()), AUTHORS[1])),
            "deposit-without-affiliation",
            {"hal"},
        ),
        (with_paper(authors=(replace(AUTHORS[0], given=""),)), "deposit-without-given-name", {"hal"}),
        (with_paper(abstracts={}), "deposit-without-abstract", {"hal", "crossref", "zenodo"}),
        (with_paper(abstracts=FRENCH), "deposit-without-second-abstract", {"hal", "crossref"}),
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


def severities(volume: Volume, code: str) -> dict[str, str]:
    """Target → severity of the lacks of `code`."""
    found = lacks(volume, TARGETS, volume.contributions)
    return {x.target: str(x.diagnostic.severity) for x in found if x.diagnostic.code == code}


def test_an_abstract_in_one_language_is_said_with_the_field_to_fill() -> None:
    volume = with_paper(abstracts=FRENCH)
    said = [d for d in merged(lacks(volume, TARGETS, volume.contributions)) if d.code.endswith("second-abstract")]
    assert [d.message("fr") for d in said] == [
        "HAL, Crossref\u00a0: le résumé n’existe que dans une langue (fr)",
        "DataCite, Zenodo, Nakala\u00a0: le résumé n’existe que dans une langue (fr)",
    ]
    assert said[0].hints("en") == ("add “en:” under “abstract:” in the front matter",)


def test_the_editor_may_lower_what_is_expected_and_raise_what_is_recommended() -> None:
    code = "deposit-without-second-abstract"
    volume = with_paper(abstracts=FRENCH)
    lowered = replace(volume, severities={code: "warning"})
    assert set(severities(lowered, code).values()) == {"warning"}
    assert "hal/jsa2025-03.zip" in made(lowered)
    assert severities(replace(volume, severities={code: "off"}), code) == {}
    raised = replace(volume, severities={code: "error"})
    assert severities(raised, code)["nakala"] == "error"
    assert "nakala/jsa2025-03.json" not in made(raised)


def test_nobody_lowers_what_a_server_refuses() -> None:
    code = "deposit-without-hal-domain"
    volume = replace(COMPLETE, deposit=replace(FACTS, hal_domain=""), severities={code: "off"})
    assert severities(volume, code) == {"hal": "error"}


def test_a_volume_with_an_isbn_needs_no_issn_and_is_deposited_as_a_book() -> None:
    volume = replace(COMPLETE, series=replace(SERIES, issn=""), isbn=ISBN)
    assert severities(volume, "deposit-without-issn") == {"crossref": "warning", "datacite": "warning"}
    batch = made(volume)["crossref/jsa2025_volume.xml"]
    assert b"<proceedings_metadata" in batch
    assert b"978-2-7297-0001-0</isbn>" in batch
    assert severities(replace(volume, series=None), "deposit-without-isbn") == {}


def test_a_volume_without_any_number_is_deposited_when_the_editor_says_so() -> None:
    volume = replace(COMPLETE, series=None, isbn={}, severities={"deposit-without-isbn": "warning"})
    assert b'<noisbn reason="monograph"/>' in made(volume)["crossref/jsa2025_volume.xml"]


def test_a_paper_kept_back_leaves_the_others_in_the_batch() -> None:
    volume = replace(COMPLETE, contributions=(PAPER, second(abstracts=FRENCH)))
    paths = made(volume)
    assert "hal/jsa2025-03.zip" in paths
    assert "hal/autre.zip" not in paths
    assert paths["crossref/jsa2025_volume.xml"].count(b"<conference_paper ") == 1


def test_every_rule_has_a_text_and_every_text_a_rule() -> None:
    rules = {rule.code for rule in (*completeness._VOLUME, *completeness._PAPERS)}
    assert rules == set(FAMILY)


def test_every_message_can_be_said() -> None:
    bare = replace(COMPLETE, deposit=DepositFacts(), event=None, publisher=None, editors=(), licence=None, doi="")
    papers = (replace(PAPER, doi="", keywords={}, abstracts={}), second(abstracts=FRENCH))
    volume = replace(bare, published="", series=replace(SERIES, issn=""), contributions=papers)
    for lack in lacks(volume, TARGETS, volume.contributions):
        for language in ("fr", "en"):
            assert "{" not in lack.diagnostic.message(language)
            assert lack.diagnostic.hints(language)
