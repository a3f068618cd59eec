"""When a server looks for memory that nobody holds any more: in a pause between requests.

Python's collector keeps every thread from working while it looks through all objects, for up to a third of a second in a workbench with
much in hand, and by itself begins in the middle of an answer. What is young it goes on looking through by itself, as that takes no time.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from typing import NamedTuple

QUIET_SECONDS = 2.0
"""Where nobody has asked for so long, nobody is taken to wait."""
LATEST_SECONDS = 600.0
"""After so long it looks even though somebody waits."""
_NEVER = 1_000_000_000


class Asked(NamedTuple):
    """What a server was asked."""

    total: int
    """Requests since it began."""
    under_way: int


async def tidy(asked: Callable[[], Asked]) -> None:
    """Look through all objects in pauses only, until cancelled. What lives when it looks for the first time is left out from then on."""
    loop, before = asyncio.get_running_loop(), gc.get_threshold()
    gc.set_threshold(*before[:2], _NEVER)
    last = asked()
    looked_at, looked = last.total, loop.time()
    try:
        while True:
            await asyncio.sleep(QUIET_SECONDS)
            now = asked()
            quiet = not now.under_way and now.total == last.total
            last = now
            if (quiet and now.total != looked_at) or loop.time() - looked > LATEST_SECONDS:
                gc.collect()
                if not gc.get_freeze_count():
                    gc.freeze()
                looked_at, looked = now.total, loop.time()
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
