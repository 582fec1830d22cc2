"""The page list of the EPUB against the PDF itself: same labels, same first words."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

from lxml import etree

from actes.cache import Cache
from actes.diagnostics import Report
from actes.model import Volume
from actes.tree import Node, words, wrap
from actes.writing import html, pdf
from actes.writing.epub import write_epub

SPACE = {"x": "http://www.w3.org/1999/xhtml"}


def paragraph(number: int) -> Node:
    """Sixty words that stand nowhere else."""
    return wrap("Para", words(" ".join(f"p{number:02d}m{word:02d}" for word in range(60)) + "."))


def test_pages_begin_with_the_same_words(sample: Volume, tmp_path: Path) -> None:
    long = replace(sample.contributions[1], body=[paragraph(number) for number in range(30)])
    volume = replace(sample, contributions=(sample.contributions[0], long))
    layout = pdf.lay_out(volume, html.units(volume), Cache(tmp_path / "cache"), jobs=1, report=Report())
    (tmp_path / "book.pdf").write_bytes(pdf.write_book(layout))
    command = ["pdftotext", "-layout", str(tmp_path / "book.pdf"), "-"]
    printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\f")
    on_paper = [found[0] for text in printed if (found := re.findall(r"p\d\dm\d\d", text))]
    with zipfile.ZipFile(io.BytesIO(write_epub(volume, layout.page_map))) as archive:
        root = etree.fromstring(archive.read("EPUB/second.xhtml"))
        nav = etree.fromstring(archive.read("EPUB/table_of_contents.xhtml"))
    spans = root.findall(".//x:span[@class='page-break']", SPACE)
    # the first page begins with the title
    on_screen = [(span.tail or "").split()[0].rstrip(".") for span in spans[1:]]
    assert len(on_screen) >= 4
    assert on_screen == on_paper[1:]
    labels = [a.text for a in nav.iterfind(".//x:nav[@id='page-list']//x:a", SPACE)]
    assert labels == [b.label for unit in layout.placed for b in layout.page_map.breaks.get(unit.unit.name, ())]
    assert [span.get("title") for span in spans] == [b.label for b in layout.page_map.breaks["second"]]
