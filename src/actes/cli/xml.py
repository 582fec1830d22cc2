"""`actes validate`: JATS, BITS and EPUB files, ours or others'."""

from __future__ import annotations

from pathlib import Path

import click

from actes.cli.options import FORMATS, LANGUAGE, formatted, show, totals
from actes.diagnostics import Location, Report


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--schemas",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of DTDs or RELAX NG schemas that are not installed (BITS 2.1 for example).",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How problems are shown.")
@LANGUAGE
def validate(files: tuple[Path, ...], schemas: Path | None, form: str, language: str) -> None:
    """Check JATS, BITS and EPUB files: DTD, rules that archives hold to, EPUBCheck where there is Java.

    Exits with 1 when something is wrong.
    """
    from actes.validating import validate_file

    report = Report()
    valid = True
    for path in files:
        try:
            valid &= validate_file(path, schemas, report)
        except OSError as error:
            report.add("unreadable-file", Location(str(path)), problem=error.strerror or str(error))
            valid = False
    if form == "text":
        show(report, language)
        click.echo(totals(report, language))
    else:
        click.echo(formatted(report, form, language))
    raise click.exceptions.Exit(0 if valid else 1)
