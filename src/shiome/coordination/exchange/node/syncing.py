"""Catching up with a partner: take over what its outbox holds, acknowledge it, and co-sign each other's log."""

from __future__ import annotations

from dataclasses import dataclass

from shiome.coordination.exchange.node.client import PartnerClient, decoded_proof
from shiome.coordination.exchange.node.node import Node
from shiome.coordination.exchange.transparency import Checkpoint
from shiome.errors import InputRefused

_ATTEMPTS = 5
_TOO_LATE = ("exchange.moved", "exchange.stale")


@dataclass
class Synchronised:
    """What a synchronisation came to."""

    partner: str
    accepted: int = 0
    repeated: int = 0
    refused: int = 0
    relayed: int = 0
    cursor: int = 0
    """The last number taken over."""
    cosigned: bool = False
    """Whether each side co-signed the other's log."""


def synchronise(node: Node, partner: str, client: PartnerClient) -> Synchronised:
    """Take over all that the partner's outbox holds for this node; safe to repeat, and to break off at any moment.

    How far it has come is stored in the same transaction as the objects, so that nothing is lost or stored twice wherever it stops.

    Raises
    ------
    StoreUnavailable
        ``exchange.unreachable``: no answer; what came before is stored.
    InputRefused
        ``exchange.fork``: the partner's log was rewritten; ``exchange.answer``: it refuses.
    """
    done = Synchronised(partner=partner, cursor=node.partner(partner).cursor)
    more = True
    while more:
        rows, more = client.outbox(after=done.cursor, limit=node.limits.batch)
        took = node.take_over(partner, rows)
        more = more and took.cursor > done.cursor  # a partner that gives nothing new is not asked for ever
        done.cursor = took.cursor
        done.accepted += len(took.intake.accepted)
        done.repeated += len(took.intake.repeated)
        done.refused += len(took.intake.refused)
        done.relayed += took.intake.relayed
    if done.accepted or done.repeated or done.refused:
        client.acknowledge(done.cursor)
    exchange_checkpoints(node, partner, client)
    done.cosigned = True
    return done


def exchange_checkpoints(node: Node, partner: str, client: PartnerClient) -> None:
    """Each side hands the other the state of its log of their channel and gets it back co-signed.

    The partner may do the same at this moment, and a later state may be seen before an earlier one: whichever comes too late is asked
    for again.

    Raises
    ------
    InputRefused
        ``exchange.fork``, ``exchange.stale``, ``transparency.…``; a fork is recorded.
    """
    for step in (_cosign_theirs, _have_cosigned):
        for _ in range(_ATTEMPTS - 1):
            try:
                step(node, partner, client)
                break
            except InputRefused as error:
                if error.code not in _TOO_LATE:
                    raise
        else:
            step(node, partner, client)


def _cosign_theirs(node: Node, partner: str, client: PartnerClient) -> None:
    since = node.seen_size(partner)
    theirs = client.checkpoint(since=since)
    client.cosigned(node.witness(partner, theirs.checkpoint, decoded_proof(theirs.proof), since=since))


def _have_cosigned(node: Node, partner: str, client: PartnerClient) -> None:
    since = client.seen()
    mine = node.checkpoint(partner)
    size = Checkpoint.parse(mine.partition("\n\n")[0] + "\n").size
    try:
        signed = client.witness(mine, node.proof_since(partner, min(since, size), size), since=since)
    except InputRefused as error:
        if client.seen() == since:
            raise
        raise InputRefused(
            "exchange.moved",
            f"{partner} has seen a later state of the log meanwhile",
            ja=f"{partner} がその間に新しい状態を見ている",
            hint="hand over the present state",
            hint_ja="今の状態を渡し直す",
            failed=partner,
        ) from error
    node.add_cosignatures(partner, signed)


def client_for(node: Node, partner: str) -> PartnerClient:
    """A client for a partner's node, with the token that it gave and the certificates in this node's folder.

    Raises
    ------
    InputRefused
        ``exchange.no_url``: it is not known where the partner answers.
    """
    known = node.partner(partner)
    if not known.url:
        raise InputRefused(
            "exchange.no_url",
            f"it is not known where {partner} answers",
            ja=f"{partner} の応答先が分からない",
            hint=f"give it with: shiome exchange subscribe {partner} --url URL --token-file FILE",
            hint_ja=f"shiome exchange subscribe {partner} --url URL --token-file ファイル で指定する",
            failed=partner,
        )
    return PartnerClient(known.url, node.folder.token(partner), tls=node.folder.tls())
