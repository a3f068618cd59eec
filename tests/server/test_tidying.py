"""Memory is looked through in pauses between requests."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator

import pytest

from shiome.server import tidying
from shiome.server.tidying import Asked, tidy


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Each look through all objects."""
    made: list[int] = []
    monkeypatch.setattr(tidying, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(gc, "collect", lambda: made.append(len(made)))
    yield made
    assert gc.get_freeze_count() == 0


async def _through(states: list[Asked]) -> None:
    """Tidy while the server is asked what the states say, the last of them for good."""
    remaining, seen = iter(states), 0

    def asked() -> Asked:
        nonlocal seen
        seen += 1
        return next(remaining, states[-1])

    before = gc.get_threshold()
    task = asyncio.create_task(tidy(asked))
    while seen < len(states) + 5:
        await asyncio.sleep(0)
        assert not task.done()
    assert gc.get_threshold()[2] > before[2]
    task.cancel()
    await asyncio.wait([task])
    assert gc.get_threshold() == before


@pytest.mark.parametrize(
    ("states", "wanted"),
    [
        ([Asked(0, 0)], 0),
        ([Asked(0, 0), Asked(3, 0), Asked(3, 0)], 1),
        ([Asked(0, 0), Asked(3, 1), Asked(3, 1), Asked(3, 0)], 1),
        ([Asked(0, 0), Asked(3, 1)], 0),
        ([Asked(0, 0), Asked(1, 0), Asked(2, 0), Asked(3, 1)], 0),
        ([Asked(0, 0), Asked(1, 0), Asked(1, 0), Asked(2, 0), Asked(2, 0)], 2),
    ],
)
def test_once_after_requests_when_nobody_waits(looks: list[int], states: list[Asked], wanted: int) -> None:
    asyncio.run(_through(states))
    assert len(looks) == wanted


def test_at_the_latest_while_somebody_waits(looks: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "LATEST_SECONDS", -1.0)
    asyncio.run(_through([Asked(0, 0), Asked(3, 1)]))
    assert looks
