"""The lists of a volume that lead to its parts: table of contents and indexes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actes import tree
from actes.labels import label
from actes.model import Contribution, PageMap, Volume, localized
from actes.tree import Inlines
from actes.writing.html.units import BACK_PIECES
from actes.writing.jats import metadata
from actes.writing.jats.elements import Element, element
from actes.writing.jats.scope import Scope

BACK_COVER = "back-cover"
"""Kind of the piece that sums the volume up on its back cover: it is the abstract of the book."""

FullId = Callable[[str], str]
"""Name of a unit → the id of its element."""


def table_of_contents(volume: Volume, page_map: PageMap | None, full: FullId) -> Element:
    """`<toc>`: the volume's own texts, axes with their contributions, contributions of no axis."""
    language = volume.language
    made = element("toc", element("toc-title-group", element("title", label("contents", language))))
    pieces = [piece for piece in volume.front if piece.kind != BACK_COVER]
    own = [(p.kind, _entry(tree.plain_text(p.title), full(p.kind), _page(page_map, p.kind))) for p in pieces]
    for kind, entry in own:
        if kind not in BACK_PIECES:
            made.append(entry)
    titled = {axis.id: axis for axis in volume.axes if axis.title}
    entries: dict[str, Element] = {}
    for contribution in volume.contributions:
        axis = titled.get(contribution.axis)
        if axis is None:
            made.append(_paper(volume, contribution, page_map, full))
            continue
        if axis.id not in entries:
            title: Inlines = localized(axis.title, language)
            name = f"axis-{axis.id}"
            entries[axis.id] = _entry(tree.plain_text(title), full(name), _page(page_map, name), str(axis.number or ""))
            made.append(entries[axis.id])
        entries[axis.id].append(_paper(volume, contribution, page_map, full))
    for kind, entry in own:
        if kind in BACK_PIECES:
            made.append(entry)
    return made


def _paper(volume: Volume, contribution: Contribution, page_map: PageMap | None, full: FullId) -> Element:
    found = metadata.pages(contribution, page_map)
    title = tree.plain_text(contribution.main_title)
    return _entry(title, full(contribution.slug), found.first if found else "")


def _page(page_map: PageMap | None, unit: str) -> str:
    return page_map.pages[unit].first if page_map and unit in page_map.pages else ""


def _entry(title: str, rid: str, page: str, number: str = "") -> Element:
    labelled = element("label", number) if number else None
    return element("toc-entry", labelled, element("title", title), element("nav-pointer", page, rid=rid))


def indexes(scope: Scope, volume: Volume, page_map: PageMap | None) -> list[Element]:
    """`<index>` of authors and of keywords, each entry leading to the chapters it stands for."""
    kinds: Sequence[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]] = (
        ("author-index", volume.author_index),
        ("keyword-index", volume.keyword_index),
    )
    known = {c.slug: c for c in volume.contributions}
    made = []
    for name, entries in kinds:
        index = element("index", index_type=name.removesuffix("-index"))
        index.set("id", scope.ids.make_once(name))
        index.append(element("index-title-group", element("title", label(name, volume.language))))
        for term, slugs in entries:
            entry = element("index-entry", element("term", term))
            for slug in slugs:
                if slug in known:
                    found = metadata.pages(known[slug], page_map)
                    entry.append(element("nav-pointer", found.first if found else "", rid=scope.ids.full(slug)))
            index.append(entry)
        if entries:
            made.append(index)
    return made
