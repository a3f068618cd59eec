"""``shiome ingest``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, say

EXAMPLE = "Example: shiome ingest papers/ --dated 2025-04-16"


def command(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders: .txt, .md, .html, .pdf in ja, en, ko, zh, ru.")
    ],
    workspace: options.Workspace = options.WORKSPACE,
    recursive: Annotated[
        bool, typer.Option("--recursive", "-r", help="Look into the folders below folders too.")
    ] = False,
    dated: Annotated[
        str, typer.Option(help="Date of the documents, for those that do not give their own.", metavar="DATE")
    ] = "",
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Read documents, code them, store them; what is stored already is recognised and left as it is."""
    from shiome.workspace import Workspace
    from shiome.workspace.ingest import Ingested, find_documents

    files = find_documents(paths, recursive=recursive)
    results: list[Ingested] = []
    with Workspace.open(workspace) as opened:
        for number, file in enumerate(files, start=1):
            _progress(number, len(files), file)
            result = opened.ingest(file, dated=dated)
            results.append(result)
            say(_clear() + result.line(lang.value))
    if json:
        emit_json([result.shape() for result in results])
    if any(result.state == "refused" for result in results):
        raise typer.Exit(1)


def _progress(number: int, total: int, file: Path) -> None:
    if sys.stderr.isatty():
        done = 24 * number // total
        sys.stderr.write(f"{_clear()}[{'#' * done}{'.' * (24 - done)}] {number}/{total} {file.name}")
        sys.stderr.flush()


def _clear() -> str:
    return "\r\x1b[2K" if sys.stderr.isatty() else ""


command.__name__ = "ingest"
