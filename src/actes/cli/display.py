"""What a build shows while it goes on and when it ends: rich on a terminal, plain lines without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from actes.cli.options import counted, totals
from actes.desk.status import Status
from actes.diagnostics import Severity
from actes.harmless import visible
from actes.outcome import Outcome
from actes.outcome import Progress as Listener

STEPS = {
    "read": ("Lecture", "Reading"),
    "resolve": ("Citations et typographie", "Citations and typography"),
    "lay-out": ("Mise en page", "Laying out"),
    "merge": ("Assemblage du PDF", "Merging the PDF"),
    "write-pdf": ("PDF", "PDF"),
    "write-epub": ("EPUB", "EPUB"),
    "write-jats": ("JATS", "JATS"),
    "write-offprints": ("Tirés à part", "Offprints"),
    "publish": ("Enregistrement", "Saving"),
}
KINDS = {
    "pdf": ("Livre (PDF)", "Book (PDF)"),
    "epub": ("Livre (EPUB)", "Book (EPUB)"),
    "bits": ("Livre (BITS XML)", "Book (BITS XML)"),
    "jats": ("Contributions (JATS XML)", "Contributions (JATS XML)"),
    "offprint": ("Tirés à part (PDF)", "Offprints (PDF)"),
}


def _word(pair: tuple[str, str], language: str) -> str:
    return pair[0] if language == "fr" else pair[1]


@contextmanager
def progress(language: str) -> Iterator[Listener]:
    """A listener for `build`: bars on a terminal, silence elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _step, _done, _total: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        tasks = {}

        def listen(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(_word(STEPS.get(step, (step, step)), language), total=total)
            bars.update(tasks[step], completed=done, total=max(total, 1))

        yield listen


def summary(outcome: Outcome, language: str) -> None:
    """The table at the end: outputs, pages, words, references, warnings, seconds."""
    rows: list[tuple[str, str, str]] = []
    for kind, names in KINDS.items():
        products = [p for p in outcome.products if p.kind == kind]
        if not products:
            continue
        pages = sum(p.pages for p in products)
        shown = f"{pages} p." if pages else ""
        if len(products) > 2:
            rows.append((_word(names, language), f"{len(products)} × {_pattern([p.path for p in products])}", shown))
        else:
            rows += [(_word(names, language), str(p.path), f"{p.pages} p." if p.pages else "") for p in products]
    nouns = {
        "fr": (("mot", "mots"), ("référence", "références")),
        "en": (("word", "words"), ("reference", "references")),
    }[language]
    counts = (outcome.words, outcome.references)
    facts = ", ".join(counted(n, *pair, language) for n, pair in zip(counts, nouns, strict=True))
    facts += f", {totals(outcome.diagnostics, language)}"
    if outcome.fresh:
        state = "rien n’a changé, tout est à jour" if language == "fr" else "nothing has changed, everything is fresh"
        facts = f"{state} ({facts})"
    elif not outcome.products:
        none = "rien n’a été écrit" if language == "fr" else "nothing was written"
        facts = f"{none} ({totals(outcome.diagnostics, language)})"
    facts = f"{facts}, {outcome.seconds:.1f} s"
    console = Console(markup=False, emoji=False)
    if console.is_terminal:
        table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
        for row in rows:
            table.add_row(*row)
        console.print(table)
        console.print(facts, style="red" if outcome.count(Severity.ERROR) else "green", highlight=False)
        return
    colon = "\u00a0" if language == "fr" else ""
    for name, path, pages_shown in rows:
        click.echo(f"{name}{colon}: {path}" + (f" ({pages_shown})" if pages_shown else ""))
    click.echo(facts)


def status(found: Status, language: str) -> None:
    """The table of a volume, axis by axis; tab-separated where there is no terminal."""
    from actes.desk import tables
    from actes.desk.words import word

    heads = [word(name, language) for name in tables.COLUMNS]
    console = Console(markup=False, emoji=False)
    for axis, rows in found.by_axis():
        title = axis or word("no-axis", language)
        if not console.is_terminal:
            click.echo(f"# {visible(title)}")
            for line in (heads, *(tables.cells(row, language) for row in rows)):
                click.echo("\t".join(map(visible, line)))
            continue
        table = Table(title=visible(title), title_justify="left", header_style="bold")
        for name, head in zip(tables.COLUMNS, heads, strict=True):
            figure = name in {"words", "references", "errors", "warnings"}
            table.add_column(head, justify="right" if figure else "left", overflow="fold")
        for row in rows:
            table.add_row(*map(visible, tables.cells(row, language)), style="red" if row.errors else None)
        console.print(table)


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table with a head; tab-separated where there is no terminal."""
    console = Console(markup=False, emoji=False)
    if not console.is_terminal:
        for line in (heads, *rows):
            click.echo("\t".join(map(visible, line)))
        return
    table = Table(header_style="bold", box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(visible, row))
    console.print(table)


def _pattern(paths: list[Path]) -> str:
    """`build/jats/<slug>/<slug>.xml` for a family of files."""
    first = paths[0]
    return str(first).replace(first.stem, "<slug>")
