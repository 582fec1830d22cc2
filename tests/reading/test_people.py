"""People, from the fields of a header to the model."""

from __future__ import annotations

from typing import Any

import pytest

from actes.diagnostics import Location, Report
from actes.reading import people
from actes.reading.markup import Markup


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": "Platon"}, ("", "Platon", "")),
        ({"given": "Voltaire"}, ("", "Voltaire", "")),
        ({"name": "CNRS"}, ("", "", "CNRS")),
        ({"collective": "Insee"}, ("", "", "Insee")),
        ({"name": "Marie Le Quai"}, ("Marie", "Le Quai", "")),
    ],
)
def test_one_word_is_a_name_unless_it_is_an_acronym_or_declared(fields: dict[str, Any], expected: object) -> None:
    found = people.person(fields, {}, Markup([], Location("a.md"), Report()), "fr", "authors.0")
    assert (found.given, found.family, found.collective) == expected
