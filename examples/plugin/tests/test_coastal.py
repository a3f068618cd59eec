from datetime import date
from pathlib import Path

import pytest
from shiome.bulk import load_file, open_feed
from shiome.region.pack import load_pack, locate
from shiome.workspace.reader import RegionReader

from shiome_coastal.seizures import SeizureCoder, tells_of_seizure
from shiome_coastal.visits import VisitsPerMonth
from shiome_coastal.watch_list import WatchList

HERE = Path(__file__).resolve().parents[1]
DAY = date(2021, 6, 30)


@pytest.fixture(scope="module")
def reader() -> RegionReader:
    return RegionReader(load_pack(locate("peninsula")))


@pytest.mark.parametrize(
    ("text", "source", "recipient", "when"),
    [
        ("韓国の海洋警察は4月12日、済州島の沖で中国漁船2隻を拿捕した。", "KOR", "CHN", "2021-04-12"),
        ("2021年5月28日、日本の漁船がロシアに拿捕された。", "RUS", "JPN", "2021-05-28"),
        ("On 12 April 2021 the South Korean coast guard seized two Chinese fishing boats.", "KOR", "CHN", "2021-04-12"),
        ("A Japanese fishing boat was detained by Russia on 28 May 2021.", "RUS", "JPN", "2021-05-28"),
    ],
)
def test_who_took_whose_boat(reader: RegionReader, text: str, source: str, recipient: str, when: str) -> None:
    read = reader.read_bytes(text.encode(), "note.txt", dated=DAY.isoformat(), today=DAY)
    (event,) = SeizureCoder(reader.pack).code(read, document="d", dated=DAY).events
    assert (event.source, event.recipient, event.when) == ((source,), (recipient,), when)
    assert (event.plover, event.mode) == ("COERCE", "seize")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("日本の漁船がロシアに拿捕される恐れがある。", "ja"),
        ("Japanese fishing boats might be seized by Russia.", "en"),
        ("The fishing boat came home.", "en"),
        ("漁船が帰港した。", "ja"),
        ("Рыболовное судно задержано.", "ru"),
    ],
)
def test_what_is_left_alone(text: str, language: str) -> None:
    assert not tells_of_seizure(text, language)


def test_the_example_documents(reader: RegionReader) -> None:
    counts = {}
    for file in sorted((HERE / "documents").iterdir()):
        read = reader.read(file, today=DAY)
        counts[file.name] = len(SeizureCoder(reader.pack).code(read, document="d", dated=DAY).events)
    assert counts == {"seizures.en.md": 7, "seizures.ja.md": 3}


def test_the_list() -> None:
    file = HERE / "lists" / "coast_watch-2025-04-01.csv"
    assert WatchList().recognises(file, file.read_bytes())
    assert not WatchList().recognises(file, b"ref,ja,latin\n")
    snapshot = WatchList().load(file, "2025-04-01")
    assert [entity.caption for entity in snapshot.entities] == ["GREEN LANTERN", "KIKU MARU NO 8"]
    assert snapshot.entities[0].get("previousName") == ("EX LANTERN 3",)
    assert not snapshot.faults


def test_the_log(tmp_path: Path) -> None:
    entry, _ = load_file(HERE / "feeds" / "patrol_log-20250401.csv", tmp_path)
    assert (entry.feed, entry.loaded, entry.reasons) == ("patrol-log", 5, {"code": 1})
    assert entry.by.startswith("plugin:shiome-coastal/patrol-log@")
    rows = open_feed(tmp_path).order_by("line").to_pyarrow().to_pylist()
    assert [row["plover"] for row in rows] == ["CONSULT", "THREATEN", "THREATEN", "AID", "COERCE"]
    assert {row["added_date"] for row in rows} == {date(2025, 4, 1)}


def test_what_the_yardstick_says_of_itself() -> None:
    own = VisitsPerMonth()
    assert all({*texts} == {"ja", "en"} for texts in (own.name, own.about, own.direction))
