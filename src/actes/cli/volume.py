"""`actes build`, `check`, `new` and `schema`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from actes.cli.options import FORMATS, JOBS, LANGUAGE, MANUSCRIPTS, OUTPUT, formatted, show, totals
from actes.diagnostics import Diagnostic, Severity

TARGETS = ("all", "pdf", "epub", "jats", "offprints")


@click.command()
@click.argument("words", nargs=-1, metavar="[FORMAT] [PATH]")
@click.option("--only", multiple=True, metavar="SLUG", help="Build this contribution by itself (may be repeated).")
@OUTPUT
@JOBS
@click.option("--strict", is_flag=True, help="Write nothing when there is a warning.")
@LANGUAGE
def build(words: tuple[str, ...], only: tuple[str, ...], output: Path, jobs: int, strict: bool, language: str) -> None:
    """Build a volume: PDF, EPUB, JATS and offprints, into build/.

    FORMAT is pdf, epub, jats, offprints or all (the default). PATH is a volume (a folder with a
    volume.yaml), a folder of papers, or one Markdown file; the default is manuscripts/.

    \b
    Examples:
      actes build                       everything, from manuscripts/
      actes build pdf                   the book
      actes build epub --only my-paper  one contribution: build/only/my-paper.epub
      actes build all papers/           a draft volume of any folder of papers
    """
    from actes import freshness, parallel
    from actes.cli import display
    from actes.outcome import ALL, PAGINATED, Request

    target, path = _target_and_path(words)
    outputs = ALL if target == "all" else (target,)
    request = Request(path, outputs, tuple(dict.fromkeys(only)), output, jobs, strict)
    if jobs > 1 and PAGINATED.intersection(outputs) and not freshness.stands(request):
        # the layout engine loads while the rest of actes does
        parallel.start_server(parallel.LAYOUT_ENGINE)
    from actes import build as builder

    with display.progress(language) as listener:
        outcome = builder.build(request, listener)
    show(outcome.diagnostics, language)
    display.summary(outcome, language)
    raise click.exceptions.Exit(outcome.exit_code(strict))


def _target_and_path(words: tuple[str, ...]) -> tuple[str, Path]:
    if len(words) > 2:
        raise click.UsageError("at most a format and a path are expected")
    if words and words[0] in TARGETS:
        target, rest = words[0], words[1:]
    else:
        target, rest = "all", words
    if len(rest) > 1:
        raise click.UsageError(f"“{rest[0]}” is no format; choose among {', '.join(TARGETS)}")
    path = Path(rest[0]) if rest else MANUSCRIPTS
    if not path.exists():
        raise click.UsageError(f"there is nothing at {path}")
    return target, path


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How problems are shown.")
@click.option("--strict", is_flag=True, help="Exit with 1 when there is a warning too.")
@JOBS
@LANGUAGE
def check(paths: tuple[Path, ...], form: str, strict: bool, jobs: int, language: str) -> None:
    """Say what is wrong in a volume, a folder of papers or one Markdown file, and where.

    Nothing is written. Problems go to standard error, or to standard output in another format than text.
    """
    from actes import build as builder

    found: list[Diagnostic] = []
    for path in paths or (MANUSCRIPTS,):
        found += builder.check(path, jobs=jobs)[1]
    if form == "text":
        show(found, language)
        click.echo(totals(found, language))
    else:
        click.echo(formatted(found, form, language))
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    raise click.exceptions.Exit(int(any(d.severity in grave for d in found)))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@LANGUAGE
def new(folder: Path, language: str) -> None:
    """Make a volume in FOLDER, with one contribution to start from, ready to build."""
    from actes import scaffold

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} exists and is not empty")
    for path in scaffold.write(folder, language):
        click.echo(path)
    click.echo(f"actes build all {folder}", err=True)


@click.command()
@click.argument("which", type=click.Choice(["volume", "contribution"]), required=False)
def schema(which: str | None) -> None:
    """Print the JSON Schemas of volume.yaml and of a contribution's header.

    Editors (VS Code, Zettlr…) complete and check fields with them.
    """
    from actes.reading.fields import schemas

    found = schemas()
    click.echo(json.dumps(found[which] if which else found, ensure_ascii=False, indent=2))
