"""The units of the volume: their order, what they list, and what a volume's own templates may do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actes.model import PageMap, Volume
from actes.styles import StyleError
from actes.tree import plain_text
from actes.writing import html


def unit(volume: Volume, name: str, pages: PageMap | None = None) -> html.Unit:
    return next(u for u in html.units(volume, pages) if u.name == name)


def shown(unit: html.Unit) -> str:
    return " ".join("".join(map(str, unit.element.itertext())).split())


def test_units_stand_in_the_order_of_the_book(sample: Volume) -> None:
    names = [u.name for u in html.units(sample)]
    assert names == [
        "half-title", "title-page", "imprint", "committees", "contents", "presentation",
        "axis-un", "premier", "second",
        "bibliography", "author-index", "keyword-index", "contributors", "colophon", "back-cover",
    ]  # fmt: skip
    assert [u.element.get("id") for u in html.units(sample)] == names


def test_chapters_without_an_axis_stand_in_their_place(sample: Volume) -> None:
    free = replace(sample, axes=(), contributions=tuple(replace(c, axis="") for c in sample.contributions))
    assert [u.name for u in html.units(free) if u.matter == "body"] == ["premier", "second"]
    assert "Sharing the burden" in shown(unit(free, "contents"))


def test_a_slug_may_be_the_name_of_a_page(sample: Volume) -> None:
    first = replace(sample.contributions[0], slug="colophon")
    clash = replace(sample, contributions=(first, sample.contributions[1]), author_index=(), keyword_index=())
    names = [u.name for u in html.units(clash)]
    assert len(names) == len(set(names))
    assert {"colophon", "volume-colophon"} <= set(names)


def test_contents_show_pages_when_they_are_known(sample: Volume, sample_pages: PageMap) -> None:
    assert "7" not in shown(unit(sample, "contents"))
    assert "Anne Le Galès et Agence d’urbanisme 7" in shown(unit(sample, "contents", sample_pages))


def test_keyword_index_leads_to_marks_in_the_text(sample: Volume) -> None:
    links = [(a.text, a.get("href")) for a in unit(sample, "keyword-index").element.iter("a")]
    assert links == [("chap.\u00a01", "#premier"), ("chap.\u00a01", "#premier--_index-1")]


def test_consolidated_bibliography_leads_to_chapters(sample: Volume) -> None:
    links = [a.get("href") for a in unit(sample, "bibliography").element.iter("a")]
    assert links == ["#premier--ref-offner2006"]


def test_contributors_have_biographies_and_chapters(sample: Volume) -> None:
    text = shown(unit(sample, "contributors"))
    assert "Anne Le Galès étudie les alliances." in text
    assert "Sharing the burden" in text


def test_headings_are_known_with_their_numbers(sample: Volume) -> None:
    headings = [(h.level, h.anchor, plain_text(h.inlines)) for h in unit(sample, "premier").headings]
    assert headings[:2] == [(2, "premier--notes", "1 Notes de méthode"), (3, "premier--sec-detail", "1.1 Détail")]


def test_the_notice_is_in_the_imprint_and_the_colophon(sample: Volume) -> None:
    assert "fiction" in shown(unit(sample, "imprint"))
    assert "fiction" in shown(unit(sample, "colophon"))


def test_a_draft_names_what_it_lacks(sample: Volume) -> None:
    draft = replace(sample, left_out=(("illisible", "unreadable"), ("refuse", "rejected")))
    text = shown(unit(draft, "draft"))
    assert "illisible" in text
    assert "refuse" not in text


def own_template(volume: Volume, folder: Path, text: str) -> Volume:
    (folder / "styles" / "templates").mkdir(parents=True)
    (folder / "styles" / "templates" / "colophon.html").write_text(text)
    return replace(volume, folder=folder)


def test_a_volume_overrides_one_template(sample: Volume, tmp_path: Path) -> None:
    own = own_template(
        sample, tmp_path, '<section id="{{ unit }}"><h1>{{ volume.id }} &amp; {{ "<b>" }}</h1></section>'
    )
    assert shown(unit(own, "colophon")) == "essai & <b>"
    assert "Anne" in shown(unit(own, "contributors"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<section>{{ nothing_called_so }}</section>", "nothing_called_so"),
        ("<section>{{ 1 / 0 }}</section>", "division"),
        ("<section><p></section>", "well-formed"),
        ("<section>&nbsp;</section>", "well-formed"),
        ("<section>{% if %}</section>", "template"),
        ("<section>{{ volume.folder.parent }}</section>", "unsafe"),
        ("<section>{{ volume.folder.read_text() }}</section>", "unsafe"),
        ("<section>{{ ''.__class__.__mro__ }}</section>", "unsafe"),
    ],
)
def test_a_wrong_or_prying_template_is_said_with_its_place(
    sample: Volume, tmp_path: Path, text: str, problem: str
) -> None:
    with pytest.raises(StyleError) as caught:
        html.units(own_template(sample, tmp_path, text))
    assert "colophon.html" in caught.value.location.file
    assert problem in caught.value.message


def test_a_style_file_outside_the_volume_is_refused(sample: Volume, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("<p>secret</p>")
    folder = tmp_path / "volume"
    (folder / "styles" / "templates").mkdir(parents=True)
    (folder / "styles" / "templates" / "colophon.html").symlink_to(tmp_path / "secret.html")
    with pytest.raises(StyleError):
        html.units(replace(sample, folder=folder))
