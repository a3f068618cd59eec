"""The CSV reader: whatever a file holds, every line is counted once, as position or with the reason why not."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.sanctions.positions.batches import Judge
from shiome.sanctions.positions.loading import batches_of

ANY = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=40)
FIELD = st.sampled_from(
    ["412000001", "1735689600", "34.5", "124.5", "", '"', '"a,b"', "-91", "nan", "inf", "1e400", "x"]
)
LINES = st.lists(ANY | st.lists(FIELD, min_size=3, max_size=6).map(",".join), max_size=30)


@given(LINES)
@settings(deadline=None)
def test_every_line_is_counted_once(lines: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes("".join(f"{line}\n" for line in ["mmsi,ts,lat,lon", *lines]).encode())
        judge, seen, blank = Judge("any.csv"), [], 0
        for batch in batches_of(path, lambda _: None):
            judged = judge.judged(batch)
            blank += batch.blank
            seen += judged.table.column("row").to_pylist() + [line for line, *_ in judged.rejected]
    assert len(seen) + blank == len(lines)
    assert len(set(seen)) == len(seen)
    assert set(seen) <= set(range(2, len(lines) + 2))


@given(st.permutations(range(12)))
def test_the_order_of_rows_does_not_matter_for_what_is_kept(order: list[int]) -> None:
    rows = [f"41200000{number % 3},{1735689600 + number * 60},{34 + number / 100},124.5" for number in range(12)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_text("mmsi,ts,lat,lon\n" + "\n".join(rows[number] for number in order) + "\n", encoding="utf-8")
        judge, kept = Judge("any.csv"), []
        for batch in batches_of(path, lambda _: None):
            kept += judge.judged(batch).table.select(["mmsi", "time", "lat", "lon"]).to_pylist()
    assert sorted(row["lat"] for row in kept) == sorted(34 + number / 100 for number in range(12))
