"""``shiome sanctions load`` and ``shiome sanctions watch``."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, emit_table, say
from shiome.errors import QueryRefused

if TYPE_CHECKING:
    from shiome.region.pack import Pack
    from shiome.sanctions.positions.loading import LoadReport
    from shiome.sanctions.watch.running import Watched

EXAMPLE = "Example: shiome sanctions watch positions.csv --json"
LOAD_EXAMPLE = "Example: shiome sanctions load march.csv april.nmea.gz --into positions"
STEPS = {
    "sorting": "船ごとの並べ替え",
    "survey": "全船の下調べ",
    "hearing": "受信状況の学習",
    "telling": "船ごとの判定",
    "encounters": "会合の探索",
}
TYPES = {
    "transfer": "瀬取りの疑い",
    "dark_transfer": "相手不明の瀬取りの疑い",
    "dark_period": "無通信",
    "identity": "識別の異常",
    "spoofing": "位置の偽装",
    "port_call": "寄港",
    "draught_change": "喫水の変化",
}


class WorkEngine(StrEnum):
    """Where a watch is done."""

    here = "here"
    spark = "spark"


def load(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATHS", help="CSV, Parquet or NMEA with tag blocks, plain or .gz.")
    ],
    into: Annotated[Path, typer.Option("--into", help="Folder of the data set; made where it is not there.")],
    again: Annotated[bool, typer.Option("--again", help="Load files again that are in it already.")] = False,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Load positions: faults counted and kept aside with file and line; interrupted, it goes on where it was."""
    report = _loaded(paths, into, again=again, language=lang.value)
    entries = [*report.loaded, *report.known]
    if json:
        emit_json({"files": entries, "refused": [refusal.line(lang.value) for refusal in report.refused]})
    rows, rejected = sum(entry.loaded for entry in entries), sum(entry.rejected for entry in entries)
    say(
        f"{rows} 行を格納、{rejected} 行を別に残した"
        if lang.value == "ja"
        else f"{rows} rows held, {rejected} kept aside"
    )
    if report.refused:
        raise typer.Exit(1)


def watch(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="A data set made by 'sanctions load', or files of positions. None: the thresholds, and what they rest on.",
        ),
    ] = None,
    watchers: Annotated[
        list[str] | None,
        typer.Option(
            "--watcher", help="Only this one: encounters, dark, identity, spoofing or ports; may be given again."
        ),
    ] = None,
    region: Annotated[str, typer.Option("--region", help="Whose thresholds are used.")] = "peninsula",
    work: Annotated[
        Path | None,
        typer.Option(
            "--work",
            help="Folder for the work so far, from which an interrupted watch goes on; in a data set '_watch' by itself.",
        ),
    ] = None,
    engine: Annotated[
        WorkEngine, typer.Option("--engine", help="Where the work is done; the events are the same.")
    ] = WorkEngine.here,
    master: Annotated[
        str, typer.Option("--master", help="Address of the Spark cluster; local[*] is all cores of this machine.")
    ] = "local[*]",
    limit: options.Limit = 50,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Find what vessels do: transfers, dark periods, changed and shared identities, false positions, port calls."""
    from shiome.region.pack import load_pack, locate
    from shiome.sanctions.watch.portions.rules import WATCHERS

    chosen = tuple(watchers or WATCHERS)
    for name in chosen:
        if name not in WATCHERS:
            raise QueryRefused(
                "watch.watcher",
                f"there is no watcher {name!r}",
                ja=f"監視 {name!r} はない",
                hint=f"use one of: {', '.join(WATCHERS)}",
                hint_ja=f"次のいずれか：{'、'.join(WATCHERS)}",
                failed=name,
            )
    pack = load_pack(locate(region))
    if not paths:
        _thresholds(pack, json=json, language=lang.value)
        return
    with ExitStack() as stack:
        folder = paths[0]
        if len(paths) > 1 or not folder.is_dir():
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shiome-positions-")))
            report = _loaded(paths, folder, again=False, language=lang.value)
            if report.refused and not report.loaded:
                raise report.refused[0]
        elif work is None and os.access(folder, os.W_OK):
            work = folder / "_watch"
        on_spark = engine is WorkEngine.spark
        found = _on_spark(folder, pack, chosen, master) if on_spark else _here(folder, pack, chosen, work, lang.value)
    if json:
        emit_json(shape(found, lang.value))
    else:
        _show(found, lang.value, limit=limit)


def _here(folder: Path, pack: Pack, watchers: tuple[str, ...], work: Path | None, language: str) -> Watched:
    """On this machine; a watch of many parts tells on stderr how far it has come."""
    from shiome.sanctions.watch.running import watch as run

    def told(step: str, done: int, total: int) -> None:
        if total > 1:
            say(f"{STEPS[step]}：{done} / {total}" if language == "ja" else f"{step}: {done} of {total}")

    return run(folder, pack, watchers=watchers, work=work, on_part=told)


def _on_spark(folder: Path, pack: Pack, watchers: tuple[str, ...], master: str) -> Watched:
    from shiome.futures.sweeping.cluster import spark_session
    from shiome.sanctions.watch.running import watch_on_spark

    session = spark_session(master, name="shiome-watch")
    try:
        return watch_on_spark(folder, pack, session, watchers=watchers)
    finally:
        session.stop()


def _thresholds(pack: Pack, *, json: bool, language: str) -> None:
    """By what the watchers judge."""
    from shiome.region.schema.sanctions import WatchRule
    from shiome.vocabulary.languages import in_language

    rows = [
        {
            "id": rule.id,
            "value": rule.value,
            "unit": rule.unit,
            "name": in_language(rule.name, language),
            "about": in_language(rule.about, language),
            "rests_on": in_language(rule.rests_on, language),
        }
        for rule in pack.entries("watch_rules", WatchRule).values()
    ]
    if json:
        emit_json(rows)
        return
    headers = ["しきい値", "値", "名称", "根拠"] if language == "ja" else ["threshold", "value", "name", "rests on"]
    emit_table(
        headers, [[str(r["id"]), f"{r['value']:g} {r['unit']}", str(r["name"]), str(r["rests_on"])] for r in rows]
    )


def shape(found: Watched, language: str) -> dict[str, Any]:
    """What was found, as JSON."""
    return {
        "events": [event.as_json(language) for event in found.events],
        "rows": found.rows,
        "rejected": found.rejected,
        "faults": dict(found.faults),
        "vessels": found.vessels,
        "simulated": found.simulated,
    }


def _loaded(paths: list[Path], folder: Path, *, again: bool, language: str) -> LoadReport:
    from shiome.sanctions.positions.loading import load_positions

    report = load_positions(paths, folder, again=again)
    for refusal in report.refused:
        say(refusal.line(language))
    return report


def _show(found: Watched, language: str, *, limit: int) -> None:
    ja = language == "ja"
    emit_table(
        ["種類", "始め", "終わり", "船（MMSI）", "位置", "得点", "理由"]
        if ja
        else ["type", "start", "end", "vessels", "position", "score", "reasons"],
        [
            [
                TYPES[event["type"]] if ja else event["type"],
                event["start"][:16],
                event["end"][:16],
                " ".join(str(vessel) for vessel in event["vessels"]),
                f"{event['lat']:.3f} {event['lon']:.3f}",
                f"{event['score']:.2f}",
                "; ".join(reason["text"] for reason in event["reasons"]),
            ]
            for event in (each.as_json(language) for each in found.events[:limit])
        ],
    )
    if found.simulated:
        say("シミュレーションによるデータである" if ja else "simulated data")
    left = len(found.events) - limit
    more = (f"（ほか {left} 件）" if ja else f" ({left} more)") if left > 0 else ""
    say(
        f"{found.vessels} 隻、{found.rows} 行から {len(found.events)} 件{more}。{found.rejected} 行は別に残した"
        if ja
        else f"{len(found.events)} events{more} in {found.rows} rows of {found.vessels} vessels; {found.rejected} lines kept aside"
    )
