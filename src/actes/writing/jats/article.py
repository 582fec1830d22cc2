"""A contribution as a JATS 1.3 article: Publishing when its series has an ISSN, Archiving when it has none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from actes.diagnostics import Report
from actes.labels import label
from actes.model import BibliographySection, Contribution, PageMap, Piece, Reference, Volume
from actes.writing.jats import body as text
from actes.writing.jats import metadata
from actes.writing.jats.elements import Element, element, inner_text, line_break_count, serialise, soften_faces
from actes.writing.jats.front import add_counts, front, landing_page
from actes.writing.jats.manifest import JATS, manifest
from actes.writing.jats.references import Citations, reference_list
from actes.writing.jats.scope import Ids, Scope, anchors, chosen_ids, settle

PUBLISHING = (
    "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD with MathML3 v1.3 20210610//EN",
    "https://jats.nlm.nih.gov/publishing/1.3/JATS-journalpublishing1-3-mathml3.dtd",
)
ARCHIVING = (
    "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD with MathML3 v1.3 20210610//EN",
    "https://jats.nlm.nih.gov/archiving/1.3/JATS-archivearticle1-3-mathml3.dtd",
)


def write_article(
    volume: Volume,
    contribution: Contribution,
    page_map: PageMap | None = None,
    report: Report | None = None,
    *,
    citations: Citations = "element",
) -> bytes:
    """The JATS file of a resolved contribution, DOCTYPE included; the same bytes for the same values.

    `page_map` gives first and last pages where the contribution does not; `citations` says how references
    are written; `report` receives what JATS cannot say as its author said it.
    """
    chapters = {other.slug: landing_page(volume, other) for other in volume.contributions}
    scope = contribution_scope(contribution, Report() if report is None else report, chapters=chapters)
    publishing = bool(volume.series and volume.series.issn)
    root = element(
        "article",
        element(
            "processing-meta",
            tagset_family="jats",
            base_tagset="publishing" if publishing else "archiving",
            mathml_version="3.0",
            table_model="xhtml",
        ),
        article_type=contribution.type,
        dtd_version="1.3",
        xml_lang=contribution.language,
    )
    found = front(scope, volume, contribution, page_map)
    root.append(found)
    append_text(scope, root, contribution, citations)
    finish(root, [scope], {})
    if count := line_break_count(root):
        scope.remark("jats-line-break", count=count)
    add_counts(found, root, metadata.pages(contribution, page_map))
    return serialise(root, *(PUBLISHING if publishing else ARCHIVING))


def article_files(
    volume: Volume,
    contribution: Contribution,
    page_map: PageMap | None = None,
    report: Report | None = None,
    *,
    citations: Citations = "element",
) -> dict[str, bytes]:
    """The files of a contribution's folder by name: `<slug>.xml`, images, supplements, `manifest.json`."""
    article = write_article(volume, contribution, page_map, report, citations=citations)
    files = {f"{contribution.slug}.xml": (JATS, article), **images(contribution), **_supplements(contribution)}
    made = {name: data for name, (_, data) in files.items()}
    return {**made, "manifest.json": manifest(contribution.slug, files)}


def images(text: Contribution | Piece) -> dict[str, tuple[str, bytes]]:
    """The images of a text by the names JATS gives them: media type and contents."""
    held = [found for asset in text.assets.values() for found in (asset, asset.alternative) if found is not None]
    return {found.name: (found.media_type, found.path.read_bytes()) for found in held}


def _supplements(contribution: Contribution) -> dict[str, tuple[str, bytes]]:
    held = contribution.supplements.values()
    return {found.name: (found.media_type, found.path.read_bytes()) for found in held}


def contribution_scope(
    contribution: Contribution,
    report: Report,
    *,
    prefix: str = "",
    folder: str = "",
    chapters: Mapping[str, str] | None = None,
) -> Scope:
    """The scope in which a contribution is written; `prefix` and `folder` are those of a volume."""
    texts = (
        contribution.body,
        contribution.appendices,
        contribution.acknowledgements,
        *contribution.abstracts.values(),
    )
    return Scope(
        language=contribution.language,
        location=contribution.source,
        report=report,
        ids=Ids(prefix, chosen_ids(*texts)),
        math=contribution.math,
        assets=contribution.assets,
        supplements=contribution.supplements,
        references=listed_keys(contribution.references, contribution.bibliography),
        folder=folder,
        chapters=chapters or {},
    )


def reference_index(references: Iterable[Reference]) -> dict[str, Reference]:
    """References by key and by alias; a key has precedence over an alias."""
    held = list(references)
    return {alias: r for r in held for alias in r.aliases} | {r.key: r for r in held}


def listed_keys(references: Iterable[Reference], bibliography: Iterable[BibliographySection]) -> frozenset[str]:
    """The keys of the works that a text lists, and knows."""
    listed = {entry.key for section in bibliography for entry in section.entries}
    return frozenset(listed & reference_index(references).keys())


def append_text(scope: Scope, parent: Element, contribution: Contribution, citations: Citations) -> None:
    """Add body and back matter of a contribution to its `<article>` or `<book-part>`."""
    made = text.body(scope, contribution.body)
    if made is not None:
        parent.append(made)
    title = label("data-availability", scope.language)
    back = [
        text.acknowledgements(scope, contribution.acknowledgements),
        text.statement(scope, contribution.data_availability, "data-availability", title),
        text.appendices(scope, contribution.appendices),
        text.notes(scope),
        *reference_list(scope, contribution.bibliography, reference_index(contribution.references), citations),
    ]
    held = [part for part in back if part is not None]
    if held:
        parent.append(element("back", *held))


def finish(
    root: Element,
    scopes: Iterable[Scope],
    chapters: Mapping[str, Ids],
    elsewhere: Mapping[str, str] | None = None,
) -> None:
    """Complete the cross-references of a document, and report those that lead nowhere.

    `scopes` are those of its texts, `chapters` the ids of the chapters it holds, `elsewhere` the anchors of
    what is written apart from `root`.
    """
    soften_faces(root)
    kinds = {**anchors(root), **(elsewhere or {})}
    for link in settle((link for scope in scopes for link in scope.links), kinds, chapters):
        link.scope.remark("jats-lost-link", text=inner_text(link.xref), target=link.local or link.chapter)
