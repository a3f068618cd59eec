"""Whatever stands in a feed's file: every row is loaded or rejected with a reason, and what is loaded makes sense."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.bulk import synthetic

from shiome.bulk import FAULTS, REASONS, load_file
from shiome.bulk.columns import FIRST_YEAR, LAST_YEAR, day_parts
from shiome.bulk.feeds import GDELT_COLUMNS
from shiome.bulk.readers.polecat import POLECAT_COLUMNS
from shiome.bulk.releases import release_of
from shiome.errors import InputRefused
from shiome.vocabulary.plover import TYPES

FORMATS: dict[str, tuple[str, Callable[[int, random.Random], dict[str, str]], tuple[str, ...]]] = {
    "gdelt": ("20240601.export.CSV", synthetic.gdelt_row, GDELT_COLUMNS),
    "icews": ("events.2018.20200427084805.tab", synthetic.icews_row, synthetic.ICEWS_COLUMNS),
    "polecat": ("ngecEvents.DV.2023.txt", synthetic.polecat_row, POLECAT_COLUMNS),
    "acled": ("acled.csv", synthetic.acled_row, synthetic.ACLED_COLUMNS),
    "ucdp": ("GEDEvent_v25_1.csv", synthetic.ucdp_row, synthetic.UCDP_COLUMNS),
}
NASTY = (
    "", " ", "NULL", "None", "NaN", "-", "---", "0", "-1", "1e400", "1e99", "99999999999999999999", "+5", ".", "-.", "20240231",
    "20249999", "00000000", "99991231", "20240601", "2024-02-30", "2024-13-01", "31/12/2024", "12/31/2024", "1 Jan 1", "180.0001",
    "\ufeff", "\u0661\u0662", "é", "日本", "\u2028", "\x0b", "\x85", "\x1f", "𝟏𝟐", '"', '""', "',", ";;;", "a;b", "\\", "\\N", "\x00",
)  # fmt: skip
fields = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec="utf-8", exclude_characters="\t\r\n"), max_size=12),
    st.integers(-(10**20), 10**20).map(str),
    st.floats().map(repr),
    st.dates().map(lambda day: f"{day:%Y%m%d}"),
    st.dates().map(str),
)
settled = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def written(feed: str, rows: list[dict[str, str]]) -> bytes:
    _, _, columns = FORMATS[feed]
    if feed in ("acled", "ucdp"):
        return synthetic.csv_bytes(rows, columns)
    content = synthetic.tab_bytes(rows, columns)
    return content.split(b"\n", 1)[1] if feed == "gdelt" else content


def loaded(feed: str, content: bytes) -> tuple[Any, list[dict[str, Any]], list[dict[str, Any]]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FORMATS[feed][0]
        path.write_bytes(content)
        store = Path(folder) / "store"
        entry, _ = load_file(path, store, feed=feed)
        rows = [
            row | {"month": part.month}
            for part in entry.parts
            for row in parquet.ParquetFile(store / part.path).read().to_pylist()
        ]
        rejects = (
            [msgspec.json.decode(line) for line in (store / entry.rejects).read_bytes().splitlines()]
            if entry.rejects
            else []
        )
    return entry, rows, rejects


def check(entry: Any, rows: list[dict[str, Any]], rejects: list[dict[str, Any]]) -> None:
    assert entry.rows == entry.loaded + entry.rejected
    assert (entry.loaded, entry.rejected) == (len(rows), len(rejects))
    assert sum(entry.reasons.values()) == entry.rejected
    assert sum(part.rows for part in entry.parts) == entry.loaded
    lines = [row["line"] for row in rows] + [reject["line"] for reject in rejects]
    assert len(set(lines)) == len(lines)
    for reject in rejects:
        assert reject["reason"] in REASONS
        assert reject["detail"]
    for row in rows:
        assert date(FIRST_YEAR, 1, 1) <= row["event_first"] <= row["event_last"] <= date(LAST_YEAR, 12, 31)
        assert row["month"] == f"{row['event_first']:%Y-%m}"
        assert row["plover"] in (*TYPES, "NONE")
        assert row["feed_id"].strip()
        assert row["intensity"] is None or -10 <= row["intensity"] <= 10
        assert (row["latitude"] is None) == (row["longitude"] is None)
        assert row["latitude"] is None or (-90 <= row["latitude"] <= 90 and -180 <= row["longitude"] <= 180)
        assert set(row["faults"].split(";")) - {""} <= set(FAULTS)
        assert row["repeat"] in ("", "row", "id")


@st.composite
def spoilt_rows(draw: st.DrawFn, feed: str) -> list[dict[str, str]]:
    """Good rows with some of their fields replaced by anything; the first one stays good."""
    _, make, columns = FORMATS[feed]
    chance = random.Random(draw(st.integers(0, 2**16)))
    rows = [make(number, chance) for number in range(draw(st.integers(1, 6)))]
    for row in rows[1:]:
        row.update(draw(st.dictionaries(st.sampled_from(columns), fields, max_size=6)))
    return rows


@pytest.mark.parametrize("feed", FORMATS)
@given(data=st.data())
@settled
def test_every_row_is_loaded_or_rejected_with_a_reason(feed: str, data: st.DataObject) -> None:
    rows = data.draw(spoilt_rows(feed))
    entry, good, rejects = loaded(feed, written(feed, rows))
    check(entry, good, rejects)
    if feed not in ("acled", "ucdp"):
        assert entry.rows + entry.blank == len(rows)


@pytest.mark.parametrize("feed", FORMATS)
@given(data=st.data())
@settled
def test_rows_of_nothing_but_noise(feed: str, data: st.DataObject) -> None:
    _, make, columns = FORMATS[feed]
    noise = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(columns, fields)), max_size=3))
    entry, good, rejects = loaded(feed, written(feed, [make(1, random.Random(1)), *noise]))
    check(entry, good, rejects)


@pytest.mark.parametrize("feed", FORMATS)
@given(damage=st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=3)), max_size=8))
@settled
def test_damaged_bytes_are_refused_or_accounted_for(feed: str, damage: list[tuple[int, bytes]]) -> None:
    content = bytearray(written(feed, synthetic.rows_of(FORMATS[feed][1], 4)))
    for place, replacement in damage:
        place %= len(content)
        content[place : place + len(replacement)] = replacement
    try:
        check(*loaded(feed, bytes(content)))
    except InputRefused as refused:
        refusal = refused
    else:
        return
    assert refusal.code.startswith("feed.")
    assert "\n" not in str(refusal)


@given(st.text(max_size=30), st.sampled_from(["day-first", "month-first"]))
def test_any_text_as_a_date(text: str, order: Any) -> None:
    year, month, day = day_parts(text, order)
    assert (year, month, day) == (0, 0, 0) or year > 0


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_the_ways_to_write_a_day_mean_the_same(day: date) -> None:
    forms = [f"{day}", f"{day.day} {day:%B %Y}", f"{day:%d/%m/%Y}", f"{day:%d-%b-%y}", f"{day} 00:00:00.000"]
    assert {day_parts(form, "day-first") for form in forms} == {(day.year, day.month, day.day)}


@given(st.sampled_from(["icews", "ucdp"]), st.text(max_size=40))
def test_any_file_name_as_a_release(feed: str, name: str) -> None:
    found = release_of(feed, name)
    assert found is None or found[1] in ("file", "version")
