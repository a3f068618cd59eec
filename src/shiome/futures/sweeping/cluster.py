"""Spark as a runner: the same session as the bulk tables, one ``mapInPandas`` for each wave of points."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from shiome.errors import InputRefused, MissingExtra
from shiome.futures.sweeping.work import Outcomes, Work, pickled, unpickled

Session = Any
"""A `pyspark.sql.SparkSession`; the library is loaded late and its types with it."""
OUTCOME = "number long, outcome binary"


def spark_session(master: str = "local[*]", *, memory: str = "2g", name: str = "shiome") -> Session:
    """A Spark session in which this process's Python does the work.

    Parameters
    ----------
    master:
        Where Spark runs: ``local[2]`` for two threads here, otherwise the address of a cluster.
    memory:
        Of the driver.

    Raises
    ------
    MissingExtra
        ``extra.cluster``: pyspark or Java is not installed.
    """
    sql = _pyspark_sql()
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise MissingExtra(
            "extra.cluster",
            "Spark needs Java 17",
            ja="Spark には Java 17 が要る",
            hint="install it, or set JAVA_HOME",
            hint_ja="入れるか、JAVA_HOME を設定する",
            failed="java",
        )
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.master(master).appName(name).config("spark.driver.memory", memory)
    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    if master.startswith("local"):
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def _pyspark_sql() -> Any:
    try:
        importlib.import_module("pandas")
        return importlib.import_module("pyspark.sql")
    except ModuleNotFoundError as missing:
        library = (missing.name or "pyspark").partition(".")[0]
        raise MissingExtra(
            "extra.cluster",
            f"sweeps on Spark need the library {library}",
            ja=f"Spark での計算にはライブラリ {library} が要る",
            hint="install shiome[cluster], or use a process pool",
            hint_ja="shiome[cluster] を入れるか、プロセスプールを使う",
            failed=library,
        ) from missing


@dataclass(frozen=True)
class OnSpark:
    """Points on a Spark cluster, wave by wave; what a wave gave is kept before the next one starts.

    Parameters
    ----------
    session:
        Of `spark_session`, or any whose workers have this version of Shiome installed.
    partitions:
        Tasks in a wave; as many as the cluster has cores, or a few times that.
    batch:
        Points in a task.

    Raises
    ------
    InputRefused
        ``sweep.partitions``: numbers below 1.
    MissingExtra
        ``extra.cluster``: pyspark is not installed.
    """

    session: Session
    partitions: int = 2
    batch: int = 16

    def __post_init__(self) -> None:
        _pyspark_sql()
        if self.partitions < 1 or self.batch < 1:
            raise InputRefused(
                "sweep.partitions",
                f"partitions {self.partitions} and batch {self.batch} must be at least 1",
                ja=f"パーティション数 {self.partitions} と束の大きさ {self.batch} は 1 以上とする",
                hint="give positive numbers",
                hint_ja="正の数を書く",
                failed=self,
            )

    def run(self, work: Work) -> Outcomes:
        """See `Runner`."""
        # Points that share a model travel in one pickle, which holds the model once, and reach each machine once.
        shared = self.session.sparkContext.broadcast(pickled(work))

        def compute(frames: Iterable[Any]) -> Iterator[Any]:
            pd: Any = importlib.import_module("pandas")
            held = unpickled(shared.value)
            if held.prepare is not None:
                held.prepare()
            for frame in frames:
                numbers = [int(number) for number in frame["id"]]
                yield pd.DataFrame({"number": numbers, "outcome": [held.outcome(number) for number in numbers]})

        wave = self.partitions * self.batch
        try:
            for first in range(0, len(work.points), wave):
                last = min(first + wave, len(work.points))
                rows = self.session.range(first, last, 1, self.partitions).mapInPandas(compute, OUTCOME).collect()
                yield from ((int(row.number), bytes(row.outcome)) for row in rows)
        finally:
            shared.destroy()
