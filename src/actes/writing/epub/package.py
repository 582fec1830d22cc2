"""The package document (EPUB 3.3 §5): metadata, manifest, reading order.

Identifiers of items are made of unit and asset names, so that they stay the same from one build to the next.
"""

from __future__ import annotations

import os
import re
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from actes import tree
from actes.labels import label
from actes.model import Person, Volume, localized
from actes.writing.epub.archive import Resource, root_element, serialised
from actes.writing.html.elements import Element, child
from actes.writing.html.people import orcid_url

OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_PREFIXES = "a11y: http://www.idpf.org/epub/vocab/package/a11y/#"
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
EARLIEST = "1980-01-01T00:00:00Z"


@dataclass(frozen=True)
class Contents:
    """What the publication holds, as its accessibility metadata say it."""

    images: bool = False
    described: bool = True
    """Every image has an alternative text."""
    long_descriptions: bool = False
    formulas: bool = False
    index: bool = False
    printed_pages: bool = False


def identifier(volume: Volume) -> str:
    """The unique identifier: the EPUB's ISBN, else the DOI, else a UUID made from the volume's id."""
    isbn = re.sub(r"[^0-9X]", "", volume.isbn.get("epub", "").upper())
    if isbn:
        return f"urn:isbn:{isbn}"
    if volume.doi:
        return f"https://doi.org/{volume.doi}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'actes:{volume.id}')}"


def modified(volume: Volume) -> str:
    """`dcterms:modified`: SOURCE_DATE_EPOCH, else the date of publication, never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if not volume.published:
        return EARLIEST
    day = (volume.published + "-01-01")[:10]
    return f"{day}T00:00:00Z"


def package(volume: Volume, resources: Sequence[Resource], contents: Contents) -> bytes:
    """`package.opf` for `resources`, in the order of the manifest; those that are `linear` make the spine."""
    root = root_element("package", OPF)
    root.set("version", "3.0")
    root.set("unique-identifier", "publication-id")
    root.set("prefix", _PREFIXES)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", volume.language)
    metadata = etree.SubElement(root, "metadata", nsmap={"dc": _DC})
    _bibliographic(metadata, volume)
    _accessibility(metadata, volume, contents)
    manifest = child(root, "manifest")
    for item in resources:
        made = child(manifest, "item", id=item.id, href=item.path, media_type=item.media_type)
        if item.properties:
            made.set("properties", " ".join(item.properties))
    spine = child(root, "spine", toc="ncx")
    for item in resources:
        if item.linear:
            child(spine, "itemref", idref=item.id)
    return serialised(root)


def _dc(metadata: Element, name: str, text: str, **attributes: str) -> Element:
    return child(metadata, f"{{{_DC}}}{name}", text=text, **attributes)


def _meta(metadata: Element, name: str, text: str, refines: str = "", scheme: str = "", **attributes: str) -> Element:
    made = child(metadata, "meta", property=name, text=text, **attributes)
    if refines:
        made.set("refines", f"#{refines}")
    if scheme:
        made.set("scheme", scheme)
    return made


def _bibliographic(metadata: Element, volume: Volume) -> None:
    language = volume.language
    _dc(metadata, "identifier", identifier(volume), id="publication-id")
    if volume.doi and "doi.org" not in identifier(volume):
        _dc(metadata, "identifier", f"https://doi.org/{volume.doi}", id="doi")
    _titles(metadata, volume)
    for held in dict.fromkeys((language, *volume.languages)):
        _dc(metadata, "language", held)
    _people(metadata, volume)
    if volume.publisher:
        _dc(metadata, "publisher", volume.publisher.name)
    if volume.published:
        _dc(metadata, "date", volume.published)
    _meta(metadata, "dcterms:modified", modified(volume))
    _descriptions(metadata, volume)
    if volume.copyright_holder:
        _dc(metadata, "rights", label("copyright", language, year=volume.year, holder=volume.copyright_holder))
    if volume.licence:
        _dc(metadata, "rights", str(localized(volume.licence.names, language) or volume.licence.spdx))
        if volume.licence.url:
            _meta(metadata, "dcterms:license", volume.licence.url)
    _series(metadata, volume)


def _titles(metadata: Element, volume: Volume) -> None:
    language = volume.language
    main, subtitle = localized(volume.title, language), localized(volume.subtitle, language)
    _dc(metadata, "title", tree.plain_text(main), id="title")
    _meta(metadata, "title-type", "main", "title")
    if subtitle:
        _dc(metadata, "title", tree.plain_text(subtitle), id="subtitle")
        _meta(metadata, "title-type", "subtitle", "subtitle")
    for other, title in volume.title.items():
        if title != main:
            made = _meta(metadata, "dcterms:alternative", tree.plain_text(title))
            made.set("{http://www.w3.org/XML/1998/namespace}lang", other)


def _people(metadata: Element, volume: Volume) -> None:
    """Editors, then the authors of the chapters, each person once; roles are MARC relators."""
    seen: dict[str, str] = {}
    roles: set[tuple[str, str]] = set()
    counts: Counter[str] = Counter()
    people = [("editor", "edt", e) for e in volume.editors]
    people += [("author", "aut", a) for c in volume.contributions for a in c.authors]
    for kind, role, person in people:
        known = orcid_url(person) or person.inverted
        if known in seen:
            if (seen[known], role) not in roles:
                _meta(metadata, "role", role, seen[known], "marc:relators")
        else:
            counts[kind] += 1
            seen[known] = f"{kind}-{counts[kind]}"
            _person(metadata, person, seen[known], role)
        roles.add((seen[known], role))


def _person(metadata: Element, person: Person, name: str, role: str) -> None:
    _dc(metadata, "creator" if role == "aut" else "contributor", person.display, id=name)
    _meta(metadata, "role", role, name, "marc:relators")
    _meta(metadata, "file-as", person.inverted, name)
    if orcid_url(person):
        _meta(metadata, "dcterms:identifier", orcid_url(person), name)


def _descriptions(metadata: Element, volume: Volume) -> None:
    language = volume.language
    notice = str(localized(volume.notice, language) or "")
    back = next((tree.plain_text(p.body) for p in volume.front if p.kind == "back-cover"), "")
    for text in (notice, " ".join(back.split())):
        if text:
            _dc(metadata, "description", text)
    subjects = [*localized(volume.keywords, language)]
    if localized(volume.discipline, language):
        subjects.insert(0, str(localized(volume.discipline, language)))
    for subject in subjects:
        _dc(metadata, "subject", subject)
    for axis in volume.axes:
        title = tree.plain_text(localized(axis.title, language))
        if title:
            _meta(metadata, "dcterms:hasPart", f"{label('axis-number', language, number=axis.number)}. {title}")


def _series(metadata: Element, volume: Volume) -> None:
    if not volume.series:
        return
    _meta(metadata, "belongs-to-collection", volume.series.title, id="series")
    _meta(metadata, "collection-type", "series", "series")
    if volume.series.number:
        _meta(metadata, "group-position", volume.series.number, "series")
    if volume.series.issn:
        _meta(metadata, "dcterms:identifier", f"urn:issn:{volume.series.issn}", "series")


def _accessibility(metadata: Element, volume: Volume, contents: Contents) -> None:
    """What EPUB Accessibility 1.1 §2 and its discovery metadata ask."""
    _meta(metadata, "schema:accessMode", "textual")
    if contents.images:
        _meta(metadata, "schema:accessMode", "visual")
    if contents.described:
        _meta(metadata, "schema:accessModeSufficient", "textual")
    if contents.images:
        _meta(metadata, "schema:accessModeSufficient", "textual,visual")
    features = {
        "alternativeText": contents.images and contents.described,
        "ARIA": True,
        "displayTransformability": True,
        "index": contents.index,
        "longDescription": contents.long_descriptions,
        "MathML": contents.formulas,
        "pageBreakMarkers": contents.printed_pages,
        "pageNavigation": contents.printed_pages,
        "readingOrder": True,
        "structuralNavigation": True,
        "tableOfContents": True,
        "unlocked": True,
    }
    for feature, held in features.items():
        if held:
            _meta(metadata, "schema:accessibilityFeature", feature)
    _meta(metadata, "schema:accessibilityHazard", "none")
    own = localized(volume.accessibility.summary, volume.language)
    pages = label("accessibility-pages", volume.language) if contents.printed_pages else ""
    summary = str(own or label("accessibility-summary", volume.language, pages=pages))
    _meta(metadata, "schema:accessibilitySummary", summary)
    if contents.printed_pages:
        _meta(metadata, "pageBreakSource", _page_source(volume))
    if contents.described:
        _meta(metadata, "dcterms:conformsTo", CONFORMANCE, id="conformance")
    _certifier(metadata, volume)


def _page_source(volume: Volume) -> str:
    for edition in ("print", "pdf"):
        if volume.isbn.get(edition):
            return "urn:isbn:" + re.sub(r"[^0-9X]", "", volume.isbn[edition].upper())
    return f"https://doi.org/{volume.doi}" if volume.doi else tree.plain_text(localized(volume.title, volume.language))


def _certifier(metadata: Element, volume: Volume) -> None:
    facts = volume.accessibility
    if not facts.certified_by:
        return
    _meta(metadata, "a11y:certifiedBy", facts.certified_by, id="certifier")
    if facts.certifier_credential:
        _meta(metadata, "a11y:certifierCredential", facts.certifier_credential, "certifier")
    if facts.certifier_report:
        child(metadata, "link", rel="a11y:certifierReport", href=facts.certifier_report, refines="#certifier")
