"""The navigation document (EPUB 3.3 §5.4) and the NCX for readers of EPUB 2: one outline, written twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actes import tree
from actes.labels import label
from actes.model import Volume
from actes.writing.epub.archive import root_element, serialised
from actes.writing.epub.content import TYPE, document, file_name
from actes.writing.html import Unit, title
from actes.writing.html.elements import Element, append_text, child, element

NAV = "table_of_contents.xhtml"
"""No unit's file is called so: their names have no underscore."""
_NCX = "http://www.daisy.org/z3986/2005/ncx/"
_DEPTH = 3
"""HTML level of the last headings that the table of contents shows."""


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents, and those below it; `id` is stable between builds."""

    id: str
    href: str
    label: Element
    authors: tuple[str, ...] = ()
    below: tuple[Entry, ...] = ()

    @property
    def text(self) -> str:
        """The line without markup."""
        return " ".join("".join(map(str, self.label.itertext())).split())


@dataclass(frozen=True)
class PrintedPage:
    """Where a page of the printed book begins."""

    label: str
    href: str


def outline(units: Sequence[Unit], language: str) -> tuple[Entry, ...]:
    """Units in reading order, chapters below their axis, headings below their chapter."""
    shown = [u for u in units if u.kind not in {"half-title", "contents"}]
    opened = {u.axis for u in shown if u.kind == "axis"}
    lines: list[Entry] = []
    for unit in shown:
        if unit.kind == "axis":
            chapters = [u for u in shown if u.kind == "chapter" and u.axis == unit.axis]
            lines.append(_entry(unit, language, tuple(_entry(c, language) for c in chapters)))
        elif unit.axis not in opened:
            lines.append(_entry(unit, language))
    return tuple(lines)


def _entry(unit: Unit, language: str, below: tuple[Entry, ...] = ()) -> Entry:
    shown = [*tree.words(f"{unit.label}. "), *unit.title] if unit.label else unit.title
    made = title(shown if tree.plain_text(shown) else tree.words(unit.name), unit.language)
    if unit.language != language:
        made.set("lang", unit.language)
    return Entry(f"toc-{unit.name}", file_name(unit.name), made, unit.authors, _headings(unit, language) + below)


def _headings(unit: Unit, language: str) -> tuple[Entry, ...]:
    """The headings of a unit, nested by level."""
    top: list[Entry] = []
    stack: list[tuple[int, Entry, list[Entry]]] = []

    def close(level: int) -> None:
        while stack and stack[-1][0] >= level:
            _, done, below = stack.pop()
            target = stack[-1][2] if stack else top
            target.append(Entry(done.id, done.href, done.label, (), tuple(below)))

    for heading in unit.headings:
        if heading.level > _DEPTH or not tree.plain_text(heading.inlines):
            continue
        close(heading.level)
        made = title(heading.inlines, unit.language)
        if unit.language != language:
            made.set("lang", unit.language)
        href = f"{file_name(unit.name)}#{heading.anchor}"
        stack.append((heading.level, Entry(f"toc-{heading.anchor}", href, made), []))
    close(0)
    return tuple(top)


def navigation(
    volume: Volume, lines: Sequence[Entry], landmarks: Sequence[tuple[str, str, str]], pages: Sequence[PrintedPage]
) -> bytes:
    """The navigation document: the contents, the landmarks (epub:type, href, name), the pages of the printed book."""
    language = volume.language
    root = element("div")
    toc = _nav(root, "toc", label("contents", language), "doc-toc")
    child(toc, "h1", text=label("contents", language))
    _list(toc, lines)
    marks = _nav(root, "landmarks", label("landmarks", language))
    marks.set("hidden", "hidden")
    items = child(marks, "ol")
    for kind, href, name in landmarks:
        child(child(items, "li"), "a", text=name, href=href).set(TYPE, kind)
    if pages:
        printed = _nav(root, "page-list", label("page-list", language), "doc-pagelist")
        printed.set("hidden", "hidden")
        items = child(printed, "ol")
        for page in pages:
            child(child(items, "li"), "a", text=page.label, href=page.href)
    return document(root, label("contents", language), language, "frontmatter")


def _nav(root: Element, kind: str, name: str, role: str = "") -> Element:
    made = child(root, "nav", id=kind, aria_label=name)
    made.set(TYPE, kind)
    if role:
        made.set("role", role)
    return made


def _list(parent: Element, lines: Sequence[Entry]) -> None:
    items = child(parent, "ol")
    for line in lines:
        item = child(items, "li", id=line.id)
        link = child(item, "a", href=line.href)
        link.append(line.label)
        if line.authors:
            append_text(link, " ")
            child(link, "span", "toc-authors", ", ".join(line.authors))
        if line.below:
            _list(item, line.below)


def ncx(volume: Volume, identifier: str, lines: Sequence[Entry], pages: Sequence[PrintedPage]) -> bytes:
    """`toc.ncx`, of the same outline."""
    root = root_element("ncx", _NCX)
    root.set("version", "2005-1")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", volume.language)
    head = child(root, "head")
    facts = {
        "dtb:uid": identifier,
        "dtb:depth": str(_depth(lines)),
        "dtb:totalPageCount": str(len(pages)),
        "dtb:maxPageNumber": str(max((int(p.label) for p in pages if p.label.isdecimal()), default=0)),
    }
    for name, content in facts.items():
        child(head, "meta", name=name, content=content)
    child(child(root, "docTitle"), "text", text=tree.plain_text(next(iter(volume.title.values()), [])))
    _points(child(root, "navMap"), lines, 1)
    if pages:
        targets = child(root, "pageList")
        child(child(targets, "navLabel"), "text", text=label("page-list", volume.language))
        for order, page in enumerate(pages, 1):
            kind = "normal" if page.label.isdecimal() else "front"
            target = child(targets, "pageTarget", id=f"page-{order}", type=kind)
            child(child(target, "navLabel"), "text", text=page.label)
            child(target, "content", src=page.href)
    return serialised(root)


def _depth(lines: Sequence[Entry]) -> int:
    return 1 + max((_depth(line.below) for line in lines if line.below), default=0)


def _points(parent: Element, lines: Sequence[Entry], order: int) -> int:
    for line in lines:
        point = child(parent, "navPoint", id=line.id, playOrder=str(order))
        child(child(point, "navLabel"), "text", text=line.text)
        child(point, "content", src=line.href)
        order = _points(point, line.below, order + 1)
    return order
