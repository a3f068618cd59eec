"""What a node gives: publishing, taking back, and the outboxes as partners read them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shiome.coordination.exchange.node import pages
from shiome.coordination.exchange.node import partners as registry
from shiome.coordination.exchange.node.ground import Ground
from shiome.coordination.exchange.node.planning import Planned, Planner
from shiome.coordination.exchange.node.publishing import Published, Terms, publish
from shiome.coordination.exchange.node.renewing import renewed
from shiome.coordination.exchange.node.revoking import revoke
from shiome.coordination.exchange.node.withdrawing import withdraw_from
from shiome.coordination.exchange.node.work import Delivery, Work
from shiome.coordination.exchange.release import Label, Publication

DEFAULT_TERMS = Terms()


class Giving(Ground):
    """Publishing and outboxes."""

    def preview(self, publications: Sequence[Publication], *, allowed: Collection[str] = ()) -> list[Planned]:
        """Who would get what, with nothing stored."""
        with self.database.reading() as connection:
            planner = Planner(connection, self.identity, registry.all_partners(connection))
            return planner.plan(publications, allowed=allowed)

    def named(self, label: Label) -> Label:
        """A label with the partners' nodes in the place of groups, as it goes out.

        Raises
        ------
        InputRefused
            ``exchange.ambiguous``: a name that is a node's and also a group's.
        NotKnown
            ``exchange.recipient``: a name that nobody bears.
        """
        with self.database.reading() as connection:
            return Planner(connection, self.identity, registry.all_partners(connection)).named(label)

    def renewed(self, publications: Sequence[Publication]) -> list[Publication]:
        """Publications that are computed anew each time, as the versions that they have to go out in; see :mod:`.renewing`."""
        at = self.clock()
        return self._read(lambda connection: renewed(connection, publications, originator=self.name, at=at))

    def publish(self, publications: Sequence[Publication], terms: Terms = DEFAULT_TERMS) -> list[Published]:
        """Publish objects of STIX 2.1 with their labels, all or none.

        Raises
        ------
        InputRefused
            See :func:`shiome.coordination.exchange.node.publishing.publish`.
        """
        keys = self.signing_key
        return self.run(lambda work: publish(work, self.identity, keys, publications, terms))

    def revoke(self, stix_id: str, *, purge: bool = False) -> tuple[str, ...]:
        """Take an object back; the partners that are told. With ``purge`` they are asked to erase it."""
        keys = self.signing_key
        return self.run(lambda work: revoke(work, self.identity, keys, stix_id, purge=purge))

    def page(self, partner: str, question: pages.Question, *, whole: bool = True) -> pages.Page:
        """A page of a partner's outbox; that it was read stands in the channel's log before it is given."""
        at = self.clock()
        found = self._read(lambda connection: pages.page(connection, partner, question, at=at, whole=whole))
        if found.rows:
            self.note_read(partner, [row.sequence for row in found.rows])
        return found

    def has(self, partner: str, stix_id: str, body: str = "") -> bool:
        """Whether a partner was given an object of that identifier."""
        return self._read(lambda connection: pages.has(connection, partner, stix_id, body))

    def deliveries(self, partner: str, *, after: int, limit: int) -> list[Delivery]:
        """Rows of a partner's outbox for its own node, without a hole; not yet noted as read."""
        at = self.clock()
        return self._read(lambda connection: pages.deliveries(connection, partner, after=after, limit=limit, at=at))

    def note_read(self, partner: str, sequences: Sequence[int]) -> None:
        """Enter into the channel's log that a partner read rows of its outbox."""
        stretches = pages.ranges(sequences)
        self.run(lambda work: work.journal.note(partner, "read", sequences=stretches))

    def withdraw(self, partner: str, sequences: Sequence[int]) -> None:
        """Take rows out of a partner's outbox, as it asked."""
        self.run(lambda work: withdraw_from(work, partner, sequences))

    def acknowledge(self, partner: str, sequence: int) -> None:
        """Enter that a partner says it has stored all up to that number of its outbox."""

        def do(work: Work) -> None:
            known = registry.partner(work.connection, partner)
            if known.acknowledged < sequence <= known.sequence:
                work.change_partner(partner, acknowledged=sequence)
                work.journal.note(partner, "acknowledge", sequence=sequence)

        self.run(do)
