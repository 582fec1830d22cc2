"""DOI and archive identifiers as .bib files write them, in their normal form."""

from __future__ import annotations

import re
from urllib.parse import unquote

from actes.identifiers import bare_doi

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_ADDRESS = re.compile(r"https?://(?:[\w-]+\.)*?doi\.(?:[\w-]+\.)*[\w-]+/(10\.\d{4,9}/\S+)", re.IGNORECASE)

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
    bare = doi_in(value) or bare_doi(bare_doi(value))
    return unquote(bare) if bare != value and "%" in bare else bare


def is_doi(value: str) -> bool:
    """Whether `value` begins as a DOI does; old ones hold `<` and `>`, which archives refuse in new ones."""
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
