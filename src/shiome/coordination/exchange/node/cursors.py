"""Opaque marks of a place in a list: only this node makes them, and only for the partner and the question they were made for."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error

from shiome.errors import QueryRefused

_MARK_BYTES = 16
_NUMBER_BYTES = 8


def written_cursor(secret: bytes, about: str, sequence: int) -> str:
    """The mark of the place behind row ``sequence``; ``about`` names partner and question.

    >>> read_cursor(b"secret", "me", written_cursor(b"secret", "me", 7))
    7
    """
    number = sequence.to_bytes(_NUMBER_BYTES)
    return urlsafe_b64encode(number + _mark(secret, about, number)).rstrip(b"=").decode()


def read_cursor(secret: bytes, about: str, cursor: str) -> int:
    """The row that the mark stands behind.

    Raises
    ------
    QueryRefused
        ``exchange.next``: this node did not make it for that partner and question.
    """
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (Base64Error, ValueError):
        raw = b""
    number, mark = raw[:_NUMBER_BYTES], raw[_NUMBER_BYTES:]
    if not hmac.compare_digest(mark, _mark(secret, about, number)):
        raise QueryRefused(
            "exchange.next",
            "this is no 'next' of that question",
            ja="この next は、この問い合わせのものではない",
            hint="repeat the question without it",
            hint_ja="next を付けずに問い合わせ直す",
            failed=cursor,
        )
    return int.from_bytes(number)


def _mark(secret: bytes, about: str, number: bytes) -> bytes:
    return hmac.new(secret, b"next\0" + about.encode() + b"\0" + number, "sha256").digest()[:_MARK_BYTES]
