"""Sources and studies apart."""

from hypothesis import given
from hypothesis import strategies as st

from actes.csl.sections import Selection, partition

REFERENCES = [
    {"id": "a", "type": "book", "keyword": "Source imprimée; archives"},
    {"id": "b", "type": "legislation"},
    {"id": "c", "type": "book"},
]


def test_by_keyword_and_type() -> None:
    sources = Selection(keywords=("source imprimee",), types=("legislation",))
    assert partition(REFERENCES, [sources, Selection()]) == ([["a", "b"], ["c"]], [])
    assert partition(REFERENCES, [Selection(), sources]) == ([["c"], ["a", "b"]], [])
    assert partition(REFERENCES, [sources]) == ([["a", "b"]], ["c"])
    assert partition(REFERENCES, [Selection(excluded_keywords=("archives",))]) == ([["b", "c"]], ["a"])


@given(st.lists(st.sampled_from([Selection(), Selection(types=("book",)), Selection(keywords=("archives",))])))
def test_each_reference_is_listed_once(selections: list[Selection]) -> None:
    lists, rest = partition(REFERENCES, selections)
    assert sorted([key for found in lists for key in found] + rest) == ["a", "b", "c"]
