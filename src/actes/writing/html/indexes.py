"""Where things stand in the volume: locators, indexes, the list of contributors."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from actes.labels import label
from actes.model import Contribution, PageMap, Person, Volume
from actes.writing.html.elements import Element, append_text, child, element, has_class

Marks = Mapping[str, tuple[tuple[str, str], ...]]
"""Slug → (index entry, id of the place) of the marks in its text."""


@dataclass(frozen=True)
class Entry:
    """An entry of an index: its heading, and the anchors it sends to."""

    heading: str
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Contributor:
    """Someone who wrote in the volume, and the chapters."""

    person: Person
    contributions: tuple[Contribution, ...]


def page_of(page_map: PageMap | None, anchor: str) -> str:
    """The page label of a place: its own, else its unit's first; "" when the layout does not say."""
    if page_map is None:
        return ""
    unit = anchor.partition("--")[0]
    pages = page_map.pages.get(unit)
    return page_map.anchors.get(anchor) or (pages.first if pages else "")


def locators(volume: Volume, page_map: PageMap | None, anchors: Iterable[str], language: str) -> Element:
    """`<span class="locators">` with a link for each place: its page, else its chapter (« chap. 3 »).

    Places of the same page or chapter make one link.
    """
    numbers = {c.slug: c.number for c in volume.contributions}
    made = element("span", "locators")
    said: set[str] = set()
    for anchor in anchors:
        chapter = f"{label('chapter-abbreviation', language)}\u00a0{numbers[anchor.partition('--')[0]]}"
        text = page_of(page_map, anchor) or chapter
        if text in said:
            continue
        if said:
            append_text(made, ", ")
        said.add(text)
        child(made, "a", "locator", text, href=f"#{anchor}")
    return made


def locator_links(root: Element) -> list[Element]:
    """The links below `root` that say a page number, in order."""
    return [link for link in root.iter("a") if has_class(link, "locator")]


def keyword_entries(volume: Volume, marks: Marks) -> tuple[Entry, ...]:
    """The keyword index: each keyword with the places marked in the text, else the chapters that bear it.

    Entries marked in a text and borne by no chapter are put in their place in the alphabet.
    """
    entries: dict[str, tuple[str, ...]] = {}
    placed = {(slug, entry) for slug, held in marks.items() for entry, _ in held}
    everywhere: dict[str, list[str]] = {}
    for held in marks.values():
        for entry, identifier in held:
            everywhere.setdefault(entry, []).append(identifier)
    order = {c.slug: position for position, c in enumerate(volume.contributions)}
    for heading, slugs in volume.keyword_index:
        bare = [slug for slug in slugs if (slug, heading) not in placed]
        anchors = [*bare, *everywhere.pop(heading, [])]
        entries[heading] = tuple(sorted(anchors, key=lambda a: order[a.partition("--")[0]]))
    if not everywhere:
        return tuple(Entry(heading, anchors) for heading, anchors in entries.items())
    entries.update({heading: tuple(anchors) for heading, anchors in everywhere.items()})
    return tuple(Entry(heading, entries[heading]) for heading in sorted(entries, key=alphabetical))


def author_entries(volume: Volume) -> tuple[Entry, ...]:
    """The author index: each author with the chapters."""
    return tuple(Entry(name, slugs) for name, slugs in volume.author_index)


def contributors(volume: Volume) -> tuple[Contributor, ...]:
    """Who wrote in the volume, in the order of the author index, each once with the fullest record."""
    found: list[Contributor] = []
    # some papers have thousands of authors
    called: dict[str, list[Person]] = {}
    for contribution in volume.contributions:
        for author in contribution.authors:
            called.setdefault(author.inverted, []).append(author)
    by_slug = {c.slug: c for c in volume.contributions}
    for name, slugs in volume.author_index:
        chapters = tuple(by_slug[slug] for slug in slugs)
        if people := called.get(name):
            person = max(people, key=lambda p: (bool(p.biography), bool(p.affiliations), bool(p.orcid)))
            found.append(Contributor(person, chapters))
    return tuple(found)


def alphabetical(text: str) -> tuple[str, str]:
    """The order of a French index: accents and case count only between words otherwise equal."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return (bare.casefold().replace("œ", "oe").replace("æ", "ae").replace("-", " ").replace("’", " "), text)


def by_letter(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Sorted entries under the letter they begin with; « # » for those that begin otherwise."""
    return [(letter, list(group)) for letter, group in itertools.groupby(entries, lambda e: _initial(e.heading))]


def _initial(text: str) -> str:
    first = alphabetical(text)[0].lstrip()[:1].upper()
    return first if first.isalpha() else "#"
