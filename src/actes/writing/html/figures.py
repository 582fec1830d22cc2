"""Figures and images: alternative text, long description, legend, source and credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actes import tree
from actes.labels import label
from actes.tree import Blocks, Node
from actes.writing.html.elements import Element, child, last_child

if TYPE_CHECKING:
    from actes.writing.html.render import Renderer

MEDIA = "media/"
"""What stands before an asset's name in `src`: the EPUB's folder, the PDF's virtual one."""

LEGEND_PARTS = ("note", "source", "credit")
"""What stands under a figure or a table, by class."""


def image(renderer: Renderer, parent: Element, node: Node) -> Element:
    """An image at the end of `parent`: `<img src="media/<asset name>" alt=…>`; its text if there is no file."""
    (identifier, classes, values), inlines, (url, _) = node["c"]
    held = dict(values)
    alt = held.get("alt", "")
    asset = renderer.assets.get(url)
    if asset is None:
        made = child(parent, "span", "missing-image", alt)
        if not alt:
            renderer.inlines(made, inlines)
        return made
    made = child(parent, "img", " ".join(classes), src=MEDIA + asset.name, alt=alt)
    renderer.identify(made, identifier)
    if asset.width and asset.height:
        made.set("width", str(asset.width))
        made.set("height", str(asset.height))
    if held.get("width", "").endswith("%"):
        made.set("style", f"width: {held['width']}")
    return made


def figure(renderer: Renderer, parent: Element, node: Node) -> None:
    """A figure: its images, then `<figcaption>` (label, legend, note, source, credit); after it, its long description.

    (`<figcaption>` must be the first or the last of a `<figure>`, HTML §4.4.13.)
    """
    (identifier, classes, values), (_, caption), blocks = node["c"]
    made = renderer.start(parent, "figure", " ".join(classes))
    renderer.identify(made, identifier)
    parts = {name: _blocks_of(blocks, name) for name in (*LEGEND_PARTS, "long-description")}
    content = [b for b in blocks if not parts.keys() & set(tree.classes(b))]
    for block in content:
        if block["t"] in {"Plain", "Para"}:
            renderer.inlines(renderer.start(made, "div", "images"), block["c"])
        else:
            renderer.blocks(made, [block])
    _legend(renderer, made, caption, dict(values).get("label", ""), parts)
    if parts["long-description"]:
        _long_description(renderer, parent, made, identifier, parts["long-description"])


def _blocks_of(blocks: Blocks, name: str) -> list[Node]:
    return [b for b in blocks if name in tree.classes(b)]


def _legend(renderer: Renderer, made: Element, caption: Blocks, name: str, parts: dict[str, list[Node]]) -> None:
    if not caption and not name and not any(parts[part] for part in LEGEND_PARTS):
        return
    legend = renderer.start(made, "figcaption")
    if caption or name:
        captioned(renderer, renderer.start(legend, "p", "caption"), name, caption)
    legend_parts(renderer, legend, [block for part in LEGEND_PARTS for block in parts[part]])


def captioned(renderer: Renderer, holder: Element, name: str, caption: Blocks) -> None:
    """« Figure 1. Legend »: several paragraphs of a legend follow each other after a space."""
    if name:
        child(holder, "span", "label", f"{name}." if caption else name)
    for position, block in enumerate(caption):
        if position or name:
            last = last_child(holder)
            if last is None:
                holder.text = (holder.text or "") + " "
            else:
                last.tail = (last.tail or "") + " "
        if block["t"] in {"Plain", "Para"}:
            renderer.inlines(holder, block["c"])
        else:
            outside, renderer.in_note = renderer.in_note, True
            renderer.blocks(holder, [block])
            renderer.in_note = outside


def legend_parts(renderer: Renderer, parent: Element, divs: list[Node]) -> None:
    """Notes, sources and credits: a paragraph of that class for each, or a `<div>` when they hold more."""
    for div in divs:
        classes = " ".join(tree.classes(div))
        contents = div["c"][1]
        if len(contents) == 1 and contents[0]["t"] in {"Plain", "Para"}:
            made = renderer.start(parent, "p", classes)
            renderer.inlines(made, contents[0]["c"])
        else:
            made = renderer.start(parent, "div", classes)
            renderer.blocks(made, contents)
        renderer.identify(made, tree.identifier(div))


def _long_description(renderer: Renderer, parent: Element, made: Element, identifier: str, divs: list[Node]) -> None:
    details = renderer.start(parent, "details", "long-description")
    if identifier:
        renderer.identify(details, f"_{identifier}-description")
        for picture in made.iter("img"):
            picture.set("aria-details", renderer.anchor(f"_{identifier}-description"))
    renderer.start(details, "summary").text = label("long-description", renderer.language)
    for div in divs:
        renderer.blocks(details, div["c"][1])
