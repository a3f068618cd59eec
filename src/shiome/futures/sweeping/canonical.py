"""A digest of what a point says, which is the same in every process and on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import msgspec
import numpy as np


def digest(value: object) -> str:
    """SHA-256 of a value made of dataclasses, mappings, sequences, arrays, text, numbers and bytes, as 64 hexadecimal digits.

    Fields that a dataclass leaves out of comparison are left out here too: they do not change what is computed.

    Raises
    ------
    TypeError
        For a value of another kind, whose content cannot be told.

    >>> digest({"a": 1, "b": (0.5,)}) == digest({"b": [0.5], "a": 1})
    True
    """
    return hashlib.sha256(msgspec.json.encode(_plain(value), order="deterministic")).hexdigest()


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | np.integer):
        return ["int", str(int(value))]  # numbers of any length
    if isinstance(value, float | np.floating):
        return ["float", float(value).hex()]
    if isinstance(value, bytes):
        return ["bytes", value.hex()]
    if isinstance(value, np.ndarray):
        content = hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()
        return ["array", value.dtype.str, list(value.shape), content]
    if is_dataclass(value) and not isinstance(value, type):
        kept = [[each.name, _plain(getattr(value, each.name))] for each in fields(value) if each.compare]
        return [type(value).__qualname__, kept]
    if isinstance(value, Mapping):
        return {f"mapping {key}": _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    raise TypeError(f"a point cannot hold a {type(value).__name__}: its content cannot be told")
