"""What hangs together in a STIX object: references, and parts that may not stand without others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shiome.coordination.exchange.objects.requirements import COMMON, NEEDS, ONE_OF, WITHIN, required_of
from shiome.coordination.exchange.release.pointers import Path, at, children


class Structure:
    """An object looked at once, for however many recipients.

    Whether a part is missing or withheld may make no difference anywhere here: else its presence would show.
    """

    def __init__(self, stix: dict[str, Any]) -> None:
        self._stix = stix
        self.references: tuple[tuple[Path, Any], ...] = tuple(_references(stix, ()))
        """Places of references, with what they name."""
        self._hanging: dict[Path, list[Path]] = {}
        """By a part: the parts that may not stand without it."""
        useless = set(_empty(stix, ()))
        for part, needed in _needs(stix):
            self._hanging.setdefault(needed, []).append(part)
            if needed[-1] not in at(stix, needed[:-1]):
                useless.add(part)
        self._useless = self._grown(useless)

    def without(self, withheld: set[Path]) -> frozenset[Path]:
        """All that goes where some parts are withheld."""
        return self._grown(withheld | self._useless) if withheld else self._useless

    def stands(self, gone: frozenset[Path]) -> bool:
        """Whether what is left is an object of STIX, and bears all its markings: a marking that went would be a condition that went."""
        if not gone:
            return True
        kind = self._stix["type"]
        if () in gone or any((name,) in gone for name in (*COMMON, *required_of(kind))):
            return False
        if any(path[0] == "object_marking_refs" for path in gone):
            return False
        choice = [name for name in ONE_OF.get(kind, ()) if name in self._stix]
        return not choice or any((name,) not in gone for name in choice)

    def _grown(self, gone: set[Path]) -> frozenset[Path]:
        grown, pending = set(gone), list(gone)
        while pending:
            path = pending.pop()
            follows = list(self._hanging.get(path, ()))
            holder = path[:-1]
            if holder and all((*holder, step) in grown for step, _ in children(at(self._stix, holder))):
                follows.append(holder)  # nothing is left of it, and STIX has no empty lists and dictionaries
            new = [each for each in follows if each not in grown]
            grown.update(new)
            pending += new
        return frozenset(grown)


def _references(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """What stands under the name of a reference, or in a list under such a name, is one, whatever it is."""
    for step, each in children(value):
        name = path[-1] if isinstance(step, int) else step
        below = (*path, step)
        if isinstance(name, str) and name.endswith(("_ref", "_refs")) and not (step == name and isinstance(each, list)):
            yield below, each
        elif isinstance(each, (dict, list)):
            yield from _references(each, below)


def _needs(stix: dict[str, Any]) -> Iterator[tuple[Path, Path]]:
    """Parts, each with another that it may not stand without."""
    for name, needed in NEEDS.get(stix["type"], {}).items():
        if name in stix:
            yield (name,), (needed,)
    for name, parts in WITHIN.items():
        for step, each in children(stix.get(name)):
            if isinstance(each, dict):
                yield from (((name, step), (name, step, part)) for part in parts)
    for step, each in children(stix.get("extensions")):
        if isinstance(each, dict) and str(step).startswith("extension-definition--"):
            yield ("extensions", step), ("extensions", step, "extension_type")


def _empty(value: Any, path: Path) -> Iterator[Path]:
    for step, each in children(value):
        if isinstance(each, (dict, list)):
            if each:
                yield from _empty(each, (*path, step))
            else:
                yield (*path, step)
