"""Names of countries (ISO 3166-1 alpha-2), from the Unicode CLDR through Babel."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError


def country_name(code: str, language: str) -> str:
    """The name of country `code` in `language` (BCP 47); the code itself when CLDR has no name for it."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(locale.territories.get(code.upper(), code))
