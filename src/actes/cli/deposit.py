"""`actes deposit`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actes.cli.options import JOBS, LANGUAGE, MANUSCRIPTS, OUTPUT, show
from actes.diagnostics import Severity
from actes.model import Volume

if TYPE_CHECKING:
    from actes.depositing.completeness import Lack

TARGETS = {
    "hal": "HAL",
    "crossref": "Crossref",
    "datacite": "DataCite",
    "zenodo": "Zenodo",
    "nakala": "Nakala",
    "bagit": "BagIt",
}
"""Targets and their names: `depositing.completeness.NAMES`, which is not imported to show a help page."""

_TEXTS = {
    "fr": {
        "volume": "volume",
        "all": "rien ne manque",
        "errors": "les manuscrits comportent des erreurs : « actes check » les énumère",
    },
    "en": {
        "volume": "volume",
        "all": "nothing is missing",
        "errors": "the manuscripts have errors: “actes check” lists them",
    },
}
_COUNTS = {
    "fr": {
        "required": ("{count} élément exigé manque", "{count} éléments exigés manquent"),
        "recommended": ("{count} élément recommandé manque", "{count} éléments recommandés manquent"),
        "written": ("{count} fichier", "{count} fichiers"),
    },
    "en": {
        "required": ("{count} required item is missing", "{count} required items are missing"),
        "recommended": ("{count} recommended item is missing", "{count} recommended items are missing"),
        "written": ("{count} file", "{count} files"),
    },
}


def _counted(name: str, count: int, language: str) -> str:
    # French counts nought as one
    many = count > 1 if language == "fr" else count != 1
    return _COUNTS[language][name][many].format(count=count)


def states(volume: Volume, language: str) -> list[str]:
    """A line per archive: what it does not find in the volume and its contributions."""
    from actes.depositing.completeness import lacks

    found = lacks(volume, tuple(TARGETS), volume.contributions)
    slugs = [c.slug for c in volume.contributions]
    return [_line(target, slugs, found, None, language) for target in TARGETS]


@click.command()
@click.argument("words", nargs=-1, metavar="[TARGET] [PATH]")
@click.option("--only", multiple=True, metavar="SLUG", help="The package of this contribution (may be repeated).")
@click.option("--check", "checking", is_flag=True, help="Say what is missing; write nothing.")
@OUTPUT
@JOBS
@LANGUAGE
def deposit(
    words: tuple[str, ...], only: tuple[str, ...], checking: bool, output: Path, jobs: int, language: str
) -> None:
    """Write the packages that open archives take, into build/deposit/; nothing is sent.

    TARGET is hal, crossref, datacite, zenodo, nakala, bagit or all (the default). PATH is a volume; the
    default is manuscripts/. A package that lacks what its archive requires is not written, and the exit code
    is 1. What web pages say of themselves (Google Scholar, Zotero) goes to build/metadata/.

    \b
    Examples:
      actes deposit --check             what is missing, and the field to fill
      actes deposit hal                 a zip per contribution, one of the volume
      actes deposit hal --only my-paper
    """
    from actes import deposit as depositor
    from actes.cli import display
    from actes.depositing.completeness import merged
    from actes.outcome import Request

    targets, path = _targets_and_path(words)
    request = Request(path, (), tuple(dict.fromkeys(only)), output, jobs)
    if checking:
        done = depositor.check(request, targets)
    else:
        with display.progress(language) as listener:
            done = depositor.deposit(request, targets, listener)
    show(merged(done.lacks), language)
    errors = [d for d in done.diagnostics if d.severity is Severity.ERROR]
    show(errors, language)
    if errors:
        click.echo(_TEXTS[language]["errors"], err=True)
    slugs = [] if done.volume is None else [c.slug for c in done.volume.contributions if not only or c.slug in only]
    for target in targets if done.volume else ():
        written = [p for p in done.written if p.is_relative_to(output / "deposit" / target)]
        click.echo(_line(target, slugs, done.lacks, None if checking else len(written), language))
        for slug in ("", *slugs):
            if any(lack.target == target and lack.slug == slug for lack in done.lacks):
                click.echo(f"  {slug or _TEXTS[language]['volume']}: {_counts(target, slug, done.lacks, language)}")
    raise click.exceptions.Exit(done.exit_code)


def _targets_and_path(words: tuple[str, ...]) -> tuple[tuple[str, ...], Path]:
    if len(words) > 2:
        raise click.UsageError("at most a target and a path are expected")
    first, rest = (words[0], words[1:]) if words and words[0] in {*TARGETS, "all"} else ("all", words)
    if len(rest) > 1:
        raise click.UsageError(f"“{rest[0]}” is no target; choose among {', '.join((*TARGETS, 'all'))}")
    path = Path(rest[0]) if rest else MANUSCRIPTS
    if not path.exists():
        raise click.UsageError(f"there is nothing at {path}")
    return (tuple(TARGETS) if first == "all" else (first,)), path


def _line(target: str, slugs: Sequence[str], missing: Sequence[Lack], written: int | None, language: str) -> str:
    """« HAL : 11 fichiers, tout est là »."""
    own = [lack for lack in missing if lack.target == target and lack.slug in {"", *slugs}]
    state = _counts(target, None, own, language) if own else _TEXTS[language]["all"]
    files = "" if written is None else f"{_counted('written', written, language)}, "
    return f"{TARGETS[target]}{' :' if language == 'fr' else ':'} {files}{state}"


def _counts(target: str, slug: str | None, missing: Sequence[Lack], language: str) -> str:
    own = [lack for lack in missing if lack.target == target and slug in {None, lack.slug}]
    required = sum(lack.required for lack in own)
    return ", ".join(
        _counted(name, count, language)
        for name, count in (("required", required), ("recommended", len(own) - required))
        if count
    )
