"""``shiome dyads``: published daily scores of pairs of states, and where their series turn."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say

app = typer.Typer(
    help="Daily scores of pairs of states: loading, series, turning points.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Store = Annotated[Path, typer.Option("--store", help="Folder of the daily scores.")]
STORE = Path("shiome-workspace/dyads")


@app.command(epilog="Example: shiome dyads load daily_scores.csv --store dyads")
def load(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATHS", help="Files with a column date and one a pair (A_B).")
    ],
    store: Store = STORE,
    json: options.Json = False,
) -> None:
    """Load daily scores; days that are missing are said to be, and a file with a fault is refused whole."""
    from shiome.yardsticks.dyads.daily_store import load_daily

    report = load_daily(paths, store)
    if json:
        emit_json(report)
    say(
        f"{report.pairs} pairs, {report.days} days from {report.first} to {report.last} ({report.added} new), "
        f"{len(report.missing)} days missing"
    )


@app.command(epilog="Example: shiome dyads series PRK RUS --store dyads")
def series(
    first: Annotated[str, typer.Argument(metavar="A", help="A state, as the file writes it.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The other state.")],
    period: Annotated[str, typer.Option(help="day, week, month, quarter or year.")] = "week",
    volume: Annotated[
        str, typer.Option(help="none; share or log: corrected for how much was reported at all.")
    ] = "none",
    as_of: options.AsOf = "",
    store: Store = STORE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show the series of a pair and its turning points; a break that hangs on the correction for volume is marked."""
    from shiome.cli.turning import show_turning
    from shiome.yardsticks.dyads.daily import daily_series
    from shiome.yardsticks.dyads.daily_store import open_daily
    from shiome.yardsticks.turning.report import turning_points
    from shiome.yardsticks.turning.settings import Settings

    scores = open_daily(store, as_of=day(as_of, "--as-of"))
    ways = {
        way: daily_series(scores, first, second, period=period, volume=way)  # type: ignore[arg-type] # refused there
        for way in dict.fromkeys((volume, *_WAYS))
    }
    shown = ways.pop(volume)
    # Sums of scores have heavy tails.
    turning = turning_points(shown, settings=Settings(scale="signed_log"), variants=ways)
    if json:
        emit_json({"pair": [first, second], "series": shown.points, "missing": shown.missing, "turning": turning})
        return
    emit_table(
        ["period", "value", "low", "high", "days"],
        [[p.when, *(f"{v:.1f}" if v is not None else "" for v in (p.value, p.low, p.high)), str(p.n)] for p in shown],
    )
    show_turning(turning, lang.value)


_WAYS = ("none", "log", "share")
