"""One transaction of a node: what it delivers, what it logs, all stored together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from shiome.coordination.exchange.node.among import among, listed
from shiome.coordination.exchange.node.database import WAKE, Database
from shiome.coordination.exchange.node.journal import STATES, Edges, Journal, Kind, edges_of
from shiome.coordination.exchange.node.partners import (
    ACTIVE,
    Partner,
    add_partner,
    all_partners,
    change_partner,
    partners_of,
)
from shiome.coordination.exchange.node.schema import outbox, outbox_bodies, partners, refusals
from shiome.coordination.exchange.node.stored import StoredView
from shiome.coordination.exchange.node.writes import Writes

_COLUMNS = (
    "partner",
    "sequence",
    "digest",
    "added_at",
    "stix_id",
    "type",
    "originator",
    "version",
    "version_text",
    "spec_version",
    "expires",
)
_LONGEST_DETAIL = 500


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """A row of an outbox as a partner's node takes it over; without content where it was withdrawn, erased or has expired."""

    sequence: int
    content: bytes | None


class Work:
    """What a transaction does; got from :func:`working`."""

    def __init__(self, connection: Connection, at: int, *, known: Iterable[Partner], logs: Edges) -> None:
        self.connection = connection
        self.at = at
        """Time of the transaction, in microseconds."""
        self.writes = Writes(connection)
        """Rows that wait to be stored; they are there for questions only once they were flushed."""
        self.journal = Journal(self.writes, at, logs)
        self._refusals: int | None = None
        self._partners: dict[str, Partner] | None = {each.node: each for each in known}
        self._rows: dict[str, list[tuple[StoredView, Kind]]] = {}
        self.delivered: dict[str, list[Delivery]] = {}
        """Rows that the transaction put into outboxes, by partner; complete once it is written."""

    @property
    def partners(self) -> dict[str, Partner]:
        """The active partners as this transaction left them so far; it holds the writer's lock, so nobody else changes them."""
        if self._partners is None:
            self._partners = {each.node: each for each in all_partners(self.connection)}
        return self._partners

    def add_partner(self, given: Partner, *, token: str) -> None:
        """Enter a partner; see :func:`.partners.add_partner`."""
        add_partner(self.connection, given, token=token, at=self.at)
        self._partners = None

    def change_partner(self, node: str, **values: Any) -> None:
        """Set columns of a partner's row."""
        change_partner(self.connection, node, **values)
        self._partners = None

    def deliver(self, to: Partner, view: StoredView, kind: Kind) -> None:
        """Put a view, stored already, into a partner's outbox; the channel's log says so."""
        self._rows.setdefault(to.node, []).append((view, kind))

    def refuse(self, partner: str, code: str, *, digest: str = "", detail: str = "") -> None:
        """Record that something was not accepted; the channel's log tells the digest only, the node's own people the reason."""
        if self._refusals is None:
            self._refusals = int(self.connection.execute(_LAST_REFUSAL).scalar() or 0)
        self._refusals += 1
        reason = detail[:_LONGEST_DETAIL].replace("\0", "\ufffd")  # PostgreSQL keeps no text with a zero in it
        values = (self._refusals, partner, code, digest, reason, self.at)
        columns = ("number", "partner", "code", "digest", "detail", "refused_at")
        self.writes.insert(refusals.name, columns, [values])
        self.journal.note(partner, "refuse", digest=digest)

    def held(self, partner: Iterable[str], digests: Iterable[str]) -> set[tuple[str, str]]:
        """Which of the digests stand in which of the outboxes already (or will, by this transaction)."""
        values = {"partners": listed(partner), "digests": listed(digests)}
        found = {(row.partner, row.digest) for row in self.connection.execute(_HELD, values)}
        return found | {(node, view.digest) for node, rows in self._rows.items() for view, _kind in rows}

    def write(self) -> None:
        """Number the rows of each outbox without holes, store them and all that waits, and append the logs; may be called again."""
        rows, body_rows, counters = [], [], []
        for node, views in self._rows.items():
            to = self.partners[node]
            # A clock that was set back does not take the outbox back: what is added later is dated later.
            first, clock = to.sequence + 1, max(self.at, to.clock + 1)
            for step, (view, kind) in enumerate(views):
                sequence, added = first + step, clock + step
                rows.append(
                    (node, sequence, view.digest, added, view.stix_id, view.type, view.originator,
                     added if view.version is None else view.version, view.version_text, view.spec_version, view.expires)
                )  # fmt: skip
                body_rows += [(node, body, sequence) for body in sorted({*(view.label.bodies or ())} & {*to.bodies})]
                self.journal.note(node, kind, digest=view.digest, sequence=sequence)
                self.delivered.setdefault(node, []).append(Delivery(sequence=sequence, content=view.content))
            last = len(views) - 1
            counters.append((first + last, clock + last, node))
            self.partners[node] = msgspec.structs.replace(to, sequence=first + last, clock=clock + last)
        self.writes.insert(outbox.name, _COLUMNS, rows)
        self.writes.insert(outbox_bodies.name, ("partner", "body", "sequence"), body_rows)
        self.writes.update(partners.name, ("sequence", "clock"), "node", counters)
        if rows:
            self.writes.notify(WAKE)
        self._rows.clear()
        self.journal.write()
        self.writes.flush()


_HELD = select(outbox.c.partner, outbox.c.digest).where(
    among(outbox.c.digest, "digests"), among(outbox.c.partner, "partners")
)
_LAST_REFUSAL = select(refusals.c.number).order_by(refusals.c.number.desc()).limit(1)


@contextmanager
def working(database: Database, clock: Callable[[], int]) -> Iterator[Work]:
    """A transaction; what the block delivers and logs is written at its end.

    Raises
    ------
    StoreUnavailable
        ``store.locked``, ``store.full`` …; nothing was stored.
    """
    with database.writing_from(ACTIVE, STATES) as (connection, (known, states)):
        work = Work(connection, clock(), known=partners_of(known), logs=edges_of(states))
        yield work
        work.write()
