"""Rules on what a document says of itself: languages, identifiers, people, dates, rights."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from actes.identifiers import bare_doi, is_doi, is_isbn, is_issn, is_orcid, is_ror
from actes.validating.profile.finding import (
    ALI,
    XLINK_HREF,
    XML_LANG,
    Element,
    Finding,
    all_of,
    finding,
    spoken,
    text_of,
)

Rule = Callable[[Element], Iterator[Finding]]

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SPOKEN = ("trans-title-group", "abstract", "trans-abstract", "kwd-group")


def languages(root: Element) -> Iterator[Finding]:
    """The document says its language, and so does each title, abstract and list of keywords."""
    for found in (root, *all_of(root, *_SPOKEN)):
        if not found.get(XML_LANG):
            yield finding("language-missing", found)
    for found in spoken(root):
        lang = found.get(XML_LANG)
        if lang and not _LANGUAGE.fullmatch(lang):
            yield finding("language-malformed", found, value=lang)


def orcids(root: Element) -> Iterator[Finding]:
    """An ORCID iD is an https URL whose check digit holds."""
    for found in all_of(root, "contrib-id"):
        if found.get("contrib-id-type") == "orcid":
            value = text_of(found)
            if value.rpartition("/")[0] != "https://orcid.org" or not is_orcid(value):
                yield finding("orcid-malformed", found, value=value)


def rors(root: Element) -> Iterator[Finding]:
    """A ROR identifier is an https URL whose check digits hold."""
    for found in all_of(root, "institution-id"):
        if (found.get("institution-id-type") or "").lower() == "ror":
            value = text_of(found)
            if value.rpartition("/")[0] != "https://ror.org" or not is_ror(value):
                yield finding("ror-malformed", found, value=value)


def dois(root: Element) -> Iterator[Finding]:
    """A DOI is written bare, `10.…/…`; one of a work cited is its author's affair, and only warned of."""
    typed = {"article-id": "pub-id-type", "pub-id": "pub-id-type", "book-id": "book-id-type"}
    typed["book-part-id"] = "book-part-id-type"
    for found in all_of(root, *typed):
        value = text_of(found)
        if found.get(typed[str(found.tag)]) == "doi" and (bare_doi(value) != value or not is_doi(value)):
            yield finding(
                "cited-doi-malformed" if found.tag == "pub-id" else "doi-malformed", found, value=text_of(found)
            )


def serial_numbers(root: Element) -> Iterator[Finding]:
    """The check digits of the document's own ISSN and ISBN hold; those of works cited are their authors' affair."""
    for found in all_of(root, "issn", "isbn"):
        if any(True for _ in found.iterancestors("ref")):
            continue
        value = text_of(found)
        if not (is_issn(value) if found.tag == "issn" else is_isbn(value)):
            yield finding(f"{found.tag}-malformed", found, value=value)


def people(root: Element) -> Iterator[Finding]:
    """Whoever contributed has a name, and a contribution has somebody."""
    for found in all_of(root, "contrib"):
        if not any(text_of(child) for child in all_of(found, "surname", "given-names", "collab", "string-name")):
            yield finding("contributor-without-name", found)
    for meta in all_of(root, "article-meta"):
        if meta.find("contrib-group/contrib[@contrib-type='author']") is None:
            yield finding("authors-missing", meta)


def affiliations(root: Element) -> Iterator[Finding]:
    """An affiliation has a label, names an institution, and somebody refers to it."""
    called = {rid for found in all_of(root, "xref") for rid in (found.get("rid") or "").split()}
    for found in all_of(root, "aff"):
        if found.find(".//institution") is None:
            yield finding("affiliation-without-institution", found)
        if found.getparent() is not None and found.get("id") and found.get("id") not in called:
            yield finding("affiliation-unused", found, id=found.get("id", ""))


def dates(root: Element) -> Iterator[Finding]:
    """Dates have an ISO 8601 form that says what their parts say, days and months in two digits."""
    for found in all_of(root, "pub-date", "date"):
        parts = [child.text or "" for tag in ("year", "month", "day") if (child := found.find(tag)) is not None]
        said = found.get("iso-8601-date") or ""
        if said != "-".join(parts) or not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", said):
            yield finding("date-malformed", found, value=said or "-".join(parts))


def publication(root: Element) -> Iterator[Finding]:
    """An article has a title, an abstract, a date of publication and the names PMC asks of its journal."""
    for meta in all_of(root, "article-meta"):
        if meta.find("pub-date") is None:
            yield finding("publication-date-missing", meta)
        if meta.find("abstract") is None and root.get("article-type") == "research-article":
            yield finding("abstract-missing", meta)
    for meta in all_of(root, "journal-meta"):
        if meta.find("publisher") is None:
            yield finding("publisher-missing", meta)


_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(licenses/(by|by-sa|by-nc|by-nc-sa|by-nd|by-nc-nd)/\d\.\d/|publicdomain/zero/1\.0/)"
)


def rights(root: Element) -> Iterator[Finding]:
    """A copyright statement comes with its year and its holder; a licence is its canonical URL, said once."""
    for found in all_of(root, "permissions"):
        if found.find("copyright-statement") is not None and found.find("copyright-holder") is None:
            yield finding("copyright-incomplete", found)
    for found in all_of(root, f"{ALI}license_ref"):
        value = text_of(found)
        if "creativecommons.org" in value.lower() and not _CREATIVE_COMMONS.fullmatch(value):
            yield finding("licence-malformed", found, value=value)
    for meta in all_of(root, "article-meta", "book-meta"):
        if meta.find(f"permissions/license/{ALI}license_ref") is None:
            yield finding("licence-missing", meta)


def links(root: Element) -> Iterator[Finding]:
    """An external link leads somewhere: its URL is absolute, and has no space."""
    for found in all_of(root, "ext-link"):
        url = found.get(XLINK_HREF) or ""
        if found.get("ext-link-type", "uri") == "uri" and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", url):
            yield finding("link-malformed", found, value=url)


RULES: tuple[Rule, ...] = (
    languages,
    orcids,
    rors,
    dois,
    serial_numbers,
    people,
    affiliations,
    dates,
    publication,
    rights,
    links,
)
