"""Diagnostics for machines that review: SARIF, which code hosts and editors read, and GitHub's workflow commands.

Text and JSON are in `actes.diagnostics`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from actes import __version__
from actes.codes import CODES
from actes.diagnostics import Diagnostic, Severity

_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def to_github(diagnostics: Iterable[Diagnostic], language: str = "en") -> str:
    """One GitHub Actions workflow command per line: annotations on the files of a pull request."""
    return "\n".join(_command(d, language) for d in diagnostics)


def _command(diagnostic: Diagnostic, language: str) -> str:
    place = diagnostic.location
    properties = {
        "file": PurePath(place.file).as_posix(),
        "line": str(place.line),
        "col": str(place.column),
        "title": diagnostic.code,
    }
    shown = ",".join(f"{name}={_escaped(value, ',:')}" for name, value in properties.items())
    text = "\n".join([diagnostic.message(language), *diagnostic.hints(language)])
    return f"::{_GITHUB_LEVELS[diagnostic.severity]} {shown}::{_escaped(text)}"


def _escaped(text: str, others: str = "") -> str:
    for character in "%\r\n" + others:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def to_sarif(diagnostics: Iterable[Diagnostic], language: str = "en") -> str:
    """A SARIF 2.1.0 log (OASIS) with one run, the rules that it needs and their remedies."""
    found = list(diagnostics)
    codes = sorted({d.code for d in found})
    index = {code: i for i, code in enumerate(codes)}
    log: dict[str, Any] = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "actes",
                        "version": __version__,
                        "language": language,
                        "rules": [_rule(code, language) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(d, index[d.code], language) for d in found],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rule(code: str, language: str) -> dict[str, Any]:
    entry = CODES[code]
    message, hint = (entry.fr, entry.hint_fr) if language == "fr" else (entry.en, entry.hint_en)
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": _general(message)},
        "defaultConfiguration": {"level": _SARIF_LEVELS[Severity(entry.severity)]},
    }
    if hint:
        rule["help"] = {"text": _general(hint)}
    if entry.source:
        rule["properties"] = {"source": entry.source}
    return rule


def _general(template: str) -> str:
    """A message without the particulars of one case."""
    return re.sub(r"\{\w*[^{}]*\}", "…", template.replace("{{", "\0").replace("}}", "\1")).translate({0: "{", 1: "}"})


def _result(diagnostic: Diagnostic, index: int, language: str) -> dict[str, Any]:
    place = diagnostic.location
    text = "\n".join([diagnostic.message(language), *diagnostic.hints(language)])
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _SARIF_LEVELS[diagnostic.severity],
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(PurePath(place.file).as_posix())},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
    }
