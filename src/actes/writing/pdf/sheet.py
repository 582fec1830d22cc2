"""A unit's shared HTML → the HTML document that is laid out.

The text stays what it is. Notes get their calls, formulas become vectors, images virtual addresses, links
to other units a scheme of their own, and elements say which PDF structure type they are (`data-pdf`, read
by `tags`). What only a screen needs (links back, disclosure widgets) goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from actes.writing.html.elements import MATHML, Element, child, element, has_class, replace
from actes.writing.html.figures import MEDIA
from actes.writing.html.indexes import locator_links
from actes.writing.pdf import completeness, equations, floats, notes
from actes.writing.pdf.part import ELSEWHERE, IMAGES, Heads

_ROLES: tuple[tuple[str, str], ...] = (
    ("note-p", "P"),
    ("note-ul", "L"),
    ("note-ol", "L"),
    ("note-li", "LI"),
    ("note-blockquote", "BlockQuote"),
    ("note-pre", "Code"),
    ("label", "none"),
    ("index", "Index"),
)
"""Class → structure type."""


@dataclass
class Sheet:
    """A document ready to be laid out (its XML), and what was noticed on the way."""

    xml: bytes
    continued: list[tuple[str, int]] = field(default_factory=list)
    undrawn: list[str] = field(default_factory=list)


def compose(
    unit: Element,
    kind: str,
    language: str,
    title: str,
    heads: Heads,
    *,
    notes_at_end: bool = False,
    moves: Mapping[str, int] | None = None,
) -> Sheet:
    """The document of `unit` (an element of the shared HTML, not changed). `kind` is a class of its body.

    With `notes_at_end`, notes stand in a section after the text instead of at the foot of pages. `moves` says which
    figures stand behind how many of the paragraphs that follow them (`floats`).
    """
    root = notes.copy_of(unit)
    completeness.mark(root)
    sheet = Sheet(b"")
    _drop(root, ("backlinks", "page-break"))
    _opener(root)
    _formulas(root, sheet)
    if notes_at_end:
        notes.gather(root, language)
    else:
        sheet.continued = notes.place(root)
    _images(root)
    _links(root)
    _roles(root)
    _locators(root)
    _details(root)
    _short_tables(root)
    _displayed(root)
    floats.number(root)
    floats.defer(root, moves or {})
    page = element("html", lang=language)
    head = child(page, "head")
    child(head, "meta", charset="utf-8")
    child(head, "title", text=title)
    body = child(page, "body", f"unit-{kind}")
    body.set("data-verso", heads.verso)
    body.set("data-recto", heads.recto)
    body.append(root)
    sheet.xml = etree.tostring(page)
    return sheet


def _drop(root: Element, classes: Iterable[str]) -> None:
    wanted = set(classes)
    for node in [n for n in root.iter() if isinstance(n.tag, str) and wanted & set((n.get("class") or "").split())]:
        parent = node.getparent()
        if parent is None:
            continue
        tail = node.tail or ""
        before = node.getprevious()
        node.tail = None
        parent.remove(node)
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail


def _opener(root: Element) -> None:
    """Affiliations and facts of a chapter go to the foot of its first page, as a note without a number."""
    opener = next((n for n in root.iter("header") if has_class(n, "opener")), None)
    if opener is None:
        return
    blocks = [n for n in opener if has_class(n, "affiliations") or has_class(n, "chapter-facts")]
    host = next((n for n in opener if has_class(n, "authors")), None)
    if host is None:
        host = next(opener.iter("h1"), None)
    words = sum(len(notes.text_of(block).split()) for block in blocks)
    if not blocks or host is None or words > notes.LONG:
        return
    note = child(host, "span", "opener-note", data_pdf="Note", id=f"{root.get('id', 'unit')}--facts")
    for block in blocks:
        opener.remove(block)
        for line in block:
            line.tag = "span"
            line.tail = None
            line.set("data-pdf", "P")
            line.set("class", f"note-p {line.get('class', '')}".strip())
            if has_class(line, "how-to-cite"):
                line.set("data-pdf-slot", "")
            note.append(line)


def _formulas(root: Element, sheet: Sheet) -> None:
    for math in list(root.iter(f"{{{MATHML}}}math")):
        alternative = math.get("alttext") or notes.text_of(math)
        try:
            drawing = equations.draw(math, alternative)
        except equations.UndrawableError:
            sheet.undrawn.append(alternative)
            drawing = element("code", "tex", alternative)
        replace(math, drawing)


def _images(root: Element) -> None:
    for image in root.iter("img"):
        source = image.get("src", "").removeprefix(MEDIA)
        image.set("src", IMAGES + source)
        if not (image.get("alt") or "").strip():
            image.set("data-pdf", "Artifact")


def _links(root: Element) -> None:
    known = {node.get("id") for node in root.iter() if isinstance(node.tag, str)}
    for link in root.iter("a"):
        href = link.get("href", "")
        if href.startswith("#") and href[1:] not in known:
            link.set("href", ELSEWHERE + href[1:])


def _roles(root: Element) -> None:
    for node in root.iter():
        if not isinstance(node.tag, str) or node.get("data-pdf"):
            continue
        names = (node.get("class") or "").split()
        for name, role in _ROLES:
            if name in names:
                node.set("data-pdf", role)
                break
    for contents in root.iter("nav"):
        for node in contents.iter("ol", "ul"):
            node.set("data-pdf", "TOC")
        for node in contents.iter("li"):
            node.set("data-pdf", "TOCI")
        for node in contents.iter("span"):
            if has_class(node, "locators"):
                node.set("data-pdf-pseudo", "artifact")  # the leaders
                node.set("data-pdf-locators", "end")
        contents.set("data-pdf", "Sect")


def _locators(root: Element) -> None:
    """Number the page numbers that are set when the book is put together."""
    for holder in root.iter("span"):
        if has_class(holder, "locators") and not holder.get("data-pdf-locators"):
            holder.set("data-pdf-locators", "start")
    for number, locator in enumerate(locator_links(root)):
        locator.set("data-pdf-locator", str(number))


def _details(root: Element) -> None:
    """Disclosure widgets are open on paper: a paragraph of their summary, then what they hold."""
    for widget in list(root.iter("details")):
        widget.tag = "div"
        for summary in widget.iter("summary"):
            summary.tag = "p"
            summary.set("class", "summary")


SHORT = 10
"""Rows of a table, at most, that stay on one page."""


def _short_tables(root: Element) -> None:
    """Mark tables so short that one cut by a page would look like an accident."""
    for holder in root.iter("div"):
        if has_class(holder, "table-wrap") and sum(1 for _row in holder.iter("tr")) <= SHORT:
            _add_class(holder, "short")


def _displayed(root: Element) -> None:
    """Mark paragraphs that hold a displayed formula, and those that go on with its sentence: no indent."""
    for formula in root.iter("span"):
        if has_class(formula, "equation") or (has_class(formula, "math") and has_class(formula, "display")):
            holder = formula.getparent()
            if holder is None or holder.tag != "p":
                continue
            _add_class(holder, "displaying")
            following = holder.getnext()
            ends = formula.getnext() is None and not (formula.tail or "").strip()
            if ends and following is not None and following.tag == "p" and notes.text_of(following)[:1].islower():
                _add_class(following, "continued")


def _add_class(node: Element, name: str) -> None:
    node.set("class", f"{name} {node.get('class') or ''}".strip())
