"""Public keys that the node knows, its own among them, and the time in which each may sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from sqlalchemy import Connection, select, update

from shiome.coordination.exchange.node.database import from_us
from shiome.coordination.exchange.node.schema import keys
from shiome.coordination.exchange.objects import KnownKey
from shiome.coordination.exchange.transparency import SignatureType, VerifierKey
from shiome.errors import InputRefused, NotKnown
from shiome.records.store.bulk import insert_rows

PUBLIC_BYTES = 32


class KeyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A public key and its time, in microseconds."""

    node: str
    key: str
    public: bytes
    valid_from: int
    valid_until: int | None = None
    revoked_at: int | None = None
    announced_by: str = ""
    """The older key of the node that vouched for it; empty where a person entered it."""

    @property
    def known(self) -> KnownKey:
        """The key as signatures are checked with it."""
        until = None if self.valid_until is None else from_us(self.valid_until)
        return KnownKey(
            public=self.public,
            valid_from=from_us(self.valid_from),
            valid_until=until,
            revoked=self.revoked_at is not None,
        )


def read_public(text: str) -> bytes:
    """The 32 bytes of a public key given in hexadecimal.

    Raises
    ------
    InputRefused
        ``exchange.public_key``.
    """
    try:
        public = bytes.fromhex(text.strip())
    except ValueError:
        public = b""
    if len(public) != PUBLIC_BYTES:
        raise InputRefused(
            "exchange.public_key",
            f"{text[:80]!r} is no Ed25519 public key",
            ja=f"{text[:80]!r} は Ed25519 の公開鍵ではない",
            hint="give the 64 hexadecimal digits that the partner's 'shiome exchange init' or 'list --keys' shows",
            hint_ja="相手の shiome exchange init が示す 16 進 64 桁を指定する",
            failed=text,
        )
    return public


def add_key(connection: Connection, row: KeyRow, *, at: int) -> None:
    """Enter a public key of a node; one that is known already stays as it is."""
    known = select(keys.c.key).where(keys.c.node == row.node, keys.c.key == row.key)
    if connection.execute(known).first() is None:
        columns = ("node", "key", "public", "valid_from", "valid_until", "revoked_at", "announced_by", "added_at")
        values = (row.node, row.key, row.public, row.valid_from, row.valid_until, None, row.announced_by, at)
        insert_rows(connection, keys.name, columns, [values])


def all_keys(connection: Connection, node: str | None = None) -> list[KeyRow]:
    """All keys, or those of a node, oldest first."""
    question = select(keys).order_by(keys.c.node, keys.c.valid_from, keys.c.key)
    rows = connection.execute(question if node is None else question.where(keys.c.node == node))
    return [
        KeyRow(
            node=row.node,
            key=row.key,
            public=bytes(row.public),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            revoked_at=row.revoked_at,
            announced_by=row.announced_by,
        )
        for row in rows
    ]


def lookup(found: Iterable[KeyRow]) -> Callable[[str, str], KnownKey | None]:
    """How signatures find their key: by the node and the key's identifier."""
    known = {(row.node, row.key): row.known for row in found}
    return lambda node, key: known.get((node, key))


def retire_key(connection: Connection, node: str, key: str, *, until: int) -> None:
    """Let a key sign no longer than until then; what it signed before stays good."""
    _change(connection, node, key, valid_until=until)


def revoke_key(connection: Connection, node: str, key: str, *, since: int, at: int) -> tuple[str, ...]:
    """Accept nothing more that was signed with a key, whatever day it says it was signed on: a thief can sign for any day.

    What was received before stays: the log says when it came. Keys that this one vouched for, and that came since the theft, go with it.

    Parameters
    ----------
    since:
        When the key may have been taken, in microseconds.

    Returns
    -------
    The keys that count no more.

    Raises
    ------
    NotKnown
        ``exchange.key``.
    """
    gone = [key]
    for name in gone:
        _change(connection, node, name, revoked_at=at)
        vouched = select(keys.c.key).where(
            keys.c.node == node, keys.c.announced_by == name, keys.c.added_at >= since, keys.c.revoked_at.is_(None)
        )
        gone += connection.execute(vouched).scalars()
    return tuple(gone)


def log_keys(found: Iterable[KeyRow], node: str, origin: str) -> list[VerifierKey]:
    """The keys of a node as they sign the checkpoints of a log; none that was revoked."""
    return [
        VerifierKey(origin, SignatureType.note, row.public)
        for row in found
        if row.node == node and row.revoked_at is None
    ]


def cosigner_keys(found: Iterable[KeyRow], node: str) -> list[VerifierKey]:
    """The keys of a node as they co-sign checkpoints of others; none that was revoked."""
    return [
        VerifierKey(cosigner_name(node), SignatureType.cosignature, row.public)
        for row in found
        if row.node == node and row.revoked_at is None
    ]


def cosigner_name(node: str) -> str:
    """The name under which a node co-signs."""
    return f"shiome.exchange/{node}"


def _change(connection: Connection, node: str, key: str, **values: int) -> None:
    changed = connection.execute(update(keys).where(keys.c.node == node, keys.c.key == key).values(**values))
    if changed.rowcount == 0:
        raise NotKnown(
            "exchange.key",
            f"no key {key} of {node} is known",
            ja=f"{node} の鍵 {key} は知られていない",
            hint="list the keys with: shiome exchange partner list --keys",
            hint_ja="shiome exchange partner list --keys で鍵の一覧を見る",
            failed=key,
        )
