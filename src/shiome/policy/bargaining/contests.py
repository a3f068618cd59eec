"""Challenges in the spatial model: how likely one actor prevails over another, what it would gain, and what bargain it proposes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.policy.bargaining.positions import Board, Views
from shiome.policy.bargaining.rules import FLOOR, Rules, prevailing, votes

Floats = NDArray[np.float64]
LEAST_GAIN = 1e-5
"""Gain from which an actor challenges at all; the reference output shows challenges at 5.5e-5 and none at 3.3e-6."""
DIGITS = 4
"""Bargains are made to this many digits of the scale."""
EVEN = 1e-6
"""Added to the weights of both sides of a bargain, so that none is ever bought over entirely; as the reference output has it."""


@dataclass(frozen=True)
class Prospects:
    """What one actor judges of its challenges: chance of each pairing (initiator x receiver) and the gain to the initiator."""

    chance: Floats
    gain: Floats


@dataclass(frozen=True)
class Bargain:
    """A proposal that both of two actors move; the positions are shares of the scale."""

    initiator: int
    receiver: int
    initiator_place: Floats
    receiver_place: Floats
    chance: float
    gain: float

    def place(self, actor: int) -> Floats:
        """Where it would have one of the two stand."""
        return self.initiator_place if actor == self.initiator else self.receiver_place


def chances(
    utility: Floats, board: Board, rules: Rules, initiators: NDArray[np.int64], receivers: NDArray[np.int64]
) -> Floats:
    """Chance that each initiator (row) prevails over each receiver (column), by utilities as somebody judges them.

    Third actors choose sides by what they would themselves get. Under ``semi_commitment`` (the reference runs) one on the losing side
    must come over to the winner: siding with the initiator is worth ``p (2 u(i) + u(k)) + (1 - p) 3 u(j)`` to actor k, siding with the
    receiver ``(1 - p) (2 u(j) + u(k)) + p 3 u(i)``, where p is the initiator's chance if only the two and k vote, each for what it
    prefers. Without commitment k weighs the two positions alone; under ``full_commitment`` it ends at the winner's position in any
    case, and weighs how far its own vote turns the contest.
    """
    influence, own, rule = board.influence, np.diagonal(utility), rules.voting
    first, second = utility[:, initiators, None], utility[:, None, receivers]
    here, there = utility[np.ix_(initiators, receivers)], utility[np.ix_(receivers, initiators)].T
    mine = np.maximum(votes(rule, influence[initiators], own[initiators][:, None] - here), 0.0)
    theirs = np.maximum(-votes(rule, influence[receivers], (there - own[receivers]).T).T, 0.0)
    third = votes(rule, influence, _stakes(rules, influence, first, second, own[:, None, None], mine, theirs))
    actors = np.arange(len(own))[:, None, None]
    third = np.where((actors == initiators[None, :, None]) | (actors == receivers[None, None, :]), 0.0, third)
    above = mine + np.maximum(third, 0.0).sum(axis=0)
    below = theirs + np.maximum(-third, 0.0).sum(axis=0)
    return prevailing(rules.victory, above, below, FLOOR * float(influence.sum()))


def _stakes(
    rules: Rules, influence: Floats, first: Floats, second: Floats, own: Floats, mine: Floats, theirs: Floats
) -> Floats:
    """By how much each third actor prefers to side with the initiator."""
    if rules.third_party == "no_commitment":
        return first - second
    sincere = votes(rules.voting, influence, first - second)
    floor = FLOOR * float(influence.sum())
    if rules.third_party == "full_commitment":
        with_first = prevailing("linear", mine + np.abs(sincere), theirs, floor)
        with_second = prevailing("linear", mine, theirs + np.abs(sincere), floor)
        return 3 * (with_first - with_second) * (first - second)
    chance = prevailing("linear", mine + np.maximum(sincere, 0.0), theirs + np.maximum(-sincere, 0.0), floor)
    siding_with_first = chance * (2 * first + own) + (1 - chance) * 3 * second
    siding_with_second = (1 - chance) * (2 * second + own) + chance * 3 * first
    found: Floats = siding_with_first - siding_with_second
    return found


def gains(
    utility: Floats, board: Board, chance: Floats, initiators: NDArray[np.int64], to: NDArray[np.int64]
) -> Floats:
    """What challenges (initiators x all actors) bring, against both staying where they are, to one actor for each row.

    The receiver resists with a probability equal to its total salience, and else gives in.
    """
    kept = utility[to, initiators][:, None]
    yielded = utility[to]
    contested = chance * 2 * kept + (1 - chance) * 2 * yielded
    resists = board.total[None, :]
    found: Floats = resists * contested + (1 - resists) * 2 * kept - kept - yielded
    return found


def prospects(views: Views, board: Board, rules: Rules) -> Prospects:
    """Every challenge as its initiator judges it."""
    everyone = np.arange(len(board.power), dtype=np.int64)
    chance = np.empty_like(views.utility)
    gain = np.empty_like(views.utility)
    for actor in range(len(everyone)):
        utility = views.estimated(actor, rules.risk_adjustment)
        one = np.array([actor])
        chance[actor] = chances(utility, board, rules, one, everyone)[0]
        gain[actor] = gains(utility, board, chance[[actor]], one, one)[0]
    np.fill_diagonal(chance, 0.5)
    np.fill_diagonal(gain, 0.0)
    return Prospects(chance, gain)


def proposals(position: Floats, views: Views, board: Board, rules: Rules, seen: Prospects) -> list[Bargain]:
    """The bargains that actors propose to whom they expect most from, in the order of the initiators."""
    made: list[Bargain] = []
    for initiator, row in enumerate(seen.gain):
        # Of equal targets the first; differences at the edge of rounding count as equal.
        receiver = int(np.argmax(row >= row.max() - LEAST_GAIN * 1e-6))
        if row[receiver] <= LEAST_GAIN:
            continue
        gain, chance = float(row[receiver]), float(seen.chance[initiator, receiver])
        by_initiator = _between(position, board, rules, initiator, receiver, chance)
        places = [(by_initiator, chance)]
        if rules.bargain != "initiator":
            theirs = views.estimated(receiver, rules.risk_adjustment)
            judged = float(chances(theirs, board, rules, np.array([initiator]), np.array([receiver]))[0, 0])
            by_receiver = _between(position, board, rules, initiator, receiver, judged)
            if rules.bargain == "both":
                places.append((by_receiver, judged))
            else:
                places = [(_compromise(by_initiator, by_receiver, board, initiator, receiver), chance)]
        made += [Bargain(initiator, receiver, here, there, by, gain) for (here, there), by in places]
    return made


def _between(
    position: Floats, board: Board, rules: Rules, initiator: int, receiver: int, chance: float
) -> tuple[Floats, Floats]:
    """Where a bargain has both stand: on each issue closer to the one to whom it matters more and who is likelier to prevail."""
    ours, theirs = board.salience[initiator], board.salience[receiver]
    if rules.interpolation == "s1p1":
        mine, yours = ours * chance, theirs * (1 - chance)
    elif rules.interpolation == "s2p2":
        mine, yours = (ours * chance) ** 2, (theirs * (1 - chance)) ** 2
    else:
        total = ours**2 + theirs**2
        mine, yours = ours**2, theirs**2
        apart = position[receiver] - position[initiator]
        lead = 2 * chance - 1
        here = position[initiator] + max(0.0, -lead) * yours / (total + EVEN) * apart
        there = position[receiver] - max(0.0, lead) * mine / (total + EVEN) * apart
        return here.round(DIGITS), there.round(DIGITS)
    weight = mine + yours + EVEN
    apart = position[receiver] - position[initiator]
    return (position[initiator] + yours / weight * apart).round(DIGITS), (
        position[receiver] - mine / weight * apart
    ).round(DIGITS)


def _compromise(
    first: tuple[Floats, Floats], second: tuple[Floats, Floats], board: Board, initiator: int, receiver: int
) -> tuple[Floats, Floats]:
    """The mean of two proposals, weighted by total salience.

    The user guide calls it weighted by effective power; the compromises that the reference output prints are weighted by salience alone,
    which is followed here. The receiver's proposals that it prints do not follow from the chances it prints; here they do.
    """
    ours, theirs = board.total[initiator], board.total[receiver]
    share = theirs / (ours + theirs) if ours + theirs > 0 else 0.5
    return (first[0] + share * (second[0] - first[0])), (first[1] + share * (second[1] - first[1]))
