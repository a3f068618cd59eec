"""Signed notes (C2SP signed-note): a text and the signatures of those who vouch for it."""

from __future__ import annotations

import re
import struct
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shiome.coordination.exchange.transparency.keys import (
    SignatureType,
    Signer,
    VerifierKey,
    bad_signature,
    cosigned_message,
    decode_base64,
    moment,
)
from shiome.errors import InputRefused

MOST_SIGNATURES = 100
"""More are refused before any is checked."""
_DASH = "—"
_LINE = re.compile(rf"{_DASH} ([^\s+]+) (\S+)")
_BARRED = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
"""Control characters other than the line feed, and what is no character."""


@dataclass(frozen=True)
class Signature:
    """A signature of a note that was checked."""

    key: VerifierKey
    at: datetime | None = None
    """When a cosigner signed; none for signatures of the text alone."""


@dataclass(frozen=True)
class OpenedNote:
    """A note of which at least one signature was checked and none that could be checked failed.

    Parameters
    ----------
    text:
        What was signed, up to its last line feed.
    signatures:
        By whom.
    unknown:
        Names of signers whose keys were not at hand; they vouch for nothing.
    """

    text: str
    signatures: tuple[Signature, ...]
    unknown: tuple[str, ...] = ()

    def signed_by(self, key: VerifierKey) -> bool:
        """Whether ``key`` is among the signers."""
        return any(signature.key == key for signature in self.signatures)


def sign_note(text: str, *signers: Signer) -> str:
    """The text with the signatures of ``signers`` (keys of type ``note``).

    Raises
    ------
    InputRefused
        ``transparency.note``: the text has no line feed at its end or holds other control characters.
    """
    if not signers or not text.endswith("\n") or _BARRED.search(text):
        raise _no_note("a text ends in a line feed, holds no other control character, and somebody signs it")
    for signer in signers:
        _expect(signer, SignatureType.note)
    lines = [signature_line(signer.key.name, signer.key.id + signer.sign(text.encode())) for signer in signers]
    return f"{text}\n{''.join(lines)}"


def add_cosignature(note: str, signer: Signer, *, at: datetime) -> str:
    """The note with a cosignature/v1 of ``signer``, which says that it is the latest consistent checkpoint it had seen at that time.

    Whether that is true the signer must have checked before; see
    :func:`shiome.coordination.exchange.transparency.checkpoint.cosign`.

    Parameters
    ----------
    at:
        Aware; whole seconds are kept.
    """
    _expect(signer, SignatureType.cosignature)
    text, _ = split_note(note)
    seconds = int(at.timestamp())
    moment(seconds, signer.key.name)
    signature = signer.sign(cosigned_message(text, seconds))
    return note + signature_line(signer.key.name, signer.key.id + struct.pack(">Q", seconds) + signature)


def open_note(note: str, keys: Iterable[VerifierKey]) -> OpenedNote:
    """The text of a note and who of ``keys`` signed it.

    Signatures of other keys are passed over; a key that signed twice counts once.

    Raises
    ------
    InputRefused
        ``transparency.note``: it is no signed note; ``transparency.signature``: a signature of one of the keys does not hold;
        ``transparency.unsigned``: none of the keys signed.
    """
    text, lines = split_note(note)
    known = {(key.name, key.id): key for key in keys}
    signatures: dict[VerifierKey, Signature] = {}
    unknown: list[str] = []
    for name, raw in lines:
        key = known.get((name, raw[:4]))
        if key is None:
            unknown.append(name)
        elif key not in signatures:
            signatures[key] = Signature(key, key.verify(text, raw[4:]))
        else:
            key.verify(text, raw[4:])
    if not signatures:
        raise InputRefused(
            "transparency.unsigned",
            f"none of the known keys signed the note; signed by: {', '.join(unknown)[:200]}",
            ja=f"知られている鍵による署名がない（署名者: {', '.join(unknown)[:200]}）",
            hint="give the signer's key, which it must have handed over itself",
            hint_ja="署名者自身から受け取った鍵を指定する",
            failed=tuple(unknown),
        )
    return OpenedNote(text, tuple(signatures.values()), tuple(unknown))


def split_note(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Text and signature lines (name; key id and signature) of a note, none of them checked.

    Raises
    ------
    InputRefused
        ``transparency.note``: it is no signed note.
    """
    body, separator, block = note.rpartition("\n\n")
    if not separator or not block.endswith("\n") or _BARRED.search(note):
        raise _no_note("a blank line stands between text and signatures, and a line feed at the end")
    lines = block[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise _no_note(f"it has {len(lines)} signatures, more than {MOST_SIGNATURES}")
    return f"{body}\n", [_parsed(line) for line in lines]


def signature_line(name: str, raw: bytes) -> str:
    """The line of a signature; ``raw`` is key id and signature."""
    return f"{_DASH} {name} {b64encode(raw).decode()}\n"


def _parsed(line: str) -> tuple[str, bytes]:
    found = _LINE.fullmatch(line)
    try:
        raw = decode_base64(found[2]) if found else b""
    except ValueError:
        raw = b""
    if found is None or len(raw) < 5:
        raise _no_note(f"this is no line of a signature: {line[:80]}")
    return found[1], raw


def _expect(signer: Signer, wanted: SignatureType) -> None:
    """A key signs texts or cosigns checkpoints: one that did both would sign what it did not mean."""
    if signer.key.type is not wanted:
        raise bad_signature(signer.key.name)


def _no_note(why: str) -> InputRefused:
    return InputRefused(
        "transparency.note",
        f"this is no signed note: {why}",
        ja=f"署名付きノートではない（{why}）",
        hint="give the note as the log's node sent it",
        hint_ja="ログのノードが送ったままのノートを渡す",
    )
