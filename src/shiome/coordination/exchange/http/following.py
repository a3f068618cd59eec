"""Following partners while the server runs: their streams are read, checked and stored as they come.

What was missed during an outage is taken over first; where a connection fails, it is begun again after a pause.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from shiome.coordination.exchange.node.client import PartnerClient
from shiome.coordination.exchange.node.node import Node
from shiome.coordination.exchange.node.syncing import client_for, exchange_checkpoints, synchronise
from shiome.coordination.exchange.node.work import Delivery
from shiome.errors import InputRefused, ShiomeError

_LOG = logging.getLogger("shiome.exchange")
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0


class Following:
    """A thread for each partner that answers somewhere.

    Parameters
    ----------
    tidy_seconds:
        How often receipt is acknowledged and the logs are co-signed.
    connect:
        How a partner's client is made.
    """

    def __init__(
        self, node: Node, *, tidy_seconds: float = 60.0, connect: Callable[[Node, str], PartnerClient] = client_for
    ) -> None:
        self._node = node
        self._tidy_seconds = tidy_seconds
        self._connect = connect
        self._ended = threading.Event()
        self._threads: dict[str, threading.Thread] = {}

    def start(self) -> None:
        """Follow all partners that have an address, those that were added since the last call too."""
        for partner in self._node.partners():
            if partner.url and partner.node not in self._threads:
                # Nothing is lost with a thread that is cut off: cursor and objects are stored together.
                thread = threading.Thread(
                    target=self._run, args=(partner.node,), name=f"shiome follows {partner.node}", daemon=True
                )
                self._threads[partner.node] = thread
                thread.start()

    def stop(self) -> None:
        """Take over nothing more."""
        self._ended.set()

    def _run(self, partner: str) -> None:
        pause = _FIRST_PAUSE
        while not self._ended.is_set():
            begun = time.monotonic()
            try:
                with self._connect(self._node, partner) as client:
                    self._follow(partner, client)
            except ShiomeError as error:
                facts = {"partner": partner, "code": error.code, "why": error.message}
                _LOG.warning("cannot follow", extra={"facts": facts})
                if error.code == "exchange.fork":
                    return  # a person has to look at this
            except Exception as error:
                _LOG.error("cannot follow", extra={"facts": {"partner": partner}}, exc_info=error)
            pause = _FIRST_PAUSE if time.monotonic() - begun > _LONGEST_PAUSE else min(2 * pause, _LONGEST_PAUSE)
            self._ended.wait(pause)

    def _follow(self, partner: str, client: PartnerClient) -> None:
        done = synchronise(self._node, partner, client)
        tidied, acknowledged = time.monotonic(), done.cursor
        for rows in client.stream(after=done.cursor):
            if self._ended.is_set():
                return
            if rows:
                self._take(partner, rows)
            if time.monotonic() - tidied >= self._tidy_seconds:
                cursor = self._node.partner(partner).cursor
                if cursor > acknowledged:
                    client.acknowledge(cursor)
                    acknowledged = cursor
                exchange_checkpoints(self._node, partner, client)
                tidied = time.monotonic()

    def _take(self, partner: str, rows: list[Delivery]) -> None:
        before = self._node.partner(partner).cursor
        took = self._node.take_over(partner, rows)
        if took.cursor < rows[-1].sequence and took.cursor == before:
            raise InputRefused(
                "exchange.gap",
                f"{partner} left out rows behind {before}",
                ja=f"{partner} の {before} の後に欠けがある",
            )
