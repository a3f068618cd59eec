"""How the commands of ``shiome exchange`` print.

Nothing is cut, for identifiers are copied; nothing that others wrote acts on the terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from shiome.cli.output import emit_json, width


def show_rows(
    names: Sequence[str], japanese: Sequence[str], rows: Sequence[Sequence[object]], *, json: bool, lang: str
) -> None:
    """Rows as JSON by name, or as a table under headings in the language asked for.

    Each column is as wide as what stands in it; what is empty is a hyphen.
    """
    if json:
        emit_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    told = [[printable(_cell(value)) for value in row] for row in rows]
    table = [list(japanese if lang == "ja" else names), *told]
    widths = [max(width(row[column]) for row in table) for column in range(len(names))]
    for row in table:
        cells = (cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


def printable(text: str) -> str:
    """Text of unknown origin with everything that a terminal would act on written out.

    >>> printable("red" + chr(27) + "[31m") == "red" + chr(92) + "x1b[31m"
    True
    """
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    return "-" if value is None or value == "" else str(value)
