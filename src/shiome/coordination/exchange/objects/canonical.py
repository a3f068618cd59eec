"""Canonical JSON (RFC 8785): one value, one sequence of bytes, so that a signature holds wherever the object has been.

Members stand in the order of their names as UTF-16 code units, without blanks; strings escape as little as they can; numbers are
written as ECMAScript writes them. Strings and structure are written by msgspec, whose escapes are those of the standard; order and
numbers are ours.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from shiome.coordination.exchange.objects.numbers import LARGEST, number_text
from shiome.coordination.exchange.objects.refusals import refused
from shiome.errors import InputRefused

_DIGIT, _ASTRAL = b"\1", b"\2"
_CLASSES = bytes(1 if chr(byte) in "0123456789" else 2 if byte >= 0xF0 else 0 for byte in range(256))
"""Bytes by class: digits; first bytes of characters beyond the basic plane, whose order in UTF-16 is not that in UTF-8; others."""


def canonical(value: Any) -> bytes:
    """The canonical bytes of a value made of dictionaries, lists, text, numbers, truth values and ``None``.

    Raises
    ------
    InputRefused
        ``exchange.canonical``: a value of another type, a member name that is not text, an infinity or NaN, a whole number beyond
        2⁵³ − 1, half a surrogate pair, or a value nested too deeply.

    >>> canonical({"b": [1.0, 1e-7], "a": "é/"}).decode()
    '{"a":"é/","b":[1,1e-7]}'
    """
    try:
        return msgspec.json.encode(_prepared(value))
    except (TypeError, ValueError) as fault:
        where, reason = _located(value)
        raise _no_canonical(where or "/", reason, value) from fault
    except RecursionError as fault:
        raise _no_canonical("/", "nested too deeply", value) from fault


def read_canonical(data: bytes) -> Any:
    """The value of canonical bytes.

    Raises
    ------
    InputRefused
        ``exchange.shape``: the bytes are no JSON, or not in canonical form (which also refuses member names that stand twice).
    """
    return decoded(data)[0]


def decoded(data: bytes) -> tuple[Any, Any]:
    """The value of canonical bytes, and a copy that :func:`encoded` writes in the same bytes.

    A signature is checked with the second: members may be taken from it, and writing it costs a few microseconds.

    Raises
    ------
    InputRefused
        As :func:`read_canonical`.
    """
    try:
        classes = data.translate(_CLASSES)
        if _ASTRAL in classes or _DIGIT * 16 in classes:  # a double may not hold sixteen digits exactly
            value = json.loads(data.decode(), parse_int=_whole)
            writable = _prepared(value)
            again = encoded(writable)
        else:
            value, writable = msgspec.json.decode(data), _with_numbers.decode(data)
            again = msgspec.json.encode(writable, order="deterministic")
    except (TypeError, ValueError, RecursionError, msgspec.MsgspecError) as fault:
        raise refused("shape", "the bytes are no JSON", "JSON として読めない", failed=data) from fault
    if again != data:
        raise refused(
            "shape",
            "the JSON is not in canonical form (RFC 8785)",
            "JSON が正規形（RFC 8785）でない",
            hint="send the bytes as they were signed",
            hint_ja="署名されたままのバイト列を送る",
            failed=data,
        )
    return value, writable


def encoded(writable: Any) -> bytes:
    """The bytes of the second value of :func:`decoded`: its members already stand in their order."""
    return msgspec.json.encode(writable)


def _prepared(value: Any) -> Any:
    """The value with members in their order and numbers in their layout, such that msgspec writes it canonically."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return value
    if kind is dict:
        return {name: _prepared(value[name]) for name in _ordered(value)}
    if kind is list or kind is tuple:
        return [_prepared(each) for each in value]
    return _number(value)


def _ordered(members: dict[Any, Any]) -> list[str]:
    for name in members:
        if type(name) is not str:
            raise TypeError(f"the member name {name!r} is not text")
    return sorted(members) if "".join(members).isascii() else sorted(members, key=_code_units)


def _code_units(name: str) -> bytes:
    # Bytes of big-endian code units sort as the code units do; half a surrogate pair is refused when it is written.
    return name.encode("utf-16-be", "surrogatepass")


def _number(value: Any) -> Any:
    kind = type(value)
    if kind is int:
        if -LARGEST <= value <= LARGEST:
            return value
        raise ValueError(f"the whole number {value} is beyond 2**53 - 1, which JSON does not carry exactly")
    if kind is float:
        try:
            return msgspec.Raw(number_text(value).encode())
        except ValueError:
            raise ValueError(f"JSON has no number {value}") from None
    raise TypeError(f"JSON has no {kind.__name__}")


def _as_written(text: str) -> msgspec.Raw:
    return msgspec.Raw(number_text(float(text)).encode())


def _whole(text: str) -> int | float:
    # JSON's numbers are doubles: a long one, such as 100000000000000000000, is read as the double that it stands for.
    number = int(text) if len(text) < 18 else LARGEST + 1
    return number if -LARGEST <= number <= LARGEST else float(text)


_with_numbers = msgspec.json.Decoder(float_hook=_as_written)


def _located(value: Any, pointer: str = "") -> tuple[str, str]:
    """The first place (a JSON pointer) that cannot be written, and why; looked for only after a refusal."""
    parts: list[tuple[Any, Any]] = []
    try:
        if isinstance(value, dict):
            msgspec.json.encode(_ordered(value))
            parts = list(value.items())
        elif isinstance(value, (list, tuple)):
            parts = list(enumerate(value))
        else:
            msgspec.json.encode(_prepared(value))
    except UnicodeEncodeError:
        return pointer, "half a surrogate pair is no text"
    except (TypeError, ValueError) as fault:
        return pointer, str(fault)
    found = (_located(each, f"{pointer}/{step}") for step, each in parts)
    return next((fault for fault in found if fault[1]), ("", ""))


def _no_canonical(where: str, reason: str, failed: object) -> InputRefused:
    return refused(
        "canonical",
        f"{where}: {reason}",
        f"{where}：正規形の JSON に書けない値がある",
        hint="use text, numbers, lists and members with text as their names",
        hint_ja="文字列、数、配列、文字列を名前とする項目だけを使う",
        failed=failed,
    )
