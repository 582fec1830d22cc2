"""The command line: `actes COMMAND`. Only this package prints.

Exit codes: 0 all is well; 1 the manuscripts have at least one error (with `--strict`, a warning too);
2 wrong use; 3 the machine lacks something.
"""

from __future__ import annotations

import gc
import sys

import click

import actes
from actes.cli.bibliography import bib, normalize
from actes.cli.deposit import deposit
from actes.cli.desk import import_, preview, report, status
from actes.cli.encoding import speak_utf8
from actes.cli.volume import build, check, new, schema
from actes.cli.xml import validate
from actes.diagnostics import MachineError

EPILOG = """\b
Exit codes: 0 all is well; 1 at least one error in the manuscripts (with
--strict, a warning too); 2 wrong use; 3 the machine lacks something.

\b
Shell completion: eval "$(_ACTES_COMPLETE=bash_source actes)"
(zsh_source and fish_source for the other shells).
"""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(actes.__version__, message="actes %(version)s")
def cli() -> None:
    """Proceedings from Markdown and BibTeX to PDF, EPUB and JATS XML.

    \b
    A first volume:
      actes new my-proceedings        make a volume with one contribution
      actes build all my-proceedings  make its PDF, EPUB and JATS in build/
      actes check my-proceedings      say what is wrong, and where
    """


for command in (build, check, normalize, bib, validate, new, schema, preview, status, report, import_, deposit):
    cli.add_command(command)


def main() -> None:
    """Run the command line; a failing machine is one sentence and exit code 3."""
    # what is imported is no garbage, and a volume is a million small things that stay: looking at them all
    # again after every 700 new ones takes a sixth of the time of a build
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    try:
        speak_utf8()
        # without its standalone mode, click returns the exit code a command asked for
        code = cli(standalone_mode=False) or 0
        # a volume need not be looked through once more to end
        gc.freeze()
        sys.exit(code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("actes: interrupted; the former outputs are whole", err=True)
        sys.exit(130)
    except MachineError as error:
        click.echo(f"actes: {error}", err=True)
        sys.exit(3)


__all__ = ["cli", "main"]
