"""``shiome warning simulate`` and ``demo``: what would be seen of launches, and an exercise of the partners who see it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, emit_table, say
from shiome.cli.warning.given import databases_of, exercise_of, exists, no_loss, plan_of, refuse_without_processes
from shiome.cli.warning.showing import MARK, write

SIMULATE = "shiome warning simulate --seed 3 --launch short --launch medium=2 --into simulated.json"
DEMO = "shiome warning demo --seed 3 --launch medium --silent partner-b=120:150 --record exercise.jsonl"
Seed = Annotated[int, typer.Option(min=0, help="The same gives the same.")]
Launches = Annotated[
    list[str] | None,
    typer.Option("--launch", help="CLASS or CLASS=COUNT: short, medium, intermediate, intercontinental; repeat.", metavar="CLASS"),
]  # fmt: skip
Shapes = Annotated[
    list[str] | None, typer.Option("--shape", help="minimum, lofted or depressed; repeat for several.", metavar="SHAPE")
]
Seconds = Annotated[float, typer.Option("--seconds", min=1.0, help="Length of the scenario.")]


def simulate(
    seed: Seed = 1,
    launch: Launches = None,
    shape: Shapes = None,
    seconds: Seconds = 240.0,
    into: Annotated[Path | None, typer.Option(help="File for frames, sensors and truth, in JSON.")] = None,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Simulate launches and what three sensors see of them; the truth is told apart."""
    from shiome.coordination.warning.launches.running import simulate as run
    from shiome.coordination.warning.launches.shapes import scenario_shape

    scenario = run(plan_of(seed, launch, shape, seconds))
    told = scenario_shape(scenario, frames=into is not None)
    if into is not None:
        import msgspec

        write(into, msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n")
    if json:
        emit_json(scenario_shape(scenario, frames=False))
        return
    say(MARK)
    ja = lang.value == "ja"
    headings = (
        ["発射", "区分", "飛翔（秒）", "最高高度（km）", "射程（km）", "形状"]
        if ja
        else ["launch", "class", "flight (s)", "apogee (km)", "range (km)", "shape"]
    )
    rows = [
        [each["id"], each["range_class"], f"{each['flight_s']:.0f}", f"{each['apogee_km']:.0f}", f"{each['range_km']:.0f}", each["shape"]]
        for each in told["truth"]
    ]  # fmt: skip
    emit_table(headings, rows)


def demo(
    seed: Seed = 1,
    launch: Launches = None,
    shape: Shapes = None,
    seconds: Seconds = 240.0,
    share: Annotated[str, typer.Option(help="What partners exchange: tracks or detections.")] = "tracks",
    loss: Annotated[float, typer.Option(min=0.0, max=0.9, help="Share of messages lost on the way.")] = 0.0,
    silent: Annotated[
        str,
        typer.Option(
            help="Partner of whom nothing gets through from one second to another; with --processes it is killed, and started again.",
            metavar="PARTNER=FROM:TO",
        ),
    ] = "",
    record: Annotated[Path | None, typer.Option(help="File in which everything is recorded.", metavar="FILE")] = None,
    alerts: Annotated[Path | None, typer.Option(help="Folder for the CAP 1.2 alerts.", metavar="FOLDER")] = None,
    processes: Annotated[
        bool, typer.Option("--processes", help="Each partner a node with its own store, in processes of its own, over HTTP.")
    ] = False,
    speed: Annotated[float, typer.Option(min=1.0, max=20.0, help="With --processes: seconds of the scenario in one second.")] = 1.0,
    db: Annotated[
        list[str] | None,
        typer.Option(help="With --processes: PostgreSQL database of a partner's node; else SQLite. Repeat.", metavar="PARTNER=URL"),
    ] = None,
    keep: Annotated[
        Path | None, typer.Option(help="With --processes: new folder in which the nodes stay, to be looked at.", metavar="FOLDER")
    ] = None,
    region: Annotated[str, typer.Option(help="Region whose limits and deadlines hold.")] = "peninsula",
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:  # fmt: skip
    """Play an exercise: three partners, their tracks, one event for each launch, alerts, acknowledgements."""
    from shiome.cli.warning.playing import Shown, play_here, play_nodes

    exercise = exercise_of(plan_of(seed, launch, shape, seconds), share, loss, silent, region)
    if record is not None and record.exists():
        raise exists(record)
    if not processes:
        refuse_without_processes(speed=speed, db=db, keep=keep)
        databases = {}
    elif loss:
        raise no_loss()
    else:
        databases = databases_of(db or (), exercise)
    say(MARK)
    shown = Shown(alerts=alerts, lang=lang.value, json=json)
    if processes:
        play_nodes(exercise, shown, speed=speed, databases=databases, keep=keep, record=record)
    else:
        play_here(exercise, shown, record=record)
