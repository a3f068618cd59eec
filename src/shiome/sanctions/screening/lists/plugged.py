"""Formats of lists that other packages read: asked where a file is none of the published lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Protocol, get_args

from shiome.errors import InputRefused, PluginFailed
from shiome.plugins import Plugin, checked, read, usable
from shiome.sanctions.screening.model import Entity, ListSnapshot, Schema

OWN = ("un", "ofac", "ofac-consolidated", "eu", "japan", "us-csl")
"""Lists that Shiome reads itself."""


class ListLoader(Protocol):
    """What an entry point of ``shiome.loaders`` names: an object, or a class that is called without arguments.

    The name of the entry point is the name of the list. :class:`shiome.sanctions.screening.lists.common.Intake` collects entities
    and faults with their lines.
    """

    def recognises(self, file: Path, start: bytes) -> bool:
        """Whether the file is of its format; ``start`` is how it begins, up to 4,096 bytes."""

    def load(self, file: Path, as_of: str) -> ListSnapshot:
        """Read the file; ``as_of`` is the ISO day of the snapshot where the file does not state its own, or empty."""


def loaders() -> tuple[Plugin, ...]:
    """The loaders of other packages."""
    return read("shiome.loaders", taken=OWN)


def loader_of(file: Path, start: bytes) -> Plugin | None:
    """The first loader, by package and name, that recognises the file.

    Raises
    ------
    PluginFailed
        None does, and one raised an error when it was asked: the file may be its own.
    """
    fault: PluginFailed | None = None
    for plugin in usable(loaders()):
        try:
            if plugin.made.recognises(file, start):
                return plugin
        except Exception as error:
            fault = fault or plugin.failed(error)
    if fault is not None:
        raise fault
    return None


def load_own(plugin: Plugin, file: Path, as_of: str) -> ListSnapshot:
    """Read a list by a loader of another package; the snapshot is named and marked as its own.

    Raises
    ------
    InputRefused
        What the loader refuses.
    PluginFailed
        It raised another error, or gave something else than a list.
    """
    try:
        snapshot = checked(plugin.made.load(file, as_of), ListSnapshot)
        _check(snapshot.entities)
        return replace(snapshot, source=plugin.name, path=str(file), by=plugin.label)
    except InputRefused:
        raise
    except Exception as error:
        raise plugin.failed(error) from error


def _check(entities: Iterable[Entity]) -> None:
    known = get_args(Schema)
    for entity in entities:
        if entity.schema not in known:
            raise ValueError(f"{entity.id}: there is no schema {entity.schema!r}")
        if not entity.id or not entity.get("name"):
            raise ValueError(f"line {entity.line}: an entry without a reference or a name")
        if not all(isinstance(value, str) for values in entity.properties.values() for value in values):
            raise ValueError(f"{entity.id}: a value is no text")
