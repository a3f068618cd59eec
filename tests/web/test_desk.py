"""What questions to the workbench share."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shiome.web.desk import Desk


def test_who_asks_after_a_change_never_shares_an_earlier_look(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk.open(folder, local=True)
    changes, lock = [0], threading.Lock()

    def look() -> str:
        seen = changes[0]
        time.sleep(0.001)  # so that others come to wait for the look
        return str(seen)

    def change_and_ask(_: int) -> tuple[int, int]:
        with lock:
            changes[0] += 1
            mine = changes[0]
        return mine, int(desk.data_version())

    monkeypatch.setattr(desk.workspace, "data_version", look)
    try:
        with ThreadPoolExecutor(16) as pool:
            found = list(pool.map(change_and_ask, range(400)))
    finally:
        desk.close()
    assert all(seen >= mine for mine, seen in found)
