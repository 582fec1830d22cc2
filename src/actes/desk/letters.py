"""Letters to authors: what to mend, where and how, with the passage quoted; and the page of the volume.

A letter exists in Markdown and in HTML, in French or English. Problems of one kind are one point: the remedy
is said once, under the passages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2

from actes import styles, tree
from actes.desk.passages import Passage, Sources
from actes.desk.sentences import number, sentence
from actes.desk.status import Status, of_contribution
from actes.desk.words import word
from actes.diagnostics import Diagnostic, Severity
from actes.labels import enumeration
from actes.model import Contribution, Volume, localized

MOST = 12
"""Passages quoted under one point; the author finds the others in the preview."""

_OF_THE_EDITOR = frozenset({"missing-volume", "missing-licence"})
"""What no author can mend: an author has a contribution, not a volume."""
_MARKUP = re.compile(r"[\\`*\[<|$]|(?<!\w)_|_(?!\w)")


@dataclass(frozen=True)
class Place:
    """Where a point is met: the file ("" for the text itself), the line, the passage (None: the whole file)."""

    file: str
    line: int
    passage: Passage | None


@dataclass(frozen=True)
class Point:
    """One kind of problem: what is wrong each time, the places, the remedy."""

    code: str
    said: tuple[tuple[str, tuple[Place, ...]], ...]
    remedies: tuple[str, ...]
    more: int = 0


def language_of(contribution: Contribution, chosen: str = "") -> str:
    """The language a letter is written in: the one chosen, else the contribution's if it is French or English."""
    own = contribution.language.split("-")[0].lower()
    return chosen or (own if own in {"fr", "en"} else "en")


def points(
    diagnostics: Sequence[Diagnostic], contribution: Contribution, severity: Severity, language: str
) -> tuple[Point, ...]:
    """The points of this severity, in the order in which the text meets them."""
    sources = Sources(contribution)
    by_code: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        if diagnostic.severity is severity and diagnostic.code not in _OF_THE_EDITOR:
            by_code.setdefault(diagnostic.code, []).append(diagnostic)
    found = []
    for code, held in by_code.items():
        said: dict[str, list[Place]] = {}
        for diagnostic in held[:MOST]:
            place = diagnostic.location
            file = "" if place.file == contribution.source.file else Path(place.file).name
            shown = Place(file, place.line, sources.passage(place))
            said.setdefault(sentence(diagnostic.message(language), language), []).append(shown)
        remedies = dict.fromkeys(sentence(h, language) for d in held[:MOST] for h in d.hints(language))
        # remedies with particulars of each place would say the same thing many times
        kept = tuple(remedies)[: max(1, min(len(said), 3))]
        found.append(Point(code, tuple((m, tuple(p)) for m, p in said.items()), kept, max(0, len(held) - MOST)))
    return tuple(found)


@cache
def _environment(escaped: bool) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(styles.HOUSE / "templates" / "report"),
        autoescape=escaped,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _quoted(text: str) -> str:
    """Text as Markdown shows it letter by letter: a code span, delimited by more backticks than it holds."""
    longest = max((len(run) for run in text.replace("`", " ` ").split() if set(run) == {"`"}), default=0)
    runs = max([longest, *(len(r) for r in _runs(text))])
    fence = "`" * (runs + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _runs(text: str) -> list[str]:
    runs, current = [], ""
    for character in text:
        current = current + character if character == "`" else ""
        runs.append(current)
    return runs


def _plain(text: str) -> str:
    """Text in which Markdown sees no markup."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _render(template: str, language: str, **values: object) -> str:
    def say(name: str, /, **particulars: object) -> str:
        return word(name, language, **particulars)

    environment = _environment(template.endswith(".html"))
    tools = {"word": say, "language": language, "quoted": _quoted, "plain": _plain}
    return environment.get_template(template).render(
        **tools, number=lambda n: number(n, language), names=lambda held: enumeration(list(held), language), **values
    )


def letter(
    contribution: Contribution, volume: Volume, diagnostics: Sequence[Diagnostic], language: str
) -> Mapping[str, str]:
    """The letter about a contribution: `md` and `html` → text. `diagnostics` are the volume's, settled."""
    own = of_contribution(diagnostics, contribution)
    values = {
        "title": tree.plain_text(contribution.main_title),
        "volume": tree.plain_text(localized(volume.title, language)),
        "authors": [a.display for a in contribution.authors],
        "editors": [e.display for e in volume.editors],
        "must": points(own, contribution, Severity.ERROR, language),
        "should": points(own, contribution, Severity.WARNING, language),
    }
    return {form: _render(f"letter.{form}", language, **values) for form in ("md", "html")}


def summary(status: Status, language: str) -> Mapping[str, str]:
    """The page of the volume: `md` and `html` → text."""
    problems = [
        (str(d.location), sentence(d.message(language), language), [sentence(h, language) for h in d.hints(language)])
        for d in status.problems
        if d.severity is not Severity.INFO
    ]
    return {
        form: _render(f"volume.{form}", language, status=status, problems=problems, fields=FIELDS)
        for form in ("md", "html")
    }


FIELDS = ("abstract", "keywords", "orcid", "licence", "doi")
"""The fields whose state the table shows."""
