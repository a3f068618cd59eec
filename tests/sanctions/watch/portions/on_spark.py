"""Watches a data set on Spark and prints the events as JSON; a process of its own, so that Spark's threads and warnings end with it.

python on_spark.py FOLDER PORTIONS
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main(folder: Path, portions: int) -> None:
    """Start Spark, watch, print."""
    from pyspark.sql import SparkSession

    from shiome.region.pack import load_pack, locate
    from shiome.sanctions.watch.running import watch_on_spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[1]")
        .appName("shiome-tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "1g")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    found = watch_on_spark(folder, load_pack(locate("peninsula")), session, engine="numpy", portions=portions)
    answer = {
        "version": session.version,
        "rows": found.rows,
        "vessels": found.vessels,
        "events": [event.as_json() | {"score": event.score} for event in found.events],
    }
    session.stop()
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
