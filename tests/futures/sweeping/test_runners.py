"""Every way of running gives the same bytes; what fails is named, what is finished is kept."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.futures.sweeping.sweeps import digests, ensemble_points, refuse_to_load, square

from shiome.errors import InputRefused, MissingExtra, StoreUnavailable
from shiome.futures.sweeping.cluster import OnSpark, spark_session
from shiome.futures.sweeping.ensembles import run_ensembles
from shiome.futures.sweeping.mapping import IN_PROCESS, map_points
from shiome.futures.sweeping.runners import ProcessPool
from shiome.futures.sweeping.tables import answer_table, month_table, write_table


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("runner", "piece"),
    [(ProcessPool(1), 150), (ProcessPool(3), 64), (ProcessPool(2, batch=3, start="forkserver"), 333)],
)
def test_a_pool_gives_the_bytes_of_one_process(runner: ProcessPool, piece: int) -> None:
    assert digests(runner, piece=piece) == digests(IN_PROCESS, piece=10_000)


def test_the_size_of_pieces_does_not_matter(tmp_path: Path) -> None:
    written = []
    for piece in (1, 255, 256, 10_000):
        points = {name: point for name, point in ensemble_points().items() if "seed=1" in name}
        write_table(answer_table(run_ensembles(points, piece=max(piece, 40))), tmp_path / "answers.parquet")
        written.append((tmp_path / "answers.parquet").read_bytes())
    assert len(set(written)) == 1


def test_failing_points_are_named_and_the_others_kept() -> None:
    points = {f"point {each}": each for each in range(1, 9)}
    found = map_points(square, points, result=int, runner=ProcessPool(2))
    assert found.results == {f"point {each}": each * each for each in (1, 2, 6, 7, 8)}
    assert [(fault.point, fault.code) for fault in found.faults] == [
        ("point 3", "demo.three"),
        ("point 4", "sweep.point"),
        ("point 5", "sweep.died"),
    ]
    assert found.faults[0].line() == "point 3: 3 is refused; give another [demo.three]"
    assert found.faults[0].line("ja") == "point 3：3 は受けない。give another [demo.three]"


def test_a_function_that_cannot_travel_is_refused() -> None:
    with pytest.raises(InputRefused, match=r"sweep\.function"):
        map_points(lambda point: point, {"a": 1}, result=int, runner=ProcessPool(1))


def test_processes_that_cannot_start_end_the_sweep() -> None:
    with pytest.raises(InputRefused, match=r"sweep\.start"):
        map_points(square, {"a": 1}, result=int, runner=ProcessPool(1), prepare=refuse_to_load)


@pytest.mark.parametrize("workers", [(0, 1), (1, 0)])
def test_numbers_below_one_are_refused(workers: tuple[int, int]) -> None:
    with pytest.raises(InputRefused, match=r"sweep\.workers"):
        ProcessPool(workers[0], batch=workers[1])
    with pytest.raises(InputRefused, match=r"sweep\.partitions"):
        OnSpark(None, partitions=workers[0], batch=workers[1])


def test_no_points_are_refused() -> None:
    with pytest.raises(InputRefused, match=r"sweep\.points"):
        map_points(square, {}, result=int)


def test_without_pyspark_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    for call in (spark_session, lambda: OnSpark(None)):
        with pytest.raises(MissingExtra) as refused:
            call()
        assert str(refused.value).startswith("sweeps on Spark need the library pyspark; install shiome[cluster]")
        assert "\n" not in refused.value.line("ja")


def test_progress_counts_every_point() -> None:
    seen: list[tuple[int, int]] = []
    map_points(square, {"a": 1, "b": 3}, result=int, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (1, 2), (2, 2)]


def alive_in_group(group: int) -> list[str]:
    """What runs in a group of processes, those that have ended and wait to be collected aside."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, own = path.read_text().rpartition(")")[2].split()[:3]
            if int(own) == group and state != "Z":
                found.append(path.parent.name)
    return found


@pytest.mark.heavy
def test_an_interrupted_sweep_goes_on_where_it_stopped(tmp_path: Path) -> None:
    script = Path(__file__).with_name("script.py")
    stopped = subprocess.Popen(
        [sys.executable, str(script), "stop", str(tmp_path)], start_new_session=True, stderr=subprocess.PIPE
    )
    _, said = stopped.communicate(timeout=300)
    assert stopped.returncode == -signal.SIGINT, said.decode()[-2000:]
    deadline = time.monotonic() + 60
    while alive_in_group(stopped.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert alive_in_group(stopped.pid) == []  # no worker is left behind
    (kept,) = tmp_path.glob("*.jsonl")
    lines = kept.read_bytes().splitlines(keepends=True)
    assert 1 + 3 <= len(lines) < 1 + 28
    # A process that is killed outright may leave half a line.
    kept.write_bytes(b"".join(lines[:-1]) + lines[-1][:-9])
    seen: list[int] = []
    again = run_ensembles(
        ensemble_points(), piece=100, counts=True, checkpoint=tmp_path, progress=lambda done, _: seen.append(done)
    )
    whole = run_ensembles(ensemble_points(), counts=True)
    assert seen == list(range(len(lines) - 2, 29))
    for table in (answer_table, month_table):
        write_table(table(again), tmp_path / "again.parquet")
        write_table(table(whole), tmp_path / "whole.parquet")
        assert (tmp_path / "again.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()


def test_faults_are_tried_again_and_results_are_not(tmp_path: Path) -> None:
    points = {"a": 2, "b": 3}
    for start in (0, 1):
        seen: list[int] = []
        found = map_points(
            square, points, result=int, checkpoint=tmp_path, progress=lambda done, _, seen=seen: seen.append(done)
        )
        assert seen[0] == start
        assert found.results == {"a": 4}
        assert [fault.point for fault in found.faults] == ["b"]


def test_other_points_have_another_checkpoint(tmp_path: Path) -> None:
    for points in ({"a": 2}, {"a": 2, "b": 6}):
        map_points(square, points, result=int, checkpoint=tmp_path)
    assert len(list(tmp_path.glob("*.jsonl"))) == 2


def test_a_damaged_or_used_checkpoint_is_refused_with_its_line(tmp_path: Path) -> None:
    points = {"a": 2, "b": 6}
    map_points(square, points, result=int, checkpoint=tmp_path)
    (kept,) = tmp_path.glob("*.jsonl")
    lines = kept.read_bytes().splitlines(keepends=True)
    with pytest.raises(StoreUnavailable, match="another process is using it"):
        map_points(
            square,
            {"a": 2, "b": 3},
            result=int,
            checkpoint=tmp_path / "other",
            progress=lambda *_: map_points(square, {"a": 2, "b": 3}, result=int, checkpoint=tmp_path / "other"),
        )
    kept.write_bytes(b"".join([lines[0], b"{]\n", lines[2]]))
    with pytest.raises(StoreUnavailable, match="line 2 is damaged"):
        map_points(square, points, result=int, checkpoint=tmp_path)
    with pytest.raises(StoreUnavailable, match=r"sweep\.checkpoint"):
        map_points(square, points, result=int, checkpoint=kept)
