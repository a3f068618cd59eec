"""All that speaks for false positions, together."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from shiome.sanctions.watch.events import Event, in_order
from shiome.sanctions.watch.spoofing.circles import Circle, circle_events, circles
from shiome.sanctions.watch.spoofing.footprint import Receiver, footprint_events, hearing, learned_receivers
from shiome.sanctions.watch.spoofing.jumps import jump_events
from shiome.sanctions.watch.spoofing.motion import steps
from shiome.sanctions.watch.spoofing.orbits import orbits
from shiome.sanctions.watch.spoofing.rules import SpoofingRules
from shiome.sanctions.watch.spoofing.smooth import smooth_events
from shiome.sanctions.watch.tracks import Tracks


def spoofing_events(
    tracks: Tracks,
    rules: SpoofingRules | None = None,
    *,
    shared: frozenset[int] = frozenset(),
    receivers: Mapping[str, Receiver] | None = None,
) -> list[Event]:
    """Positions that cannot be true, or that no vessel sails.

    Parameters
    ----------
    shared:
        MMSIs on several hulls (``identity``): their jumps are changes between hulls and not told here.
    receivers:
        Receivers by the name in the column ``receiver``; where none are given, not even an empty mapping, they are learned from ``tracks``.

    Returns
    -------
    list of Event
        Of type ``spoofing``; the code of the first reason says which kind: ``spoofing.circle``, ``spoofing.jump``, ``spoofing.footprint``,
        ``spoofing.smooth``.
    """
    rules = rules or SpoofingRules()
    moves = steps(tracks, rules)
    followed = circles(tracks, moves, rules)
    found = [
        circle
        for circle in (
            *followed,
            *(seldom for seldom in orbits(tracks, moves, rules) if not _covered(seldom, followed)),
        )
        if int(tracks.vessels[moves.vessel[circle.first]]) not in shared
    ]
    told = np.zeros(len(moves.jump), dtype=bool)
    for circle in found:
        told[[row for row in (circle.first - 1, circle.last) if 0 <= row < len(told)]] = True
    if receivers is None:
        receivers = learned_receivers([hearing(tracks)], rules)
    return in_order(
        [
            *circle_events(tracks, found, rules),
            *jump_events(tracks, moves, rules, shared=shared, told=told),
            *footprint_events(tracks, moves, rules, receivers),
            *smooth_events(tracks, moves, rules),
        ]
    )


def _covered(circle: Circle, others: list[Circle]) -> bool:
    """Whether a circle shares rows with one of some others."""
    return any(circle.first <= other.last and other.first <= circle.last for other in others)
