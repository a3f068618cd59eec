"""A store of invented events of four feeds, some loaded twice, shared by the tests of both engines."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.bulk import synthetic as made_up

from shiome.bulk import load_file
from shiome.bulk.feeds import GDELT_COLUMNS
from shiome.bulk.readers.polecat import POLECAT_COLUMNS

ACTORS = {code: code for code in made_up.COUNTRIES} | {name: code for code, name in made_up.NAMES.items()}


@pytest.fixture(scope="session")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the store."""
    folder = tmp_path_factory.mktemp("feeds")
    store = folder / "store"
    rows = made_up.rows_of(made_up.gdelt_row, 1200)
    # The same events again, with other content: only the version known last counts.
    again = [row | {"GoldsteinScale": "2.5", "NumMentions": "40"} for row in rows[:150]]
    for name, part in (("a.export.CSV", rows), ("b.export.CSV", again)):
        load_file(made_up.write_lines(folder / name, [made_up.tab_line(row, GDELT_COLUMNS) for row in part]), store)
    icews = folder / "events.2018.20200427084805.tab"
    icews.write_bytes(made_up.tab_bytes(made_up.rows_of(made_up.icews_row, 400), made_up.ICEWS_COLUMNS))
    polecat = folder / "ngecEvents.DV.2023.txt"
    polecat.write_bytes(made_up.tab_bytes(made_up.rows_of(made_up.polecat_row, 300), POLECAT_COLUMNS))
    for path in (icews, polecat):
        load_file(path, store)
    return store
