"""Runs in a process of its own what would leave threads, warnings or signals in the one of the tests.

python script.py stop FOLDER  |  python script.py spark PARTITIONS...
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[3]))
    from tests.futures.sweeping import sweeps

    if sys.argv[1] == "stop":
        # A shell that starts work in the background lets it ignore the signal, and children inherit that.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sweeps.stop_midway(Path(sys.argv[2]))
    else:
        sys.stdout.write(json.dumps(sweeps.on_spark([int(each) for each in sys.argv[2:]])) + "\n")
