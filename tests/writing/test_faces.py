from __future__ import annotations

import pytest
import uharfbuzz as hb

from actes.writing import fonts


@pytest.mark.parametrize("face", fonts.FACES, ids=lambda face: face.name)
def test_a_face_has_what_french_needs(face: fonts.Face) -> None:
    font = fonts.shaper(face.name)
    for character in "éèàùçœŒæÀÉ«»’–—…  №ᵉ€":
        assert font.get_nominal_glyph(ord(character)), hex(ord(character))


@pytest.mark.parametrize("name", ["serif", "sans"])
def test_the_thin_space_is_wide_enough_to_be_seen(name: str) -> None:
    font = fonts.shaper(name)
    width = font.get_glyph_h_advance(font.get_nominal_glyph(0x202F)) / font.face.upem
    assert width == pytest.approx(fonts.THIN_SPACE, abs=0.001)


def test_a_subset_keeps_glyph_numbers_and_only_what_is_asked() -> None:
    font = fonts.shaper("serif")
    glyph = font.get_nominal_glyph(ord("é"))
    other = font.get_nominal_glyph(ord("Z"))
    small = fonts.subset("serif", {glyph})
    cut = hb.Font(hb.Face(small))
    assert len(small) < len(fonts.data("serif")) / 10
    assert cut.get_glyph_extents(glyph).width == font.get_glyph_extents(glyph).width
    assert cut.get_glyph_extents(other).width == 0


def test_an_unknown_face_is_refused() -> None:
    with pytest.raises(KeyError):
        fonts.data("comic")
