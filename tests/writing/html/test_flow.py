"""The text page breaks are counted in, and the breaks put into it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from actes.model import PageBreak
from actes.writing import html

SOURCE = (
    '<section id="u"><h1><span>1</span> Titre</h1><p>Un <em>mot</em>, puis<span class="footnote">note</span> un '
    'autre\u00a0; <span class="math">x</span>fin.</p><table><tr><td>a</td><td>b</td></tr></table>'
    "<p>Der\u00adnier.</p></section>"
)


def counted(text: str) -> str:
    return "".join(text.split())


def test_flow_text_leaves_out_notes_formulas_and_soft_hyphens() -> None:
    root = etree.fromstring(SOURCE)
    assert counted(html.flow_text(root)) == "1TitreUnmot,puisunautre;fin.abDernier."


@given(st.lists(st.integers(0, 60), unique=True, max_size=6))
def test_breaks_change_nothing_and_stand_at_their_offset(offsets: list[int]) -> None:
    root = etree.fromstring(SOURCE)
    before = html.flow_text(root)
    made = html.insert_breaks(root, [PageBreak(str(o + 1), o) for o in offsets], "u")
    assert html.flow_text(root) == before
    assert [label for label, _ in made] == [str(o + 1) for o in sorted(offsets)]
    for label, identifier in made:
        assert len(counted(text_before(root, identifier))) == min(int(label) - 1, len(counted(before)))


def text_before(root: etree._Element, identifier: str) -> str:
    """The flow text before the element with this id."""
    copy = etree.fromstring(etree.tostring(root))
    span = next(node for node in copy.iter() if node.get("id") == identifier)
    parent = span.getparent()
    span.tail = None
    node: etree._Element | None = span
    while node is not None and parent is not None:
        for later in node.itersiblings():
            parent.remove(later)
        node.tail = None
        node, parent = parent, parent.getparent()
    return html.flow_text(copy)


def test_a_page_that_begins_with_a_heading_begins_before_it() -> None:
    root = etree.fromstring(SOURCE)
    html.insert_breaks(root, [PageBreak("xii", 0)], "u")
    assert [node.tag for node in root][:2] == ["span", "h1"]
    assert root[0].get("id") == "u--_page-xii"
    assert root[0].get("role") == "doc-pagebreak"
