"""Options several commands share, and how diagnostics are shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from actes.diagnostics import LANGUAGES, Diagnostic, Severity, to_json

F = TypeVar("F", bound=Callable[..., Any])

MANUSCRIPTS = Path("manuscripts")
"""Where a volume is looked for when no path is given."""

FORMATS = ("text", "json", "github", "sarif")


def default_language() -> str:
    """The language of messages: ACTES_LANG, else that of the locale, else English."""
    spoken = next((v for n in ("ACTES_LANG", "LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(n))), "")
    return "fr" if spoken.lower().startswith("fr") else "en"


LANGUAGE: Callable[[F], F] = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default=default_language,
    show_default="that of the locale",
    help="Language of messages.",
)
JOBS: Callable[[F], F] = click.option(
    "--jobs", "-j", type=click.IntRange(1, 64), default=lambda: os.cpu_count() or 1, help="Processes to use."
)
OUTPUT: Callable[[F], F] = click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Folder the outputs go to.",
)


def show(diagnostics: Iterable[Diagnostic], language: str) -> None:
    """Print diagnostics on standard error, in colour on a terminal."""
    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
    for diagnostic in diagnostics:
        first, *rest = diagnostic.as_text(language).split("\n")
        mark = f"{diagnostic.severity}[{diagnostic.code}]"
        click.echo(first.replace(mark, click.style(mark, fg=colours[diagnostic.severity]), 1), err=True)
        for line in rest:
            click.echo(line, err=True)


def formatted(diagnostics: Iterable[Diagnostic], form: str, language: str) -> str:
    """Diagnostics in one of `FORMATS`."""
    from actes import diagnostic_formats

    listed = list(diagnostics)
    match form:
        case "json":
            return to_json(listed, language)
        case "github":
            return diagnostic_formats.to_github(listed, language)
        case "sarif":
            return diagnostic_formats.to_sarif(listed, language)
        case _:
            return "\n".join(d.as_text(language) for d in listed)


def totals(diagnostics: Iterable[Diagnostic], language: str) -> str:
    """« 2 erreurs, 5 avertissements »."""
    listed = list(diagnostics)
    words = {
        "fr": (("erreur", "erreurs"), ("avertissement", "avertissements"), ("information", "informations")),
        "en": (("error", "errors"), ("warning", "warnings"), ("notice", "notices")),
    }[language]
    counts = [sum(d.severity is s for d in listed) for s in Severity]
    return ", ".join(counted(n, *pair, language) for n, pair in zip(counts, words, strict=True))


def counted(number: int, one: str, many: str, language: str) -> str:
    """« 1 référence », « 2 références »; French counts nought as one: « 0 erreur »."""
    return f"{number} {many if (number > 1 if language == 'fr' else number != 1) else one}"
