"""The reference pages of `docs/pages`: the same today, up to how a rasteriser draws an edge."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from writing.pdf import specimen

LARGEST_SHARE = 0.004
"""Share of pixels that may differ clearly once both pages are blurred a little."""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return specimen.draw(tmp_path_factory.mktemp("specimen"))


def difference(first: Path, second: Path) -> float:
    """The share of pixels that differ clearly."""
    with Image.open(first) as one, Image.open(second) as other:
        if one.size != other.size:
            return 1.0
        blurred = [image.convert("L").filter(ImageFilter.GaussianBlur(1.2)) for image in (one, other)]
        histogram = ImageChops.difference(*blurred).histogram()
    return sum(histogram[48:]) / sum(histogram)


@pytest.mark.parametrize("name", specimen.PAGES)
def test_reference_page(name: str, pictures: dict[str, Path]) -> None:
    share = difference(pictures[name], specimen.REFERENCES / f"{name}.png")
    assert share <= LARGEST_SHARE, f"{share:.2%} of page {name} changed: see {pictures[name]}"


def test_a_line_moved_by_a_line_is_seen(pictures: dict[str, Path], tmp_path: Path) -> None:
    with Image.open(pictures["premier+1"]) as image:
        moved = ImageChops.offset(image, 0, 19)
        moved.save(tmp_path / "moved.png")
    assert difference(pictures["premier+1"], tmp_path / "moved.png") > LARGEST_SHARE
