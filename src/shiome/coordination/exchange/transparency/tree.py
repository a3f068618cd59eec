"""A whole tree in memory, with every complete node at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shiome.coordination.exchange.transparency.compact import CompactRange
from shiome.coordination.exchange.transparency.hashing import leaf_hash, leaf_hashes
from shiome.coordination.exchange.transparency.proofs import Address, consistency_proof, inclusion_proof
from shiome.errors import QueryRefused


class Tree:
    """An append-only list of entries and its Merkle tree (RFC 6962).

    >>> tree = Tree([b"a", b"b", b"c"])
    >>> len(tree.inclusion_proof(2, 3)), len(tree.consistency_proof(2, 3))
    (1, 1)
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._range = CompactRange()
        self._levels: list[list[bytes]] = []
        self.extend(leaves)

    def __len__(self) -> int:
        return self._range.size

    @property
    def edge(self) -> CompactRange:
        """All that is needed to append further."""
        return self._range

    def append(self, leaf: bytes) -> int:
        """Append one entry; its index."""
        return self.extend_hashes([leaf_hash(leaf)])

    def extend(self, leaves: Iterable[bytes]) -> int:
        """Append entries; the index of the first."""
        return self.extend_hashes(leaf_hashes(leaves))

    def extend_hashes(self, leaves: Sequence[bytes]) -> int:
        """Append entries by their leaf hashes; the index of the first."""
        first = len(self)
        self._range, layers = self._range.extend(leaves)
        for layer in layers:
            if layer.level == len(self._levels):
                self._levels.append([])
            self._levels[layer.level] += layer.hashes
        return first

    def hash_at(self, level: int, place: int) -> bytes:
        """Hash of a complete node."""
        return self._levels[level][place]

    def root(self, size: int | None = None) -> bytes:
        """Root of the tree, or of the tree that its first ``size`` entries make.

        Raises
        ------
        QueryRefused
            ``transparency.size``: it has fewer entries.
        """
        if size is None or size == len(self):
            return self._range.root()
        self._reaches(size)
        levels = [level for level in range(size.bit_length() - 1, -1, -1) if size >> level & 1]
        return CompactRange(size, tuple(self.hash_at(level, (size >> level) - 1) for level in levels)).root()

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """Proof that the entry at ``index`` is in the tree of the first ``size`` entries."""
        self._reaches(size)
        return inclusion_proof(index, size, self._fetch)

    def consistency_proof(self, old: int, new: int) -> list[bytes]:
        """Proof that the tree of the first ``new`` entries begins with that of the first ``old``."""
        self._reaches(new)
        return consistency_proof(old, new, self._fetch)

    def _fetch(self, addresses: Sequence[Address]) -> list[bytes]:
        levels = self._levels
        return [levels[level][place] for level, place in addresses]

    def _reaches(self, size: int) -> None:
        if not 0 <= size <= len(self):
            raise QueryRefused(
                "transparency.size",
                f"the log has {len(self)} entries, not {size}",
                ja=f"ログの項目は {len(self)} 件で、{size} 件ではない",
                hint="ask for a size up to the log's own",
                hint_ja="ログの件数以下の値を指定する",
                failed=size,
            )
