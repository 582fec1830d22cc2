"""A preview really started, as a process, and a browser."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from volumes import DRAWING

BIB = """\
@book{davezies, author = {Davezies, Laurent}, title = {La Crise qui vient}, publisher = {Seuil},
 langid = {french}, date = {2012}}
@book{vanier, author = {Vanier, Martin}, title = {Le Pouvoir des territoires}, publisher = {Anthropos},
 langid = {french}, date = {2008}}
"""
HEADER = """\
---
title: {fr: Un titre, en: A title}
language: fr
authors: [{given: Ana, family: Auteur, affiliations: [{name: Ici, city: Rennes, country: FR}]}]
abstract: {fr: Résumé., en: Abstract.}
keywords: {fr: [ville, écologie, eau], en: [city, ecology, water]}
---
"""
FILLING = "\n\n".join(
    f"Paragraphe {n} : " + "du texte qui remplit la page et se lit sans hâte, " * 8 for n in range(40)
)
TEXT = f"""
# Introduction

Un début [@davezies, p. 12]^[Une note.] et une faute [@inconnue].

![Une carte](carte.svg){{#fig-carte alt="Une carte."}}

<script>window.hacked = true</script><img src=x onerror="window.hacked = true">

$$x^2 + y$$

{FILLING}

# Fin

La dernière phrase du texte.
"""


@dataclass
class Author:
    """An author's folder, and the preview that shows it."""

    folder: Path
    address: str
    process: subprocess.Popen[str]

    @property
    def article(self) -> Path:
        """The text."""
        return self.folder / "article.md"

    @property
    def bib(self) -> Path:
        """The bibliography."""
        return self.folder / "references.bib"

    def save(self, text: str = TEXT, header: str = HEADER) -> None:
        """Save the text, as an editor does."""
        temporary = self.folder / "article.md~"
        temporary.write_text(header + text, "utf-8")
        temporary.replace(self.article)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Author]]:
    """Starts a preview on a lone contribution's folder."""
    started: list[subprocess.Popen[str]] = []

    def make(text: str = TEXT) -> Author:
        folder = tmp_path / "mon-article"
        folder.mkdir()
        (folder / "carte.svg").write_text(DRAWING, "utf-8")
        (folder / "references.bib").write_text(BIB, "utf-8")
        (folder / "article.md").write_text(HEADER + text, "utf-8")
        command = [sys.executable, "-m", "actes", "preview", str(folder), "--no-open", "--lang", "fr"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
        started.append(process)
        assert process.stdout
        return Author(folder, process.stdout.readline().strip(), process)

    yield make
    for process in started:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        # one line on standard output, and nothing went wrong
        assert out == ""
        assert "Traceback" not in err, err
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new window."""
    context = browser.new_context(viewport={"width": 1300, "height": 850})
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()
