"""Drawings from strangers."""

from __future__ import annotations

import gzip

import pytest
from lxml import etree

from actes.reading.svg import clean_svg, svg_size
from actes.reading.svg_weight import _Weights

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">'


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<g onload="alert(1)"/>',
        '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
        '<image href="file:///etc/passwd"/>',
        '<image href="http://example.org/x.png"/>',
        '<use href="other.svg#x"/>',
        '<rect style="fill:url(http://example.org/x)"/>',
        "<style>@import url(http://example.org/x.css); a{b:c}</style>",
        "<foreignObject><p>x</p></foreignObject>",
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
    ],
)
def test_active_and_external_things_go(inner: str) -> None:
    found = clean_svg(f"{HEAD}{inner}<path d='M0 0'/></svg>".encode())
    assert found is not None and found.removed
    text = found.data.decode()
    assert "path" in text
    for word in ("script", "javascript", "onload", "onclick", "http://example", "file:", "other.svg", "foreign"):
        assert word not in text


def test_entities_are_neither_expanded_nor_fetched() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + HEAD + "<text>&a;</text></svg>"
    found = clean_svg(bomb.encode())
    assert found is None or b"root:" not in found.data


def test_inner_links_and_embedded_images_stay() -> None:
    inner = '<use href="#a"/><rect fill="url(#g)"/><image href="data:image/png;base64,AAAA"/>'
    inner += """<rect fill="url( '#g' )"/>"""
    found = clean_svg(f"{HEAD}{inner}</svg>".encode())
    assert found is not None and found.removed == ()
    assert found.data.count(b"#") == 3 and b"base64" in found.data


def _levels(level: str) -> str:
    """Eight levels, each of which uses the one before ten times; `%d` is a level, `%p` the one before."""
    opening, inner, closing = level.split("|")
    return "".join(
        (opening + inner * 10 + closing).replace("%d", f"{i}").replace("%p", f"{i - 1}") for i in range(1, 9)
    )


BOMBS = {
    "use": "<g id='a0'><path/></g>" + _levels("<g id='a%d'>|<use href='#a%p'/>|</g>") + "<use xlink:href='#a8'/>",
    "clip": "<clipPath id='a0'><path/></clipPath>"
    + _levels("<clipPath id='a%d'>|<path clip-path='url(#a%p)'/>|</clipPath>")
    + "<path style='clip-path: url(#a8)'/>",
    "sheet": "<style>"
    + "".join(f"g .c{i} {{ fill: url('#a{i}') }}" for i in range(9))
    + "</style><pattern id='a0'><path/></pattern>"
    + _levels("<pattern id='a%d'>|<path class='x c%p'/>|</pattern>")
    + "<g><path class='c8'/></g>",
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_is_used_by_the_million_is_taken_out(name: str) -> None:
    found = clean_svg(f"{HEAD}<path id='kept'/><use href='#kept'/>{BOMBS[name]}</svg>".encode())
    assert found is not None and found.removed == ("use",)
    assert b'<use href="#kept"/>' in found.data
    assert _Weights(etree.fromstring(found.data)).of_root < 10_000


def test_a_diagram_with_many_marks_stays_whole() -> None:
    inner = "<g id='m'><path d='M0 0'/></g><g id='c'><use href='#c'/></g>" + "<use href='#m' fill='url(#m)'/>" * 20_000
    found = clean_svg(f"{HEAD}{inner}</svg>".encode())
    assert found is not None and found.removed == ()


def test_what_is_no_drawing_is_refused() -> None:
    assert clean_svg(b"<html/>") is None
    assert clean_svg(b"\x1f\x8bnot gzip") is None
    assert clean_svg(gzip.compress(b"<svg xmlns='http://www.w3.org/2000/svg'/>")) is not None


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="96" height="48"', (96, 48)),
        ('width="1in" height="25.4mm"', (96, 96)),
        ('viewBox="0 0 40 20"', (40, 20)),
        ('width="80" viewBox="0 0 40 20"', (80, 40)),
        ('width="100%" viewBox="0,0,40,20"', (40, 20)),
        ("", (0, 0)),
    ],
)
def test_sizes(attributes: str, size: tuple[int, int]) -> None:
    assert svg_size(etree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>')) == size
