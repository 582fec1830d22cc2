"""Lines of text, sooner (see `swift`): fonts, struts and glyphs are asked for once, not at every line."""

from __future__ import annotations

import functools
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import ffi, fonts, line_break

Replaced = dict[tuple[Any, str], Any]
_WORD = 40
"""Letters of a word, at most."""

_ODD = frozenset("\n\t\0")
"""What WeasyPrint looks at in a text it sets."""
_SPACES = re.compile(b" |\xc2\xa0")
"""What is widened between words, in UTF-8."""

STOCK: Replaced = {}
"""WeasyPrint's own functions, while they are replaced."""


def replacements() -> Replaced:
    """What is replaced, by what."""
    return {
        (line_break.Layout, "setup"): _setup,
        (line_break.Layout, "set_text"): _set_text,
        (line_break.Layout, "get_first_line"): _get_first_line,
        (line_break, "strut"): _strut,
        (inline, "strut"): _strut,
        (line_break, "get_next_break_point_from_text"): _next_break_point,
        (line_break, "get_next_word_boundaries"): _next_word_boundaries,
        (inline, "create_layout"): _justified_layout,
        (inline, "avoid_collisions"): _avoid_collisions,
        (drawing, "draw_first_line"): _draw_first_line,
    }


def kept(style: Any, name: str, make: Callable[[Any], Any]) -> Any:
    """What `make` says of `style`, asked once for it and its twins."""
    known = style.__dict__
    if name in known:
        return known[name]
    twin = known.get("twin")
    found = known[name] = make(style) if twin is None else kept(twin, name, make)
    return found


# ---- layouts


def _setup(self: Any, style: Any) -> None:
    """A Pango layout in the font of `style`; all but the layout itself is made once."""
    if "changes" in style.__dict__ or style["text_decoration_line"] != "none":
        STOCK[line_break.Layout, "setup"](self, style)
        return
    context, description, features, language = kept(style, "face", _face)
    self.style, self.broken = style, None
    self.first_line_direction = 0
    self.language = language
    self.ascent = self.underline_position = self.strikethrough_position = None
    pango = ffi.pango
    self.layout = ffi.ffi.gc(pango.pango_layout_new(context), ffi.gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, False)
    pango.pango_layout_set_font_description(self.layout, description)
    if features is not None:
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, features)
        pango.pango_layout_set_attributes(self.layout, attributes)


def _face(style: Any) -> tuple[Any, Any, Any, Any]:
    """Pango's context, font description, font features and language of a style."""
    pango, configuration = ffi.pango, style.font_config
    context = ffi.ffi.gc(pango.pango_font_map_create_context(configuration.font_map), ffi.gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
    override = style["font_language_override"]
    name = line_break.LST_TO_ISO.get(override.lower(), override) if override != "normal" else style["lang"]
    if name:
        pointer, _bytes = ffi.unicode_to_char_p(name)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    wanted = fonts.font_features(
        *(style[f"font_{name}"] for name in ("kerning", "variant_ligatures", "variant_position", "variant_caps")),
        *(style[f"font_{name}"] for name in ("variant_numeric", "variant_alternates", "variant_east_asian")),
        style["font_feature_settings"],
    )
    features = None
    if wanted:
        text = ",".join(f"{key} {value}" for key, value in wanted.items()).encode()
        features = configuration.font_features.setdefault(text, pango.pango_attr_font_features_new(text))
    return context, fonts.get_font_description(style), features, language


def _set_text(self: Any, text: str, justify: bool = False) -> None:
    """Give a layout its text, and space between its words."""
    style = self.style
    plain = "changes" not in style.__dict__ and style["letter_spacing"] == "normal"
    if not plain or text == " " or style["overflow_wrap"] != "normal" or not _ODD.isdisjoint(text):
        self.broken = None
        STOCK[line_break.Layout, "set_text"](self, text, justify)
        return
    broken = self.__dict__.get("broken")
    if broken is not None and _breaks_there(self, text, broken):
        self.text = text
        return
    pango, encoded = ffi.pango, text.encode()
    self.broken, self.text = None, text
    pango.pango_layout_set_text(self.layout, encoded, -1)
    spacing = style["word_spacing"]
    if justify:
        spacing += self.justification_spacing
    if not text or not spacing:
        return
    attributes = pango.pango_layout_get_attributes(self.layout)
    if attributes == ffi.ffi.NULL:
        attributes = ffi.ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    units, last = int(spacing * ffi.TO_UNITS), len(encoded) - 1
    for match in _SPACES.finditer(encoded):
        start = match.start()
        # Pango gives half of it at both ends
        attribute = pango.pango_attr_letter_spacing_new(units * 2 if start in (0, last) else units)
        attribute.start_index, attribute.end_index = start, match.end()
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(self.layout, attributes)


def _get_first_line(self: Any) -> tuple[Any, int | None]:
    """The first line of a layout, and where the second begins."""
    broken = self.__dict__.get("broken")
    if broken is None:
        line = ffi.pango.pango_layout_get_line_readonly(self.layout, 0)
        second = ffi.pango.pango_layout_get_line_readonly(self.layout, 1)
        self.first_line_direction = line.resolved_dir
        if second == ffi.ffi.NULL:
            return line, None
        broken = self.broken = (line, second.start_index, second, self.text)
    return broken[0], broken[1]


def _breaks_there(self: Any, text: str, broken: tuple[Any, int, Any, str]) -> bool:
    """Whether a layout that is `broken` into lines breaks the beginning of its text at the same place.

    So it does when the second line would have to give its first words to the first, and they are too long for it
    by far: what would be asked of Pango is known.
    """
    line, begins, second, whole = broken
    if self.max_width is None or len(text) >= len(whole) or not whole.startswith(text):
        return False
    if text.endswith(self.style["hyphenate_character"]):
        # it is about to be set without a width, which frees the lines that are known
        return False
    end = len(text.encode())
    if end <= begins:
        return False
    width, _ = line_break.line_size(line, self.style)
    room = (self.max_width - width + self.style["font_size"] / 2) * ffi.TO_UNITS
    return bool(room < _first_width(second, end))


def _first_width(line: Any, end: int) -> int:
    """How wide, in Pango's units, is what stands on a line before byte `end` of the text; 0 for what is read from
    right to left."""
    width, run = 0, line.runs[0]
    while run != ffi.ffi.NULL:
        item, run = run.data, run.next
        if item.item.analysis.level % 2:
            return 0
        begins, glyphs = item.item.offset, item.glyphs
        for i in range(glyphs.num_glyphs):
            if begins + glyphs.log_clusters[i] >= end:
                return width
            width += glyphs.glyphs[i].geometry.width
    return width


def _strut(style: Any) -> tuple[float, float]:
    stock = STOCK[line_break, "strut"]
    found: tuple[float, float] = stock(style) if "changes" in style.__dict__ else kept(style, "line", stock)
    return found


@functools.lru_cache(maxsize=8192)
def _break_point(text: str, language: str) -> int | None:
    found: int | None = STOCK[line_break, "get_next_break_point_from_text"](text, language)
    return found


def _next_break_point(text: str, language: str) -> int | None:
    """Most questions are about two letters that meet between elements."""
    if len(text) == 2:
        return _break_point(text, language)
    found: int | None = STOCK[line_break, "get_next_break_point_from_text"](text, language)
    return found


@functools.lru_cache(maxsize=8192)
def _word_boundaries(text: str, language: str) -> tuple[int, int] | None:
    found: tuple[int, int] | None = STOCK[line_break, "get_next_word_boundaries"](text, language)
    return found


def _next_word_boundaries(text: str, language: str) -> tuple[int, int] | None:
    """The question is about what may be hyphenated at a line's end: most often one word, which comes again."""
    if len(text) <= _WORD:
        return _word_boundaries(text, language)
    found: tuple[int, int] | None = STOCK[line_break, "get_next_word_boundaries"](text, language)
    return found


def _avoid_collisions(context: Any, box: Any, around: Any, outer: bool = True) -> tuple[float, float, float]:
    """Where a line begins and how wide it may be: where nothing floats, what its block says."""
    if context.excluded_shapes or not isinstance(box, boxes.LineBox) or box.is_floated():
        found: tuple[float, float, float] = STOCK[inline, "avoid_collisions"](context, box, around, outer)
        return found
    left = around.content_box_x()
    right = left + around.width
    if not outer:
        left += box.margin_left
        right -= box.margin_right
    x = right if around.style["direction"] == "rtl" else left
    if outer:
        return x, box.position_y, right - left
    return x - box.margin_left, box.border_box_y() - box.margin_top, right - left


def _justified_layout(
    text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float
) -> Any:
    """The layout of a line whose spaces are known, which is let go at once: Pango is asked when it is drawn."""
    plain = "changes" not in style.__dict__ and style["text_decoration_line"] == "none" and not style["word_spacing"]
    if not plain or "\n" in text or "\t" in text:
        return STOCK[inline, "create_layout"](text, style, context, max_width, justification_spacing)
    made = object.__new__(line_break.Layout)
    made.justification_spacing, made.max_width, made.text = justification_spacing, max_width, text
    made.first_line_direction = 0
    made.ascent = made.underline_position = made.strikethrough_position = None
    made.layout = made.language = made.style = None
    return made


# ---- drawing


_GLYPH = struct.Struct("=16s4x")
"""PangoGlyphInfo: what `_MEASURES` reads; then what is not asked for."""
_MEASURES = struct.Struct("=Iiii")
"""The glyph, its width and its offsets."""
_SIZE = ffi.ffi.sizeof("PangoGlyphInfo")
_ODD_GLYPHS = 0x0FFFFFFF
"""PANGO_GLYPH_EMPTY; from here on, glyphs are none of a font."""


@dataclass
class _Known:
    """How words and glyphs of a font and a size are written, by their PangoGlyphInfo and by their `_MEASURES`."""

    words: dict[bytes, str]
    glyphs: dict[bytes, str]


_Shown = tuple[str, float, str]
"""The name of a font, its size, and what is shown in it."""


def _draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
    """Write the glyphs of a line: how a glyph of some width is written is found once for a font."""
    style, layout = textbox.style, textbox.pango_layout
    found = None
    if text_overflow != "ellipsis" and block_ellipsis == "none" and style["font_size"] > 1 and textbox.text.strip():
        ffi.pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        found = _shown(stream, layout, style["font_size"])
    if found is None:
        return STOCK[drawing, "draw_first_line"](stream, textbox, text_overflow, block_ellipsis, matrix)
    stream.set_text_matrix(*matrix.values)
    for i, (font, size, glyphs) in enumerate(found, 1):
        stream.set_font_size(font, size)
        if glyphs or i == len(found):
            stream.show_text(glyphs)
    return []


def _shown(stream: Any, layout: Any, wanted_size: float) -> list[_Shown] | None:
    """The first line of `layout`; None when a glyph of it asks for more than its place on the line."""
    found: list[_Shown] = []
    line, _ = layout.get_first_line()
    run, last = line.runs[0], None
    while run != ffi.ffi.NULL:
        item, run = run.data, run.next
        pango_font = item.item.analysis.font
        if pango_font != last:
            last = pango_font
            font, size = stream.add_font(pango_font)
            if font.png or font.svg or font.colr or font.bitmap:
                return None
            if ffi.pango.pango_version() < 14802:
                size = wanted_size
            known = font.__dict__.setdefault("shown", {}).setdefault(size, _Known({}, {}))
            found.append((font.hash, size, ""))
        glyphs = item.glyphs
        key = ffi.ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _SIZE)[:]
        shown = known.words.get(key)
        if shown is None:
            shown = _written(key, known.glyphs, stream, item, font, size, layout.text)
            if shown is None:
                return None
            if len(key) <= _WORD * _SIZE:
                known.words[key] = shown
        found[-1] = (font.hash, size, found[-1][2] + shown)
    return found


def _written(
    measured: bytes, known: dict[bytes, str], stream: Any, item: Any, font: Any, size: float, text: str
) -> str | None:
    """The glyphs of a run, whose PangoGlyphInfo are `measured`; None when they are not all of the plain kind."""
    keys = [key for (key,) in _GLYPH.iter_unpack(measured)]
    if not all(key in known for key in keys):
        if any(glyph >= _ODD_GLYPHS or rise for glyph, _width, _shift, rise in map(_MEASURES.unpack, keys)):
            return None
        for i, key in enumerate(keys):
            if key not in known:
                known[key] = _learnt(key, i, stream, item, font, size, text)
    written = f"<{''.join([known[key] for key in keys])}"
    return written[:-1] if written.endswith("<") else f"{written}>"


def _learnt(key: bytes, i: int, stream: Any, item: Any, font: Any, size: float, text: str) -> str:
    """How glyph `i` of a run is written; noted are its width in the font and the text it stands for."""
    glyph, width, shift, _rise = _MEASURES.unpack(key)
    if glyph not in font.to_unicode:
        clusters, begins, count = item.glyphs.log_clusters, item.item.offset, item.glyphs.num_glyphs
        backwards = item.item.analysis.level % 2
        at_end = i == 0 if backwards else i == count - 1
        end = item.item.length if at_end else clusters[i - 1 if backwards else i + 1]
        font.to_unicode[glyph] = text.encode()[begins + clusters[i] : begins + end].decode()
    if glyph not in font.widths:
        ffi.pango.pango_font_get_glyph_extents(item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * ffi.FROM_UNITS / size)
    offset = shift / size
    kerning = font.widths[glyph] + offset - width * 1000 * ffi.FROM_UNITS / size
    before, after = f">{-offset}<" if offset else "", f">{int(kerning)}<" if kerning else ""
    return f"{before}{glyph:04x}{after}"
