"""Checkpoints (C2SP tlog-checkpoint): what a log says of itself, signed by its node and co-signed by those who follow it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shiome.coordination.exchange.transparency.hashing import HASH_BYTES
from shiome.coordination.exchange.transparency.keys import Signer, VerifierKey, decode_base64
from shiome.coordination.exchange.transparency.note import (
    OpenedNote,
    Signature,
    add_cosignature,
    open_note,
    sign_note,
    signature_line,
    split_note,
)
from shiome.coordination.exchange.transparency.proofs import verify_consistency
from shiome.errors import InputRefused

_SIZES = 2**63
"""Sizes beyond are refused: no log has so many entries."""


@dataclass(frozen=True)
class Checkpoint:
    """Size and root of a log.

    Parameters
    ----------
    origin:
        Name of the log, which no other log has.
    size:
        Number of entries.
    root:
        Root of their Merkle tree.
    extensions:
        Further lines, which nobody but the log vouches for.

    >>> Checkpoint("example.org/log", 0, bytes(32)).text().splitlines()[:2]
    ['example.org/log', '0']
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if (
            not 0 <= self.size < _SIZES
            or len(self.root) != HASH_BYTES
            or any(not line or "\n" in line for line in lines)
        ):
            raise _no_checkpoint(self.origin)

    def text(self) -> str:
        """The text that is signed."""
        return "\n".join([self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions, ""])

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """The checkpoint of its text.

        Raises
        ------
        InputRefused
            ``transparency.checkpoint``: it is not of that form.
        """
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1]:
            raise _no_checkpoint(text)
        origin, size, root, *extensions = lines[:-1]
        try:
            made = cls(origin, int(size), decode_base64(root), tuple(extensions))
        except ValueError as error:
            raise _no_checkpoint(text) from error
        if str(made.size) != size:  # leading zeros, signs and other digits: one checkpoint has one text
            raise _no_checkpoint(text)
        return made


@dataclass(frozen=True)
class OpenedCheckpoint:
    """A checkpoint whose log signed it, and who else did."""

    checkpoint: Checkpoint
    signatures: tuple[Signature, ...]
    note: str

    def cosigners(self) -> dict[str, datetime]:
        """Names of those who co-signed, with their times."""
        return {signature.key.name: signature.at for signature in self.signatures if signature.at is not None}


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> str:
    """The signed note of a checkpoint by its log; the signer's name is the log's.

    Raises
    ------
    InputRefused
        ``transparency.origin``: the key is another log's.
    """
    if signer.key.name != checkpoint.origin:
        raise _other_log(signer.key.name, checkpoint.origin)
    return sign_note(checkpoint.text(), signer)


def open_checkpoint(
    note: str, log: VerifierKey, *, cosigners: Iterable[VerifierKey] = (), quorum: int = 0
) -> OpenedCheckpoint:
    """The checkpoint of a note that the log's key signed.

    Parameters
    ----------
    cosigners:
        Keys whose cosignatures are checked.
    quorum:
        How many of them must have signed.

    Raises
    ------
    InputRefused
        What :func:`~shiome.coordination.exchange.transparency.note.open_note` refuses; ``transparency.unsigned``: the log did not sign;
        ``transparency.origin``: it is the checkpoint of another log; ``transparency.quorum``: too few co-signed.
    """
    opened = open_note(note, (log, *cosigners))
    if not opened.signed_by(log):
        raise _not_by_log(log.name, opened)
    checkpoint = Checkpoint.parse(opened.text)
    if checkpoint.origin != log.name:
        raise _other_log(log.name, checkpoint.origin)
    found = OpenedCheckpoint(checkpoint, opened.signatures, note)
    if len(found.cosigners()) < quorum:
        raise InputRefused(
            "transparency.quorum",
            f"{len(found.cosigners())} of the {quorum} cosignatures needed stand under the checkpoint of {log.name}",
            ja=f"{log.name} のチェックポイントに必要な連署 {quorum} 件のうち {len(found.cosigners())} 件しかない",
            hint="wait until the partner has co-signed, or ask it why it has not",
            hint_ja="相手の連署を待つか、連署しない理由を尋ねる",
            failed=log.name,
        )
    return found


def cosign(
    note: str,
    signer: Signer,
    *,
    log: VerifierKey,
    at: datetime,
    seen: Checkpoint | None = None,
    proof: Sequence[bytes] = (),
) -> str:
    """The note with ``signer``'s cosignature, given only for a log that has not changed what was seen of it before.

    Parameters
    ----------
    seen:
        The last checkpoint of this log that the signer vouched for; none for the first.
    proof:
        That this checkpoint is consistent with it.

    Raises
    ------
    InputRefused
        ``transparency.consistency``: the log is smaller than it was or was rewritten; what :func:`open_checkpoint` refuses.
    """
    checkpoint = open_checkpoint(note, log).checkpoint
    if seen is not None:
        if seen.origin != checkpoint.origin:
            raise _other_log(seen.origin, checkpoint.origin)
        verify_consistency(seen.size, checkpoint.size, proof, old_root=seen.root, new_root=checkpoint.root)
    return add_cosignature(note, signer, at=at)


def merge_cosignatures(note: str, other: str) -> str:
    """``note`` with the signature lines of ``other`` that it lacks; both are the same checkpoint.

    Raises
    ------
    InputRefused
        ``transparency.checkpoint``: their texts differ.
    """
    text, lines = split_note(note)
    other_text, others = split_note(other)
    if text != other_text:
        raise _no_checkpoint(other_text)
    missing = [(name, raw) for name, raw in others if (name, raw) not in lines]
    return note + "".join(signature_line(name, raw) for name, raw in dict.fromkeys(missing))


def _no_checkpoint(text: str) -> InputRefused:
    return InputRefused(
        "transparency.checkpoint",
        f"this is no checkpoint of the log meant: {text[:80]!r}",
        ja=f"対象のログのチェックポイントではない: {text[:80]!r}",
        hint="a checkpoint has the lines origin, size and root",
        hint_ja="チェックポイントは、ログの名前、件数、根の各行からなる",
        failed=text,
    )


def _other_log(expected: str, found: str) -> InputRefused:
    return InputRefused(
        "transparency.origin",
        f"the checkpoint is of the log {found}, not of {expected}",
        ja=f"このチェックポイントは {expected} ではなく {found} のものである",
        hint="ask for the checkpoint of the channel that is meant",
        hint_ja="対象のチャネルのチェックポイントを求める",
        failed=found,
    )


def _not_by_log(name: str, opened: OpenedNote) -> InputRefused:
    signers = ", ".join(signature.key.name for signature in opened.signatures)
    return InputRefused(
        "transparency.unsigned",
        f"the log {name} did not sign its checkpoint; signed by: {signers}",
        ja=f"ログ {name} 自身の署名がチェックポイントにない（署名者: {signers}）",
        hint="a cosignature alone does not make a checkpoint",
        hint_ja="連署だけではチェックポイントにならない",
        failed=name,
    )
