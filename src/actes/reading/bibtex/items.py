"""CSL-JSON items as a French editor expects them, from what pandoc gives and what only the entry says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from actes.reading.bibtex.conversion import ADDITION, SUBTITLE
from actes.reading.bibtex.dates import CslDate, read_date
from actes.reading.bibtex.identifiers import doi_in, eprint_url, normal_doi
from actes.reading.bibtex.languages import GENRES, STATES, is_french, keyword, language_of
from actes.reading.bibtex.latex import prepare, verbatim
from actes.reading.bibtex.newspapers import is_newspaper
from actes.reading.bibtex.records import Record

_DROPPED = (
    "abstract",
    "annote",
    "keyword",
    "language",
    "title-short",
    "issued",
    "accessed",
    "original-date",
    "event-date",
)
_TYPES = {
    "archival": "document",
    "bibnote": "document",
    "commentary": "article-journal",
    "performance": "performance",
    "set": "document",
    "standard": "standard",
    "image": "graphic",
    "music": "song",
}
"""Types pandoc does not know, or maps to another thing."""

_SUBTYPES = frozenset(
    {
        "speech", "post", "post-weblog", "interview", "map", "broadcast", "bill", "hearing", "regulation", "treaty",
        "personal_communication", "manuscript", "pamphlet", "review-book", "entry-dictionary", "classic", "collection",
        "event", "figure", "musical_score", "periodical", "standard", "performance", "document", "graphic", "song",
    }
)  # fmt: skip
"""CSL types that an entry may claim by `entrysubtype`, which BibLaTeX leaves free."""


def finished(item: Mapping[str, Any], record: Record) -> dict[str, Any]:
    """The item of `record`: `item` as pandoc made it, repaired, with keys in alphabetical order."""
    french = is_french(record.fields)
    csl: dict[str, Any] = {name: _tidy(value, french) for name, value in item.items() if name not in _DROPPED}
    csl["id"] = record.key
    csl["type"] = _type(record, str(item.get("type", "")))
    csl["genre"] = _genre(record, french)
    _put_people(csl, record)
    _put_dates(csl, record)
    _put_identifiers(csl, record)
    _put_pages(csl, record)
    if language := language_of(record.fields):
        csl["language"] = language
    csl["title-short"] = _plain(record, "shorttitle")
    _put_archive(csl, record)
    return {name: csl[name] for name in sorted(csl) if csl[name]}


def _tidy(value: Any, french: bool) -> Any:
    if isinstance(value, str):
        return clean_text(value, french)
    if isinstance(value, list):
        return [_tidy(part, french) for part in value]
    if isinstance(value, dict):
        return {name: _tidy(part, french) for name, part in value.items()}
    return value


def clean_text(text: str, french: bool) -> str:
    """A text of pandoc's: NFC, single spaces, no dotless i under an accent, subtitles joined as the language does."""
    if SUBTITLE in text or ADDITION in text:
        text = re.sub(rf"(?<=[?!…:;.])\s*{SUBTITLE}\s*|(?<=[?!…:;.]\s»)\s*{SUBTITLE}\s*", " ", text)
        text = re.sub(rf"\s*{SUBTITLE}\s*", "\u00a0: " if french else ": ", text)
        text = re.sub(rf"\.?\s*{ADDITION}\s*", ". ", text)
    if not text.isascii():
        text = re.sub("ı(?=[\u0300-\u036f])", "i", text)
        text = unicodedata.normalize("NFC", text.replace("\u2006", "\u202f"))
    return _BLANKS.sub(" ", text).strip(" \t\n")


_BLANKS = re.compile(r"[ \t\n]{2,}")


def _type(record: Record, given: str) -> str:
    fields = record.fields
    if _subtype(record) in _SUBTYPES:
        return _subtype(record)
    if record.kind == "article" and is_newspaper(record):
        return "article-magazine" if _subtype(record) == "magazine" else "article-newspaper"
    if record.kind == "misc":
        if given in {"", "document"}:
            return "webpage" if "url" in fields else "document"
        return given
    return _TYPES.get(record.kind) or given or "document"


def _genre(record: Record, french: bool) -> str:
    """What kind of thesis or report it is, in the work's language."""
    typed = _plain(record, "type")
    if not typed and record.kind == "thesis" and record.entry.kind in GENRES:
        typed = record.entry.kind
    return keyword(GENRES, typed, french)


def _subtype(record: Record) -> str:
    typed = record.fields.get("entrysubtype", "").strip("{} ").lower()
    return typed or ("magazine" if record.entry.kind == "magazine" else "")


def _put_people(csl: dict[str, Any], record: Record) -> None:
    if record.kind != "movie" and "director" in csl:
        csl.setdefault("editor", csl["director"])
        del csl["director"]
    for value in csl.values():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            value[:] = [_person(person) for person in value]


def _person(person: Mapping[str, Any]) -> dict[str, Any]:
    """A name of which something is left; one that has no family is a literal one."""
    held = {part: text for part, text in person.items() if text}
    if "family" not in held and "literal" not in held:
        return {"literal": " ".join(map(str, held.values()))}
    return held


def _put_dates(csl: dict[str, Any], record: Record) -> None:
    fields = record.fields
    if dated := read_date(fields):
        csl["issued"] = dated.csl
        if dated.original:
            csl["original-date"] = dated.original
    if "note" in csl and csl["note"] == csl.get("issued", {}).get("literal"):
        del csl["note"]
    state = str(csl.get("status", ""))
    if "issued" not in csl and any(state in words for words in STATES.values()):
        csl["issued"] = {"literal": state}
    for prefix, variable in (("url", "accessed"), ("orig", "original-date"), ("event", "event-date")):
        if found := read_date(fields, prefix):
            csl[variable] = found.csl
    if "accessed" not in csl and (accessed := _accessed(fields)):
        csl["accessed"] = accessed
        if _ACCESSED.fullmatch(str(csl.get("note", "")).strip(" ().")):
            del csl["note"]


_ACCESSED = re.compile(
    r"(?:page |site |document )?(?:consultée?|accédée?|accessed|retrieved|visited)[^\d]{0,20}(\d[^)\]]{5,30})",
    re.IGNORECASE,
)


def _accessed(fields: Mapping[str, str]) -> CslDate | None:
    """The day of consultation authors write in a note: « consulté le 12 mars 2020 »."""
    for name in ("note", "howpublished", "addendum", "accessed", "lastaccessed", "lastchecked", "visited"):
        said = fields.get(name, "")
        found = _ACCESSED.search(said)
        text = found[1] if found else said if name not in {"note", "howpublished", "addendum"} else ""
        dated = read_date({"date": text.strip(" .,;{}")}) if text else None
        if dated and len(dated.csl.get("date-parts", [[0]])[0]) == 3:
            return dated.csl
    return None


def _put_identifiers(csl: dict[str, Any], record: Record) -> None:
    fields = record.fields
    url = verbatim(fields.get("url", ""))
    doi = normal_doi(verbatim(fields.get("doi", "")))
    if not doi and (found_doi := doi_in(url)):
        doi, url = found_doi, ""
    eprint = verbatim(fields.get("eprint", ""))
    if eprint and not url:
        url = eprint_url(verbatim(fields.get("eprinttype", "")), eprint)
        if not url and fields.get("eprinttype", "").strip():
            csl["note"] = ". ".join(t for t in (csl.get("note", ""), f"{_plain(record, 'eprinttype')} {eprint}") if t)
    if fields.get("eprinttype", "").strip().lower() in {"pubmed", "pmid"} and eprint.isdecimal():
        csl["PMID"] = eprint
    csl["URL"], csl["DOI"] = url, doi
    csl["ISBN"] = _numbers(fields.get("isbn", ""))
    csl["ISSN"] = _numbers(fields.get("issn", ""))


def _numbers(value: str) -> str:
    """Several identifiers in one field, a space between them."""
    return " ".join(filter(None, map(verbatim, re.split(r"[\s,;]+", value)))) if value else ""


def _put_pages(csl: dict[str, Any], record: Record) -> None:
    pages = str(csl.get("page", ""))
    if not pages:
        # where BibLaTeX prints the number of an article that has no pages
        csl["page"] = _plain(record, "eid")
        return
    pages = re.sub(r"^\s*(?:pp?\.?|pages?)\s*(?=\d|[ivxlc]+\b)", "", pages, flags=re.IGNORECASE)
    pages = re.sub(r"\s*(?:--+|[–—‑−])\s*", "-", pages)
    whole = re.fullmatch(r"(\d+)\s*p(?:\.|ages?)?", pages)
    if whole and "number-of-pages" not in csl and record.kind not in {"article", "incollection", "inproceedings"}:
        csl["number-of-pages"] = whole[1]
        del csl["page"]
    else:
        csl["page"] = re.sub(r"(?<=\d)\s+-\s*(?=\d)|(?<=\d)-\s+(?=\d)", "-", pages)


def _put_archive(csl: dict[str, Any], record: Record) -> None:
    csl["archive"] = _plain(record, "archive") or _plain(record, "library")
    places = (_plain(record, name) for name in ("archivelocation", "shelfmark", "callnumber"))
    csl["archive_location"] = next((place for place in places if place), "")


def _plain(record: Record, name: str) -> str:
    """A field as characters: prepared LaTeX without its remaining macros and braces."""
    if name not in record.fields:
        return ""
    value, _ = prepare(record.fields[name])
    value = (
        re.sub(r"\\(?:[A-Za-z]+\s*)|(?<!\\)[{}]|\\(?=[&%$#_{}])", "", value).replace("~", "\u00a0").replace("--", "–")
    )
    return clean_text(value, french=False)
