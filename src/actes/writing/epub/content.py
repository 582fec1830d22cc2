"""A unit as a content document: notes at its end with links back, links between files, epub:type, page breaks."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from actes import tree
from actes.labels import label
from actes.model import PageBreak
from actes.writing.epub.archive import root_element, serialised
from actes.writing.html import Unit, flow_text, insert_breaks, restore_blocks
from actes.writing.html.elements import MATHML, Element, append_text, child, element, has_class, replace, unwrap

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
TYPE = f"{{{OPS}}}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_READ = [f"{{{MATHML}}}{name}" for name in ("mi", "mn", "mo", "mtext", "ms")]
"""Elements of a formula whose text is read (that of its TeX is not)."""

_MATTERS = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}
_TYPES = {
    "doc-abstract": "abstract",
    "doc-acknowledgments": "acknowledgments",
    "doc-appendix": "appendix",
    "doc-backlink": "backlink",
    "doc-bibliography": "bibliography",
    "doc-biblioref": "biblioref",
    "doc-chapter": "chapter",
    "doc-colophon": "colophon",
    "doc-epigraph": "epigraph",
    "doc-footnote": "footnote",
    "doc-index": "index",
    "doc-noteref": "noteref",
    "doc-pagebreak": "pagebreak",
    "doc-part": "part",
    "doc-subtitle": "subtitle",
}
"""ARIA role (DPUB-ARIA 1.1) → epub:type (EPUB SSV 1.1)."""

_KINDS = {
    "half-title": "halftitlepage",
    "title-page": "titlepage",
    "imprint": "copyright-page",
    "contributors": "contributors",
}
_PIECES = {
    "presentation": ("introduction", "doc-introduction"),
    "introduction": ("introduction", "doc-introduction"),
    "foreword": ("foreword", "doc-foreword"),
    "avant-propos": ("foreword", "doc-foreword"),
    "preface": ("preface", "doc-preface"),
    "afterword": ("afterword", "doc-afterword"),
    "postface": ("afterword", "doc-afterword"),
    "conclusion": ("conclusion", "doc-conclusion"),
}


@dataclass(frozen=True)
class Page:
    """A unit as the EPUB carries it: its bytes, and the (label, id) of the printed pages that begin in it."""

    data: bytes
    breaks: tuple[tuple[str, str], ...]
    properties: tuple[str, ...]


def file_name(unit: str) -> str:
    """The file of the unit called `unit`, below `EPUB/`."""
    return f"{unit}.xhtml"


def page(
    unit: Unit,
    places: Mapping[str, str],
    breaks: Sequence[PageBreak],
    *,
    images: Mapping[str, str],
    unusual: Sequence[int] = (),
) -> Page:
    """The content document of `unit`, whose element is left as it was.

    `places` says in which file each id of the volume is; a link to another leads nowhere and is unwrapped.
    `images` maps `src` in the shared HTML to the file in the EPUB; an image it lacks leaves its text.
    Characters in `unusual` are marked for the embedded font.
    """
    root = copy.deepcopy(unit.element)
    found = insert_breaks(root, breaks, unit.name)
    _move_notes(root, unit)
    _name_types(root, unit)
    _link(root, places, file_name(unit.name))
    _place_images(root, images)
    for formula in root.iter("span"):
        if has_class(formula, "math"):
            del formula.attrib["data-tex"]
    _read_headers(root)
    if unusual:
        _mark_unusual(root, frozenset(map(chr, unusual)))
    properties = ("mathml",) if next(root.iter(f"{{{MATHML}}}math"), None) is not None else ()
    title = tree.plain_text(unit.title)
    data = document(root, title, unit.language, _MATTERS[unit.matter])
    return Page(data, tuple(found), properties)


def document(root: Element, title: str, language: str, matter: str = "") -> bytes:
    """An XHTML document around `root`, in `language`."""
    html = root_element("html", XHTML, epub=OPS)
    html.set("lang", language)
    head = child(html, "head")
    child(head, "meta", charset="utf-8")
    child(head, "title", text=title)
    child(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    child(head, "link", rel="stylesheet", type="text/css", href="epub.css")
    body = child(html, "body")
    if matter:
        body.set(TYPE, matter)
    body.append(root)
    for node in html.iter(etree.Element):
        language = node.get("lang", "")
        if language:
            node.set(XML_LANG, language)
    return serialised(html, "<!DOCTYPE html>")


def _move_notes(root: Element, unit: Unit) -> None:
    """Take each note out of its paragraph: a call where it stood, the note in a section at the end."""
    notes = [n for n in root.iter("span") if has_class(n, "footnote")]
    if not notes:
        return
    section = element("section", "notes", role="doc-endnotes", aria_labelledby=f"{unit.name}--_notes")
    section.set(TYPE, "endnotes")
    child(section, "h2", text=label("notes", unit.language), id=f"{unit.name}--_notes")
    for position, note in enumerate(notes, 1):
        number = note.get("data-number") or str(position)
        identifier = note.get("id") or f"{unit.name}--_note-{position}"
        calling = f"{identifier}_call"
        call = element("a", "note-call", number, id=calling, href=f"#{identifier}", role="doc-noteref")
        _call(note, call)
        section.append(_note(note, identifier, number, calling, unit.language))
    last = root.find("section[@class='bibliography']")
    if last is None:
        root.append(section)
    else:
        last.addprevious(section)


def _call(note: Element, call: Element) -> None:
    """Put `call` where `note` stands; after the link it stands in, if it does (links do not nest)."""
    link = next((a for a in note.iterancestors("a")), None)
    if link is None:
        replace(note, call)
        return
    holder = element("span")
    replace(note, holder)
    unwrap(holder)
    call.tail, link.tail = link.tail, None
    link.addnext(call)


def _note(note: Element, identifier: str, number: str, calling: str, language: str) -> Element:
    restore_blocks(note)
    aside = element("aside", "note", id=identifier, role="doc-footnote")
    aside.extend(list(note))
    if not len(aside):
        child(aside, "p")
    first, last = aside[0], aside[-1]
    mark = element("span", "note-number", f"{number}.")
    if first.tag == "p":
        mark.tail, first.text = f" {first.text or ''}", None
        first.insert(0, mark)
    else:
        paragraph = element("p")
        paragraph.append(mark)
        aside.insert(0, paragraph)
    if last.tag != "p":
        last = child(aside, "p")
    append_text(last, " ")
    back = child(last, "a", "note-back", "↩", href=f"#{calling}", role="doc-backlink")
    back.set("aria-label", label("back-to-note-call", language, number=number))
    return aside


def _name_types(root: Element, unit: Unit) -> None:
    for node in root.iter(etree.Element):
        kind = _TYPES.get(node.get("role", ""))
        if kind and TYPE not in node.attrib:
            node.set(TYPE, kind)
    if unit.kind in _KINDS:
        root.set(TYPE, _KINDS[unit.kind])
    if unit.kind == "piece":
        for name in (root.get("class") or "").split():
            if name in _PIECES:
                kind, role = _PIECES[name]
                root.set(TYPE, kind)
                root.set("role", role)


def _link(root: Element, places: Mapping[str, str], own: str) -> None:
    """Point links inside the volume to their file; links whose target is nowhere leave their text."""
    here = {node.get("id") for node in root.iter() if node.get("id")}
    for anchor in list(root.iter("a")):
        href = anchor.get("href", "")
        if not href.startswith("#"):
            continue
        file = own if href[1:] in here else places.get(href[1:], "")
        if not file:
            unwrap(anchor)
        elif file != own:
            # a unit's own id needs no fragment: the reader opens the file at its top
            anchor.set("href", file if file_name(href[1:]) == file else file + href)


def _place_images(root: Element, images: Mapping[str, str]) -> None:
    for picture in list(root.iter("img")):
        path = images.get(picture.get("src", ""), "")
        if path:
            picture.set("src", path)
        else:
            replace(picture, element("span", "missing-image", picture.get("alt", "")))


def _read_headers(root: Element) -> None:
    """Give a table's header that is only a formula words to read: some readers announce no formula as a header."""
    for header in root.iter("th"):
        formulas = [span for span in header.iter("span") if has_class(span, "math")]
        if formulas and not flow_text(header).strip():
            for formula in formulas:
                formula.set("aria-hidden", "true")
            read = "".join("".join(map(str, formula.itertext(*_READ))) for formula in formulas)
            child(header, "span", "only-read", read)


def _mark_unusual(root: Element, characters: frozenset[str]) -> None:
    """Put each run of `characters` into `<span class="glyphs">`, outside formulas."""
    for node in list(root.iter(etree.Element)):
        if not isinstance(node.tag, str) or node.tag.startswith("{"):
            continue
        if node.text and not characters.isdisjoint(node.text):
            text, node.text = node.text, None
            _runs(node, 0, text, characters)
        parent = node.getparent()
        if parent is not None and node.tail and not characters.isdisjoint(node.tail):
            text, node.tail = node.tail, None
            _runs(parent, parent.index(node) + 1, text, characters)


def _runs(parent: Element, position: int, text: str, characters: frozenset[str]) -> None:
    before = parent[position - 1] if position else None
    start = 0
    while start < len(text):
        special = text[start] in characters
        end = start + 1
        while end < len(text) and (text[end] in characters) == special:
            end += 1
        if special:
            before = element("span", "glyphs", text[start:end])
            parent.insert(position, before)
            position += 1
        elif before is None:
            parent.text = text[start:end]
        else:
            before.tail = text[start:end]
        start = end
