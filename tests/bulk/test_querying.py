"""The store as one table: as of a day on either clock, the latest version of each event, dyads by day."""

import random
from datetime import date
from pathlib import Path

import pytest
from tests.bulk import synthetic as made_up

from shiome.bulk import dyad_day, load_file, open_feed
from shiome.bulk.feeds import GDELT_COLUMNS
from shiome.bulk.readers.polecat import POLECAT_COLUMNS
from shiome.errors import NotKnown, QueryRefused

ACTORS = {code: code for code in made_up.COUNTRIES} | {name: code for code, name in made_up.NAMES.items()}


def gdelt(number, first, second, day, added, **changes):
    row = made_up.gdelt_row(number, random.Random(number))
    row.update(
        SQLDATE=f"{day:%Y%m%d}", Year=f"{day:%Y}", DATEADDED=f"{added:%Y%m%d}000000", Actor1CountryCode=first, Actor2CountryCode=second,
        EventCode="040", GoldsteinScale="1.0", NumMentions="5",
    )  # fmt: skip
    row.update(changes)
    return made_up.tab_line(row, GDELT_COLUMNS)


JUNE = [date(2024, 6, day) for day in range(1, 31)]


@pytest.fixture
def small(store, tmp_path):
    lines = [
        gdelt(1, "JPN", "KOR", JUNE[0], JUNE[1]),
        gdelt(2, "JPN", "KOR", JUNE[0], JUNE[9], EventCode="190", GoldsteinScale="-10.0"),
        gdelt(3, "KOR", "JPN", JUNE[4], JUNE[4], GoldsteinScale=""),
        gdelt(4, "PRK", "PRK", JUNE[4], JUNE[4]),
        gdelt(5, "PRK", "FRA", JUNE[4], JUNE[4]),
        gdelt(6, "USA", "", JUNE[4], JUNE[4]),
    ]
    load_file(made_up.write_lines(tmp_path / "a.export.CSV", lines), store)
    return store


def ids(table):
    return sorted(row["feed_id"][-1] for row in table.to_pyarrow().to_pylist())


def test_memory_is_bounded(small):
    connection = open_feed(small).get_backend()
    limit, spill = connection.raw_sql(
        "SELECT current_setting('memory_limit'), current_setting('temp_directory')"
    ).fetchone()
    assert limit == "1.8 GiB"
    assert Path(spill).is_absolute()


def test_as_of_looks_at_both_clocks(small):
    assert ids(open_feed(small)) == ["1", "2", "3", "4", "5", "6"]
    assert ids(open_feed(small, happened_by=JUNE[0])) == ["1", "2"]
    assert ids(open_feed(small, known_by=JUNE[4])) == ["1", "3", "4", "5", "6"]
    assert ids(open_feed(small, as_of=JUNE[2])) == ["1"]
    assert ids(open_feed(small, as_of=JUNE[4], happened_by=JUNE[0])) == ["1"]
    assert ids(open_feed(small, as_of=date(2020, 1, 1))) == []


def test_the_version_known_by_the_day_is_shown(store, tmp_path):
    def release(name, day, when):
        row = made_up.acled_row(7, random.Random(7)) | {
            "event_date": str(day),
            "year": "2024",
            "fatalities": str(day.day),
            "timestamp": str(when),
        }
        other = made_up.acled_row(8, random.Random(8))
        (tmp_path / name).write_bytes(made_up.csv_bytes([row, other], made_up.ACLED_COLUMNS))
        load_file(tmp_path / name, store)

    release("march.csv", date(2024, 1, 31), 1709251200)  # 2024-03-01
    release("april.csv", date(2024, 2, 2), 1711929600)  # 2024-04-01: the event moved to another month
    everything = open_feed(store, unique=False)
    assert everything.count().to_pyarrow().as_py() == 4

    def deaths(**when):
        table = open_feed(store, **when)
        return [row["deaths_best"] for row in table.filter(table.feed_id == "SYN7").to_pyarrow().to_pylist()]

    assert deaths() == [2]
    assert deaths(known_by=date(2024, 3, 15)) == [31]
    assert deaths(known_by=date(2024, 4, 1)) == [2]
    assert deaths(known_by=date(2024, 2, 1)) == []
    assert open_feed(store).count().to_pyarrow().as_py() == 2


def test_the_order_of_loading_does_not_change_what_was_known(store, tmp_path):
    rows = made_up.rows_of(made_up.icews_row, 3)
    for name in ("events.2018.20200427084805.tab", "events.2018.20190301000000.tab"):
        (tmp_path / name).write_bytes(
            made_up.tab_bytes(rows, made_up.ICEWS_COLUMNS) + b"\n" * len(name[: 12 if "2019" in name else 13])
        )
        load_file(tmp_path / name, store)
    assert open_feed(store, unique=False).count().to_pyarrow().as_py() == 6
    assert open_feed(store).count().to_pyarrow().as_py() == 3
    assert open_feed(store, known_by=date(2019, 6, 1)).count().to_pyarrow().as_py() == 3


def test_dyads_by_day(small):
    rows = [row for batch in dyad_day(small, ACTORS) for row in batch.to_pylist()]
    assert [(row["day"], row["source"], row["target"], row["events"]) for row in rows] == [
        (JUNE[0], "JPN", "KOR", 2),
        (JUNE[4], "KOR", "JPN", 1),
    ]
    first, second = rows
    assert (first["verbal_cooperation"], first["material_conflict"], first["verbal_conflict"]) == (1, 1, 0)
    assert (first["goldstein"], first["goldstein_events"], first["mentions"], first["deaths"]) == (-4.5, 2, 10, None)
    assert (second["goldstein"], second["goldstein_events"]) == (None, 0)


def test_dyads_as_of_a_day_and_within(small):
    rows = [row for batch in dyad_day(small, ACTORS, as_of=JUNE[4], within=True) for row in batch.to_pylist()]
    assert [(row["source"], row["target"], row["events"]) for row in rows] == [
        ("JPN", "KOR", 1),
        ("KOR", "JPN", 1),
        ("PRK", "PRK", 1),
    ]


def test_dyads_keep_feeds_apart_and_spread_several_countries(store, tmp_path):
    polecat = made_up.polecat_row(1, random.Random(1)) | {
        "Actor Country": "JPN;USA", "Recipient Country": "KOR;PRK", "Event Date": "2023-03-02", "Publication Date": "2023-03-02",
    }  # fmt: skip
    icews = made_up.icews_row(1, random.Random(1)) | {"Source Country": "Japan", "Target Country": "North Korea"}
    acled = made_up.acled_row(1, random.Random(1)) | {
        "actor1": "Military Forces of A",
        "actor2": "Military Forces of B",
    }
    ucdp = made_up.ucdp_row(1, random.Random(1)) | {"gwnoa": "740", "gwnob": "731", "date_prec": "4", "best": "6"}
    for name, content in (
        ("ngecEvents.DV.2023.txt", made_up.tab_bytes([polecat], POLECAT_COLUMNS)),
        ("events.20200427.tab", made_up.tab_bytes([icews], made_up.ICEWS_COLUMNS)),
        ("acled.csv", made_up.csv_bytes([acled], made_up.ACLED_COLUMNS)),
        ("ged221.csv", made_up.csv_bytes([ucdp], made_up.UCDP_COLUMNS)),
    ):
        (tmp_path / name).write_bytes(content)
        load_file(tmp_path / name, store)
    actors = ACTORS | {
        "740": "JPN",
        "731": "PRK",
        "Military Forces of A": "A",
        "Military Forces of B": "B",
        "Japan": "JPN",
    }
    rows = [row for batch in dyad_day(store, actors) for row in batch.to_pylist()]
    assert [(row["feed"], row["source"], row["target"], row["imprecise"], row["deaths"]) for row in rows] == [
        ("acled", "A", "B", 0, 0),
        ("icews", "JPN", "PRK", 0, None),
        ("polecat", "JPN", "KOR", 0, None),
        ("polecat", "JPN", "PRK", 0, None),
        ("polecat", "USA", "KOR", 0, None),
        ("polecat", "USA", "PRK", 0, None),
        ("ucdp", "JPN", "PRK", 1, 6),
    ]
    by_name = [
        row
        for batch in dyad_day(store, {"Sample Front": "F", "Government of Sampleland": "G"}, by={"ucdp": "text"})
        for row in batch.to_pylist()
    ]
    assert [(row["feed"], row["source"], row["target"]) for row in by_name] == [("ucdp", "G", "F")]


def test_two_spellings_of_one_actor_do_not_count_twice(store, tmp_path):
    row = made_up.polecat_row(1, random.Random(1)) | {"Actor Country": "JPN;NIPPON", "Recipient Country": "KOR"}
    (tmp_path / "ngecEvents.DV.2023.txt").write_bytes(made_up.tab_bytes([row], POLECAT_COLUMNS))
    load_file(tmp_path / "ngecEvents.DV.2023.txt", store)
    rows = [row for batch in dyad_day(store, ACTORS | {"NIPPON": "JPN"}) for row in batch.to_pylist()]
    assert [(row["source"], row["target"], row["events"]) for row in rows] == [("JPN", "KOR", 1)]


def test_batches_are_no_larger_than_asked(small):
    assert [batch.num_rows for batch in dyad_day(small, ACTORS, batch_rows=1)] == [1, 1]


def test_questions_that_cannot_be_answered(small, tmp_path):
    with pytest.raises(NotKnown, match=r"bulk\.empty"):
        open_feed(tmp_path / "nothing")
    with pytest.raises(NotKnown, match=r"bulk\.empty"):
        open_feed(small, feeds=["ucdp"])
    with pytest.raises(NotKnown, match=r"feed\.name"):
        open_feed(small, feeds=["cnn"])
    with pytest.raises(QueryRefused, match=r"bulk\.actors"):
        list(dyad_day(small, {}))
    with pytest.raises(QueryRefused, match=r"bulk\.column"):
        list(dyad_day(small, ACTORS, by={"gdelt": "url"}))
