"""Some lines of a file as columns, on their way into the data set: judged, with the bad ones set aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shiome.bulk.extra import Array, Table, np, pa
from shiome.sanctions.positions.faults import FAULT_BITS, LATE_MS, fault_label
from shiome.sanctions.positions.schema import position_schema

FIRST_MS, LAST_MS = 631_152_000_000, 4_102_444_800_000
"""1990 and 2100."""
UNKNOWN_SPEED, UNKNOWN_HEADING = 102.3, 511
"""What a transmitter sends for a speed or heading that it does not know (ITU-R M.1371-5); left out, and no fault."""
TEXTS = ("name", "flag", "receiver")
"""Columns of words."""
Rejected = tuple[int, str, str, bytes]
"""Line, reason, detail, text."""


@dataclass
class Batch:
    """Lines of a file as a reader cut them.

    ``mmsi``, ``imo``, ``lat``, ``lon``, ``speed``, ``course``, ``heading`` and ``draught`` are 64-bit numbers, not-a-number where there
    is none; ``time`` is milliseconds, with ``timed`` for whether it could be read; ``name``, ``flag`` and ``receiver`` are Arrow texts.
    """

    lines: Array
    numbers: Mapping[str, Array]
    time: Array
    timed: Array
    texts: Mapping[str, Array]
    raw: Callable[[int], bytes]
    """The text of a line, by its position in the batch."""
    rejected: list[Rejected] = field(default_factory=list)
    blank: int = 0
    other: int = 0
    """Messages that tell no position."""


@dataclass
class Judged:
    """Positions as a table of the schema, without ``repeat``, and what was set aside."""

    table: Table
    masks: Array
    rejected: list[Rejected]


class Judge:
    """Judges the lines of one file; remembers the latest moment of each vessel."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._vessels = np.zeros(0, np.int64)
        self._latest = np.zeros(0, np.int64)

    def judged(self, batch: Batch) -> Judged:
        """The good lines as a table; the others with the reason."""
        numbers = batch.numbers
        lat, lon, mmsi = numbers["lat"], numbers["lon"], numbers["mmsi"]
        reason = np.zeros(len(batch.lines), dtype=np.int8)
        names = ("", "position", "no-position", "time", "mmsi")
        off = ~((np.abs(lat) <= 90) & (np.abs(lon) <= 180))
        reason[off] = 1
        reason[(lat == 91) & (lon == 181) | np.isnan(lat) & np.isnan(lon)] = 2
        reason[~(batch.timed & (batch.time >= FIRST_MS) & (batch.time < LAST_MS))] = 3
        reason[~((mmsi >= 201_000_000) & (mmsi < 776_000_000) & (mmsi == np.floor(mmsi)))] = 4
        rejected = list(batch.rejected)
        for position in np.flatnonzero(reason).tolist():
            why = names[reason[position]]
            rejected.append((int(batch.lines[position]), why, _detail(batch, position, why), batch.raw(position)))
        good = np.flatnonzero(reason == 0)
        masks = self._masks(batch, good)
        return Judged(self._table(batch, good, masks), masks, sorted(rejected, key=lambda each: each[0]))

    def _masks(self, batch: Batch, good: Array) -> Array:
        numbers = {name: values[good] for name, values in batch.numbers.items()}
        masks = np.zeros(len(good), dtype=np.int64)
        behind = self._behind(numbers["mmsi"].astype(np.int64), batch.time[good])
        masks[(behind > 0) & (behind <= LATE_MS)] |= FAULT_BITS["late"]
        masks[behind > LATE_MS] |= FAULT_BITS["clock"]
        masks[_outside(numbers["speed"], 102.25) & (numbers["speed"] != UNKNOWN_SPEED)] |= FAULT_BITS["speed"]
        odd_heading = _outside(numbers["heading"], 360) & (numbers["heading"] != UNKNOWN_HEADING)
        masks[_outside(numbers["course"], 360) | odd_heading] |= FAULT_BITS["course"]
        masks[_outside(numbers["draught"], 30)] |= FAULT_BITS["draught"]
        imo = np.nan_to_num(numbers["imo"])
        masks[(imo != 0) & ~good_ship_number(imo)] |= FAULT_BITS["imo"]
        return masks

    def _behind(self, mmsi: Array, time: Array) -> Array:
        """How far each line lies behind the latest of its vessel before it."""
        if not len(mmsi):
            return np.zeros(0, np.int64)
        known = np.union1d(self._vessels, mmsi)
        latest = np.full(len(known), FIRST_MS, dtype=np.int64)
        latest[np.searchsorted(known, self._vessels)] = self._latest
        order = np.argsort(mmsi, kind="stable")
        at = np.searchsorted(known, mmsi[order])
        # Vessel after vessel, times lifted so far apart that the running maximum of one never reaches the next.
        lift = at << 43
        first = np.r_[True, at[1:] != at[:-1]]
        told = np.maximum.accumulate(np.maximum(time[order], np.where(first, latest[at], 0)) + lift) - lift
        behind = np.zeros(len(mmsi), np.int64)
        behind[order] = told - time[order]
        last = np.flatnonzero(np.r_[first[1:], True])
        latest[at[last]] = told[last]
        self._vessels, self._latest = known, latest
        return behind

    def _table(self, batch: Batch, good: Array, masks: Array) -> Table:
        number = {name: values[good] for name, values in batch.numbers.items()}
        mmsi = number["mmsi"].astype(np.int32)
        lon = np.where(number["lon"] == 180, -180.0, number["lon"])
        chosen = pa.array(good)
        kinds, labels = np.unique(masks, return_inverse=True)
        faults = pa.array([fault_label(int(mask)) for mask in kinds], pa.string()).take(pa.array(labels))
        columns = {
            "mmsi": pa.array(mmsi),
            "imo": pa.array(np.nan_to_num(number["imo"]).astype(np.int32), mask=~(number["imo"] > 0)),
            "time": pa.array(batch.time[good], pa.timestamp("ms", "UTC")),
            "lat": pa.array(number["lat"]),
            "lon": pa.array(lon),
            "speed": _bounded(number["speed"], 102.25),
            "course": _bounded(number["course"], 360),
            "heading": _bounded(number["heading"], 360),
            "draught": _bounded(number["draught"], 30),
            "name": batch.texts["name"].take(chosen),
            "flag": batch.texts["flag"].take(chosen),
            "receiver": batch.texts["receiver"].take(chosen),
            "mid": pa.array((mmsi // 1_000_000).astype(np.int16)),
            "source": pa.repeat(pa.scalar(self._source, pa.string()), len(good)),
            "row": pa.array(batch.lines[good], pa.int64()),
            "faults": faults,
            "repeat": pa.array(np.zeros(len(good), dtype=bool)),
        }
        return pa.table(columns, schema=position_schema())


def good_ship_number(number: Array) -> Array:
    """Whether each number has seven digits and ends on its check digit (IMO resolution A.1117(30)).

    >>> good_ship_number(np.array([9074729.0, 9074728.0, 12.0])).tolist()
    [True, False, False]
    """
    whole = np.where((number >= 1_000_000) & (number < 10_000_000), number, 0).astype(np.int64)
    total = sum((whole // 10**place % 10) * (place + 1) for place in range(1, 7))
    return (whole > 0) & (total % 10 == whole % 10)


def _outside(values: Array, most: float) -> Array:
    return (values < 0) | (values > most)


def _bounded(values: Array, most: float) -> Array:
    return pa.array(values.astype(np.float32), mask=~((values >= 0) & (values <= most)))


def _detail(batch: Batch, position: int, why: str) -> str:
    if why in ("position", "no-position"):
        return f"latitude {batch.numbers['lat'][position]:g}, longitude {batch.numbers['lon'][position]:g}"
    if why == "mmsi":
        return f"MMSI {batch.numbers['mmsi'][position]:.0f}"
    return f"{batch.time[position]} ms since 1970" if batch.timed[position] else "no time that can be read"
