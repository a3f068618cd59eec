"""How ``shiome warning demo`` plays: all stations in this process, or each partner a node in processes of its own."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from shiome.cli.output import emit_json, emit_table, say
from shiome.cli.warning.showing import MARK, told_line, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shiome.coordination.warning.channel.exercise import Exercise, Told
    from shiome.coordination.warning.processes.playing import Account


@dataclass
class Shown:
    """What was shown while an exercise was played."""

    alerts: Path | None
    lang: str
    json: bool
    lines: list[dict[str, Any]] = field(default_factory=list)

    def told(self, told: Told) -> None:
        """Show a message or a notice, and write its alert."""
        line = told_line(told, self.lang)
        if line is None:
            return
        self.lines.append(line)
        if not self.json:
            typer.echo(f"{line['time']:7.1f} s  {line['station']:<10}  {line['text']}")
        if self.alerts is not None and "alert" in line:
            write(self.alerts / f"{line['event']}.{line['version']}.xml", line["alert"].encode())

    def cut(self, seconds: float, partner: str, *, back: bool) -> None:
        """Show that a partner was killed or started again."""
        if self.lang == "ja":
            text = "再開させる" if back else "停止させる（ノードと局のプロセスを強制終了）"
        else:
            text = "started again" if back else "killed: its node and its station"
        kind = "started" if back else "killed"
        self.lines.append({"time": seconds, "station": partner, "simulated": True, "kind": kind, "text": text})
        if not self.json:
            typer.echo(f"{seconds:7.1f} s  {partner:<10}  {text}")

    def all(self) -> dict[str, Any]:
        """All of it, for JSON."""
        return {"simulated": True, "mark": MARK, "told": self.lines}


def play_here(exercise: Exercise, shown: Shown, *, record: Path | None) -> None:
    """Play in this process and in simulated time."""
    from shiome.coordination.warning.channel.exercise import play
    from shiome.coordination.warning.channel.recording import RecordFile

    with RecordFile(record) if record is not None else nullcontext() as recorder:
        played = play(exercise, recorder=recorder, on_told=shown.told)
    if shown.json:
        emit_json({**shown.all(), "silent": {name: list(station.silent) for name, station in played.stations.items()}})


def play_nodes(
    exercise: Exercise, shown: Shown, *, speed: float, databases: Mapping[str, str], keep: Path | None, record: Path | None
) -> None:  # fmt: skip
    """Play over nodes in processes of their own, and show what each partner came to; exit status 1 where a message never came."""
    from shiome.coordination.warning.channel.recording import merge_records
    from shiome.coordination.warning.processes.nodes import folder_for
    from shiome.coordination.warning.processes.playing import play_processes
    from shiome.server.extra import library

    for name in ("starlette", "uvicorn", "uvloop", "httpx2", "prometheus_client"):
        library(name)
    with folder_for(keep) as folder:
        accounts = play_processes(
            exercise, folder, speed=speed, databases=databases, on_told=shown.told,
            on_cut=lambda seconds, partner, back: shown.cut(seconds, partner, back=back),
        )  # fmt: skip
        if record is not None:
            merge_records([each.record for each in accounts], record)
    if shown.json:
        emit_json({**shown.all(), "partners": [_account(each) for each in accounts]})
    else:
        _show(accounts, shown.lang)
    if any(each.missing for each in accounts):
        say("届かなかった通報がある" if shown.lang == "ja" else "messages never came")
        raise typer.Exit(1)


def _account(each: Account) -> dict[str, Any]:
    return {
        "partner": each.partner, "sent": each.sent, "received": each.received, "expired": each.expired, "missing": each.missing,
        "kinds": each.kinds, "restarts": each.restarts,
    }  # fmt: skip


def _show(accounts: list[Account], lang: str) -> None:
    headings = (
        ["参加者", "発出", "受領", "うち航跡", "事象", "確認", "失効", "未着", "再開"]
        if lang == "ja"
        else ["partner", "sent", "received", "tracks", "events", "acknowledgements", "expired", "missing", "restarts"]
    )
    rows = [
        [
            each.partner, *map(str, (each.sent, each.received, each.kinds.get("track", 0), each.kinds.get("event", 0))),
            *map(str, (each.kinds.get("acknowledgement", 0), each.expired, each.missing, each.restarts)),
        ]
        for each in accounts
    ]  # fmt: skip
    typer.echo()
    emit_table(headings, rows)
