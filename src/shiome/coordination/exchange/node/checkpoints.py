"""Signed states of the logs: a node signs its own, and co-signs its partners' if they only ever grew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from shiome.coordination.exchange.node import journal
from shiome.coordination.exchange.node.keyring import KeyRow, cosigner_keys, cosigner_name, log_keys
from shiome.coordination.exchange.node.schema import checkpoints
from shiome.coordination.exchange.node.work import Work
from shiome.coordination.exchange.objects import KeyPair
from shiome.coordination.exchange.transparency import (
    Checkpoint,
    SignatureType,
    Signer,
    VerifierKey,
    consistency_proof,
    cosign,
    inclusion_proof,
    merge_cosignatures,
    open_checkpoint,
    open_note,
    sign_checkpoint,
)
from shiome.errors import InputRefused, ShiomeError
from shiome.records.store.bulk import insert_rows


class Fork(InputRefused):
    """A log that was rewritten, or tells this node another story than before."""


def origin(node: str, channel: str) -> str:
    """The name of a log: that of the channel with a partner, or the node's own.

    >>> origin("a", "b")
    'shiome.exchange/a/b'
    """
    return f"shiome.exchange/{node}/{channel}"


def sign_state(work: Work, node: str, keys: KeyPair, channel: str) -> str:
    """The note of a log's present state, signed by the node; that of the same size is kept, with its cosignatures."""
    state = journal.state(work.connection, channel)
    kept = kept_note(work.connection, node, channel, size=state.size)
    if kept:
        return kept
    name = origin(node, channel)
    note = sign_checkpoint(Checkpoint(name, state.size, state.root()), Signer.from_seed(name, keys.seed))
    _keep(work, node, channel, state.size, note)
    return note


def proof_since(connection: Connection, channel: str, old: int, new: int) -> list[bytes]:
    """Proof that a log of ``new`` entries begins with its first ``old``."""
    return consistency_proof(old, new, lambda addresses: journal.hashes_at(connection, channel, addresses))


def proof_of(connection: Connection, channel: str, index: int, size: int) -> list[bytes]:
    """Proof that an entry is in the log of the first ``size`` entries."""
    return inclusion_proof(index, size, lambda addresses: journal.hashes_at(connection, channel, addresses))


def witness(
    work: Work,
    node: str,
    keys: KeyPair,
    known: Sequence[KeyRow],
    *,
    owner: str,
    note: str,
    proof: Sequence[bytes],
    since: int | None = None,
    at: datetime,
) -> str:
    """The partner's checkpoint of its channel with this node, co-signed, if its log only grew since this node last looked.

    Parameters
    ----------
    since:
        Size from which the proof leads, where it is known: that this node has seen a later state meanwhile, as happens where both sides
        ask at once or an answer was long under way, is then no fork.

    Raises
    ------
    InputRefused
        ``exchange.fork``: it was rewritten, or tells this node another story than before; ``exchange.stale``: an older state than was
        seen; ``exchange.moved``: the proof leads from another size than was seen last; ``transparency.…``: it is no checkpoint of that
        log, or a signature does not hold.
    """
    name = origin(owner, node)
    key = _signed_with(note, log_keys(known, owner, name))
    offered = open_checkpoint(note, key).checkpoint
    last = seen(work.connection, owner, node)
    if last is not None and offered.size < last.size:
        raise InputRefused(
            "exchange.stale",
            f"the checkpoint of {owner} has {offered.size} entries, fewer than the {last.size} seen before",
            ja=f"{owner} のチェックポイントは {offered.size} 件で、以前に見た {last.size} 件より少ない",
            hint="ask for its latest checkpoint; if there is none with more entries, its log was cut",
            hint_ja="最新のチェックポイントを求める。それも少なければ、ログが切り詰められている",
            failed=note,
        )
    if since is not None and since != (last.size if last else 0):
        raise InputRefused(
            "exchange.moved",
            f"the proof of {owner} leads from {since} entries, and {last.size if last else 0} were seen meanwhile",
            ja=f"{owner} の証明は {since} 件からのもので、その間に {last.size if last else 0} 件を見ている",
            hint="ask for the proof again, from the size that was seen last",
            hint_ja="最後に見た件数からの証明を求め直す",
            failed=note,
        )
    signer = Signer.from_seed(cosigner_name(node), keys.seed, type=SignatureType.cosignature)
    try:
        signed = cosign(note, signer, log=key, at=at, seen=last, proof=proof)
    except ShiomeError as error:
        if error.code != "transparency.consistency":
            raise
        raise Fork(
            "exchange.fork",
            f"the log of {owner} with {offered.size} entries does not continue the {last.size if last else 0} seen before",
            ja=f"{owner} の {offered.size} 件のログは、以前に見た {last.size if last else 0} 件の続きではない",
            hint="stop the exchange with it, keep both checkpoints, and ask the partner",
            hint_ja="交換を止め、二つのチェックポイントを保存し、相手に問い合わせる",
            failed=note,
        ) from error
    _keep(work, owner, node, offered.size, signed)
    return signed


def add_cosignatures(work: Work, node: str, known: Sequence[KeyRow], *, partner: str, note: str) -> None:
    """Keep a partner's cosignature with this node's checkpoint of the channel.

    Raises
    ------
    InputRefused
        ``exchange.cosignature``: this node made no such checkpoint; ``transparency.quorum``, ``transparency.signature``: it is not
        co-signed by the partner.
    """
    name = origin(node, partner)
    key = _signed_with(note, log_keys(known, node, name))
    opened = open_checkpoint(note, key, cosigners=cosigner_keys(known, partner), quorum=1)
    kept = kept_note(work.connection, node, partner, size=opened.checkpoint.size)
    if not kept or open_checkpoint(kept, key).checkpoint != opened.checkpoint:
        raise InputRefused(
            "exchange.cosignature",
            f"{node} made no such checkpoint of its channel with {partner}",
            ja=f"{node} は {partner} とのチャネルについて、そのようなチェックポイントを作っていない",
            hint="co-sign the checkpoint as it was handed out",
            hint_ja="渡されたチェックポイントにそのまま連署する",
            failed=note,
        )
    _keep(work, node, partner, opened.checkpoint.size, merge_cosignatures(kept, note))


def kept_note(connection: Connection, owner: str, channel: str, *, size: int | None = None) -> str:
    """The note of a log's latest kept state, or of that size; empty where there is none."""
    table = checkpoints.c
    question = select(table.note).where(table.owner == owner, table.channel == channel)
    if size is not None:
        question = question.where(table.size == size)
    return str(connection.execute(question.order_by(table.size.desc()).limit(1)).scalar() or "")


def seen(connection: Connection, owner: str, channel: str) -> Checkpoint | None:
    """The last state of a partner's log that this node has co-signed."""
    note = kept_note(connection, owner, channel)
    return Checkpoint.parse(note.partition("\n\n")[0] + "\n") if note else None


def _signed_with(note: str, keys: Sequence[VerifierKey]) -> VerifierKey:
    """The key among the node's that signed, for a node that has changed its key signs with the newer."""
    opened = open_note(note, keys)
    return opened.signatures[0].key


def _keep(work: Work, owner: str, channel: str, size: int, note: str) -> None:
    table = checkpoints.c
    same = (table.owner == owner, table.channel == channel, table.size == size)
    if work.connection.execute(update(checkpoints).where(*same).values(note=note, kept_at=work.at)).rowcount == 0:
        columns = ("owner", "channel", "size", "note", "kept_at")
        insert_rows(work.connection, checkpoints.name, columns, [(owner, channel, size, note, work.at)])
