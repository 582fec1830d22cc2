"""The faces of the book: static instances of Source Serif 4 and Source Sans 3, cut at run time.

The variable fonts come from the PyPI packages `fontpkg-source-serif-4` and `fontpkg-source-sans-3`
(OFL 1.1). HarfBuzz pins their axes in some milliseconds, so nothing is stored: same package, same bytes.
The same library makes the one subset per face of a merged book (`subset`).
"""

from __future__ import annotations

import functools
import importlib.resources
import struct
from collections.abc import Iterable
from dataclasses import dataclass

import uharfbuzz as hb

SCHEME = "actes-font:"
THIN_SPACE = 0.17
"""Width of U+202F in ems."""


@dataclass(frozen=True)
class Face:
    """An instance: the CSS family it belongs to, its file in a package, and where its axes are pinned."""

    name: str
    family: str
    package: str
    file: str
    weight: int
    optical_size: float = 0
    italic: bool = False
    bold: bool = False

    @property
    def url(self) -> str:
        """The virtual address the style sheet names it by."""
        return f"{SCHEME}{self.name}"


_SERIF = ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf")
_SERIF_ITALIC = ("fontpkg_source_serif_4", "SourceSerif4-Italic[opsz,wght].ttf")
_SANS = ("fontpkg_source_sans_3", "SourceSans3[wght].ttf")
_SANS_ITALIC = ("fontpkg_source_sans_3", "SourceSans3-Italic[wght].ttf")

FACES: tuple[Face, ...] = (
    Face("serif", "Actes Serif", *_SERIF, 400, 10),
    Face("serif-italic", "Actes Serif", *_SERIF_ITALIC, 400, 10, italic=True),
    Face("serif-bold", "Actes Serif", *_SERIF, 600, 10, bold=True),
    Face("serif-bold-italic", "Actes Serif", *_SERIF_ITALIC, 600, 10, italic=True, bold=True),
    Face("display", "Actes Display", *_SERIF, 400, 40),
    Face("display-italic", "Actes Display", *_SERIF_ITALIC, 400, 40, italic=True),
    Face("sans", "Actes Sans", *_SANS, 400),
    Face("sans-italic", "Actes Sans", *_SANS_ITALIC, 400, italic=True),
    Face("sans-bold", "Actes Sans", *_SANS, 600, bold=True),
    Face("sans-bold-italic", "Actes Sans", *_SANS_ITALIC, 600, italic=True, bold=True),
)


@functools.cache
def data(name: str) -> bytes:
    """The font file of the face called `name` (KeyError if there is none)."""
    face = next((f for f in FACES if f.name == name), None)
    if face is None:
        raise KeyError(name)
    source = importlib.resources.files(face.package).joinpath("files", face.file).read_bytes()
    variable = hb.Face(source)
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(variable, "wght", face.weight)
    if face.optical_size:
        wanted.pin_axis_location(variable, "opsz", face.optical_size)
    return _with_thin_space(bytes(hb.subset(variable, wanted).blob.data))


def _with_thin_space(font: bytes) -> bytes:
    """`font` with its narrow no-break space (U+202F) as wide as French punctuation wants it.

    Source Serif draws it an eighth of an em wide, which disappears in justified lines. The two bytes of its
    advance are changed in place (OpenType, `hmtx`), then the checksums that cover them.
    """
    face = hb.Face(font)
    glyph = hb.Font(face).get_nominal_glyph(0x202F)
    tables = _tables(font)
    _, horizontal, _ = tables[b"hhea"]
    (metrics,) = struct.unpack_from(">H", font, horizontal + 34)
    if glyph is None or glyph >= metrics:
        raise ValueError("the face has no narrow no-break space of its own")
    made = bytearray(font)
    _, offset, _ = tables[b"hmtx"]
    struct.pack_into(">Hh", made, offset + 4 * glyph, round(face.upem * THIN_SPACE), 0)
    entry, offset, length = tables[b"hmtx"]
    struct.pack_into(">I", made, entry + 4, _checksum(bytes(made[offset : offset + length])))
    _, head, _ = tables[b"head"]
    struct.pack_into(">I", made, head + 8, 0)
    struct.pack_into(">I", made, head + 8, (0xB1B0AFBA - _checksum(bytes(made))) & 0xFFFFFFFF)
    return bytes(made)


def _tables(font: bytes) -> dict[bytes, tuple[int, int, int]]:
    """Tag → where its entry of the table directory is, where the table begins, and its length."""
    (count,) = struct.unpack_from(">H", font, 4)
    found: dict[bytes, tuple[int, int, int]] = {}
    for entry in range(12, 12 + 16 * count, 16):
        tag, _sum, offset, length = struct.unpack_from(">4sIII", font, entry)
        found[tag] = entry, offset, length
    return found


def _checksum(data: bytes) -> int:
    """The sum of the 32-bit numbers of a table (OpenType, « Calculating checksums »)."""
    padded = data + b"\0" * (-len(data) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}I", padded))
    return total & 0xFFFFFFFF


@functools.cache
def shaper(name: str) -> hb.Font:
    """The face called `name`, ready to shape with (scale: font units)."""
    return hb.Font(hb.Face(data(name)))


def stylesheet() -> str:
    """The `@font-face` rules that let a style sheet say « Actes Serif », « Actes Display », « Actes Sans »."""
    rules = (
        f'@font-face {{ font-family: "{face.family}"; src: url("{face.url}");'
        f" font-style: {'italic' if face.italic else 'normal'}; font-weight: {700 if face.bold else 400} }}"
        for face in FACES
    )
    return "\n".join(rules)


_DROPPED_TABLES = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "STAT", "avar", "MVAR", "HVAR", "fvar", "gvar", "meta")


def subset(name: str, glyphs: Iterable[int]) -> bytes:
    """The face called `name` with the outlines of `glyphs` only; glyph numbers stay what they were."""
    face = hb.Face(data(name))
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(set(glyphs))
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE
    )  # WeasyPrint numbers glyphs by the full font (Identity-H)
    for table in _DROPPED_TABLES:
        wanted.drop_table_tag_set.add(int.from_bytes(table.encode(), "big"))
    return bytes(hb.subset(face, wanted).blob.data)
