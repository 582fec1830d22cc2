"""What stands beside the chapter: remarks with their passages, the record, the references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from actes import styles, tree
from actes.desk import metadata
from actes.desk.passages import Passage, Sources, offset_of
from actes.desk.sentences import number, sentence
from actes.diagnostics import Diagnostic, Severity
from actes.model import Contribution, Reference, Volume
from actes.preview import landing
from actes.preview.screen import text_of
from actes.preview.words import word
from actes.resolving import citations
from actes.writing.html.chapter import renderer_of
from actes.writing.html.elements import Element, element

DOUBTFUL = frozenset({"unknown-citation-key", "misspelt-citation-key", "unmatched-typed-citation"})


@dataclass(frozen=True)
class Remark:
    """A diagnostic as it is shown: its texts, its place, the passage, and the id of the element it is about."""

    severity: str
    code: str
    message: str
    hints: tuple[str, ...]
    file: str
    line: int
    passage: Passage | None
    target: str


@dataclass(frozen=True)
class Listed:
    """A reference as it is shown: its key, how it prints, how often it is cited, what is doubtful about it."""

    key: str
    text: Markup
    cited: int
    remarks: tuple[Remark, ...]


def remarks(
    diagnostics: Sequence[Diagnostic], contribution: Contribution | None, root: Element | None, language: str
) -> tuple[Remark, ...]:
    """The diagnostics, gravest first: among errors those of .bib files, which explain others; then file by file."""
    sources = Sources(contribution) if contribution else None
    ground = landing.Ground(root) if root is not None else None
    found = []
    for diagnostic in sorted(diagnostics, key=_precedence):
        place = diagnostic.location
        target = ""
        if ground and contribution and sources:
            text = sources.text(place.file)
            key = dict(diagnostic.values).get("key", "")
            if place.file == contribution.source.file and text is not None:
                target = ground.of_text(text, offset_of(text, place))
            elif key:
                target = ground.of_id(f"{contribution.slug}--{tree.reference_id(key)}")
        found.append(
            Remark(
                str(diagnostic.severity),
                diagnostic.code,
                sentence(diagnostic.message(language), language),
                tuple(sentence(hint, language) for hint in diagnostic.hints(language)),
                Path(place.file).name,
                place.line,
                sources.passage(place) if sources else None,
                target,
            )
        )
    return tuple(found)


def _precedence(diagnostic: Diagnostic) -> tuple[int, bool]:
    is_cause = diagnostic.severity is Severity.ERROR and diagnostic.location.file.endswith(".bib")
    return diagnostic.severity.rank, not is_cause


def references(contribution: Contribution, shown: Sequence[Remark], volume: Volume) -> dict[str, list[Listed]]:
    """The references under `cited`, `uncited`, `doubtful` (with a remark on their .bib entry)."""
    counts: Counter[str] = Counter()
    for node in tree.walk([contribution.body, contribution.appendices, contribution.acknowledgements], {"Cite"}):
        counts.update(c["citationId"] for c in node["c"][0])
    renderer = renderer_of(contribution)
    printed = {e.key: e.inlines for section in contribution.bibliography for e in section.entries}
    lonely = [r for r in contribution.references if r.key not in printed]
    printed |= _rendered(lonely, contribution, volume)
    groups: dict[str, list[Listed]] = {"doubtful": [], "cited": [], "uncited": []}
    order = {key: i for i, key in enumerate(printed)}
    about: dict[tuple[str, int], list[Remark]] = {}
    for remark in shown:
        about.setdefault((remark.file, remark.line), []).append(remark)
    for reference in sorted(contribution.references, key=lambda r: order[r.key]):
        own = tuple(about.get((Path(reference.location.file).name, reference.location.line), ()))
        renderer.plain = True
        text = Markup(text_of(renderer.inlines(element("span"), printed[reference.key])))
        held = Listed(reference.key, text, counts[reference.key], own)
        doubtful = any(r.severity != "info" for r in own)
        groups["doubtful" if doubtful else "cited" if counts[reference.key] else "uncited"].append(held)
    return {name: held for name, held in groups.items() if held}


def _rendered(lonely: Sequence[Reference], contribution: Contribution, volume: Volume) -> dict[str, tree.Inlines]:
    """References that nothing cites, as they would print."""
    if not lonely:
        return {}
    alone = citations.listed(lonely, volume.style, contribution.language, contribution.source)
    return {e.key: e.inlines for e in alone}


@cache
def _environment() -> jinja2.Environment:
    folder = styles.HOUSE / "templates" / "preview"
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, language: str, **values: object) -> str:
    """The house's `preview/<template>.html`, in `language`."""

    def say(name: str, /, **particulars: object) -> str:
        return word(name, language, **particulars)

    made = _environment().get_template(f"{template}.html")
    return made.render(word=say, language=language, **values)


def panel(
    contribution: Contribution | None,
    volume: Volume | None,
    diagnostics: Sequence[Diagnostic],
    root: Element | None,
    language: str,
) -> str:
    """The whole panel, as HTML."""
    shown = remarks(diagnostics, contribution, root, language)
    counts = {s.value: sum(r.severity == s.value for r in shown) for s in Severity}
    record: dict[str, object] = {"words": "0", "count": 0, "fields": (), "groups": {}, "most": 0, "fewest": 0}
    if contribution is not None and volume is not None:
        words = tree.count_words(contribution.body)
        record = {
            "words": number(words, language),
            "count": words,
            "fields": metadata.fields(contribution, volume),
            "groups": references(contribution, shown, volume),
            "most": volume.limits.get("words-max", 0),
            "fewest": volume.limits.get("words-min", 0),
        }
    return render("panel", language, remarks=shown, counts=counts, **record)
