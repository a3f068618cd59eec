"""A simulated sea as files, each labelled as simulated."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from shiome.sanctions.simulator.model import Simulation

HEADING = "mmsi,imo,time,lat,lon,speed,course,draught,name,receiver"
_ROWS_AT_ONCE = 50_000


def write_simulation(simulation: Simulation, folder: Path) -> tuple[Path, Path]:
    """Write ``simulated_SEED.csv.gz`` and ``simulated_SEED.truth.json``; gives both paths.

    Times are ISO 8601 in UTC.
    """
    folder.mkdir(parents=True, exist_ok=True)
    positions = folder / f"simulated_{simulation.plan.seed}.csv.gz"
    truth = folder / f"simulated_{simulation.plan.seed}.truth.json"
    with gzip.GzipFile(positions, "wb", compresslevel=1, mtime=0) as stream:
        stream.write(HEADING.encode() + b"\n")
        _write_rows(simulation, stream)
    told = {
        "simulated": True,
        "seed": simulation.plan.seed,
        "vessels": simulation.plan.vessels,
        "days": simulation.plan.days,
        "anchorages": simulation.plan.sea.anchorages,
        "truth": [msgspec.to_builtins(planted) | {"positive": planted.positive} for planted in simulation.truth],
    }
    truth.write_bytes(msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n")
    return positions, truth


def _write_rows(simulation: Simulation, stream: IO[bytes] | gzip.GzipFile) -> None:
    for first in range(0, simulation.rows, _ROWS_AT_ONCE):
        stream.write("".join(_lines(simulation, slice(first, first + _ROWS_AT_ONCE))).encode())


def _lines(simulation: Simulation, part: slice) -> Iterator[str]:
    taken = {name: values[part] for name, values in simulation.columns.items()}
    moments = taken["time"].astype("datetime64[ms]")
    for row in zip(
        taken["mmsi"], taken["imo"], moments, taken["lat"], taken["lon"], taken["speed"], taken["course"],
        taken["draught"], taken["name"], taken["receiver"], strict=True,
    ):  # fmt: skip
        yield ",".join((str(row[0]), str(row[1]), f"{row[2]}Z", *(f"{value}" for value in row[3:]))) + "\n"
