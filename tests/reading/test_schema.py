"""Fields with their places: kinds, suggestions, what is kept when a neighbour is wrong, the JSON Schema."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from actes.diagnostics import Report
from actes.reading import yaml_marks
from actes.reading.fields import CONTRIBUTION, VOLUME, schemas
from actes.reading.schema import Checked, check


def read(text: str, specification: Any = CONTRIBUTION) -> tuple[Checked, list[tuple[str, int, int]]]:
    report = Report()
    fields = yaml_marks.load(text, "a.md", report)
    checked = check(fields, specification, report) if fields else Checked()
    return checked, [(d.code, d.location.line, d.location.column) for d in report]


GOOD = "title: Un titre\nauthors:\n  - {given: Ana, family: Le Galès, affiliation: Ici}\n"


def test_values_are_plain_and_have_places() -> None:
    checked, problems = read(GOOD)
    assert problems == []
    assert checked.values["title"] == {"": "Un titre"}
    assert checked.values["authors"] == [{"given": "Ana", "family": "Le Galès", "affiliations": [{"name": "Ici"}]}]
    place = checked.places["authors.0.family"]
    assert (place.line, place.column) == (3, 26)


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("received: hier", "bad-date", 11),
        ("titel: x", "misspelt-field", 1),
        ("zzzz: x", "unknown-field", 1),
        ("status: perdu", "unknown-value", 9),
        ("language: français", "bad-value", 11),
        ("abstract: {french!: x}", "bad-language", 12),
        ("funding: [[x]]", "wrong-type", 11),
        ("authors: []", "duplicate-field", 1),
    ],
)
def test_what_does_not_fit_is_reported_where_it_stands(line: str, code: str, column: int) -> None:
    checked, problems = read(GOOD + line)
    assert (code, 4, column) in problems
    assert checked.values["title"] == {"": "Un titre"}


def test_a_missing_required_field_is_reported() -> None:
    _, problems = read("subtitle: x\n")
    assert [p[0] for p in problems] == ["missing-field", "missing-field"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("title: a: b", 1), ("title: 'x", 1), ("a: [1\nb: 2", 2), ("- x\n- y", 1), ("title: &a [*a]", 1)],
)
def test_broken_yaml_has_a_place(text: str, line: int) -> None:
    _, problems = read(text)
    assert (line, True) in {(p[1], p[0] in {"broken-yaml", "yaml-alias"}) for p in problems}


def test_an_alias_bomb_is_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    _, problems = read(bomb)
    assert "yaml-alias" in {p[0] for p in problems}


@pytest.mark.parametrize("written", ["no", "0012", "2017-10-19", "1e3", "yes", "null a"])
def test_scalars_stay_what_was_typed(written: str) -> None:
    checked, _ = read(f"title: {written}\nauthors: X Y\n")
    assert checked.values["title"] == {"": written}


@pytest.mark.parametrize(("written", "words"), [("a ; b", ["a", "b"]), ("a, b", ["a", "b"]), ("[a, b]", ["a", "b"])])
def test_keywords_may_be_typed_as_a_sentence(written: str, words: list[str]) -> None:
    checked, _ = read(
        f"{GOOD}keywords: {{fr: {written}}}" if "[" in written else f'{GOOD}keywords: {{fr: "{written}"}}'
    )
    assert checked.values["keywords"] == {"fr": words}


def test_the_json_schemas_accept_what_the_reader_accepts() -> None:
    found = schemas()
    for schema in found.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(pyyaml.safe_load(GOOD), found["contribution"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"title": "x", "authors": ["a"], "titel": "y"}, found["contribution"])


@given(st.text())
def test_any_text_at_all_is_read_or_reported(text: str) -> None:
    report = Report()
    fields = yaml_marks.load(text, "a.md", report)
    if fields is None:
        assert len(report)
    else:
        check(fields, VOLUME, report)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: a: b\n", "un deux-points inattendu"),
        ("title: [\n", "il manque une valeur, ou un crochet n’est pas fermé"),
        ("keywords: [a, b\ntitle: x\n", "il manque une virgule, ou le crochet ou l’accolade qui ferme"),
        ('title: "a\n', "un guillemet n’est pas fermé"),
        ("title: a\n\tb: c\n", "un caractère qui ne peut pas commencer une valeur (tabulation, @, %, `)"),
        ("title: a\n  b\n c: d\n", "un deux-points inattendu"),
        ("- a\n- b\n", "on attend des lignes « champ: valeur »"),
    ],
)
def test_a_broken_header_is_explained_in_french(text: str, said: str) -> None:
    report = Report()
    assert yaml_marks.load(text, "x.md", report) is None
    (problem,) = report
    assert problem.message("fr") == f"le YAML est illisible à cet endroit\u00a0: {said}"
