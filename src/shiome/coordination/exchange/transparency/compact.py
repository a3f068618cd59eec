"""A tree that only grows: what must be kept to append is one hash for each binary digit of its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shiome.coordination.exchange.transparency.hashing import (
    EMPTY_ROOT,
    HASH_BYTES,
    node_hash,
    parent_hashes,
)
from shiome.errors import InputRefused


@dataclass(frozen=True)
class Layer:
    """Nodes of one height that an append has completed.

    Parameters
    ----------
    level:
        Height above the leaves; the leaves themselves are level 0.
    first:
        Place of the first of them among the nodes of that height.
    hashes:
        The nodes' hashes, one place after the other.
    """

    level: int
    first: int
    hashes: Sequence[bytes]


@dataclass(frozen=True)
class CompactRange:
    """The right edge of a tree: the roots of the complete subtrees that make it up, from left to right.

    A tree of 13 = 8 + 4 + 1 leaves has three of them. A value never changes; :meth:`append` and :meth:`extend` give the next one, so that
    a transaction that is taken back leaves the old one as it was.

    Parameters
    ----------
    size:
        Number of leaves.
    peaks:
        Hashes of the complete subtrees, the largest first; as many as ``size`` has binary ones.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if (
            self.size < 0
            or len(self.peaks) != self.size.bit_count()
            or any(len(peak) != HASH_BYTES for peak in self.peaks)
        ):
            raise InputRefused(
                "transparency.range",
                f"a log of {self.size} entries is not kept by {len(self.peaks)} hashes",
                ja=f"{self.size} 件のログを {len(self.peaks)} 個のハッシュで表すことはできない",
                hint="read the log's state again from its store",
                hint_ja="ログの状態を保管先から読み直す",
                failed=self.size,
            )

    def append(self, leaf: bytes) -> CompactRange:
        """The tree with one more leaf, given by its hash."""
        peaks, size, node = list(self.peaks), self.size, leaf
        while size & 1:
            node = node_hash(peaks.pop(), node)
            size >>= 1
        return CompactRange(self.size + 1, (*peaks, node))

    def extend(self, leaves: Sequence[bytes]) -> tuple[CompactRange, tuple[Layer, ...]]:
        """The tree with more leaves, given by their hashes, and every node that is complete now and was not before.

        The layers are what a store keeps to answer proofs from (:mod:`~shiome.coordination.exchange.transparency.proofs`).
        """
        kept = _by_level(self)
        layers: list[Layer] = []
        first, nodes = self.size, list(leaves)
        while nodes:
            level = len(layers)
            layers.append(Layer(level, first, nodes))
            if first & 1:
                nodes = [kept[level], *nodes]
            if len(nodes) & 1:
                kept[level] = nodes[-1]
            first, nodes = first >> 1, parent_hashes(nodes)
        size = self.size + len(leaves)
        peaks = tuple(kept[level] for level in range(size.bit_length() - 1, -1, -1) if size >> level & 1)
        return CompactRange(size, peaks), tuple(layers)

    def root(self) -> bytes:
        """Root of the tree (``MTH`` in RFC 6962)."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            root = node_hash(peak, root)
        return root


def _by_level(tree: CompactRange) -> dict[int, bytes]:
    levels = [level for level in range(tree.size.bit_length() - 1, -1, -1) if tree.size >> level & 1]
    return dict(zip(levels, tree.peaks, strict=True))
