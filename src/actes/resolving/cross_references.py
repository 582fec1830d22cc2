"""Cross-references: `@fig-carte`, `[](#sec-methode)` and `@chap-<slug>` become links with their text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from actes import memory
from actes.diagnostics import Location, Report
from actes.labels import label
from actes.model import Contribution, Reference, Typography, Volume
from actes.reading.sections import safe_identifier
from actes.resolving.typography import typeset
from actes.tree import (
    SPACE,
    WITH_ATTRIBUTES,
    Blocks,
    Inlines,
    Node,
    attr,
    classes,
    identifier,
    link,
    plain_text,
    rewrite,
    span,
    string,
    value,
    walk,
    words,
)

_LIKE_A_TARGET = re.compile(
    r"(fig|figure|tbl|tab|table|eq|equation|sec|section|chap|app|annexe|note|lst|thm|box)[-:_.].", re.IGNORECASE
)


def is_target(name: str) -> bool:
    """Whether a name is of the kind authors give to figures, sections, chapters… (`fig-carte`, `sec:methode`)."""
    return bool(_LIKE_A_TARGET.match(name))


@dataclass(frozen=True)
class Target:
    """Something a cross-reference may lead to: JATS @ref-type, the text that names it."""

    ref_type: str
    text: Inlines


def targets(contribution: Contribution) -> dict[str, Target]:
    """Every identifier of a numbered contribution, with how it is named in its language."""
    appended = frozenset(identifier(n) for n in contribution.appendices if n["t"] == "Header")
    blocks = [*contribution.body, *contribution.appendices, *contribution.acknowledgements]
    return targets_in(blocks, contribution.language, appended)


def targets_in(blocks: Blocks, language: str, appended: frozenset[str] = frozenset()) -> dict[str, Target]:
    """Every identifier of a numbered text in `language`; `appended` are those of the headings of appendices."""
    found: dict[str, Target] = {}
    for block in blocks:
        make = partial(_targets, block, language, appended)
        for name, target in memory.recall_of(("targets", language, appended), block, make).items():
            found.setdefault(name, target)
    return found


def _targets(block: Node, language: str, appended: frozenset[str]) -> dict[str, Target]:
    found: dict[str, Target] = {}
    for node in walk(block, WITH_ATTRIBUTES):
        name = identifier(node)
        if not name or name in found:
            continue
        if node["t"] == "Header":
            title = plain_text(node["c"][2])
            kind = "app" if name in appended else "sec"
            found[name] = Target(kind, _titled(title, language, "" if kind == "app" else "section"))
        elif node["t"] == "Figure":
            found[name] = Target("fig", _labelled(node, "figure", language))
            parts = [
                n for n in walk(node["c"][2], {"Image", "Span"}) if n["t"] == "Image" or "missing-image" in classes(n)
            ]
            for i, part in enumerate(parts):
                if identifier(part):
                    letter = [string(chr(97 + i % 26))] if value(node, "label") else []
                    found.setdefault(identifier(part), Target("fig", [*found[name].text, *letter]))
        elif node["t"] == "CodeBlock":
            found[name] = Target("other", words(_lower(label("listing", language), language)))
        elif "table-wrap" in classes(node):
            found[name] = Target("table", _labelled(node, "table", language))
        elif "equation" in classes(node):
            held = value(node, "label")
            text = [string(f"{_lower(label('equation', language), language)}\u00a0{held}")]
            found[name] = Target("disp-formula", text)
        elif "footnote" in classes(node):
            found[name] = Target(
                "fn", words(f"{_lower(label('note', language), language)}\u00a0{value(node, 'number')}")
            )
        elif "box" in classes(node):
            found[name] = Target("boxed-text", words(_lower(label("box", language), language)))
        else:
            found[name] = Target("other", [])
    return found


def _numbered(text: Inlines, target: Target) -> Inlines:
    """`text` with `%s` (MyST, LaTeX's \\ref) as the number of its target; the usual text when it has no number."""
    if not any("%s" in node["c"] for node in text if node["t"] == "Str"):
        return text
    found = re.search(r"\S*\d\S*\Z", plain_text(target.text).replace("\u00a0", " "))
    if found is None or target.ref_type in {"sec", "app"}:
        return []
    return [string(n["c"].replace("%s", found[0])) if n["t"] == "Str" else n for n in text]


def _lower(word: str, language: str) -> str:
    # English captions are proper names in running text (Figure 1); French ones are not (la figure 1)
    return word.lower() if language.startswith("fr") else word


def _labelled(node: Node, kind: str, language: str) -> Inlines:
    held = value(node, "label")
    return [string(_lower(held, language))] if held else words(_lower(label(kind, language), language))


def _titled(title: str, language: str, kind: str) -> Inlines:
    quoted = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, words(title)]}
    return [*words(label(kind, language).lower()), SPACE, quoted] if kind else [quoted]


def resolve(
    contribution: Contribution, volume: Volume, known: Mapping[str, Mapping[str, Target]], report: Report
) -> Contribution:
    """`contribution` with its cross-references resolved; `known` has the targets of each slug.

    A reference that leads nowhere is reported, and its text kept.
    """
    origin = Origin(contribution.slug, contribution.language, contribution.source, contribution.text)
    return _with_references(
        contribution, _Resolver(origin, contribution.references, volume.typography, volume, known, report)
    )


def resolve_own(
    contribution: Contribution, own: Mapping[str, Target], settings: Typography
) -> tuple[Contribution, bool]:
    """`contribution` with the cross-references that stay in it resolved; and whether `resolve` has others to look at.

    `own` are its `targets`. What may lead to another chapter, or nowhere, is left as it is.
    """
    origin = Origin(contribution.slug, contribution.language, contribution.source, contribution.text)
    resolver = _Resolver(origin, contribution.references, settings, None, {contribution.slug: own}, Report())
    resolved = _with_references(contribution, resolver)
    return resolved, resolver.pending


def _with_references(contribution: Contribution, resolver: _Resolver) -> Contribution:
    return replace(
        contribution,
        body=resolver.blocks(contribution.body),
        appendices=resolver.blocks(contribution.appendices),
        acknowledgements=resolver.blocks(contribution.acknowledgements),
    )


def resolve_matter(
    blocks: Blocks,
    origin: Origin,
    references: Sequence[Reference],
    volume: Volume,
    known: Mapping[str, Mapping[str, Target]],
    report: Report,
) -> Blocks:
    """A text of the volume itself (a presentation, an introduction) with its references to chapters resolved."""
    return _Resolver(origin, references, volume.typography, volume, known, report).blocks(blocks)


@dataclass(frozen=True)
class Origin:
    """The text cross-references start from: its slug ("" for the volume's own), language, file and source text."""

    slug: str
    language: str
    place: Location
    text: str = ""


def _refers(block: Node) -> tuple[list[list[str]], bool]:
    """The keys of each citation in `block`, and whether it has a link inside the volume."""
    nodes = list(walk(block, {"Cite", "Link"}))
    cites = [[str(c["citationId"]) for c in n["c"][0]] for n in nodes if n["t"] == "Cite"]
    return cites, any(n["t"] == "Link" and n["c"][2][0].startswith("#") for n in nodes)


class _Resolver:
    def __init__(
        self,
        origin: Origin,
        references: Sequence[Reference],
        settings: Typography,
        volume: Volume | None,
        known: Mapping[str, Mapping[str, Target]],
        report: Report,
    ) -> None:
        """Without `volume`, what does not stay in the text is left for later, and `pending` says so."""
        self.origin, self.volume, self.known, self.report = origin, volume, known, report
        self.settings, self.pending = settings, False
        self.own = known.get(origin.slug, {})
        self.keys = {r.key for r in references}

    def blocks(self, blocks: Blocks) -> Blocks:
        out: Blocks = []
        for block in blocks:
            cites, links = memory.recall_of("refers", block, partial(_refers, block))
            still = not links and all(not self.keys.isdisjoint(keys) for keys in cites)
            out += [block] if still else rewrite([block], self._change, {"Cite", "Link"})
        return out

    def _change(self, node: Node) -> Node | list[Node] | None:
        if node["t"] == "Cite":
            return self._cite(node)
        if node["t"] == "Link" and node["c"][2][0].startswith("#"):
            return self._link(node)
        return None

    def _cite(self, node: Node) -> list[Node] | None:
        citations: list[dict[str, Any]] = node["c"][0]
        if any(c["citationId"] in self.keys for c in citations):
            return None
        if self._is_left([c["citationId"] for c in citations]):
            return None
        if not all(self._is_target(c["citationId"]) for c in citations):
            return None
        out: Inlines = []
        for i, citation in enumerate(citations):
            if i:
                out += [string(","), SPACE]
            if citation["citationPrefix"]:
                out += [*citation["citationPrefix"], SPACE]
            out.append(self._reference(citation["citationId"], []))
            out += citation["citationSuffix"]
        if citations[0]["citationMode"]["t"] == "AuthorInText":
            return out
        return out if self._bare(node) else [string("("), *out, string(")")]

    def _is_left(self, names: Sequence[str]) -> bool:
        """Whether these references are not to be resolved yet."""
        left = self.volume is None and not all(safe_identifier(name) in self.own for name in names)
        self.pending |= left
        return left

    def _bare(self, node: Node) -> bool:
        """`[@fig-a]` in brackets is a convention of pandoc-crossref: no parenthesis is meant."""
        return not any(c["citationPrefix"] or c["citationSuffix"] for c in node["c"][0])

    def _is_target(self, name: str) -> bool:
        return self._split(name) is not None or is_target(name)

    def _split(self, name: str) -> tuple[str, str] | None:
        """(slug, identifier) of a target, identifier "" for a whole chapter; None when there is none."""
        own = safe_identifier(name)
        if own in self.own:
            return self.origin.slug, own
        chapter, _, inner = name.removeprefix("chap-").removeprefix("chap:").partition("/")
        if chapter and chapter in self.known and (not inner or safe_identifier(inner) in self.known[chapter]):
            return chapter, safe_identifier(inner)
        return None

    def _link(self, node: Node) -> Node | None:
        name = node["c"][2][0][1:]
        return None if self._is_left([name]) else self._reference(name, node["c"][1])

    def _reference(self, name: str, text: Inlines) -> Node:
        found = self._split(name)
        if found is None:
            known = ", ".join(sorted(k for k in self.own if not k.startswith("fn-"))[:12]) or "—"
            self.report.add("unknown-cross-reference", self._place(name), target=name, known=known)
            kept = [string(n["c"].replace("%s", name)) if n["t"] == "Str" else n for n in text]
            return span(kept or [string(name)], attr("", ["xref-missing"]))
        slug, inner = found
        if slug == self.origin.slug and inner:
            target = self.own[inner]
            text = _numbered(text, target)
            shown = text or self._typeset(target.text) or [string(inner)]
            return link(shown, f"#{inner}", attr("", ["xref"], ref_type=target.ref_type, rid=inner))
        assert self.volume is not None
        chapter = self.volume.contribution(slug)
        shown = text or self._typeset(self._chapter_text(chapter, inner))
        kind = self.known[slug][inner].ref_type if inner else "chapter"
        anchor = f"{slug}--{inner}" if inner else slug
        return link(shown, f"#{anchor}", attr("", ["xref"], ref_type=kind, rid=inner or slug, chapter=slug))

    def _chapter_text(self, chapter: Contribution, inner: str) -> Inlines:
        language = self.origin.language
        names = [p.collective or p.family for p in chapter.authors]
        joined = f" {label('and', language)} ".join(names) if len(names) < 3 else f"{names[0]} et al."
        text = [*words(f"{joined}, {label('in-this-volume', language)}")]
        return [*self.known[chapter.slug][inner].text, string(","), SPACE, *text] if inner else text

    def _typeset(self, text: Inlines) -> Inlines:
        # the chapter itself is typeset already: what is put into it must be too
        return typeset(text, self.origin.language, self.settings)

    def _place(self, name: str) -> Location:
        text = self.origin.text
        forms = (f"@{name}", f"#{name}", f"{{{name}}}", f"({name})", f"<{name}>", f"`{name}`")
        offset = next((o for form in forms if (o := text.find(form)) >= 0), 0)
        return Location.at(self.origin.place.file, text, offset)
