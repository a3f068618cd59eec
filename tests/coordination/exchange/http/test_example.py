"""The example of two nodes runs as it stands, from top to bottom."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[4] / "examples" / "exchange" / "two-nodes.sh"


@pytest.mark.heavy
def test_two_nodes(tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", str(SCRIPT)],
        cwd=tmp_path,
        env=os.environ | {"PATH": path, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    told = done.stdout
    assert "/abstract" in told.split("TLP:AMBER REL TO other", 2)[2].splitlines()[0]  # withheld, as the preview says
    assert " revoked\n" in told
    assert "shiome.exchange/one/other" in told.split("what ")[-1]  # the exported log was checked
    assert list(tmp_path.iterdir()) == []  # nothing is left behind
