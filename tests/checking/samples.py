"""Small contributions made of Markdown, as rules see them after reading, that break no rule of metadata."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from actes import pandoc
from actes.diagnostics import Location
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
