"""The texts of the volume itself carry what chapters carry: images, formulas, notes, references to their figures."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

from actes.build import build
from actes.outcome import Request
from volumes import DRAWING, VOLUME, write

DESCRIPTION = VOLUME + "front: [front/presentation.md]\nback-cover: front/dos.md\n"
PRESENTATION = """\
---
title: Présentation de $E=mc^2$
---

Voir la @fig-plan et l'@eq-somme.^[Une note de la présentation.]

![Le plan](plan.svg){#fig-plan alt="Un plan en deux traits"}

$$a + b$$ {#eq-somme}

![Perdue](perdue.png)
"""
INTRODUCTION = "L'axe commence.\n\n![Le même plan](../front/plan.svg){alt='Un plan repris'}\n"
XLINK = "{http://www.w3.org/1999/xlink}href"


def volume(folder: Path) -> Path:
    root = write(folder, {"premier": "\n# Début\n\nVoir @chap-premier.\n"}, description=DESCRIPTION)
    (root / "front").mkdir()
    for path, text in {
        "front/presentation.md": PRESENTATION,
        "front/dos.md": "Au dos.",
        "front/plan.svg": DRAWING,
        "axe-1/introduction.md": INTRODUCTION,
    }.items():
        (root / path).write_text(text, "utf-8")
    return root


def test_images_and_formulas_of_the_volume_are_in_every_output(tmp_path: Path) -> None:
    output = tmp_path / "out"
    outcome = build(Request(volume(tmp_path / "volume"), ("epub", "jats"), output=output, jobs=1))

    said = [(d.code, d.location.line) for d in outcome.diagnostics if d.location.file.endswith("presentation.md")]
    assert said == [("missing-image", 11)]

    book = etree.parse(output / "essai.bits.xml")
    shown = [g.get(XLINK) for g in book.iter("graphic")]
    assert len(shown) == 2
    assert all((output / name).is_file() for name in shown)
    presentation = book.find(".//preface")
    assert [x.get("rid") for x in presentation.iter("xref")][:2] == ["presentation--fig-plan", "presentation--eq-somme"]
    assert presentation.find(".//title//{*}math") is not None
    assert "Perdue" in "".join(presentation.itertext())

    with zipfile.ZipFile(io.BytesIO((output / "essai.epub").read_bytes())) as archive:
        pages = {n: archive.read(n).decode() for n in archive.namelist() if n.endswith(".xhtml")}
    drawn = [text for text in pages.values() if "Un plan en deux traits" in text or "Un plan repris" in text]
    assert len(drawn) == 2
    assert all("<img" in text for text in drawn)
    # reading systems make menus of the navigation: its formulas are text
    assert [name for name, text in pages.items() if 'class="tex"' in text] == ["EPUB/table_of_contents.xhtml"]


def test_a_chapter_may_refer_to_itself(tmp_path: Path) -> None:
    output = tmp_path / "out"
    build(Request(volume(tmp_path / "volume"), ("jats",), output=output, jobs=1))
    (link,) = [x for x in etree.parse(output / "essai.bits.xml").iter("xref") if x.get("rid") == "premier"]
    assert link.text == "Auteur, dans ce volume"
