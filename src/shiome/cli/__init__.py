"""The command line; one module per group of commands."""

from __future__ import annotations

import os
import sys
from itertools import pairwise

INTERRUPTED = 130
"""Status of a command that was interrupted from the keyboard."""
_INTERRUPTED = {
    "ja": "shiome: 中断した。終わった分は保存してあり、残りは保存していない\n",
    "en": "shiome: interrupted; what was finished is stored, the rest is not\n",
}


def main() -> None:
    """Entry point of ``shiome``: 0 on success, 1 on a refused input (one line), 2 on usage, 130 when interrupted."""
    import typer

    from shiome.cli.app import app
    from shiome.cli.usage import show
    from shiome.errors import ShiomeError

    try:
        status = app(standalone_mode=False) or 0
        if status == INTERRUPTED:
            sys.stderr.write(_INTERRUPTED[_language()])
        sys.exit(status)
    except typer.TyperException as error:
        show(error, _language())
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(1)
    except ShiomeError as error:
        sys.stderr.write(f"shiome: {error.line(_language())}\n")
        sys.exit(error.exit_status)
    except BrokenPipeError:
        # The reader of a pipe (head, less) has gone; that is not an error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _language() -> str:
    """The language asked for, as far as it is one of the interface's; needed where the command was not understood."""
    arguments = sys.argv[1:]
    given = [each.removeprefix("--lang=") for each in arguments if each.startswith("--lang=")]
    given += [after for option, after in pairwise(arguments) if option == "--lang"]
    return next((each for each in (*given, os.environ.get("SHIOME_LANG", "")) if each in ("ja", "en")), "en")
