"""`actes preview`, `status`, `report` and `import`: what authors and editors look at."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from actes.cli.options import LANGUAGE

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
