"""One frame of one sensor: predict, gate, assign, update, begin, confirm, drop. Every function returns something new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.association import Pairs, all_but, assigned, gate_of
from shiome.coordination.warning.tracking.bank import Bank, new_bank
from shiome.coordination.warning.tracking.calibration import FLAWS, Calibration
from shiome.coordination.warning.tracking.earth import height_of
from shiome.coordination.warning.tracking.initiation import NO_SEEDS, Seeds, start
from shiome.coordination.warning.tracking.kalman import (
    innovation,
    log_likelihood,
    squared_distance,
    transposed,
    update,
)
from shiome.coordination.warning.tracking.motion import Flight, Motion, Stacked, interact
from shiome.coordination.warning.tracking.sensors import (
    Sensor,
    converted,
    expected,
    noise_matrix,
    residuals,
    visible,
)

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Frame:
    """What one sensor saw at one time."""

    sensor: str
    stamp: float
    """Seconds, by the sensor's own clock."""
    measurements: Array
    """``(m, 3)``: range, azimuth, elevation."""


@dataclass(frozen=True)
class Rules:
    """How a tracker decides.

    Parameters
    ----------
    gate:
        Probability that a true detection lies within the gate.
    hits, of:
        A track is confirmed once it was seen in so many of so many looks.
    misses, patience:
        A confirmed track is dropped after so many looks without a detection and so many seconds.
    fastest:
        Greatest speed of a new target, m/s.
    wait:
        How long a single detection waits for a second one, seconds.
    vague:
        A track whose position is known no better than this is dropped, metres.
    twin:
        Two tracks as near to one another as this share of two estimates of the same target would be are one.
    """

    gate: float = 0.999
    hits: int = 4
    of: int = 6
    misses: int = 6
    patience: float = 5.0
    fastest: float = 8000.0
    wait: float = 4.0
    vague: float = 50_000.0
    twin: float = 0.5


@dataclass(frozen=True, eq=False)
class Picture:
    """All that a tracker knows at one time."""

    bank: Bank
    calibration: Calibration
    time: float
    seeds: Seeds = NO_SEEDS
    next_id: int = 1


@dataclass(frozen=True)
class Setup:
    """What does not change from frame to frame."""

    sensors: Mapping[str, Sensor]
    motion: Motion = field(default_factory=Flight)
    rules: Rules = field(default_factory=Rules)


class Sight(NamedTuple):
    """What the confirmed and the other tracks have to do with a frame."""

    pairs: Pairs
    """Rows of the bank, and detections."""
    residual: Array
    """Of each pair."""
    leaning: Array
    """How it leans on the flaws of the sensors."""
    inverse: Array
    """Inverse covariance that it would have if they were known."""


def step(picture: Picture, frame: Frame, setup: Setup) -> Picture:
    """The picture after a frame."""
    sensor = setup.sensors[frame.sensor]
    now = frame.stamp - picture.calibration.clock(sensor.id)
    known = picture.calibration.later(now - picture.time)
    bank = predicted(picture.bank, now - picture.time, setup.motion)
    sight = _sight(bank, frame, sensor, known, setup.rules)
    firm = bank.confirmed[sight.pairs.rows]
    learnt = known.learnt(sight.leaning[firm], sight.residual[firm], sight.inverse[firm])
    bank = _counted(_updated(bank, frame, sight.pairs, sensor, known, now), sight.pairs.rows, sensor)
    left = all_but(len(frame.measurements), sight.pairs.columns)
    bank, seeds, next_id = _begun(bank, frame.measurements[left], picture, setup, sensor, now)
    bank = _corrected(bank, learnt.value - known.value)
    return Picture(
        bank=_without_twins(_sorted_out(bank, now, setup.rules), learnt, setup.rules),
        calibration=learnt,
        time=now,
        seeds=seeds,
        next_id=next_id,
    )


def predicted(bank: Bank, seconds: float, motion: Motion) -> Bank:
    """The tracks later by ``seconds``; a negative number goes back, and switches no mode."""
    if not len(bank) or seconds == 0.0:
        return bank
    weight, state = interact(bank.weight, bank.state, motion.switching(max(seconds, 0.0)))
    return bank.moved(weight, motion.predict(state, seconds))


def _leaning(matrix: Array, state: Stacked, sensor: Sensor, known: Calibration) -> Array:
    """``H·B + D``: how innovations lean on the flaws of the sensors."""
    out: Array = matrix @ state.leaning
    first = FLAWS * known.number(sensor.id)
    out[..., first] -= (matrix[..., :3] @ state.mean[..., 3:6, None])[..., 0]
    out[..., first + 1 : first + FLAWS] += np.eye(3)
    return out


def _widened(innovation: Array, leaning: Array, known: Calibration) -> Array:
    """Covariance of innovations with what is not known of the flaws."""
    total: Array = innovation + leaning @ known.covariance @ transposed(leaning)
    return total


def _sight(bank: Bank, frame: Frame, sensor: Sensor, known: Calibration, rules: Rules) -> Sight:
    state = bank.combined()
    expectation = expected(sensor, state.mean[:, :3], state.mean.shape[1])
    own = innovation(state.covariance, expectation.matrix, noise_matrix(sensor))
    leaning = _leaning(expectation.matrix, state, sensor, known)
    widened = _widened(own.covariance, leaning, known)
    inverse, penalty = np.linalg.inv(widened), np.linalg.slogdet(widened)[1]
    residual = residuals(sensor, expectation.against_all(), frame.measurements) - known.bias(sensor.id)
    distances = squared_distance(residual, inverse[:, None])
    gate = gate_of(rules.gate, 3)
    every = np.arange(len(frame.measurements))
    firm = _pairs(distances, penalty, np.flatnonzero(bank.confirmed), every, gate)
    rest = all_but(len(every), firm.columns)
    loose = _pairs(distances, penalty, np.flatnonzero(~bank.confirmed), rest, gate)
    pairs = Pairs(np.concatenate([firm.rows, loose.rows]), np.concatenate([firm.columns, loose.columns]))
    return Sight(pairs, residual[pairs.rows, pairs.columns], leaning[pairs.rows], own.inverse[pairs.rows])


def _pairs(distances: Array, penalty: Array, rows: Array, columns: Array, gate: float) -> Pairs:
    found = assigned(distances[np.ix_(rows, columns)], gate, penalty[rows])
    return Pairs(rows[found.rows], columns[found.columns])


def _updated(bank: Bank, frame: Frame, pairs: Pairs, sensor: Sensor, known: Calibration, now: float) -> Bank:
    """Each mode filters as if the flaws were known; how likely it is is told with what is not known of them."""
    rows, columns = pairs
    if not len(rows):
        return bank
    state = Stacked(bank.mean[rows], bank.covariance[rows], bank.leaning[rows])
    expectation = expected(sensor, state.mean[..., :3], state.mean.shape[-1])
    residual = residuals(sensor, expectation, frame.measurements[columns, None]) - known.bias(sensor.id)
    noise = noise_matrix(sensor)
    own = innovation(state.covariance, expectation.matrix, noise)
    leaning = _leaning(expectation.matrix, state, sensor, known)
    likelihood = log_likelihood(residual, _widened(own.covariance, leaning, known))
    weight = bank.weight[rows] * np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
    weight = np.maximum(weight / weight.sum(axis=1, keepdims=True), 1e-9)
    mean, covariance = update(state.mean, state.covariance, residual, expectation.matrix, noise, own)
    means, covariances, leanings = bank.mean.copy(), bank.covariance.copy(), bank.leaning.copy()
    weights, seen = bank.weight.copy(), bank.seen.copy()
    means[rows], covariances[rows], leanings[rows] = mean, covariance, state.leaning - own.gain @ leaning
    weights[rows], seen[rows] = weight / weight.sum(axis=1, keepdims=True), now
    return replace(bank, mean=means, covariance=covariances, leaning=leanings, weight=weights, seen=seen)


def _corrected(bank: Bank, learnt: Array) -> Bank:
    """Tracks moved to where they are, now that more is known of the sensors."""
    if not len(bank) or not learnt.any():
        return bank
    return replace(bank, mean=bank.mean + bank.leaning @ learnt)


def _counted(bank: Bank, seen: Array, sensor: Sensor) -> Bank:
    """Looks counted for what the sensor has in view or has seen."""
    if not len(bank):
        return bank
    hit = np.zeros(len(bank), bool)
    hit[seen] = True
    looking = visible(sensor, (bank.weight[:, None] @ bank.mean[..., :3])[:, 0]) | hit
    looks = np.where(looking, (bank.looks << np.uint32(1)) | hit.astype(np.uint32), bank.looks)
    return replace(bank, looks=looks.astype(np.uint32), looked=bank.looked + looking)


def _begun(
    bank: Bank, measurements: Array, picture: Picture, setup: Setup, sensor: Sensor, now: float
) -> tuple[Bank, Seeds, int]:
    waiting = picture.seeds.chosen(picture.seeds.time > now - setup.rules.wait)
    if not len(measurements):
        return bank, waiting, picture.next_id
    position, covariance = converted(sensor, measurements)
    count, number = len(measurements), picture.calibration.number(sensor.id)
    new = Seeds(position, covariance, np.full(count, now), np.full(count, number))
    started, waiting, left = start(waiting, new, fastest=setup.rules.fastest)
    if not len(started):
        return bank, waiting.joined(left), picture.next_id
    begun = new_bank(
        setup.motion, started, first_id=picture.next_id, now=now, sensor=sensor, calibration=picture.calibration
    )
    return bank.joined(begun), waiting.joined(left), picture.next_id + len(begun)


def _sorted_out(bank: Bank, now: float, rules: Rules) -> Bank:
    """Confirmed where seen often enough; dropped where not, or where nothing was seen for long, or where it came down."""
    if not len(bank):
        return bank
    recent = np.bitwise_count(bank.looks & np.uint32((1 << rules.of) - 1))
    confirmed = bank.confirmed | (recent >= rules.hits)
    silent = (bank.looks & np.uint32((1 << rules.misses) - 1)) == 0
    stale = now - bank.seen > rules.patience
    mean, covariance, _ = bank.combined()
    vague = ~(np.trace(covariance[:, :3, :3], axis1=1, axis2=2) <= rules.vague**2)
    vague |= ~(np.sum(mean[:, 3:6] ** 2, axis=1) <= (1.5 * rules.fastest) ** 2)
    down = height_of(mean[:, :3]) < -2000.0
    failed = ~confirmed & ((bank.looked >= rules.of) | stale)
    gone = failed | (confirmed & silent & stale) | vague | down
    return replace(bank, confirmed=confirmed).chosen(~gone)


def _without_twins(bank: Bank, known: Calibration, rules: Rules) -> Bank:
    """Of two tracks that tell the same, the one confirmed, or else the older, stays."""
    if len(bank) < 2:
        return bank
    order = np.lexsort((bank.id, ~bank.confirmed))
    state = bank.combined()
    mean, covariance, leaning = state.mean[order, :6], state.covariance[order, :6, :6], state.leaning[order, :6]
    apart = np.sum((mean[:, None, :3] - mean[None, :, :3]) ** 2, axis=-1)
    spread = np.trace(covariance[:, :3, :3], axis1=1, axis2=2)
    first, second = np.nonzero(np.triu(apart < 9 * (spread[:, None] + spread[None]), k=1))
    if not len(first):
        return bank
    apart_by = leaning[first] - leaning[second]
    inverse = np.linalg.inv(_widened(covariance[first] + covariance[second], apart_by, known))
    same = squared_distance(mean[first] - mean[second], inverse) < gate_of(rules.twin, 6)
    return bank.chosen(np.sort(np.delete(order, np.unique(second[same]))))
