"""From the inputs of a measured value to the passages that they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from shiome.outlook.build.context import Context
from shiome.records.model import KINDS
from shiome.region.citations import parse_citation

_PART = re.compile(r"(\w+)\[(\d+)\]")
MOST = 60
"""Inputs that are looked up for one sentence: it names only a few passages, and the inputs come the most telling first."""


def numbers(context: Context, inputs: Iterable[str]) -> tuple[int, ...]:
    """Numbers of the passages; rows of tables have none."""
    found = (_numbers(context, name) for _, name in zip(range(MOST), inputs, strict=False))
    return context.book.joined(*(group for group in found if group))


def documents_behind(context: Context, inputs: Iterable[str]) -> frozenset[str]:
    """The documents, known on the day, that inputs rest on; rows of tables rest on none."""
    return frozenset(document for name in dict.fromkeys(inputs) for document in _documents(context, name))


def _documents(context: Context, name: str) -> frozenset[str]:
    kind, _, rest = name.partition(":")
    if kind in KINDS:
        record = context.live(kind).get(rest)
        return frozenset(source.document for source in record.sources) if record is not None else frozenset()
    if kind not in context.pack.subjects:
        return frozenset()
    cited = (parse_citation(cite).document for cite in _cites(_entry(context, kind, rest)))
    return frozenset(document for document in cited if document in context.documents)


def _cites(found: Any) -> Iterator[str]:
    """The citations of an entry, and of what it is made up of."""
    if isinstance(found, msgspec.Struct):
        yield from getattr(found, "cite", ())
        for name in found.__struct_fields__:
            yield from _cites(getattr(found, name))
    elif isinstance(found, tuple):
        for part in found:
            yield from _cites(part)


def tables_of(inputs: Iterable[str]) -> tuple[str, ...]:
    """Names of the tables of the workspace among inputs, in order of first mention."""
    return tuple(dict.fromkeys(name.partition("=")[0].partition("/")[0] for name in inputs if "=" in name))


def _numbers(context: Context, name: str) -> tuple[int, ...]:
    """Of one input: ``KIND:ID`` of a record, or ``SUBJECT:ID`` of an entry, ``#FIELD[NUMBER]`` of a part of it."""
    kind, _, rest = name.partition(":")
    if kind in KINDS:
        record = context.live(kind).get(rest)
        return context.book.sources(record.sources[:2]) if record is not None else ()
    if kind not in context.pack.subjects:
        return ()
    return context.book.cite(tuple(getattr(_entry(context, kind, rest), "cite", ()) or ())[:2])


def _entry(context: Context, subject: str, name: str) -> Any:
    """An entry of the pack, or a part of it, by ``ID`` or ``ID#FIELD[NUMBER]``; None where it is not known on the day."""
    identifier, _, path = name.partition("#")
    found: Any = context.known_entries(subject).get(identifier)
    for field, number in _PART.findall(path):
        parts = getattr(found, field, ())
        found = parts[int(number)] if int(number) < len(parts) else None
    return found
