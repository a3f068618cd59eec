"""The logs of a node: entries are gathered through a transaction and appended at its end, whole or not at all.

Each pair of nodes has a channel with a log of its own on either side, which only that pair may read: its length tells nothing of what
others were given. The node's own log has an entry for each transaction and channel with the channel's new size and root, so that one
signed state of it stands for all that the node ever did; and entries of what concerns the node alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, select

from shiome.coordination.exchange.node.database import timestamp
from shiome.coordination.exchange.node.schema import leaves, logs, subtrees
from shiome.coordination.exchange.node.writes import Writes
from shiome.coordination.exchange.transparency.compact import CompactRange
from shiome.coordination.exchange.transparency.hashing import HASH_BYTES, leaf_hashes, parent_hashes
from shiome.coordination.exchange.transparency.proofs import Address

OWN = "node"
"""Name of the node's own log."""
Kind = Literal[
    "publish",
    "relay",
    "deliver",
    "receive",
    "acknowledge",
    "read",
    "revoke",
    "erase",
    "withdraw",
    "refuse",
    "key",
    "partner",
    "channel",
]
Edges = Mapping[str, CompactRange]
_STEP = 8
"""Levels between two that are stored: complete subtrees of 256, 65,536 … leaves."""


class Journal:
    """What a transaction adds to the logs.

    Parameters
    ----------
    writes:
        Takes the rows.
    at:
        Time of the transaction, in microseconds.
    edges:
        Right edges of all logs as the transaction found them; it holds the writer's lock.
    """

    def __init__(self, writes: Writes, at: int, edges: Edges) -> None:
        self._writes = writes
        self._at = timestamp(at)
        self._entries: dict[str, list[bytes]] = {}
        self._edges = dict(edges)

    def note(self, channel: str, kind: Kind, **facts: Any) -> None:
        """Add an entry: what happened, and what is to be said of it (text, whole numbers, lists of them)."""
        # Names are ASCII and values are texts and whole numbers: sorted, this is the canonical form of RFC 8785.
        entry = msgspec.json.encode({"at": self._at, "kind": kind, **facts}, order="sorted")
        self._entries.setdefault(channel, []).append(entry)

    def write(self) -> None:
        """Hand all entries over to be written; the node's own log last, for it commits to the others."""
        grown = {channel: self._grown(channel) for channel in sorted(self._entries.keys() - {OWN})}
        for channel, (edge, *_rest) in grown.items():
            self.note(OWN, "channel", log=channel, size=edge.size, root=edge.root().hex())
        if OWN in self._entries:
            grown[OWN] = self._grown(OWN)
        self._store(grown)
        self._entries.clear()

    def _grown(self, channel: str) -> _Grown:
        return _extended(self._edges.get(channel, CompactRange()), self._entries[channel])

    def _store(self, grown: dict[str, _Grown]) -> None:
        leaf_rows, subtree_rows, state_rows = [], [], []
        for channel, (edge, first, hashes, stored) in grown.items():
            self._edges[channel] = edge
            leaf_rows += [
                (channel, number, leaf, entry)
                for number, (leaf, entry) in enumerate(zip(hashes, self._entries[channel], strict=True), start=first)
            ]
            subtree_rows += [(channel, level, number, node) for level, number, node in stored]
            state_rows.append((channel, edge.size, b"".join(edge.peaks)))
        self._writes.insert(leaves.name, ("channel", "number", "hash", "entry"), leaf_rows)
        self._writes.insert(subtrees.name, ("channel", "level", "number", "hash"), subtree_rows)
        grown_to = "(channel) DO UPDATE SET size = excluded.size, peaks = excluded.peaks"
        self._writes.insert(logs.name, ("channel", "size", "peaks"), state_rows, otherwise=grown_to)


_Grown = tuple[CompactRange, int, list[bytes], list[tuple[int, int, bytes]]]
STATES = select(logs.c.channel, logs.c.size, logs.c.peaks)
"""The right edges of all logs."""


def edges_of(rows: Iterable[Sequence[Any]]) -> Edges:
    """Right edges by channel, of rows that answer :data:`STATES`."""
    return {channel: _edge(size, peaks) for channel, size, peaks in rows}


def state(connection: Connection, channel: str) -> CompactRange:
    """The right edge of a log: its size and root, and all that an append needs."""
    row = connection.execute(select(logs.c.size, logs.c.peaks).where(logs.c.channel == channel)).first()
    return _edge(row.size, row.peaks) if row else CompactRange()


def entries(connection: Connection, channel: str, *, first: int, count: int) -> list[bytes]:
    """Entries of a log from number ``first`` (0 is the oldest), at most ``count``."""
    wanted = select(leaves.c.entry).where(leaves.c.channel == channel, leaves.c.number >= first)
    rows = connection.execute(wanted.where(leaves.c.number < first + count).order_by(leaves.c.number))
    return [bytes(row.entry) for row in rows]


def hashes_at(connection: Connection, channel: str, addresses: Iterable[Address]) -> list[bytes]:
    """Hashes of complete subtrees of a log, as proofs ask for them; each from at most 128 stored ones."""
    return [_node(connection, channel, level, number) for level, number in addresses]


def edge_at(connection: Connection, channel: str, size: int) -> CompactRange:
    """The right edge that a log had when it was of that size."""
    addresses = [(level, (size >> level) - 1) for level in range(size.bit_length() - 1, -1, -1) if size >> level & 1]
    return CompactRange(size, tuple(hashes_at(connection, channel, addresses)))


def _node(connection: Connection, channel: str, level: int, number: int) -> bytes:
    stored, above = level // _STEP * _STEP, level % _STEP
    first, last = number << above, (number + 1) << above
    if stored:
        table = subtrees.c
        question = select(table.hash).where(table.channel == channel, table.level == stored)
    else:
        table = leaves.c
        question = select(table.hash).where(table.channel == channel)
    rows = connection.execute(question.where(table.number >= first, table.number < last).order_by(table.number))
    nodes = [bytes(row.hash) for row in rows]
    while len(nodes) > 1:
        nodes = parent_hashes(nodes)
    return nodes[0]


def _edge(size: int, peaks: bytes) -> CompactRange:
    joined = bytes(peaks)
    parts = (joined[start : start + HASH_BYTES] for start in range(0, len(joined), HASH_BYTES))
    return CompactRange(size, tuple(parts))


def _extended(old: CompactRange, added: Sequence[bytes]) -> _Grown:
    hashes = leaf_hashes(added)
    edge, layers = old.extend(hashes)
    stored = [
        (layer.level, number, node)
        for layer in layers
        if layer.level and layer.level % _STEP == 0
        for number, node in enumerate(layer.hashes, start=layer.first)
    ]
    return edge, old.size, hashes, stored
