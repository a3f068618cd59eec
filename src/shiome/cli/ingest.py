"""``shiome ingest``."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, say

if TYPE_CHECKING:
    from shiome.reading.language_model import ModelCoder
    from shiome.workspace import Workspace
    from shiome.workspace.coding import Coder

EXAMPLE = "Example: shiome ingest papers/ --dated 2025-04-16"


def command(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders: .txt, .md, .html, .pdf, .conllu in ja, en, ko, zh, ru.")
    ],
    workspace: options.Workspace = options.WORKSPACE,
    recursive: Annotated[
        bool, typer.Option("--recursive", "-r", help="Look into the folders below folders too.")
    ] = False,
    dated: Annotated[
        str, typer.Option(help="Date of the documents, for those that do not give their own.", metavar="DATE")
    ] = "",
    coder: Annotated[
        str,
        typer.Option(
            help="This coder alone: rules, llm (a language model), or one of another package. Without it the rules, and those of"
            " other packages beside them.",
            metavar="NAME",
        ),
    ] = "",
    model: Annotated[
        str, typer.Option(help="Model that the endpoint serves, for --coder llm.", envvar="SHIOME_MODEL")
    ] = "",
    model_url: Annotated[
        str,
        typer.Option(
            help="Address of an OpenAI-compatible endpoint; its key in SHIOME_MODEL_KEY.", envvar="SHIOME_MODEL_URL"
        ),
    ] = "",
    prices: Annotated[
        tuple[float, float], typer.Option(help="Prices of a million prompt and completion tokens, to count cost.")
    ] = (0.0, 0.0),
    budget: Annotated[float, typer.Option(help="The most to spend; 0 for no limit.")] = 0.0,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Read documents, code them, store them; what is stored already is recognised and left as it is."""
    from shiome.workspace import Workspace
    from shiome.workspace.coding import MODEL
    from shiome.workspace.ingest import Ingested, find_documents

    files = find_documents(paths, recursive=recursive)
    results: list[Ingested] = []
    with Workspace.open(workspace) as opened:
        _settle(opened)
        for fault in opened.reader.plugged[1]:
            say(fault.line(lang.value))
        asked = _model(opened, model_url, model, prices, budget) if coder == MODEL else None
        alone = asked or _named(opened, coder)
        for number, file in enumerate(files, start=1):
            _progress(number, len(files), file)
            result = opened.ingest(file, dated=dated, coder=alone)
            results.append(result)
            say(_clear() + result.line(lang.value))
            for fault in result.faults:
                say(fault.line(lang.value))
    if asked is not None:
        say(f"{asked.label}: {asked.ledger.requests} requests, cost {asked.ledger.cost:.4f}")
    if json:
        emit_json([result.shape() for result in results])
    if any(result.state == "refused" for result in results):
        raise typer.Exit(1)


def _settle(opened: Workspace) -> None:
    """Load the region's coder, and tell the garbage collector to leave it alone: it is large and stays (an eighth less time)."""
    _ = opened.reader.coder
    gc.freeze()


def _named(opened: Workspace, name: str) -> Coder | None:
    """The coder asked for; none where the rules and all others are to code together."""
    from shiome.workspace.coding import RULES, named

    if not name:
        return None
    return opened.reader.coder if name == RULES else named(opened.reader.plugged[0], name)


def _model(opened: Workspace, url: str, model: str, prices: tuple[float, float], budget: float) -> ModelCoder:
    from shiome.reading.language_model import ModelCoder, ModelSettings, key_from

    settings = ModelSettings(
        base_url=url,
        model=model,
        api_key=key_from(os.environ),
        prompt_price=prices[0],
        completion_price=prices[1],
        budget=budget or None,
        cache=opened.folder / "model-answers",
    )
    return ModelCoder(opened.pack, settings)


def _progress(number: int, total: int, file: Path) -> None:
    if sys.stderr.isatty():
        done = 24 * number // total
        sys.stderr.write(f"{_clear()}[{'#' * done}{'.' * (24 - done)}] {number}/{total} {file.name}")
        sys.stderr.flush()


def _clear() -> str:
    return "\r\x1b[2K" if sys.stderr.isatty() else ""


command.__name__ = "ingest"
