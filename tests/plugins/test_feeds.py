from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.cli.program import run
from tests.plugins.packages import installed, write_package

from shiome.bulk import dyad_day, load_feed, load_file, open_feed, read_manifest, sniff_feed
from shiome.bulk.plugged import known_feeds, own_feeds
from shiome.errors import NotKnown, PluginFailed

FEED_MODULE = """
from shiome.bulk.columns import as_mask, written_days
from shiome.bulk.extra import pc
from shiome.bulk.feeds import Feed

COLUMNS = ("number", "day", "who", "whom", "what")

class Harbour:
    feed = Feed("whatever", "the harbour's book", ",", COLUMNS, COLUMNS[:2], {"no": "number"}, numeric_dates="day")
    columns = {}

    def read(self, draft):
        ids, day = draft.text("number"), written_days(draft.raw("day"), draft.setting.day_order)
        draft.check("id", "number", as_mask(pc.is_valid(ids)))
        draft.check("event-date", "day", day.valid)
        draft.identify(pc.fill_null(ids, ""))
        draft.set_days(day, day, draft.released(), basis=draft.setting.released_basis)
        draft.set(feed_id=ids, source_country=draft.text("who"), target_country=draft.text("whom"))
        draft.set_constant(date_precision="day", code_system="harbour", plover_basis="mapping")
        draft.set_plover(draft.text("what"), {"call": ("CONSULT", "visit", ())}.get)
        draft.set_constant(**self.columns)

def careless(*, raises=None, **columns):
    class Careless(Harbour):
        feed = Feed("", "", ",", ("careless", *COLUMNS), ("careless",))

        def read(self, draft):
            if raises:
                raise raises
            super().read(draft)

    Careless.columns = columns
    return Careless

raising = careless(raises=KeyError("who"))
typed = careless(plover="SAIL")
exact = careless(date_precision="hour")
wide = careless(intensity="eleven")

class Silent(careless()):
    def read(self, draft):
        draft.identify(draft.raw("number"))

class Choosy(careless()):
    def read(self, draft):
        super().read(draft)
        draft.check("taste", "what", as_mask(pc.equal(draft.raw("what"), "")))

class Backwards(careless()):
    def read(self, draft):
        super().read(draft)
        days = written_days(draft.raw("day"))
        draft.set(event_first=draft.released().arrow(), event_last=days.arrow())

class Shapeless:
    feed = "harbour"
    read = None

class Empty(Harbour):
    feed = Feed("", "", ",", COLUMNS, ())

class Lacking(Harbour):
    feed = Feed("", "", ",", COLUMNS, ("number",), clock="added")

class Parted(Harbour):
    feed = Feed("", "", ";", COLUMNS, ("number",))
"""
HARBOUR = "no,day,who,whom,what\n1,13/02/2025,JPN,KOR,call\n,14/02/2025,JPN,KOR,call\n2,05/03/2025,KOR,JPN,depart\n"
LABEL = "plugin:feeds-package/harbour@3"


def with_feeds(folder: Path, **points: str) -> Iterator[Path]:
    targets = {name: f"feed_module:{target}" for name, target in points.items()}
    write_package(
        folder / "site", "feeds-package", {"shiome.feeds": targets}, {"feed_module": FEED_MODULE}, version="3"
    )
    with installed(folder / "site"):
        yield folder


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield from with_feeds(tmp_path, harbour="Harbour")


@pytest.fixture
def book(folder: Path) -> Path:
    file = folder / "book-20250401.csv"
    file.write_text(HARBOUR, encoding="utf-8")
    return file


def test_a_feed_is_told_by_its_columns_and_named_by_the_entry_point(folder: Path, book: Path) -> None:
    assert sniff_feed(book) == "harbour"
    entry, fresh = load_file(book, folder / "store")
    assert fresh
    assert (entry.feed, entry.by, entry.codebook) == ("harbour", LABEL, "the harbour's book")
    assert (entry.loaded, entry.reasons, entry.added_basis) == (2, {"id": 1}, "file")
    assert read_manifest(folder / "store") == [entry]


def test_its_events_stand_in_the_one_schema(folder: Path, book: Path) -> None:
    load_file(book, folder / "store")
    rows = open_feed(folder / "store", feeds=["harbour"]).order_by("line").to_pyarrow().to_pylist()
    assert [(row["feed"], row["event_first"], row["added_date"], row["plover"]) for row in rows] == [
        ("harbour", date(2025, 2, 13), date(2025, 4, 1), "CONSULT"),
        ("harbour", date(2025, 3, 5), date(2025, 4, 1), "NONE"),
    ]
    (batch,) = dyad_day(folder / "store", {"JPN": "JPN", "KOR": "KOR"}, as_of=date(2025, 4, 1))
    assert batch.column("source").to_pylist() == ["JPN", "KOR"]
    assert not list(dyad_day(folder / "store", {"JPN": "JPN", "KOR": "KOR"}, as_of=date(2025, 3, 31)))


def test_the_command_loads_it_and_says_who_read_it(folder: Path, book: Path) -> None:
    told = run("feeds", "load", book, "--store", folder / "store")
    assert told.status == 0
    assert LABEL in told.err
    (entry,) = run("feeds", "list", "--store", folder / "store", "--json").json
    assert entry["by"] == LABEL
    assert ("shiome.feeds", "harbour") in {(shape["group"], shape["name"]) for shape in run("plugins", "--json").json}


def test_what_was_loaded_outlives_its_package(tmp_path: Path) -> None:
    feeds = with_feeds(tmp_path, harbour="Harbour")
    folder = next(feeds)
    book = folder / "book-20250401.csv"
    book.write_text(HARBOUR, encoding="utf-8")
    load_file(book, folder / "store")
    assert next(feeds, None) is None
    assert "harbour" not in known_feeds()
    assert open_feed(folder / "store", feeds=["harbour"]).count().to_pyarrow().as_py() == 2
    with pytest.raises(NotKnown) as unknown:
        load_file(book, folder / "other", feed="harbour")
    assert unknown.value.code == "feed.name"


def test_a_feed_with_the_name_of_an_own_one_is_not_used(tmp_path: Path) -> None:
    for _ in with_feeds(tmp_path, gdelt="Harbour"):
        (plugin,) = own_feeds()
        assert plugin.fault is not None
        assert plugin.fault.code == "plugin.taken"
        assert not known_feeds()["gdelt"].by


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("Shapeless", "it gave str, not Feed"),
        ("Empty", "requires no column"),
        ("Lacking", "has no column added"),
        ("Parted", "delimiter"),
    ],
)
def test_a_description_that_cannot_be_used_is_a_fault(tmp_path: Path, target: str, said: str) -> None:
    for _ in with_feeds(tmp_path, harbour=target):
        (plugin,) = own_feeds()
        assert plugin.fault is not None
        assert plugin.fault.code == "plugin.shape"
        assert said in plugin.fault.line()
        assert "harbour" not in known_feeds()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("raising", "KeyError: 'who'"),
        ("typed", "plover is 'SAIL'"),
        ("exact", "date_precision is 'hour'"),
        ("wide", "eleven"),
        ("Silent", "feed_id"),
        ("Choosy", "there is no reason 'taste'"),
        ("Backwards", "an event ends before it begins"),
    ],
)
def test_a_reader_that_fails_refuses_its_file_and_leaves_nothing(tmp_path: Path, target: str, said: str) -> None:
    for folder in with_feeds(tmp_path, careless=target, harbour="Harbour"):
        bad, good = folder / "careless-20250401.csv", folder / "book-20250401.csv"
        bad.write_text("careless,number,day,who,whom,what\nx,1,2025-02-13,JPN,KOR,call\n", encoding="utf-8")
        good.write_text(HARBOUR, encoding="utf-8")
        report = load_feed([bad, good], folder / "store")
        (refusal,) = report.refused
        assert isinstance(refusal, PluginFailed)
        assert "careless of feeds-package 3" in refusal.line()
        assert said in refusal.line()
        assert [entry.feed for entry in read_manifest(folder / "store")] == ["harbour"]
        assert not list((folder / "store").rglob("*careless*"))
