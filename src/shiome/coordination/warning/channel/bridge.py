"""A station on a node of the exchange: what it sends is published to its partners only, what their streams bring is handed to it.

The number of a message is the number of its row in the partner's outbox for this node, which is the identifier of the server-sent event:
a stream that broke is resumed behind the last number that the station has handed on. Signature, key, label and times are checked by the
node before the station sees anything; a row that the node refuses, or that is no warning, counts as passed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from shiome.coordination.exchange.node import Node
from shiome.coordination.exchange.node.publishing import Terms
from shiome.coordination.exchange.node.work import Delivery
from shiome.coordination.exchange.objects import EXTENSION, Label
from shiome.coordination.exchange.release import Publication
from shiome.coordination.warning.channel.messages import AnyMessage, moment
from shiome.coordination.warning.channel.objects import TYPE, message_of, stix_of
from shiome.coordination.warning.channel.recording import Recorder
from shiome.coordination.warning.channel.station import Output, Station
from shiome.errors import InputRefused, ShiomeError


class Bridge:
    """A station and the node that carries its messages; the node has the station's name.

    Parameters
    ----------
    ahead:
        Seconds by which the station's clock is ahead of the node's, below 0 where it is behind. A message says when it is void by the
        station's clock; nodes, which keep good time, are told the same moment by theirs.
    """

    def __init__(self, node: Node, station: Station, recorder: Recorder | None = None, *, ahead: float = 0.0) -> None:
        self.node = node
        self.station = station
        self._recorder = recorder
        self._ahead = ahead
        self.label = Label(tlp="AMBER", to=station.setup.partners, orcon=True)
        """To the partners by name; nobody passes it on."""

    def send(self, messages: Sequence[AnyMessage]) -> None:
        """Publish messages in their order; those that expire together go in one transaction."""
        together: list[AnyMessage] = []
        for message in messages:
            if together and together[-1].expires != message.expires:
                self._publish(together)
                together = []
            together.append(message)
        self._publish(together)

    def take(self, sender: str, rows: Sequence[Delivery], now: float) -> Output:
        """Take over rows of a partner's outbox, and hand the warnings among them to the station.

        What the node took over before, and the station may not have been told of when both were cut off, is handed on too.
        """
        before = self.node.partner(sender).cursor
        intake = self.node.take_over(sender, rows).intake
        good = {*intake.accepted, *intake.repeated}
        good |= {digest for row in rows if row.sequence <= before and (digest := self._kept(row)) is not None}
        out = Output()
        for row in rows:
            came = self._handed(sender, row, _message(row, good, sender), now)
            out.messages += came.messages
            out.notices += came.notices
        return out

    def _handed(self, sender: str, row: Delivery, message: AnyMessage | None, now: float) -> Output:
        if message is None:
            out = self.station.passed(sender, row.sequence, now)
            if self._recorder is not None:
                self._recorder.passed(self.node.name, now, sender, row.sequence, out)
            return out
        out = self.station.hear(sender, row.sequence, message, now)
        if self._recorder is not None:
            self._recorder.heard(self.node.name, now, sender, row.sequence, message, out)
        return out

    def _kept(self, row: Delivery) -> str | None:
        """The digest of bytes that the node holds already."""
        if row.content is None:
            return None
        digest = _digest(row.content)
        return digest if self.node.received(digest=digest) else None

    def _publish(self, messages: Sequence[AnyMessage]) -> None:
        if not messages:
            return
        expires = messages[0].expires
        terms = Terms(expires=None if expires is None else moment(expires - self._ahead), simulated=True)
        try:
            self.node.publish([Publication(object=stix_of(each), label=self.label) for each in messages], terms)
        except InputRefused as refused:
            if refused.code != "exchange.expires":
                raise
            # It took so long to come here that partners would not count it.


def _message(row: Delivery, good: set[str], sender: str) -> AnyMessage | None:
    """The message of a row that the node has accepted; ``None`` for all else."""
    if row.content is None or _digest(row.content) not in good:
        return None
    stix: dict[str, Any] = msgspec.json.decode(row.content)
    envelope = stix["extensions"][EXTENSION]
    if stix["type"] != TYPE or envelope["originator"] != sender or envelope.get("simulated") is not True:
        return None
    try:
        return message_of(stix)
    except ShiomeError:
        return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
