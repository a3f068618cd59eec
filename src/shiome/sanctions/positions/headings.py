"""Which column of a table tells what: headings as publishers write them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shiome.errors import InputRefused

ALIASES: dict[str, tuple[str, ...]] = {
    "mmsi": ("mmsi", "ssvid", "shipmmsi", "userid", "sourcemmsi"),
    "time": ("time", "ts", "timestamp", "basedatetime", "datetime", "datetimeutc", "timestamputc", "dtposutc", "postime", "epoch", "t"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "longitude", "long", "lng", "x"),
    "speed": ("speed", "sog", "speedknots", "speedoverground"),
    "course": ("course", "cog", "courseoverground"),
    "heading": ("heading", "trueheading", "hdg"),
    "draught": ("draught", "draft"),
    "imo": ("imo", "imonumber", "imonum"),
    "name": ("name", "vesselname", "shipname"),
    "flag": ("flag", "flagstate", "flagcountry"),
    "receiver": ("receiver", "receiverid", "receivername", "station", "stationid", "basestation", "satellite"),
}  # fmt: skip
"""Headings of each column, without case, spaces, points and underscores; the first that a file has counts."""
NEEDED = ("mmsi", "time", "lat", "lon")


def folded(name: str) -> str:
    """A heading without what varies.

    >>> folded("Base_DateTime ")
    'basedatetime'
    """
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def places_of(headings: Sequence[str], path: Path) -> dict[str, int]:
    """Where each column stands; columns that a file does not have are left out.

    Raises
    ------
    InputRefused
        ``positions.columns``: one of ``NEEDED`` is not there, or stands twice.
    """
    own = [folded(name) for name in headings]
    found: dict[str, int] = {}
    for column, aliases in ALIASES.items():
        name = next((alias for alias in aliases if alias in own), None)
        if name is None:
            continue
        if own.count(name) > 1 and column in NEEDED:
            raise _refused(path, f"the column {name} stands twice", f"列 {name} が二度ある")
        found[column] = own.index(name)
    missing = [column for column in NEEDED if column not in found]
    if missing:
        listed = ", ".join(missing)
        raise _refused(path, f"no column for {listed}", f"{listed} の列がない")
    return found


def _refused(path: Path, why: str, why_ja: str) -> InputRefused:
    return InputRefused(
        "positions.columns",
        f"{path.name} cannot be read as a table of positions: line 1: {why}",
        ja=f"{path.name} は位置の表として読めない: 1行目: {why_ja}",
        hint="name the columns mmsi, time, lat and lon",
        hint_ja="列名を mmsi、time、lat、lon とする",
        failed=path,
    )
