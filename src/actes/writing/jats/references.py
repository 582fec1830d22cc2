"""Lists of references: each CSL-JSON item as `<element-citation>`, its rendered text as `<mixed-citation>`.

What goes where follows the JATS4R recommendation “Citations” and what ingesters read: chapters have
`chapter-title`, theses, reports and books their title in `source`, data `data-title`, institutions `collab`.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from actes import tree
from actes.labels import date_range_text, date_text, label
from actes.model import BibliographySection, Reference
from actes.writing.jats.csl_text import csl_text
from actes.writing.jats.elements import Element, element, fit, on_the_line, text_of
from actes.writing.jats.inlines import host, inlines
from actes.writing.jats.names import person_group
from actes.writing.jats.scope import Scope

Citations = Literal["element", "mixed", "both"]
"""How references are written: as data (`element-citation`), as text (`mixed-citation`), or one after the other."""

_TYPES: dict[str, tuple[str, str]] = {
    "article": ("preprint", "article-title"),
    "article-journal": ("journal", "article-title"),
    "article-magazine": ("magazine", "article-title"),
    "article-newspaper": ("newspaper", "article-title"),
    "book": ("book", "source"),
    "broadcast": ("broadcast", "source"),
    "chapter": ("book", "chapter-title"),
    "collection": ("collection", "source"),
    "dataset": ("data", "data-title"),
    "entry": ("book", "chapter-title"),
    "entry-dictionary": ("book", "chapter-title"),
    "entry-encyclopedia": ("book", "chapter-title"),
    "bill": ("legal", "source"),
    "graphic": ("image", "source"),
    "interview": ("interview", "source"),
    "legal_case": ("legal", "source"),
    "legislation": ("legal", "source"),
    "manuscript": ("manuscript", "source"),
    "map": ("map", "source"),
    "motion_picture": ("video", "source"),
    "paper-conference": ("confproc", "article-title"),
    "patent": ("patent", "source"),
    "performance": ("performance", "source"),
    "personal_communication": ("letter", "source"),
    "post": ("webpage", "source"),
    "post-weblog": ("webpage", "source"),
    "regulation": ("legal", "source"),
    "report": ("report", "source"),
    "review": ("journal", "article-title"),
    "review-book": ("journal", "article-title"),
    "software": ("software", "source"),
    "song": ("audio", "source"),
    "speech": ("speech", "source"),
    "standard": ("standard", "source"),
    "thesis": ("thesis", "source"),
    "treaty": ("legal", "source"),
    "webpage": ("webpage", "source"),
}
"""CSL type → (@publication-type, element of the title). Titles in `source` move to `article-title` (or
`chapter-title`) when the work stands in a container."""

_GROUPS = (
    ("translator", "translator"),
    ("collection-editor", "series-editor"),
    ("director", "director"),
    ("composer", "composer"),
    ("interviewer", "interviewer"),
    ("recipient", "recipient"),
    ("illustrator", "illustrator"),
)
"""CSL name variable → @person-group-type, for those that come after the title."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def reference_list(
    scope: Scope,
    sections: Sequence[BibliographySection],
    references: Mapping[str, Reference],
    citations: Citations = "element",
    title_label: str = "references",
) -> list[Element]:
    """A `<ref-list>` for each section that lists works; `references` are by key (and alias).

    `title_label` names the label that is the title of a section without one.
    """
    made = []
    for section in sections:
        refs = [
            _reference(scope, references[entry.key], entry.key, entry.inlines, citations)
            for entry in section.entries
            if entry.key in references
        ]
        if refs:
            title = inlines(scope, section.title) or [label(title_label, scope.language)]
            made.append(element("ref-list", fit(element("title"), title), *refs, id=scope.ids.make_once("bib")))
    return made


def _reference(scope: Scope, reference: Reference, key: str, rendered: tree.Inlines, citations: Citations) -> Element:
    made = element("ref", id=scope.ids.take(tree.reference_id(key)))
    data = _citation_of(reference, scope.language)
    if citations != "mixed":
        made.append(data)
    if citations != "element":
        text = fit(
            element("mixed-citation", publication_type=data.get("publication-type")),
            inlines(scope.inside_link(), rendered),
        )
        if (doi := _doi(reference.csl)) and len(text) + len(text.text or ""):
            # consumers that read only mixed citations find the DOI by its element
            fit(text, [" ", element("pub-id", doi, pub_id_type="doi")])
        made.append(text)
    return made


_MOST = 1000
"""Citations that are kept: those of a dozen chapters."""
_written: dict[tuple[int, str], tuple[Reference, Element]] = {}


def _citation_of(reference: Reference, language: str) -> Element:
    """The `<element-citation>` of a work, made once for the article and the volume that both list it."""
    key = (id(reference), language)
    held = _written.get(key)
    if held is None or held[0] is not reference:
        if len(_written) >= _MOST:
            _written.clear()
        # the work is kept with its citation, so that no other can have its id
        held = _written[key] = (reference, element_citation(reference.csl, language))
    return copy.deepcopy(held[1])


def element_citation(item: Mapping[str, Any], language: str) -> Element:
    """`<element-citation>` of one CSL-JSON item; dates that are said in words are in `language`."""
    kind, title_tag = _TYPES.get(str(item.get("type", "")), ("webpage" if item.get("URL") else "document", "source"))
    lang = str(item.get("language", ""))
    lang = lang if _LANGUAGE.fullmatch(lang) else ""
    container = _text(item, "container-title")
    if title_tag == "source" and container and kind not in {"book", "thesis"}:
        title_tag = "article-title"
    if _arxiv(item) and not container and kind in {"document", "webpage", "manuscript", "preprint"}:
        # BibTeX has no type for what is on arXiv
        kind, title_tag = "preprint", "article-title"
    if kind == "preprint" and not _is_preprint(item):
        kind = "manuscript"
    made = element("element-citation", publication_type=kind, xml_lang=lang)
    for part in (
        person_group(item, "author", "author"),
        _titled(item, title_tag, lang),
        *_editors(item, title_tag),
        _element("source", container) if title_tag != "source" else None,
        *_when_data(item, kind, container),
        *(person_group(item, variable, role) for variable, role in _GROUPS),
        _element("edition", _text(item, "edition")),
        *_conference(item, language),
        *_date(item.get("issued"), language),
        _version(item),
        _element("volume", _text(item, "volume")),
        _element("issue", _text(item, "issue")),
        _element("series", _text(item, "collection-title")),
        _element("volume-series", _text(item, "collection-number")),
        _element("publisher-loc", _text(item, "publisher-place")),
        _element("publisher-name", _text(item, "publisher")) if kind not in {"data", "preprint"} else None,
        *_pages(item),
        *_sizes(item),
        *_comments(item, kind),
        *_identifiers(item, kind),
        *_access(item, kind, language),
    ):
        if part is not None:
            made.append(part)
    if len(made) == 0:
        made.append(element("comment", str(item.get("id", "?"))))
    return made


def _text(item: Mapping[str, Any], variable: str) -> str:
    held = item.get(variable)
    return "" if held is None or isinstance(held, dict | list) else " ".join(str(held).split())


def _element(tag: str, text: str, **attributes: str) -> Element | None:
    """An element around a CSL string; None for an empty one."""
    if not text:
        return None
    parts = csl_text(text)
    return fit(element(tag, **attributes), parts if tag in _RICH else [text_of(parts)])


_RICH = {"article-title", "chapter-title", "source", "data-title", "conf-name", "comment", "series", "publisher-name"}


def _titled(item: Mapping[str, Any], tag: str, lang: str) -> Element | None:
    attributes = {"xml_lang": lang} if lang and tag != "source" else {}
    return _element(tag, _text(item, "title"), **attributes)


def _editors(item: Mapping[str, Any], title_tag: str) -> list[Element | None]:
    """The authors of the containing book, and editors: before the book's title, as they are read."""
    container = person_group(item, "container-author", "author") if title_tag == "chapter-title" else None
    return [container, person_group(item, "editor", "editor")]


def _is_preprint(item: Mapping[str, Any]) -> bool:
    """Whether an item has all that the JATS4R recommendation “Preprint citations” requires."""
    has_source = _arxiv(item) or item.get("container-title") or item.get("publisher") or item.get("archive")
    dated = any(e is not None and e.tag == "year" for e in _date(item.get("issued"), ""))
    return bool(item.get("author") and item.get("title") and has_source and dated and (_doi(item) or item.get("URL")))


def _when_data(item: Mapping[str, Any], kind: str, container: str) -> list[Element | None]:
    """The repository of data, or the server of a preprint, as `source`."""
    if kind not in {"data", "preprint"} or container:
        return []
    server = "arXiv" if _arxiv(item) else ""
    place = server or _text(item, "publisher") or _text(item, "archive") or _text(item, "title")
    return [_element("source", place)]


def _version(item: Mapping[str, Any]) -> Element | None:
    version = _text(item, "version")
    return _element("version", version, designator=version)


def _conference(item: Mapping[str, Any], language: str) -> list[Element | None]:
    name = _text(item, "event-title") or _text(item, "event")
    held = [_element("conf-name", name), _element("conf-loc", _text(item, "event-place"))]
    if when := iso_date(item.get("event-date")):
        end = iso_date(item.get("event-date"), 1)
        said = on_the_line(date_range_text(when, end, language))
        held.append(element("conf-date", said, iso_8601_date=f"{when}/{end}" if end else when))
    return held


def iso_date(date: Any, part: int = 0) -> str:
    """The ISO 8601 form of one of the dates of a CSL date, as far as it is one; "" when it has none."""
    parts = (date.get("date-parts") or []) if isinstance(date, dict) else []
    if len(parts) <= part or not parts[part]:
        return ""
    try:
        numbers = [int(p) for p in parts[part]]
    except (TypeError, ValueError):
        return ""
    sign = "-" if numbers[0] < 0 else ""
    known = [f"{abs(numbers[0]):04d}"]
    for number, last in zip(numbers[1:3], (12, 31), strict=False):
        if not 1 <= number <= last:  # seasons have months past 12
            break
        known.append(f"{number:02d}")
    return sign + "-".join(known)


def _date(date: Any, language: str) -> list[Element | None]:
    """`<year>` with month and day when known, and the range of two dates in words; « s. d. » as `<string-date>`."""
    first, last = iso_date(date), iso_date(date, 1)
    if not first:
        said = _text(date, "literal") or _text(date, "raw") if isinstance(date, dict) else str(date or "")
        return [element("string-date", said)] if said else []
    if first.startswith("-"):
        # JATS4R: a year in a citation is written with digits alone
        return [element("string-date", first)]
    pieces = first.split("-")
    year = str(int(pieces[0]))
    held: list[Element | None] = [element("year", year, iso_8601_date=first)]
    held += [element(tag, str(int(n))) for tag, n in zip(("month", "day"), pieces[1:], strict=False)]
    if last and last != first:
        # JATS4R: a year in a citation has four digits, and no element holds two dates
        said = on_the_line(date_range_text(first, last, language))
        span = f"{first}/{last}"
        held.append(element("date-in-citation", said, content_type="publication-dates", iso_8601_date=span))
    return held


def _pages(item: Mapping[str, Any]) -> list[Element | None]:
    pages = _text(item, "page")
    if not pages:
        return [_element("elocation-id", _text(item, "article-number"))]
    ranges = [re.split(r"\s*[-–—]+\s*", r.strip()) for r in re.split(r"[,;]", pages) if r.strip()]
    held: list[Element | None] = [element("fpage", ranges[0][0] or pages)]
    if ranges[-1][-1] and (len(ranges) > 1 or len(ranges[0]) > 1):
        held.append(element("lpage", _whole(ranges[-1][0], ranges[-1][-1])))
    if len(ranges) > 1:
        held.append(element("page-range", pages))
    return held


def _whole(first: str, last: str) -> str:
    """The last page of `495-9` in full, `499`."""
    abridged = first.isdecimal() and last.isdecimal() and len(last) < len(first)
    return first[: -len(last)] + last if abridged else last


def _sizes(item: Mapping[str, Any]) -> list[Element | None]:
    return [
        _element("size", _text(item, variable), units=unit)
        for variable, unit in (("number-of-volumes", "volume"), ("number-of-pages", "page"))
    ]


def _comments(item: Mapping[str, Any], kind: str) -> list[Element | None]:
    """What has no element of its own: the kind of a thesis, a report's number, archives, a note."""
    held = [_element("comment", _text(item, "genre"))]
    if kind == "patent":
        held.append(_element("patent", _text(item, "number")))
    else:
        held.append(_element("comment", _text(item, "number"), content_type="number"))
    archive = ", ".join(t for v in ("archive", "archive_location", "call-number") if (t := _text(item, v)))
    if kind not in {"data", "preprint"}:
        held.append(_element("comment", archive, content_type="archive"))
    original = iso_date(item.get("original-date"))
    if original:
        held.append(
            element("date-in-citation", original, content_type="original-publication-date", iso_8601_date=original)
        )
    held.append(_element("comment", _text(item, "status"), content_type="status"))
    held.append(_element("comment", _text(item, "note")))
    return held


_ARXIV = re.compile(r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/([\w.-]+(?:/\w+)?)", re.IGNORECASE)


def _arxiv(item: Mapping[str, Any]) -> str:
    """The identifier of a work on arXiv."""
    found = _ARXIV.match(_text(item, "URL"))
    return found[1].removesuffix(".pdf") if found else ""


def _doi(item: Mapping[str, Any]) -> str:
    return re.sub(r"(?i)^(https?://(dx\.)?doi\.org/|doi:\s*)", "", _text(item, "DOI"))


def _identifiers(item: Mapping[str, Any], kind: str) -> list[Element | None]:
    held = [_element("issn", _text(item, "ISSN").split(" ")[0].strip(","))]
    held += [_element("isbn", isbn) for isbn in re.split(r"[,;\s]+", _text(item, "ISBN"))]
    for variable, name in (("DOI", "doi"), ("PMID", "pmid"), ("PMCID", "pmcid")):
        text = _doi(item) if variable == "DOI" else _text(item, variable)
        held.append(element("pub-id", text, pub_id_type=name) if text else None)
    if kind == "preprint" and (number := _arxiv(item)):
        held.append(element("pub-id", number, pub_id_type="arxiv"))
    return held


def _access(item: Mapping[str, Any], kind: str, language: str) -> list[Element | None]:
    """The date of access and the URL; a URL is left out where a DOI says as much."""
    url = _text(item, "URL")
    when = iso_date(item.get("accessed"))
    held: list[Element | None] = []
    if when:
        held.append(
            element(
                "date-in-citation",
                on_the_line(date_text(when, language)),
                content_type="access-date",
                iso_8601_date=when,
            )
        )
    if url and (kind == "webpage" or not _doi(item)):
        title = text_of(csl_text(_text(item, "title")))
        # JATS4R (“Accessibility”): the text of a link is no URL
        site = host(url).removeprefix("www.")
        held.append(element("ext-link", site, ext_link_type="uri", xlink_href=url, xlink_title=title))
    return held
