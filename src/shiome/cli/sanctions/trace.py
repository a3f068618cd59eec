"""``shiome sanctions trace``: follow stolen crypto assets through a given transaction graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say

if TYPE_CHECKING:
    from shiome.sanctions.crypto import Trace

EXAMPLE = "Example: shiome sanctions trace transfers.csv --theft tx1 --labels labels.csv"


def command(
    transfers: Annotated[
        Path, typer.Argument(help="CSV or Parquet: id, time, from, to, asset, amount.", metavar="FILE")
    ],
    theft: Annotated[
        list[str] | None, typer.Option(help="Identifier of a transfer that was the theft; repeat.", metavar="ID")
    ] = None,
    thief: Annotated[
        list[str] | None, typer.Option(help="Address all of whose receipts are stolen; repeat.", metavar="ADDRESS")
    ] = None,
    labels: Annotated[
        Path | None, typer.Option(help="CSV or Parquet: address, kind, name, source, date.", metavar="FILE")
    ] = None,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Trace stolen assets by FIFO, haircut and poison side by side, as far as a mixer, a bridge or an exchange."""
    from datetime import date

    from shiome.sanctions.crypto import check_address, funding_of, read_labels, read_transfers, trace, trace_shape
    from shiome.sanctions.crypto.funding import violation_of_theft
    from shiome.sanctions.crypto.shapes import side_by_side
    from shiome.vocabulary.languages import in_language
    from shiome.workspace import Workspace

    on = day(as_of, "--as-of")
    graph = read_transfers(transfers, as_of=on)
    said = read_labels(labels, as_of=on) if labels is not None else ()
    thieves = [check_address(each).text for each in thief or ()]
    traces = trace(graph, thefts=theft or (), thieves=thieves, labels=said)
    with Workspace.open(workspace, read_only=True) as opened:
        funding = funding_of(opened.pack, violation_of_theft(opened.pack), as_of=on or date.today())
    by_address = {each.address: each for each in sorted(said, key=lambda label: label.on)}
    if json:
        emit_json(trace_shape(traces, by_address, funding, lang.value))
        return
    emit_table(_headings(lang.value), side_by_side(traces, by_address))
    for each in traces:
        _tell(each, lang.value)
    for link in funding:
        sys.stdout.write(f"{in_language(link.text, lang.value)} ({', '.join(link.cite)})\n")


def _headings(language: str) -> list[str]:
    if language == "ja":
        return ["アドレス", "資産", "ラベル", "先入先出", "按分", "汚染"]
    return ["address", "asset", "label", "fifo", "haircut", "poison"]


def _tell(trace: Trace, language: str) -> None:
    """Where the trace ended, and where the graph is not whole."""
    for stop in trace.stops:
        where = f"{stop.label.kind} {stop.label.name} ({stop.label.source}, {stop.label.on})"
        if language == "ja":
            say(f"{trace.method}: {stop.address} で追跡を止めた（{where}）")
        else:
            say(f"{trace.method}: stopped at {stop.address}, {where}")
    if trace.unseen:
        count = len(trace.unseen)
        if language == "ja":
            say(f"{trace.method}: {count} アドレスの入金の一部がグラフにない")
        else:
            say(f"{trace.method}: part of what {count} addresses sent was never seen to come in")
