"""The log beside a plain recursive peer: appends and proofs per second, and what an append needs to keep.

Usage: ``python benchmarks/transparency.py [--entries 1000000] [--peer-entries 4096] [--bytes 64]``

batch      entries appended at once: hashes of entries and of every inner node that is complete
single     entries appended one by one to what an append needs to keep
proof      one inclusion or consistency proof from the stored nodes, checked and unchecked
peer       the recursive definition of RFC 6962 over all entries, as it is printed there

Seconds are of processor time, so that what else runs on the machine counts less.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from hashlib import sha256

from shiome.coordination.exchange.transparency import (
    CompactRange,
    Tree,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)


def naive_root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def microseconds(action: Callable[[int], object], times: int) -> float:
    start = time.process_time()
    for number in range(times):
        action(number)
    return (time.process_time() - start) / times * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--peer-entries", type=int, default=4096)
    parser.add_argument("--bytes", type=int, default=64)
    given = parser.parse_args()
    draw = random.Random(1)
    leaves = [draw.randbytes(given.bytes) for _ in range(given.entries)]
    few = leaves[: given.peer_entries]

    rates = []
    for _ in range(3):
        start = time.process_time()
        tree = Tree(leaves)
        rates.append(len(leaves) / (time.process_time() - start))
    edge = CompactRange()
    start = time.process_time()
    for leaf in leaves[:200_000]:
        edge = edge.append(leaf_hash(leaf))
    single = min(200_000, len(leaves)) / (time.process_time() - start)
    print(f"batch      {max(rates):>12,.0f} appends/s of {given.bytes} bytes, {len(leaves):,} entries, best of 3")
    print(f"single     {single:>12,.0f} appends/s, {len(edge.peaks)} hashes kept for {edge.size:,} entries")

    size, root = len(tree), tree.root()
    places = [draw.randrange(size) for _ in range(5000)]
    olds = [draw.randrange(1, size) for _ in range(5000)]
    proofs = [tree.inclusion_proof(place, size) for place in places]
    grown = [tree.consistency_proof(old, size) for old in olds]
    roots = [tree.root(old) for old in olds]
    hashes = [leaf_hash(leaves[place]) for place in places]
    rows = {
        "inclusion proof": lambda n: tree.inclusion_proof(places[n], size),
        "inclusion checked": lambda n: verify_inclusion(hashes[n], places[n], size, proofs[n], root),
        "consistency proof": lambda n: tree.consistency_proof(olds[n], size),
        "consistency checked": lambda n: verify_consistency(olds[n], size, grown[n], old_root=roots[n], new_root=root),
    }
    for name, action in rows.items():
        print(f"{name:<20} {microseconds(action, len(places)):>8.1f} µs")

    small = Tree(few)
    slow = microseconds(lambda _: naive_root(few), 5)
    own = microseconds(lambda _: Tree(few).root(), 5)
    slow_path = microseconds(lambda n: naive_path(n * 7 % len(few), few), 5)
    own_path = microseconds(lambda n: small.inclusion_proof(n * 7 % len(few), len(few)), 1000)
    print(
        f"peer, root of {len(few):,}   {slow / own:>8.1f} times slower ({slow / 1e3:.1f} ms against {own / 1e3:.1f} ms)"
    )
    print(
        f"peer, proof in {len(few):,}  {slow_path / own_path:>8,.0f} times slower ({slow_path / 1e3:.1f} ms against {own_path:.1f} µs)"
    )


if __name__ == "__main__":
    main()
