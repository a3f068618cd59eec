"""A log, or entries of it with their proofs, as a file that anybody can check."""

from __future__ import annotations

from base64 import b64encode

from shiome.coordination.exchange.node import checkpoints
from shiome.coordination.exchange.node.keyring import cosigner_keys, log_keys
from shiome.coordination.exchange.node.node import Node
from shiome.coordination.exchange.transparency import Bundle, Checkpoint, Earlier, Entry, open_note
from shiome.coordination.exchange.transparency.bundle import FORMAT

MOST_ENTRIES = 10_000


def bundle_of(node: Node, channel: str, *, first: int = 0, count: int | None = None, since: int = 0) -> Bundle:
    """A bundle of a log of this node.

    Parameters
    ----------
    channel:
        The partner, or ``node`` for the node's own log.
    first, count:
        Entries to take up, each with its proof; all of a short log without them.
    since:
        Size of an earlier checkpoint that was kept, to prove that the log has only grown since.
    """
    node.checkpoint(channel)  # so that the present state is signed; the one with cosignatures of that size is kept
    note = node.kept_note(channel)
    size = Checkpoint.parse(note.partition("\n\n")[0] + "\n").size
    known = node.known_keys()
    candidates = log_keys(known, node.name, checkpoints.origin(node.name, channel))
    whole = first == 0 and count is None and size <= MOST_ENTRIES
    taken = min(MOST_ENTRIES if count is None else count, MOST_ENTRIES, max(0, size - first))
    entries = node.log_entries(channel, first=first, count=taken)
    earlier = node.kept_note(channel, size=since) if 0 < since < size else ""
    return Bundle(
        format=FORMAT,
        log_key=open_note(note, candidates).signatures[0].key.text(),
        checkpoint=note,
        cosigner_keys=tuple(key.text() for key in cosigner_keys(known, channel)),
        leaves=tuple(_coded(entry) for entry in entries) if whole else None,
        entries=()
        if whole
        else tuple(
            Entry(index=index, leaf=_coded(entry), proof=tuple(map(_coded, node.proof_of(channel, index, size))))
            for index, entry in enumerate(entries, start=first)
        ),
        earlier=(Earlier(checkpoint=earlier, proof=tuple(map(_coded, node.proof_since(channel, since, size)))),)
        if earlier
        else (),
    )


def _coded(raw: bytes) -> str:
    return b64encode(raw).decode()
