"""One contribution: its Markdown file, its .bib files and its images, read into a `Contribution`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from actes import licences, memory, pandoc
from actes.diagnostics import Diagnostic, Location, Report
from actes.files import display
from actes.model import Contribution, Licence, Pages, Reference
from actes.reading import assets, dialects, front_matter, people, portions, sections, structure, supplements
from actes.reading.bibtex import read_bibliography
from actes.reading.depth import DEEPEST, flatten, unbracketed
from actes.reading.dialects import includes
from actes.reading.fields import CONTRIBUTION
from actes.reading.footprint import read_bytes
from actes.reading.markup import Markup, markdown_texts
from actes.reading.raw import resolve_raw
from actes.reading.schema import Checked, check
from actes.reading.text import read_text
from actes.tree import Blocks, Inlines, Node, plain_text, walk, words, wrap

LARGEST_TEXT = 2_000_000
"""Bytes of a Markdown file beyond which it is refused: some forty times a long paper."""
LARGEST_BIBLIOGRAPHY = 30_000_000
"""Bytes of a .bib file beyond which it is refused: some thirty thousand entries."""


@dataclass(frozen=True)
class Prepared:
    """Markdown ready to be parsed, and the table (TSV) of the citations typed by hand in it."""

    text: str
    citations: str = ""


Prepare = Callable[[str, Sequence[Reference], str, str, Report], Prepared]
"""What is done to the Markdown before it is parsed: (text, references, file, language, report)."""

_UNDEFINED_NOTE = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass(frozen=True)
class Setting:
    """What a contribution inherits from its volume."""

    root: Path
    """The volume's folder: no file outside it is read."""
    workspace: Path
    """Where copies of images are kept."""
    language: str = "fr"
    licence: Licence | None = None
    published: str = ""
    affiliations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    prepare: Prepare | None = None
    draft: bool = False
    """Whether there is no volume.yaml, so that nothing says which language texts are in."""


def read_contribution(path: Path, slug: str, axis: str, setting: Setting, report: Report) -> Contribution | None:
    """The contribution whose text is at `path`; None when it cannot be read (reported).

    `axis` is that of its folder; its header may name another.
    """
    file = display(path)
    if not assets.inside(path, setting.root):
        report.add("outside-file", Location(file), path=file)
        return None
    try:
        size = path.stat().st_size
        if size > LARGEST_TEXT:
            report.add("huge-text", Location(file), size=f"{size / 1e6:.1f}", limit=f"{LARGEST_TEXT / 1e6:.0f}")
            return None
        whole = includes.expand(read_text(path, file, report), path, setting.root, report)
        text = whole.text
    except OSError as error:
        report.add("unreadable-file", Location(file), problem=error.strerror or str(error))
        return None
    parts = front_matter.split(text, file, report)
    fields = front_matter.fields(parts, file, report)
    if fields is None:
        return None
    manuscript = dialects.Manuscript(path, setting.root, file, fields, parts.body, parts.body_line)
    manuscript = dialects.header(manuscript, setting.language, setting.draft, report)
    checked = check(manuscript.fields, CONTRIBUTION, report)
    if not parts.body.strip():
        report.add("empty-contribution", Location(file, parts.body_line))
        return None
    read = _Reader(path, file, slug, axis, setting, report, text, parts, checked, manuscript).read()
    return read and replace(read, lines=whole.lines)


@dataclass
class _Reader:
    path: Path
    file: str
    slug: str
    axis: str
    setting: Setting
    report: Report
    text: str
    parts: front_matter.Split
    checked: Checked
    manuscript: dialects.Manuscript

    def read(self) -> Contribution | None:
        values = self.checked.values
        language = str(values.get("language", self.setting.language))
        start = Location(self.file, self.parts.body_line)
        references = self._references(values)
        # the text is prepared with its head, so that what is reported stands where the author sees it
        head = self.text[: len(self.text) - len(self.parts.body)]
        # from here on the text is in our own Markdown, with the lines of the author's
        self.text = head + dialects.text(self.manuscript, references, self.report)
        prepared = Prepared(self.text)
        if self.setting.prepare:
            prepared = self.setting.prepare(self.text, references, self.file, language, self.report)
        body_text = prepared.text[len(head) :]
        try:
            parsed, remarks = self._parsed(body_text)
        except pandoc.PandocError as error:
            line = self.parts.body_line + max(error.line - 1, 0)
            place = Location(self.file, line, max(error.column, 1))
            self.report.add("unreadable-markdown", place, problem=error.message)
            return None
        self._remarks(remarks)
        blocks = flatten(parsed, start, self.report)
        blocks = resolve_raw(dialects.shape(blocks, language, references, start, self.report), start, self.report)
        blocks = dialects.labelled(blocks)
        markup = Markup([*markdown_texts(values, CONTRIBUTION), *structure.attribute_texts(blocks)], start, self.report)
        markup.places = self.checked.places
        blocks = structure.normalise(blocks, markup.inlines)
        self._undefined_notes(blocks)
        title_from_text, blocks = sections.unwrap_lone_title(blocks)
        if title_from_text is not None and "title" in values:
            # the title is also in the header: the heading only repeats it, unless it says something else
            if plain_text(title_from_text["c"][2]) != plain_text(markup.inlines(next(iter(values["title"].values())))):
                blocks = [title_from_text, *blocks]
            title_from_text = None
        parted = sections.identify(sections.part(sections.level(blocks)), self._duplicate_identifier)
        found = assets.find(self._images(parted), self._place(), self.report)
        placed = [assets.placed(b, found, language) for b in (parted.body, parted.acknowledgements, parted.appendices)]
        known = {**self.setting.affiliations, **values.get("affiliations", {})}
        for member in values.get("affiliations", {}).values():
            if member.get("id"):
                known[str(member["id"])] = member
        thanks = markup.blocks(values.get("acknowledgements", "")) + placed[1]
        return Contribution(
            slug=self.slug,
            folder=self.path.parent,
            source=Location(self.file),
            language=language,
            title=self._title(values, markup, language, title_from_text),
            authors=people.people(
                values.get("authors", ()), known, markup, language, "authors", Location(self.file), self.report
            ),
            status=values.get("status", "accepted"),
            axis=values.get("axis", self.axis),
            type=values.get("type", "research-article"),
            subtitle=_localized(values.get("subtitle", {}), markup, language),
            short_title=markup.inlines(values.get("short-title", "")),
            abstracts={
                k or language: sections.anonymous(markup.blocks(v)) for k, v in values.get("abstract", {}).items() if v
            },
            keywords={k or language: tuple(v) for k, v in values.get("keywords", {}).items()},
            received=values.get("received", ""),
            accepted=values.get("accepted", ""),
            published=values.get("date", self.setting.published),
            doi=values.get("doi", ""),
            identifier=values.get("id", ""),
            licence=self._licence(values),
            copyright_holder=values.get("copyright-holder", ""),
            pages=_pages(values.get("pages", "")),
            funding=people.funding(values.get("funding", ()), markup),
            conflict_of_interest=markup.inlines(values.get("conflict-of-interest", "")),
            data_availability=markup.inlines(values.get("data-availability", "")),
            acknowledgements=thanks,
            body=placed[0],
            appendices=placed[2],
            references=references,
            nocite=tuple(k.lstrip("@") for k in values.get("nocite", ())),
            assets=found,
            supplements=supplements.find(self._linked(parted), self._place(), {a.name for a in found.values()}),
            text=self.text,
            typed_citations=prepared.citations,
            fields=self.checked.places,
        )

    def _references(self, values: Mapping[str, Any]) -> tuple[Reference, ...]:
        folder = self.path.parent
        found: dict[str, Reference] = {}
        for i, name in enumerate(values.get("bibliography", ())):
            path = assets.locate(name, folder, self.setting.root)
            place = self.checked.places.get(f"bibliography.{i}", self.checked.places.get("bibliography"))
            if path is None:
                self.report.add("missing-bibliography", place or Location(self.file), path=name)
            elif not assets.inside(path, self.setting.root):
                self.report.add("outside-file", place or Location(self.file), path=name)
            else:
                self._read_bibliography(path, found)
        if "bibliography" not in values:
            for path in assets.bibliographies_in(folder, self.setting.root):
                self._read_bibliography(path, found)
        return tuple(found.values())

    def _read_bibliography(self, path: Path, found: dict[str, Reference]) -> None:
        try:
            if (size := path.stat().st_size) > LARGEST_BIBLIOGRAPHY:
                limit = f"{LARGEST_BIBLIOGRAPHY / 1e6:.0f}"
                self.report.add("huge-text", Location(display(path)), size=f"{size / 1e6:.1f}", limit=limit)
                return
            data, name = read_bytes(path), display(path)
            references, problems = memory.recall("bibliography", (data, name), lambda: _bibliography(data, name))
            self.report.extend(problems)
            for reference in references:
                found.setdefault(reference.key, reference)
        except OSError as error:
            self.report.add("unreadable-file", Location(display(path)), problem=error.strerror or str(error))

    def _parsed(self, text: str) -> portions.Parsed:
        """pandoc's blocks; of a text nested too deep even to be loaded, its paragraphs as they are typed."""
        if (flat := unbracketed(text)) != text:
            self.report.add("deep-nesting", Location(self.file, self.parts.body_line), limit=DEEPEST)
        try:
            return portions.parse(flat)
        except RecursionError:
            self.report.add("deep-nesting", Location(self.file, self.parts.body_line), limit=DEEPEST)
            return [wrap("Para", words(p)) for p in re.split(r"\n\s*\n", self.parts.body) if p.strip()], ()

    def _remarks(self, remarks: Sequence[pandoc.Remark]) -> None:
        for remark in remarks:
            place = Location(self.file, self.parts.body_line + max(remark.line - 1, 0), max(remark.column, 1))
            note = re.search(r"[Nn]ote (?:with key|reference) '([^']*)'", remark.text)
            if remark.type == "NoteDefinedButNotUsed" and note:
                self.report.add("unused-note", place, note=note[1])
            else:
                self.report.add("pandoc-remark", place, text=" ".join(remark.text.split()))

    def _undefined_notes(self, blocks: Blocks) -> None:
        for block in blocks:
            for found in memory.recall_of("undefined notes", block, partial(_undefined_notes, block)):
                self.report.add("undefined-note", self._find(f"[^{found}]"), note=found)

    def _find(self, text: str) -> Location:
        """Where `text` first stands in the file; the beginning of the body when it does not stand as such."""
        offset = self.text.find(text, self._start)
        return Location.at(self.file, self.text, offset) if offset >= 0 else Location(self.file, self.parts.body_line)

    def _duplicate_identifier(self, identifier: str) -> None:
        self.report.add("duplicate-identifier", self._find(f"#{identifier}"), identifier=identifier)

    def _images(self, parts: sections.Parts) -> list[tuple[str, Location]]:
        images = walk([parts.body, parts.acknowledgements, parts.appendices], {"Image"})
        return [(n["c"][2][0], self._find(n["c"][2][0])) for n in images]

    def _linked(self, parts: sections.Parts) -> list[str]:
        return [n["c"][2][0] for n in walk([parts.body, parts.acknowledgements, parts.appendices], {"Link"})]

    @property
    def _start(self) -> int:
        """Where the body begins in the text: no line of it is ever added or taken away."""
        offset = 0
        for _ in range(self.parts.body_line - 1):
            offset = self.text.find("\n", offset) + 1
        return offset

    def _place(self) -> assets.Place:
        return assets.Place(self.path.parent, self.setting.root, self.setting.workspace, self.slug)

    def _title(
        self, values: Mapping[str, Any], markup: Markup, language: str, from_text: Node | None
    ) -> Mapping[str, Inlines]:
        title = dict(_localized(values.get("title", {}), markup, language))
        for key, tongue in (("title-fr", "fr"), ("title-en", "en")):
            for text in values.get(key, {}).values():
                title.setdefault(tongue, markup.inlines(text))
        if from_text is not None:
            title.setdefault(language, from_text["c"][2])
        return title or {language: words(self.slug.replace("-", " ").capitalize())}

    def _licence(self, values: Mapping[str, Any]) -> Licence | None:
        if "licence" not in values:
            return self.setting.licence
        return read_licence(values["licence"], self.checked.places.get("licence", Location(self.file)), self.report)


def read_licence(spdx: str, place: Location, report: Report) -> Licence | None:
    """The licence with this SPDX identifier; None, reported at `place`, when it is not a known one."""
    found: Licence | None = licences.find(spdx)
    if found is None:
        report.add("unknown-licence", place, value=spdx, known=", ".join(licences.KNOWN))
    return found


def _undefined_notes(block: Node) -> list[str]:
    """The names of notes that are called in `block` and defined nowhere, so that pandoc left the call as text."""
    texts = [node["c"] for node in walk(block, {"Str"}) if "[^" in node["c"]]
    return [found[1] for text in texts for found in _UNDEFINED_NOTE.finditer(text)]


def _bibliography(data: bytes, name: str) -> tuple[tuple[Reference, ...], tuple[Diagnostic, ...]]:
    report = Report()
    return read_bibliography(data, name, report), tuple(report)


def _localized(texts: Mapping[str, str], markup: Markup, language: str) -> Mapping[str, Inlines]:
    """Language → inlines, the contribution's own language first."""
    named = {k or language: markup.inlines(v) for k, v in texts.items() if v}
    return dict(sorted(named.items(), key=lambda item: item[0] != language))


def _pages(text: str) -> Pages | None:
    if not text:
        return None
    first, _, last = text.replace("–", "-").partition("-")
    return Pages(first, last or first)
