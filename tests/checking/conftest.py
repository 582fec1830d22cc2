"""Small contributions made of Markdown, as rules see them after reading; and the codes rules find in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from actes import checking, pandoc
from actes.checking.chapter import Chapter
from actes.diagnostics import Diagnostic, Location, Report
from actes.model import Affiliation, Axis, Contribution, Licence, Person, Volume
from actes.reading import structure
from actes.tree import words

CC_BY = Licence("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", {})
RENNES = Affiliation("Université de Port-Brume", city="Port-Brume", country="FR")
AUTHOR = Person(
    family="Le Galet", given="Cyprien", orcid="0000-0002-1825-0097", email="c@example.org", affiliations=(RENNES,),
    corresponding=True,
)  # fmt: skip


def contribution(markdown: str = "Un texte.\n", language: str = "fr", head: str = "", **fields: Any) -> Contribution:
    """A contribution that breaks no rule of metadata, with this text."""
    text = f"---\ntitle: Un titre\n{head}---\n\n{markdown}"
    blocks = structure.normalise(pandoc.read_markdown(markdown), words)
    complete: dict[str, Any] = {
        "slug": "un-titre",
        "folder": Path("volume/un-titre"),
        "source": Location("volume/un-titre/article.md"),
        "language": language,
        "title": {"fr": words("Un titre"), "en": words("A title")},
        "authors": (AUTHOR,),
        "axis": "axe-1",
        "abstracts": {"fr": [_para("Un résumé.")], "en": [_para("An abstract.")]},
        "keywords": {"fr": ("un", "deux", "trois"), "en": ("one", "two", "three")},
        "licence": CC_BY,
        "body": blocks,
        "text": text,
        "type": "discussion",
    }
    return Contribution(**{**complete, **fields})


def volume(*contributions: Contribution, **fields: Any) -> Volume:
    """A volume in French and English with two axes."""
    axes = (Axis("axe-1", 1, {"fr": words("Un")}), Axis("axe-2", 2, {"fr": words("Deux")}))
    complete: dict[str, Any] = {
        "id": "volume",
        "folder": Path("volume"),
        "source": Location("volume/volume.yaml"),
        "language": "fr",
        "languages": ("fr", "en"),
        "title": {"fr": words("Actes")},
        "axes": axes,
        "contributions": contributions,
        "licence": CC_BY,
    }
    return Volume(**{**complete, **fields})


def _para(text: str) -> dict[str, Any]:
    return {"t": "Para", "c": words(text)}


Found = Callable[..., list[Diagnostic]]


@pytest.fixture
def found() -> Found:
    """What the rules find in a contribution: `found(markdown, language=…, limits=…, **fields)`."""

    def look(
        markdown: str = "Un texte.\n",
        *,
        limits: Mapping[str, int] | None = None,
        settings: Mapping[str, Any] | None = None,
        **fields: Any,
    ) -> list[Diagnostic]:
        made = contribution(markdown, **fields)
        report = Report()
        checking.check_contribution(made, volume(made, limits=limits or {}, **(settings or {})), report)
        diagnostics = list(report)
        for diagnostic in diagnostics:
            # every message can be said in both languages
            assert diagnostic.as_text("fr")
            assert diagnostic.as_text("en")
        return diagnostics

    return look


@pytest.fixture
def codes(found: Found) -> Callable[..., list[str]]:
    """The codes of what the rules find, in the order of the text."""
    return lambda *args, **fields: [d.code for d in found(*args, **fields)]


@pytest.fixture
def chapter() -> Callable[..., Chapter]:
    """A contribution under examination."""

    def make(markdown: str, **fields: Any) -> Chapter:
        made = contribution(markdown, **fields)
        return Chapter(made, volume(made))

    return make
