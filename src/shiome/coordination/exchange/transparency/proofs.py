"""Proofs of a Merkle tree: that an entry is in it, and that a later tree begins with an earlier one.

Proofs are made from the stored hashes of complete subtrees, at most two for each level of the tree. They are those of RFC 6962, and are
checked by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. Checking raises: a caller cannot overlook a proof that does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hmac import compare_digest

from shiome.coordination.exchange.transparency.hashing import EMPTY_ROOT, node_hash
from shiome.errors import InputRefused, QueryRefused

Address = tuple[int, int]
"""Level above the leaves, and place among the nodes of that level."""
Fetch = Callable[[Sequence[Address]], Sequence[bytes]]
"""Hashes of complete subtrees by their addresses, in the same order."""


def inclusion_proof(index: int, size: int, fetch: Fetch) -> list[bytes]:
    """Proof that the entry at ``index`` is in the tree of the first ``size`` entries.

    Raises
    ------
    QueryRefused
        ``transparency.index``: that tree has no such entry.
    """
    if not 0 <= index < size:
        raise _no_entry(index, size)
    return _siblings(index, 0, size, fetch)


def consistency_proof(old: int, new: int, fetch: Fetch) -> list[bytes]:
    """Proof that the tree of the first ``new`` entries begins with that of the first ``old``.

    Nothing needs to be proved of an empty tree or between equal sizes: the proof has no hashes then.

    Raises
    ------
    QueryRefused
        ``transparency.sizes``: the earlier tree is the larger one.
    """
    if not 0 <= old <= new:
        raise QueryRefused(
            "transparency.sizes",
            f"a log of {new} entries did not grow from one of {old}",
            ja=f"{new} 件のログは {old} 件のログから伸びたものではない",
            hint="give the smaller size first, and none beyond the log's own",
            hint_ja="小さい方の件数を先に、ログの件数以下で指定する",
            failed=(old, new),
        )
    if old in (0, new):
        return []
    level = (old & -old).bit_length() - 1
    last = (old >> level) - 1
    proof = _siblings(old - 1, level, new, fetch)
    # Where the earlier tree is one complete subtree, the verifier has this hash already: it is that tree's root.
    return [*fetch([(level, last)]), *proof] if last else proof


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that the entry with the hash ``leaf`` is at ``index`` in the tree of ``size`` entries with that root.

    Raises
    ------
    InputRefused
        ``transparency.inclusion``: it is not, as far as this proof shows.
    """
    if not 0 <= index < size:
        raise _not_included(index, size)
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise _not_included(index, size)
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    if last or not compare_digest(found, root):
        raise _not_included(index, size)


def verify_consistency(old: int, new: int, proof: Sequence[bytes], *, old_root: bytes, new_root: bytes) -> None:
    """Check that the tree of ``new`` entries begins with that of ``old`` entries.

    Raises
    ------
    InputRefused
        ``transparency.consistency``: it does not, as far as this proof shows: something was removed or changed.
    """
    if not 0 <= old <= new:
        raise _not_consistent(old, new)
    if old in (0, new):
        same = compare_digest(old_root, EMPTY_ROOT if old == 0 else new_root)
        if proof or not same or (new == 0 and not compare_digest(new_root, EMPTY_ROOT)):
            raise _not_consistent(old, new)
        return
    path = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    if not path:
        raise _not_consistent(old, new)
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise _not_consistent(old, new)
        if place & 1 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    if last or not (compare_digest(before, old_root) and compare_digest(after, new_root)):
        raise _not_consistent(old, new)


def _siblings(index: int, level: int, size: int, fetch: Fetch) -> list[bytes]:
    """Hashes beside the way up from the node above ``index`` at ``level`` to the root of the first ``size`` entries.

    Only one of them can be no complete subtree: the one at the right edge, which is made from several.
    """
    addresses: list[Address] = []
    edge = slice(0, 0)
    place, last = index >> level, (size - 1) >> level
    while last:
        sibling = place ^ 1
        if sibling < last:
            addresses.append((level, sibling))
        elif sibling == last:
            before = len(addresses)
            addresses += _cover(last << level, size)
            edge = slice(before, len(addresses))
        place, last, level = place >> 1, last >> 1, level + 1
    hashes = list(fetch(addresses))
    if edge.stop:
        hashes[edge] = [_fold(hashes[edge])]
    return hashes


def _cover(start: int, end: int) -> Iterator[Address]:
    """Complete subtrees that make up a stretch, from left to right; ``start`` is where a subtree of that length may begin."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _fold(nodes: list[bytes]) -> bytes:
    root = nodes.pop()
    while nodes:
        root = node_hash(nodes.pop(), root)
    return root


def _no_entry(index: int, size: int) -> QueryRefused:
    return QueryRefused(
        "transparency.index",
        f"a log of {size} entries has no entry {index}",
        ja=f"{size} 件のログに {index} 番の項目はない",
        hint="entries are counted from 0",
        hint_ja="項目は 0 から数える",
        failed=index,
    )


def _not_included(index: int, size: int) -> InputRefused:
    return InputRefused(
        "transparency.inclusion",
        f"the proof does not show that this is entry {index} of the log of {size} entries",
        ja=f"この証明は、これが {size} 件のログの {index} 番の項目であることを示していない",
        hint="ask the log's node for the entry and its proof again; keep this one as evidence",
        hint_ja="ログのノードに項目と証明を改めて求め、この証明は証拠として保存する",
        failed=index,
    )


def _not_consistent(old: int, new: int) -> InputRefused:
    return InputRefused(
        "transparency.consistency",
        f"the proof does not show that the log of {new} entries begins with the {old} entries seen before",
        ja=f"この証明は、{new} 件のログが以前の {old} 件で始まることを示していない",
        hint="keep both checkpoints: if no proof can be given, the log was rewritten",
        hint_ja="二つのチェックポイントを保存する。証明が示されなければ、ログは書き換えられている",
        failed=(old, new),
    )
