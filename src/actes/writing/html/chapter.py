"""A contribution as a chapter: opening, text, what follows the text, references."""

from __future__ import annotations

from functools import partial

from actes import tree
from actes.labels import label
from actes.model import Contribution, PageMap, Pages, Volume, localized
from actes.styles import Styles
from actes.tree import Blocks
from actes.writing.html.bibliography import bibliography, keys, link_back
from actes.writing.html.citing import cite_chapter
from actes.writing.html.elements import Element, child
from actes.writing.html.pages import page
from actes.writing.html.people import bylines
from actes.writing.html.render import Renderer


def chapter(volume: Volume, contribution: Contribution, page_map: PageMap | None = None) -> Element:
    """The chapter of `contribution` as `<section class="chapter" id="<slug>">` (see the package's docstring).

    `page_map` gives the pages of « how to cite » when the contribution does not say them itself.
    Raises StyleError when the template of its opening cannot be used.
    """
    return rendered(volume, contribution, page_map)[0]


def rendered(volume: Volume, contribution: Contribution, page_map: PageMap | None) -> tuple[Element, Renderer]:
    """The chapter, and the renderer that made it (which knows its headings and index marks)."""
    renderer = renderer_of(contribution)
    section = _opening(volume, contribution, renderer, page_map)
    renderer.headings.clear()
    body = child(section, "div", "body")
    renderer.sections(body, contribution.body)
    _acknowledgements(renderer, section, contribution)
    _statements(renderer, section, contribution)
    _appendices(renderer, section, contribution.appendices)
    bibliography(renderer, section, contribution.bibliography, partial(link_back, renderer))
    return section, renderer


def renderer_of(contribution: Contribution) -> Renderer:
    """The renderer of a contribution's text."""
    return Renderer(
        contribution.slug,
        contribution.language,
        assets=contribution.assets,
        math=contribution.math,
        entries=keys(contribution.bibliography),
    )


def pages_of(contribution: Contribution, page_map: PageMap | None) -> Pages | None:
    """The pages of a contribution: those it says, else the layout's."""
    if contribution.pages is not None or page_map is None:
        return contribution.pages
    return page_map.pages.get(contribution.slug)


def _opening(volume: Volume, contribution: Contribution, renderer: Renderer, page_map: PageMap | None) -> Element:
    language = contribution.language
    authors, affiliations = bylines(contribution.authors, language)
    order = [language, *(other for other in contribution.abstracts if other != language)]
    order += [other for other in contribution.keywords if other not in order]
    axis = next((a for a in volume.axes if a.id == contribution.axis), None)
    licence = contribution.licence
    return page(
        "chapter",
        Styles(volume.folder),
        renderer,
        volume=volume,
        contribution=contribution,
        title=contribution.main_title,
        subtitle=localized(contribution.subtitle, language),
        translations=[
            (other, title, contribution.subtitle.get(other, []))
            for other, title in contribution.title.items()
            if title is not contribution.main_title
        ],
        short_title=tree.plain_text(contribution.short_title or contribution.main_title),
        axis=axis,
        axis_title=tree.plain_text(localized(axis.title, language)) if axis else "",
        authors=authors,
        affiliations=affiliations,
        abstracts=[
            (other, contribution.abstracts.get(other, []), contribution.keywords.get(other, ())) for other in order
        ],
        licence=licence if licence and licence != volume.licence else None,
        how_to_cite=cite_chapter(volume, contribution, language, pages_of(contribution, page_map)),
        language_of=lambda name, other: label(name, other),
    )


def _part(renderer: Renderer, section: Element, name: str, role: str = "") -> Element:
    """A part after the text: `<section class=name>` under a heading of the catalogue, which contents do not show."""
    made = child(section, "section", name)
    heading = child(made, "h2", text=label(name, renderer.language))
    heading.set("id", renderer.anchor(f"_{name}"))
    made.set("aria-labelledby", renderer.anchor(f"_{name}"))
    if role:
        made.set("role", role)
    return made


def _acknowledgements(renderer: Renderer, section: Element, contribution: Contribution) -> None:
    if contribution.acknowledgements:
        made = _part(renderer, section, "acknowledgements", "doc-acknowledgments")
        renderer.under(2, made, contribution.acknowledgements)


def _statements(renderer: Renderer, section: Element, contribution: Contribution) -> None:
    if contribution.funding:
        made = _part(renderer, section, "funding")
        for funding in contribution.funding:
            award = label("award", renderer.language, number=funding.award) if funding.award else ""
            sentence = ", ".join(p for p in (funding.funder, award) if p)
            if funding.statement:
                renderer.inlines(child(made, "p"), funding.statement)
            if sentence and not funding.statement:
                child(made, "p", text=f"{sentence}.")
    for name, inlines in (
        ("conflict-of-interest", contribution.conflict_of_interest),
        ("data-availability", contribution.data_availability),
    ):
        if inlines:
            renderer.inlines(child(_part(renderer, section, name), "p"), inlines)


def _appendices(renderer: Renderer, section: Element, blocks: Blocks) -> None:
    """Each level-1 heading opens an appendix; what stands before the first one is an appendix without a title."""
    groups: list[Blocks] = []
    for block in blocks:
        if not groups or (block["t"] == "Header" and block["c"][0] == 1):
            groups.append([])
        groups[-1].append(block)
    for group in groups:
        made = child(section, "section", "appendix", role="doc-appendix")
        renderer.sections(made, group)
