"""Terms, dates and options of a style's locales, as citeproc-py resolves them, ready for look-up.

`citeproc.model.Style.set_locale_list` orders the locales (in-style dialect, in-style language, in-style
default, dialect file, primary dialect, en-US: CSL 1.0.2, « Locale Fallback »); here they are merged.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree

from actes.csl.markup import Quotes

NS = "{http://purl.org/net/xbiblio/csl}"
_FORMS = {
    "verb-short": ("verb-short", "verb", "long"),
    "symbol": ("symbol", "short", "long"),
    "short": ("short", "long"),
    "verb": ("verb", "long"),
    "long": ("long",),
}
Term = tuple[str, str]
"""Singular and plural."""


@dataclass
class Locale:
    """What a style says in one language."""

    language: str
    terms: dict[tuple[str, str, str], Term] = field(default_factory=dict)
    """(name, form, gender or "") → singular and plural."""
    genders: dict[str, str] = field(default_factory=dict)
    """Term → the gender of the noun it stands for."""
    ordinals: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """(match, digits, gender) → name of the ordinal term."""
    dates: dict[str, Any] = field(default_factory=dict)
    """Form → localized cs:date element."""
    options: dict[str, bool] = field(default_factory=dict)

    def find(self, name: str, form: str = "long", gender: str = "") -> Term | None:
        """The term, in the form asked for or the one it falls back on (CSL 1.0.2, « Terms »)."""
        for candidate in _FORMS.get(form, (form, "long")):
            found = self.terms.get((name, candidate, gender)) if gender else None
            found = found or self.terms.get((name, candidate, ""))
            if found is not None:
                return found
        return None

    def term(self, name: str, form: str = "long", *, plural: bool = False, gender: str = "") -> str:
        """The text of a term, "" if there is none."""
        found = self.find(name, form, gender)
        return found[plural] if found else ""

    def option(self, name: str) -> bool:
        """A locale option (`punctuation-in-quote`, `limit-day-ordinals-to-day-1`)."""
        return self.options.get(name, False)

    @property
    def quotes(self) -> Quotes:
        """The quotation marks."""
        return Quotes(
            self.term("open-quote"),
            self.term("close-quote"),
            self.term("open-inner-quote"),
            self.term("close-inner-quote"),
        )

    def ordinal_suffix(self, number: int, gender: str = "") -> str:
        """What turns `number` into an ordinal (CSL 1.0.2, « Ordinal Suffixes »)."""
        digits = str(number)
        for tried in dict.fromkeys((gender, "neuter")):
            if not tried:
                continue
            for match, key in (
                ("whole-number", digits),
                ("last-two-digits", digits[-2:]),
                ("last-digit", digits[-1:]),
            ):
                name = self.ordinals.get((match, key, tried))
                if name:
                    return self.term(name, gender=gender) or self._any_gender(name)
        return self.term("ordinal", gender=gender) or self._any_gender("ordinal")

    def _any_gender(self, name: str) -> str:
        for gender in ("feminine", "masculine"):
            found = self.terms.get((name, "long", gender))
            if found:
                return found[0]
        return ""


def merge(language: str, elements: Iterable[etree._Element]) -> Locale:
    """One locale of cs:locale elements, the most specific one first."""
    locale = Locale(language)
    for element in reversed(list(elements)):
        _add(locale, element)
    locale.terms.setdefault(("supplement", "long", ""), ("supplement", "supplements"))
    return locale


def _add(locale: Locale, element: etree._Element) -> None:
    terms = list(element.iter(f"{NS}term"))
    if any(t.get("name") == "ordinal" for t in terms):
        # ordinals come as a whole: those of a less specific locale no longer hold
        locale.ordinals.clear()
        for key in [k for k in locale.terms if k[0].startswith("ordinal")]:
            del locale.terms[key]
    for term in terms:
        _add_term(locale, term)
    for options in element.iter(f"{NS}style-options"):
        for name, value in options.attrib.items():
            locale.options[str(name)] = value == "true"
    for date in element.findall(f"{NS}date"):
        locale.dates[str(date.get("form", ""))] = date


def _add_term(locale: Locale, term: etree._Element) -> None:
    name = str(term.get("name", "")).replace("sub verbo", "sub-verbo")
    gender = str(term.get("gender-form", ""))
    if name.startswith("ordinal-"):
        digits = name[8:]
        match = term.get("match") or ("last-digit" if digits.startswith("0") else "last-two-digits")
        if digits.startswith("0"):
            digits = digits[1:]
        locale.ordinals[(str(match), digits, gender or "neuter")] = name
    if term.get("gender"):
        locale.genders[name] = str(term.get("gender"))
    single, multiple = term.find(f"{NS}single"), term.find(f"{NS}multiple")
    if multiple is not None:
        text = ((single.text or "") if single is not None else "", multiple.text or "")
    else:
        text = (term.text or "", term.text or "")
    # some styles escape markup in terms twice
    locale.terms[(name, str(term.get("form", "long")), gender)] = (html.unescape(text[0]), html.unescape(text[1]))


@lru_cache(maxsize=64)
def system_name(language: str) -> str:
    """A language tag as CSL writes it: `fr-fr` → `fr-FR`."""
    first, _, rest = language.replace("_", "-").partition("-")
    return f"{first.lower()}-{rest.upper()}" if rest else first.lower()
