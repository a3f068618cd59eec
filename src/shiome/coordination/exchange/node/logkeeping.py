"""The logs of a node: signed states, cosignatures, proofs, entries."""

from __future__ import annotations

from collections.abc import Sequence

from shiome.coordination.exchange.node import checkpoints, journal, keyring
from shiome.coordination.exchange.node.database import from_us
from shiome.coordination.exchange.node.ground import Ground
from shiome.coordination.exchange.node.keyring import KeyRow


class Logkeeping(Ground):
    """Logs of the channels and of the node itself."""

    def checkpoint(self, channel: str) -> str:
        """The signed state of a log: the channel with a partner, or the node's own (``node``)."""
        keys = self.signing_key
        return self.run(lambda work: checkpoints.sign_state(work, self.name, keys, channel))

    def witness(self, owner: str, note: str, proof: Sequence[bytes], *, since: int | None = None) -> str:
        """A partner's checkpoint of its channel with this node, co-signed, if its log only grew; a fork is recorded.

        Raises
        ------
        InputRefused
            ``exchange.fork``, ``exchange.stale``, ``exchange.moved``; see :func:`shiome.coordination.exchange.node.checkpoints.witness`.
        """
        keys, at = self.signing_key, from_us(self.clock())
        known = self._keys(owner)
        try:
            return self.run(
                lambda work: checkpoints.witness(
                    work, self.name, keys, known, owner=owner, note=note, proof=proof, since=since, at=at
                )
            )
        except checkpoints.Fork as fork:
            code = fork.code
            self.run(lambda work: work.refuse(owner, code, detail=note))
            raise

    def seen_size(self, owner: str) -> int:
        """Size of the partner's log that this node last co-signed; 0 where it never did."""
        last = self._read(lambda connection: checkpoints.seen(connection, owner, self.name))
        return last.size if last else 0

    def add_cosignatures(self, partner: str, note: str) -> None:
        """Keep a partner's cosignature under this node's checkpoint of their channel."""
        known = self._keys()
        self.run(lambda work: checkpoints.add_cosignatures(work, self.name, known, partner=partner, note=note))

    def proof_since(self, channel: str, old: int, new: int) -> list[bytes]:
        """Proof that a log of ``new`` entries begins with its first ``old``."""
        return self._read(lambda connection: checkpoints.proof_since(connection, channel, old, new))

    def proof_of(self, channel: str, index: int, size: int) -> list[bytes]:
        """Proof that an entry is in the log of its first ``size`` entries."""
        return self._read(lambda connection: checkpoints.proof_of(connection, channel, index, size))

    def log_entries(self, channel: str, *, first: int = 0, count: int = 1000) -> list[bytes]:
        """Entries of a log, oldest first."""
        return self._read(lambda connection: journal.entries(connection, channel, first=first, count=count))

    def log_size(self, channel: str) -> int:
        """How many entries a log has."""
        return self._read(lambda connection: journal.state(connection, channel).size)

    def kept_note(self, channel: str, *, size: int | None = None) -> str:
        """The latest signed state of a log of this node that was kept, or that of a size; empty where there is none."""
        return self._read(lambda connection: checkpoints.kept_note(connection, self.name, channel, size=size))

    def _keys(self, node: str | None = None) -> list[KeyRow]:
        return self._read(lambda connection: keyring.all_keys(connection, node))
