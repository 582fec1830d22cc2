"""Values as they compare: without case, accents, punctuation and markup, numbers in figures.

Folding takes away what two people write differently.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata

MARKUP = re.compile(r"<[^<>]+>")
ORDINALS = {
    "premier": 1, "premiere": 1, "first": 1, "one": 1, "second": 2, "seconde": 2, "deuxieme": 2, "two": 2,
    "troisieme": 3, "third": 3, "three": 3, "quatrieme": 4, "fourth": 4, "four": 4, "cinquieme": 5, "fifth": 5,
    "five": 5, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sixieme": 6,
}  # fmt: skip
ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_CENTURY = re.compile(r"(\d{1,2}|(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3}))(?:er|re|e|eme|ieme|nd|nde|st|rd|th)")
_WORD = re.compile(r"[^\W_]+")
_NUMBER_WORDS = frozenset({"n", "no", "numero", "vol", "volume", "tome", "t", "number", "issue", "num"})


@functools.lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Words in lower case without accents, punctuation or markup: `L’œuvre d’État` → `l oeuvre d etat`."""
    text = html.unescape(MARKUP.sub("", text)).lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    text = text.replace("&", " et ").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ı", "i")
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(map(_ordinal, _WORD.findall(text)))


def _ordinal(word: str) -> str:
    """« XXIe », « XXIème » and « 21e » as `21`, « troisième » as `3`; other words as they are."""
    if word.endswith("ieme") and word in ORDINALS:
        return str(ORDINALS[word])
    found = _CENTURY.fullmatch(word)
    if not found or word in {"le", "vie", "lie", "die", "ire"}:
        return word
    return found[1] if found[1].isdecimal() else str(from_roman(found[1]))


def number(text: str) -> str:
    """A number in figures: `Tome IV` → `4`, `n° 12` → `12`, `3-4` → `3 4`."""
    words = [w for w in fold(text).split() if w not in _NUMBER_WORDS]
    figures: list[str] = []
    for word in words:
        bare = re.sub(r"(?<=\d)(?:er|re|e|eme|nd|st|rd|th)$", "", word)
        bare = re.sub(r"^(?:n|no|vol|t)(?=\d)", "", bare)
        if bare in ORDINALS:
            figures.append(str(ORDINALS[bare]))
        elif ROMAN.fullmatch(bare):
            figures.append(str(from_roman(bare)))
        else:
            figures.append(bare.lstrip("0") or bare)
    return " ".join(figures)


def from_roman(text: str) -> int:
    """The value of a number in small Roman figures: `xiv` → 14."""
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[c] for c in text]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def isbn13(value: str) -> str:
    """An ISBN as 13 digits without hyphens, its check digit made right; "" for what is none (ISO 2108)."""
    digits = re.sub(r"[^0-9Xx]", "", value).upper()
    if not re.fullmatch(r"\d{9}[\dX]|\d{13}", digits):
        return ""
    body = "978" + digits[:9] if len(digits) == 10 else digits[:12]
    return body + str(-sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(body)) % 10)


def first_page(text: str) -> str:
    """The first page of a range, in lower case without zeros at the head; "" when it begins with none."""
    found = re.match(r"\s*(?:pp?\.?\s*)?([A-Za-z]?\d+|[ivxlc]+\b)", text)
    return found[1].lower().lstrip("0") if found else ""


def edition_number(text: str) -> str:
    """Which edition a text means: `2`, « 2e éd. revue », « deuxième édition » → `2`; "" for none."""
    figures = re.search(r"\d+", MARKUP.sub("", text))
    return figures[0] if figures else number(text.split(" ")[0]) if text else ""


_DEPOSIT = re.compile(
    r"(?:[\w-]+\.)*(?:hal\.science|archives-ouvertes\.fr)/(?:[\w-]+/)?([a-z]+-\d{6,})(?:v\d+)?(?:[/#?].*)?"
    r"|arxiv\.org/(?:abs|pdf|html)/([\w.-]+?(?:/\d+)?)(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)


def address(url: str) -> str:
    """An address without scheme, `www.`, tracking, fragment and final slash; a deposit without portal and version."""
    url = re.sub(r"^[a-z]+://(?:www\.|dx\.)?", "", url.strip(), flags=re.IGNORECASE)
    if deposit := _DEPOSIT.fullmatch(url):
        return f"hal.science/{deposit[1].lower()}" if deposit[1] else f"arxiv.org/{deposit[2].lower()}"
    url = re.sub(r"[?&](?:utm_[^&#]*|lang=\w+|fbclid=[^&#]*)", "", url.split("#")[0])
    host, slash, path = url.partition("/")
    return (host.lower() + slash + path).rstrip("/?").removesuffix("/document")
