"""Who the partners are: what they may have, what they may do, how they are known when they call."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Sequence
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import Connection, insert, select, update

from shiome.coordination.exchange.node.schema import partners
from shiome.coordination.exchange.objects.shape import NODE
from shiome.coordination.exchange.release import Recipient
from shiome.errors import InputRefused, NotKnown

Role = Literal["reader", "contributor", "auditor", "indirect"]
"""``reader``: takes what is released to it; ``contributor``: may also send objects in; ``auditor``: reads the node's logs and the reasons
of refusals, and no objects; ``indirect``: a node behind a partner, never called and never answered. There is no administrator: who
administers a node does so on its machine, and nothing about a node can be changed from outside."""
ROLES: tuple[Role, ...] = get_args(Role)
_READING: tuple[Role, ...] = ("reader", "contributor")
_LONGEST_NAME = 63
_TOKEN_PREFIX = "shx_"  # noqa: S105 - what tokens begin with, so that they are recognised where they do not belong
_TOKEN_BYTES = 32


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    """A partner as the node knows it."""

    node: str
    """Identifier, a slug such as ``straits-secretariat``."""
    party: str
    """State or body of the region's pack that the node belongs to."""
    bodies: tuple[str, ...]
    """Bodies of the pack in whose work it takes part: what it needs to know."""
    role: Role
    url: str
    """Where the partner's own node answers; empty where it only calls."""
    via: str
    """The partner that carries objects to a node behind it; empty for all others."""
    active: bool
    certificate: str
    """SHA-256 of its client certificate (hex), empty where it shows none."""
    sequence: int
    """Number of the last row of its outbox."""
    clock: int
    """Time of that row, in microseconds."""
    cursor: int
    """The last number that this node has taken over from the partner's outbox for it."""
    acknowledged: int
    """The last number that the partner says it has stored."""

    @property
    def recipient(self) -> Recipient:
        """The partner as labels see it."""
        return Recipient(node=self.node, party=self.party, bodies=frozenset(self.bodies))

    @property
    def receives(self) -> bool:
        """Whether objects may be put into its outbox."""
        return self.active and self.role in _READING

    @property
    def is_reached(self) -> bool:
        """Whether labels may reach it, in its own outbox or by the partner that it is behind."""
        return self.receives or (self.active and bool(self.via))


def slug(text: str, what: str) -> str:
    """``text``, if it may be the identifier of a node.

    Raises
    ------
    InputRefused
        ``exchange.name``.
    """
    if NODE.fullmatch(text) is None or len(text) > _LONGEST_NAME or text == "node":
        raise InputRefused(
            "exchange.name",
            f"{what} {text!r} is no identifier of a node",
            ja=f"{text!r} はノードの識別子にできない",
            hint="use small letters, digits and hyphens, at most 63, and not the word node",
            hint_ja="英小文字・数字・ハイフンで 63 字以内とし、node は使わない",
            failed=text,
        )
    return text


def new_token() -> str:
    """A bearer token of 256 random bits."""
    return _TOKEN_PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)


def token_mark(secret: bytes, token: str) -> str:
    """What is stored of a token: its HMAC under the node's secret, from which nobody finds it again."""
    return hmac.new(secret, b"token\0" + token.encode(), "sha256").hexdigest()


def all_partners(connection: Connection, *, active: bool = True) -> list[Partner]:
    """All partners in the order of their names; those that were removed only on demand."""
    return partners_of(connection.execute(ACTIVE if active else _ALL))


def partners_of(rows: Iterable[Sequence[Any]]) -> list[Partner]:
    """Partners of rows that answer :data:`ACTIVE`."""
    return [_partner(row) for row in rows]


def partner(connection: Connection, node: str) -> Partner:
    """One partner, also one that was removed.

    Raises
    ------
    NotKnown
        ``exchange.partner``.
    """
    row = connection.execute(select(*_COLUMNS).where(partners.c.node == node)).first()
    if row is None:
        raise NotKnown(
            "exchange.partner",
            f"there is no partner {node!r}",
            ja=f"{node!r} という相手はない",
            hint="list them with: shiome exchange partner list",
            hint_ja="shiome exchange partner list で一覧を見る",
            failed=node,
        )
    return _partner(row)


def partner_by(connection: Connection, *, token: str = "", certificate: str = "") -> Partner | None:
    """The active partner with that mark of a token or that fingerprint of a certificate."""
    column, value = (partners.c.token, token) if token else (partners.c.certificate, certificate)
    if not value:
        return None
    question = select(*_COLUMNS).where(column == value, partners.c.active == 1, partners.c.role != "indirect")
    row = connection.execute(question).first()
    return _partner(row) if row else None


def add_partner(connection: Connection, given: Partner, *, token: str, at: int) -> None:
    """Enter a partner; one that was removed may come back and finds its outbox as it left it.

    Raises
    ------
    InputRefused
        ``exchange.name``, ``exchange.known`` (there is such a partner already), ``exchange.via``.
    """
    slug(given.node, "partner")
    before = connection.execute(select(*_COLUMNS).where(partners.c.node == given.node)).first()
    if before is not None and before.active:
        raise InputRefused(
            "exchange.known",
            f"there is a partner {given.node!r} already",
            ja=f"{given.node!r} という相手はすでにある",
            hint="remove it first, or choose another name",
            hint_ja="先に外すか、別の名にする",
            failed=given.node,
        )
    if (given.role == "indirect") != bool(given.via) or (given.via and not partner(connection, given.via).active):
        raise InputRefused(
            "exchange.via",
            f"{given.node}: a node behind a partner needs that partner's name, and no other node does",
            ja=f"{given.node}: 相手の背後にあるノードにはその相手の名が要り、他のノードには要らない",
            hint="give --role indirect together with --via PARTNER",
            hint_ja="--role indirect は --via 相手 とともに指定する",
            failed=given.node,
        )
    values = {
        "party": given.party,
        "bodies": msgspec.json.encode(sorted(given.bodies)).decode(),
        "role": given.role,
        "url": given.url.rstrip("/"),
        "via": given.via,
        "token": token,
        "certificate": given.certificate,
        "active": 1,
    }
    if before is None:
        counters = {"added_at": at, "sequence": 0, "clock": 0, "cursor": 0, "acknowledged": 0}
        connection.execute(insert(partners).values(node=given.node, **values, **counters))
    else:
        change_partner(connection, given.node, **values)


def change_partner(connection: Connection, node: str, **values: Any) -> None:
    """Set columns of a partner's row."""
    connection.execute(update(partners).where(partners.c.node == node).values(**values))


_COLUMNS = tuple(partners.c[name] for name in Partner.__struct_fields__)
_ALL = select(*_COLUMNS).order_by(partners.c.node)
ACTIVE = _ALL.where(partners.c.active == 1)
"""All active partners."""
_BODIES = msgspec.json.Decoder(tuple[str, ...])


def _partner(row: Sequence[Any]) -> Partner:
    values = dict(zip(Partner.__struct_fields__, row, strict=True))
    return Partner(**values | {"bodies": _BODIES.decode(values["bodies"]), "active": bool(values["active"])})
