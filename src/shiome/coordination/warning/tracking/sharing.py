"""Tracks as partners share them: moved to one time, put together by covariance intersection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.dynamics import BALLISTIC, SIZE, STEP, THRUST, advance, jacobian, transition
from shiome.coordination.warning.tracking.fusion import intersect, same_target
from shiome.coordination.warning.tracking.motion import BOOST, UNDER_THRUST, Flight, white_noise
from shiome.coordination.warning.tracking.tracker import Track

Array = NDArray[Any]
KEPT = np.array([0, 1, 2, 3, 4, 5, BALLISTIC])
"""What tracks of partners are fused on: thrust is each partner's own guess, and mostly nothing."""
_FLIGHT = Flight()


@dataclass(frozen=True, eq=False)
class Shared:
    """A track and whose it is."""

    partner: str
    track: Track


def moved(track: Track, time: float, *, time_spread: float = 0.0) -> Track:
    """A track at another time, by one model: with its thrust where that is likely, else without.

    Parameters
    ----------
    time_spread:
        Standard deviation of the partner's clock against ours, seconds; it widens the position along the velocity.
    """
    mean, covariance = track.mean.copy(), track.covariance.copy()
    thrust = mean[THRUST].copy() if track.boosting >= UNDER_THRUST else np.zeros(3)
    if track.boosting < 0.5:
        mean[THRUST] = 0.0
    seconds = time - track.time
    for _ in range(steps := max(1, ceil(abs(seconds) / STEP))):
        later = advance(mean, seconds / steps)
        step = transition(jacobian((mean + later) / 2), seconds / steps)
        mean, covariance = later, step @ covariance @ step.T
    noise = np.zeros((SIZE, SIZE))
    noise[:6, :6] = white_noise(_FLIGHT.drift, abs(seconds), order=2)
    if track.boosting >= 0.5:
        noise[:9, :9] += white_noise(_FLIGHT.jerk, abs(seconds), order=3)
    # Thrust may end at any moment: what it comes to by then counts as a standard deviation, of place and of velocity apart.
    noise[:3, :3] += np.outer(thrust, thrust) * seconds**4 / 4
    noise[3:6, 3:6] += np.outer(thrust, thrust) * seconds**2
    covariance += noise
    velocity = mean[3:6]
    covariance[:3, :3] += time_spread**2 * np.outer(velocity, velocity)
    return replace(track, time=time, mean=mean, covariance=covariance)


def grouped(tracks: Sequence[Shared]) -> list[tuple[Shared, ...]]:
    """The tracks of each target, at most one of each partner; all at the same time."""
    partners = sorted({each.partner for each in tracks})
    by_partner = [[each for each in tracks if each.partner == partner] for partner in partners]
    means = [np.stack([each.track.mean[KEPT] for each in some]) for some in by_partner]
    spreads = [np.stack([_spread(each.track) for each in some]) for some in by_partner]
    return [
        tuple(by_partner[place][row] for place, row in enumerate(group) if row is not None)
        for group in same_target(means, spreads)
    ]


def fused(group: Sequence[Shared]) -> Track:
    """One track of a target, from all that partners have of it; the number is that of the first."""
    first = group[0].track
    mean, covariance = first.mean[KEPT], _spread(first)
    for each in group[1:]:
        mean, covariance, _ = intersect(mean, covariance, each.track.mean[KEPT], _spread(each.track))
    state, whole = np.zeros(SIZE), np.zeros((SIZE, SIZE))
    state[KEPT], whole[np.ix_(KEPT, KEPT)] = mean, covariance
    weight = np.mean([each.track.weight for each in group], axis=0)
    boosting = max(each.track.boosting for each in group)
    weight = weight * (1 - boosting) / max(1 - weight[BOOST], 1e-9)
    weight[BOOST] = boosting
    earliest = min(group, key=lambda each: each.track.began).track
    return replace(
        first, mean=state, covariance=whole, weight=weight, began=earliest.began, origin=earliest.origin,
        seen=max(each.track.seen for each in group), looks=sum(each.track.looks for each in group),
    )  # fmt: skip


def _spread(track: Track) -> Array:
    return np.asarray(track.covariance[np.ix_(KEPT, KEPT)])
