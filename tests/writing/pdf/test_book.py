"""The sample volume as a book: pages, numbers, links, outline, metadata, and the same bytes however it is made."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

import verapdf
from actes.diagnostics import Report
from actes.model import Volume
from actes.writing import html, pdf
from actes.writing.pdf.layout import roman
from writing import sample_volume
from writing.pdf.laying_out import MemoryCache, page_text, solid


@dataclass(frozen=True)
class Book:
    """The sample volume laid out and written."""

    layout: pdf.Layout
    path: Path
    offprints: dict[str, Path]
    report: Report

    @property
    def data(self) -> bytes:
        return self.path.read_bytes()


def lay_out(volume: Volume, cache: MemoryCache, jobs: int = 1) -> tuple[pdf.Layout, Report]:
    report = Report()
    return pdf.lay_out(volume, html.units(volume), cache, jobs, report), report


@pytest.fixture(scope="module")
def cache() -> MemoryCache:
    return MemoryCache()


@pytest.fixture(scope="module")
def book(sample: Volume, cache: MemoryCache, tmp_path_factory: pytest.TempPathFactory) -> Book:
    layout, report = lay_out(sample, cache)
    folder = tmp_path_factory.mktemp("book")
    path = folder / "book.pdf"
    path.write_bytes(pdf.write_book(layout))
    offprints = {}
    for contribution in sample.contributions:
        offprints[contribution.slug] = folder / f"{contribution.slug}.pdf"
        offprints[contribution.slug].write_bytes(pdf.write_offprint(layout, contribution.slug))
    return Book(layout, path, offprints, report)


def test_verapdf_and_qpdf_have_nothing_to_say(book: Book) -> None:
    files = [book.path, *book.offprints.values()]
    assert verapdf.validate(*files) == []
    for path in files:
        checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_nothing_is_lost(book: Book) -> None:
    assert list(book.report) == []
    assert all(placed.part.survey.lost == () for placed in book.layout.placed)


def test_every_unit_begins_on_a_right_hand_page_but_those_that_must_not(book: Book) -> None:
    opened = pikepdf.open(book.path)
    at = 0
    for placed in book.layout.placed:
        side = at % 2
        assert side == (1 if placed.unit.kind in {"imprint", "back-cover"} else 0), placed.unit.name
        at += len(placed.part.sizes) + placed.blank_after
    assert at == len(opened.pages) == book.layout.page_map.total


def test_front_matter_is_in_roman_and_the_body_in_arabic_numbers(book: Book) -> None:
    pages = book.layout.page_map.pages
    assert (pages["half-title"].first, pages["imprint"].first) == ("i", "iv")
    assert pages["axis-un"].first == "1"
    assert pages["premier"].first == "3"
    labels = pikepdf.open(book.path)
    shown = [page.label for page in labels.pages]
    assert shown[:6] == ["Couverture", "Couverture", "i", "ii", "iii", "iv"]
    assert shown[-1] == pages["back-cover"].last


def test_the_printed_number_of_a_page_is_its_label(book: Book) -> None:
    opened = pikepdf.open(book.path)
    labels = [page.label for page in opened.pages]
    for number, label in enumerate(labels, 1):
        if label == book.layout.page_map.pages["premier"].last:
            assert page_text(book.path, number).split()[-1] == label


def test_contents_say_the_pages_of_the_map(book: Book) -> None:
    at = next(i for i, page in enumerate(pikepdf.open(book.path).pages, 1) if page.label == "vii")
    lines = page_text(book.path, at).splitlines()
    for name, title in (("axis-un", "Axe 1"), ("colophon", "Colophon"), ("author-index", "Index des auteurs")):
        line = next(text for text in lines if text.strip().startswith(title))
        assert line.split()[-1] == book.layout.page_map.pages[name].first


def test_quoted_pages_are_those_of_the_links_and_stand_under_them(book: Book) -> None:
    """Contents, indexes and the consolidated bibliography are laid out before pages are known."""
    opened = pikepdf.open(book.path)
    names = opened.Root.Names.Dests.Names
    places = {str(names[i]): names[i + 1][0].objgen for i in range(0, len(names), 2)}
    labels = {page.obj.objgen: page.label for page in opened.pages}
    quoted = 0
    for number, page in enumerate(opened.pages, 1):
        for link in page.obj.get("/Annots", ()):
            label = labels[places[str(link.Dest)]] if "/Dest" in link else ""
            if not label or str(link.Contents) != label:
                continue
            quoted += 1
            left, bottom, right, top = (float(n) for n in link.Rect)
            height = float(page.mediabox[3])
            corner = [
                "-x",
                int(left),
                "-y",
                int(height - top),
                "-W",
                int(right - left) + 2,
                "-H",
                int(top - bottom) + 2,
            ]
            command = ["pdftotext", "-f", number, "-l", number, *corner, book.path, "-"]
            shown = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=True).stdout
            assert label in shown.split()
    assert quoted >= 12
    assert not [page for page in opened.pages for link in page.obj.get("/Annots", ()) if "/NM" in link]
    text = subprocess.run(["pdftotext", book.path, "-"], capture_output=True, text=True, check=True).stdout
    assert "888" not in text and "xxviii" not in text


def test_how_to_cite_has_the_pages_of_the_book(book: Book) -> None:
    pages = book.layout.page_map.pages["premier"]
    text = " ".join(page_text(book.offprints["premier"], 1).split())
    assert f"p. {pages.first}-{pages.last}" in text.replace("\u00a0", " ")
    assert "888" not in text
    assert all(mark in text for mark in "«»") and not re.search(r"«(?=\w)|(?<=\w)»", text)


def test_links_and_bookmarks_lead_somewhere(book: Book) -> None:
    opened = pikepdf.open(book.path)
    names = opened.Root.Names.Dests.Names
    known = {str(names[i]) for i in range(0, len(names), 2)}
    links = [a for page in opened.pages for a in page.obj.get("/Annots", ())]
    inside = [str(a.Dest) for a in links if "/Dest" in a]
    outside = [str(a.A.URI) for a in links if "/A" in a]
    assert set(inside) <= known
    assert "second--sec-fin" in inside or "second" in inside
    assert not [uri for uri in outside if uri.startswith("actes-")]
    with opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
        axis = next(item for item in outline.root if "Concurrences" in item.title)
        assert [item.title for item in axis.children] == ["L’alliance & ses < limites >", "Sharing the burden"]
    assert "Table des matières" in titles


def test_a_link_to_another_chapter_leaves_an_offprint_by_its_doi_or_not_at_all(book: Book, sample: Volume) -> None:
    def addresses(path: Path) -> list[str]:
        return [str(a.A.URI) for page in pikepdf.open(path).pages for a in page.obj.get("/Annots", ()) if "/A" in a]

    assert not [a for a in addresses(book.offprints["premier"]) if a.startswith("actes-")]
    second = replace(sample.contributions[1], doi="10.5555/actes.2")
    with_doi = replace(book.layout, volume=replace(sample, contributions=(sample.contributions[0], second)))
    opened = pikepdf.open(io.BytesIO(pdf.write_offprint(with_doi, "premier")))
    found = [str(a.A.URI) for page in opened.pages for a in page.obj.get("/Annots", ()) if "/A" in a]
    assert "https://doi.org/10.5555/actes.2" in found


def test_metadata(book: Book) -> None:
    def facts(path: Path) -> dict[str, list[str]]:
        opened = pikepdf.open(path)
        packet = etree.fromstring(opened.Root.Metadata.read_bytes())
        found: dict[str, list[str]] = {}
        for node in packet.iter():
            if isinstance(node.tag, str) and (node.text or "").strip():
                parent = node
                while parent is not None and etree.QName(parent).namespace.endswith("rdf-syntax-ns#"):
                    parent = parent.getparent()
                found.setdefault(etree.QName(parent).localname, []).append(node.text)
        return found

    whole, alone = facts(book.path), facts(book.offprints["premier"])
    assert whole["creator"] == ["Ysolde Pasquier"]
    assert whole["WebStatement"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert "Ce volume est une fiction." in whole["description"]
    assert alone["identifier"] == ["doi:10.5555/actes.1"]
    assert alone["publicationName"] == ["Alliance des territoires"]
    assert alone["startingPage"] == [book.layout.page_map.pages["premier"].first]
    assert alone["creator"] == ["Anne Le Galès", "Agence d’urbanisme"]
    assert alone["title"][1:] == ["L’alliance & ses < limites >", "Alliance and its limits"]


def test_one_subset_per_face(book: Book) -> None:
    opened = pikepdf.open(book.path)
    names = [
        str(o.BaseFont) for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == "/Type0"
    ]
    assert len(names) == len(set(names))


def test_the_text_of_the_manuscript_is_in_the_file(book: Book) -> None:
    text = solid(subprocess.run(["pdftotext", str(book.path), "-"], capture_output=True, text=True, check=True).stdout)
    for passage in (
        "Les alliances du XIXᵉ siècle",
        "Une citation dans la note.",
        "Trois couronnes",
        "213 454",
        "Merci à la gare.",
    ):
        assert solid(passage) in text, passage


def test_nothing_is_laid_out_twice(book: Book, sample: Volume, cache: MemoryCache) -> None:
    before = len(cache)
    layout, _ = lay_out(sample, cache)
    assert len(cache) == before
    assert pdf.write_book(layout) == book.data


def test_an_edit_lays_out_one_chapter(book: Book, sample: Volume, cache: MemoryCache) -> None:
    first, second = sample.contributions
    edited = replace(second, body=[*second.body, sample_volume.para("Une phrase de plus.")])
    before = set(cache)
    layout, _ = lay_out(replace(sample, contributions=(first, edited)), cache)
    made = [p.unit.name for p in layout.placed if p.key not in before]
    assert made == ["second"]


def test_a_chapter_that_grows_moves_the_others_and_lays_none_of_them_out(
    book: Book, sample: Volume, cache: MemoryCache
) -> None:
    first, second = sample.contributions
    grown = replace(first, body=[*first.body, *(sample_volume.para("Une phrase de plus. " * 20) for _ in range(20))])
    before = set(cache)
    layout, _ = lay_out(replace(sample, contributions=(grown, second)), cache)
    assert [p.unit.name for p in layout.placed if p.key not in before] == ["premier"]
    assert layout.page_map.pages["second"] != book.layout.page_map.pages["second"]
    contents = next(p for p in layout.placed if p.unit.name == "contents")
    said = [link.text for link in contents.unit.element.iter("a") if link.get("class") == "locator"]
    assert layout.page_map.pages["second"].first in said


def test_same_bytes_from_two_workers_and_another_folder(book: Book, tmp_path: Path) -> None:
    volume = sample_volume.volume(tmp_path / "ailleurs é")
    layout, _ = lay_out(volume, MemoryCache(), jobs=2)
    assert pdf.write_book(layout) == book.data
    assert pdf.write_offprint(layout, "premier") == book.offprints["premier"].read_bytes()


def test_a_chapter_the_engine_gives_up_on_does_not_block_the_others(
    sample: Volume, cache: MemoryCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    from actes.writing.pdf import workers

    real = workers.render

    def breaks_on_second(task: object) -> bytes:
        if getattr(task, "unit", "") == "second" and not getattr(task, "failure", ""):
            raise AssertionError("no page")
        return real(task)  # type: ignore[arg-type]

    monkeypatch.setattr(workers, "render", breaks_on_second)
    first, second = sample.contributions
    volume = replace(sample, contributions=(first, replace(second, body=[sample_volume.para("Autre.")])))
    layout, report = lay_out(volume, MemoryCache(cache))
    assert [d.code for d in report] == ["layout-failed"]
    offprint = pdf.write_offprint(layout, "second")
    shown = subprocess.run(["pdftotext", "-", "-"], input=offprint, capture_output=True, check=True).stdout.decode()
    assert "n’a pas pu être mis en page" in shown


def test_roman_numbers() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 49, 1990)] == ["i", "iv", "ix", "xiv", "xlix", "mcmxc"]
