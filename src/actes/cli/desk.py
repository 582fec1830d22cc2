"""`actes preview`, `status`, `report` and `import`: what authors and editors look at."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from actes.cli.deposit import states
from actes.cli.options import JOBS, LANGUAGE, OUTPUT
from actes.diagnostics import LANGUAGES

MANUSCRIPTS = Path("manuscripts")


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path), required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on (default: any that is free).")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@LANGUAGE
def preview(path: Path | None, port: int, no_open: bool, language: str) -> None:
    """Show a chapter as the book will show it, in the browser, and what is wrong with it, at every save.

    PATH is an article.md, its folder, or a volume; the default is manuscripts/, else the current folder.
    The address it prints works on this machine only. Ctrl+C ends it.
    """
    from actes.preview import serve

    chosen = path or (MANUSCRIPTS if MANUSCRIPTS.is_dir() else Path())

    def announce(address: str) -> None:
        click.echo(address)
        if not no_open:
            webbrowser.open(address)

    serve(chosen, port=port, language=language, announce=announce)


PATH = click.argument("path", type=click.Path(exists=True, path_type=Path), default=MANUSCRIPTS)


@click.command()
@PATH
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "html"]), default="text")
@JOBS
@LANGUAGE
def status(path: Path, form: str, jobs: int, language: str) -> None:
    """Show where each contribution is: words, references, problems, what its header lacks, its last change."""
    from actes import build as builder
    from actes.cli import display
    from actes.cli.options import show
    from actes.desk import tables
    from actes.desk.status import status as state_of

    volume, diagnostics = builder.check(path, jobs=jobs)
    if volume is None:
        show(diagnostics, language)
        raise click.exceptions.Exit(1)
    found = state_of(volume, diagnostics)
    match form:
        case "json":
            click.echo(tables.to_json(found))
        case "csv":
            click.echo(tables.to_csv(found), nl=False)
        case "html":
            click.echo(tables.to_html(found, language))
        case _:
            display.status(found, language)
            for line in states(volume, language):
                click.echo(line)


@click.command()
@PATH
@OUTPUT
@JOBS
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    help="Language of all letters.",
    show_default="each contribution’s own",
)
def report(path: Path, output: Path, jobs: int, language: str | None) -> None:
    """Write a letter for the authors of each contribution, and a page on the volume.

    They go to build/reports/letters/, in Markdown and HTML.
    """
    from actes import build as builder
    from actes.cli.options import default_language, show
    from actes.desk.writing import write_letters
    from actes.diagnostics import MachineError

    volume, diagnostics = builder.check(path, jobs=jobs)
    if volume is None:
        show(diagnostics, language or default_language())
        raise click.exceptions.Exit(1)
    try:
        for written in write_letters(volume, diagnostics, output, language or ""):
            click.echo(written)
    except OSError as error:
        raise MachineError(f"{error.strerror or error} ({error.filename}): the letters could not be written") from error


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--bib",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A .bib file to put beside the text (may be repeated).",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the contribution (default: the file’s name).",
)
@LANGUAGE
def import_(file: Path, bib: tuple[Path, ...], output: Path | None, language: str) -> None:
    """Make a contribution of a .docx, .odt or .tex file: article.md, its bibliography, its figures.

    Citations of Zotero are kept; those typed by hand stay as they are, for “actes normalize”.
    """
    from actes.cli.options import show, totals
    from actes.diagnostics import MachineError, Report, Severity
    from actes.importing import FORMATS, import_document
    from actes.reading.sections import slug

    if file.suffix.lower() not in FORMATS:
        raise click.UsageError(f"{file.name} is no {', '.join(sorted(FORMATS))} file")
    folder = output or Path(slug(file.stem) or "contribution")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} exists and is not empty")
    found = Report()
    try:
        for written in import_document(file, bib, folder, found):
            click.echo(written)
    except OSError as error:
        raise MachineError(f"{error.strerror or error} ({error.filename}): {folder} could not be written") from error
    show(found, language)
    click.echo(totals(found, language), err=True)
    raise click.exceptions.Exit(int(found.count(Severity.ERROR) > 0))
