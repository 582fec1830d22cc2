"""Indexes of authors and of keywords, sorted as a French reader looks them up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from actes.model import Volume


def collation_key(text: str) -> tuple[str, str]:
    """A key that sorts without regard to accents, case, ligatures and hyphens; accents break ties."""
    unligated = text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae").replace("Æ", "Ae")
    bare = "".join(c for c in unicodedata.normalize("NFKD", unligated) if not unicodedata.combining(c))
    folded = re.sub(r"[\W_]+", " ", bare.casefold()).strip()
    return folded, text


def index(volume: Volume) -> Volume:
    """`volume` with its indexes: (entry, slugs in the order of the book)."""
    authors = ((person.inverted, c.slug) for c in volume.contributions for person in c.authors)
    keywords = (
        (keyword, c.slug) for c in volume.contributions for keyword in _in_language(c.keywords, volume.language)
    )
    return replace(volume, author_index=_gather(authors), keyword_index=_gather(keywords))


def _in_language(keywords: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    base = language.split("-")[0]
    return next((tuple(v) for k, v in keywords.items() if k.split("-")[0] == base), ())


def _gather(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Entries that differ only by case or accents are one, under the first form met."""
    found: dict[str, tuple[str, dict[str, None]]] = {}
    for entry, slug in pairs:
        _form, slugs = found.setdefault(collation_key(entry)[0], (entry, {}))
        slugs[slug] = None
    entries = ((form, tuple(slugs)) for form, slugs in found.values())
    return tuple(sorted(entries, key=lambda entry: collation_key(entry[0])))
