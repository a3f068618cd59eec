"""Records of the warning channel: exercises with simulated data, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shiome.errors import NotKnown
from shiome.web.asked import Asked
from shiome.web.model import Answer
from shiome.web.pages.coordination.pieces import joined, table

if TYPE_CHECKING:
    from shiome.coordination.warning.channel.messages import LaunchEvent
    from shiome.coordination.warning.channel.recording import Record

FOLDER = "warnings"
"""Folder of the workspace in which records of exercises are looked for, each a file ``NAME.jsonl``."""


def warnings(asked: Asked) -> Answer:
    """The records, or how one is made."""
    rows = [
        {
            "record_name": path.stem,
            "recorded": datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat(),
            "size_kb": round(path.stat().st_size / 1000),
            "_href": asked.link(f"/coordination/warnings/{path.stem}"),
        }
        for path in _files(asked)
    ]
    found = table(asked, "records", ("record_name:code", "recorded:date", "size_kb:number"), rows)
    data = {"count": len(rows), "folder": str(asked.workspace.folder / FOLDER)}
    return Answer(template="coordination/warnings.html", data=data, tables=[found])


def _files(asked: Asked) -> list[Path]:
    return sorted((asked.workspace.folder / FOLDER).glob("*.jsonl"))


def one(asked: Asked) -> Answer:
    """One record: what was told when, by whom."""
    from shiome.coordination.warning.channel.recording import read_record

    name = asked.values["record"]
    file = next((path for path in _files(asked) if path.stem == name), None)
    if file is None:
        raise NotKnown("warning.record", f"there is no record {name!r}", ja=f"記録 {name!r} はない", failed=name)
    record = read_record(file)
    events = list(_events(asked, record))
    notices = list(_notices(asked, record))
    data = {
        "name": name,
        "stations": joined(asked, sorted(record.setups)),
        "lines": len(record.lines),
        "cut_off": record.cut_off,
        "simulated": True,
    }
    told = ("at_time:code", "station:code", "event:code", "version:number", "range_class", "fall", "partners")
    return Answer(
        template="coordination/warning.html",
        data=data,
        tables=[
            table(asked, "told_events", told, events),
            table(asked, "notices", ("at_time:code", "station:code", "text"), notices),
        ],
        title=name,
    )


def _events(asked: Asked, record: Record) -> Iterator[dict[str, Any]]:
    from shiome.coordination.warning.channel.messages import Cancel, LaunchEvent

    for station, now, message in record.messages():
        row = {"at_time": _clock(now), "station": station}
        if isinstance(message, LaunchEvent):
            yield row | {
                "event": message.event,
                "version": message.version,
                "range_class": _class_name(asked, message),
                "fall": _fall(asked, message),
                "partners": joined(asked, message.partners),
            }
        elif isinstance(message, Cancel):
            withdrawn = asked.words("coordination.withdrawn_" + message.reason)
            yield row | {"event": message.event, "version": message.version, "fall": withdrawn, "_class": "warn"}


def _class_name(asked: Asked, message: LaunchEvent) -> str:
    from shiome.coordination.warning.alerts.words import CLASSES

    return CLASSES[message.range_class][asked.language]


def _fall(asked: Asked, message: LaunchEvent) -> str:
    if message.fall is None:
        return asked.words("coordination.no_fall")
    spread = (message.fall.covariance[0] + message.fall.covariance[2]) ** 0.5 / 1000
    return f"{message.fall.latitude:.2f}, {message.fall.longitude:.2f} (±{spread:.1f} km)"


def _notices(asked: Asked, record: Record) -> Iterator[dict[str, Any]]:
    routine = ("repeated", "stale")
    for line in record.lines:
        for notice in line.notices:
            if notice.kind not in routine:
                yield {"at_time": _clock(line.now), "station": line.station, "text": notice.text[asked.language]}


def _clock(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%H:%M:%S.%f}"[:-5]
