"""Options that commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class InterfaceLanguage(StrEnum):
    """Languages the interface speaks."""

    ja = "ja"
    en = "en"


Workspace = Annotated[
    Path,
    typer.Option("--workspace", "-w", help="Folder of the workspace.", envvar="SHIOME_WORKSPACE", show_default=True),
]
WORKSPACE = Path("shiome-workspace")
Json = Annotated[bool, typer.Option("--json", help="Machine output (JSON) on stdout; messages go to stderr.")]
Lang = Annotated[
    InterfaceLanguage, typer.Option("--lang", help="Language of output and messages.", envvar="SHIOME_LANG")
]
LANG = InterfaceLanguage.en
AsOf = Annotated[
    str, typer.Option("--as-of", help="Only what had happened and was known on this day (YYYY-MM-DD).", metavar="DATE")
]
Known = Annotated[
    str, typer.Option("--known", help="Only what was known on this day, whenever it happens.", metavar="DATE")
]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="The most rows to show.")]
