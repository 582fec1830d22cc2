"""References as files: CSL-JSON, and BibLaTeX that this project's reader turns into the same CSL-JSON.

Fields are those of the BibLaTeX manual §2.2; what a CSL type has no entry type for is told by `entrysubtype`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from actes.model import Reference

Item = Mapping[str, Any]

_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "paper-conference": "inproceedings", "thesis": "thesis", "report": "report",
    "webpage": "online", "document": "misc", "manuscript": "unpublished", "speech": "unpublished",
    "legislation": "legislation", "legal_case": "jurisdiction", "entry-encyclopedia": "inreference",
    "pamphlet": "booklet", "patent": "patent", "software": "software", "dataset": "dataset",
    "motion_picture": "movie", "song": "audio", "graphic": "artwork", "review": "review",
    "personal_communication": "letter", "standard": "standard", "performance": "performance",
}  # fmt: skip
_IN_BOOKS = frozenset({"chapter", "paper-conference", "entry-encyclopedia"})
"""Types whose container is a book; BibLaTeX calls that of the others a journal."""
_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper", "speech": "speech"}
_NAMES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
    "director": "director",
}
_TEXTS = {
    "title": "title", "title-short": "shorttitle", "volume": "volume", "collection-title": "series",
    "number-of-volumes": "volumes", "number-of-pages": "pagetotal", "chapter-number": "chapter", "edition": "edition",
    "version": "version", "genre": "type", "note": "note", "event": "eventtitle", "event-place": "venue",
    "original-title": "origtitle", "archive": "archive", "archive_location": "archivelocation", "status": "pubstate",
    "container-title-short": "shortjournal",
}  # fmt: skip
_LISTS = {
    "publisher-place": "location",
    "jurisdiction": "location",
    "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation",
}
_VERBATIM = {"DOI": "doi", "URL": "url", "ISBN": "isbn", "ISSN": "issn"}
_DATES = {"accessed": "urldate", "original-date": "origdate", "event-date": "eventdate"}
_PUBLISHERS = {
    "thesis": "institution",
    "report": "institution",
    "legal_case": "institution",
    "webpage": "organization",
    "document": "howpublished",
    "pamphlet": "howpublished",
    "manuscript": "howpublished",
    "speech": "howpublished",
}
_LANGUAGES = {
    "fr": "french", "en": "english", "en-US": "american", "en-GB": "british", "de": "german", "es": "spanish",
    "it": "italian", "pt": "portuguese", "pt-BR": "brazilian", "nl": "dutch", "ca": "catalan", "la": "latin",
    "el": "greek", "ru": "russian", "pl": "polish",
}  # fmt: skip
_TAGS = {
    "<i>": "\\emph{", "</i>": "}", "<b>": "\\textbf{", "</b>": "}", "<sup>": "\\textsuperscript{", "</sup>": "}",
    "<sub>": "\\textsubscript{", "</sub>": "}", "</span>": "}",
}  # fmt: skip
_TOKEN = re.compile(r"<span style=\"([a-z:; -]+)\">|</?(?:i|b|sup|sub|span)>|\$[^$]*\\[^$]*\$|\\|[&%$#_{}~^]")
_ESCAPES = {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}


def csl_json(references: Iterable[Reference]) -> str:
    """`references.json`: the CSL-JSON items, in the order of their keys."""
    items = [dict(r.csl) for r in sorted(references, key=lambda r: r.key)]
    return json.dumps(items, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def biblatex(references: Iterable[Reference]) -> str:
    """`references.bib`: an entry per reference, in the order of their keys, in UTF-8."""
    return "\n".join(_entry(r) for r in sorted(references, key=lambda r: r.key))


def for_managers(reference: Reference) -> str:
    """An entry as reference managers (Zotero, JabRef, Mendeley) read it.

    Names are BibTeX's, the place is an `address`, the language is a tag beside `langid`, the abstract is there.
    """
    return _entry(reference, managers=True)


def _entry(reference: Reference, *, managers: bool = False) -> str:
    item = reference.csl
    kind = str(item.get("type", "document"))
    fields: dict[str, str] = {}
    for variable, name in _NAMES.items():
        if item.get(variable):
            write = _bibtex_name if managers else _name
            fields[name] = " and ".join(write(person) for person in item[variable])
    if reference.short_author:
        fields["shortauthor"] = f"{{{latex(reference.short_author)}}}"
    for variable, name in _TEXTS.items():
        fields[name] = latex(str(item.get(variable, "")))
    container = "booktitle" if kind in _IN_BOOKS else "journaltitle"
    fields[container] = latex(str(item.get("container-title", "")))
    fields["number"] = latex(str(item.get("issue") or item.get("collection-number") or item.get("number", "")))
    fields["pages"] = latex(re.sub(r"(?<=\w)-(?=\w)", "--", str(item.get("page", ""))))
    fields[_PUBLISHERS.get(kind, "publisher")] = _list(str(item.get("publisher", "")))
    for variable, name in _LISTS.items():
        fields[name] = _list(str(item.get(variable, ""))) or fields.get(name, "")
    fields |= _issued(item.get("issued"), str(item.get("status", "")))
    for variable, name in _DATES.items():
        fields[name] = date_text(item.get(variable))
    for variable, name in _VERBATIM.items():
        fields[name] = str(item.get(variable, ""))
    fields |= _pubmed(item)
    fields |= _language(str(item.get("language", "")))
    fields["entrysubtype"] = _SUBTYPES.get(kind, "" if kind in _TYPES else kind)
    fields["keywords"] = ", ".join(latex(word) for word in reference.keywords)
    if managers:
        fields["address"] = fields.pop("location", "")
        fields["language"] = str(item.get("language", ""))
        fields["abstract"] = latex(" ".join(str(item.get("abstract", "")).split()))
    width = max((len(name) for name, value in fields.items() if value), default=0)
    lines = [f"  {name.ljust(width)} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{_TYPES.get(kind, 'misc')}{{{reference.key},\n{''.join(lines)}}}\n"


def latex(text: str) -> str:
    """A text of CSL-JSON, with its HTML marks, as LaTeX."""
    return _TOKEN.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    token = found[0]
    if found[1]:
        return "\\textsc{" if "small-caps" in found[1] else "\\emph{" if "normal" in found[1] else "{"
    if token in _TAGS:
        return _TAGS[token]
    if token == "<span>":
        return "{"
    if len(token) > 1:
        return token  # a formula
    return _ESCAPES.get(token) or "\\" + token


def _list(text: str) -> str:
    """A publisher or a place, kept whole where BibLaTeX would part it."""
    value = latex(text)
    return f"{{{value}}}" if re.search(r"\sand\s", value) else value


def _name(person: Item) -> str:
    if "literal" in person:
        return "others" if person["literal"] == "et al." else f"{{{latex(str(person['literal']))}}}"
    family, given = str(person.get("family", "")), str(person.get("given", ""))
    particles = {"dropping-particle", "non-dropping-particle", "suffix"} & person.keys()
    plain = given and not particles and not re.search(r"[,={}]|\band\b", family + given)
    if plain and all(word[:1].isupper() for word in family.split()):
        return f"{latex(family)}, {latex(given)}"
    return _extended_name(person)


def _bibtex_name(person: Item) -> str:
    """`van der Polder, Jr, Wilhelmina`: the form that BibTeX has known from the first."""
    if "literal" in person or "given" not in person:
        return _name(person if "literal" in person else {"literal": person.get("family", "")})
    parts = (str(person.get(part, "")) for part in ("family", "suffix", "given"))
    # braces keep whole what would part names
    return ", ".join(f"{{{latex(p)}}}" if re.search(r",|\band\b", p) else latex(p) for p in parts if p)


def _extended_name(person: Item) -> str:
    """BibLaTeX's extended name format (manual §3.4), which leaves nothing to guess."""
    dropping = "dropping-particle" in person
    parts = [f"family={{{latex(str(person.get('family', '')))}}}"]
    for part, variable in (("given", "given"), ("suffix", "suffix")):
        if variable in person:
            parts.append(f"{part}={{{latex(str(person[variable]))}}}")
    if particle := person.get("dropping-particle") or person.get("non-dropping-particle"):
        parts.append(f"prefix={{{latex(str(particle))}}}, useprefix={'false' if dropping else 'true'}")
    return ", ".join(parts)


def _issued(issued: Any, status: str) -> dict[str, str]:
    if not issued:
        return {}
    if "literal" in issued:
        return {} if issued["literal"] == status else {"year": latex(str(issued["literal"]))}
    return {"date": date_text(issued)}


def date_text(value: Any) -> str:
    """A CSL date as EDTF (ISO 8601-2): `2014-06-12`, `2015/2016`, `1850~`, `2004-22` for a season."""
    if not value or "date-parts" not in value:
        return ""
    sides: list[str] = []
    for part in value["date-parts"]:
        year = f"-{-part[0]:04d}" if part[0] < 0 else f"{part[0]:04d}"
        rest = [f"{20 + value['season']}"] if value.get("season") else [f"{n:02d}" for n in part[1:]]
        sides.append("-".join([year, *rest]) + ("~" if value.get("circa") else ""))
    return "/".join(sides)


def _pubmed(item: Item) -> dict[str, str]:
    return {"eprint": str(item["PMID"]), "eprinttype": "pubmed"} if item.get("PMID") else {}


def _language(tag: str) -> dict[str, str]:
    if tag in _LANGUAGES:
        return {"langid": _LANGUAGES[tag]}
    return {"language": tag} if tag else {}


def export(references: Sequence[Reference]) -> dict[str, bytes]:
    """The two files of a volume's references: name → contents."""
    return {
        "references.json": csl_json(references).encode(),
        "references.bib": biblatex(references).encode(),
    }
