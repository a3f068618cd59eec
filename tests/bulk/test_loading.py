"""Files into the store: once each, whole or not at all, and only files of a feed."""

import gzip
import random
import shutil
import zipfile
from datetime import date

import msgspec
import pytest
from tests.bulk import synthetic as made_up

from shiome.bulk import EVENT_FIELDS, FEEDS, event_schema, load_feed, load_file, open_feed, read_manifest, sniff_feed
from shiome.bulk.feeds import GDELT_COLUMNS
from shiome.bulk.readers.polecat import POLECAT_COLUMNS
from shiome.errors import InputRefused, NotKnown, StoreUnavailable


def gdelt_bytes(count, seed=1):
    return b"".join(line + b"\n" for line in made_up.gdelt_lines(count, seed=seed))


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.export.CSV").write_bytes(gdelt_bytes(50))
    (folder / "events.2018.20200427084805.tab").write_bytes(
        made_up.tab_bytes(made_up.rows_of(made_up.icews_row, 20), made_up.ICEWS_COLUMNS)
    )
    (folder / "ngecEvents.DV.2023.txt").write_bytes(
        made_up.tab_bytes(made_up.rows_of(made_up.polecat_row, 20), POLECAT_COLUMNS)
    )
    (folder / "acled.csv").write_bytes(made_up.csv_bytes(made_up.rows_of(made_up.acled_row, 20), made_up.ACLED_COLUMNS))
    (folder / "old.csv").write_bytes(
        made_up.csv_bytes(made_up.rows_of(made_up.acled_old_row, 20, seed=9), made_up.ACLED_OLD_COLUMNS)
    )
    (folder / "GEDEvent_v25_1.csv").write_bytes(
        made_up.csv_bytes(made_up.rows_of(made_up.ucdp_row, 20), made_up.UCDP_COLUMNS)
    )
    return sorted(folder.iterdir())


def test_each_feed_is_told_by_its_columns(files):
    assert {path.name: sniff_feed(path) for path in files} == {
        "GEDEvent_v25_1.csv": "ucdp", "a.export.CSV": "gdelt", "acled.csv": "acled", "events.2018.20200427084805.tab": "icews",
        "ngecEvents.DV.2023.txt": "polecat", "old.csv": "acled",
    }  # fmt: skip


def test_all_feeds_stand_in_one_schema(files, store):
    report = load_feed(files, store)
    assert (len(report.loaded), report.refused) == (6, [])
    assert sum(entry.rows for entry in report.loaded) == 150
    assert all(entry.rows == entry.loaded + entry.rejected for entry in report.loaded)
    table = open_feed(store, unique=False).to_pyarrow()
    assert table.column_names == [*(field.name for field in EVENT_FIELDS), "feed", "month"]
    assert set(table.column("feed").to_pylist()) == set(FEEDS)
    for field in event_schema():
        if not field.nullable:
            assert table.column(field.name).null_count == 0, field.name


def test_the_schema_explains_itself():
    assert all(field.metadata[b"meaning"] for field in event_schema())
    assert len({field.name for field in EVENT_FIELDS}) == len(EVENT_FIELDS)


def test_a_file_is_loaded_once_whatever_it_is_called(files, store, tmp_path):
    load_feed(files, store)
    before = tree(store)
    copy = tmp_path / "other name.CSV"
    shutil.copy(files[1], copy)
    report = load_feed([*files, copy], store)
    assert (len(report.loaded), len(report.known)) == (0, 7)
    assert tree(store) == before


def test_loading_again_replaces(load, store, tmp_path):
    load("a.export.CSV", gdelt_bytes(30))
    before = tree(store)
    entry, fresh = load_file(tmp_path / "a.export.CSV", store, again=True)
    assert (fresh, entry.loaded, entry.repeats) == (True, 30, {})
    assert tree(store).keys() == before.keys()
    assert open_feed(store, unique=False).count().to_pyarrow().as_py() == 30


@pytest.mark.parametrize("packed", ["zip", "gz"])
def test_packed_files(packed, store, tmp_path):
    path = tmp_path / f"20240601.export.CSV.{packed}"
    if packed == "zip":
        made_up.write_zip(path, "20240601.export.CSV", made_up.gdelt_lines(25))
    else:
        path.write_bytes(gzip.compress(gdelt_bytes(25)))
    assert load_file(path, store)[0].loaded == 25


def refusal(path, store, **options):
    with pytest.raises(InputRefused) as refused:
        load_file(path, store, **options)
    assert "\n" not in str(refused.value)
    assert refused.value.ja != refused.value.message
    assert not (store / "_manifest").exists()
    assert not list(store.rglob("*.parquet"))
    return refused.value.code


def test_files_that_are_refused_as_a_whole(store, tmp_path):
    def written(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    row = made_up.gdelt_row(1, random.Random(1))
    former = b"\t".join(row[name].encode() for name in GDELT_COLUMNS if "ADM2" not in name) + b"\n"
    assert refusal(tmp_path / "absent.CSV", store) == "feed.unreadable"
    assert refusal(written("empty.CSV", b""), store) == "feed.empty"
    assert refusal(written("blank.CSV", b"\n \n"), store) == "feed.empty"
    assert refusal(written("former.CSV", former * 3), store, feed="gdelt") == "feed.columns"
    assert refusal(written("other.csv", b"a,b,c\n1,2,3\n"), store) == "feed.unknown"
    assert refusal(written("other.csv", b"a,b,c\n1,2,3\n"), store, feed="acled") == "feed.header"
    assert refusal(written("wide.csv", "id,date\n1,2\n".encode("utf-16")), store) == "feed.encoding"
    assert refusal(written("binary.CSV", b"PAR1\0\0\0\0"), store) == "feed.encoding"
    assert refusal(written("endless.CSV", gdelt_bytes(1) + b"x" * (17 << 20)), store) == "feed.encoding"
    assert refusal(written("broken.zip", b"PK\x03\x04 and then nothing"), store) == "feed.unreadable"
    icews = made_up.tab_bytes(made_up.rows_of(made_up.icews_row, 2), made_up.ICEWS_COLUMNS)
    assert refusal(written("events.20200427.tab", icews), store, feed="gdelt") == "feed.other"
    assert refusal(written("folder.zip", b""), store) == "feed.unreadable"


def test_an_archive_of_two_tables_is_refused(store, tmp_path):
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "x")
        archive.writestr("b.csv", "y")
    assert refusal(path, store) == "feed.archive"


def test_a_file_without_one_good_row_is_refused(store, tmp_path):
    rows = [made_up.acled_row(n, random.Random(n)) | {"event_date": "some day"} for n in range(5)]
    path = tmp_path / "a.csv"
    path.write_bytes(made_up.csv_bytes(rows, made_up.ACLED_COLUMNS))
    with pytest.raises(InputRefused, match="mostly: event-date") as refused:
        load_file(path, store)
    assert refused.value.code == "feed.rows"
    assert tree(store) == {}


def test_rows_cut_short_throughout_are_refused(store, tmp_path):
    content = made_up.tab_bytes(made_up.rows_of(made_up.icews_row, 5), made_up.ICEWS_COLUMNS)
    header, *rows = content.splitlines()
    path = tmp_path / "events.20200427.tab"
    path.write_bytes(b"\n".join([header, *(row.rsplit(b"\t", 2)[0] for row in rows)]))
    assert refusal(path, store) == "feed.rows"


def test_a_refused_file_does_not_stop_the_others(files, store, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"a,b\n1,2\n")
    report = load_feed([files[0], bad, files[1]], store)
    assert [entry.feed for entry in report.loaded] == ["ucdp", "gdelt"]
    assert [error.code for error in report.refused] == ["feed.unknown"]


def test_a_feed_that_is_none(files, store):
    with pytest.raises(NotKnown, match="gdelt, icews"):
        load_file(files[0], store, feed="cnn")


class _Stop(Exception):
    """Stands for the user's Ctrl-C."""


def test_interrupted_loading_leaves_nothing_half_and_goes_on(files, store):
    def stop(progress):
        if progress.file == "acled.csv":
            raise _Stop

    with pytest.raises(_Stop):
        load_feed(files, store, on_progress=stop)
    assert [entry.feed for entry in read_manifest(store)] == ["gdelt", "ucdp"]
    assert not [name for name in tree(store) if "acled" in name or "_staging" in name]
    report = load_feed(files, store)
    assert ([entry.feed for entry in report.known], len(report.loaded)) == (["ucdp", "gdelt"], 4)


def test_what_a_killed_process_left_is_cleared_and_does_not_count(files, store):
    load_feed(files[:1], store)
    entry = read_manifest(store)[0]
    orphan = store / "feed=gdelt" / "month=2024-06" / "0123456789abcdef-0.parquet"
    orphan.parent.mkdir(parents=True)
    shutil.copy(store / entry.parts[0].path, orphan)
    abandoned = store / "_staging" / f"{entry.sha256[:16]}-4999999" / "x.parquet"
    abandoned.parent.mkdir(parents=True)
    abandoned.write_bytes(b"half")
    assert open_feed(store, unique=False).count().to_pyarrow().as_py() == 20
    load_file(files[0], store, again=True)
    assert not (store / "_staging").exists()


def test_progress_tells_bytes_and_rows(store, tmp_path):
    path = made_up.write_lines(tmp_path / "a.export.CSV", made_up.gdelt_lines(60))
    seen = []
    load_file(path, store, on_progress=seen.append)
    assert (seen[-1].read, seen[-1].total, seen[-1].loaded, seen[-1].rejected) == (
        path.stat().st_size,
        path.stat().st_size,
        60,
        0,
    )


def test_a_store_that_cannot_be_written(files, tmp_path):
    place = tmp_path / "file"
    place.write_bytes(b"in the way")
    with pytest.raises(StoreUnavailable) as unavailable:
        load_file(files[0], place / "store")
    assert unavailable.value.code == "bulk.folder"


def test_a_damaged_manifest_is_told(files, store):
    load_file(files[0], store)
    next((store / "_manifest").iterdir()).write_bytes(b"{")
    with pytest.raises(StoreUnavailable, match=r"bulk\.manifest"):
        read_manifest(store)


def test_the_manifest_counts_what_the_store_holds(load, store):
    rows = [made_up.gdelt_row(n, random.Random(n), day=date(2024, 1 + n % 12, 1)) for n in range(48)]
    content = b"".join(made_up.tab_line(row, GDELT_COLUMNS) + b"\n" for row in rows) + b"not a row\n"
    entry, loaded, rejects = load("a.export.CSV", content)
    assert (entry.rows, entry.loaded, entry.rejected) == (49, len(loaded), len(rejects))
    assert sum(part.rows for part in entry.parts) == 48
    assert len({part.month for part in entry.parts}) == 12
    assert (entry.first_event, entry.last_event) == (date(2024, 1, 1), date(2024, 12, 1))
    written = next((store / "_manifest").iterdir()).read_bytes()
    assert msgspec.json.decode(written)["sha256"] == entry.sha256
    assert rejects[0] == {
        "file": "a.export.CSV", "line": 49, "reason": "columns", "detail": "1 columns instead of 61", "raw": "not a row",
    }  # fmt: skip


def test_rows_spread_over_many_months_are_all_written(load):
    rows = [made_up.gdelt_row(n, random.Random(n), day=date(1985 + n % 40, 1 + n % 12, 1)) for n in range(600)]
    entry, loaded, _ = load("a.export.CSV", b"".join(made_up.tab_line(row, GDELT_COLUMNS) + b"\n" for row in rows))
    assert (entry.loaded, len(loaded)) == (600, 600)
    assert {row["feed_id"] for row in loaded} == {row["GLOBALEVENTID"] for row in rows}
    assert all(f"{row['event_first']:%Y-%m}" == row["month"] for row in loaded)
