"""The same publication with other secrets: what is withheld replaced by something else, everything that is not left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from shiome.coordination.exchange.objects.label import Label
from shiome.coordination.exchange.release.pointers import Path, at, is_below, pointer_of
from shiome.coordination.exchange.release.publication import Publication

_ABSENT, _REPEATED, _TURNED = object(), object(), object()
_OTHERS: tuple[Any, ...] = (
    _ABSENT,
    _REPEATED,
    _TURNED,
    "",
    "x",
    "other words " * 400,
    "別の言葉",
    "identity--00000000-0000-4000-8000-000000000000",
    0,
    -273.15,
    2**53 - 1,
    True,
    None,
    [],
    ["x", 1, None],
    {},
    {"name": "x", "extension_type": "x", "other_ref": "x"},
    [{"source_name": "x"}] * 3,
)
"""What takes the place of a secret: nothing, the secret twice, the secret turned round, and values of other types and lengths."""


def variants(publication: Publication, secrets: Sequence[Path]) -> Iterator[Publication]:
    """The publication with other secrets.

    Each secret takes each other value once, while all of them change at the same time; in the last of the variants, none is there.
    """
    # Later places of a list come first, so that earlier ones keep their numbers.
    order = sorted(secrets, key=_steps, reverse=True)
    for turn in range(len(_OTHERS)):
        draft = _Draft(publication)
        for number, secret in enumerate(order):
            draft.change(secret, _OTHERS[(turn + number) % len(_OTHERS)])
        yield draft.publication()
    bare = _Draft(publication)
    for secret in order:
        bare.change(secret, _ABSENT)
    yield bare.publication()


def references_in(value: Any) -> frozenset[str]:
    """Everything in a value that reads like the identifier of a STIX object."""
    return frozenset(_REFERENCE.findall(msgspec.json.encode(value).decode()))


_REFERENCE = re.compile(r"[a-z0-9-]+--[0-9a-fA-F-]{36}")


def _steps(path: Path) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (0, step) for step in path]


class _Draft:
    """A copy of a publication that is being changed; its field labels move with what they belong to."""

    def __init__(self, publication: Publication) -> None:
        self._original = publication
        self._object: Any = msgspec.json.decode(msgspec.json.encode(publication.object))
        self._labels: dict[Path, Label] = dict(publication.labelled)

    def change(self, path: Path, other: Any) -> None:
        """Put another value in the place of what stands at a path."""
        holder, step = at(self._object, path[:-1]), path[-1]
        if other is _ABSENT:
            self._remove(holder, path)
        elif other is _REPEATED and isinstance(holder, list):
            self._repeat(holder, path)
        else:
            secret = holder[step]
            changed = [secret, secret] if other is _REPEATED else _turned(secret) if other is _TURNED else other
            self._labels = {
                place: label for place, label in self._labels.items() if place == path or not is_below(place, path)
            }
            if isinstance(holder, dict):
                del holder[step]  # so that it also stands elsewhere among the members
            holder[step] = changed

    def publication(self) -> Publication:
        """The publication as it is now."""
        fields = {pointer_of(path): label for path, label in self._labels.items()}
        return Publication(self._object, self._original.label, fields, self._original.originator)

    def _remove(self, holder: Any, path: Path) -> None:
        del holder[path[-1]]
        self._labels = {place: label for place, label in self._labels.items() if not is_below(place, path)}
        if isinstance(holder, list):
            self._shift(path, by=-1)

    def _repeat(self, holder: list[Any], path: Path) -> None:
        self._shift(path, by=1)
        place = int(path[-1])
        holder.insert(place, holder[place])
        again = {
            (*path[:-1], place + 1, *under[len(path) :]): label
            for under, label in self._labels.items()
            if is_below(under, path)
        }
        self._labels |= again

    def _shift(self, path: Path, *, by: int) -> None:
        """Move the labels of what stands behind a place of a list."""
        depth, place = len(path) - 1, int(path[-1])

        def moved(other: Path) -> Path:
            behind = is_below(other, path[:-1]) and len(other) > depth and int(other[depth]) > place
            return (*other[:depth], int(other[depth]) + by, *other[depth + 1 :]) if behind else other

        self._labels = {moved(other): label for other, label in self._labels.items()}


def _turned(secret: Any) -> Any:
    if isinstance(secret, str):
        return secret[::-1]
    if isinstance(secret, list):
        return secret[::-1]
    if isinstance(secret, dict):
        return dict(reversed(secret.items()))
    return secret if secret is None or isinstance(secret, bool) else -secret
