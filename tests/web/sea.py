"""A workspace's folder with positions, the result of a watch, and a list to screen against; all of it made up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from shiome.sanctions.positions.loading import load_positions
from shiome.sanctions.watch.events import Event, Reason

VESSELS = (412000001, 412000002)
BEGAN = datetime(2025, 3, 1, tzinfo=UTC)
LISTED = "GREEN VALLEY TRADING"
_LIST = f"""<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="http://tempuri.org/sdnList.xsd">
<publshInformation><Publish_Date>05/09/2024</Publish_Date><Record_Count>1</Record_Count></publshInformation>
<sdnEntry><uid>7</uid><lastName>{LISTED} CO</lastName><sdnType>Entity</sdnType><programList><program>PROG</program></programList></sdnEntry>
</sdnList>
"""


def fill(folder: Path) -> None:
    """Put positions, a watch and a list into a workspace."""
    lines = ["mmsi,time,lat,lon"]
    for number, vessel in enumerate(VESSELS):
        for step in range(400):
            at = BEGAN + timedelta(minutes=10 * step)
            lines.append(f"{vessel},{at:%Y-%m-%dT%H:%M:%SZ},{33 + step / 400:.4f},{125 + number / 4 + step / 800:.4f}")
    positions = folder.parent / "simulated-positions.csv"
    positions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert not load_positions([positions], folder / "positions").refused
    told = {"rows": 800, "rejected": 0, "faults": {}, "vessels": 2, "simulated": True}
    events = [event.as_json("en") for event in (_event("transfer", 1), _event("dark_period", 20))]
    (folder / "watch.json").write_bytes(msgspec.json.encode(told | {"events": events}))
    (folder / "lists").mkdir()
    (folder / "lists" / "sdn.xml").write_text(_LIST, encoding="utf-8")


def _event(kind: str, days: int) -> Event:
    start = int((BEGAN + timedelta(days=days)).timestamp() * 1000)
    reason = Reason(f"{kind}.made", "作られた理由", "a reason made up", 0.5)
    vessels = VESSELS if kind == "transfer" else VESSELS[:1]
    return Event(kind, start, start + 7_200_000, vessels, 33.4 + days / 100, 125.3, 0.8, (reason,), (reason,))  # type: ignore[arg-type]
