"""Health, readiness and metrics."""

from __future__ import annotations

import asyncio
import json
import threading
from pathlib import Path

import pytest
from tests.server.asking import ask, asked, scope_of

from shiome.errors import StoreUnavailable
from shiome.server.metrics import Metrics
from shiome.server.monitoring import Monitor, disk_check


def test_health_says_that_the_process_runs() -> None:
    found = ask(Monitor(checks={"database": lambda: "gone"}), scope_of(path="/healthz"))
    assert (found.status, json.loads(found.body)) == (200, {"status": "ok"})


def unreachable() -> str:
    raise StoreUnavailable("store.unreachable", "the database server does not answer")


def broken() -> str:
    raise RuntimeError("words")


def test_readiness_names_what_is_wrong() -> None:
    checks = {"schema": lambda: "", "database": unreachable, "disk": lambda: "full", "other": broken}
    found = ask(Monitor(checks=checks), scope_of(path="/readyz"))
    assert found.status == 503
    assert json.loads(found.body)["problems"] == {
        "database": "the database server does not answer [store.unreachable]",
        "disk": "full",
        "other": "RuntimeError",
    }


def test_readiness_when_all_is_well() -> None:
    found = ask(Monitor(checks={"database": lambda: ""}), scope_of(path="/readyz"))
    assert (found.status, json.loads(found.body)["status"]) == (200, "ok")


def test_a_server_that_stops_is_not_ready() -> None:
    stopping = asyncio.Event()
    stopping.set()
    assert ask(Monitor(stopping=stopping), scope_of(path="/readyz")).status == 503


def test_a_check_that_hangs_is_not_begun_again() -> None:
    release, begun = threading.Event(), []

    def hanging() -> str:
        begun.append(1)
        release.wait(10)
        return ""

    async def main() -> list[int]:
        monitor = Monitor(checks={"database": hanging}, seconds=0.05)
        statuses = [(await asked(monitor, scope_of(path="/readyz"))).status for _ in range(3)]
        release.set()
        while monitor._running["database"].done() is False:
            await asyncio.sleep(0.01)
        return [*statuses, (await asked(monitor, scope_of(path="/readyz"))).status]

    assert asyncio.run(main()) == [503, 503, 503, 200]
    assert len(begun) == 2


def test_room_on_the_disk(tmp_path: Path) -> None:
    assert disk_check(tmp_path, free_bytes=1)() == ""
    assert "bytes free" in disk_check(tmp_path, free_bytes=2**70)()


def test_metrics_are_served() -> None:
    found = ask(Monitor(metrics=Metrics()), scope_of(path="/metrics"))
    assert found.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert b"shiome_requests_in_flight 0.0" in found.body


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("POST", "/healthz"), ("GET", "/metrics")])
def test_nothing_else_is(method: str, path: str) -> None:
    assert ask(Monitor(), scope_of(method, path)).status == 404
