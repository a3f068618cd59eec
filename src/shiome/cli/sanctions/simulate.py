"""``shiome sanctions simulate``: a made-up sea with planted behaviour and its truth, to learn and to measure on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, say
from shiome.errors import QueryRefused

if TYPE_CHECKING:
    from shiome.sanctions.simulator.model import Kind, Sea

EXAMPLE = "Example: shiome sanctions simulate --into sea --plant transfer=5 --plant silence=3"
ORDINARY = ("transfer=6", "transfer_dark=2", "silence=6", "clone=2", "circle=2", "identity_change=2", "short_meeting=2")
STATIONS = ((33.0, 122.5, 220.0), (35.5, 127.5, 220.0), (31.0, 127.5, 220.0))
"""Made-up shore stations: latitude, longitude, range in kilometres."""


class Reception(StrEnum):
    """Who receives what vessels send."""

    all = "all"
    stations = "stations"
    satellites = "satellites"


def command(
    into: Annotated[
        Path, typer.Option("--into", help="Folder for the positions and the truth; made where it is not there.")
    ],
    plant: Annotated[
        list[str] | None,
        typer.Option(
            "--plant", metavar="KIND=N", help="So many of a kind of behaviour; repeat. Without it, some of most kinds."
        ),
    ] = None,
    vessels: Annotated[
        int, typer.Option("--vessels", min=1, help="How many, those with planted behaviour included.")
    ] = 200,
    days: Annotated[int, typer.Option("--days", min=1, help="Whole days.")] = 1,
    start: Annotated[str, typer.Option("--start", metavar="DATE", help="First day.")] = "2025-01-01",
    spacing: Annotated[
        float, typer.Option("--spacing", min=1.0, help="Mean time between two transmissions, in seconds.")
    ] = 180.0,
    reception: Annotated[
        Reception,
        typer.Option("--reception", help="Everything is received, or what shore stations and satellites can."),
    ] = Reception.all,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same sea.")] = 1,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Simulate a sea: traffic, reception, planted behaviour with its truth; every file and vessel says that it is simulated."""
    from shiome.sanctions.simulator.model import Plan
    from shiome.sanctions.simulator.running import simulate
    from shiome.sanctions.simulator.writing import write_simulation

    midnight = datetime.combine(day(start, "--start") or date.today(), time(), tzinfo=UTC)
    plan = Plan(
        seed=seed,
        vessels=vessels,
        days=days,
        start=round(midnight.timestamp() * 1000),
        spacing_s=spacing,
        planted=planted_of(plant or ORDINARY),
        sea=_sea(reception),
    )
    made = simulate(plan)
    positions, truth = write_simulation(made, into)
    if json:
        emit_json({"simulated": True, "positions": str(positions), "truth": str(truth), "rows": made.rows})
    say(
        f"模擬の海：{vessels} 隻、{made.rows} 行を {positions} に、真値 {len(made.truth)} 件を {truth} に書いた"
        if lang.value == "ja"
        else f"simulated sea: {made.rows} rows of {vessels} vessels in {positions}, {len(made.truth)} truths in {truth}"
    )


def planted_of(given: Sequence[str]) -> dict[Kind, int]:
    """How many of each kind, from ``KIND=N``.

    >>> planted_of(["transfer=5", "clone=2"])
    {'transfer': 5, 'clone': 2}

    Raises
    ------
    QueryRefused
        ``simulation.planted``: there is no such kind, or no number.
    """
    from typing import cast, get_args

    from shiome.sanctions.simulator.model import Kind

    kinds = get_args(Kind)
    found: dict[Kind, int] = {}
    for each in given:
        kind, _, number = each.partition("=")
        if kind not in kinds or not (number.isascii() and number.isdigit()):
            raise QueryRefused(
                "simulation.planted",
                f"--plant {each!r} is no behaviour and its number",
                ja=f"--plant {each!r} は行動とその数でない",
                hint=f"write KIND=N with one of: {', '.join(kinds)}",
                hint_ja=f"KIND=N と書く。KIND は次のいずれか：{'、'.join(kinds)}",
                failed=each,
            )
        found[cast(Kind, kind)] = int(number)
    return found


def _sea(reception: Reception) -> Sea:
    from shiome.sanctions.simulator.model import OUT_OF_REACH, Sea

    return Sea(
        stations={Reception.all: (), Reception.stations: STATIONS, Reception.satellites: OUT_OF_REACH}[reception]
    )
