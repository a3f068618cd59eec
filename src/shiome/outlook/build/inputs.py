"""From the inputs of a measured value to the passages that they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from shiome.outlook.build.context import Context
from shiome.records.model import KINDS

_PART = re.compile(r"(\w+)\[(\d+)\]")
MOST = 60
"""Inputs that are looked up for one sentence: it names only a few passages, and the inputs come the most telling first."""


def numbers(context: Context, inputs: Iterable[str]) -> tuple[int, ...]:
    """Numbers of the passages; rows of tables have none."""
    found = (_numbers(context, name) for _, name in zip(range(MOST), inputs, strict=False))
    return context.book.joined(*(group for group in found if group))


def _numbers(context: Context, name: str) -> tuple[int, ...]:
    """Of one input: ``KIND:ID`` of a record, or ``SUBJECT:ID`` of an entry, ``#FIELD[NUMBER]`` of a part of it."""
    kind, _, rest = name.partition(":")
    if kind in KINDS:
        record = context.live(kind).get(rest)
        return context.book.sources(record.sources[:2]) if record is not None else ()
    if kind not in context.pack.subjects:
        return ()
    identifier, _, path = rest.partition("#")
    found: Any = context.known_entries(kind).get(identifier)
    for field, number in _PART.findall(path):
        parts = getattr(found, field, ())
        found = parts[int(number)] if int(number) < len(parts) else None
    return context.book.cite(tuple(getattr(found, "cite", ()) or ())[:2]) if found is not None else ()
