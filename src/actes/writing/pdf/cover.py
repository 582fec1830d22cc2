"""The cover and the back cover: made from the volume's data, or a picture of the volume's own.

A volume replaces the cover by `styles/cover.jpg`, `.png` or `.svg`, or its make-up by
`styles/templates/print/cover.html`.
"""

from __future__ import annotations

import copy
import hashlib
from dataclasses import replace

from barcode.ean import EAN13
from lxml import etree

from actes import tree
from actes.labels import enumeration, label
from actes.model import Volume, localized
from actes.styles import Styles
from actes.writing.html import Unit
from actes.writing.html.elements import SVG, child
from actes.writing.html.pages import page
from actes.writing.html.people import listed
from actes.writing.html.render import Renderer
from actes.writing.html.units import unit_name
from actes.writing.pdf.part import Image

KIND = "cover"
PICTURES = (("cover.svg", "image/svg+xml"), ("cover.png", "image/png"), ("cover.jpg", "image/jpeg"))


def picture(volume: Volume) -> dict[str, Image]:
    """The volume's own picture of its cover, by file name; empty when it has none."""
    styles = Styles(volume.folder)
    for name, media_type in PICTURES:
        if styles.own(name):
            path = styles.path(name)
            return {name: Image(str(path), media_type, hashlib.sha256(path.read_bytes()).hexdigest())}
    return {}


def cover(volume: Volume) -> Unit:
    """The front cover as a unit of the front matter. Raises StyleError for an unusable template."""
    language = volume.language
    name = unit_name(volume, KIND)
    title = tree.plain_text(localized(volume.title, language))
    editors = enumeration(listed(volume.editors), language)
    texts = (label("cover", language), title, tree.plain_text(localized(volume.subtitle, language)), editors)
    element = page(
        "print/cover",
        Styles(volume.folder),
        Renderer(name, language, math=volume.math),
        volume=volume,
        listed_names=listed,
        image=next(iter(picture(volume)), ""),
        description=". ".join(text for text in texts if text),
    )
    return Unit(name, KIND, tree.words(label("cover", language)), element, language, "front")


def with_barcode(unit: Unit, volume: Volume) -> Unit:
    """A back cover with the publisher and the ISBN of the printed book (else of the PDF) as an EAN-13 bar code."""
    isbn = volume.isbn.get("print") or volume.isbn.get("pdf") or ""
    element = copy.deepcopy(unit.element)
    heading = element.find("h1")
    if heading is not None and "".join(map(str, heading.itertext())) == label(unit.kind, unit.language):
        heading.text = tree.plain_text(localized(volume.title, unit.language))
    foot = child(element, "div", "foot")
    if volume.publisher:
        child(foot, "p", "publisher", ", ".join(p for p in (volume.publisher.name, volume.year) if p))
    digits = "".join(c for c in isbn if c.isdecimal())
    if len(digits) == 13:
        holder = child(foot, "div", "isbn")
        child(holder, "p", "", f"ISBN\u00a0{isbn}")
        holder.append(_bars(digits, isbn))
    return replace(unit, element=element)


def _bars(digits: str, isbn: str) -> etree._Element:
    """The bar code: a module is a unit wide, guards are longer (GS1 General Specifications, 5.2)."""
    code = EAN13(digits[:12])
    modules = code.build()[0]
    drawing = etree.fromstring(f'<svg xmlns="{SVG}"/>')
    drawing.set("viewBox", f"0 0 {len(modules)} 62")
    drawing.set("class", "barcode")
    etree.SubElement(drawing, f"{{{SVG}}}title").text = f"ISBN {isbn}"
    guards = {0, 1, 2, 45, 46, 47, 48, 49, 92, 93, 94}
    start = 0
    while start < len(modules):
        end = start
        while end < len(modules) and modules[end] == modules[start] and (end in guards) == (start in guards):
            end += 1
        if modules[start] == "1":
            bar = etree.SubElement(drawing, f"{{{SVG}}}rect")
            height = "62" if start in guards else "57"
            for name, value in (("x", str(start)), ("y", "0"), ("width", str(end - start)), ("height", height)):
                bar.set(name, value)
        start = end
    return drawing
