"""How to cite a chapter or the volume: the sentence printed at the opening, as inlines."""

from __future__ import annotations

from actes import tree
from actes.labels import enumeration, label
from actes.model import Contribution, Pages, Person, Volume, localized
from actes.tree import Inlines


def cite_volume(volume: Volume, language: str) -> Inlines:
    """« A. Nom (dir.), *Titre*, Lieu, Éditeur, 2018, DOI. »: what is known of the volume."""
    inlines = _editors(volume, language)
    if inlines:
        inlines += tree.words(", ")
    return [*inlines, *_host(volume, language), *_end("", volume.doi)]


def cite_chapter(volume: Volume, contribution: Contribution, language: str, pages: Pages | None) -> Inlines:
    """« Nom, Prénom, « Titre », dans A. Nom (dir.), *Ouvrage*, Lieu, Éditeur, 2018, p. 12-30, DOI. »."""
    authors = [a.inverted if not position else a.display for position, a in enumerate(contribution.authors)]
    inlines = tree.words(enumeration(authors, language) + ", ") if authors else []
    title = _full_title(contribution.main_title, localized(contribution.subtitle, contribution.language))
    inlines += [*_quoted(title, language), *tree.words(f", {label('in', language)} ")]
    editors = _editors(volume, language)
    inlines += [*editors, *tree.words(", ")] if editors else []
    return [*inlines, *_host(volume, language), *_end(page_range(pages, language), contribution.doi)]


def page_range(pages: Pages | None, language: str) -> str:
    """« p. 12-30 » with a no-break space; "" without pages."""
    if pages is None or not pages.first:
        return ""
    last = f"-{pages.last}" if pages.last and pages.last != pages.first else ""
    return f"{label('page-abbreviation', language)}\u00a0{pages.first}{last}"


def _full_title(title: Inlines, subtitle: Inlines) -> Inlines:
    return [*title, tree.string("."), tree.SPACE, *subtitle] if subtitle else list(title)


def _quoted(inlines: Inlines, language: str) -> Inlines:
    opening, closing = label("open-quote", language), label("close-quote", language)
    return [tree.string(opening), *inlines, tree.string(closing)]


def _editors(volume: Volume, language: str) -> Inlines:
    editors: tuple[Person, ...] = volume.editors
    if not editors:
        return []
    names = enumeration([e.display for e in editors], language)
    mark = label("editor-mark" if len(editors) == 1 else "editors-mark", language)
    return tree.words(f"{names} {mark}")


def _host(volume: Volume, language: str) -> Inlines:
    """The volume's title, place, publisher and year."""
    title = _full_title(localized(volume.title, volume.language), localized(volume.subtitle, volume.language))
    publisher = volume.publisher
    facts = [publisher.place, publisher.name] if publisher else []
    series = volume.series
    if series:
        title_in_series = label("series-citation", language, title=series.title)
        facts.append(f"{title_in_series}, {series.number}" if series.number else title_in_series)
    facts.append(volume.year)
    return [tree.wrap("Emph", title), *tree.words("".join(f", {fact}" for fact in facts if fact))]


def _end(pages: str, doi: str) -> Inlines:
    """Pages and DOI, then the full stop (none after a DOI, which it would spoil)."""
    inlines = tree.words(f", {pages}") if pages else []
    if not doi:
        return [*inlines, tree.string(".")]
    url = f"https://doi.org/{doi}"
    return [*inlines, tree.string(","), tree.SPACE, tree.link([tree.string(url)], url)]
