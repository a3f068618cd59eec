"""Names, keys and signatures of signed notes (C2SP signed-note and tlog-cosignature, with Ed25519).

A key of a note is a name, a type of signature and a public key. Its text form is ``<name>+<key id>+<material>``: the material is the
base64 of type and public key, the key id the first four bytes, in hexadecimal, of SHA-256 over name, line feed, type and public key.
"""

from __future__ import annotations

import re
import struct
from base64 import b64encode
from binascii import Error as Base64Error
from binascii import a2b_base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from hashlib import sha256

from shiome.errors import InputRefused
from shiome.server.extra import library

PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64
_ID_BYTES = 4
_LATEST = 2**63 - 1
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f\ud800-\udfff]+")


class SignatureType(IntEnum):
    """What a key signs."""

    note = 0x01
    """The text of a note."""
    cosignature = 0x04
    """A checkpoint and the time at which it was the latest that the signer had seen (cosignature/v1)."""


@dataclass(frozen=True)
class VerifierKey:
    """A key that signatures are checked with.

    >>> key = VerifierKey("example.org/log", SignatureType.note, bytes(32))
    >>> VerifierKey.parse(key.text()) == key
    True
    """

    name: str
    type: SignatureType
    public: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or len(self.public) != PUBLIC_BYTES:
            raise _no_key(f"{self.name!r} with {len(self.public)} bytes")

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """The key of its text form.

        Raises
        ------
        InputRefused
            ``transparency.key``: it is no such text, its key id does not fit, or its type is not known here.
        """
        name, _, rest = text.strip().partition("+")
        identifier, _, encoded = rest.partition("+")
        try:
            raw = decode_base64(encoded)
            key = cls(name, SignatureType(raw[0]), raw[1:])
        except (ValueError, IndexError) as error:
            raise _no_key(text) from error
        if key.id.hex() != identifier:
            raise _no_key(text)
        return key

    @property
    def id(self) -> bytes:
        """The four bytes that stand before every signature of the key."""
        return sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:_ID_BYTES]

    def text(self) -> str:
        """The form in which the key is handed out."""
        return f"{self.name}+{self.id.hex()}+{b64encode(bytes([self.type]) + self.public).decode()}"

    def verify(self, text: str, signature: bytes) -> datetime | None:
        """Check a signature (without the key id) of a note's text; the time of a cosignature.

        Raises
        ------
        InputRefused
            ``transparency.signature``: it is not this key's signature of that text.
        """
        if self.type is SignatureType.note:
            _verify(self, text.encode(), signature)
            return None
        if len(signature) != 8 + SIGNATURE_BYTES:
            raise bad_signature(self.name)
        (seconds,) = struct.unpack(">Q", signature[:8])
        at = moment(seconds, self.name)
        _verify(self, cosigned_message(text, seconds), signature[8:])
        return at


@dataclass(frozen=True, repr=False)
class Signer:
    """A key that signs notes.

    Parameters
    ----------
    key:
        What others check the signatures with.
    sign:
        Ed25519 signature of some bytes by the private key, wherever that is kept.
    """

    key: VerifierKey
    sign: Callable[[bytes], bytes]

    @classmethod
    def from_seed(cls, name: str, seed: bytes, *, type: SignatureType = SignatureType.note) -> Signer:  # noqa: A002
        """The signer whose private key is the Ed25519 seed of 32 bytes (RFC 8032).

        Raises
        ------
        InputRefused
            ``transparency.key``: the seed has another length, or the name cannot be used.
        MissingExtra
            PyNaCl is not installed.
        """
        if len(seed) != PUBLIC_BYTES:
            raise _no_key(f"{name!r} with {len(seed)} bytes")
        private = library("nacl.signing").SigningKey(seed)
        return cls(VerifierKey(name, type, bytes(private.verify_key)), lambda message: private.sign(message).signature)

    def __repr__(self) -> str:
        return f"Signer({self.key.text()})"


def cosigned_message(text: str, seconds: int) -> bytes:
    """What a cosignature/v1 signs: a header, the time, and the text of the checkpoint."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def moment(seconds: int, name: str) -> datetime:
    """The time of a cosignature by ``name`` as a datetime in UTC; the range of the format is wider than the calendar's."""
    try:
        if not 0 < seconds <= _LATEST:
            raise ValueError(seconds)
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise bad_signature(name) from error


def decode_base64(text: str) -> bytes:
    """Bytes of standard base64 in its one right form.

    Raises
    ------
    ValueError
        It is not; unused bits that are not zero are one of the reasons.
    """
    try:
        raw = a2b_base64(text.encode("ascii"), strict_mode=True)
    except (Base64Error, UnicodeEncodeError) as error:
        raise ValueError(text) from error
    if b64encode(raw).decode() != text:
        raise ValueError(text)
    return raw


def bad_signature(name: str) -> InputRefused:
    """The refusal of a signature by ``name``."""
    return InputRefused(
        "transparency.signature",
        f"the signature of {name} does not hold",
        ja=f"{name} の署名は成り立たない",
        hint="ask for the note again; if it comes back the same, tell the signer",
        hint_ja="ノートを改めて求め、同じものが届くなら署名者に知らせる",
        failed=name,
    )


def _verify(key: VerifierKey, message: bytes, signature: bytes) -> None:
    wrong = library("nacl.exceptions").BadSignatureError
    try:
        library("nacl.signing").VerifyKey(key.public).verify(message, signature)
    except (wrong, ValueError) as error:
        raise bad_signature(key.name) from error


def _no_key(text: str) -> InputRefused:
    return InputRefused(
        "transparency.key",
        f"this is no Ed25519 key of a note: {text[:120]}",
        ja=f"ノートの Ed25519 鍵ではない: {text[:120]}",
        hint="write <name>+<key id>+<base64>, the name without spaces and plus signs",
        hint_ja="<名前>+<鍵ID>+<base64> の形で書く（名前に空白と + は使えない）",
        failed=text,
    )
