"""``shiome futures backtest``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.futures import given
from shiome.cli.output import day, emit_json, emit_table
from shiome.vocabulary.languages import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shiome.region.pack import Pack
    from shiome.region.schema.common import Entry

EXAMPLE = "Example: shiome futures backtest --as-of 2025-12-31"


def command(
    forecasts: Annotated[bool, typer.Option("--forecasts", help="Show every forecast with its outcome.")] = False,
    runs: given.Runs = 20_000,
    seed: given.Seed = 1,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Forecast the ledger's questions as of each past document, score what became known, and say what trust is earned."""
    from shiome.futures.backtest.report import report
    from shiome.futures.backtest.tables import tables
    from shiome.workspace import Workspace
    from shiome.workspace.futures import backtested

    with Workspace.open(workspace, read_only=True) as opened:
        tested, judgements = backtested(opened, as_of=day(as_of, "--as-of"), runs=runs, seed=seed)
        told = report(tested, opened.pack, judgements)
        names = _names(opened.pack)
    if json:
        emit_json(told)
        return
    typer.echo(in_language(told["verdict"]["text"], lang.value))
    shown = tables(told, lang.value, names=names)
    for table in shown if forecasts else shown[:-1]:
        typer.echo(f"\n{table.title}")
        emit_table(list(table.head), [list(row) for row in table.rows])


def _names(pack: Pack) -> Mapping[str, Mapping[str, str]]:
    """Names of drivers and topics, by which the tables call their groups."""
    found: dict[str, Mapping[str, str]] = {}
    for subject in ("systems", "issues", "drivers"):
        entries: Mapping[str, Entry] = pack.entries(subject)
        found |= {entry.id: getattr(entry, "name", {}) for entry in entries.values()}
    return found


command.__name__ = "backtest"
