"""What a node takes from others, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from shiome.coordination.exchange.node import partners as registry
from shiome.coordination.exchange.node import receiving, refused, statuses
from shiome.coordination.exchange.node.ground import Ground
from shiome.coordination.exchange.node.partners import Partner
from shiome.coordination.exchange.node.receiving import Intake
from shiome.coordination.exchange.node.refused import RefusalRow, RefusedBytes
from shiome.coordination.exchange.node.schema import views
from shiome.coordination.exchange.node.stored import StoredView, views_by
from shiome.coordination.exchange.node.work import Delivery, Work


@dataclass(frozen=True)
class Took:
    """What a batch from a partner came to."""

    intake: Intake
    cursor: int
    """The last number taken over."""


class Taking(Ground):
    """Intake and what is held."""

    def keep_status(self, partner: str, identifier: str, content: bytes) -> None:
        """Keep the answer to objects that a partner sent in."""
        self.run(lambda work: statuses.keep(work, partner, identifier, content))

    def status(self, partner: str, identifier: str) -> bytes | None:
        """That answer, for that partner; ``None`` for all others."""
        return self._read(lambda connection: statuses.kept(connection, partner, identifier))

    def take(self, sender: str, batch: Sequence[bytes]) -> Intake:
        """Objects that a partner sent in, each accepted or refused for itself."""
        return self._taken(self._sender(sender), batch, cursor=None).intake

    def take_over(self, sender: str, rows: Sequence[Delivery]) -> Took:
        """The next rows of a partner's outbox for this node, stored together with how far it has come.

        Rows that were taken over before are passed over; behind a hole nothing is taken, so that it is asked for again.
        """
        partner = self._sender(sender)
        batch, cursor = [], partner.cursor
        for row in rows:
            if row.sequence == cursor + 1:
                cursor = row.sequence
                if row.content is not None:
                    batch.append(row.content)
        return self._taken(partner, batch, cursor=cursor)

    def _taken(self, partner: Partner, batch: Sequence[bytes], *, cursor: int | None) -> Took:
        checked = self._read(
            lambda connection: receiving.check_batch(
                connection, self.identity, batch, sender=partner, limits=self.limits, at=self.clock()
            )
        )

        def do(work: Work) -> Took:
            intake = receiving.store_batch(work, self.identity, checked, sender=partner)
            refused.keep(work, partner.node, intake.refused, self.limits)
            known = registry.partner(work.connection, partner.node)
            if cursor is not None and cursor > known.cursor:
                work.change_partner(partner.node, cursor=cursor)
            return Took(intake, known.cursor if cursor is None else max(cursor, known.cursor))

        return self.run(do)

    def received(self, **filters: Any) -> list[StoredView]:
        """What came from others and is kept, the oldest version first.

        Filters are columns of a view with the value wanted: ``stix_id``, ``type``, ``digest``, ``lineage``, ``originator``.
        """
        others = views.c.originator != self.name
        return self._read(lambda connection: views_by(connection, others, *_conditions(filters)))

    def given(self, **filters: Any) -> list[StoredView]:
        """What this node signed itself, the oldest version first; filters as for :meth:`received`."""
        own = views.c.originator == self.name
        return self._read(lambda connection: views_by(connection, own, *_conditions(filters)))

    def refusals(self, *, after: int = 0, limit: int | None = None) -> list[RefusalRow]:
        """What was not accepted and why, the oldest first, behind a number; for the node's own people."""
        return self._read(lambda connection: refused.refusal_rows(connection, after=after, limit=limit))

    def refused_bytes(self, digest: str) -> list[RefusedBytes]:
        """What is kept of bytes whose SHA-256 begins so; for the node's own people, and never passed on."""
        return self._read(lambda connection: refused.bytes_of(connection, digest))

    def _sender(self, node: str) -> Partner:
        return self._read(lambda connection: registry.partner(connection, node))


def _conditions(filters: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    return [views.c[name] == value for name, value in filters.items()]
