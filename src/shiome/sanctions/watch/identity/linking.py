"""Which emitters are one hull: through a number that stays, a number with altered digits, or one that takes over where another ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.geometry import KNOT_MS, distance_m
from shiome.sanctions.watch.identity.numbers import altered, restored
from shiome.sanctions.watch.identity.rules import IdentityRules
from shiome.sanctions.watch.identity.values import Emitter, Said, folded
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
LinkKind = Literal["number", "altered", "handover", "shared"]
_ERROR_M = 926.0
_EARLY_MS = 300_000
_OFTEN = 3


@dataclass(frozen=True)
class Link:
    """Two emitters, the earlier first, and why they are one hull; or, ``shared``, why one number is on two.

    ``before`` and ``after`` are the rows between which one gives way to the other. ``reachable`` is whether a vessel can have gone
    from the one to the other; ``numbers`` are the IMO numbers of both, 0 for none.
    """

    kind: LinkKind
    old: Emitter
    new: Emitter
    before: int
    after: int
    numbers: tuple[int, int]
    reachable: bool
    grounds: tuple[str, ...] = ()


def links(tracks: Tracks, emitters: Sequence[Emitter], rules: IdentityRules) -> list[Link]:
    """All links, ordered by the MMSIs and the kind; each pair of emitters once, by its strongest kind."""
    owner = {emitter.mmsi: emitter for emitter in emitters}
    said: dict[int, list[Said]] = defaultdict(list)
    for emitter in emitters:
        for value in emitter.of("imo"):
            said[int(value.value)].append(value)
    found = [*_same(tracks, owner, said, rules), *_altered(tracks, owner, said, rules)]
    linked = {frozenset((link.old.mmsi, link.new.mmsi)) for link in found}
    found += [
        link for link in _handovers(tracks, emitters, rules) if frozenset((link.old.mmsi, link.new.mmsi)) not in linked
    ]  # fmt: skip
    return sorted(found, key=lambda link: (link.old.mmsi, link.new.mmsi, link.kind, link.numbers))


def _same(
    tracks: Tracks, owner: dict[int, Emitter], said: dict[int, list[Said]], rules: IdentityRules
) -> Iterator[Link]:
    """One number, several MMSIs: each with the next in time."""
    for number, values in said.items():
        if number < 1_000_000:
            continue
        ordered = sorted(values, key=lambda value: (value.first, value.mmsi))
        for one, other in pairwise(ordered):
            yield _link("number", tracks, owner, one, other, rules)


def _altered(
    tracks: Tracks, owner: dict[int, Emitter], said: dict[int, list[Said]], rules: IdentityRules
) -> Iterator[Link]:
    """A number that fails its check digit, and a good one from which altered digits lead to it, under another MMSI."""
    for number, values in said.items():
        for good in restored(number):
            for value in values:
                for other in said.get(good, ()):
                    if other.mmsi != value.mmsi:
                        one, two = sorted((value, other), key=lambda each: (each.first, each.mmsi))
                        link = _link("altered", tracks, owner, one, two, rules)
                        if link.kind != "shared":  # two vessels at once, whose numbers happen to look alike
                            yield link


def _link(
    kind: LinkKind, tracks: Tracks, owner: dict[int, Emitter], one: Said, other: Said, rules: IdentityRules
) -> Link:  # fmt: skip
    old, new = owner[one.mmsi], owner[other.mmsi]
    numbers = int(one.value), int(other.value)
    apart = _apart(tracks, one, other, rules)
    if apart is not None:
        return Link("shared", old, new, *apart, numbers, reachable=False)
    before = one.last_row if one.last <= other.first else _row_before(tracks, one, other.first)
    after = other.first_row
    return Link(kind, old, new, before, after, numbers, reachable=bool(_within(tracks, before, after, rules)))


def _row_before(tracks: Tracks, said: Said, time: int) -> int:
    rows = tracks.between(said.mmsi, said.first, time)
    return int(max(rows.stop - 1, said.first_row))


def _apart(tracks: Tracks, one: Said, other: Said, rules: IdentityRules) -> tuple[int, int] | None:
    """Rows of both at nearly one time and out of reach of one another, when there are several such; none otherwise."""
    begin, end = max(one.first, other.first), min(one.last, other.last)
    if begin > end:
        return None
    few, many = (tracks.between(said.mmsi, begin, end) for said in (one, other))
    if few.stop == few.start or many.stop == many.start:
        return None
    rows = np.arange(few.start, few.stop)
    place = np.clip(np.searchsorted(tracks.time[many], tracks.time[rows]), 1, max(many.stop - many.start - 1, 1))
    place = np.minimum(place, many.stop - many.start - 1)
    earlier = np.maximum(place - 1, 0)
    closer = np.abs(tracks.time[many][earlier] - tracks.time[rows]) <= np.abs(
        tracks.time[many][place] - tracks.time[rows]
    )
    partner = np.where(closer, earlier, place) + many.start
    waits = np.abs(tracks.time[rows] - tracks.time[partner])
    metres = distance_m(tracks.lat[rows], tracks.lon[rows], tracks.lat[partner], tracks.lon[partner])
    far = (waits <= rules.together_minutes * 60_000) & (
        metres > _ERROR_M + rules.handover_knots * KNOT_MS * waits / 1000
    )
    hits = np.flatnonzero(far)
    return (int(rows[hits[0]]), int(partner[hits[0]])) if len(hits) >= _OFTEN else None


def _within(tracks: Tracks, before: int, after: Any, rules: IdentityRules) -> Any:
    """Whether a vessel can have gone from one row to the other; for each where ``after`` is an array of rows."""
    seconds = np.abs(tracks.time[after] - tracks.time[before]) / 1000
    metres = distance_m(tracks.lat[before], tracks.lon[before], tracks.lat[after], tracks.lon[after])
    return metres <= _ERROR_M + rules.handover_knots * KNOT_MS * seconds


def _handovers(tracks: Tracks, emitters: Sequence[Emitter], rules: IdentityRules) -> Iterator[Link]:
    """An emitter that is never heard again, and the only one that begins within reach of its end and resembles it."""
    if not len(emitters):
        return
    wait = round(rules.handover_minutes * 60_000)
    low, high = int(tracks.time.min()), int(tracks.time.max())
    ended = [each for each in emitters if int(tracks.time[each.last_row]) < high - wait]
    begun = sorted(
        (each for each in emitters if int(tracks.time[each.first_row]) > low + wait), key=lambda each: int(tracks.time[each.first_row])
    )  # fmt: skip
    rows = np.array([each.first_row for each in begun], dtype=np.int64)
    times = tracks.time[rows]
    for old in ended:
        last = int(tracks.time[old.last_row])
        first, behind = np.searchsorted(times, [last - _EARLY_MS, last + wait])
        near = first + np.flatnonzero(_within(tracks, old.last_row, rows[first:behind], rules))
        candidates = [
            (begun[place], grounds)
            for place in near
            if begun[place].mmsi != old.mmsi and (grounds := _grounds(old, begun[place]))
        ]
        if len(candidates) == 1:
            new, grounds = candidates[0]
            numbers = _number(old.of("imo")[-1:]), _number(new.of("imo")[:1])
            yield Link("handover", old, new, old.last_row, new.first_row, numbers, reachable=True, grounds=grounds)


def _number(said: tuple[Said, ...]) -> int:
    return int(said[0].value) if said else 0


def _grounds(old: Emitter, new: Emitter) -> tuple[str, ...]:
    """In what two emitters resemble one another: ``name``, ``mmsi``, ``imo``."""
    names = [{folded(said.value) for said in each.of("name")} for each in (old, new)]
    grounds = ["name"] if names[0] & names[1] - {""} else []
    if altered(old.mmsi, new.mmsi):
        grounds.append("mmsi")
    pairs = ((int(a.value), int(b.value)) for a in old.of("imo") for b in new.of("imo"))
    if any(altered(*pair) for pair in pairs):
        grounds.append("imo")
    return tuple(grounds)
