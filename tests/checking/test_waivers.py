"""Waivers in place and severities of the volume, as `settle` applies them."""

from pathlib import Path

import pytest

from actes import checking
from actes.codes import CODES, spaced
from actes.diagnostics import Diagnostic, Report, Severity
from checking.samples import AUTHOR, contribution, volume


def settled(markdown: str, head: str = "", rules: dict[str, str] | None = None, **fields: object) -> list[Diagnostic]:
    made = contribution(markdown, head=head, **fields)
    whole = volume(made, severities=rules or {})
    report = Report()
    checking.check_contribution(made, whole, report)
    return checking.settle(report, whole)


def codes(*args: object, **fields: object) -> list[tuple[str, int]]:
    return [(d.code, d.location.line) for d in settled(*args, **fields)]  # type: ignore[arg-type]


def test_a_waiver_covers_its_paragraph() -> None:
    text = "Le coeur.\n<!-- actes: allow missing-ligature -->\n\nLe coeur.\n"
    assert codes(text) == [("waived", 6), ("missing-ligature", 8)]


def test_a_waiver_alone_covers_the_next_block() -> None:
    text = "Texte.\n\n<!-- actes: allow missing-ligature -->\n\nLe coeur.\nUn noeud.\n\nUn voeu.\n"
    assert codes(text) == [("waived", 7), ("missing-ligature", 12)]


def test_a_waiver_before_all_text_covers_the_file() -> None:
    text = "<!-- actes: allow missing-ligature, double-space -->\n\nLe coeur.\n\nUn  noeud.\n"
    assert codes(text) == [("waived", 5), ("waived", 5)]
    assert {dict(d.values)["code"]: dict(d.values)["count"] for d in settled(text)} == {
        "missing-ligature": "2",
        "double-space": "1",
    }


def test_a_waiver_in_the_front_matter_covers_its_line_and_the_next() -> None:
    from dataclasses import replace

    from actes.diagnostics import Location

    author = replace(AUTHOR, orcid="")
    fields = {"authors.0": Location("volume/un-titre/article.md", 4, 3)}
    head = "# actes: allow missing-orcid\nauthors: []\n"
    assert codes("Texte.\n", head=head, authors=(author,), fields=fields) == [("waived", 3)]
    elsewhere = {"authors.0": Location("volume/un-titre/article.md", 5, 3)}
    assert ("missing-orcid", 5) in codes("Texte.\n", head=head, authors=(author,), fields=elsewhere)


def test_a_waiver_never_silences_an_error() -> None:
    text = "Texte.\n\n<!-- actes: allow missing-ligature -->\n\nLe coeur.\n"
    found = codes(text, rules={"missing-ligature": "error"})
    assert found == [("refused-waiver", 7), ("missing-ligature", 9)]


def test_useless_and_unknown_waivers_are_said() -> None:
    text = "Texte.\n\n<!-- actes: allow double-space, no-such-rule -->\n\nLe mot.\n"
    assert codes(text) == [("unknown-waiver", 7), ("unused-waiver", 7)]


def test_a_waiver_in_code_is_code() -> None:
    text = "```\n<!-- actes: allow missing-ligature -->\n```\n\nLe coeur.\n"
    assert codes(text) == [("missing-ligature", 9)]


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_severities_are_the_editors(severity: str) -> None:
    found = settled("Le coeur.\n", rules={"missing-ligature": severity})
    assert [(d.code, d.severity) for d in found] == [("missing-ligature", Severity(severity))]


def test_a_rule_can_be_switched_off() -> None:
    assert settled("Le coeur.\n", rules={"missing-ligature": "off"}) == []
    waived = "<!-- actes: allow missing-ligature -->\n\nLe coeur.\n"
    assert settled(waived, rules={"waived": "off"}) == []


def test_decomposed_letters_are_read_in_silence_unless_asked_for(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text("---\ntitle: Un titre\n---\n\nUn e\u0301te\u0301.\n", encoding="utf-8")
    assert codes("Un été.\n", folder=tmp_path) == []
    assert codes("Un été.\n", folder=tmp_path, rules={"decomposed-letters": "warning"}) == [("decomposed-letters", 5)]
    (tmp_path / "article.md").write_text("---\ntitle: Un titre\n---\n\nUn été.\n", encoding="utf-8")
    assert codes("Un été.\n", folder=tmp_path, rules={"decomposed-letters": "warning"}) == []


def test_every_code_of_the_rules_is_written_in_both_languages() -> None:
    from actes.codes import editorial, images, metadata

    for family in (editorial.FAMILY, images.FAMILY, metadata.FAMILY):
        for name, code in family.items():
            assert code.fr and code.en and code.fr != code.en, name
            assert bool(code.hint_fr) == bool(code.hint_en), name
            assert (CODES[name].en, CODES[name].fr) == (code.en, spaced(code.fr))


def test_every_rule_has_its_cases_here() -> None:
    from actes.codes import editorial, images, metadata

    told = "".join(p.read_text(encoding="utf-8") for p in sorted(Path(__file__).parent.glob("test_*.py")))
    named = [name for f in (editorial.FAMILY, images.FAMILY, metadata.FAMILY) for name in f]
    assert [name for name in named if f'"{name}"' not in told] == []
