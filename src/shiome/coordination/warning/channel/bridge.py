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
from shiome.coordination.warning.channel.station import Output, Station
from shiome.errors import ShiomeError


class Bridge:
    """A station and the node that carries its messages; the node has the station's name."""

    def __init__(self, node: Node, station: Station) -> None:
        self.node = node
        self.station = station
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
        """Take over rows of a partner's outbox, and hand the warnings among them to the station."""
        intake = self.node.take_over(sender, rows).intake
        good = {*intake.accepted, *intake.repeated}
        out = Output()
        for row in rows:
            message = _message(row, good, sender)
            if message is None:
                came = self.station.passed(sender, row.sequence, now)
            else:
                came = self.station.hear(sender, row.sequence, message, now)
            out.messages += came.messages
            out.notices += came.notices
        return out

    def _publish(self, messages: Sequence[AnyMessage]) -> None:
        if not messages:
            return
        expires = messages[0].expires
        terms = Terms(expires=None if expires is None else moment(expires), simulated=True)
        self.node.publish([Publication(object=stix_of(each), label=self.label) for each in messages], terms)


def _message(row: Delivery, good: set[str], sender: str) -> AnyMessage | None:
    """The message of a row that the node has accepted; ``None`` for all else."""
    if row.content is None or hashlib.sha256(row.content).hexdigest() not in good:
        return None
    stix: dict[str, Any] = msgspec.json.decode(row.content)
    envelope = stix["extensions"][EXTENSION]
    if stix["type"] != TYPE or envelope["originator"] != sender or envelope.get("simulated") is not True:
        return None
    try:
        return message_of(stix)
    except ShiomeError:
        return None
