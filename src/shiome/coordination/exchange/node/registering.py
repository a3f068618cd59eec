"""Whom a node knows: the keys that it believes and changes, the partners that it enters and removes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from shiome.coordination.exchange.node import announcements, journal, keyring
from shiome.coordination.exchange.node import partners as registry
from shiome.coordination.exchange.node.database import to_us
from shiome.coordination.exchange.node.ground import Ground
from shiome.coordination.exchange.node.keyring import KeyRow
from shiome.coordination.exchange.node.partners import Partner, Role
from shiome.coordination.exchange.node.publishing import Terms, publish
from shiome.coordination.exchange.node.work import Work
from shiome.coordination.exchange.objects import KeyPair, key_id
from shiome.coordination.exchange.release import Label, Publication

_SECOND = 1_000_000


class Registering(Ground):
    """Keys and partners."""

    def known_keys(self, node: str | None = None) -> list[KeyRow]:
        """Public keys, all or those of a node."""
        return self._read(lambda connection: keyring.all_keys(connection, node))

    def rotate_key(self, *, overlap: int = 86_400) -> str:
        """Make a new key, announce it to all partners under the present one, and sign with it from now on; its identifier.

        Parameters
        ----------
        overlap:
            For how long, in seconds, the present key is still good: what is under way still carries it.
        """
        old, new, at = self.signing_key, KeyPair.generate(), self.clock()
        self.folder.add_key(new)
        row = KeyRow(
            node=self.name,
            key=new.key_id,
            public=new.public,
            valid_from=at // _SECOND * _SECOND,
            announced_by=old.key_id,
        )
        told = announcements.announcement(row, identifier=str(uuid.uuid4()), replaces=old.key_id, at=at)

        def do(work: Work) -> None:
            publication = Publication(object=told, label=Label(tlp="GREEN"))
            publish(work, self.identity, old, [publication], Terms())
            keyring.add_key(work.connection, row, at=work.at)
            keyring.retire_key(work.connection, self.name, old.key_id, until=at + overlap * _SECOND)
            work.journal.note(journal.OWN, "key", node=self.name, key=new.key_id, by=old.key_id)

        self.run(do)
        self._forget_key()
        return new.key_id

    def trust_key(self, node: str, public: bytes, *, valid_from: datetime | None = None) -> str:
        """Enter a public key of a node by hand, for which whoever enters it vouches; its identifier."""
        identifier = key_id(public)

        def do(work: Work) -> None:
            since = to_us(valid_from) if valid_from else 0
            keyring.add_key(
                work.connection, KeyRow(node=node, key=identifier, public=public, valid_from=since), at=work.at
            )
            work.journal.note(journal.OWN, "key", node=node, key=identifier)

        self.run(do)
        return identifier

    def revoke_key(self, node: str, key: str, *, since: datetime) -> tuple[str, ...]:
        """Accept nothing more under a key that may have been taken at ``since``, nor under keys it vouched for since; which those are."""

        def do(work: Work) -> tuple[str, ...]:
            gone = keyring.revoke_key(work.connection, node, key, since=to_us(since), at=work.at)
            work.journal.note(journal.OWN, "key", node=node, revoked=list(gone), since=since.isoformat())
            return gone

        gone = self.run(do)
        self._forget_key()
        return gone

    def partners(self, *, active: bool = True) -> list[Partner]:
        """The partners; those that were removed only on demand."""
        return self._read(lambda connection: registry.all_partners(connection, active=active))

    def partner(self, node: str) -> Partner:
        """One partner."""
        return self._read(lambda connection: registry.partner(connection, node))

    def add_partner(
        self, node: str, *, party: str, bodies: Sequence[str] = (), role: Role = "reader", url: str = "", via: str = "",
        certificate: str = "", public: bytes | None = None, valid_from: datetime | None = None,
    ) -> str:  # fmt: skip
        """Enter a partner; the bearer token that it is to call with, which is shown this once.

        Raises
        ------
        InputRefused
            ``exchange.name``, ``exchange.known``, ``exchange.via``.
        """
        token = "" if role == "indirect" else registry.new_token()
        given = Partner(
            node=node, party=party, bodies=tuple(sorted(set(bodies))), role=role, url=url, via=via, active=True,
            certificate=certificate.replace(":", "").lower(), sequence=0, clock=0, cursor=0, acknowledged=0,
        )  # fmt: skip

        def do(work: Work) -> None:
            mark = registry.token_mark(self.identity.secret, token) if token else ""
            work.add_partner(given, token=mark)
            work.journal.note(journal.OWN, "partner", node=node, role=role, what="added")

        self.run(do)
        if public is not None:
            self.trust_key(node, public, valid_from=valid_from)
        return token

    def renew_token(self, node: str) -> str:
        """A new token for a partner; the one before it counts no more."""
        token = registry.new_token()
        self._change_partner(node, "token", token=registry.token_mark(self.identity.secret, token))
        return token

    def remove_partner(self, node: str) -> None:
        """Give a partner nothing more and answer it no more; its outbox and log stay."""
        self._change_partner(node, "removed", active=0, token="", certificate="")

    def change_partner(self, node: str, **values: Any) -> None:
        """Set where a partner answers (``url``), its ``role`` or its ``certificate``."""
        self._change_partner(node, "changed", **values)

    def caller(self, *, token: str = "", certificate: str = "") -> Partner | None:
        """The partner that calls with a token or a certificate; ``None`` for everybody else."""
        mark = registry.token_mark(self.identity.secret, token) if token else ""
        return self._read(
            lambda connection: registry.partner_by(connection, token=mark, certificate=certificate.lower())
        )

    def _change_partner(self, node: str, what: str, **values: Any) -> None:
        def do(work: Work) -> None:
            registry.partner(work.connection, node)
            work.change_partner(node, **values)
            work.journal.note(journal.OWN, "partner", node=node, what=what)

        self.run(do)
