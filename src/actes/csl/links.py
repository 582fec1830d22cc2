"""Addresses of DOI and URL values."""

from __future__ import annotations

import re
from urllib.parse import quote

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_SAFE = "/:;()<>.-_~!$&'*+,=@%"


def link_of(variable: str, value: str) -> str:
    """The address a value leads to: https only for DOI, http(s) for the rest; "" for anything else."""
    if variable == "DOI":
        match = _DOI.fullmatch(value.strip())
        return (
            "https://doi.org/" + quote(match.group(1), safe=_SAFE).replace("<", "%3C").replace(">", "%3E")
            if match
            else ""
        )
    match = _URL.fullmatch(value.strip())
    return match.group() if match else ""


def short_url(value: str) -> str:
    """The host of an address, as `form="short"` has it printed: without its path, `www.` without its scheme."""
    host = re.sub(r"(.*\.[^/]+)/.*", r"\1", value)
    return re.sub(r"https?://", "", host) if "//www." in host else host
