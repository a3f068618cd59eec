"""Logs that cannot be rewritten unseen: Merkle trees (RFC 6962), checkpoints and signed notes (C2SP), proofs to hand out."""

from shiome.coordination.exchange.transparency.bundle import (
    Bundle,
    Checked,
    Earlier,
    Entry,
    verify_bundle,
    write_bundle,
)
from shiome.coordination.exchange.transparency.checkpoint import (
    Checkpoint,
    OpenedCheckpoint,
    cosign,
    merge_cosignatures,
    open_checkpoint,
    sign_checkpoint,
)
from shiome.coordination.exchange.transparency.compact import CompactRange, Layer
from shiome.coordination.exchange.transparency.hashing import EMPTY_ROOT, leaf_hash, leaf_hashes, node_hash
from shiome.coordination.exchange.transparency.keys import SignatureType, Signer, VerifierKey
from shiome.coordination.exchange.transparency.note import OpenedNote, Signature, add_cosignature, open_note, sign_note
from shiome.coordination.exchange.transparency.proofs import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from shiome.coordination.exchange.transparency.tree import Tree

__all__ = [
    "EMPTY_ROOT",
    "Bundle",
    "Checked",
    "Checkpoint",
    "CompactRange",
    "Earlier",
    "Entry",
    "Layer",
    "OpenedCheckpoint",
    "OpenedNote",
    "Signature",
    "SignatureType",
    "Signer",
    "Tree",
    "VerifierKey",
    "add_cosignature",
    "consistency_proof",
    "cosign",
    "inclusion_proof",
    "leaf_hash",
    "leaf_hashes",
    "merge_cosignatures",
    "node_hash",
    "open_checkpoint",
    "open_note",
    "sign_checkpoint",
    "sign_note",
    "verify_bundle",
    "verify_consistency",
    "verify_inclusion",
    "write_bundle",
]
