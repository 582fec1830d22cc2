"""Lists of references: anchors, links back to the citations, and where the volume cites each work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actes import tree
from actes.labels import label
from actes.model import BibliographyEntry, BibliographySection
from actes.writing.html.elements import Element, append_text, child
from actes.writing.html.render import Renderer

AfterEntry = Callable[[Element, BibliographyEntry], None]


def keys(sections: Sequence[BibliographySection]) -> frozenset[str]:
    """The keys of the works that `sections` list."""
    return frozenset(entry.key for section in sections for entry in section.entries)


def bibliography(
    renderer: Renderer, parent: Element, sections: Sequence[BibliographySection], after: AfterEntry
) -> None:
    """Add each section of references to `parent` (`<section role="doc-bibliography">`).

    `after` adds what follows an entry (links back). A key met in two sections bears its anchor once.
    """
    seen: set[str] = set()
    for section in sections:
        if not section.entries:
            continue
        made = child(parent, "section", "bibliography", role="doc-bibliography")
        heading = child(made, "h2")
        name = renderer.anchor(f"_{section.identifier}")
        heading.set("id", name)
        inlines = section.title or tree.words(label("references", renderer.language))
        renderer.inlines(heading, inlines)
        renderer.headings.append((2, name, inlines))
        made.set("aria-labelledby", name)
        entries(renderer, made, section.entries, after, seen)


def entries(
    renderer: Renderer, parent: Element, items: Sequence[BibliographyEntry], after: AfterEntry, seen: set[str]
) -> None:
    """Add the list of entries: `<ul class="references"><li class="reference" id=…>`."""
    made = child(parent, "ul", "references")
    for entry in items:
        line = child(made, "li", "reference")
        if entry.key not in seen:
            seen.add(entry.key)
            renderer.identify(line, tree.reference_id(entry.key))
        renderer.inlines(line, entry.inlines)
        after(line, entry)


def link_back(renderer: Renderer, line: Element, entry: BibliographyEntry) -> None:
    """Add links to the places that cite `entry`: « ↩ », or « ↩1 ↩2 » when there are several."""
    places = renderer.citations.get(entry.key, [])
    if not places:
        return
    append_text(line, " ")
    made = child(line, "span", "backlinks")
    for number, place in enumerate(places, 1):
        if number > 1:
            append_text(made, " ")
        only = len(places) == 1
        back = child(made, "a", "backlink", "↩" if only else f"↩{number}", href=f"#{place}", role="doc-backlink")
        name = "back-to-citation" if only else "back-to-citation-number"
        back.set("aria-label", label(name, renderer.language, number=number))
