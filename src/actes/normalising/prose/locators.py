"""What follows a citation: pages and the like, then remarks; how they are written after a key."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = r"(?:\d{1,5}[a-z]?|(?-i:[ivxlcdm]{1,9}|[IVXLCDM]{1,9})(?!\w))"
_FURTHER = r"(?:\d{1,5}[a-z]?|(?-i:[ivxlcdm]{1,9}|[IVXLCDM]{2,9})(?![\w.]))"
"""After a comma, « C. » is an initial, not a hundred."""
_LABEL = (
    r"(?:pp?|pages?|chap(?:itres?|ters?|s)?|ch|vols?|volumes?|tomes?|livres?|books?|parties?|parts?|sections?|sect|"
    r"§{1,2}|paragr|paragraphes?|paras?|notes?|nn|n°|nº|no|numéros?|fig|figures?|tab|tableaux?|table|annexes?|"
    r"art|articles?|lignes?|lines?|vv|vers|verset|col|colonnes?|fol|f°|folio|actes?|scènes?|éd|planches?|pl|cartes?|"
    r"encadrés?|(?-i:[tnlv]))"
)
_LIST = rf"{_NUMBER}(?:[ ]*[-‐‑–—]{{1,2}}[ ]*(?:p\.[ ]*)?{_NUMBER})?"
_MORE = rf"(?:[ ]*(?:,|et|and|&)[ ]*{_FURTHER}(?:[ ]*[-‐‑–—]{{1,2}}[ ]*{_NUMBER})?(?![ ]*(?:e|ème|er|re|éd)\b))*"
_TAIL = r"(?:[ ]*(?:sqq?|ss|ff?|et[ ]s(?:uiv(?:antes?)?)?|et[ ]passim|passim|n)\b\.?)?"
_LABELLED = rf"{_LABEL}(?:\.[ ]*|[ ]+|(?=\d)){_LIST}{_MORE}{_TAIL}"
_LOCATOR = re.compile(
    rf"[ ]*(?P<lead>[,:;.]|)[ ]*(?P<labelled>{_LABELLED}(?:[ ]*(?:,|et|and|&)[ ]*(?:{_LABELLED}))*)(?!\w)",
    re.IGNORECASE,
)
_PAGES = r"\d{1,4}(?:[ ]*[-‐‑–—]{1,2}[ ]*\d{1,4})?"
_BARE = re.compile(
    rf"[ ]*[:,][ ]*(?P<bare>{_PAGES}(?:[ ]*(?:,|et|and|&)[ ]*{_PAGES}(?![ ]*\w))*{_TAIL})"
    r"(?![\w%€])(?![ ]*(?:%|€|e[ ]éd|p\.|[a-zà-ÿ]{3,}))"
)
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d[a-z]?")


def locator(view: str, start: int, end: int) -> tuple[str, int]:
    """The locator at the beginning of `view[start:end]` as pandoc reads one, and where it ends ("" and start: none).

    Pages without a label get « p. »; « pp. » becomes « p. », which French styles know; no-break spaces become
    blanks and dashes hyphens.
    """
    match = _LOCATOR.match(view, start, end)
    if match and (match["lead"] or view[start : start + 1].isspace()):
        return _tidy(match["labelled"]), match.end()
    if (match := _BARE.match(view, start, end)) and (
        not _YEAR.fullmatch(match["bare"].split(" ")[0].split(",")[0].split("-")[0].split("–")[0])
    ):
        return f"p. {_tidy(match['bare'])}", match.end()
    return "", start


def locator_of(citation: str) -> str:
    """The locator in a pandoc citation of one key (`[@key, p. 3]`, `@key [p. 3]`)."""
    match = re.search(r"[,\[]\s*([^\[\]@]*)\]$", citation)
    return locator(f", {match[1]}", 0, len(match[1]) + 2)[0] if match else ""


@lru_cache(maxsize=4096)
def _tidy(text: str) -> str:
    text = re.sub(r"[ ]*[-‐‑–—]{1,2}[ ]*(?=\w)", "-", text)
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"(?<=[\wé])[ ],", ",", text)
    text = re.sub(r"\bpp\.?[ ]*(?=\w)", "p. ", text, flags=re.IGNORECASE)
    text = re.sub(r"\b([pP])(?:\.[ ]*|[ ]*)(?=\d)", r"\1. ", text)
    return re.sub(r"\b(chap|vol|t|fig|art|sect|n|l|col|fol)\.(?=\d)", r"\1. ", text)


def tidy_postnote(text: str) -> str:
    """A LaTeX post-note as a locator: `p.~33`, `45--47` or words."""
    text = re.sub(r"\s+", " ", text.replace("~", " ").replace(r"\,", " ")).strip().replace("{", "").replace("}", "")
    text = text.replace("---", "—").replace("--", "–")
    found, end = locator(f", {text}", 0, len(text) + 2)
    return found + text[end - 2 :].replace("–", "-") if found else text


_CLOSING_WORDS = re.compile(
    r"[ ]*[,;]?[ ]*((?:among(?:st)?[ ]others|entre[ ]autres|parmi[ ]d['’]autres|notamment|passim|etc\.?|etc…|et[ ]al\.?"
    r"|souligné[ ]par[ ](?:nous|moi)|nous[ ]soulignons|je[ ]souligne|(?:notre|ma)[ ]traduction|traduction[ ]"
    r"(?:de[ ]l['’]auteure?|personnelle)|ma[ ]trad\.|my[ ]translation|emphasis[ ]added"
    r"|\d+(?:e|ème|re|nd|rd|th)[ ]éd(?:ition|\.)?))"
    r"(?!\w)",
    re.IGNORECASE,
)


def closing_words(view: str, start: int, end: int) -> tuple[str, int]:
    """A customary remark at the beginning of `view[start:end]` (« entre autres »), and where it ends."""
    match = _CLOSING_WORDS.match(view, start, end)
    return (match[1], match.end()) if match else ("", start)
