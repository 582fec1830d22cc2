from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from barcode.ean import EAN13
from PIL import Image

from actes.model import Volume
from actes.writing import html
from actes.writing.html.elements import SVG
from actes.writing.pdf import cover
from writing import sample_volume


def back_cover(volume: Volume) -> html.Unit:
    return next(unit for unit in html.units(volume) if unit.kind == "back-cover")


def test_the_cover_says_what_the_volume_is(sample: Volume) -> None:
    text = " ".join("".join(str(t) for t in cover.cover(sample).element.itertext()).split())
    for said in ("Alliance des territoires", "Coopérer ?", "Ysolde Pasquier", "Presses d’essai, 2018"):
        assert said in text


def test_a_picture_of_the_volume_takes_its_place(tmp_path: Path) -> None:
    volume = sample_volume.volume(tmp_path)
    (tmp_path / "styles").mkdir()
    Image.new("RGB", (16, 24), "red").save(tmp_path / "styles" / "cover.png")
    assert list(cover.picture(volume)) == ["cover.png"]
    image = next(cover.cover(volume).element.iter("img"))
    assert image.get("src") == "media/cover.png"
    assert "Alliance des territoires" in image.get("alt", "")


def test_the_bar_code_is_that_of_the_isbn(sample: Volume) -> None:
    made = cover.with_barcode(back_cover(sample), replace(sample, isbn={"print": "978-2-7535-0123-4"}))
    bars = sorted((int(rect.get("x", "")), int(rect.get("width", ""))) for rect in made.element.iter(f"{{{SVG}}}rect"))
    modules = ["0"] * 95
    for start, width in bars:
        modules[start : start + width] = ["1"] * width
    assert "".join(modules) == EAN13("978275350123").build()[0]


def test_no_isbn_no_bar_code(sample: Volume) -> None:
    made = cover.with_barcode(back_cover(sample), replace(sample, isbn={}))
    assert not list(made.element.iter(f"{{{SVG}}}svg"))
    assert "Presses d’essai" in "".join(str(t) for t in made.element.itertext())
