"""`actes bib` and `actes normalize`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from actes.cli.options import LANGUAGE, MANUSCRIPTS, OUTPUT, show, totals
from actes.diagnostics import Report, Severity


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["report", "json", "bib"]),
    default="report",
    help="A report, CSL-JSON with the diagnostics, or a clean BibLaTeX file.",
)
@click.option("--merge", "merged", is_flag=True, help="Find the works that several entries name.")
@LANGUAGE
def bib(files: tuple[str, ...], form: Literal["report", "json", "bib"], merged: bool, language: str) -> None:
    """Read, check and convert .bib files.

    Exits with 1 when an entry could not be read.
    """
    from actes.writing.bib_command import answer

    found = answer(files, form=form, merged=merged, language=language)
    click.echo(found.output, nl=False)
    click.echo(found.remarks, nl=False, err=True)
    raise click.exceptions.Exit(found.status)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--bib",
    "bibliography",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The bibliography; else the .bib files beside each text.",
)
@click.option("--write", is_flag=True, help="Rewrite the files in place; only citations change.")
@click.option(
    "--fix",
    type=click.Choice(["exact", "repaired"]),
    default="repaired",
    show_default=True,
    help="Which citations to rewrite: exact ones, or those that need a repair too (each with a warning).",
)
@OUTPUT
@LANGUAGE
def normalize(
    paths: tuple[Path, ...],
    bibliography: Path | None,
    write: bool,
    fix: Literal["exact", "repaired"],
    output: Path,
    language: str,
) -> None:
    """Turn citations typed by hand into citation keys.

    PATH is a volume, a contribution or a text file (the default is manuscripts/). Prints a unified diff;
    with --write, rewrites the files and puts a table per contribution into build/reports/citations/.
    """
    from actes.normalising.prose import files

    report = Report()
    chosen = [bibliography] if bibliography else []
    found = files.normalise_paths(paths or (MANUSCRIPTS,), report, bibliographies=chosen, fix=fix, written=write)
    for file in found:
        click.echo(file.diff(), nl=False)
        if write:
            file.write()
    if write:
        files.write_reports(found, output / "reports" / "citations")
    show(report, language)
    click.echo(totals(report, language), err=True)
    raise click.exceptions.Exit(int(report.count(Severity.ERROR) > 0))
