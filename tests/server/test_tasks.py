"""Background tasks: begun again when they fail, ended when the server stops."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from shiome.errors import StoreUnavailable
from shiome.server.metrics import Metrics
from shiome.server.tasks import Supervisor


def test_a_task_that_fails_is_begun_again() -> None:
    async def main() -> None:
        runs, done, problems = [], asyncio.Event(), []

        async def failing() -> None:
            runs.append(1)
            if len(runs) < 3:
                raise StoreUnavailable("store.locked", "in use")
            done.set()

        metrics = Metrics()
        supervisor = Supervisor({"relay": failing}, metrics=metrics, first_pause=0.01)
        supervisor.start()
        while not done.is_set():
            problems.append(supervisor.problem())
            await asyncio.sleep(0.001)
        await supervisor.stop(seconds=1)
        assert "relay: store.locked" in problems
        assert supervisor.problem() == ""
        assert b'shiome_task_failures_total{task="relay"} 2.0' in metrics.text()

    asyncio.run(main())


def test_pauses_grow_and_one_task_does_not_hold_up_another() -> None:
    async def main() -> None:
        times, beats = [], []

        async def failing() -> None:
            times.append(asyncio.get_running_loop().time())
            raise ValueError

        async def beating() -> None:
            while True:
                beats.append(1)
                await asyncio.sleep(0.005)

        supervisor = Supervisor({"bad": failing, "good": beating}, first_pause=0.01, longest_pause=0.04)
        supervisor.start()
        while len(times) < 5:
            await asyncio.sleep(0.005)
        await supervisor.stop(seconds=1)
        pauses = [b - a for a, b in pairwise(times)]
        assert pauses[1] > pauses[0]
        assert len(beats) > 3

    asyncio.run(main())


def test_tasks_are_cancelled_when_the_server_stops() -> None:
    async def main() -> list[str]:
        ended = []

        async def waiting() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append("ended")

        supervisor = Supervisor({"wait": waiting})
        supervisor.start()
        await asyncio.sleep(0)
        await supervisor.stop(seconds=1)
        return ended

    assert asyncio.run(main()) == ["ended"]


def test_a_task_that_will_not_end_is_left_behind() -> None:
    async def main() -> float:
        release = asyncio.Event()

        async def stubborn() -> None:
            while not release.is_set():
                try:
                    await release.wait()
                except asyncio.CancelledError:
                    continue

        supervisor = Supervisor({"stubborn": stubborn})
        supervisor.start()
        (task,) = supervisor._running
        await asyncio.sleep(0)
        await supervisor.stop(seconds=0.05)
        left = not task.done()
        release.set()
        await task
        return left

    assert asyncio.run(main())
