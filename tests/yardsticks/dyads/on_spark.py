"""Counts dyads of a store on Spark and prints them as JSON; a process of its own, so that Spark's threads and warnings end with it.

python on_spark.py STORE ACTORS CASES
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path


def main(store: Path, actors: dict[str, str], cases: list[dict[str, str]]) -> None:
    """Start Spark, count each case, print one JSON document."""
    import ibis
    import msgspec
    from pyspark.sql import SparkSession

    from shiome.bulk import open_feed
    from shiome.yardsticks.dyads.bulk import dyad_periods

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[1]")
        .appName("shiome-tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "1g")
        .config("spark.sql.shuffle.partitions", "2")
        # So little data is not worth much compiling.
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    connection = ibis.pyspark.connect(session)
    events = open_feed(store, backend=connection)
    answer = {
        "version": session.version,
        "columns": {name: str(kind) for name, kind in events.schema().items()},
        "events": sum(
            row["n"] for row in connection.raw_sql(connection.compile(events.agg(n=events.count()))).collect()
        ),
        "cases": [
            dyad_periods(
                store,
                actors,
                period=case["period"],
                weight=case["weight"],
                as_of=date.fromisoformat(case["as_of"]) if case["as_of"] else None,
                backend=connection,
            )
            for case in cases
        ],
    }
    session.stop()
    sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3]))
