"""Identity as events: who sends under whose number, and what else could explain it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from shiome.engines import Engine
from shiome.sanctions.watch.events import Event, Reason, in_order
from shiome.sanctions.watch.geometry import distance_m
from shiome.sanctions.watch.identity import phrases as say
from shiome.sanctions.watch.identity.hulls import Hulls, hulls
from shiome.sanctions.watch.identity.linking import Link, links
from shiome.sanctions.watch.identity.numbers import altered, flag_code, flag_of, imo_kind, is_ship, mid_of, restored
from shiome.sanctions.watch.identity.rules import IdentityRules
from shiome.sanctions.watch.identity.sharing import SharedMmsi, shared_mmsis
from shiome.sanctions.watch.identity.values import Emitter, Said, emitters, folded
from shiome.sanctions.watch.tracks import Tracks


def identity_events(
    tracks: Tracks, rules: IdentityRules | None = None, *, found: Hulls | None = None, engine: Engine = "auto"
) -> list[Event]:
    """What is odd about who the emitters say they are.

    Parameters
    ----------
    tracks:
        Positions; ``imo``, ``name`` and ``flag`` where the columns have them.
    found:
        The hulls of the rows, when they are known already (:func:`shiome.sanctions.watch.identity.hulls.hulls`).

    Returns
    -------
    list of Event
        Of type ``identity``; the code of the first reason says which kind: ``identity.shared_mmsi``, ``identity.renamed``,
        ``identity.handover``, ``identity.shared_imo``, ``identity.changed``, ``identity.imo_invalid``, ``identity.imo_company``,
        ``identity.mid_flag``, ``identity.mid_unknown``.
    """
    rules = rules or IdentityRules()
    found = found or hulls(tracks, rules, engine=engine)
    everyone = emitters(tracks)
    shared = shared_mmsis(tracks, found, rules)
    told = own_events(tracks, shared, everyone, ship_numbers(everyone))
    return in_order([*told, *link_events(tracks, everyone, rules)])


def ship_numbers(everyone: Sequence[Emitter]) -> frozenset[int]:
    """The good IMO numbers of ships that somebody sent."""
    return frozenset(int(said.value) for each in everyone for said in each.of("imo") if is_ship(int(said.value)))


def own_events(
    tracks: Tracks, shared: Sequence[SharedMmsi], everyone: Sequence[Emitter], known: frozenset[int]
) -> list[Event]:
    """What is odd about each emitter by itself; ``known`` are good numbers of ships that anybody sent."""
    several = {each.mmsi for each in shared}
    told = [_shared(tracks, each) for each in shared]
    for emitter in everyone:
        told += _numbers(tracks, emitter, known)
        if emitter.mmsi not in several:  # there two vessels speak in turn
            told += _changes(tracks, emitter)
    return told


def link_events(tracks: Tracks, everyone: Sequence[Emitter], rules: IdentityRules) -> list[Event]:
    """Which emitters are one hull, and which numbers are on two; ``tracks`` may be a digest (``identity.digests``)."""
    return [_linked(tracks, link) for link in links(tracks, everyone, rules)]


def _event(
    tracks: Tracks, vessels: tuple[int, ...], rows: Sequence[int], score: float, reasons: Sequence[Reason],
    alternatives: Sequence[Reason], measures: dict[str, float] | None = None,
) -> Event:  # fmt: skip
    times = sorted(int(tracks.time[row]) for row in rows)
    place = rows[0]
    references = tuple(sorted({tracks.reference(row) for row in rows}))
    return Event(
        "identity", times[0], times[-1], vessels, float(tracks.lat[place]), float(tracks.lon[place]), min(score, 0.99),
        tuple(reasons), tuple(alternatives), references, measures or {},
    )  # fmt: skip


def _shared(tracks: Tracks, each: SharedMmsi) -> Event:
    blank = each.mmsi % 1_000_000 == 0
    score = 1 - 1 / (1 + each.switches / 3 + each.together)
    alternatives = [say.clone_default()] if blank else []
    return _event(
        tracks, (each.mmsi,), each.rows, score, [say.shared_mmsi(each.together, each.switches, each.hulls)],
        [*alternatives, say.clone_mistake(), say.clone_position()],
        {"hulls": float(each.hulls), "together": float(each.together), "switches": float(each.switches), "strays": float(each.strays)},
    )  # fmt: skip


def _linked(tracks: Tracks, link: Link) -> Event:
    """One hull under two MMSIs, or one number on two hulls."""
    old, new = link.old.mmsi, link.new.mmsi
    if link.kind == "shared":
        return _event(
            tracks, (old, new), (link.before, link.after), 0.85 if is_ship(link.numbers[0]) else 0.5, [say.shared_imo(link.numbers[0])],
            [say.default_number(), say.typing()], {"apart_m": _metres(tracks, link.before, link.after)},
        )  # fmt: skip
    names = _name(tracks, link.before, link.old), _name(tracks, link.after, link.new)
    reasons = [_ground(link)]
    if folded(names[0]) != folded(names[1]) and all(names):
        reasons.append(say.name_changed(*names))
    if flag_of(old) != flag_of(new):
        reasons.append(say.flag_changed(flag_of(old) or str(mid_of(old)), flag_of(new) or str(mid_of(new))))
    if places := altered(old, new):
        reasons.append(say.altered_mmsi(places))
    reasons.append(say.reachable() if link.reachable else say.unreachable())
    hours = abs(int(tracks.time[link.after]) - int(tracks.time[link.before])) / 3_600_000
    if hours < 24:
        reasons.append(say.at_once(hours))
    score = sum(reason.weight for reason in reasons)
    return _event(
        tracks, (old, new), (link.before, link.after), max(score, 0.1), reasons, [say.sold(), say.reprogrammed()],
        {"hours": hours, "moved_m": _metres(tracks, link.before, link.after)},
    )  # fmt: skip


def _ground(link: Link) -> Reason:
    if link.kind == "handover":
        return say.handover(link.grounds)
    if link.kind == "altered":
        return say.altered_number(*link.numbers)
    number = link.numbers[0]
    return say.same_imo(number) if is_ship(number) else say.same_bad_imo(number)


def _name(tracks: Tracks, row: int, emitter: Emitter) -> str:
    """The name sent on a row, or the one that the emitter sent nearest in time."""
    if name := tracks.text("name", row):
        return name.strip()
    time = int(tracks.time[row])
    said = emitter.of("name")
    return (
        min(said, key=lambda each: (min(abs(each.first - time), abs(each.last - time)), each.value)).value
        if said
        else ""
    )


def _metres(tracks: Tracks, row: int, other: int) -> float:
    return float(distance_m(tracks.lat[row], tracks.lon[row], tracks.lat[other], tracks.lon[other]))


def _changes(tracks: Tracks, emitter: Emitter) -> Iterator[Event]:
    """Under one MMSI, one name or number gives way to another."""
    for kind in ("name", "imo"):
        said = [each for each in emitter.of("name" if kind == "name" else "imo") if each.rows > 1 and each.value != "0"]
        said.sort(key=lambda each: (each.first, each.value))
        for one, other in pairwise(said):
            if (
                _spelling(one, other) or one.last > other.first
            ):  # they alternate: errors of reception, or several sets on board
                continue
            yield _changed(tracks, emitter, one, other)


def _changed(tracks: Tracks, emitter: Emitter, one: Said, other: Said) -> Event:
    if one.kind == "name":
        reasons, alternatives = [say.renamed_same_mmsi(one.value, other.value)], [say.sold(), say.typing()]
    else:
        numbers = int(one.value), int(other.value)
        reasons, alternatives = [say.number_changed(*numbers)], [say.typing(), say.set_moved()]
        if places := altered(*numbers):
            reasons.append(say.altered_places(places))
    score = sum(reason.weight for reason in reasons)
    return _event(tracks, (emitter.mmsi,), (one.last_row, other.first_row), score, reasons, alternatives)


def _spelling(one: Said, other: Said) -> bool:
    """Whether two names are one, cut short or with a letter lost."""
    if one.kind != "name":
        return False
    first, second = folded(one.value), folded(other.value)
    if first.startswith(second) or second.startswith(first):
        return True
    return (
        len(first) == len(second)
        and sum(a != b for a, b in zip(first, second, strict=True)) == 1
        and not _digits_differ(first, second)
    )


def _digits_differ(one: str, other: str) -> bool:
    return any(a.isdigit() and b.isdigit() and a != b for a, b in zip(one, other, strict=True))


def _numbers(tracks: Tracks, emitter: Emitter, known: frozenset[int]) -> Iterator[Event]:
    """Numbers that cannot be what they are sent as."""
    for said in emitter.of("imo"):
        number = int(said.value)
        kind, rows = imo_kind(number), _spread(said)
        if kind == "company":
            yield _event(tracks, (emitter.mmsi,), rows, 0.5, [say.company_number(number)], [say.typing()])
        elif kind == "invalid":
            reasons = [say.bad_digit(number)]
            reasons += [say.looks_like(good, seen=good in known) for good in restored(number)]
            yield _event(
                tracks, (emitter.mmsi,), rows, sum(each.weight for each in reasons), reasons, [say.typing(), say.no_number()]
            )  # fmt: skip
    mid, state = mid_of(emitter.mmsi), flag_of(emitter.mmsi)
    if mid and not state:
        rows = (emitter.first_row, emitter.last_row)
        yield _event(tracks, (emitter.mmsi,), rows, 0.5, [say.no_such_mid(mid)], [say.typing(), say.buoy()])
    for said in emitter.of("flag"):
        told = flag_code(said.value)
        if state and told and told != state:
            yield _event(
                tracks, (emitter.mmsi,), _spread(said), 0.6, [say.other_flag(mid, state, told)], [say.reflagging(), say.register_late()]
            )  # fmt: skip


def _spread(said: Said) -> tuple[int, ...]:
    return tuple(np.unique([said.first_row, said.last_row]).tolist())
