"""A record played again: the same inputs into new stations, and what comes out held against what was recorded."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from shiome.coordination.warning.channel.recording import (
    FrameLine,
    Happened,
    HeardLine,
    PassedLine,
    Record,
    frame_line,
)
from shiome.coordination.warning.channel.station import Output, Station


@dataclass
class Replayed:
    """What a replay came to."""

    stations: dict[str, Station]
    lines: int = 0
    messages: int = 0
    notices: int = 0
    differences: list[tuple[int, str]] = field(default_factory=list)
    """Number of the line among those played, and the station, where something else came out."""

    @property
    def same(self) -> bool:
        """Whether everything came out as it was recorded."""
        return not self.differences


def replay(record: Record) -> Replayed:
    """Play a record again."""
    played = Replayed({name: Station(setup) for name, setup in record.setups.items()})
    for number, line in enumerate(record.lines, start=1):
        out = _played(played.stations[line.station], line)
        played.lines += 1
        played.messages += len(out.messages)
        played.notices += len(out.notices)
        if _written(out) != _written(Output(list(line.messages), list(line.notices))):
            played.differences.append((number, line.station))
    return played


def _played(station: Station, line: Happened) -> Output:
    if isinstance(line, FrameLine):
        return station.frame(frame_line(line), line.now)
    if isinstance(line, HeardLine):
        return station.hear(line.sender, line.sequence, line.message, line.now)
    if isinstance(line, PassedLine):
        return station.passed(line.sender, line.sequence, line.now)
    return station.tick(line.now)


def _written(out: Output) -> bytes:
    return msgspec.json.encode([out.messages, out.notices])
