"""DOI, ISBN, ISSN and archive identifiers: their normal forms, and whether they can be right."""

from __future__ import annotations

import re
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi\.org/|(?:info:)?doi[:\s]\s*/?)+", re.IGNORECASE)
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(10\.\d{4,9}/\S+)", re.IGNORECASE)

_ARCHIVES = {
    "arxiv": "https://arxiv.org/abs/",
    "hal": "https://hal.science/",
    "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "pmid": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "hdl": "https://hdl.handle.net/",
    "handle": "https://hdl.handle.net/",
    "googlebooks": "https://books.google.com/books?id=",
    "halshs": "https://shs.hal.science/",
    "ark": "https://n2t.net/",
}


def normal_doi(value: str) -> str:
    """A DOI without resolver or prefix: `10.1000/x`; other values come back as they are."""
    bare = _DOI_PREFIX.sub("", value)
    return unquote(bare) if bare != value and "%" in bare else bare


def is_doi(value: str) -> bool:
    """Whether `value` has the shape of a DOI (DOI Handbook §2.2)."""
    return bool(_DOI.fullmatch(value))


def doi_in(url: str) -> str:
    """The DOI that an address of the resolver names, else ""."""
    found = _DOI_ADDRESS.fullmatch(url)
    return unquote(found[1]) if found else ""


def eprint_url(archive: str, identifier: str) -> str:
    """The address of a document in an archive, "" for an archive nobody knows."""
    if identifier.startswith(("http://", "https://")):
        return identifier
    base = _ARCHIVES.get(archive.lower())
    return base + re.sub(r"^arxiv:", "", identifier, flags=re.IGNORECASE) if base else ""


def isbn13(value: str) -> str:
    """An ISBN as 13 digits without hyphens; "" when its length or its check digit is wrong (ISO 2108)."""
    digits = re.sub(r"[^0-9Xx]", "", value).upper()
    if len(digits) == 10 and "X" not in digits[:9]:
        total = sum((10 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(digits))
        if total % 11:
            return ""
        body = "978" + digits[:9]
        return body + str(-sum(int(c) * (1 + 2 * (i % 2)) for i, c in enumerate(body)) % 10)
    if len(digits) == 13 and digits.isdigit():
        total = sum(int(c) * (1 + 2 * (i % 2)) for i, c in enumerate(digits))
        return digits if total % 10 == 0 else ""
    return ""


def issn_is_valid(value: str) -> bool:
    """Whether an ISSN has eight digits and the right check digit (ISO 3297)."""
    digits = value.replace("-", "").upper()
    if not re.fullmatch(r"\d{7}[\dX]", digits):
        return False
    return sum((8 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(digits)) % 11 == 0
