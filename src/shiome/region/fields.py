"""Walk the fields of a typed entry together with what the schema says of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import inspect

Place = tuple[str | int, ...]
"""Where a value stands within an entry: ``("roles", 0, "held")``."""


def walk(entry: msgspec.Struct) -> Iterator[tuple[Place, Any, dict[str, Any]]]:
    """Every value below ``entry`` that the schema marks, as (place, value, mark).

    A mark is the ``extra`` of the field's :class:`msgspec.Meta`, such as ``{"reference": ("actors",)}``.
    """
    yield from _walk(entry, _type(type(entry)), ())


_TYPES: dict[type, inspect.Type] = {}


def _type(kind: type) -> inspect.Type:
    if kind not in _TYPES:
        _TYPES[kind] = inspect.type_info(kind)
    return _TYPES[kind]


def _walk(value: Any, kind: inspect.Type, place: Place) -> Iterator[tuple[Place, Any, dict[str, Any]]]:
    if isinstance(kind, inspect.Metadata):
        if kind.extra:
            yield place, value, kind.extra
        kind = kind.type
    if isinstance(kind, inspect.UnionType) and isinstance(value, msgspec.Struct):
        kind = _type(type(value))
    if isinstance(kind, inspect.StructType):
        info = _type(type(value))
        assert isinstance(info, inspect.StructType)  # noqa: S101 - a Struct's type info is one by construction
        for field in info.fields:
            yield from _walk(getattr(value, field.name), field.type, (*place, field.name))
    elif isinstance(kind, inspect.VarTupleType):
        for number, item in enumerate(value):
            yield from _walk(item, kind.item_type, (*place, number))
    elif isinstance(kind, inspect.TupleType):
        for number, (item, item_type) in enumerate(zip(value, kind.item_types, strict=True)):
            yield from _walk(item, item_type, (*place, number))
    elif isinstance(kind, inspect.DictType):
        for key, item in value.items():
            yield from _walk(item, kind.value_type, (*place, key))


def spell(place: Place) -> str:
    """A place in words for a message.

    >>> spell(("roles", 0, "held"))
    'roles[0].held'
    """
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text
