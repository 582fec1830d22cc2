"""Texts of two processors made comparable: spaces, hyphens, markup, and the seams no processor should print."""

from __future__ import annotations

import html
import re
import unicodedata

_SEAMS = (
    (re.compile(r"([,.]) ?(?=\1)(?!\.\.)"), ""),
    (re.compile(r" +(?=,)"), ""),
    (re.compile(r",(?: ?,)+"), ","),
    (re.compile(r"\.\.(?!\.)"), "."),
    (re.compile(r"[ ,]+$"), ""),
)


def fold(text: str, *, markup: bool) -> str:
    """`text` with one kind of space and hyphen, superscripts lowered; `markup` if it is HTML."""
    if markup:
        text = re.sub(r"<div[^>]*>|</div>", " ", text)
        text = html.unescape(re.sub(r"<[^>]+>", "", text))
    text = "".join(
        unicodedata.normalize("NFKC", c) if unicodedata.decomposition(c).startswith("<super>") else c for c in text
    )
    text = re.sub(r"[\u00a0\u202f\u2009\s]+", " ", text)
    return re.sub(r"[\u2010-\u2015\u2212-]", "-", text).strip()


def without_seams(text: str) -> str:
    """A folded text with doubled marks and blanks before commas removed, as we never print them."""
    for pattern, better in _SEAMS:
        text = pattern.sub(better, text)
    return text.strip()
