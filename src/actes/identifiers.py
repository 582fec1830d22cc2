"""Identifiers of people, institutions, books, series and works: their shape and their check characters."""

from __future__ import annotations

import re

_ORCID = re.compile(r"(\d{4})-(\d{4})-(\d{4})-(\d{3}[\dX])\Z")
_ROR = re.compile(r"0[a-hj-km-np-tv-z0-9]{6}\d{2}\Z")
_ROR_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_ISSN = re.compile(r"(\d{4})-?(\d{3}[\dX])\Z")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>{}|\\^`]+\Z")
_DOI_PREFIXES = re.compile(r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi:\s*|info:doi/|urn:doi:", re.IGNORECASE)
_EMAIL = re.compile(
    r"[^\s@<>(),;:\"\[\]]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\Z"
)


def _last_part(text: str, host: str) -> str:
    found = re.match(rf"(?:https?://)?(?:www\.)?{re.escape(host)}/", text.strip(), re.IGNORECASE)
    return text.strip()[found.end() if found else 0 :].rstrip("/")


def is_orcid(text: str) -> bool:
    """Whether `text`, bare or as a URL, is an ORCID with its right check character (ISO 7064, MOD 11-2)."""
    found = _ORCID.match(_last_part(text, "orcid.org").upper())
    if not found:
        return False
    characters = "".join(found.groups())
    total = 0
    for digit in characters[:-1]:
        total = (total + int(digit)) * 2 % 11
    return characters[-1] == "0123456789X"[(12 - total) % 11]


def is_ror(text: str) -> bool:
    """Whether `text`, bare or as a URL, is a ROR identifier with its right check digits (ISO 7064, MOD 97-10)."""
    bare = _last_part(text, "ror.org").lower()
    if not _ROR.match(bare):
        return False
    number = 0
    for character in bare[:-2]:
        number = number * 32 + _ROR_DIGITS.index(character)
    return int(bare[-2:]) == 98 - number * 100 % 97


def is_issn(text: str) -> bool:
    """Whether `text` is an ISSN with its right check character (ISO 3297)."""
    found = _ISSN.match(text.strip().upper())
    if not found:
        return False
    characters = "".join(found.groups())
    return sum((8 - i) * _value(c) for i, c in enumerate(characters)) % 11 == 0


def is_isbn(text: str) -> bool:
    """Whether `text`, hyphens and spaces aside, is an ISBN-10 or ISBN-13 with its right check character (ISO 2108)."""
    characters = re.sub(r"[\s‐‑–-]", "", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", characters):
        return sum((10 - i) * _value(c) for i, c in enumerate(characters)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", characters):
        return sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(characters)) % 10 == 0
    return False


def _value(character: str) -> int:
    return 10 if character == "X" else int(character)


def bare_doi(text: str) -> str:
    """A DOI without the address or label it was given with: `https://doi.org/10.1/x` → `10.1/x`."""
    stripped = text.strip()
    found = _DOI_PREFIXES.match(stripped)
    return stripped[found.end() :] if found else stripped


def is_doi(text: str) -> bool:
    """Whether `text`, bare or with its address, has the shape of a DOI (ANSI/NISO Z39.84)."""
    return bool(_DOI.match(bare_doi(text)))


def is_email(text: str) -> bool:
    """Whether `text` has the shape of an e-mail address that archives accept."""
    return bool(_EMAIL.match(text.strip()))
