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
    from actes.depositing.completeness import Grouped, Lack

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
        "package": "Paquet",
        "volume": "(le volume)",
        "ready": "oui",
        "withheld": "non",
        "none": "—",
        "all": "rien ne manque",
        "errors": "les manuscrits comportent des erreurs : « actes check » les énumère",
        "legend": "oui (2) : le paquet s’écrit, mais 2 éléments recommandés manquent\n"
        "non (1) : le paquet ne s’écrit pas, car 1 élément exigé manque",
    },
    "en": {
        "package": "Package",
        "volume": "(the volume)",
        "ready": "yes",
        "withheld": "no",
        "none": "—",
        "all": "nothing is missing",
        "errors": "the manuscripts have errors: “actes check” lists them",
        "legend": "yes (2): the package is written, but 2 recommended items are missing\n"
        "no (1): the package is not written, for 1 required item is missing",
    },
}
_COUNTS = {
    "fr": {
        "required": ("{count} élément exigé manque", "{count} éléments exigés manquent"),
        "recommended": ("{count} élément recommandé manque", "{count} éléments recommandés manquent"),
        "written": ("{count} fichier", "{count} fichiers"),
        "changed": ("dont {count} modifié", "dont {count} modifiés"),
        "same": ("inchangé", "inchangés"),
    },
    "en": {
        "required": ("{count} required item is missing", "{count} required items are missing"),
        "recommended": ("{count} recommended item is missing", "{count} recommended items are missing"),
        "written": ("{count} file", "{count} files"),
        "changed": ("{count} of them changed", "{count} of them changed"),
        "same": ("unchanged", "unchanged"),
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
    return [_line(target, found, None, language) for target in TARGETS]


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
    if done.volume is not None:
        slugs = [c.slug for c in done.volume.contributions if not only or c.slug in only]
        _table(targets, [*([] if only else [""]), *slugs], done.lacks, language)
        for target in targets:
            folder = output / "deposit" / target
            written, changed = ([p for p in held if p.is_relative_to(folder)] for held in (done.written, done.changed))
            click.echo(_line(target, done.lacks, None if checking else (len(written), len(changed)), language))
            for path in changed if len(changed) < len(written) else ():
                click.echo(f"  {path}")
    raise click.exceptions.Exit(done.exit_code)


def _table(targets: Sequence[str], slugs: Sequence[str], missing: Sequence[Lack], language: str) -> None:
    """A row per package, a column per archive."""
    from actes.cli import display
    from actes.depositing.completeness import grouped

    texts, found = _TEXTS[language], grouped(missing)
    heads = [texts["package"], *(TARGETS[target] for target in targets)]
    rows = [[slug or texts["volume"], *(_cell(target, slug, found, language) for target in targets)] for slug in slugs]
    display.grid(heads, rows)
    if any("(" in cell for row in rows for cell in row[1:]):
        click.echo(texts["legend"])


def _cell(target: str, slug: str, missing: Grouped, language: str) -> str:
    """« oui », « oui (2) », « non (1) »; a bag holds the volume alone."""
    from actes.depositing.completeness import complete, concerning, merged

    if target == "bagit" and slug:
        return _TEXTS[language]["none"]
    ready = complete(missing, target, slug)
    own = [lack for lack in concerning(missing, target, slug) if lack.required is not ready]
    count = f" ({len(merged(own))})" if own else ""
    return _TEXTS[language]["ready" if ready else "withheld"] + count


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


def _line(target: str, missing: Sequence[Lack], written: tuple[int, int] | None, language: str) -> str:
    """« HAL : 11 fichiers, dont 2 modifiés, rien ne manque »; a fact that several packages lack counts once.

    `written`: how many files there are, and how many of them are not those of the last deposit.
    """
    from actes.depositing.completeness import merged

    own = [lack for lack in missing if lack.target == target]
    required = len(merged(lack for lack in own if lack.required))
    recommended = len(merged(lack for lack in own if not lack.required))
    counts = [_counted(n, c, language) for n, c in (("required", required), ("recommended", recommended)) if c]
    files = [] if written is None else [_counted("written", written[0], language)]
    if written and written[1] < written[0]:
        files.append(
            _counted("changed", written[1], language) if written[1] else _counted("same", written[0], language)
        )
    state = ", ".join([*files, *(counts or [_TEXTS[language]["all"]])])
    return f"{TARGETS[target]}{' :' if language == 'fr' else ':'} {state}"
