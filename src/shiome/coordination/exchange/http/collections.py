"""The collections that a partner sees: its whole outbox, and one for each body that it takes part in.

The list hangs on the partner's own bodies alone, not on what there is in them; identifiers are another's for each partner, so that two who
compare them learn nothing.
"""

from __future__ import annotations

import hmac
import uuid
from dataclasses import dataclass

from shiome.coordination.exchange.http.calling import WRITING, nothing
from shiome.coordination.exchange.http.shapes import CollectionResource
from shiome.coordination.exchange.node.identity import Identity
from shiome.coordination.exchange.node.partners import Partner

STIX = "application/stix+json;version=2.1"


@dataclass(frozen=True, kw_only=True)
class Collection:
    """A collection of TAXII 2.1 (section 5.2)."""

    id: str
    body: str
    """The body whose objects it holds; empty for the whole outbox."""
    title: str
    can_write: bool

    @property
    def resource(self) -> CollectionResource:
        """As it is told."""
        return CollectionResource(
            id=self.id, title=self.title, can_read=True, can_write=self.can_write, media_types=(STIX,)
        )


def collections_of(identity: Identity, partner: Partner) -> tuple[Collection, ...]:
    """What a partner sees, its whole outbox first."""
    whole = Collection(id=_id(identity, partner, ""), body="", title="all", can_write=partner.role in WRITING)
    bodies = (
        Collection(id=_id(identity, partner, body), body=body, title=body, can_write=False)
        for body in sorted(partner.bodies)
    )
    return (whole, *bodies)


def collection_of(identity: Identity, partner: Partner, identifier: str) -> Collection:
    """One of them.

    Raises
    ------
    NotKnown
        There is none of that identifier for this partner.
    """
    for each in collections_of(identity, partner):
        if each.id == identifier:
            return each
    raise nothing()


def _id(identity: Identity, partner: Partner, body: str) -> str:
    mark = hmac.new(identity.secret, f"collection\0{partner.node}\0{body}".encode(), "sha256").digest()
    return str(uuid.UUID(bytes=mark[:16], version=4))
