"""What a partner's process is told and what it tells: lines of JSON on its standard input and output."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from shiome.coordination.warning.channel.exercise import Exercise
from shiome.coordination.warning.channel.messages import Acknowledgement, Cancel, LaunchEvent, Notice

NODE = "exchange"
"""Folder of the node in a partner's folder, as in a workspace."""
T = TypeVar("T")


@dataclass(frozen=True)
class Order:
    """The file that a partner's process begins with.

    Parameters
    ----------
    folder:
        Of this partner; it holds the node, the record and what the server logs.
    speed:
        Seconds of the scenario that pass in one second.
    """

    exercise: Exercise
    name: str
    folder: str
    speed: float

    @property
    def node(self) -> Path:
        """Folder of the node."""
        return Path(self.folder) / NODE

    @property
    def record(self) -> Path:
        """The station's record."""
        return Path(self.folder) / "record.jsonl"


class _Line(msgspec.Struct, frozen=True, kw_only=True, tag_field="line"):
    """What all lines share."""


class Begin(_Line, frozen=True, kw_only=True, tag="begin"):
    """The exercise begins, or began."""

    at: float
    """Time of this machine at which the scenario's is 0, seconds since 1970."""


class Where(_Line, frozen=True, kw_only=True, tag="where"):
    """Where partners answer."""

    urls: dict[str, str]


class Until(_Line, frozen=True, kw_only=True, tag="until"):
    """How far to read what partners sent before it is over."""

    numbers: dict[str, int]


class Ready(_Line, frozen=True, kw_only=True, tag="ready"):
    """The node answers and the station can begin."""

    url: str


class Went(_Line, frozen=True, kw_only=True, tag="went"):
    """What the station sent or told its own people, but for what is routine."""

    time: float
    """Seconds of the scenario."""
    messages: tuple[LaunchEvent | Cancel | Acknowledgement, ...] = ()
    notices: tuple[Notice, ...] = ()


class Sent(_Line, frozen=True, kw_only=True, tag="sent"):
    """The scenario is over; how many rows each partner's outbox has."""

    numbers: dict[str, int]


class Done(_Line, frozen=True, kw_only=True, tag="done"):
    """All that partners sent was read."""


Told = Begin | Where | Until
Tells = Ready | Went | Sent | Done
_TOLD: msgspec.json.Decoder[Told] = msgspec.json.Decoder(Told)
_TELLS: msgspec.json.Decoder[Tells] = msgspec.json.Decoder(Tells)


def told(line: bytes) -> Told:
    """What a partner's process reads."""
    return _TOLD.decode(line)


def tells(line: bytes) -> Tells:
    """What a partner's process writes."""
    return _TELLS.decode(line)


def line_of(what: Told | Tells) -> bytes:
    """A line with its end."""
    return msgspec.json.encode(what) + b"\n"
