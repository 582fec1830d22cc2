"""Diagnostics: text, JSON, order, and the list of codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actes.codes import CODES
from actes.diagnostics import Location, Report, Severity, to_json

ROOT = Path(__file__).parent.parent


def test_text_has_place_severity_code_message_and_hint() -> None:
    report = Report()
    report.add("missing-image", Location("a/article.md", 12, 3), url="x.png")
    (found,) = report
    assert found.as_text("en").splitlines()[0] == (
        "a/article.md:12:3: error[missing-image]: the image x.png cannot be found"
    )
    assert found.as_text("en").splitlines()[1].startswith("  hint: ")
    assert "x.png est introuvable" in found.as_text("fr")


def test_json_has_the_documented_keys() -> None:
    report = Report()
    report.add("missing-image", Location("a.md", 2, 1), url="é.png")
    (item,) = json.loads(to_json(report))
    assert list(item) == ["file", "line", "column", "severity", "code", "message", "hints"]
    assert item["line"] == 2


def test_the_same_problem_is_kept_once_and_order_is_by_place() -> None:
    report = Report()
    for line in (9, 2, 2):
        report.add("missing-image", Location("a.md", line), url="x.png")
    assert [d.location.line for d in report] == [2, 9]
    assert report.count(Severity.ERROR) == 2


def test_an_unknown_code_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Report().add("no-such-code", Location("a.md"))


@given(st.text(), st.data())
def test_a_location_slices_back_to_its_character(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    place = Location.at("a.md", text, offset)
    lines = text.split("\n")
    assert sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1 == offset


@pytest.mark.parametrize("name", sorted(CODES))
def test_every_code_is_well_formed_and_produced(name: str) -> None:
    code = CODES[name]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert code.severity in set(Severity)
    assert code.fr and code.en
    # both languages name the same particulars, but for those made for one of them (expected_fr, expected_en)
    fields = [set(re.findall(r"{(\w+)", text)) for text in (code.fr, code.en)]
    assert {f.removesuffix("_fr") for f in fields[0]} == {f.removesuffix("_en") for f in fields[1]}
    assert bool(code.hint_fr) == bool(code.hint_en)
    assert _produced(name).search(SOURCES), "no module produces this code"


SOURCES = "\n".join(p.read_text() for p in (ROOT / "src" / "actes").rglob("*.py") if p.parent.name != "codes")


def _produced(name: str) -> re.Pattern[str]:
    """The code as a literal, or made of two parts (`f"{what}-capitals"`)."""
    words = name.split("-")
    made = [f'f"{{[^}}]*}}-{"-".join(words[i:])}"' for i in range(1, len(words))]
    made += [f'f"{"-".join(words[:i])}-{{[^}}]*}}"' for i in range(1, len(words))]
    return re.compile("|".join([f'"{name}"', *made]))
