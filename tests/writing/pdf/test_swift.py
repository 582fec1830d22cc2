"""The faster functions change no byte; with another version of WeasyPrint they stay away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import weasyprint
from weasyprint.layout import percent

from actes.writing.pdf import swift
from writing.pdf.laying_out import footnote, laid_out, words

BODY = f"""
<h2 id="u--s1">Un titre <em>souligné</em></h2>
<p lang="en">A sentence in English{footnote(1, words(30, "note"))} with <a href="#u--s1">a link</a>.</p>
<p>{words(300, "mot")}</p>
<blockquote><p>{words(60, "cité")}</p></blockquote>
<ul><li><p>un</p></li><li id="u--li"><p>deux</p><ol><li>trois</li></ol></li></ul>
<div class="table-wrap" id="u--t1"><table><caption><span class="label">Tableau 1</span> Légende</caption>
<thead><tr><th>Ville</th><th class="align-right">1968</th></tr></thead>
<tbody><tr id="u--row"><td id="u--cell">Lyon</td><td class="align-right">12,5</td></tr>
<tr><td colspan="2" style="padding: 10%">Nantes</td></tr></tbody></table></div>
<div class="box" style="box-sizing: border-box; width: 50%">
<p>Un encadré <u style="text-decoration: underline">vu</u></p></div>
<section class="index"><ul><li class="index-entry" id="u--i1">Alliance
<span class="locators">12</span></li></ul></section>
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 2 1">
<title>trait</title><path d="M0 0H2"/></svg>
"""


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    swift.install()


def test_pages_are_the_same_to_the_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    sooner = laid_out(BODY)
    assert sooner.sizes and not sooner.survey.lost
    swift.remove()
    monkeypatch.setattr(swift, "install", lambda: False)
    assert laid_out(BODY) == sooner


def test_functions_are_replaced_and_put_back() -> None:
    swift.remove()
    stock = percent.resolve_percentages
    assert swift.install() and percent.resolve_percentages is not stock
    assert swift.install()  # once is enough
    swift.remove()
    assert percent.resolve_percentages is stock


def test_another_version_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    swift.remove()
    stock = percent.resolve_percentages
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    assert not swift.install()
    assert percent.resolve_percentages is stock
