"""However vessels are divided, and wherever a watch was interrupted, the events are the same to the last digit."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.sanctions.watch.planted import KINDS, planted

from shiome.errors import StoreUnavailable
from shiome.region.pack import Pack, load_pack, locate
from shiome.sanctions.positions.loading import load_positions
from shiome.sanctions.simulator.model import Simulation
from shiome.sanctions.watch.portions.local import portion_of
from shiome.sanctions.watch.running import Watched, watch

SMALL = 8_000
INTERRUPTED = """
import os, signal, sys
from pathlib import Path
from shiome.region.pack import load_pack, locate
from shiome.sanctions.watch.running import watch

def told(step, done, total):
    if step == sys.argv[3] and done == min(2, total):
        os.kill(os.getpid(), signal.SIGKILL)

watch(Path(sys.argv[1]), load_pack(locate("peninsula")), work=Path(sys.argv[2]), rows_at_once=int(sys.argv[4]), on_part=told)
"""


class Steps(list[tuple[str, int, int]]):
    """Parts as they were told."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take one."""
        self.append((step, done, total))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(locate("peninsula"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Simulation]:
    return planted(tmp_path_factory.mktemp("sea"))


@pytest.fixture(scope="module")
def whole(data: tuple[Path, Simulation], pack: Pack) -> Watched:
    return watch(data[0], pack)


@pytest.fixture(scope="module")
def killed(data: tuple[Path, Simulation], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Work of watches that were killed in the middle of a step."""
    places = {}
    for step in ("sorting", "survey", "telling"):
        places[step] = tmp_path_factory.mktemp("work") / step
        arguments = [str(data[0]), str(places[step]), step, str(SMALL)]
        done = subprocess.run(
            [sys.executable, "-c", INTERRUPTED, *arguments], capture_output=True, check=False, timeout=600
        )
        assert done.returncode == -signal.SIGKILL, done.stderr[-2000:]
    return places


def same(one: Watched, other: Watched) -> bool:
    """To the last digit, scores and measures included."""
    return one == other and json.dumps([event.as_json() for event in one.events]) == json.dumps(
        [event.as_json() for event in other.events]
    )


def test_the_sea_shows_every_kind_of_event(whole: Watched, data: tuple[Path, Simulation]) -> None:
    assert {event.type for event in whole.events} == KINDS
    codes = {event.reasons[0].code for event in whole.events}
    assert {"spoofing.circle", "spoofing.footprint", "identity.shared_mmsi", "identity.renamed"} <= codes
    assert whole.vessels == len(set(data[1].columns["mmsi"]))


@pytest.mark.parametrize("rows_at_once", [SMALL, 30_000])
def test_any_number_of_portions_gives_the_same(
    data: tuple[Path, Simulation], pack: Pack, whole: Watched, rows_at_once: int
) -> None:
    steps = Steps()
    assert same(watch(data[0], pack, rows_at_once=rows_at_once, on_part=steps), whole)
    assert max(total for _, _, total in steps) > 1
    assert [step for step, done, total in steps if done == total] == [
        "sorting", "survey", "hearing", "telling", "encounters",
    ]  # fmt: skip


@pytest.mark.parametrize("step", ["sorting", "survey", "telling"])
def test_a_watch_that_was_killed_goes_on_where_it_was(
    data: tuple[Path, Simulation], pack: Pack, whole: Watched, killed: dict[str, Path], step: str
) -> None:
    work = killed[step]
    (place,) = work.iterdir()
    kept = sorted(path.name for path in place.iterdir() if path.suffix == ".part" or path.is_dir())
    assert kept
    before = {name: (place / name).stat().st_mtime_ns for name in kept}
    seen: dict[str, int] = {}

    def told(_step: str, _done: int, _total: int) -> None:
        seen.update({name: (place / name).stat().st_mtime_ns for name in kept if (place / name).exists()})

    assert same(watch(data[0], pack, work=work, rows_at_once=SMALL, on_part=told), whole)
    assert seen == before
    assert not work.exists()


def test_part_of_the_work_that_is_damaged_is_told_and_not_believed(
    data: tuple[Path, Simulation], pack: Pack, tmp_path: Path
) -> None:
    work = tmp_path / "work"

    class Stop(Exception):
        """Ends the watch."""

    def stop(step: str, _done: int, _total: int) -> None:
        if step == "survey":
            raise Stop

    with pytest.raises(Stop):
        watch(data[0], pack, work=work, rows_at_once=SMALL, on_part=stop)
    (part,) = work.glob("*/survey-*.part")
    part.write_bytes(part.read_bytes()[:-20])
    with pytest.raises(StoreUnavailable) as refusal:
        watch(data[0], pack, work=work, rows_at_once=SMALL)
    assert refusal.value.code == "watch.work"
    assert part.exists()


def test_other_rules_and_other_data_begin_anew(
    data: tuple[Path, Simulation], pack: Pack, whole: Watched, tmp_path: Path
) -> None:
    work = tmp_path / "work"

    class Stop(Exception):
        """Ends the watch."""

    def stop(*_: Any) -> None:
        raise Stop

    for options in ({}, {"watchers": ("ports",)}, {"rows_at_once": SMALL}):
        with pytest.raises(Stop):
            watch(data[0], pack, work=work, on_part=stop, **options)  # type: ignore[arg-type]
        # what the watch before left is gone: its rules were others
        (only,) = work.iterdir()
        assert only.is_dir()
    assert same(watch(data[0], pack, work=work), whole)
    assert not work.exists()


def test_what_no_watch_made_is_left_alone(data: tuple[Path, Simulation], pack: Pack, tmp_path: Path) -> None:
    work = tmp_path / "work"
    for name in ("0123456789abcdef", "letters"):
        (work / name).mkdir(parents=True)
        (work / name / "mine.txt").write_text("mine")
    (work / "letters" / "lock").touch()
    watch(data[0], pack, work=work, watchers=("ports",))
    assert sorted(path.name for path in work.iterdir()) == ["0123456789abcdef", "letters"]
    assert (work / "0123456789abcdef" / "mine.txt").read_text() == "mine"


def test_two_watches_at_once_do_not_disturb_one_another(
    data: tuple[Path, Simulation], pack: Pack, whole: Watched, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    inner: list[Watched] = []

    def meanwhile(step: str, done: int, _total: int) -> None:
        if step == "hearing" and done == 1 and not inner:
            inner.append(watch(data[0], pack, work=work))
            inner.append(watch(data[0], pack, work=work, watchers=("ports",)))

    outer = watch(data[0], pack, work=work, on_part=meanwhile)
    assert same(outer, whole)
    assert same(inner[0], whole)
    assert {event.type for event in inner[1].events} <= {"port_call", "draught_change"}
    assert not work.exists()


def test_a_data_set_of_an_earlier_version_without_receivers_is_watched(
    data: tuple[Path, Simulation], pack: Pack, whole: Watched, tmp_path: Path
) -> None:
    simulation = data[1]
    columns = {name: values for name, values in simulation.columns.items() if name != "receiver"}
    table = pa.table({name: pa.array(values.tolist()) for name, values in columns.items()})
    pq.write_table(table, tmp_path / "simulated_3.parquet")
    load_positions([tmp_path / "simulated_3.parquet"], tmp_path / "set")
    for path in sorted((tmp_path / "set").glob("day=*/cell=*/*.parquet")):
        older = pq.ParquetFile(path).read()
        pq.write_table(older.drop_columns(["receiver"]), path)
    found = watch(tmp_path / "set", pack, rows_at_once=SMALL)
    codes = {event.reasons[0].code for event in found.events}
    assert "spoofing.footprint" not in codes
    kinds = [
        [replace(event, rows=(), score=0.0) for event in each.events if event.type == "transfer"]
        for each in (found, whole)
    ]
    assert kinds[0] == kinds[1] != []
    assert found.rows == simulation.rows


def test_portions_are_even_and_do_not_depend_on_the_rows() -> None:
    mmsi = 412_000_000 + np.arange(10_000)
    counts = np.bincount(portion_of(mmsi, 8), minlength=8)
    assert counts.min() > 1000
    assert (portion_of(mmsi[::-1], 8)[::-1] == portion_of(mmsi, 8)).all()


def test_a_folder_that_cannot_be_written_is_refused(data: tuple[Path, Simulation], pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreUnavailable) as refusal:
        watch(data[0], pack, work=tmp_path / "file")
    assert refusal.value.code == "watch.work"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
