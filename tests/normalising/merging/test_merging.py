"""Merging bibliographies: the labelled set, the editor's overrides, keys, fields, the report."""

from __future__ import annotations

import functools
import itertools
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actes.diagnostics import Location, Report
from actes.model import Reference
from actes.normalising.merging import Merged, Overrides, decisions_tsv, merge, read_overrides, safe_key
from actes.reading.bibtex import read_bibliography

SETS = Path(__file__).parent / "same_works"
LARGE = "works"
"""The labelled set that the other tests use."""


@functools.cache
def labelled(name: str = LARGE) -> tuple[dict[str, str], tuple[Reference, ...]]:
    """Key → work, and the references of a labelled set."""
    path = SETS / f"{name}.bib"
    labels = dict(re.findall(r"^@\w+\{([^,]+), usera = \{([^}]+)\}", path.read_text(), re.MULTILINE))
    references = read_bibliography(path, path.name, Report())
    assert [r.key for r in references] == list(labels)
    return labels, references


def pairs_of(groups: list[set[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in itertools.combinations(sorted(group), 2)}


def true_pairs(name: str = LARGE) -> set[frozenset[str]]:
    labels, _ = labelled(name)
    works = {label: {key for key, of in labels.items() if of == label} for label in labels.values()}
    return pairs_of(list(works.values()))


def found_pairs(merged: Merged) -> set[frozenset[str]]:
    return pairs_of([{name.partition(":")[2] for name in group} for group in merged.groups])


def spread(references: list[Reference], chapters: int) -> dict[str, tuple[Reference, ...]]:
    return {f"chapter-{n}": tuple(references[n::chapters]) for n in range(chapters)}


def bib(text: str, file: str = "a.bib") -> tuple[Reference, ...]:
    return read_bibliography(text.encode(), file, Report())


def merged_of(*texts: str, overrides: Overrides | None = None) -> tuple[Merged, list[str]]:
    report = Report()
    found = {f"c{n}": bib(text, f"c{n}.bib") for n, text in enumerate(texts)}
    return merge(found, overrides or Overrides(), report), [d.code for d in report]


def test_the_set_is_large_enough() -> None:
    labels, _ = labelled()
    assert len(true_pairs()) >= 115
    assert len(labels) - len(set(labels.values())) >= 90
    # works that stand beside a near neighbour, to be kept apart
    assert len(set(labels.values())) >= 110


@pytest.mark.parametrize("name", sorted(path.stem for path in SETS.glob("*.bib")))
@pytest.mark.parametrize("chapters", [1, 3, 5])
@pytest.mark.parametrize("seed", [0, 1])
def test_no_wrong_merge_and_hardly_a_missed_one(name: str, chapters: int, seed: int) -> None:
    references = list(labelled(name)[1])
    if seed:
        random.Random(seed).shuffle(references)
    found = found_pairs(merge(spread(references, chapters), Overrides(), Report()))
    expected = true_pairs(name)
    assert found - expected == set()
    assert len(expected - found) <= max(2, 0.05 * len(expected))


def test_nothing_is_dropped() -> None:
    references = list(labelled()[1])
    merged = merge(spread(references, 4), Overrides(), Report())
    assert sum(map(len, merged.keys.values())) == len(references)
    assert {key for table in merged.keys.values() for key in table.values()} == {r.key for r in merged.references}
    by_key = {r.key: r for r in merged.references}
    for slug, held in spread(references, 4).items():
        for reference in held:
            assert reference.csl.keys() <= by_key[merged.keys[slug][reference.key]].csl.keys()


def test_the_fullest_value_of_each_field_wins() -> None:
    merged, codes = merged_of(
        "@book{b1, author = {Dupont, J.}, title = {La ville}, year = 2015, isbn = {978-2-7246-2575-2}}",
        "@book{b2, author = {Dupont, Jean}, title = {La ville : une histoire}, publisher = {PUF}, date = {2015-03}}",
    )
    (reference,) = merged.references
    assert reference.csl["author"] == [{"family": "Dupont", "given": "Jean"}]
    assert reference.csl["title"] == "La ville : une histoire"
    assert reference.csl["issued"] == {"date-parts": [[2015, 3]]}
    assert (reference.csl["ISBN"], reference.csl["publisher"]) == ("978-2-7246-2575-2", "PUF")
    assert merged.groups == (("c0:b1", "c1:b2"),)
    assert codes == ["merged-references"]


def test_conflicts_are_listed_field_by_field() -> None:
    merged, codes = merged_of(
        "@article{a, author = {Dupont, J.}, title = {T de la ville}, year = 2015, doi = {10.1000/x}, volume = 3}",
        "@article{a, author = {Dupont, J.}, title = {T de la ville}, year = 2016, doi = {10.1000/x}, volume = 4}",
    )
    assert codes == ["conflicting-references"]
    row = next(d for d in merged.decisions if d.differing)
    assert (row.kept, row.merged, row.reason) == ("a", "c1:a", "doi")
    assert row.differing == "issued: 2015 ≠ 2016; volume: 3 ≠ 4"


def test_one_key_for_two_works() -> None:
    merged, _ = merged_of(
        "@book{dupont, author = {Dupont, Jean}, title = {La ville}, year = 2015}",
        "@book{dupont, author = {Dupont, Marie}, title = {Le port}, year = 2011}",
        "@book{Dupont, author = {Dupont, Anne}, title = {Le fleuve}, year = 2010}",
    )
    assert merged.keys == {"c0": {"dupont": "dupont"}, "c1": {"dupont": "dupont-c1"}, "c2": {"Dupont": "Dupont-c2"}}
    assert [d.reason for d in merged.decisions] == ["key changed", "key changed"]


def test_a_work_twice_in_one_file() -> None:
    entry = "@book{%s, author = {Dupont, Jean}, title = {La ville moyenne}, year = 2015}"
    merged, codes = merged_of(entry % "a" + entry % "b")
    assert len(merged.references) == 1
    assert codes == ["same-work-twice"]


def test_a_preprint_and_its_publication_are_left_to_the_editor() -> None:
    merged, codes = merged_of(
        "@misc{a, author = {Dupont, J.}, title = {La ville moyenne}, year = 2015,"
        " eprint = {hal-01}, eprinttype = {hal}}",
        "@article{b, author = {Dupont, Jean}, title = {La ville moyenne}, journal = {Flux}, year = 2015}",
    )
    assert (len(merged.references), codes) == (2, ["possible-duplicate"])
    assert merged.decisions[-1].reason == "kept apart: preprint"


def overrides(tmp_path: Path, text: str) -> tuple[Overrides, Report]:
    path = tmp_path / "references.overrides.yaml"
    path.write_text(text)
    report = Report()
    return read_overrides(path, path.name, report), report


A = "@book{a, author = {Dupont, Jean}, title = {La ville moyenne}, year = 2015, publisher = {PUF}}"
B = "@book{b, author = {Dupont, J.}, title = {La ville moyenne}, year = 2015, publisher = {Seuil}, location = {Paris}}"
C = "@book{c, author = {Martin, Anne}, title = {Autre chose}, year = 2011}"


def test_two_portals_and_two_versions_of_one_deposit() -> None:
    one = (
        "@unpublished{a, author={Bouvier, Anne}, title={Le pacte}, year={2018}, url={https://hal.science/hal-01999999}}"
    )
    other = (
        "@misc{b, author={Bouvier, A.}, title={Le pacte : une histoire des contrats de ville}, year={2018}, "
        "howpublished={HAL}, url={https://shs.hal.science/LAB/hal-01999999v2/document}}"
    )
    merged, _ = merged_of(one, other)
    assert len(merged.references) == 1
    merged, _ = merged_of(one, other.replace("hal-01999999", "hal-01999998"))
    assert len(merged.references) == 2


def test_the_editor_decides(tmp_path: Path) -> None:
    chosen, report = overrides(tmp_path, "same:\n  - [c0:a, c]\ndifferent:\n  - [a, c1:b]\n")
    assert len(report) == 0
    merged, codes = merged_of(A, B, C, overrides=chosen)
    assert merged.groups == (("c0:a", "c2:c"),)
    assert "possible-duplicate" not in codes


def test_the_editor_prefers(tmp_path: Path) -> None:
    for preferred, publisher in (("c0:a", "PUF"), ("b", "Seuil")):
        chosen, _ = overrides(tmp_path, f"prefer: [{preferred}]\n")
        merged, _ = merged_of(A, B, overrides=chosen)
        assert merged.references[0].csl["publisher"] == publisher


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("same: [[c0:a, c9:x]]", "unknown-override"),
        ("same: [[a, b]]\ndifferent: [[a, b]]", "contradictory-overrides"),
        ("same: [[a]]", "bad-override"),
        ("same: a", "bad-override"),
        ("samme: [[a, b]]", "unknown-field"),
    ],
)
def test_overrides_that_say_nothing_sound(tmp_path: Path, text: str, code: str) -> None:
    chosen, report = overrides(tmp_path, text)
    merge({"c0": bib(A), "c1": bib(B)}, chosen, report)
    assert [d.code for d in report][:1] == [code] or code in [d.code for d in report]
    assert all(d.location.file == "references.overrides.yaml" for d in report if d.code == code)


def test_no_overrides_file(tmp_path: Path) -> None:
    assert read_overrides(tmp_path / "none.yaml", "none.yaml", Report()) == Overrides()


def test_the_report_is_a_table() -> None:
    merged, _ = merged_of(A, B, C)
    lines = decisions_tsv(merged.decisions).splitlines()
    assert lines[0] == "kept\tmerged\treason\tdiffering"
    assert all(line.count("\t") == 3 for line in lines)


@given(st.text(min_size=1, max_size=20))
def test_keys_are_safe_as_xml_id(key: str) -> None:
    assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", safe_key(key))


@given(st.permutations(range(8)), st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_order_changes_no_group(order: list[int], chapters: int) -> None:
    some = [labelled()[1][n] for n in range(8)]
    usual = found_pairs(merge(spread(some, chapters), Overrides(), Report()))
    assert found_pairs(merge(spread([some[n] for n in order], chapters), Overrides(), Report())) == usual


def test_merging_twice_gives_the_same_bytes() -> None:
    references = list(labelled()[1])
    once, twice = (merge(spread(references, 4), Overrides(), Report()) for _ in range(2))
    assert decisions_tsv(once.decisions) == decisions_tsv(twice.decisions)
    assert once.references == twice.references


def test_a_work_that_a_hundred_chapters_cite() -> None:
    reference = bib(A)[0]
    found = {f"c{n}": (Reference(reference.key, reference.csl, Location(f"{n}.bib")),) for n in range(100)}
    assert len(merge(found, Overrides(), Report()).references) == 1
