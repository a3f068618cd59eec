"""An append-only file of all that went into stations and came out: JSON, one line each, written before anything else happens with it.

The first line says what the file is, and that it is simulated. A line that was cut off at the end, as when the power failed, is left out
and told; a damaged line elsewhere is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from heapq import merge
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Literal, Protocol, Self

import msgspec
import numpy as np

from shiome.coordination.warning.channel.messages import AnyMessage, Notice, checked
from shiome.coordination.warning.channel.rules import ChannelRules
from shiome.coordination.warning.channel.station import Output, StationSetup
from shiome.coordination.warning.tracking.ranges import RangeLimits
from shiome.coordination.warning.tracking.sensors import Sensor
from shiome.coordination.warning.tracking.stepping import Frame
from shiome.errors import InputRefused, why

FORMAT: Literal["shiome-warning-record@1"] = "shiome-warning-record@1"
MARK = "SIMULATED / 模擬"


class Head(msgspec.Struct, frozen=True, kw_only=True, tag="head", tag_field="line"):
    """The first line."""

    format: Literal["shiome-warning-record@1"] = FORMAT
    simulated: Literal[True] = True
    mark: str = MARK


class Begun(msgspec.Struct, frozen=True, kw_only=True, tag="begun", tag_field="line"):
    """A station begins: its setup."""

    station: str
    setup: dict[str, Any]


class FrameLine(msgspec.Struct, frozen=True, kw_only=True, tag="frame", tag_field="line"):
    """An own frame."""

    station: str
    now: float
    sensor: str
    stamp: float
    measurements: tuple[tuple[float, float, float], ...]
    messages: tuple[AnyMessage, ...] = ()
    notices: tuple[Notice, ...] = ()


class HeardLine(msgspec.Struct, frozen=True, kw_only=True, tag="heard", tag_field="line"):
    """A message of a partner."""

    station: str
    now: float
    sender: str
    sequence: int
    message: AnyMessage
    messages: tuple[AnyMessage, ...] = ()
    notices: tuple[Notice, ...] = ()


class PassedLine(msgspec.Struct, frozen=True, kw_only=True, tag="passed", tag_field="line"):
    """A number of a partner's outbox that held nothing for the station."""

    station: str
    now: float
    sender: str
    sequence: int
    messages: tuple[AnyMessage, ...] = ()
    notices: tuple[Notice, ...] = ()


class TickLine(msgspec.Struct, frozen=True, kw_only=True, tag="tick", tag_field="line"):
    """Time."""

    station: str
    now: float
    messages: tuple[AnyMessage, ...] = ()
    notices: tuple[Notice, ...] = ()


Line = Head | Begun | FrameLine | HeardLine | PassedLine | TickLine
Happened = FrameLine | HeardLine | PassedLine | TickLine
_DECODER = msgspec.json.Decoder(Line)


class Recorder(Protocol):
    """Who writes down what goes in and out of a station."""

    def begin(self, setup: StationSetup) -> None:
        """A station begins."""

    def frame(self, station: str, now: float, frame: Frame, out: Output) -> None:
        """An own frame, and what came of it."""

    def heard(self, station: str, now: float, sender: str, sequence: int, message: AnyMessage, out: Output) -> None:
        """A message of a partner, and what came of it."""

    def passed(self, station: str, now: float, sender: str, sequence: int, out: Output) -> None:
        """A number of a partner's outbox that held nothing for the station, and what came of it."""

    def tick(self, station: str, now: float, out: Output) -> None:
        """Time, and what came of it."""


class RecordFile:
    """Writes a record; use it as a context manager. An existing record is gone on with, anything else is refused.

    Raises
    ------
    InputRefused
        ``warning.record``: the file is there and is no record, or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            new = not path.exists() or path.stat().st_size == 0
            if not new:
                _resume(path)
            self._file: BinaryIO = path.open("ab")
        except OSError as error:
            raise _refused(path, f"it cannot be written: {why(error).en}", f"書けない（{why(error).ja}）") from error
        if new:
            self._write(Head())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def begin(self, setup: StationSetup) -> None:
        """A station begins."""
        self._write(Begun(station=setup.name, setup=setup_values(setup)))

    def frame(self, station: str, now: float, frame: Frame, out: Output) -> None:
        """An own frame, and what came of it."""
        seen = tuple((float(r), float(a), float(e)) for r, a, e in frame.measurements)
        self._write(
            FrameLine(station=station, now=now, sensor=frame.sensor, stamp=frame.stamp, measurements=seen, **_out(out))
        )

    def heard(self, station: str, now: float, sender: str, sequence: int, message: AnyMessage, out: Output) -> None:
        """A message of a partner, and what came of it."""
        self._write(HeardLine(station=station, now=now, sender=sender, sequence=sequence, message=message, **_out(out)))

    def passed(self, station: str, now: float, sender: str, sequence: int, out: Output) -> None:
        """A number of a partner's outbox that held nothing for the station, and what came of it."""
        self._write(PassedLine(station=station, now=now, sender=sender, sequence=sequence, **_out(out)))

    def tick(self, station: str, now: float, out: Output) -> None:
        """Time, and what came of it."""
        self._write(TickLine(station=station, now=now, **_out(out)))

    def line(self, line: Happened) -> None:
        """A line of another record."""
        self._write(line)

    def _write(self, line: Line) -> None:
        self._file.write(msgspec.json.encode(line) + b"\n")
        self._file.flush()


@dataclass(frozen=True)
class Record:
    """A record that was read."""

    setups: dict[str, StationSetup]
    lines: tuple[Happened, ...]
    cut_off: bool
    """Whether the last line was not whole."""

    def messages(self) -> Iterator[tuple[str, float, AnyMessage]]:
        """All that was sent, once, in the order of the file: station, its time, message."""
        for line in self.lines:
            for message in line.messages:
                yield line.station, line.now, message


def read_record(path: Path) -> Record:
    """Read a record.

    Raises
    ------
    InputRefused
        ``warning.record``: it cannot be read, is no record, does not say that it is simulated, or a line is damaged.
    """
    try:
        rows = path.read_bytes().split(b"\n")
    except OSError as error:
        raise _refused(path, f"it cannot be read: {why(error).en}", f"読めない（{why(error).ja}）") from error
    setups: dict[str, StationSetup] = {}
    lines: list[Happened] = []
    for number, row in enumerate(rows[:-1], start=1):
        line = _line(path, number, row)
        if (number == 1) != isinstance(line, Head):
            raise _refused(path, f"line {number}: a record begins with its head", f"{number}行目：記録の先頭行でない")
        if isinstance(line, Begun):
            setups[line.station] = setup_of(line.setup, path, number)
        elif not isinstance(line, Head):
            if line.station not in setups:
                raise _refused(
                    path,
                    f"line {number}: {line.station!r} has not begun",
                    f"{number}行目：{line.station!r} は始まっていない",
                )
            lines.append(line)
    if not setups:
        raise _refused(path, "no station begins in it", "開始した局がない")
    return Record(setups, tuple(lines), cut_off=bool(rows[-1]))


def merge_records(sources: Sequence[Path], into: Path) -> None:
    """One record of several stations, each recorded in a file of its own: what happened in the order of their clocks."""
    records = [read_record(source) for source in sources]
    with RecordFile(into) as file:
        for record in records:
            for setup in record.setups.values():
                file.begin(setup)
        for line in merge(*(record.lines for record in records), key=lambda line: line.now):
            file.line(line)


def setup_values(setup: StationSetup) -> dict[str, Any]:
    """A setup as plain values."""
    values = {item.name: getattr(setup, item.name) for item in fields(setup)}
    sensors = {name: [_plain(sensor) for sensor in some] for name, some in setup.sensors.items()}
    return {**values, "sensors": sensors, "rules": _plain(setup.rules), "limits": _plain(setup.limits)}


def setup_of(values: dict[str, Any], path: Path, number: int) -> StationSetup:
    """A setup from plain values."""
    try:
        sensors = {name: tuple(Sensor(**each) for each in some) for name, some in values["sensors"].items()}
        rest = {"sensors": sensors, "rules": ChannelRules(**values["rules"]), "limits": RangeLimits(**values["limits"])}
        return StationSetup(**{**values, **rest})
    except (KeyError, TypeError, AttributeError) as error:
        raise _refused(
            path, f"line {number}: no setup of a station: {error}", f"{number}行目：局の設定でない（{error}）"
        ) from error


def frame_line(line: FrameLine) -> Frame:
    """The frame of a line."""
    return Frame(line.sensor, line.stamp, np.array(line.measurements, dtype=float).reshape(-1, 3))


def _plain(value: Any) -> dict[str, Any]:
    return {item.name: getattr(value, item.name) for item in fields(value)}


def _out(out: Output) -> dict[str, Any]:
    return {"messages": tuple(out.messages), "notices": tuple(out.notices)}


def _line(path: Path, number: int, row: bytes) -> Line:
    try:
        line: Line = _DECODER.decode(row)
        for message in getattr(line, "messages", ()):
            checked(message)
    except (msgspec.MsgspecError, InputRefused, ValueError) as error:
        raise _refused(path, f"line {number}: {error}", f"{number}行目：{error}") from error
    return line


def _resume(path: Path) -> None:
    """See that the file is a record, and take off a last line that is not whole."""
    data = path.read_bytes()
    end = data.rfind(b"\n") + 1
    if not isinstance(_line(path, 1, data[:end].split(b"\n", 1)[0]), Head):
        raise _refused(path, "it is no record", "記録でない")
    if end < len(data):
        with path.open("r+b") as file:
            file.truncate(end)


def _refused(path: Path, what: str, what_ja: str) -> InputRefused:
    return InputRefused(
        "warning.record",
        f"{path.name} cannot be used as a record of warnings: {what}",
        ja=f"{path.name} は警報の記録として使えない：{what_ja}",
        hint="give a file that 'shiome warning demo --record' wrote",
        hint_ja="「shiome warning demo --record」が書いたファイルを与える",
        failed=path,
    )
