"""A chapter as the browser shows it: the shared HTML, with notes at its end, pictures and links of the server.

Nothing in it can run: elements are the renderer's own, and whatever could name a script, a frame or another
site's file is taken out once more (`_harmless`), before the content security policy would refuse it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from urllib.parse import quote

from lxml import etree

from actes.labels import label
from actes.model import Contribution, Volume
from actes.writing import html
from actes.writing.html.elements import Element, child, element, has_class, replace

MEDIA = "media/"
_KEPT_LINK = re.compile(r"(?:https?:|mailto:|#)", re.IGNORECASE)
_DANGEROUS = frozenset({"script", "style", "iframe", "object", "embed", "form", "base", "link", "meta"})
_WIDTH = re.compile(r"width:\s*(\d+(?:\.\d+)?(?:%|em|px|cm|mm|pt)?)\s*;?\Z")


def chapter(volume: Volume, contribution: Contribution) -> Element:
    """The chapter as an element, its links to other chapters as `?slug=…` of the preview.

    Raises StyleError when a template of the volume cannot be used.
    """
    root = copy.deepcopy(html.chapter(volume, contribution))
    slugs = {c.slug for c in volume.contributions}
    _notes(root, contribution)
    for node in list(root.iter(etree.Element)):
        _harmless(node)
    _links(root, contribution.slug, slugs)
    for picture in root.iter("img"):
        name = (picture.get("src") or "").removeprefix(MEDIA)
        picture.set("src", f"/media/{quote(contribution.slug)}/{quote(name)}?v={_version(contribution, name)}")
    return root


def _version(contribution: Contribution, name: str) -> str:
    """What makes a browser load a picture again when it has changed."""
    return next((a.sha256[:12] for a in contribution.assets.values() if a.name == name), "")


def media(contribution: Contribution) -> Mapping[str, tuple[str, str]]:
    """The pictures of a chapter: name → (path of the copy, media type)."""
    return {a.name: (str(a.path), a.media_type) for a in contribution.assets.values()}


def text_of(root: Element) -> str:
    """`root` as HTML5."""
    held = copy.deepcopy(root)
    for node in held.iter(etree.Element):
        # HTML5 knows formulas by their names alone
        if isinstance(node.tag, str) and node.tag.startswith("{"):
            node.tag = etree.QName(node).localname
    etree.cleanup_namespaces(held)
    return etree.tostring(held, encoding="unicode", method="html")


def _notes(root: Element, contribution: Contribution) -> None:
    """Calls where notes stood, and the notes in a section before the references."""
    notes = [n for n in root.iter("span") if has_class(n, "footnote")]
    if not notes:
        return
    name, language = contribution.slug, contribution.language
    section = element("section", "notes", role="doc-endnotes", aria_labelledby=f"{name}--_notes")
    child(section, "h2", text=label("notes", language), id=f"{name}--_notes")
    for position, note in enumerate(notes, 1):
        number = note.get("data-number") or str(position)
        identifier = note.get("id") or f"{name}--_note-{position}"
        call = element("a", "note-call", number, id=f"{identifier}_call", href=f"#{identifier}", role="doc-noteref")
        replace(note, call)
        html.restore_blocks(note)
        held = child(section, "div", "note", id=identifier, role="doc-footnote")
        back = child(held, "a", "note-number", f"{number}.", href=f"#{identifier}_call", role="doc-backlink")
        back.set("aria-label", label("back-to-note-call", language, number=number))
        body = child(held, "div", "note-text")
        body.extend(list(note))
    bibliography = root.find("section[@class='bibliography']")
    if bibliography is None:
        root.append(section)
    else:
        bibliography.addprevious(section)


def _harmless(node: Element) -> None:
    if not isinstance(node.tag, str):
        return
    if node.tag in _DANGEROUS:
        parent = node.getparent()
        if parent is not None:
            tail = node.tail or ""
            previous = node.getprevious()
            if previous is not None:
                previous.tail = (previous.tail or "") + tail
                node.tail = None
                parent.remove(node)
            else:
                node.tail = None
                parent.remove(node)
                first = parent.text or ""
                parent.text = first + tail
        return
    for name in list(node.attrib):
        text = str(name)
        if text.lower().startswith("on") or text in {"srcset", "srcdoc", "formaction"}:
            del node.attrib[name]
    style = node.get("style")
    if style is not None:
        # the policy forbids style attributes: the page's own script sets widths
        del node.attrib["style"]
        width = _WIDTH.match(style.strip())
        if width:
            node.set("data-width", width[1])


def _links(root: Element, own: str, slugs: set[str]) -> None:
    for anchor in root.iter("a"):
        href = anchor.get("href", "")
        if not _KEPT_LINK.match(href):
            del anchor.attrib["href"]
            continue
        if not href.startswith("#"):
            anchor.set("target", "_blank")
            anchor.set("rel", "noreferrer noopener")
            continue
        slug = href[1:].partition("--")[0]
        if slug != own and slug in slugs:
            anchor.set("href", f"?chapter={quote(slug)}{href}")
            anchor.set("data-chapter", slug)
