"""Drawings from strangers."""

from __future__ import annotations

import gzip

import pytest
from lxml import etree

from actes.reading.svg import clean_svg, svg_size

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
    found = clean_svg(f"{HEAD}{inner}</svg>".encode())
    assert found is not None and found.removed == ()
    assert found.data.count(b"#") == 2 and b"base64" in found.data


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
