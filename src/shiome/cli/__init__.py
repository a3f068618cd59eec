"""The command line; one module per group of commands."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Entry point of ``shiome``: 0 on success, 1 on a refused input (one line), 2 on usage, 130 when interrupted."""
    from shiome.cli.app import app
    from shiome.errors import ShiomeError

    try:
        app()
    except ShiomeError as error:
        sys.stderr.write(f"shiome: {error.line(_language())}\n")
        sys.exit(error.exit_status)
    except KeyboardInterrupt:
        sys.stderr.write("shiome: interrupted; what was finished is stored, the rest is not\n")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of a pipe (head, less) has gone; that is not an error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _language() -> str:
    arguments = sys.argv[1:]
    for number, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and number + 1 < len(arguments):
            return arguments[number + 1]
    return os.environ.get("SHIOME_LANG", "en")
