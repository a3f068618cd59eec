"""Passwords as they are stored: scrypt (RFC 7914) with a salt of its own for each."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from shiome.errors import InputRefused

_COST, _BLOCK, _LANES = 2**15, 8, 1
_MEMORY = 64 * 2**20
SHORTEST = 12


def hashed(password: str) -> str:
    """A password as text with the parameters of its hash.

    Raises
    ------
    InputRefused
        ``account.password``: shorter than 12 characters.
    """
    if len(password) < SHORTEST:
        raise InputRefused(
            "account.password",
            f"the password has fewer than {SHORTEST} characters",
            ja=f"パスワードが {SHORTEST} 文字に満たない",
            hint="choose a longer one",
            hint_ja="長いものにする",
        )
    salt = secrets.token_bytes(16)
    return f"scrypt${_COST}${_text(salt)}${_text(_scrypt(password, salt, _COST))}"


def matches(password: str, stored: str) -> bool:
    """Whether a password is the one that was stored; takes the same time either way."""
    _, cost, salt, digest = stored.split("$")
    return hmac.compare_digest(_scrypt(password, base64.b64decode(salt), int(cost)), base64.b64decode(digest))


def _scrypt(password: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=_BLOCK, p=_LANES, maxmem=_MEMORY)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
