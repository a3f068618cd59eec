"""Hashes of a Merkle tree (RFC 6962, section 2.1): leaves and inner nodes are told apart by a first byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
"""Root of the tree without leaves."""
HASH_BYTES = 32
_LEAF, _NODE = b"\x00", b"\x01"


def leaf_hash(leaf: bytes) -> bytes:
    """Hash of an entry.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(_LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of the node above two nodes."""
    return sha256(_NODE + left + right).digest()


def leaf_hashes(leaves: Iterable[bytes]) -> list[bytes]:
    """Hashes of many entries, in their order."""
    make = sha256
    return [make(_LEAF + leaf).digest() for leaf in leaves]


def parent_hashes(nodes: Sequence[bytes]) -> list[bytes]:
    """Hashes of the nodes above neighbouring pairs; a last node without a neighbour has none yet."""
    make = sha256
    one_by_one = iter(nodes)
    return [make(_NODE + left + right).digest() for left, right in zip(one_by_one, one_by_one, strict=False)]
