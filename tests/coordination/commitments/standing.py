"""A register of the invented partners, built as a workspace builds it."""

from __future__ import annotations

from datetime import date

from shiome.coordination.commitments import Register, Standing, register_of
from shiome.records.model import Commitment
from shiome.region.pack import Pack
from shiome.workspace.seed import seed_records

_MADE: dict[str, list[Commitment]] = {}


def versions_of(pack: Pack) -> list[Commitment]:
    """All versions of all commitments, as a store would give them; made once a pack."""
    if pack.fingerprint not in _MADE:
        found = [each for each in seed_records(pack) if isinstance(each, Commitment)]
        _MADE[pack.fingerprint] = sorted(found, key=lambda each: (each.id, each.known_from))
    return _MADE[pack.fingerprint]


def register(pack: Pack, day: str) -> Register:
    return register_of(pack, versions_of(pack), as_of=date.fromisoformat(day))


def standing(pack: Pack, name: str, day: str) -> Standing:
    return next(each for each in register(pack, day).standings if each.id == name)
