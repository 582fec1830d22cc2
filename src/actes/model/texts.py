"""Texts per language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actes.tree import Inlines

Localized = Mapping[str, Inlines]
"""BCP 47 language → inlines; the language of the thing itself comes first."""


def localized(texts: Mapping[str, Any], language: str) -> Any:
    """The text in `language`, else in its base language, else the first one; [] when there is none."""
    base = language.split("-")[0]
    if language in texts:
        return texts[language]
    for held, text in texts.items():
        if held.split("-")[0] == base:
            return text
    return next(iter(texts.values()), [])
