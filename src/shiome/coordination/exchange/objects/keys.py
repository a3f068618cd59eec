"""Keys of nodes: Ed25519 (RFC 8032), kept in a file that only its owner may read."""

from __future__ import annotations

import base64
import hashlib
import os
import stat
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from shiome.coordination.exchange.objects.refusals import refused
from shiome.errors import InputRefused, MissingExtra

SIGNATURE_SIZE = 64
_PRIVATE = bytes.fromhex("302e020100300506032b657004220420")
"""What stands before the 32 bytes of the seed in the form of RFC 8410 (PKCS #8), as OpenSSL writes it too."""
_BEGIN, _END = "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----"


def key_id(public: bytes) -> str:
    """The name of a public key: ``ed25519:`` and the first 16 hexadecimal digits of its SHA-256.

    >>> key_id(bytes(32))
    'ed25519:66687aadf862bd77'
    """
    return f"ed25519:{hashlib.sha256(public).hexdigest()[:16]}"


@dataclass(frozen=True)
class KeyPair:
    """A private key with its public key; neither its text nor an error message shows the private one."""

    seed: bytes = field(repr=False)
    public: bytes = field(init=False)
    key_id: str = field(init=False)
    _secret: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        public, secret = bindings().crypto_sign_seed_keypair(self.seed)
        for name, value in (("public", public), ("key_id", key_id(public)), ("_secret", secret)):
            object.__setattr__(self, name, value)

    @classmethod
    def generate(cls) -> KeyPair:
        """A new key from the system's random numbers."""
        return cls(os.urandom(32))

    @classmethod
    def load(cls, path: Path) -> KeyPair:
        """The key of a file.

        Raises
        ------
        InputRefused
            ``exchange.key_file``: there is no such file, others than its owner may read or write it, or it holds no Ed25519 key.
        """
        try:
            with path.open(encoding="ascii", errors="replace") as file:
                if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                    raise _no_key_file(path, "open")
                return cls(_seed(path, file.read(1000)))
        except OSError as error:
            raise _no_key_file(path, "read") from error

    def save(self, path: Path) -> None:
        """Write the key to a new file that only its owner may read (mode 0600).

        Raises
        ------
        InputRefused
            ``exchange.key_file``: there is such a file already (a key is never overwritten), or it cannot be written.
        """
        body = base64.b64encode(_PRIVATE + self.seed).decode()
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise _no_key_file(path, "written") from error
        with open(handle, "w", encoding="ascii") as file:  # noqa: PTH123 - made with its mode, so that it is never readable by others
            file.write(f"{_BEGIN}\n{body}\n{_END}\n")
            file.flush()
            os.fsync(handle)

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature."""
        signed: bytes = bindings().crypto_sign(message, self._secret)
        return signed[:SIGNATURE_SIZE]


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A partner's public key, and when what is signed with it counts."""

    public: bytes
    valid_from: datetime
    valid_until: datetime | None = None
    """The end of its use in the ordinary way; what was signed before stays good."""
    revoked: bool = False
    """Whether it was withdrawn because somebody else may have it: nothing is accepted any more, as a thief can sign for any day."""

    def counts_at(self, moment: datetime) -> bool:
        """Whether a signature of this moment counts."""
        ended = self.valid_until is not None and moment >= self.valid_until
        return not self.revoked and self.valid_from <= moment and not ended


def holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature was made over a message by the owner of a public key."""
    library = bindings()
    try:
        library.crypto_sign_open(signature + message, public)
    except (library_error(), ValueError):
        return False
    return True


def bindings() -> Any:
    """libsodium, loaded at its first use.

    Raises
    ------
    MissingExtra
        ``extra.server``: PyNaCl is not installed.
    """
    try:
        from nacl import bindings as library
    except ModuleNotFoundError as missing:
        raise MissingExtra(
            "extra.server",
            "signing needs the library PyNaCl",
            ja="署名にはライブラリ PyNaCl が要る",
            hint="install shiome[server]",
            hint_ja="shiome[server] を入れる",
            failed="nacl",
        ) from missing
    return library


def library_error() -> type[Exception]:
    """What libsodium raises where a signature does not hold."""
    from nacl.exceptions import CryptoError

    return CryptoError


def _seed(path: Path, text: str) -> bytes:
    body = text.strip().removeprefix(_BEGIN).removesuffix(_END)
    try:
        content = base64.b64decode("".join(body.split()), validate=True)
    except ValueError as error:
        raise _no_key_file(path, "other") from error
    if not content.startswith(_PRIVATE) or len(content) != len(_PRIVATE) + 32:
        raise _no_key_file(path, "other")
    return content[len(_PRIVATE) :]


_FAULTS = {
    "read": ("it cannot be read", "読めない", "give the file of a key", "鍵のファイルを指定する"),
    "written": (
        "it cannot be written, or is there already",
        "書けないか、すでにある",
        "name a new file",
        "新しいファイル名を指定する",
    ),
    "open": (
        "others than its owner may use it",
        "所有者以外も使える",
        "make a new key, as this one may be known",
        "知られたおそれがあるので、新しい鍵を作る",
    ),
    "other": (
        "it holds no private Ed25519 key",
        "Ed25519 の秘密鍵でない",
        "give a file that Shiome wrote",
        "Shiome が書いたファイルを指定する",
    ),
}
"""What can be wrong with a key file, and how to mend it, in English and Japanese."""


def _no_key_file(path: Path, fault: str) -> InputRefused:
    text, ja, hint, hint_ja = _FAULTS[fault]
    return refused(
        "key_file", f"key file {path}: {text}", f"鍵ファイル {path}：{ja}", hint=hint, hint_ja=hint_ja, failed=path
    )
