"""Columns of tables, with their heads from the words of a section."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from shiome.web.model import Column, Kind

if TYPE_CHECKING:
    from shiome.web.asked import Asked

_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


def columns_of(asked: Asked, section: str, *keys: str) -> list[Column]:
    """Columns by their keys, each as ``key`` or ``key:kind``; the head of a column is the section's word for its key."""
    found = []
    for each in keys:
        key, _, kind = each.partition(":")
        found.append(Column(key=key, title=asked.words(f"{section}.{key}"), kind=_KINDS[kind or "text"]))
    return found
