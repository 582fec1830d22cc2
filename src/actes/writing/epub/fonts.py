"""Fonts only where the text needs a glyph: a few characters that reading systems' fonts may lack.

Readers choose their font; actes does not impose one. The characters of Windows Glyph List 4 (all the Latin,
Greek and Cyrillic of Europe, usual punctuation and signs) are taken to be in every font. Of the others, those
that Source Serif 4 has go into one small font, which only they use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import uharfbuzz as hb

from actes.writing.epub.archive import Resource
from actes.writing.fonts import data, shaper

FACE = "serif"
FAMILY = "Actes Glyphs"
PATH = "glyphs.ttf"

_UNUSUAL = re.compile(
    "[^\x00-\u024f\u02c6-\u02dd\u0370-\u03ff\u0400-\u045f\u0490\u0491\u1e80-\u1e85\u1ef2\u1ef3\u2000-\u206f\u20a0-\u20bf"
    "\u2105\u2113\u2116\u2122\u2126\u212e\u215b-\u215e\u2190-\u2195\u2202\u2206\u220f\u2211\u2212\u2215\u2219\u221a"
    "\u221e\u221f\u2229\u222b\u2248\u2260\u2261\u2264\u2265\u25a0-\u25ff\ufb01\ufb02\ufeff]"
)


def unusual(texts: Iterable[str]) -> tuple[int, ...]:
    """The code points of `texts` that go into the embedded font, sorted."""
    found = {ord(c) for text in texts for c in _UNUSUAL.findall(text)}
    if not found:
        return ()
    font = shaper(FACE)
    return tuple(sorted(point for point in found if font.get_nominal_glyph(point)))


def font(points: Iterable[int]) -> Resource:
    """A font with the glyphs of `points`."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(set(points))
    wanted.flags = hb.SubsetFlags.NO_HINTING
    subset = hb.subset(hb.Face(data(FACE)), wanted)
    return Resource("glyphs", PATH, "font/ttf", bytes(subset.blob.data))


def rules() -> str:
    """The style rules that give the marked characters this font after the reader's."""
    return (
        f'\n@font-face {{ font-family: "{FAMILY}"; src: url("{PATH}"); }}\n'
        f'.glyphs {{ font-family: "{FAMILY}", serif; }}\n'
    )
