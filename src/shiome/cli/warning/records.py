"""``shiome warning replay`` and ``record``: what can be done with the record of an exercise."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, say
from shiome.cli.warning.given import no_option
from shiome.cli.warning.showing import MARK

RecordFile = Annotated[Path, typer.Argument(metavar="FILE", help="A record that 'shiome warning demo' wrote.")]
REPLAY = "shiome warning replay exercise.jsonl"
RECORD = "shiome warning record exercise.jsonl --simulated --workspace exercise-workspace"


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


def record(
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
        raise no_option("--plover", plover, TYPES)
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
