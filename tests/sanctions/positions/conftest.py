"""Files of positions, written by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HEADING = "mmsi,time,lat,lon,sog,imo,name"


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a CSV file of the lines given under the usual heading."""

    def write(*lines: str, name: str = "positions.csv", heading: str = HEADING) -> Path:
        path = tmp_path / name
        path.write_text("\n".join([heading, *lines]) + "\n", encoding="utf-8")
        return path

    return write
