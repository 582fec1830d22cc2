"""A volume: volume.yaml, its front pieces, its axes and their contributions, in the order of the book."""

from __future__ import annotations

import pickle
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from actes import pandoc
from actes.cache import Cache
from actes.diagnostics import Diagnostic, Location, Report
from actes.files import display
from actes.model import (
    Accessibility,
    Axis,
    Committee,
    CommitteeMember,
    Contribution,
    DepositFacts,
    Event,
    Person,
    Piece,
    Publisher,
    Series,
    Typography,
    Volume,
)
from actes.parallel import spread
from actes.reading import footprint, people, pieces, yaml_marks
from actes.reading.contribution import Prepare, Setting, read_contribution, read_licence
from actes.reading.discovery import Found, Paper, discover, papers_of
from actes.reading.fields import VOLUME
from actes.reading.markup import Markup, markdown_texts
from actes.reading.schema import Checked, check
from actes.reading.shelf import Shelf
from actes.reading.text import read_text
from actes.tree import Inlines, words

Values = Mapping[str, Any]
Read = Callable[[Path, str, str, Setting, Report], Contribution | None]


@dataclass(frozen=True)
class Options:
    """How a volume is read."""

    workspace: Path
    """Where copies of images are kept (the build's cache)."""

    prepare: Prepare | None = None
    jobs: int = 2
    read: Read = read_contribution
    """What reads a contribution: the preview has one that reads again only what changed."""

    store: Cache | None = None
    """Where contributions are kept that need not be read again."""

    output: Path | None = None
    """A folder of the volume that holds no source."""


def read_volume(path: Path, options: Options, report: Report) -> Volume | None:
    """The volume at `path`: a folder with a volume.yaml, a folder of papers, or one Markdown file.

    None when there is nothing to read or volume.yaml itself is broken (reported). A contribution that
    cannot be read is reported and listed in `Volume.left_out`; the volume is then a draft.
    """
    found = discover(path, report)
    if found is None:
        return None
    if found.description is None:
        checked: Checked | None = Checked()
    else:
        checked = _description(found.description, report)
    if checked is None:
        return None
    return _Reader(found, checked, options, report).read()


def _description(path: Path, report: Report) -> Checked | None:
    file = display(path)
    try:
        text = read_text(path, file, report)
    except OSError as error:
        report.add("unreadable-file", Location(file), problem=error.strerror or str(error))
        return None
    fields = yaml_marks.load(text, file, report)
    return None if fields is None else check(fields, VOLUME, report)


def _put_on(shelf: Shelf, paper: Paper) -> bytes:
    pandoc.remember_in(shelf.store)
    return shelf.read(paper)


class _Reader:
    def __init__(self, found: Found, checked: Checked, options: Options, report: Report) -> None:
        self.found, self.values, self.places = found, checked.values, checked.places
        self.options, self.report = options, report
        self.file = display(found.description) if found.description else display(found.root)
        self.start = Location(self.file)
        self.language = str(self.values.get("language", "fr"))
        self.papers = found.papers or self._papers()
        self.markup = Markup(markdown_texts(self.values, VOLUME), self.start, report)
        self.markup.places = self.places

    def read(self) -> Volume:
        values = self.values
        axes = [self._axis(a, i) for i, a in enumerate(values.get("axes", ()), 1)]
        contributions, left_out = self._contributions({a.id for a in axes})
        ordered, axes = self._order(contributions, axes)
        numbered = [self._number(c, i) for i, c in enumerate(ordered, 1)]
        self._complain_of_bad_doi_pattern()
        licence = values.get("licence")
        return Volume(
            id=values.get("id", self.found.id),
            folder=self.found.root,
            source=self.start,
            language=self.language,
            title=self._localized("title") or {self.language: words(self.found.title)},
            subtitle=self._localized("subtitle"),
            languages=tuple(values.get("languages", ())) or self._languages(numbered),
            event=self._event(),
            axes=tuple(axes),
            contributions=tuple(numbered),
            left_out=tuple(left_out),
            editors=self._people(values.get("editors", ()), "editors"),
            committees=self._committees(),
            publisher=Publisher(**values["publisher"]) if values.get("publisher", {}).get("name") else None,
            series=self._series(),
            isbn=values.get("isbn", {}),
            doi=self._volume_doi(),
            doi_prefix=values.get("doi", {}).get("prefix", ""),
            licence=read_licence(licence, self._place("licence"), self.report) if licence else None,
            copyright_holder=values.get("copyright-holder", ""),
            published=values.get("date", ""),
            funding=people.funding(values.get("funding", ()), self.markup),
            style=values.get("style", ""),
            peer_review=self._plain("peer-review"),
            notice=self._plain("notice"),
            keywords={k or self.language: tuple(v) for k, v in values.get("keywords", {}).items()},
            discipline=self._plain("discipline"),
            front=self._front(),
            deposit=self._deposit(),
            accessibility=self._accessibility(),
            typography=self._typography(),
            severities=values.get("rules", {}),
            limits=values.get("limits", {}),
            draft=self.found.description is None,
        )

    def _papers(self) -> tuple[Paper, ...]:
        axes = [a["id"] for a in self.values.get("axes", ()) if "id" in a]
        pieces = [*self.values.get("front", ()), self.values.get("back-cover", "")]
        found = papers_of(self.found.root, axes, [p for p in pieces if p], self.report)
        if not found:
            self.report.add("empty-volume", self.start)
        return found

    def _place(self, path: str) -> Location:
        return self.places.get(path, self.start)

    def _plain(self, name: str) -> dict[str, str]:
        return {k or self.language: v for k, v in self.values.get(name, {}).items()}

    def _localized(self, name: str, values: Values | None = None) -> dict[str, Inlines]:
        texts = (self.values if values is None else values).get(name, {})
        named = {k or self.language: self.markup.inlines(v) for k, v in texts.items() if v}
        return dict(sorted(named.items(), key=lambda item: item[0] != self.language))

    def _languages(self, contributions: Sequence[Contribution]) -> tuple[str, ...]:
        return tuple(dict.fromkeys([self.language, *(c.language for c in contributions)]))

    def _people(self, held: Sequence[Values], path: str, first: int = 0) -> tuple[Person, ...]:
        known = self.values.get("affiliations", {})
        return people.people(held, known, self.markup, self.language, path, self.start, self.report, first)

    def _committees(self) -> tuple[Committee, ...]:
        return tuple(
            Committee(
                {k or self.language: v for k, v in c.get("title", {}).items()},
                tuple(
                    CommitteeMember(person, m.get("role", ""))
                    for j, m in enumerate(c.get("members", ()))
                    for person in self._people([m], f"committees.{i}.members", j)
                ),
            )
            for i, c in enumerate(self.values.get("committees", ()))
        )

    def _event(self) -> Event | None:
        event = self.values.get("event")
        if not event:
            return None
        return Event(
            name={k or self.language: v for k, v in event.get("name", {}).items()},
            **{k: event.get(k, "") for k in ("acronym", "number", "start", "place", "city", "country", "url")},
            end=event.get("end", event.get("start", "")),
            organisers=people.organisations(event.get("organisers", ())),
            sponsors=people.organisations(event.get("sponsors", ())),
            theme={k or self.language: v for k, v in event.get("theme", {}).items()},
        )

    def _series(self) -> Series | None:
        series = self.values.get("series", {})
        if not series.get("title"):
            return None
        return Series(
            series["title"],
            series.get("issn", ""),
            series.get("abbreviation", ""),
            series.get("id", ""),
            series.get("number", ""),
        )

    def _deposit(self) -> DepositFacts:
        deposit = self.values.get("deposit", {})
        hal, crossref = deposit.get("hal", {}), deposit.get("crossref", {})
        return DepositFacts(
            hal_domain=hal.get("domain", ""),
            hal_type=hal.get("type", "comm").upper(),
            hal_audience=hal.get("audience", ""),
            invited=hal.get("invited"),
            popular=hal.get("popular"),
            peer_reviewed=hal.get("peer-reviewed"),
            proceedings=hal.get("proceedings"),
            depositor_name=crossref.get("depositor-name", ""),
            depositor_email=crossref.get("depositor-email", ""),
            registrant=crossref.get("registrant", ""),
            landing_pattern=self._landing(deposit.get("landing-pattern", "")),
        )

    def _landing(self, pattern: str) -> str:
        if pattern and not pattern.startswith(("http://", "https://")):
            self.report.add("unsafe-link", self._place("deposit.landing-pattern"), url=pattern[:60])
            return ""
        return pattern

    def _accessibility(self) -> Accessibility:
        held = self.values.get("accessibility", {})
        summary = {k or self.language: v for k, v in held.get("summary", {}).items()}
        return Accessibility(summary, held.get("certified-by", ""), held.get("credential", ""), held.get("report", ""))

    def _typography(self) -> Typography:
        held = self.values.get("typography", {})
        spaces = {"thin": "\u202f", "full": "\u00a0"}
        return Typography(
            spaces[held.get("thin-space", "thin")],
            spaces[held.get("colon-space", "full")],
            self.values.get("page", "160x240"),
        )

    # axes and contributions

    def _axis(self, fields: Values, number: int) -> Axis:
        folder = self.found.root / fields.get("id", "")
        path = self.found.root / fields["introduction"] if "introduction" in fields else folder / "introduction.md"
        piece = None
        if path.is_file() or "introduction" in fields:
            piece = self._piece(path, self._place(f"axes.{number - 1}.introduction"))
        return Axis(
            id=fields.get("id", f"axe-{number}"),
            number=number,
            title=self._localized("title", fields) or {self.language: words(fields.get("id", str(number)))},
            introduction=piece,
            contributions=tuple(fields.get("contributions", ())),
        )

    def _contributions(self, axes: set[str]) -> tuple[list[Contribution], list[tuple[str, str]]]:
        values = self.values
        setting = Setting(
            root=self.found.root,
            workspace=self.options.workspace,
            language=self.language,
            licence=None,
            published=values.get("date", ""),
            affiliations=values.get("affiliations", {}),
            prepare=self.options.prepare,
            draft=self.found.description is None,
        )
        if "licence" in values:
            setting = replace(setting, licence=read_licence(values["licence"], self._place("licence"), self.report))
        accepted: list[Contribution] = []
        left_out: list[tuple[str, str]] = []
        for paper, (contribution, own) in zip(self.papers, self._read(setting), strict=True):
            self.report.extend(own)
            if contribution is None:
                left_out.append((paper.slug, "unreadable"))
            elif contribution.status != "accepted":
                self.report.add("left-out", contribution.source, slug=paper.slug, status=contribution.status)
                left_out.append((paper.slug, contribution.status))
            else:
                accepted.append(self._in_axis(contribution, paper.axis, axes))
        return accepted, left_out

    def _read(self, setting: Setting) -> Iterator[tuple[Contribution | None, tuple[Diagnostic, ...]]]:
        """Each of the papers, and what is wrong with it: from the shelf, else read, several at a time."""
        options = self.options
        if options.store is None:
            for paper in self.papers:
                report = Report()
                yield options.read(paper.path, paper.slug, paper.axis, setting, report), tuple(report)
            return
        shelf = Shelf(options.store, setting, footprint.names(self.found.root, options.output))
        held = {paper: found for paper in self.papers if (found := shelf.find(paper))}
        made = spread(_put_on, shelf, [p for p in self.papers if p not in held], options.jobs)
        for paper in self.papers:
            yield held[paper] if paper in held else pickle.loads(next(made))

    def _in_axis(self, contribution: Contribution, folder_axis: str, axes: set[str]) -> Contribution:
        """In the axis its header names, when there is such an axis; else in that of its folder."""
        if contribution.axis in axes or not contribution.axis:
            return contribution
        place = contribution.fields.get("axis", contribution.source)
        self.report.add("unknown-axis", place, value=contribution.axis, known=", ".join(sorted(axes)) or "—")
        return replace(contribution, axis=folder_axis)

    def _order(
        self, contributions: Sequence[Contribution], axes: Sequence[Axis]
    ) -> tuple[list[Contribution], list[Axis]]:
        """The contributions in the order of the book, and the axes with theirs: the order given, then by name."""
        by_slug = {c.slug: c for c in contributions}
        known = {p.slug for p in self.papers}
        ordered: list[Contribution] = []
        filled: list[Axis] = []
        for i, axis in enumerate(axes):
            for j, slug in enumerate(axis.contributions):
                if slug not in known:
                    place = self._place(f"axes.{i}.contributions.{j}")
                    self.report.add("unknown-contribution", place, value=slug, known=", ".join(sorted(known)))
            named = [s for s in axis.contributions if s in by_slug and by_slug[s].axis == axis.id]
            rest = sorted(c.slug for c in contributions if c.axis == axis.id and c.slug not in named)
            slugs = [*dict.fromkeys(named), *rest]
            ordered += [by_slug[s] for s in slugs]
            filled.append(replace(axis, contributions=tuple(slugs)))
        wanted = [s for s in self.values.get("contributions", ()) if s in by_slug]
        placed = {c.slug for c in ordered}
        loose = [s for s in [*wanted, *(c.slug for c in contributions)] if s not in placed]
        ordered += [replace(by_slug[s], axis="") for s in dict.fromkeys(loose)]
        return ordered, filled

    def _number(self, contribution: Contribution, number: int) -> Contribution:
        doi = contribution.doi or self._doi(number, contribution.slug)
        return replace(contribution, number=number, doi=doi.removeprefix("https://doi.org/"))

    def _volume_doi(self) -> str:
        doi = self.values.get("doi", {})
        return f"{doi['prefix']}/{doi['volume']}" if doi.get("prefix") and doi.get("volume") else ""

    def _doi(self, number: int, slug: str) -> str:
        doi = self.values.get("doi", {})
        pattern = doi.get("pattern")
        if not pattern or not doi.get("prefix") or not _usable(pattern):
            return ""
        return str(pattern.format(prefix=doi["prefix"], volume=doi.get("volume", ""), number=number, slug=slug))

    def _complain_of_bad_doi_pattern(self) -> None:
        pattern = self.values.get("doi", {}).get("pattern", "")
        if pattern and not _usable(pattern):
            self.report.add(
                "bad-value",
                self._place("doi.pattern"),
                field="doi.pattern",
                value=pattern,
                example="{prefix}/{volume}.{number:02}",
            )

    # front pieces

    def _front(self) -> tuple[Piece, ...]:
        named = [(p, self._place(f"front.{i}"), "") for i, p in enumerate(self.values.get("front", ()))]
        if "back-cover" in self.values:
            named.append((self.values["back-cover"], self._place("back-cover"), "back-cover"))
        read = [(self._piece(self.found.root / name, place), kind) for name, place, kind in named]
        return tuple(replace(piece, kind=kind or piece.kind) for piece, kind in read if piece)

    def _piece(self, path: Path, place: Location) -> Piece | None:
        around = pieces.Surroundings(self.found.root, self.options.workspace, self.language, self.options.prepare)
        return pieces.read_piece(path, around, place, self.report)


def _usable(pattern: str) -> bool:
    """Whether a DOI pattern names only what it may, with plain formats (`{number:02}`)."""
    try:
        fields = list(string.Formatter().parse(pattern))
    except ValueError:
        return False
    names = [name for _, name, _, _ in fields if name is not None]
    simple = all(not spec or (spec.isdecimal() and len(spec) < 3) for _, _, spec, _ in fields)
    return simple and all(n in {"prefix", "volume", "number", "slug"} for n in names)
