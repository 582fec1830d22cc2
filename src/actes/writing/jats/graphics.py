"""Images: `<graphic>` and `<inline-graphic>` that name the files beside the XML."""

from __future__ import annotations

from actes import tree
from actes.model import Asset
from actes.tree import Node
from actes.writing.jats.elements import Element, element
from actes.writing.jats.scope import Scope

DECORATIVE = "null"
"""The alternative text of an image that says nothing (JATS4R, “Accessibility”)."""


def described(image: Node) -> str:
    """The alternative text of an `Image`, else the text that stands in its place; "" for a decorative one."""
    return tree.value(image, "alt") or tree.plain_text(image["c"][1])


def graphic(scope: Scope, image: Node, tag: str, long_description: str = "") -> Element:
    """The image in a `graphic` or an `inline-graphic`; a vector one and its raster twin as alternatives.

    `image` is an `Image` whose file is among the assets of the scope. PMC has no alternatives within a line.
    """
    asset = scope.assets[image["c"][2][0]]
    first = _one(scope, asset, image, tag, long_description)
    if asset.alternative is None or tag == "inline-graphic":
        return first
    return element("alternatives", first, _one(scope, asset.alternative, image, tag, long_description))


def _one(scope: Scope, asset: Asset, image: Node, tag: str, long_description: str) -> Element:
    kind, _, subtype = asset.media_type.partition("/")
    made = element(
        tag,
        id=scope.ids.make("gr"),
        mimetype=kind,
        mime_subtype=subtype,
        xlink_href=f"{scope.folder}{asset.name}",
    )
    made.append(element("alt-text", tree.value(image, "alt") or DECORATIVE))
    if long_description:
        made.append(element("long-desc", long_description))
    return made
