"""``shiome warning``: exercises of the warning channel with simulated data. Everything that is written says that it is simulated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, emit_table, say
from shiome.errors import InputRefused, QueryRefused

if TYPE_CHECKING:
    from shiome.coordination.warning.channel.exercise import Exercise, Told
    from shiome.coordination.warning.launches.model import Plan

MARK = "SIMULATED / 模擬"
app = typer.Typer(
    help="Warning channel: exercises with simulated launches; Shiome has no warning data of its own.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Seed = Annotated[int, typer.Option(min=0, help="The same gives the same.")]
Launches = Annotated[
    list[str] | None,
    typer.Option("--launch", help="CLASS or CLASS=COUNT: short, medium, intermediate, intercontinental; repeat.", metavar="CLASS"),
]  # fmt: skip
Shapes = Annotated[
    list[str] | None, typer.Option("--shape", help="minimum, lofted or depressed; repeat for several.", metavar="SHAPE")
]
Seconds = Annotated[float, typer.Option("--seconds", min=1.0, help="Length of the scenario.")]
RecordFile = Annotated[Path, typer.Argument(metavar="FILE", help="A record that 'shiome warning demo' wrote.")]


@app.callback()
def _group() -> None:
    """Warning channel: exercises with simulated launches; Shiome has no warning data of its own."""


@app.command(epilog="Example: shiome warning simulate --seed 3 --launch short --launch medium=2 --into simulated.json")
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

    scenario = run(_plan(seed, launch, shape, seconds))
    told = scenario_shape(scenario, frames=into is not None)
    if into is not None:
        import msgspec

        _write(into, msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n")
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


@app.command(
    epilog="Example: shiome warning demo --seed 3 --launch medium --silent partner-b=120:150 --record exercise.jsonl"
)
def demo(
    seed: Seed = 1,
    launch: Launches = None,
    shape: Shapes = None,
    seconds: Seconds = 240.0,
    share: Annotated[str, typer.Option(help="What partners exchange: tracks or detections.")] = "tracks",
    loss: Annotated[float, typer.Option(min=0.0, max=0.9, help="Share of messages lost on the way.")] = 0.0,
    silent: Annotated[
        str, typer.Option(help="Partner of whom nothing gets through from one second to another.", metavar="PARTNER=FROM:TO")
    ] = "",
    record: Annotated[Path | None, typer.Option(help="File in which everything is recorded.")] = None,
    alerts: Annotated[Path | None, typer.Option(help="Folder for the CAP 1.2 alerts.")] = None,
    region: Annotated[str, typer.Option(help="Region whose limits and deadlines hold.")] = "peninsula",
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:  # fmt: skip
    """Play an exercise: three partners, their tracks, one event for each launch, alerts, acknowledgements."""
    from contextlib import nullcontext

    from shiome.coordination.warning.channel import recording
    from shiome.coordination.warning.channel.exercise import play

    exercise = _exercise(_plan(seed, launch, shape, seconds), share, loss, silent, region)
    if record is not None and record.exists():
        raise InputRefused(
            "warning.exists",
            f"{record} is there already",
            ja=f"{record} はすでにある",
            hint="name another file",
            hint_ja="別のファイル名を指定する",
            failed=record,
        )
    say(MARK)
    shown: list[dict[str, Any]] = []

    def on_told(told: Told) -> None:
        line = _told(told, lang.value)
        if line is not None:
            shown.append(line)
            if not json:
                typer.echo(f"{line['time']:7.1f} s  {line['station']:<10}  {line['text']}")
            if alerts is not None and "alert" in line:
                _write(alerts / f"{line['event']}.{line['version']}.xml", line["alert"].encode())

    with recording.RecordFile(record) if record is not None else nullcontext() as recorder:
        played = play(exercise, recorder=recorder, on_told=on_told)
    if json:
        modes = {name: list(station.silent) for name, station in played.stations.items()}
        emit_json({"simulated": True, "mark": MARK, "told": shown, "silent": modes})


@app.command(epilog="Example: shiome warning replay exercise.jsonl")
def replay(file: RecordFile, json: options.Json = False, lang: options.Lang = options.LANG) -> None:
    """Play a record again and hold what comes out against what was recorded; exit status 1 where they differ."""
    from shiome.coordination.warning.channel.recording import read_record
    from shiome.coordination.warning.channel.replaying import replay as run

    record = read_record(file)
    played = run(record)
    if json:
        emit_json(
            {
                "simulated": True, "same": played.same, "lines": played.lines, "messages": played.messages, "notices": played.notices,
                "differences": [{"line": line, "station": station} for line, station in played.differences], "cut_off": record.cut_off,
            }
        )  # fmt: skip
    ja = lang.value == "ja"
    same, other = ("記録どおり", "記録と異なる") if ja else ("as recorded", "not as recorded")
    outcome = same if played.same else other
    say(
        f"{MARK}: {played.lines} 行、通報 {played.messages} 件、通知 {played.notices} 件：{outcome}"
        if ja
        else f"{MARK}: {played.lines} lines, {played.messages} messages, {played.notices} notices: {outcome}"
    )
    if record.cut_off:
        say("最後の行は途中で切れていたため除いた" if ja else "the last line was cut off and is left out")
    if not played.same:
        raise typer.Exit(1)


@app.command(
    "record", epilog="Example: shiome warning record exercise.jsonl --simulated --workspace exercise-workspace"
)
def record_(
    file: RecordFile,
    simulated: Annotated[
        bool, typer.Option("--simulated", help="Take up events that are made up; refused without it.")
    ] = False,
    actor: Annotated[
        list[str] | None, typer.Option("--actor", help="Code of an actor whom the exercise takes for the source; repeat.")
    ] = None,
    plover: Annotated[str, typer.Option(help="Type of the event (PLOVER).")] = "NONE",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:  # fmt: skip
    """Propose the events of a record as records of a workspace, each marked as simulated."""
    from shiome.coordination.warning.channel.chronology import CODER, proposed_events
    from shiome.coordination.warning.channel.recording import read_record
    from shiome.vocabulary.plover import TYPES
    from shiome.workspace import Workspace

    if plover not in (*TYPES, "NONE"):
        raise _no_option("--plover", plover, TYPES)
    read = read_record(file)
    events = proposed_events(read, simulated=simulated, actors=tuple(actor or ()), plover=plover)  # type: ignore[arg-type]
    with Workspace.open(workspace) as opened:
        for code in actor or ():
            opened.pack.entry("actors", code)
        known = {each.id for each in opened.store.histories("event")}
        new = [event for event in events if event.id not in known]
        with opened.store.transaction(actor=CODER) as tx:
            tx.add_records(new)
    if json:
        emit_json({"simulated": True, "added": [event.id for event in new], "known": len(events) - len(new)})
    say(
        f"{MARK}: {len(new)} 件を提案として記録し、{len(events) - len(new)} 件は既にあった"
        if lang.value == "ja"
        else f"{MARK}: {len(new)} proposed, {len(events) - len(new)} were there already"
    )


def _plan(seed: int, launch: list[str] | None, shape: list[str] | None, seconds: float) -> Plan:
    from shiome.coordination.warning.launches.model import Plan
    from shiome.coordination.warning.launches.running import DISTANCES
    from shiome.coordination.warning.launches.trajectories import SHAPES

    wanted: dict[Any, int] = {}
    for each in launch or ["short", "medium"]:
        name, _, count = each.partition("=")
        if name not in DISTANCES or not (count or "1").isdigit() or not 0 < int(count or "1") <= 50:
            raise _no_option("--launch", each, (*DISTANCES, "CLASS=1 … CLASS=50"))
        wanted[name] = wanted.get(name, 0) + int(count or "1")
    shapes: tuple[Any, ...] = tuple(shape or ["minimum"])
    for each in shapes:
        if each not in SHAPES:
            raise _no_option("--shape", each, tuple(SHAPES))
    return Plan(seed=seed, launches=wanted, duration=seconds, shapes=shapes)


def _exercise(plan: Plan, share: str, loss: float, silent: str, region: str) -> Exercise:
    from shiome.coordination.warning.channel.exercise import Exercise
    from shiome.coordination.warning.channel.rules import ChannelRules
    from shiome.coordination.warning.tracking.ranges import RangeLimits
    from shiome.region.pack import load_pack, locate

    if share not in ("tracks", "detections"):
        raise _no_option("--share", share, ("tracks", "detections"))
    pack = load_pack(locate(region))
    exercise = Exercise(
        plan=plan, share="tracks" if share == "tracks" else "detections", loss=loss, rules=ChannelRules.of(pack),
        limits=RangeLimits.of(pack), silences=_silences(silent),
    )  # fmt: skip
    for partner in exercise.silences:
        if partner not in exercise.partners:
            raise _no_option("--silent", partner, exercise.partners)
    return exercise


def _silences(text: str) -> dict[str, tuple[float, float]]:
    if not text:
        return {}
    partner, _, span = text.partition("=")
    begin, _, end = span.partition(":")
    try:
        return {partner: (float(begin), float(end))}
    except ValueError as error:
        raise _no_option("--silent", text, ("PARTNER=FROM:TO",)) from error


def _told(told: Told, language: str) -> dict[str, Any] | None:
    """What is shown of a message or notice; ``None`` for what is routine."""
    from shiome.coordination.warning.channel.messages import Cancel, LaunchEvent, Notice

    what = told.what
    base: dict[str, Any] = {"time": told.time, "station": told.station, "simulated": True}
    if isinstance(what, Notice):
        if what.kind in ("repeated", "stale"):
            return None
        return {**base, "kind": what.kind, "text": what.text[language]}
    if isinstance(what, Cancel):
        text = f"事象 {what.event} を取り消した" if language == "ja" else f"event {what.event} is withdrawn"
        return {
            **base,
            "kind": "cancel",
            "event": what.event,
            "version": what.version,
            "text": text,
            "alert": what.alert,
        }
    if not isinstance(what, LaunchEvent):
        return None
    more = {"range_class": what.range_class, "chances": what.chances, "phase": what.phase, "partners": what.partners}
    return {
        **base, **more, "kind": "event", "event": what.event, "version": what.version, "text": _event_text(what, language),
        "fall": what.fall, "alert": what.alert,
    }  # fmt: skip


def _event_text(what: Any, language: str) -> str:
    from shiome.coordination.warning.alerts.words import CLASSES, SEPARATOR

    name, partners = CLASSES[what.range_class][language], SEPARATOR[language].join(what.partners)
    if what.fall is None:
        area = "落下域は未定" if language == "ja" else "no area of fall yet"
    else:
        spread = (what.fall.covariance[0] + what.fall.covariance[2]) ** 0.5 / 1000
        place = f"{what.fall.latitude:.2f}, {what.fall.longitude:.2f}"
        area = f"落下予測 {place}（±{spread:.1f} km）" if language == "ja" else f"falls at {place} (±{spread:.1f} km)"
    if language == "ja":
        return f"事象 {what.event} 第{what.version}報：{name}、{area}、{partners}"
    return f"event {what.event} version {what.version}: {name}, {area}, from {partners}"


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise InputRefused(
            "warning.write",
            f"{path} cannot be written: {error.strerror}",
            ja=f"{path} に書けない（{error.strerror}）",
            failed=path,
        ) from error


def _no_option(option: str, given: str, known: Any) -> QueryRefused:
    return QueryRefused(
        "warning.option",
        f"{option} {given!r} is none of {', '.join(known)}",
        ja=f"{option} {given!r} は {'、'.join(known)} のいずれでもない",
        failed=given,
    )
