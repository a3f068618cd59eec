"""Whether anybody gains by leaving: what staying is worth to each party at each step, less what leaving is worth.

At month *t* a party may leave for good: it takes none of its steps from then on, and undoes what it can of those it took. It is
noticed with each step's probability when that step would have been verified, the earliest first; where none of its own steps is
due at *t*, first after its watch. The others respond *snapback* months after notice, in month *R*. With δ the party's discount
factor of a month, *c* its costs, *g* what the others' steps are worth to it, *r* the share of a step that can be undone, *s* and *e*
the months in which a step begins and is done, and *F* the month in which the last is verified, staying less leaving is

    E[ Σ others, s ≥ R:  g δ^(e−t)  +  Σ others, s < R:  r g δ^(max(R,e)−t)  +  surplus δ^(max(F,R)−t) / (1−δ)
       + penalty (1 − δ^months) δ^(R−t) / (1−δ) ]  −  Σ own, s ≥ t:  c δ^(s−t)  −  Σ own, s < t:  r c

where the expectation is over *R*; who is never noticed loses nothing. Worths are those, at the moment a step begins or is done, of
all that follows from it, so what is undone is lost or regained whole. By the one-deviation principle (Blackwell 1965; Abreu 1988)
nobody ever gains by leaving if this is not negative for any party at any step and at the end. It falls with every verification
lag and with the snap-back's delay, and rises with the penalty, the surplus and every probability of notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shiome.policy.roadmap.model import Road, Schedule, worth_to
from shiome.region.schema.roadmap import RoadParty, RoadStep

Floats = NDArray[np.float64]
Reading = Literal["low", "mode", "high"]
TOLERANCE = 1e-9
"""Below it in size, a slack counts as nothing: an indifferent party stays."""
END = "end"
"""Name of the check after the last step."""
CHUNK = 100
"""Draws that are computed at once."""
UNNOTICED = 1e-12
"""Once the probability of not having been noticed is below this, later chances of notice are left out."""

Responses = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Frame:
    """What of a scheduled roadmap does not hang on valuations. Steps are in the plan's order, checks are the steps and the end."""

    checks: tuple[str, ...]
    parties: tuple[str, ...]
    begins: Floats
    """Month in which each step begins."""
    done: Floats
    """Month by whose beginning it is done."""
    own: NDArray[np.bool_]
    """(party, step): whether it is that party's."""
    reversible: Floats
    """Share of each step that can be undone."""
    months: Floats
    """Month of each check."""
    responses: tuple[tuple[Responses, ...], ...]
    """(check, party): months of the response to leaving there, each with the probability that it is the first."""
    finish: float
    """Month in which the last step is verified."""
    penalty_months: Floats
    """Months that the response to each party lasts; infinite for ever."""


@dataclass(frozen=True)
class Worths:
    """Valuations: one row a draw."""

    cost: Floats
    """(draw, step): to the party that takes it."""
    gain: Floats
    """(draw, party, step): to each other party."""
    surplus: Floats
    """(draw, party): per month once all is done."""
    penalty: Floats
    """(draw, party): per month of the response."""
    discount: Floats
    """(draw, party): of a month."""


def frame_of(road: Road, schedule: Schedule) -> Frame:
    """The months and probabilities of a scheduled roadmap."""
    steps, parties = road.steps, road.parties
    begins = np.array([schedule.starts[step.id] for step in steps], dtype=float)
    done = begins + [step.duration for step in steps]
    finish = float(np.max(done + [step.verification for step in steps]))
    own = np.array([[step.party == party.actor for step in steps] for party in parties])
    months = np.append(begins, finish)
    return Frame(
        checks=(*(step.id for step in steps), END),
        parties=tuple(party.actor for party in parties),
        begins=begins,
        done=done,
        own=own,
        reversible=np.array([step.reversible for step in steps]),
        months=months,
        responses=tuple(
            tuple(_responses(road, schedule, check, month, party) for party in parties)
            for check, month in zip((*(step.id for step in steps), END), months, strict=True)
        ),
        finish=finish,
        penalty_months=np.array([np.inf if p.penalty_months is None else float(p.penalty_months) for p in parties]),
    )


def _responses(road: Road, schedule: Schedule, check: str, month: float, party: RoadParty) -> Responses:
    """When the others respond to a party's leaving at a check, by what would give it away: the earliest chance of notice first."""
    due = [step for step in road.steps if step.party == party.actor and schedule.starts[step.id] >= month]
    chances = [(schedule.starts[s.id] + s.duration + s.verification, s.detection) for s in due]
    if check not in {step.id for step in due}:
        chances.append((int(month) + party.watch, party.watch_detection))
    found, unnoticed = [], 1.0
    for when, probability in sorted(chances, key=lambda chance: (chance[0], -chance[1])):
        if probability > 0:
            found.append((float(when + road.roadmap.snapback), unnoticed * probability))
        unnoticed *= 1 - probability
        if unnoticed < UNNOTICED:
            break
    return tuple(found)


def worths_of(road: Road) -> Worths:
    """The likeliest valuations, as one draw."""
    steps, parties = road.steps, road.parties
    return Worths(
        cost=np.array([[step.cost.mode for step in steps]]),
        gain=np.array([[[worth_to(party, step) for step in steps] for party in parties]]),
        surplus=np.array([[party.surplus.mode for party in parties]]),
        penalty=np.array([[party.penalty.mode for party in parties]]),
        discount=np.array([[party.discount.mode for party in parties]]),
    )


def corner(road: Road, *, worst: bool) -> Worths:
    """The valuations of the bands by which leaving is most tempting (or least), but for the discount, which stays at its likeliest."""
    gains: Reading = "low" if worst else "high"
    costs: Reading = "high" if worst else "low"
    likely = worths_of(road)
    gain = [[_gain_at(party, step, gains) for step in road.steps] for party in road.parties]
    return Worths(
        cost=np.array([[getattr(step.cost, costs) for step in road.steps]], dtype=float),
        gain=np.array([gain], dtype=float),
        surplus=np.array([[getattr(party.surplus, gains) for party in road.parties]], dtype=float),
        penalty=np.array([[getattr(party.penalty, gains) for party in road.parties]], dtype=float),
        discount=likely.discount,
    )


def _gain_at(party: RoadParty, step: RoadStep, reading: Reading) -> float:
    if party.actor == step.party:
        return 0.0
    threat = sum(getattr(worth, reading) for worth in party.threats if worth.threat == step.threat) * step.reduces
    return float(threat + sum(getattr(worth, reading) for worth in step.values if worth.party == party.actor))


def slack(frame: Frame, worths: Worths, *, breaks: float | None = None, only: tuple[str, str] | None = None) -> Floats:
    """Staying less leaving, in points at the month of the check: (draw, check, party).

    Parameters
    ----------
    only:
        One check and one party; all others are left at zero.
    breaks:
        The month in which everybody expects the plan to end early: no step begins from then on, what can be undone
        is undone, and there is no surplus. Checks from that month on are of no meaning then.
    """
    draws = worths.cost.shape[0]
    return np.concatenate(
        [_slack(frame, worths, slice(first, first + CHUNK), breaks, only) for first in range(0, draws, CHUNK)]
    )


def _slack(frame: Frame, worths: Worths, rows: slice, breaks: float | None, only: tuple[str, str] | None) -> Floats:
    stop = np.inf if breaks is None else breaks
    out = np.zeros((worths.cost[rows].shape[0], len(frame.months), len(frame.parties)))
    for column, party in enumerate(frame.parties):
        if only is not None and only[1] != party:
            continue
        factors = _Factors(frame, worths.discount[rows, column])
        penalty, surplus = worths.penalty[rows, column], worths.surplus[rows, column]
        lasting = factors.lasting(frame.penalty_months[column])
        own, others = frame.own[column], ~frame.own[column]
        cost, gain = worths.cost[rows][:, own], worths.gain[rows, column][:, others]
        for number, month in enumerate(frame.months):
            if only is not None and only[0] != frame.checks[number]:
                continue
            leaving = (cost * _saved(frame, own, month, stop, factors)).sum(axis=1)
            lost = np.zeros_like(leaving)
            for response, probability in frame.responses[number][column]:
                answer = min(response, stop)
                loss = (gain * _withheld(frame, others, month, answer, stop, factors)).sum(axis=1)
                if answer < stop:
                    loss += penalty * lasting * factors.after(answer - month)
                if breaks is None:
                    loss += surplus * factors.for_ever * factors.after(max(frame.finish, answer) - month)
                lost += probability * loss
            out[:, number, column] = lost - leaving
    return out


class _Factors:
    """Powers of the discount factor of each draw: months are whole, so each power is made once."""

    def __init__(self, frame: Frame, discount: Floats) -> None:
        latest = max(response for check in frame.responses for party in check for response, _ in (*party, (0.0, 0.0)))
        self._log = np.log(discount)
        self._table = np.exp(np.outer(self._log, np.arange(max(latest, frame.finish, frame.done.max()) + 1)))
        self.for_ever = 1 / (1 - discount)

    def after(self, months: float | Floats) -> Floats:
        """Factor of so many months, as a column for each where several are asked."""
        found: Floats = self._table[:, np.maximum(months, 0).astype(int)]
        return found

    def lasting(self, months: float) -> Floats:
        """Worth now of a point in each of so many months, the first at once."""
        gone = -np.inf * np.ones_like(self._log) if np.isinf(months) else months * self._log
        return np.asarray(-np.expm1(gone) * self.for_ever)


def _saved(frame: Frame, own: NDArray[np.bool_], month: float, stop: float, factors: _Factors) -> Floats:
    """(draw, own step): share of its cost that leaving saves or regains, against staying until the plan stops."""
    begins, undo = frame.begins[own], frame.reversible[own]
    ahead, behind = (begins >= month) & (begins < stop), begins < month
    saved = np.where(ahead, factors.after(begins - month), 0.0) + undo * behind
    if np.isfinite(stop):
        saved -= np.where(begins < stop, undo, 0.0) * factors.after(np.full_like(begins, stop - month))
    return np.asarray(saved)


def _withheld(
    frame: Frame, others: NDArray[np.bool_], month: float, answer: float, stop: float, factors: _Factors
) -> Floats:
    """(draw, step of others): share of its worth that a response in month ``answer`` takes away."""
    begins, done, undo = frame.begins[others], frame.done[others], frame.reversible[others]
    kept = undo * factors.after(np.maximum(answer, done) - month)
    held = np.where(begins >= answer, factors.after(done - month), kept)
    if np.isfinite(stop):
        held -= undo * factors.after(np.maximum(stop, done) - month)
    return np.asarray(np.where(begins < stop, held, 0.0))


def foreseen(frame: Frame, worths: Worths) -> str | None:
    """The check at which the plan ends when everybody foresees who leaves later, by backward induction; none where it is kept to the end.

    Read from the end: where somebody would leave, the plan stops, and earlier checks are made for the shorter plan. The last
    answer found is the first step, in time, that is not taken.
    """
    breaks: float | None = None
    stopped: str | None = None
    order = sorted(range(len(frame.months)), key=lambda number: -frame.months[number])
    current = slack(frame, worths)[0]
    for number in order:
        if current[number].min() < -TOLERANCE and (breaks is None or frame.months[number] < breaks):
            breaks, stopped = float(frame.months[number]), frame.checks[number]
            current = slack(frame, worths, breaks=breaks)[0]
    return stopped
