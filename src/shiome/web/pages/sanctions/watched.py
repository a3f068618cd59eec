"""What the last watch over vessels found, and the tracks of the vessels that it tells of.

The workspace keeps what ``shiome sanctions watch --json`` printed as ``watch.json``, and the data set of positions in ``positions``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import msgspec

from shiome.errors import InputRefused
from shiome.sanctions.watch.events import EventType
from shiome.web.asked import Asked
from shiome.web.columns import columns_of
from shiome.web.model import Answer, Table

WATCH, POSITIONS = "watch.json", "positions"
TYPES: tuple[str, ...] = get_args(EventType)
SHOWN = 300
"""Events on the page; the newest."""
VESSELS = 40
"""Vessels whose tracks are drawn: those of the newest events."""
POINTS = 300
"""The most points of a track; of a longer one every so many are left out."""


class Reason(msgspec.Struct, frozen=True):
    """A ground of an event, or a benign way to explain it."""

    ja: str
    en: str


class Event(msgspec.Struct, frozen=True):
    """An event as the command prints it."""

    type: EventType
    start: str
    end: str
    vessels: tuple[int, ...]
    lat: float
    lon: float
    score: float
    reasons: tuple[Reason, ...] = ()
    alternatives: tuple[Reason, ...] = ()


class Watch(msgspec.Struct, frozen=True):
    """The whole of what the command prints; the newest events first once it is read."""

    events: tuple[Event, ...]
    rows: int
    rejected: int
    vessels: int
    simulated: bool


def last_watch(folder: Path) -> Watch | None:
    """What the last watch of a workspace found; ``None`` where none is kept.

    Raises
    ------
    InputRefused
        ``watch.kept``: the file is not what the command prints.
    """
    file = folder / WATCH
    try:
        state = file.stat()
    except FileNotFoundError:
        return None
    return _read(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=2)
def _read(file: Path, changed: int, size: int) -> Watch:  # noqa: ARG001 - a file that changed is read again
    try:
        watch = msgspec.json.decode(file.read_bytes(), type=Watch)
    except (OSError, msgspec.MsgspecError) as error:
        raise InputRefused(
            "watch.kept",
            f"{file} is not what 'shiome sanctions watch --json' prints: {error}",
            ja=f"{file} は「shiome sanctions watch --json」の出力ではない（{error}）",
            hint="make it again",
            hint_ja="作り直す",
            failed=file,
        ) from error
    newest = sorted(watch.events, key=lambda event: (event.start, event.end), reverse=True)
    return msgspec.structs.replace(watch, events=tuple(newest))


def _events(asked: Asked) -> list[Event]:
    """The newest events that had ended by the day asked for."""
    watch, kind = last_watch(asked.workspace.folder), asked.values.get("kind")
    if watch is None:
        return []
    latest = asked.as_of.isoformat() if asked.as_of else "9999"
    found = (each for each in watch.events if each.end[:10] <= latest and kind in (None, each.type))
    return [each for each, _ in zip(found, range(SHOWN), strict=False)]


def told_of_watch(asked: Asked) -> dict[str, Any] | None:
    """How much was watched, for the page; ``None`` where no watch is kept."""
    watch, t = last_watch(asked.workspace.folder), asked.words
    if watch is None:
        return None
    return {
        "events": len(watch.events),
        "rows": watch.rows,
        "vessels": watch.vessels,
        "rejected": watch.rejected,
        "simulated": watch.simulated,
        "shown": SHOWN,
        "kind": asked.values["kind"] or "",
        "types": [[name, t("sanctions.type_" + name), t("sanctions.letter_" + name)] for name in TYPES],
        "lanes": [[name, t("sanctions.type_" + name)] for name in TYPES],
        "tracks": (asked.workspace.folder / POSITIONS).is_dir(),
    }


def shown_events(asked: Asked) -> Table:
    """The newest events of the last watch: the accessible form of the map."""
    t = asked.words
    comma = "；" if asked.language == "ja" else "; "
    rows = [
        {
            "type": t("sanctions.type_" + each.type),
            "start": each.start[:16].replace("T", " "),
            "end": each.end[:16].replace("T", " "),
            "vessels": " ".join(str(vessel) for vessel in each.vessels),
            "place": f"{each.lat:.3f}, {each.lon:.3f}",
            "score": each.score,
            "reasons": comma.join(getattr(reason, asked.language) for reason in each.reasons),
            "alternatives": comma.join(getattr(reason, asked.language) for reason in each.alternatives),
            "_start": each.start[:10],
            "_end": each.end[:10],
            "_lane": each.type,
            "_key": f"{each.lon:.5f}|{each.lat:.5f}|{t('sanctions.letter_' + each.type)}",
        }
        for each in _events(asked)
    ]
    columns = ("type", "start:date", "end:date", "vessels", "place:code", "score:number", "reasons", "alternatives")
    title = t("sanctions.table_events")
    heads = columns_of(asked, "sanctions", *columns)
    return Table(id="events", title=title, columns=heads, rows=rows, note=t("sanctions.events_note"))


def tracks(asked: Asked) -> Answer:
    """Tracks of the vessels of the newest events, for the map."""
    vessels = list(dict.fromkeys(vessel for each in _events(asked) for vessel in each.vessels))[:VESSELS]
    folder = asked.workspace.folder / POSITIONS
    found = _thinned(folder, vessels) if vessels and folder.is_dir() else []
    return Answer(template="sanctions/tracks.html", data={"tracks": found})


def _thinned(folder: Path, vessels: list[int]) -> list[dict[str, Any]]:
    from shiome.sanctions.positions.reading import open_positions, read_columns

    read = read_columns(open_positions(folder, vessels=vessels), ("mmsi", "time", "lat", "lon")).sort_by("mmsi")
    points: dict[int, list[tuple[int, float, float]]] = {vessel: [] for vessel in vessels}
    columns = (read.column(name).to_pylist() for name in ("mmsi", "time", "lon", "lat"))
    for vessel, time, lon, lat in zip(*columns, strict=True):
        points[vessel].append((int(time.timestamp() * 1000), round(lon, 5), round(lat, 5)))
    told = []
    for vessel, all_points in points.items():
        all_points.sort()
        step = -(-len(all_points) // POINTS) or 1
        told.append({"vessel": vessel, "count": len(all_points), "points": all_points[::step]})
    return told
