"""The files: the book, and the offprints cut from the same pages."""

from __future__ import annotations

from dataclasses import replace

from actes import tree
from actes.model import Contribution, Volume, localized
from actes.tree import Inlines
from actes.writing.html.indexes import locator_links
from actes.writing.pdf.layout import Layout, Placed, citation
from actes.writing.pdf.merge import Piece, merge
from actes.writing.pdf.metadata import Metadata

DOI = "https://doi.org/"


def write_book(layout: Layout) -> bytes:
    """The whole volume as one PDF file."""
    return merge(
        [_piece(layout, placed) for placed in layout.placed], book_metadata(layout.volume), _addresses(layout.volume)
    )


def write_offprint(layout: Layout, slug: str) -> bytes:
    """The pages of the contribution `slug` as a file of their own, numbered as in the book.

    Raises KeyError when there is no such contribution.
    """
    placed = layout.of(slug)
    facts = offprint_metadata(layout.volume, layout.volume.contribution(slug), placed)
    return merge([replace(_piece(layout, placed), blank_after=False)], facts, _addresses(layout.volume))


def _piece(layout: Layout, placed: Placed) -> Piece:
    unit = placed.unit
    nested = unit.kind == "chapter" and any(p.unit.kind == "axis" and p.unit.axis == unit.axis for p in layout.placed)
    role = "Art" if unit.kind == "chapter" else "Sect"
    return Piece(
        placed.part,
        tree.plain_text(unit.title),
        role,
        placed.labels,
        placed.style,
        placed.first,
        placed.blank_after,
        1 if nested else 0,
        unit.language,
        citation(layout.volume, unit.name, layout.page_map.pages[unit.name]) if unit.kind == "chapter" else (),
        [link.text or "" for link in locator_links(unit.element)] if placed.part.locators else (),
    )


def _addresses(volume: Volume) -> dict[str, str]:
    return {c.slug: DOI + c.doi for c in volume.contributions if c.doi}


def _texts(titles: dict[str, Inlines] | object, language: str) -> dict[str, str]:
    """Language → plain text, `language` first."""
    held = {code: tree.plain_text(inlines) for code, inlines in titles.items()} if isinstance(titles, dict) else {}
    return dict(sorted(held.items(), key=lambda item: item[0] != language))


def book_metadata(volume: Volume) -> Metadata:
    """What the book says of itself."""
    language = volume.language
    publisher, licence = volume.publisher, volume.licence
    series = volume.series
    title = {**volume.title}
    subtitle = localized(volume.subtitle, language)
    prism = {
        "doi": volume.doi,
        "isbn": volume.isbn.get("pdf", ""),
        "issn": series.issn if series else "",
        "url": DOI + volume.doi if volume.doi else "",
    }
    texts = _texts(title, language)
    if subtitle and language in texts:
        texts[language] = f"{texts[language]}. {tree.plain_text(subtitle)}"
    return Metadata(
        language=language,
        titles=texts,
        creators=[e.display for e in volume.editors],
        contributors=list(dict.fromkeys(a.display for c in volume.contributions for a in c.authors)),
        descriptions=dict(volume.notice),
        keywords=list(localized(volume.keywords, language)),
        languages=list(volume.languages) or [language],
        publisher=publisher.name if publisher else "",
        date=volume.published,
        identifier=_identifier(volume.doi, volume.isbn.get("pdf", "")),
        rights=_rights(
            volume.copyright_holder, volume.year, licence.names.get(language, licence.spdx) if licence else ""
        ),
        licence_url=licence.url if licence else "",
        relation=f"{series.title}{', ' + series.number if series.number else ''}" if series else "",
        prism={name: text for name, text in prism.items() if text},
    )


def offprint_metadata(volume: Volume, contribution: Contribution, placed: Placed) -> Metadata:
    """What an offprint says of itself."""
    language = contribution.language
    licence = contribution.licence or volume.licence
    publisher = volume.publisher
    book = tree.plain_text(localized(volume.title, language))
    holder = contribution.copyright_holder or volume.copyright_holder
    prism = {
        "doi": contribution.doi,
        "publicationName": book,
        "startingPage": placed.labels[0],
        "endingPage": placed.labels[-1],
        "url": DOI + contribution.doi if contribution.doi else "",
    }
    return Metadata(
        language=language,
        titles=_texts(dict(contribution.title), language),
        creators=[a.display for a in contribution.authors],
        descriptions=_texts(dict(contribution.abstracts), language),
        keywords=list(localized(contribution.keywords, language)),
        publisher=publisher.name if publisher else "",
        date=contribution.published or volume.published,
        identifier=_identifier(contribution.doi, ""),
        rights=_rights(holder, volume.year, licence.names.get(language, licence.spdx) if licence else ""),
        licence_url=licence.url if licence else "",
        relation=book,
        prism={name: text for name, text in prism.items() if text},
    )


def _identifier(doi: str, isbn: str) -> str:
    return f"doi:{doi}" if doi else (f"urn:isbn:{isbn}" if isbn else "")


def _rights(holder: str, year: str, licence: str) -> str:
    return ". ".join(p for p in (f"© {year} {holder}".replace("  ", " ") if holder else "", licence) if p)
