"""What an editor would object to in the entries of one .bib file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from actes.identifiers import is_doi, is_isbn, is_issn
from actes.reading.bibtex.blocks import Problem
from actes.reading.bibtex.dates import is_forthcoming, known_month, read_date
from actes.reading.bibtex.fields import ENTRY_TYPES, FIELDS, NAME_FIELDS, REQUIRED, TEXT_FIELDS
from actes.reading.bibtex.identifiers import normal_doi
from actes.reading.bibtex.latex import prepare, split_list, verbatim
from actes.reading.bibtex.names import ET_AL, EXTENDED, is_braced, looks_institutional
from actes.reading.bibtex.records import Record

_CITABLE = re.compile(r"[^\W_](?:[\w]|[:.#$%&+?<>~/-](?=[\w]))*|_\w*")
_FRENCH_FIELDS = {
    "titre": "title", "auteur": "author", "auteurs": "author", "annee": "year", "année": "year", "editeur": "publisher",
    "éditeur": "publisher", "revue": "journaltitle", "ville": "location", "lieu": "location", "numero": "number",
    "numéro": "number", "mois": "month", "langue": "language", "collection": "series", "traducteur": "translator",
    "city": "location", "authors": "author", "editors": "editor", "link": "url", "website": "url", "page": "pages",
    "place": "location", "lastaccessed": "urldate", "accessdate": "urldate",
}  # fmt: skip
"""Names people give to fields, with the right ones."""
_ELSEWHERE = frozenset({"type", "pubstate", "origlanguage", "shortauthor", "shorteditor"})
"""Fields whose words are translated, or held outside CSL."""
_PUBLISHED = frozenset({"book", "mvbook", "collection", "mvcollection", "inbook", "incollection", "reference"})


def unique(records: Sequence[Record], line_of: Callable[[int], int]) -> tuple[list[Record], list[Problem]]:
    """The records that are references of their own, and what is wrong with keys and kinds of entries.

    `line_of` gives the line of a character of the file.
    """
    kept: dict[str, Record] = {}
    folded: dict[str, Record] = {}
    problems: list[Problem] = []
    for record in records:
        place = record.entry.key_start
        if record.kind in {"xdata", "set"}:
            problems.append(Problem("data-only-entry", place, {"kind": record.kind, "key": record.key}))
            continue
        values = {"key": record.key}
        first = kept.get(record.key)
        if first:
            same = (first.kind, dict(first.fields)) == (record.kind, dict(record.fields))
            values["line"] = str(line_of(first.entry.key_start))
            problems.append(Problem("repeated-entry" if same else "duplicate-key", place, values))
            continue
        other = folded.setdefault(record.key.casefold(), record)
        if other is not record:
            values |= {"other": other.key, "line": str(line_of(other.entry.key_start))}
            problems.append(Problem("case-colliding-key", place, values))
        if re.search(r"\s", record.key):
            problems.append(Problem("key-with-space", place, values))
        elif not _CITABLE.fullmatch(record.key):
            problems.append(Problem("illegal-key", place, values))
        kept[record.key] = record
    return list(kept.values()), problems


def problems(record: Record, csl: Mapping[str, Any]) -> list[Problem]:
    """What there is to say of an entry that was read."""
    return [
        *_vocabulary(record),
        *_requirements(record, csl),
        *_dates(record),
        *_identifiers(record),
        *_names(record),
        *_titles(record, csl),
        *_pages(record, csl),
        *_unused(record, csl),
    ]


def _vocabulary(record: Record) -> Iterator[Problem]:
    kind = record.entry.kind
    if kind not in ENTRY_TYPES:
        near = process.extractOne(kind, sorted(ENTRY_TYPES), scorer=OSA.distance, score_cutoff=2)
        known = str(near[0]) if near else "article, book, incollection, inproceedings, thesis, report, online"
        yield Problem("unknown-entry-type", record.entry.kind_start, {"kind": kind, "known": known})
    for name in record.fields:
        if name in FIELDS or name not in record.places:
            continue
        suggestion = _FRENCH_FIELDS.get(name) or _near_field(name)
        if suggestion and suggestion not in record.fields:
            yield Problem("unknown-bib-field", record.place(name), {"field": name, "suggestion": suggestion})


def _near_field(name: str) -> str:
    """The field `name` is a slip for: one letter away, and long enough for that to mean something."""
    if len(name) < 5 or not name[0].isalpha() or name.startswith("opt"):  # `_pages`, `OPTnote`: set aside on purpose
        return ""
    found = process.extractOne(name, sorted(FIELDS), scorer=OSA.distance, score_cutoff=1 if len(name) < 8 else 2)
    return str(found[0]) if found else ""


def _requirements(record: Record, csl: Mapping[str, Any]) -> Iterator[Problem]:
    place = record.entry.key_start
    values = {"key": record.key, "kind": record.entry.kind}
    for group in REQUIRED.get(record.kind, ()):
        if not any(name in record.fields for name in group):
            yield Problem("missing-required-field", place, values | {"field": "/".join(group[:2])})
    if record.kind in _PUBLISHED:
        if "publisher" not in csl:
            yield Problem("missing-publisher", place, {"key": record.key})
        elif "publisher-place" not in csl:
            yield Problem("missing-place", place, {"key": record.key})
    paged = record.kind in {"incollection", "inbook", "inproceedings"} or (
        csl["type"] == "article-journal" and ("volume" in csl or "issue" in csl)
    )
    if paged and "page" not in csl and not {"eid", "doi", "pubstate"} & record.fields.keys():
        yield Problem("missing-pages", place, {"key": record.key})
    if csl["type"] == "webpage" and "accessed" not in csl and "issued" not in csl:
        yield Problem("missing-access-date", place, {"key": record.key})


def _dates(record: Record) -> Iterator[Problem]:
    fields = record.fields
    dated = read_date(fields)
    name = "date" if fields.get("date", "").strip() else "year"
    typed = " ".join(fields.get(name, "").split())
    if dated and dated.remark == "suffix":
        yield Problem("typed-year-suffix", record.place(name), {"year": typed})
    elif (dated and dated.remark == "unclear") or (name == "year" and is_forthcoming(typed)):
        code, values = (
            ("invalid-date", {"date": typed, "field": name}) if name == "date" else ("invalid-year", {"year": typed})
        )
        yield Problem(code, record.place(name), values)
    if fields.get("month") and not known_month(fields["month"]):
        yield Problem("invalid-month", record.place("month"), {"month": " ".join(fields["month"].split())})
    for prefix in ("url", "event", "orig"):
        found = read_date(fields, prefix)
        if found and found.remark:
            values = {"date": fields[prefix + "date"].strip(), "field": prefix + "date"}
            yield Problem("invalid-date", record.place(prefix + "date"), values)


_SERIAL_ITEM = re.compile(r"<[^<>\s]{1,40}>(?=[\d.]+[A-Z]{2};[\dA-Z]\Z)")
"""What only DOIs made of a SICI (ANSI/NISO Z39.56) hold: `10.1175/…(1980)108<1212:AAMOTW>2.0.CO;2`."""


def _identifiers(record: Record) -> Iterator[Problem]:
    fields = record.fields
    typed = verbatim(fields.get("doi", ""))
    doi = normal_doi(typed)
    if doi and not is_doi(_SERIAL_ITEM.sub("", doi)):
        yield Problem("malformed-doi", record.place("doi"), {"doi": typed})
    elif doi != typed:
        yield Problem("doi-as-url", record.place("doi"), {"doi": doi})
    url = verbatim(fields.get("url", ""))
    if url and is_doi(normal_doi(url)) and normal_doi(url) != url and not doi:
        yield Problem("doi-as-url", record.place("url"), {"doi": normal_doi(url)})
    elif url and not re.match(r"(?:https?|ftp)://[^/\s]+\.[^/\s]+", url, re.IGNORECASE):
        yield Problem("malformed-url", record.place("url"), {"url": url})
    elif url and is_doi(doi):
        yield Problem("url-beside-doi", record.place("url"), {"key": record.key})
    for name, valid in (("isbn", is_isbn), ("issn", is_issn)):
        for value in re.split(r"[\s,;]+", verbatim_words(fields.get(name, ""))):
            if value and re.search(r"\d", value) and not valid(value):
                yield Problem(f"malformed-{name}", record.place(name), {name: value})


def verbatim_words(value: str) -> str:
    """Several identifiers in one field, still apart."""
    return " ".join(map(verbatim, re.sub(r"\([^)]*\)", " ", value).split()))


_ET_AL = re.compile(r"\bet\.? al\b")
_AMPERSAND = re.compile(r"(?<=\s)(?:\\?&|et)(?=\s)")
_INITIALS = re.compile(r"(?:[A-ZÀ-Ý]\.[\s-]?)+")
_LETTERS = re.compile(r"[^\W\d_]+")
_NO_SMALL_LETTERS = re.compile(r"[^\W\d_a-zß-öø-ÿ]{4}")


def _names(record: Record) -> Iterator[Problem]:
    for field in ("author", "editor", "translator", "bookauthor"):
        if field not in record.fields:
            continue
        value, _ = prepare(record.fields[field])
        place = record.place(field)
        for name in split_list(value):
            shown = name.replace("{", "").replace("}", "")[:80]
            if ET_AL.fullmatch(name) or _ET_AL.search(name):
                yield Problem("et-al-in-names", place, {"key": record.key})
            elif is_braced(name) or EXTENDED.match(name):
                continue
            elif separator := _AMPERSAND.search(name):
                if not looks_institutional(name):
                    sign = separator[0].lstrip("\\")
                    yield Problem("ampersand-in-names", place, {"separator": sign, "names": shown})
            elif ";" in name or name.count(",") > 2:
                yield Problem("unseparated-names", place, {"names": shown})
            elif looks_institutional(name):
                yield Problem("unbraced-institution", place, {"name": shown})
            else:
                yield from _one_name(name, place)


def _one_name(name: str, place: int) -> Iterator[Problem]:
    shown = name.replace("{", "").replace("}", "")
    family, _, given = (part.strip() for part in shown.partition(","))
    if given and len(given) > 3 and _INITIALS.fullmatch(family):
        yield Problem("swapped-name", place, {"name": shown})
    if not _NO_SMALL_LETTERS.search(shown):
        return
    longest = max(_LETTERS.findall(family if given else shown), key=len, default="")
    # « See AUTHORS file. » is no name: a name does not end with a word in small letters
    is_phrase = not given and shown.split()[-1:] != [] and shown.split()[-1][:1].islower()
    if len(longest) > 3 and longest.isupper() and (given or " " in shown) and not is_phrase:
        suggestion = " ".join(w.capitalize() if w == longest else w for w in (family if given else shown).split())
        yield Problem("capital-name", place, {"name": shown, "suggestion": suggestion})


_SMALL_LETTERS = re.compile("[a-zß-öø-ÿ]{2}")


def _titles(record: Record, csl: Mapping[str, Any]) -> Iterator[Problem]:
    for field, variable in (("title", "title"), ("booktitle", "container-title")):
        if field not in record.fields:
            continue
        title = re.sub(r"<[^>]+>", "", str(csl.get(variable, "")))
        if _SMALL_LETTERS.search(title):
            continue
        words = re.findall(r"[^\W\d_]{2,}", title)
        if len(words) > 2 and sum(map(len, words)) > 14 and all(w.isupper() for w in words):
            yield Problem("capital-title", record.place(field), {"title": title[:80]})


def _pages(record: Record, csl: Mapping[str, Any]) -> Iterator[Problem]:
    found = re.fullmatch(r"(\d+)-(\d+)", str(csl.get("page", "")))
    # « 123-35 » abbreviates the second number
    if found and len(found[2]) >= len(found[1]) and int(found[2]) < int(found[1]):
        yield Problem("malformed-pages", record.place("pages"), {"pages": found[0]})


_COMBINING = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]+")
_MACRO = re.compile(r"\\[A-Za-z]+ ?|[{}\\]")
_NAME_PART = re.compile(r"\b(?:use)?(?:family|given|prefix|suffix)(?:-i)?=(?:true|false)?")
_SHOWN = (TEXT_FIELDS | NAME_FIELDS) - _ELSEWHERE
"""Fields whose words a reference shows."""


def _unused(record: Record, csl: Mapping[str, Any]) -> Iterator[Problem]:
    """Fields with a word that the reference has nowhere: what a type has no place for is told, not lost."""
    words: set[str] = set()
    texts = {value for value in csl.values() if isinstance(value, str)}
    for name in sorted(name for name in record.places if name in _SHOWN and name in record.fields):
        value = prepare(record.fields[name])[0]
        if value.replace("'", "’") in texts and "<" not in value:
            continue
        typed = _words(_MACRO.sub("", _NAME_PART.sub(" ", value)))
        words = words or set(_words(_texts(csl)))
        missing = [word for word in typed if word not in words and word not in {"and", "others"}]
        told_otherwise = (name == "pages" and set(missing) <= {"p", "pp", "pages"}) or (
            name == "note" and "accessed" in csl
        )
        if missing and not told_otherwise:
            yield Problem(
                "unused-bib-field", record.place(name), {"field": name, "key": record.key, "kind": record.entry.kind}
            )


def _texts(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(map(_texts, value.values()))
    if isinstance(value, list):
        return " ".join(map(_texts, value))
    return re.sub(r"<[^<>]+>", "", value) if isinstance(value, str) and "<" in value else str(value)


def _words(text: str) -> list[str]:
    """Words as compared: without accents, case and what writes the same letter twice."""
    folded = text.casefold()
    if not folded.isascii():
        folded = _COMBINING.sub("", unicodedata.normalize("NFKD", folded))
    return _WORD.findall(folded)
