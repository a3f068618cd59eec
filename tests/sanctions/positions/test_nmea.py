"""Raw NMEA: tag blocks, messages in parts, checksums, and whatever else stands in a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.errors import InputRefused, MissingExtra
from shiome.sanctions.positions.batches import Judge
from shiome.sanctions.positions.loading import batches_of, load_file
from shiome.sanctions.positions.nmea import nmea_batches

MOMENT = 1_735_689_600
needs_pyais = pytest.mark.skipif(find_spec("pyais") is None, reason="no pyais: install shiome[ais]")


def tagged(sentence: str, tags: str) -> str:
    check = 0
    for byte in tags.encode():
        check ^= byte
    return f"\\{tags}*{check:02X}\\{sentence}"


def position(mmsi: int, lat: float, lon: float) -> str:
    from pyais import encode_dict

    values = {"type": 1, "mmsi": mmsi, "lat": lat, "lon": lon, "speed": 7.5, "course": 90.0, "heading": 511}
    return str(encode_dict(values, talker_id="AI")[0])


def static(mmsi: int) -> list[str]:
    from pyais import encode_dict

    values = {"type": 5, "mmsi": mmsi, "imo": 9074729, "shipname": "ONE", "draught": 6.5}
    return [str(sentence) for sentence in encode_dict(values, talker_id="AI", seq_id=3)]


def read(path: Path) -> tuple[list[dict[str, Any]], list[tuple[int, str]], int]:
    judge = Judge(path.name)
    rows: list[dict[str, Any]] = []
    rejected: list[tuple[int, str]] = []
    other = 0
    for batch in batches_of(path, lambda _: None):
        judged = judge.judged(batch)
        rows += judged.table.to_pylist()
        rejected += [(line, reason) for line, reason, *_ in judged.rejected]
        other += batch.other
    return rows, sorted(rejected), other


def file_of(folder: Path, lines: Iterable[str]) -> Path:
    path = folder / "any.nmea"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@needs_pyais
def test_a_position_takes_time_from_its_tag_block_and_name_from_before(tmp_path: Path) -> None:
    one, two = static(412000001)
    lines = [
        tagged(one, f"g:1-2-77,s:rx1,c:{MOMENT}"),
        tagged(two, "g:2-2-77"),
        tagged(position(412000001, 34.5, 124.5), f"s:rx1,c:{MOMENT + 5}"),
        tagged(position(412000001, 34.6, 124.5), f"s:rx1,c:{(MOMENT + 65) * 1000 + 250}"),
    ]
    rows, rejected, other = read(file_of(tmp_path, lines))
    assert rejected == []
    assert other == 1
    assert [row["time"].timestamp() for row in rows] == [MOMENT + 5, MOMENT + 65.25]
    assert rows[0]["lat"] == pytest.approx(34.5, abs=1e-5)
    assert (rows[0]["name"], rows[0]["imo"], rows[0]["draught"], rows[0]["heading"]) == ("ONE", 9074729, 6.5, None)
    assert [row["row"] for row in rows] == [3, 4]
    assert [row["receiver"] for row in rows] == ["rx1", "rx1"]


@needs_pyais
def test_shore_stations_write_the_time_behind_the_checksum(tmp_path: Path) -> None:
    lines = [position(412000001, 34.5, 124.5) + f",d-109,S2105,t050056.00,T56.1,r003669946,{MOMENT},{MOMENT - 60}"]
    rows, _, _ = read(file_of(tmp_path, lines))
    assert [row["time"].timestamp() for row in rows] == [MOMENT]
    assert rows[0]["receiver"] == "r003669946"


@needs_pyais
def test_the_receiver_of_a_message_in_parts_is_the_first_that_is_told(tmp_path: Path) -> None:
    payload = position(412000001, 34.5, 124.5).split(",")[5]
    one, two = (checked(f"!AIVDM,2,{part},3,A,{half},0") for part, half in ((1, payload[:14]), (2, payload[14:])))
    lines = [
        tagged(one, f"g:1-2-77,c:{MOMENT}"),
        tagged(two, "g:2-2-77,s:sat9"),
        tagged(position(412000001, 34.6, 124.5), f"c:{MOMENT + 9}"),
    ]
    rows, _, _ = read(file_of(tmp_path, lines))
    assert [row["receiver"] for row in rows] == ["sat9", None]


@needs_pyais
def test_what_cannot_be_used_is_set_aside_with_its_line(tmp_path: Path) -> None:
    good = position(412000001, 34.5, 124.5)
    lines = [
        tagged(good, f"c:{MOMENT}"),
        good[:-1] + ("0" if good[-1] != "0" else "1"),
        tagged(good, f"c:{MOMENT}").replace("c:1", "c:2"),
        good,
        "what is this",
        tagged(static(412000001)[0], f"c:{MOMENT}"),
        tagged(position(412000001, 91.0, 181.0), f"c:{MOMENT}"),
        tagged(position(992000001, 34.0, 124.0), f"c:{MOMENT}"),
    ]
    rows, rejected, _ = read(file_of(tmp_path, lines))
    assert [row["row"] for row in rows] == [1]
    assert rejected == [
        (2, "checksum"), (3, "checksum"), (4, "time"), (5, "nmea"), (6, "fragment"), (7, "no-position"), (8, "mmsi"),
    ]  # fmt: skip


@needs_pyais
def test_a_file_of_sentences_is_loaded(tmp_path: Path) -> None:
    path = file_of(tmp_path, [tagged(position(412000001, 34.5, 124.5), f"c:{MOMENT}"), "", "no sentence"])
    entry, _ = load_file(path, tmp_path / "set")
    assert (entry.loaded, entry.rejected, entry.blank, entry.reasons) == (1, 1, 1, {"nmea": 1})


SENTENCE = st.builds(
    lambda payload, fill, total: f"!AIVDM,{total},1,{'' if total == 1 else 4},A,{payload},{fill}",
    st.text("0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw", max_size=30),
    st.integers(0, 5),
    st.integers(1, 2),
)


def checked(body: str) -> str:
    check = 0
    for byte in body[1:].encode():
        check ^= byte
    return f"{body}*{check:02X}"


@needs_pyais
@given(
    st.lists(
        SENTENCE.map(checked)
        | st.text(st.characters(exclude_characters="\n\r\0", exclude_categories=["Cs"]), max_size=60),
        max_size=20,
    )
)
@settings(deadline=None)
def test_whatever_stands_in_a_file_is_counted_once(lines: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.nmea"
        path.write_bytes("\n".join(["!", *lines]).encode() + b"\n")
        batches = list(nmea_batches(path, lambda _: None))
    held = sum(len(batch.lines) + len(batch.rejected) + batch.other + batch.blank for batch in batches)
    assert held == len(lines) + 1


def test_a_file_with_a_nul_in_it_is_no_text(tmp_path: Path) -> None:
    path = file_of(tmp_path, ["!AIVDM", "\0"])
    with pytest.raises(InputRefused) as refusal:
        load_file(path, tmp_path / "set")
    assert str(path.name) in str(refusal.value)


def test_without_pyais_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyais", None)
    with pytest.raises(MissingExtra, match=r"install shiome\[ais\]"):
        next(nmea_batches(file_of(tmp_path, ["!AIVDM"]), lambda _: None))
