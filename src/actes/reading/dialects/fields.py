"""A header in another tool's fields, rewritten in those of `actes.reading.fields`; the rest set aside and told."""

from __future__ import annotations

import re

from rapidfuzz import process

from actes.diagnostics import Report
from actes.reading.dialects import authors, stylo
from actes.reading.dialects.header import Header, is_empty, iso_date, members, plain_name, scalar, text_of
from actes.reading.fields import CONTRIBUTION, CONTRIBUTION_TYPES
from actes.reading.schema import FALSE, TRUE
from actes.reading.yaml_marks import Fields, Items, Scalar, Value

_RENAMED = {
    "tags": "keywords", "keyword": "keywords", "motscles": "keywords", "mots-cles": "keywords",
    "running-title": "short-title", "shorttitle": "short-title", "running-head": "short-title",
    "title-short": "short-title",
    "acknowledgment": "acknowledgements", "acknowledgement": "acknowledgements", "thanks": "acknowledgements",
    "rights": "licence", "funder": "funding", "publicationdate": "date",
    "date-received": "received", "date-accepted": "accepted",
    "cito-bibliography": "bibliography", "bib": "bibliography", "bibliographies": "bibliography",
    "translated-title": "title-en", "sous-titre": "subtitle", "titre": "title", "auteur": "authors",
    "auteurs": "authors", "langue": "language",
}  # fmt: skip
"""Other tools' names for our fields."""

_FOREIGN_NAMES = """
@version aas-doi aas-journal abbreviations aliases always-allow-html appendix-style archive-doi articlelies
articleslies author-note authorrunning authors-short autoeqnlabels banner biblatexoptions biblio-style biblio-title
bibliography-style bibliography-title binder biohackathon-location biohackathon-name biohackathon-url build cascade
categories citation citation-author citation-package cite-method citecolor class-option classoption code-block-bg
code-fold code-link code-summary code-tools codeblockcaptions color-links colorlinks commentable comments
controlledkeywords copyright created crossref csl css cssclass cssclasses date-format date-meta date-modified day
description df-print diagram diffnum dir director documentclass dossier downloads draft editor editor-name
editor-options endnote engine eqnprefix error-rules event execute export exports featured fig-cap-location
fig-height fig-width figprefix filters fontsize format funder-id funder-name gallery geometry git-url github
google-scholar group header-includes header-left header-right highlight id-zettel image images include-after
include-before include-in-header issnnum issue issue-url issuedirectors joss-doi journal journal-email jtex jupyter
jupytext kanban-plugin keep-md kernelspec keywords-formatted knit knitr lastmod latex layout linestretch
link-bibliography link-citations linkcolor lof logocredits lot mainfont math mathfont mathspec menu modified
monofont month natbiboptions nocite-all notes-after-punctuation number-depth number-sections numbering
numbersections open-access output outputs page-fingerprint page-layout pagetitle paper-url papersize params pkgdown
plugins primary-output prodnum producer production profile projects publish published-date publisher reading-time
reference-section-title references related repository-code resource-files resources review-url reviewers runtime
sansfont secprefix self-contained senspublic series settings sharing shiny shortauthors site slug social
software-repository-url source subject submitted subparagraph suppress-bibliography tag tbl-cap-location tblprefix
thebe theme thumbnail titlerunning toc toc-depth toc-location toc-title toctitle transcribers translatedtitle
translationof translations translator typearticle uid up updated url url-article url-issue urlcolor venue version
vignette volume weight year zettelkasten zotero
"""
_FOREIGN = frozenset(_FOREIGN_NAMES.split())
"""Fields of other tools that have no meaning in print, as `plain_name` writes them."""

_EXPRESSION = re.compile(r"`r\s|Sys\.|\b(today|now|last-modified)\b", re.IGNORECASE)
_LICENCE = re.compile(r"CC[ -]?(BY(?:[ -](?:NC|ND|SA)){0,2}|0)[ -]?(\d\.\d)?", re.IGNORECASE)


def translate(fields: Fields, recognised: bool, report: Report, month_first: bool = False) -> Fields:
    """`fields` with other tools' forms as ours.

    A field that means nothing here is left out: all of them are told in one line. Outside a `recognised`
    dialect only the fields known to be a tool's are: any other is the reader's to complain about.
    """
    header = Header(fields)
    stylo.translate(header)
    if isinstance(header.get("language"), Fields):
        # Quarto's words in the language of `lang`
        header.pop("language")
    for old, new in _RENAMED.items():
        header.move(old, new)
    left = authors.translate(header, report)
    _keywords(header)
    _dates(header, left, month_first)
    _licence(header)
    _funding(header)
    _short(header, left)
    left += _leave(header, recognised)
    if left:
        report.add("foreign-fields", fields.location, fields=", ".join(dict.fromkeys(left)))
    return header.fields()


def _keywords(header: Header) -> None:
    value = header.get("keywords")
    if isinstance(value, Items) and any(isinstance(m, Items | Fields) for m in value.items):
        flat = [m for item in value.items for m in (members(item) if isinstance(item, Items) else (item,))]
        header.put("keywords", Items(tuple(m for m in flat if isinstance(m, Scalar)), value.location))


def _dates(header: Header, left: list[str], month_first: bool) -> None:
    for name in ("date", "published", "received", "accepted"):
        value = header.get(name)
        if isinstance(value, Fields):
            value = value.entries.get("published") or value.entries.get("issued") or next(iter(value.entries.values()))
            header.put(name, value)
        if not isinstance(value, Scalar) or value.is_null:
            continue
        text = value.text.strip()
        if _EXPRESSION.search(text) or text.lower() in TRUE | FALSE:
            # a date that code would give, or `published: true`
            header.pop(name)
            left.append(name)
        elif not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text) and (made := iso_date(text, month_first)):
            header.put(name, scalar(made, value.location))


def _licence(header: Header) -> None:
    for name in ("licence", "license"):
        value = header.get(name)
        if isinstance(value, Fields):
            value = value.entries.get("content") or value.entries.get("text") or value.entries.get("id")
            header.pop(name)
            if isinstance(value, Scalar):
                header.put(name, value)
        found = _LICENCE.search(value.text) if isinstance(value, Scalar) else None
        if found and isinstance(value, Scalar):
            terms = re.sub(r"[ -]+", "-", found[1].upper())
            spdx = "CC0-1.0" if terms == "0" else f"CC-{terms}-{found[2] or '4.0'}"
            header.put(name, scalar(spdx, value.location))


def _funding(header: Header) -> None:
    """Quarto's and Stylo's ways to name who paid; an empty one is none."""
    value = header.get("funding")
    if value is None:
        return
    made: list[Value] = []
    for member in members(value):
        if is_empty(member):
            continue
        if not isinstance(member, Fields):
            made.append(member)
            continue
        held = Header(member)
        held.move("funder-name", "funder")
        held.move("source", "funder")
        held.move("organization", "funder")
        held.move("award-number", "award")
        held.move("id", "award")
        held.move("award-id", "award")
        held.move("open-funder-registry", "award")
        made.append(held.fields())
    header.pop("funding")
    if made:
        header.put("funding", Items(tuple(made), value.location))


def _short(header: Header, left: list[str]) -> None:
    kind = text_of(header.get("type"))
    if kind and kind.lower() not in CONTRIBUTION_TYPES:
        header.pop("type")
        left.append("type")
    summary = header.get("summary")
    if summary is not None:
        header.move("summary", "abstract")
    for name in ("title", "subtitle", "abstract", "type", "id", "pages", "doi"):
        value = header.get(name)
        if value is not None and is_empty(value):
            header.pop(name)


_OURS = {n for name, field in CONTRIBUTION.fields.items() for n in (name, *field.aliases)}


def _leave(header: Header, recognised: bool) -> list[str]:
    left: list[str] = []
    for written in header.names():
        name = plain_name(written)
        if name in _OURS:
            continue
        if name not in _FOREIGN and not recognised:
            continue
        if name not in _FOREIGN and process.extractOne(name, sorted(_OURS), score_cutoff=85):
            continue
        value = header.pop(written)
        if value is not None and not is_empty(value):
            left.append(written)
    return left
