"""Checkpoints: their text, who signs them, and what is asked before a cosignature is given."""

from __future__ import annotations

from base64 import b64decode
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.coordination.exchange.transparency import (
    Checkpoint,
    SignatureType,
    Signer,
    Tree,
    cosign,
    merge_cosignatures,
    open_checkpoint,
    sign_checkpoint,
    sign_note,
)
from shiome.errors import InputRefused

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ORIGIN = "shiome.exchange/north/north--south"
LOG = Signer.from_seed(ORIGIN, bytes(range(32)))
PARTNER = Signer.from_seed("south", bytes(range(1, 33)), type=SignatureType.cosignature)
WITNESS = Signer.from_seed("witness", bytes(range(2, 34)), type=SignatureType.cosignature)
TREE = Tree(str(number).encode() for number in range(20))


def at_size(size: int, tree: Tree = TREE) -> Checkpoint:
    return Checkpoint(ORIGIN, size, tree.root(size))


def test_the_text_is_that_of_the_specification() -> None:
    root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="  # of the specification's example
    text = f"example.com/behind-the-sofa\n20852163\n{root}\n"
    checkpoint = Checkpoint("example.com/behind-the-sofa", 20852163, b64decode(root))
    assert checkpoint.text() == text
    assert Checkpoint.parse(text) == checkpoint


@given(
    st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs", "Cc")), min_size=1),
    st.integers(0, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
    st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs", "Cc")), min_size=1), max_size=3),
)
def test_checkpoints_survive_their_text(origin: str, size: int, root: bytes, extensions: list[str]) -> None:
    checkpoint = Checkpoint(origin, size, root, tuple(extensions))
    assert Checkpoint.parse(checkpoint.text()) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n",
        "origin\n1\n",
        f"origin\n01\n{'A' * 43}=\n",
        f"origin\n+1\n{'A' * 43}=\n",
        f"origin\n-1\n{'A' * 43}=\n",
        f"origin\n１\n{'A' * 43}=\n",
        f"origin\n{2**63}\n{'A' * 43}=\n",
        f"origin\n1\n{'A' * 42}B=\n",
        f"origin\n1\n{'A' * 40}\n",
        f"\n1\n{'A' * 43}=\n",
        f"origin\n1\n{'A' * 43}=\n\nx\n",
        f"origin\n1\n{'A' * 43}=",
        f"origin\n{'9' * 5000}\n{'A' * 43}=\n",
    ],
)
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(InputRefused, match=r"transparency\.checkpoint"):
        Checkpoint.parse(text)


def test_partner_and_witness_co_sign() -> None:
    note = sign_checkpoint(at_size(5), LOG)
    by_partner = cosign(note, PARTNER, log=LOG.key, at=NOW)
    by_witness = cosign(note, WITNESS, log=LOG.key, at=NOW)
    whole = merge_cosignatures(by_partner, by_witness)
    opened = open_checkpoint(whole, LOG.key, cosigners=[PARTNER.key, WITNESS.key], quorum=2)
    assert opened.checkpoint == at_size(5)
    assert opened.cosigners() == {"south": NOW, "witness": NOW}
    assert merge_cosignatures(whole, by_partner) == whole


def test_too_few_cosignatures() -> None:
    note = cosign(sign_checkpoint(at_size(5), LOG), PARTNER, log=LOG.key, at=NOW)
    with pytest.raises(InputRefused, match=r"transparency\.quorum"):
        open_checkpoint(note, LOG.key, cosigners=[PARTNER.key, WITNESS.key], quorum=2)
    with pytest.raises(InputRefused, match=r"transparency\.quorum"):
        open_checkpoint(note, LOG.key, quorum=1)


def test_growth_is_co_signed_and_a_rewritten_log_is_not() -> None:
    seen, proof = at_size(5), TREE.consistency_proof(5, 12)
    note = sign_checkpoint(at_size(12), LOG)
    assert cosign(note, PARTNER, log=LOG.key, at=NOW, seen=seen, proof=proof).startswith(note)
    rewritten = Tree(f"other {number}".encode() for number in range(12))
    bad = sign_checkpoint(at_size(12, rewritten), LOG)
    for proof_given in (proof, rewritten.consistency_proof(5, 12), []):
        with pytest.raises(InputRefused, match=r"transparency\.consistency"):
            cosign(bad, PARTNER, log=LOG.key, at=NOW, seen=seen, proof=proof_given)


def test_a_log_that_shrank_is_not_co_signed() -> None:
    with pytest.raises(InputRefused, match=r"transparency\.consistency"):
        cosign(sign_checkpoint(at_size(3), LOG), PARTNER, log=LOG.key, at=NOW, seen=at_size(5))


def test_two_logs_are_kept_apart() -> None:
    other = Checkpoint("shiome.exchange/north/other", 5, TREE.root(5))
    with pytest.raises(InputRefused, match=r"transparency\.origin"):
        sign_checkpoint(other, LOG)
    with pytest.raises(InputRefused, match=r"transparency\.origin"):
        open_checkpoint(sign_note(other.text(), LOG), LOG.key)
    with pytest.raises(InputRefused, match=r"transparency\.origin"):
        cosign(sign_checkpoint(at_size(5), LOG), PARTNER, log=LOG.key, at=NOW, seen=other)


def test_cosignatures_alone_make_no_checkpoint() -> None:
    note = cosign(sign_checkpoint(at_size(5), LOG), PARTNER, log=LOG.key, at=NOW)
    lines = note.splitlines(keepends=True)
    without = "".join(line for line in lines if not line.startswith(f"— {ORIGIN} "))
    with pytest.raises(InputRefused, match=r"transparency\.unsigned"):
        open_checkpoint(without, LOG.key, cosigners=[PARTNER.key])


def test_cosignatures_of_another_checkpoint_are_not_taken_over() -> None:
    with pytest.raises(InputRefused, match=r"transparency\.checkpoint"):
        merge_cosignatures(sign_checkpoint(at_size(5), LOG), sign_checkpoint(at_size(6), LOG))
