"""What `actes bib` says of .bib files: a report, CSL-JSON with diagnostics, or a clean .bib."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from actes.diagnostics import Location, Report, Severity
from actes.model import Reference
from actes.normalising.merging import Merged, Overrides, merge
from actes.reading.bibtex import read_bibliography
from actes.writing.bib_export import biblatex

Format = Literal["report", "json", "bib"]


@dataclass(frozen=True)
class Answer:
    """What to print on the standard output, what on the standard error, and the status: 1 when an entry is lost."""

    output: str
    remarks: str
    status: int


def answer(files: Sequence[str], *, form: Format = "report", merged: bool = False, language: str = "fr") -> Answer:
    """Read each of `files` (named as on the command line) and say what was found, in `form`.

    With `merged`, the works that several entries name are found too. `json` prints
    `{"references": [CSL-JSON], "diagnostics": […]}`, and with `merged` `"groups": [["file:key", …], …]`; `bib`
    prints BibLaTeX and puts the diagnostics apart. A file that cannot be opened is an error like any other.
    """
    report = Report()
    found = {file: _read(file, report) for file in files}
    one = merge(found, Overrides(), report) if merged else None
    references = one.references if one else [reference for held in found.values() for reference in held]
    status = int(report.count(Severity.ERROR) > 0)
    remarks = "".join(d.as_text(language) + "\n" for d in report)
    if form == "json":
        return Answer(_json(references, report, one, language), "", status)
    if form == "bib":
        kept = references if one else _distinct(references)
        return Answer(biblatex(kept), remarks, status)
    return Answer(remarks + _summary(found, report, one, language), "", status)


def _read(file: str, report: Report) -> tuple[Reference, ...]:
    try:
        return read_bibliography(Path(file), file, report)
    except OSError as error:
        report.add("unreadable-bibliography", Location(file), reason=error.strerror or str(error))
        return ()


def _json(references: Sequence[Reference], report: Report, one: Merged | None, language: str) -> str:
    data: dict[str, Any] = {
        "references": [dict(r.csl) for r in references],
        "diagnostics": [d.as_json(language) for d in report],
    }
    if one:
        data["groups"] = [list(group) for group in one.groups]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _distinct(references: Sequence[Reference]) -> list[Reference]:
    """Of several files' entries with one key, all but the first under a key with a number."""
    taken: set[str] = set()
    kept: list[Reference] = []
    for reference in references:
        key, number = reference.key, 2
        while key.lower() in taken:
            key = f"{reference.key}-{number}"
            number += 1
        taken.add(key.lower())
        kept.append(replace(reference, key=key, csl={**reference.csl, "id": key}))
    return kept


def _summary(found: dict[str, tuple[Reference, ...]], report: Report, one: Merged | None, language: str) -> str:
    french = language == "fr"
    lines: list[str] = []
    for file, references in found.items():
        mine = [d for d in report if d.location.file == file]
        errors, warnings = (sum(d.severity is s for d in mine) for s in (Severity.ERROR, Severity.WARNING))
        count = len(references)
        if french:
            lines.append(f"{file} : {count} référence(s) lue(s), {errors} erreur(s), {warnings} avertissement(s)")
        else:
            lines.append(f"{file}: {count} reference(s) read, {errors} error(s), {warnings} warning(s)")
    if one:
        total = len(one.references)
        for group in one.groups:
            lines.append(" = ".join(group))
        lines.append(f"{total} œuvre(s) distincte(s)" if french else f"{total} distinct work(s)")
    return "".join(line + "\n" for line in lines)
