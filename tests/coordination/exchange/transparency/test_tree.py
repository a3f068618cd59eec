"""Roots and proofs, held against the definitions of RFC 6962 and against the vectors of Certificate Transparency."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.exchange.transparency import naive

from shiome.coordination.exchange.transparency import (
    CompactRange,
    Tree,
    leaf_hash,
    leaf_hashes,
    verify_consistency,
    verify_inclusion,
)
from shiome.errors import InputRefused, QueryRefused

CT_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
CT_ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = [f"entry {number}".encode() for number in range(200)]
TREE = Tree(LEAVES)
sizes = st.integers(0, 200)


def test_roots_of_certificate_transparency() -> None:
    tree = Tree(CT_LEAVES)
    assert [tree.root(size).hex() for size in range(9)] == list(CT_ROOTS)


@pytest.mark.parametrize("size", range(201))
def test_the_root_is_that_of_the_definition(size: int) -> None:
    expected = naive.root(LEAVES[:size])
    assert TREE.root(size) == expected
    assert Tree(LEAVES[:size]).root() == expected


@pytest.mark.parametrize("size", range(1, 201))
def test_every_entry_is_proved_by_the_path_of_the_definition(size: int) -> None:
    for index in {0, 1, size // 3, size // 2, size - 2, size - 1} & set(range(size)):
        proof = TREE.inclusion_proof(index, size)
        assert proof == naive.path(index, LEAVES[:size])
        verify_inclusion(leaf_hash(LEAVES[index]), index, size, proof, TREE.root(size))


@pytest.mark.parametrize("new", range(1, 201))
def test_growth_is_proved_by_the_proof_of_the_definition(new: int) -> None:
    for old in {1, new // 3, new // 2, new - 1, new} & set(range(1, new + 1)):
        proof = TREE.consistency_proof(old, new)
        assert proof == naive.proof(old, LEAVES[:new])
        verify_consistency(old, new, proof, old_root=TREE.root(old), new_root=TREE.root(new))


@given(st.lists(st.binary(max_size=40), max_size=70), st.lists(st.integers(0, 30), max_size=6))
def test_batches_and_single_appends_make_the_same_tree(leaves: list[bytes], cuts: list[int]) -> None:
    single, batched, stored = CompactRange(), CompactRange(), {}
    for leaf in leaves:
        single = single.append(leaf_hash(leaf))
    places = sorted({min(cut, len(leaves)) for cut in cuts} | {0, len(leaves)})
    for start, end in pairwise(places):
        batched, layers = batched.extend(leaf_hashes(leaves[start:end]))
        for layer in layers:
            for number, node in enumerate(layer.hashes):
                assert stored.setdefault((layer.level, layer.first + number), node) == node
    assert single == batched
    assert batched.root() == naive.root(leaves)
    assert len(stored) == sum(len(leaves) >> level for level in range(len(leaves).bit_length()))


@given(sizes, sizes, st.data())
def test_nothing_else_is_proved_as_growth(a: int, b: int, data: st.DataObject) -> None:
    old, new = sorted((a, b))
    proof = TREE.consistency_proof(old, new)
    verify_consistency(old, new, proof, old_root=TREE.root(old), new_root=TREE.root(new))
    other = data.draw(st.sampled_from([size for size in range(201) if size not in (old, new)]))
    pairs = [{"old_root": TREE.root(other), "new_root": TREE.root(new)}]
    if old or not new:  # every log begins with the empty one
        pairs.append({"old_root": TREE.root(old), "new_root": TREE.root(other)})
    for wrong in pairs:
        with pytest.raises(InputRefused, match=r"transparency\.consistency"):
            verify_consistency(old, new, proof, **wrong)
    for changed in tampered(proof, data):
        with pytest.raises(InputRefused, match=r"transparency\.consistency"):
            verify_consistency(old, new, changed, old_root=TREE.root(old), new_root=TREE.root(new))


@given(st.integers(1, 200), st.data())
def test_nothing_else_is_proved_as_an_entry(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof, root, leaf = TREE.inclusion_proof(index, size), TREE.root(size), leaf_hash(LEAVES[index])
    verify_inclusion(leaf, index, size, proof, root)
    wrong = [(leaf_hash(b"another"), index, size, proof, root), (leaf, index, size, proof, TREE.root(size - 1))]
    wrong += [(leaf, other, size, proof, root) for other in (index - 1, index + 1, size)]
    wrong += [(leaf, index, size, changed, root) for changed in tampered(proof, data)]
    for case in wrong:
        with pytest.raises(InputRefused, match=r"transparency\.inclusion"):
            verify_inclusion(*case)


def tampered(proof: list[bytes], data: st.DataObject) -> list[list[bytes]]:
    found = [[*proof, bytes(32)]]
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        bit = data.draw(st.integers(0, 255))
        changed = bytearray(proof[place])
        changed[bit // 8] ^= 1 << bit % 8
        found += [[*proof[:place], bytes(changed), *proof[place + 1 :]], proof[:-1], proof[1:]]
    return found


def test_an_inner_node_is_no_entry() -> None:
    """The first byte keeps a node from being passed off as an entry (second preimage)."""
    tree = Tree([b"a", b"b"])
    pair = leaf_hash(b"a") + leaf_hash(b"b")
    assert leaf_hash(pair) != tree.root()
    with pytest.raises(InputRefused, match=r"transparency\.inclusion"):
        verify_inclusion(leaf_hash(pair), 0, 1, [], tree.root())


@pytest.mark.parametrize("ask", [(0, 0), (-1, 5), (5, 5), (0, 201)])
def test_entries_that_are_not_there(ask: tuple[int, int]) -> None:
    with pytest.raises(QueryRefused, match=r"transparency\.(index|size)"):
        TREE.inclusion_proof(*ask)


@pytest.mark.parametrize("ask", [(5, 4), (-1, 4), (0, 201)])
def test_growth_that_was_not(ask: tuple[int, int]) -> None:
    with pytest.raises(QueryRefused, match=r"transparency\.sizes?"):
        TREE.consistency_proof(*ask)


def test_a_shrunk_log_is_not_consistent() -> None:
    with pytest.raises(InputRefused, match=r"transparency\.consistency"):
        verify_consistency(5, 4, [], old_root=TREE.root(5), new_root=TREE.root(4))


@pytest.mark.parametrize(("size", "peaks"), [(3, (bytes(32),)), (1, (b"short",)), (-1, ()), (0, (bytes(32),))])
def test_a_damaged_state_is_refused(size: int, peaks: tuple[bytes, ...]) -> None:
    with pytest.raises(InputRefused, match=r"transparency\.range"):
        CompactRange(size, peaks)


def test_appending_gives_indexes_in_order() -> None:
    tree = Tree()
    assert tree.append(b"a") == 0
    assert tree.extend([b"b", b"c"]) == 1
    assert tree.append(b"d") == 3
    assert len(tree) == tree.edge.size == 4
    assert tree.edge.root() == tree.root() == naive.root([b"a", b"b", b"c", b"d"])
