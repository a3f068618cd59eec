"""The columns of a position, and the cells by which a data set is divided."""

from __future__ import annotations

from shiome.bulk.extra import Array, Schema, np, pa

POSITION_FIELDS: dict[str, str] = {
    "mmsi": "Maritime Mobile Service Identity, nine digits",
    "imo": "ship number as it was sent, good or bad; null for none",
    "time": "moment in UTC, to the millisecond",
    "lat": "degrees north",
    "lon": "degrees east, from -180 up to 180",
    "speed": "knots over ground; null where it was not told",
    "course": "degrees over ground",
    "heading": "degrees",
    "draught": "metres",
    "name": "name as it was sent",
    "flag": "flag as the source tells it; null where it does not",
    "receiver": "station or satellite that received it, as the source names it; null where it does not",
    "mid": "first three digits of the MMSI, which stand for the state that gave it",
    "source": "file of origin",
    "row": "line in that file, counted from 1; for Parquet the row, counted from 1",
    "faults": "what is odd about the row, kinds parted by semicolons; empty for nothing",
    "repeat": "whether the same vessel, moment and place stood in the data set before",
}
ADDED_LATER = ("receiver",)
"""Columns that data sets loaded by earlier versions do not have; they are read as null."""
CELL_DEGREES = 10
"""Side of a cell of the data set."""


def position_schema() -> Schema:
    """The columns as an Arrow schema."""
    kinds = {
        "mmsi": pa.int32(), "imo": pa.int32(), "time": pa.timestamp("ms", "UTC"), "lat": pa.float64(), "lon": pa.float64(),
        "speed": pa.float32(), "course": pa.float32(), "heading": pa.float32(), "draught": pa.float32(), "name": pa.string(),
        "flag": pa.string(), "receiver": pa.string(), "mid": pa.int16(), "source": pa.string(), "row": pa.int64(), "faults": pa.string(),
        "repeat": pa.bool_(),
    }  # fmt: skip
    return pa.schema([(name, kinds[name]) for name in POSITION_FIELDS])


def cell_numbers(lat: Array, lon: Array) -> Array:
    """The number of each position's cell, row by row from the south pole."""
    rows = np.minimum(np.floor((lat + 90) / CELL_DEGREES), 180 // CELL_DEGREES - 1)
    columns = np.minimum(np.floor((lon + 180) / CELL_DEGREES), 360 // CELL_DEGREES - 1)
    return (rows * (360 // CELL_DEGREES) + columns).astype(np.int64)


def cell_name(number: int) -> str:
    """The name of a cell: its south-western corner.

    >>> cell_name(462), cell_name(0)
    ('N30E120', 'S90W180')
    """
    row, column = divmod(number, 360 // CELL_DEGREES)
    south, west = row * CELL_DEGREES - 90, column * CELL_DEGREES - 180
    return f"{'S' if south < 0 else 'N'}{abs(south):02d}{'W' if west < 0 else 'E'}{abs(west):03d}"
