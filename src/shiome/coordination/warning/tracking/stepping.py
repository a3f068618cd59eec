"""One frame of one sensor: predict, gate, assign, update, begin, confirm, drop. Every function returns something new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.association import Pairs, assigned, gate_of
from shiome.coordination.warning.tracking.bank import Bank, new_bank
from shiome.coordination.warning.tracking.clocks import Clocks
from shiome.coordination.warning.tracking.earth import height_of
from shiome.coordination.warning.tracking.initiation import NO_SEEDS, Seeds, start
from shiome.coordination.warning.tracking.kalman import innovation, log_likelihood, squared_distance, update
from shiome.coordination.warning.tracking.motion import Flight, Motion, interact
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
    clocks: Clocks
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
    """How a frame and the tracks fit together; all but ``pairs`` is that of the pairs, in their order."""

    pairs: Pairs
    residual: Array
    """From the mean over the modes."""
    slope: Array
    """Change of the measurement in a second."""
    inverse: Array
    """Inverse covariance of the innovation, without the clocks."""
    contrast: Array
    """What the innovation tells of the clocks."""
    doubt: Array
    """Variance of the sensor's time against that of the track, s²."""
    taken: Array
    """Share of the sensor's time in that of the track from now on."""


def step(picture: Picture, frame: Frame, setup: Setup) -> Picture:
    """The picture after a frame."""
    sensor = setup.sensors[frame.sensor]
    now = frame.stamp - float(picture.clocks.offset[picture.clocks.number(sensor.id)])
    clocks = picture.clocks.later(now - picture.time)
    bank = predicted(picture.bank, now - picture.time, setup.motion)
    sight = _sight(bank, frame, sensor, clocks, setup.rules)
    firm = bank.confirmed[sight.pairs.rows]
    learnt = clocks.learnt(sight.contrast[firm], sight.residual[firm], sight.slope[firm], sight.inverse[firm])
    bank = _counted(_updated(bank, frame, sight, sensor, now), sight.pairs.rows, sensor)
    left = np.setdiff1d(np.arange(len(frame.measurements)), sight.pairs.columns)
    bank, seeds, next_id = _begun(bank, frame.measurements[left], picture, setup, sensor, now)
    bank = _retimed(bank, clocks, learnt, setup.motion)
    return Picture(
        bank=_without_twins(_sorted_out(bank, now, setup.rules), setup.rules),
        clocks=learnt,
        time=now,
        seeds=seeds,
        next_id=next_id,
    )


def predicted(bank: Bank, seconds: float, motion: Motion) -> Bank:
    """The tracks later by ``seconds``; a negative number goes back, and switches no mode."""
    if not len(bank) or seconds == 0.0:
        return bank
    weight, mean, covariance = interact(bank.weight, bank.mean, bank.covariance, motion.switching(max(seconds, 0.0)))
    return bank.moved(*motion.predict(mean, covariance, seconds), weight)


def _sight(bank: Bank, frame: Frame, sensor: Sensor, clocks: Clocks, rules: Rules) -> Sight:
    mean, covariance = bank.gaussian()
    expectation = expected(sensor, mean[:, :3], mean.shape[1])
    own = innovation(covariance, expectation.matrix, noise_matrix(sensor))
    slope = (expectation.matrix[..., :3] @ mean[:, 3:6, None])[..., 0]
    contrast = clocks.contrast(bank.shares, sensor.id)
    doubt = clocks.doubt(contrast)
    widened = own.covariance + doubt[:, None, None] * slope[:, :, None] * slope[:, None, :]
    inverse, penalty = np.linalg.inv(widened), np.linalg.slogdet(widened)[1]
    residual = residuals(sensor, expectation.against_all(), frame.measurements)
    distances = squared_distance(residual, inverse[:, None])
    gate = gate_of(rules.gate, 3)
    every = np.arange(len(frame.measurements))
    firm = _pairs(distances, penalty, np.flatnonzero(bank.confirmed), every, gate)
    rest = np.setdiff1d(every, firm.columns)
    loose = _pairs(distances, penalty, np.flatnonzero(~bank.confirmed), rest, gate)
    pairs = Pairs(np.concatenate([firm.rows, loose.rows]), np.concatenate([firm.columns, loose.columns]))
    rows = pairs.rows
    gain = (own.gain @ own.covariance @ inverse)[rows, :3]
    velocity = mean[rows, 3:6]
    taken = np.einsum("ni,nij,nj->n", velocity, gain, slope[rows]) / np.maximum(np.sum(velocity**2, axis=1), 1e-9)
    return Sight(
        pairs,
        residual[rows, pairs.columns],
        slope[rows],
        own.inverse[rows],
        contrast[rows],
        doubt[rows],
        np.clip(taken, 0, 1),
    )


def _pairs(distances: Array, penalty: Array, rows: Array, columns: Array, gate: float) -> Pairs:
    found = assigned(distances[np.ix_(rows, columns)], gate, penalty[rows])
    return Pairs(rows[found.rows], columns[found.columns])


def _updated(bank: Bank, frame: Frame, sight: Sight, sensor: Sensor, now: float) -> Bank:
    rows, columns = sight.pairs
    if not len(rows):
        return bank
    mean, covariance = bank.mean[rows], bank.covariance[rows]
    expectation = expected(sensor, mean[..., :3], mean.shape[-1])
    consider = sight.doubt[:, None, None] * sight.slope[:, :, None] * sight.slope[:, None, :]
    noise = (noise_matrix(sensor) + consider)[:, None]
    residual = residuals(sensor, expectation, frame.measurements[columns, None])
    known = innovation(covariance, expectation.matrix, noise)
    likelihood = log_likelihood(residual, known)
    weight = bank.weight[rows] * np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
    weight = np.maximum(weight / weight.sum(axis=1, keepdims=True), 1e-9)
    mean, covariance = update(mean, covariance, residual, expectation.matrix, noise, known)
    means, covariances, weights = bank.mean.copy(), bank.covariance.copy(), bank.weight.copy()
    seen, shares = bank.seen.copy(), bank.shares.copy()
    means[rows], covariances[rows], seen[rows] = mean, covariance, now
    weights[rows] = weight / weight.sum(axis=1, keepdims=True)
    shares[rows] -= sight.taken[:, None] * sight.contrast
    return replace(bank, mean=means, covariance=covariances, weight=weights, seen=seen, shares=shares)


def _retimed(bank: Bank, before: Clocks, after: Clocks, motion: Motion) -> Bank:
    """Tracks moved to where they are, now that more is known of the clocks."""
    if not len(bank) or after is before:
        return bank
    lag = bank.shares @ (after.offset - before.offset)
    return replace(bank, mean=motion.shifted(bank.mean, lag))


def _counted(bank: Bank, seen: Array, sensor: Sensor) -> Bank:
    """Looks counted for what the sensor has in view or has seen."""
    if not len(bank):
        return bank
    hit = np.zeros(len(bank), bool)
    hit[seen] = True
    looking = visible(sensor, bank.gaussian()[0][:, :3]) | hit
    looks = np.where(looking, (bank.looks << np.uint32(1)) | hit.astype(np.uint32), bank.looks)
    return replace(bank, looks=looks.astype(np.uint32), looked=bank.looked + looking)


def _begun(
    bank: Bank, measurements: Array, picture: Picture, setup: Setup, sensor: Sensor, now: float
) -> tuple[Bank, Seeds, int]:
    waiting = picture.seeds.chosen(picture.seeds.time > now - setup.rules.wait)
    if not len(measurements):
        return bank, waiting, picture.next_id
    position, covariance = converted(sensor, measurements)
    count, number = len(measurements), picture.clocks.number(sensor.id)
    new = Seeds(position, covariance, np.full(count, now), np.full(count, number))
    started, waiting, left = start(waiting, new, fastest=setup.rules.fastest)
    begun = new_bank(
        setup.motion, started, first_id=picture.next_id, now=now, sensor=number, sensors=len(picture.clocks.sensors)
    )
    return bank.joined(begun) if len(begun) else bank, waiting.joined(left), picture.next_id + len(begun)


def _sorted_out(bank: Bank, now: float, rules: Rules) -> Bank:
    """Confirmed where seen often enough; dropped where not, or where nothing was seen for long, or where it came down."""
    if not len(bank):
        return bank
    recent = np.bitwise_count(bank.looks & np.uint32((1 << rules.of) - 1))
    confirmed = bank.confirmed | (recent >= rules.hits)
    silent = (bank.looks & np.uint32((1 << rules.misses) - 1)) == 0
    stale = now - bank.seen > rules.patience
    mean, covariance = bank.gaussian()
    vague = ~(np.trace(covariance[:, :3, :3], axis1=1, axis2=2) <= rules.vague**2)
    vague |= ~(np.sum(mean[:, 3:6] ** 2, axis=1) <= (1.5 * rules.fastest) ** 2)
    down = height_of(mean[:, :3]) < -2000.0
    failed = ~confirmed & ((bank.looked >= rules.of) | stale)
    gone = failed | (confirmed & silent & stale) | vague | down
    return replace(bank, confirmed=confirmed).chosen(~gone)


def _without_twins(bank: Bank, rules: Rules) -> Bank:
    """Of two tracks that tell the same, the one confirmed, or else the older, stays."""
    if len(bank) < 2:
        return bank
    order = np.lexsort((bank.id, ~bank.confirmed))
    mean, covariance = bank.gaussian()
    mean, covariance = mean[order, :6], covariance[order, :6, :6]
    apart = np.sum((mean[:, None, :3] - mean[None, :, :3]) ** 2, axis=-1)
    spread = np.trace(covariance[:, :3, :3], axis1=1, axis2=2)
    first, second = np.nonzero(np.triu(apart < 9 * (spread[:, None] + spread[None]), k=1))
    if not len(first):
        return bank
    inverse = np.linalg.inv(covariance[first] + covariance[second])
    same = squared_distance(mean[first] - mean[second], inverse) < gate_of(rules.twin, 6)
    return bank.chosen(np.sort(np.delete(order, np.unique(second[same]))))
