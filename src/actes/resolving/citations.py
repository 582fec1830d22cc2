"""Citations rendered by the CSL layer, once for every output; lists of references; the consolidated one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

from rapidfuzz import process

from actes import csl, memory
from actes.csl import locators
from actes.diagnostics import Location, Report
from actes.model import BibliographyEntry, BibliographySection, Contribution, Reference, ReferenceList, Volume
from actes.reading.sections import safe_identifier
from actes.resolving.cross_references import is_target
from actes.tree import (
    Blocks,
    Inlines,
    Node,
    attr,
    identifiers,
    rewrite,
    span,
    string,
    value,
    walk,
    wrap,
)

LOCALES = {"fr": "fr-FR", "en": "en-GB", "es": "es-ES", "de": "de-DE", "it": "it-IT", "pt": "pt-PT", "br": "fr-FR"}


def locale_of(language: str) -> str:
    """The CSL locale of a language: `fr` → `fr-FR`; a full tag stays."""
    return language if "-" in language else LOCALES.get(language.lower(), "fr-FR")


def place_note_citations(contribution: Contribution, style: str) -> Contribution:
    """With a note style, each citation of the text moves into a note of its own, unless it stands in one."""
    if not csl.render(style or csl.DEFAULT_STYLE, []).is_note_style:
        return contribution
    keys = {r.key for r in contribution.references}

    def noted(node: Node) -> Node | list[Node] | None:
        if node["t"] != "Cite" or not any(c["citationId"] in keys for c in node["c"][0]):
            return None
        note = {"t": "Note", "c": [wrap("Para", [node])]}
        if node["c"][0][0]["citationMode"]["t"] == "AuthorInText":
            return [_author_only(node), note]
        return note

    def outside(tree: Blocks) -> Blocks:
        return rewrite(
            _hide_notes(tree), lambda n: n["hidden"] if n["t"] == "HiddenNote" else noted(n), {"HiddenNote", "Cite"}
        )

    return replace(
        contribution,
        body=outside(contribution.body),
        appendices=outside(contribution.appendices),
        acknowledgements=outside(contribution.acknowledgements),
    )


def _hide_notes(tree: Blocks) -> Blocks:
    """`tree` with its notes made opaque, so that a rewriting does not enter them."""
    return rewrite(tree, lambda n: {"t": "HiddenNote", "hidden": n}, {"Note"})


def _author_only(node: Node) -> Node:
    """What a narrative citation leaves in the sentence when the rest of it goes into a note."""
    citations = [{**node["c"][0][0], "citationMode": {"t": AUTHOR_ONLY}}]
    return {"t": "Cite", "c": [citations, node["c"][1]]}


AUTHOR_ONLY = "AuthorOnly"
_HANDLE = re.compile(r"[A-Za-z_](?:[A-Za-z_./-]|\d{1,3}(?!\d))*")
"""A name as people have on a site: keys nearly always hold a year or a colon."""
_IN_TEXT = {"t": "AuthorInText"}
_NOTHING = csl.Citation([], "")


def cite(contribution: Contribution, style: str, report: Report, *, printed: bool = True) -> Contribution:
    """`contribution` with its citations rendered and its lists of references, without their text unless `printed`.

    A key that is in no bibliography is reported where it stands, and shown as such.
    """
    fields = _fields(contribution)
    citer = _Citer(
        contribution.references, style, contribution.language, contribution.source, contribution.text, report
    )
    citer.printed = printed
    for block in chain(*fields):
        citer.targets.update(memory.recall_of("identifiers", block, partial(identifiers, block)))
    body, appendices, thanks, *abstracts = citer.run(fields, contribution.nocite)
    return replace(
        contribution,
        body=body,
        appendices=appendices,
        acknowledgements=thanks,
        abstracts=dict(zip(contribution.abstracts, abstracts, strict=True)),
        bibliography=citer.sections(contribution.reference_lists),
    )


def cite_blocks(
    blocks: Blocks,
    references: Sequence[Reference],
    style: str,
    language: str,
    place: Location,
    report: Report,
    *,
    printed: bool = True,
) -> tuple[Blocks, tuple[BibliographySection, ...]]:
    """As `cite`, for the blocks of a text of the volume itself; with their list of references."""
    citer = _Citer(references, style, language, place, "", report)
    citer.printed = printed
    (cited,) = citer.run([blocks], ())
    return cited, citer.sections(())


def listed(
    references: Sequence[Reference], style: str, language: str, place: Location
) -> tuple[BibliographyEntry, ...]:
    """Each of `references` as its entry prints, cited or not; what the style complains of is not said again."""
    citer = _Citer(references, style, language, place, "", Report())
    citer.run([], ("*",))
    return citer.entries


def consolidated(volume: Volume) -> tuple[Reference, ...]:
    """The works in the bibliography of a volume: every work a chapter lists, once. The volume may be unresolved."""
    wanted = {(c.slug, key) for c in volume.contributions for key in _listed_keys(c)}
    return tuple(r for r in volume.references if wanted.intersection(r.holders))


def consolidate(
    references: Sequence[Reference],
    style: str,
    language: str,
    place: Location,
    report: Report,
    *,
    printed: bool = True,
) -> tuple[BibliographySection, ...]:
    """The bibliography of a volume in `language`, of the works that `consolidated` found."""
    if not references:
        return ()
    citer = _Citer(references, style, language, place, "", report)
    citer.printed = printed
    citer.run([], ("*",))
    return citer.sections(())


def _listed_keys(contribution: Contribution) -> set[str]:
    """The keys in the lists of references of a contribution: those it cites, and those it lists all the same."""
    known = {r.key for r in contribution.references}
    cited = {c["citationId"] for node in walk(_fields(contribution), {"Cite"}) for c in node["c"][0]}
    return known if "*" in contribution.nocite else known & (cited | set(contribution.nocite))


def _fields(contribution: Contribution) -> list[Blocks]:
    """The texts of a contribution that may cite, in the order of the document."""
    held = [contribution.body, contribution.appendices, contribution.acknowledgements]
    return [*held, *contribution.abstracts.values()]


def _cites(block: Node) -> list[Node]:
    return list(walk(block, {"Span", "Cite"}))


class _Citer:
    def __init__(
        self,
        references: Sequence[Reference],
        style: str,
        language: str,
        place: Location,
        text: str,
        report: Report,
    ) -> None:
        self.references = {r.key: r for r in references}
        self.style = style or csl.DEFAULT_STYLE
        self.locale = locale_of(language)
        self.place, self.text, self.report = place, text, report
        self.entries: tuple[BibliographyEntry, ...] = ()
        self.printed = True
        self.targets: set[str] = set()
        """Identifiers of the text: a name that is one of them is a cross-reference, whatever it looks like."""

    def run(self, fields: Sequence[Blocks], nocite: Sequence[str]) -> list[Blocks]:
        """`fields` with their citations rendered in document order; the entries listed are kept."""
        found = list(self._citations(fields))
        clusters = [self._cluster(node) for node, _note in found]
        rendered = self._render(clusters, [note for _node, note in found], nocite)
        done = 0

        def fill(node: Node) -> Node | list[Node] | None:
            nonlocal done
            if node["t"] == "Cite" and node["c"][0][0]["citationMode"]["t"] == AUTHOR_ONLY:
                # the rest of this citation is the next one: it stands in the note that follows
                return {"t": "Cite", "c": [[{**node["c"][0][0], "citationMode": _IN_TEXT}], rendered[done].author]}
            if not self._is_citation(node):
                return self._mention(node)
            done += 1
            return self._filled(node, rendered[done - 1].inlines)

        def filled(block: Node) -> Blocks:
            nonlocal done
            nodes = [n for n in memory.recall_of("cites", block, partial(_cites, block)) if n["t"] == "Cite"]
            make = partial(rewrite, [block], fill, {"Cite"})
            if not nodes or not all(map(self._is_plain, nodes)):
                return make()
            shown = [r.inlines for r in rendered[done : done + len(nodes)]]
            after = done + len(nodes)
            # the same block with the same citations is the very same one; these are kept, so that they keep their ids
            made, _ = memory.recall_of(("cited", *map(id, shown)), block, lambda: (make(), shown))
            done = after
            return made

        return [[made for block in tree for made in filled(block)] for tree in fields]

    def _is_plain(self, node: Node) -> bool:
        """Whether `node` cites nothing but what is listed."""
        return all(c["citationId"] in self.references and c["citationMode"]["t"] != AUTHOR_ONLY for c in node["c"][0])

    def _citations(self, fields: Sequence[Blocks]) -> Iterator[tuple[Node, int]]:
        """Each citation with the number of the note it stands in (0: in the text), in document order."""
        for tree in fields:
            notes: dict[int, int] = {}
            for node in chain.from_iterable(memory.recall_of("cites", b, partial(_cites, b)) for b in tree):
                if node["t"] == "Span" and value(node, "number") and "footnote" in node["c"][0][1]:
                    notes.update((id(inner), int(value(node, "number"))) for inner in walk(node["c"][1], {"Cite"}))
                if self._is_citation(node):
                    yield node, notes.get(id(node), 0)

    def _is_citation(self, node: Node) -> bool:
        if node["t"] != "Cite" or node["c"][0][0]["citationMode"]["t"] == AUTHOR_ONLY:
            return False
        keys = [c["citationId"] for c in node["c"][0]]
        if any(k in self.references for k in keys):
            return True
        return not self._mentioned(node) and not any(is_target(k) or safe_identifier(k) in self.targets for k in keys)

    def _mentioned(self, node: Node) -> bool:
        """Whether `@word` in a sentence is the handle of somebody, not a reference: nothing like it is listed."""
        (first, *others) = node["c"][0]
        key = first["citationId"]
        if others or first["citationMode"]["t"] != "AuthorInText" or first["citationSuffix"]:
            return False
        if (
            not _HANDLE.fullmatch(key)
            or key in self.references
            or is_target(key)
            or safe_identifier(key) in self.targets
        ):
            return False
        return process.extractOne(key, list(self.references), score_cutoff=80) is None

    def _mention(self, node: Node) -> list[Node] | None:
        """The text of a handle, told; None for anything else."""
        if node["t"] != "Cite" or node["c"][0][0]["citationMode"]["t"] == AUTHOR_ONLY or not self._mentioned(node):
            return None
        key = node["c"][0][0]["citationId"]
        self.report.add("handle", self._place(key), text=key)
        return list(node["c"][1])

    def _cluster(self, node: Node) -> list[dict[str, Any]]:
        known = [c for c in node["c"][0] if c["citationId"] in self.references]
        for citation in node["c"][0]:
            if citation not in known:
                self._unknown(citation["citationId"])
        return [locators.cite_item(citation, self.locale) for citation in known]

    def _place(self, key: str) -> Location:
        offset = self.text.find(f"@{key}")
        offset = offset if offset >= 0 else self.text.find(f"@{{{key}}}")
        return Location.at(self.place.file, self.text, offset) if offset >= 0 else self.place

    def _unknown(self, key: str) -> None:
        place = self._place(key)
        near = process.extractOne(key, list(self.references), score_cutoff=60)
        if near:
            self.report.add("misspelt-citation-key", place, key=key, suggestion=near[0])
        else:
            self.report.add("unknown-citation-key", place, key=key)

    def _render(
        self, clusters: Sequence[Sequence[dict[str, Any]]], notes: Sequence[int], nocite: Sequence[str]
    ) -> list[csl.Citation]:
        cited = {item["id"] for cluster in clusters for item in cluster}
        extra = set(self.references) if "*" in nocite else {k for k in nocite if k in self.references}
        wanted = cited | extra
        listed = [r.csl for r in self.references.values() if r.key in wanted]
        full = [cluster for cluster in clusters if cluster]
        numbers = [n for n, cluster in zip(notes, clusters, strict=True) if cluster]
        result = memory.recall(
            "citations",
            (self.style, listed, full, self.locale, numbers, self.place, self.printed),
            lambda: csl.render(
                self.style, listed, full, self.locale, numbers, location=self.place, entries=self.printed
            ),
        )
        self.report.extend(result.diagnostics)
        self.entries = tuple(BibliographyEntry(e.key, e.inlines) for e in result.bibliography)
        rendered = iter(result.citations)
        return [next(rendered) if cluster else _NOTHING for cluster in clusters]

    def _filled(self, node: Node, inlines: Inlines) -> Node:
        missing = [c["citationId"] for c in node["c"][0] if c["citationId"] not in self.references]
        marks = [span([string(f"{key}\u202f?")], attr("", ["cite-missing"], key=key)) for key in missing]
        shown = list(inlines)
        for mark in marks:
            shown += [{"t": "Space"}, mark] if shown else [mark]
        return {"t": "Cite", "c": [node["c"][0], shown]}

    def sections(self, lists: Sequence[ReferenceList]) -> tuple[BibliographySection, ...]:
        """The entries, under the lists the author asked for; what none of them takes comes in a last one."""
        if not self.entries:
            return ()
        left = list(self.entries)
        found: list[BibliographySection] = []
        for i, wanted in enumerate(lists, 1):
            taken = [e for e in left if _takes(wanted, self.references[e.key])]
            left = [e for e in left if e not in taken]
            if taken:
                name = "references" if len(lists) == 1 else f"references-{i}"
                found.append(BibliographySection(tuple(taken), wanted.title, name))
        if left:
            found.append(BibliographySection(tuple(left), [], "references" if not found else "references-others"))
        return tuple(found)


def _takes(wanted: ReferenceList, reference: Reference) -> bool:
    kinds: Mapping[str, set[str]] = {
        "keyword": {k.lower() for k in reference.keywords},
        "type": {reference.entry_type.lower(), str(reference.csl.get("type", "")).lower()},
    }
    kept = all(kinds[kind] & set(words) for kind, words in wanted.only if kind in kinds)
    return kept and not any(kinds[kind] & set(words) for kind, words in wanted.without if kind in kinds)
