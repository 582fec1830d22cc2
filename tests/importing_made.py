"""Documents made for the tests: by pandoc from Markdown, then given what only a word processor writes."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pypandoc
from PIL import Image

TEXT = """\
---
title: Le pacte et la coopération
author: Ana Durand
---

# Introduction

Une phrase avec une note[^n] et **du gras**. ZOTEROICI Puis une citation tapée (Vanier, 2008, p. 12).

[^n]: Le texte de la note, avec *italique*.

![Carte des pactes](carte.png)

: Les aides

| Commune | Aide |
|---------|------|
| Forges  | 12   |

> Une citation longue, prise ailleurs.

## Méthode

- premier point ;
- second point.
"""
ITEM = {
    "id": "http://zotero.org/users/1/items/ABC",
    "type": "book",
    "title": "Le Pouvoir des territoires",
    "author": [{"family": "Davezies", "given": "Laurent"}],
    "issued": {"date-parts": [[2012]]},
    "publisher": "Seuil",
}
CITATION = {
    "citationID": "x1",
    "properties": {"formattedCitation": "(Davezies 2012, p. 45)", "plainCitation": "(Davezies 2012, p. 45)"},
    "citationItems": [{"id": 7, "itemData": ITEM, "locator": "45", "label": "page"}],
}


def picture(path: Path) -> None:
    """A small PNG."""
    Image.new("RGB", (60, 40), "navy").save(path)


def made(folder: Path, suffix: str, text: str = TEXT) -> Path:
    """The document in `folder`, with one Zotero citation where the text says ZOTEROICI."""
    picture(folder / "carte.png")
    (folder / "source.md").write_text(text, "utf-8")
    target = folder / f"mon-article{suffix}"
    command = [pypandoc.get_pandoc_path(), "source.md", "-o", target.name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    {".docx": _zotero_in_docx, ".odt": _zotero_in_odt}[suffix](target)
    return target


def edited(path: Path, member: str, change: Callable[[str], str]) -> None:
    """Rewrite a member of a zip."""
    held = {}
    with zipfile.ZipFile(path) as archive:
        held = {info.filename: archive.read(info) for info in archive.infolist()}
    held[member] = change(held[member].decode()).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    path.write_bytes(out.getvalue())


def _zotero_in_docx(path: Path) -> None:
    code = escape(" ADDIN ZOTERO_ITEM CSL_CITATION " + json.dumps(CITATION))
    field = (
        '</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>(Davezies 2012, p. 45)</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve">'
    )
    edited(path, "word/document.xml", lambda text: text.replace("ZOTEROICI", field))


def _zotero_in_odt(path: Path) -> None:
    name = quoteattr("ZOTERO_ITEM CSL_CITATION " + json.dumps(CITATION) + " RNDabc")
    mark = (
        f"<text:reference-mark-start text:name={name}/>(Davezies 2012, p. 45)"
        f"<text:reference-mark-end text:name={name}/>"
    )
    edited(path, "content.xml", lambda text: text.replace("ZOTEROICI", mark))


TEX = r"""
\documentclass{article}
\usepackage{graphicx}
\title{Le pacte et la coopération}
\author{Ana Durand}
\begin{document}
\maketitle
\begin{abstract}Un résumé.\end{abstract}
\section{Introduction}
Une phrase avec une note\footnote{Le texte de la note.} et \textbf{du gras} \cite[p.~45]{davezies2012}.
\input{suite}
\begin{figure}\includegraphics{carte}\caption{Carte des pactes}\end{figure}
\begin{table}\caption{Les aides}\begin{tabular}{lr}Commune & Aide \\ Forges & 12\end{tabular}\end{table}
\bibliography{biblio}
\end{document}
"""
BIB = "@book{davezies2012, author={Davezies, Laurent}, title={Le Pouvoir des territoires}, date={2012}}\n"


def made_tex(folder: Path) -> Path:
    """A TeX document in two files, with a picture and a .bib file."""
    picture(folder / "carte.png")
    (folder / "suite.tex").write_text("La suite du texte, tapée ailleurs (Vanier, 2008, p. 12).\n", "utf-8")
    (folder / "biblio.bib").write_text(BIB, "utf-8")
    path = folder / "mon-article.tex"
    path.write_text(TEX, "utf-8")
    return path
