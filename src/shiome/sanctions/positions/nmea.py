"""Raw NMEA: sentences with AIS payloads, with tag blocks (NMEA 4) or the trailing fields of shore stations.

The time of a message is its tag block's ``c`` (for a message in several sentences: of its first), or the last ten-digit field behind
the checksum. The receiver is the source of the tag block, ``s`` (for a message in several sentences: the first that is told), or the
station that stands, as ``r`` and its number, before that field. Static messages tell name, ship number and draught of the positions of the
same vessel that follow in the file.
"""

from __future__ import annotations

import importlib
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shiome.bulk.extra import np, pa
from shiome.bulk.files import Lines
from shiome.errors import MissingExtra
from shiome.sanctions.positions.batches import TEXTS, Batch, Rejected
from shiome.sanctions.positions.tables import NUMBERS

_SENTENCE = re.compile(
    rb"^[!$](?P<body>[A-Z]{2}VD[MO],(?P<total>\d),(?P<part>\d),(?P<group>\d*),[^,]*,(?P<payload>[^,*]*),(?P<fill>[0-5]))"
    rb"\*(?P<check>[0-9A-Fa-f]{2})(?P<rest>.*)$"
)
_TAGS = re.compile(rb"^\\(?P<body>[^\\*]*)\*(?P<check>[0-9A-Fa-f]{2})\\(?P<rest>.*)$")
_STATION = re.compile(rb"^r\w+$")
"""Field that shore stations write behind the checksum."""
_POSITIONS = frozenset({1, 2, 3, 9, 18, 19, 27})
_STATIC = frozenset({5, 19, 24})
_WAITING = 512
"""Messages whose other parts are waited for."""
_MILLISECONDS_FROM = 100_000_000_000
_Decode = Callable[..., Any]


@dataclass
class _Parts:
    """A message in several sentences on its way."""

    total: int
    seconds: float | None = None
    receiver: str | None = None
    lines: dict[int, tuple[int, bytes, bytes]] = field(default_factory=dict)
    """Part to line number, sentence, whole line."""


def nmea_batches(path: Path, on_bytes: Callable[[int], None]) -> Iterator[Batch]:
    """The positions of a file of sentences, block by block.

    Raises
    ------
    InputRefused
        The file cannot be read.
    MissingExtra
        ``extra.ais``: pyais is not installed.
    """
    reader = _Reader(_decoder())
    for number, lines in Lines(path, on_bytes=on_bytes).batches():
        for position, line in enumerate(lines):
            reader.take(number + position, line)
        yield reader.batch()
    reader.give_up(keep=0)
    yield reader.batch()


class _Reader:
    def __init__(self, decode: _Decode) -> None:
        self._decode = decode
        self._waiting: OrderedDict[bytes, _Parts] = OrderedDict()
        self._static: dict[int, dict[str, Any]] = {}
        self._rows: list[tuple[int, int, dict[str, Any], bytes]] = []
        self._rejected: list[Rejected] = []
        self._blank = self._other = 0

    def take(self, number: int, line: bytes) -> None:
        """One line."""
        if not line.strip():
            self._blank += 1
            return
        tags, sentence = _cut_tags(line.strip())
        match = _SENTENCE.match(sentence)
        if match is None:
            self._reject(number, "nmea", "", line)
        elif tags is None or _checksum(match["body"]) != int(match["check"], 16):
            self._reject(number, "checksum", "", line)
        elif int(match["total"]) <= 1:
            heard = _seconds(tags, match["rest"]), _receiver(tags, match["rest"])
            self._message(number, [sentence], *heard, line)
        else:
            self._part(number, match, tags, sentence, line)

    def give_up(self, *, keep: int = _WAITING) -> None:
        """Set aside the oldest messages whose other parts have not come."""
        while len(self._waiting) > keep:
            _, parts = self._waiting.popitem(last=False)
            self._unfinished(parts)

    def batch(self) -> Batch:
        """What was read since the last batch."""
        rows, rejected, blank, other = self._rows, self._rejected, self._blank, self._other
        self._rows, self._rejected, self._blank, self._other = [], [], 0, 0
        numbers = {name: np.array([row[2].get(name, np.nan) for row in rows], dtype=np.float64) for name in NUMBERS}
        time = np.array([row[1] for row in rows], dtype=np.int64)
        texts = {name: pa.array([row[2].get(name) for row in rows], pa.string()) for name in TEXTS}
        lines = np.array([row[0] for row in rows], dtype=np.int64)
        return Batch(lines, numbers, time, time >= 0, texts, lambda at: rows[at][3], rejected, blank, other)

    def _part(
        self, number: int, match: re.Match[bytes], tags: dict[bytes, bytes], sentence: bytes, line: bytes
    ) -> None:
        total, part = int(match["total"]), int(match["part"])
        # The number of a message runs from 0 to 9 for each station; a tag block's group tells messages apart by itself, and only its
        # first line names the station.
        grouped = tags.get(b"g", b"").rpartition(b"-")[2]
        key = b"g" + grouped if grouped else match["group"] + b"/" + tags.get(b"s", b"")
        parts = self._waiting.get(key)
        if parts is not None and (part in parts.lines or parts.total != total):
            self._unfinished(self._waiting.pop(key))
            parts = None
        if parts is None:
            parts = self._waiting[key] = _Parts(total)
        parts.lines[part] = number, sentence, line
        seconds = _seconds(tags, match["rest"])
        parts.seconds = seconds if parts.seconds is None else parts.seconds
        parts.receiver = parts.receiver or _receiver(tags, match["rest"])
        if len(parts.lines) == total:
            del self._waiting[key]
            whole = [parts.lines[each] for each in sorted(parts.lines)]
            self._message(whole[0][0], [each[1] for each in whole], parts.seconds, parts.receiver, whole[0][2])
        self.give_up()

    def _unfinished(self, parts: _Parts) -> None:
        for number, _, line in parts.lines.values():
            self._reject(number, "fragment", f"{len(parts.lines)} of {parts.total} parts", line)

    def _message(
        self, number: int, sentences: list[bytes], seconds: float | None, receiver: str | None, line: bytes
    ) -> None:
        try:
            kind, values = self._decoded(sentences)
        except Exception as error:  # whatever a payload does to its decoder, the line is set aside
            self._reject(number, "payload", f"{type(error).__name__}: {error}", line)
            return
        if kind not in _POSITIONS:
            self._other += 1
            return
        time = -1 if seconds is None else round(seconds * 1000)
        self._rows.append((number, time, values | {"receiver": receiver}, line))

    def _decoded(self, sentences: list[bytes]) -> tuple[int, dict[str, Any]]:
        """The kind of a message and what it tells, with what static messages told of the vessel before."""
        message = self._decode(*[sentence[: sentence.rindex(b"*") + 3] for sentence in sentences])
        kind, mmsi = int(message.msg_type), int(message.mmsi)
        if kind in _STATIC:
            self._static.setdefault(mmsi, {}).update(_told(message))
        if kind not in _POSITIONS:
            return kind, {}
        return kind, self._static.get(mmsi, {}) | _position(message, kind) | {"mmsi": mmsi}

    def _reject(self, number: int, reason: str, detail: str, line: bytes) -> None:
        self._rejected.append((number, reason, detail, line))


def _cut_tags(line: bytes) -> tuple[dict[bytes, bytes] | None, bytes]:
    """The fields of a tag block and what stands behind it; ``None`` for the fields where the checksum is wrong."""
    match = _TAGS.match(line)
    if match is None:
        return {}, line
    if _checksum(match["body"]) != int(match["check"], 16):
        return None, match["rest"]
    pairs = (item.partition(b":") for item in match["body"].split(b","))
    return {name: value for name, _, value in pairs}, match["rest"]


def _checksum(body: bytes) -> int:
    total = 0
    for byte in body:
        total ^= byte
    return total


def _seconds(tags: dict[bytes, bytes], rest: bytes) -> float | None:
    """When a sentence was received, in seconds since 1970."""
    told = tags.get(b"c", b"")
    if told.isdigit() and len(told) < 15:
        return int(told) / 1000 if int(told) >= _MILLISECONDS_FROM else float(told)
    moments = [item for item in rest.split(b",") if item.isdigit() and len(item) == 10]
    return float(moments[0]) if moments else None


def _receiver(tags: dict[bytes, bytes], rest: bytes) -> str | None:
    """Who received a sentence, where it is told."""
    told = tags.get(b"s", b"").strip()
    if not told:
        told = next((item for item in rest.split(b",") if _STATION.match(item)), b"")
    return told.decode("latin-1") or None


def _position(message: Any, kind: int) -> dict[str, Any]:
    speed, course, heading = float(message.speed), float(message.course), getattr(message, "heading", 511)
    if kind == 27:  # the long-range message has its own marks for what is not known
        speed, course = (np.nan if speed == 63 else speed), (np.nan if course == 511 else course)
    return {
        "lat": float(message.lat),
        "lon": float(message.lon),
        "speed": np.nan if kind != 9 and speed >= 102.3 else speed,
        "course": np.nan if course == 360 else course,
        "heading": np.nan if heading is None or heading == 511 else float(heading),
    }


def _told(message: Any) -> dict[str, Any]:
    """What a static message says of the vessel, leaving out what it leaves open."""
    name = str(getattr(message, "shipname", "") or "").replace("@", " ").strip()
    imo, draught = int(getattr(message, "imo", 0) or 0), float(getattr(message, "draught", 0) or 0)
    return ({"name": name} if name else {}) | ({"imo": imo} if imo else {}) | ({"draught": draught} if draught else {})


def _decoder() -> _Decode:
    try:
        decode: _Decode = importlib.import_module("pyais").decode
    except ModuleNotFoundError as missing:
        raise MissingExtra(
            "extra.ais",
            "raw NMEA needs the library pyais",
            ja="NMEA の生データにはライブラリ pyais が要る",
            hint="install shiome[ais], or give CSV or Parquet",
            hint_ja="shiome[ais] を入れるか、CSV か Parquet を渡す",
            failed="pyais",
        ) from missing
    return decode
