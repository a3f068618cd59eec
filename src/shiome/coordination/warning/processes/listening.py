"""Reading the streams of all partners, each in a thread of its own; a stream that breaks is begun again behind its last row."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from shiome.coordination.exchange.node import Node, client_for
from shiome.coordination.exchange.node.work import Delivery
from shiome.errors import ShiomeError

PAUSE = 0.3
"""Seconds before a stream is begun again."""


class Listening:
    """Hands on rows as they come.

    Parameters
    ----------
    hand_on:
        Called from the threads with the sender and its rows.
    """

    def __init__(self, node: Node, hand_on: Callable[[str, Sequence[Delivery]], None]) -> None:
        self._node = node
        self._hand_on = hand_on
        self._ended = threading.Event()

    def start(self, sender: str, *, after: int) -> None:
        """Read what a partner sent behind a number."""
        # What a thread had read and not handed on when it is cut off is asked for again, so that none has to be waited for.
        threading.Thread(target=self._run, args=(sender, after), name=f"stream of {sender}", daemon=True).start()

    def stop(self) -> None:
        """Hand on nothing more."""
        self._ended.set()

    def _run(self, sender: str, after: int) -> None:
        while not self._ended.is_set():
            try:
                # The node knows where the partner answers now, which may be another place than before.
                with client_for(self._node, sender) as client:
                    for rows in client.stream(after=after):
                        if self._ended.is_set():
                            return
                        if rows:
                            self._hand_on(sender, rows)
                            after = rows[-1].sequence
            except ShiomeError:
                pass  # the partner is not there; the station notices by itself that it is silent
            self._ended.wait(PAUSE)
