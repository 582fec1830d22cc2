"""WeasyPrint, sooner: some of its inner functions done again, each with the results of the one it replaces.

A book is thousands of small boxes, and most of the time goes into questions whose answer is always the same:
initial values of properties, lengths without percentage, boxes without background, fonts of a style. Here the
answers are kept by style. What is replaced is written against one version of WeasyPrint: with another, `install`
changes nothing and pages come out the same, later. `tests/writing/pdf/test_swift.py` compares the bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
import weasyprint
import weasyprint.pdf.fonts
from weasyprint.css import AnonymousStyle, ComputedStyle, StyleFor, properties
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.formatting_structure import boxes
from weasyprint.layout import (
    absolute,
    background,
    block,
    column,
    flex,
    grid,
    inline,
    page,
    percent,
    table,
)
from weasyprint.layout import float as floats

from actes.writing.pdf import swift_text
from actes.writing.pdf.swift_text import kept

WRITTEN_FOR = "70.0"

_stock = swift_text.STOCK


def install() -> bool:
    """Replace the functions, once; whether this is the version of WeasyPrint they were written for."""
    if weasyprint.__version__ != WRITTEN_FOR:
        return False
    if not _stock:
        for (owner, name), function in _replacements().items():
            _stock[owner, name] = getattr(owner, name)
            setattr(owner, name, function)
    return True


def remove() -> None:
    """Put WeasyPrint's own functions back."""
    for (owner, name), function in _stock.items():
        setattr(owner, name, function)
    _stock.clear()


def _replacements() -> swift_text.Replaced:
    made: swift_text.Replaced = {
        (AnonymousStyle, "__init__"): _anonymous_init,
        (ComputedStyle, "__missing__"): _computed_missing,
        (StyleFor, "set_computed_styles"): _set_computed_styles,
        (ComputedStyle, "copy"): _mutable_copy(ComputedStyle.copy),
        (AnonymousStyle, "copy"): _mutable_copy(AnonymousStyle.copy),
        (boxes.Box, "is_in_normal_flow"): _is_in_normal_flow,
        (background, "layout_box_backgrounds"): _layout_box_backgrounds,
        (pydyf, "_to_bytes"): _to_bytes,
        **swift_text.replacements(),
    }
    for module in (absolute, block, column, floats, inline, page, percent, table, flex, grid):
        if hasattr(module, "resolve_percentages"):
            made[module, "resolve_percentages"] = _resolve_percentages
    return made


# ---- computed styles

_LOGICAL = frozenset(
    function(block="ttb", inline=inline_direction)
    for function in PHYSICAL_FUNCTIONS.values()
    for inline_direction in ("ltr", "rtl")
)
"""Properties that stand for physical ones, whatever the direction."""


def _is_plain(key: str) -> bool:
    """Whether nothing but its own declaration and its parent's value makes the value of a property."""
    return key not in {"page", "float", "position", "display"} and not key.startswith("text_decoration_")


_INITIAL = {
    key: value
    for key, value in properties.INITIAL_VALUES.items()
    if key not in properties.INHERITED
    and key not in properties.INITIAL_NOT_COMPUTED
    and key not in _LOGICAL
    and _is_plain(key)
}
"""What properties that are not inherited are when nothing is declared."""
_INHERITED = frozenset(key for key in properties.INHERITED if _is_plain(key) and key not in PHYSICAL_FUNCTIONS)
_ANONYMOUS = dict.fromkeys(
    ("border_top_width", "border_bottom_width", "border_left_width", "border_right_width", "outline_width"), 0
) | {key: value for key, value in properties.INITIAL_VALUES.items() if key in _INITIAL}


def _anonymous_init(self: Any, parent_style: Any) -> None:
    self.update(_ANONYMOUS)
    self.parent_style = parent_style
    self.root_style = parent_style.root_style
    self.specified = self
    self.cache = parent_style.cache
    self.font_config = parent_style.font_config


def _computed_missing(self: Any, key: str) -> Any:
    twin = self.__dict__.get("twin")
    if twin is not None and key != "anchor":
        value = self[key] = twin[key]
        return value
    cascaded = self.cascaded
    if key not in cascaded:
        if key in _INHERITED:
            parent = self.parent_style
            if parent is not None:
                value = self[key] = parent[key]
                return value
        elif key in _INITIAL and (key not in PHYSICAL_FUNCTIONS or _LOGICAL.isdisjoint(cascaded)):
            value = self[key] = _INITIAL[key]
            return value
    return _stock[ComputedStyle, "__missing__"](self, key)


_LETTERS = frozenset({"first-letter", "first-line"})
"""Pseudo-elements whose styles are read property by property, as far as they were asked for."""


def _set_computed_styles(
    self: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: str | None = None,
    base_url: str | None = None,
    target_collector: Any = None,
) -> None:
    """One style for all elements that the same declarations make the same; those with an id have a twin of it.

    WeasyPrint does so for elements without id, language or pseudo-element, whose parents have none either.
    """
    computed = self._computed_styles
    cascaded = self._cascaded_styles.get((element, pseudo_type), {})
    if parent is None or pseudo_type in _LETTERS or not isinstance(element, Element):
        _stock[StyleFor, "set_computed_styles"](self, element, parent, root, pseudo_type, base_url, target_collector)
        return
    above = computed[parent, None]
    above = above.__dict__.get("twin", above)
    # values live as long as their style sheet; a language is read from its element
    declared = tuple(
        (name, value if name == "lang" else id(value), weight)
        for name, (value, weight) in cascaded.items()
        if name != "anchor"
    )
    shared = self.__dict__.setdefault("shared", {})
    key = (id(above), pseudo_type, declared)
    style = shared.get(key)
    if style is None:
        own = {name: value for name, value in cascaded.items() if name != "anchor"}
        style = shared[key] = _style(self, above, own, pseudo_type, root, base_url)
    if "anchor" in cascaded:
        made = _style(self, above, cascaded, pseudo_type, root, base_url)
        if not any("table" in display for display in style["display"]):  # their lengths are changed afterwards
            made.twin, made.specified, made.anonymous_style = style, style.specified, style.anonymous_style
        style = made
        if target_collector and style["anchor"]:
            target_collector.collect_anchor(style["anchor"])
    computed[element, pseudo_type] = style


def _style(self: Any, above: Any, cascaded: Any, pseudo_type: str | None, root: Any, base_url: str | None) -> Any:
    root_style = self._computed_styles[root, None]
    return ComputedStyle(above, cascaded, pseudo_type, root_style, base_url, self.font_config, self.initial_page_sizes)


def _mutable_copy(copy: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Copies are made to be changed: what is kept by style is not kept for them."""

    def copied(self: Any) -> Any:
        made = copy(self)
        made.changes = True
        return made

    return copied


# ---- lengths

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)


def _fixed_lengths(style: Any) -> dict[str, Any] | None:
    """The used values of the lengths of `style` when nothing around its box changes them."""
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return None
    lengths: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value is None or value == "auto":
            lengths[name] = 0 if value == "auto" and name in {"min_width", "min_height"} else value
            continue
        unit = getattr(value, "unit", None)
        if unit is None or unit == "%" or (name == "height" and unit.lower() != "px"):
            return None
        lengths[name] = value.value
    for side in _SIDES:
        lengths[f"border_{side}_width"] = style[f"border_{side}_width"]
    return lengths


def _resolve_percentages(box: Any, containing_block: Any) -> None:
    style = box.style
    lengths = None if "changes" in style.__dict__ else kept(style, "lengths", _fixed_lengths)
    if lengths is None:
        _stock[percent, "resolve_percentages"](box, containing_block)
    else:
        _whole(box).__dict__.update(lengths)


def _whole(box: Any) -> Any:
    """The box itself, of one that an absolutely positioned box left where it would have been."""
    return box._box if isinstance(box, absolute.AbsolutePlaceholder) else box


# ---- boxes


def _is_in_normal_flow(self: Any) -> bool:
    style = self.style
    return style["float"] == "none" and style["position"] in ("static", "relative")


_NO_RADIUS = {f"border_{corner}_radius": (0, 0) for corner in ("top_left", "top_right", "bottom_right", "bottom_left")}


def _is_bare(style: Any) -> bool:
    """Whether a box of this style paints nothing of its own below its borders."""
    if any((0, "px") not in style[name] for name in _NO_RADIUS):
        return False
    if style["border_image_source"][0] != "none" or style["mask_border_source"][0] != "none" or style["box_shadow"]:
        return False
    if any(kind != "none" for kind, _value in style["background_image"]):
        return False
    color = style["background_color"]
    return color != "currentcolor" and getattr(color, "alpha", 1) == 0


def _layout_box_backgrounds(
    page_box: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
) -> None:
    own = box.style
    bare = style is None and box is not page_box and "changes" not in own.__dict__ and kept(own, "bare", _is_bare)
    if not bare:
        _stock[background, "layout_box_backgrounds"](page_box, box, get_image_from_uri, layout_children, style)
        return
    whole = _whole(box)
    whole.__dict__.update(_NO_RADIUS)
    whole.background = None
    if layout_children:
        for inner in box.all_children():
            _layout_box_backgrounds(page_box, inner, get_image_from_uri)


# ---- writing


def _to_bytes(item: Any) -> bytes:
    kind = type(item)
    found: bytes
    if kind is bytes:
        found = item
    elif kind is str:
        found = item.encode("ascii")
    elif kind is int:
        found = b"%d" % item
    elif kind is float and item.is_integer():
        found = b"%d" % int(item)
    else:
        found = _stock[pydyf, "_to_bytes"](item)
    return found
