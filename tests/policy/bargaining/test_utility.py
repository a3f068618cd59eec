"""The expected-utility model: its formulas by hand, what must not matter, and draws that do not depend on how they are cut."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.bargaining.tables import SCALE, actor, council, doubtful, tables

from shiome.policy.bargaining import DEFINITIONS, Span, Table, banded_forecast, forecast, simulate
from shiome.policy.bargaining.definitions import Definition, definition
from shiome.policy.bargaining.utility import chances, exponents, gains, median

SOME = settings(max_examples=60, deadline=None)
NAMES = st.sampled_from(sorted(DEFINITIONS))


def _pair(table: Table, how: Definition):
    ordered = sorted(table.actors, key=lambda each: each.id)
    position = np.array([[each.positions[0].value for each in ordered]])
    position = (position - position.min()) / (position.max() - position.min())
    salience = np.array([[each.salience[0].value for each in ordered]])
    weight = np.array([[each.capability.value for each in ordered]]) * salience
    return position, salience, weight, chances(position, weight, None, how)


def _by_hand(table: Table, how: Definition) -> tuple[list[list[float]], list[list[float]]]:
    """Chances and gains with exponents of 1, one number at a time."""
    who = sorted(table.actors, key=lambda each: each.id)
    places = [each.positions[0].value for each in who]
    width = max(places) - min(places)
    weights = [each.capability.value * each.salience[0].value for each in who]

    def vote(k: int, a: int, b: int) -> float:
        return weights[k] * (abs(places[k] - places[b]) - abs(places[k] - places[a])) / width

    everyone = range(len(who))
    all_votes = sum(abs(vote(k, a, b)) for k in everyone for a in everyone for b in everyone)
    chance = [[0.0 for _ in everyone] for _ in everyone]
    gain = [[0.0 for _ in everyone] for _ in everyone]
    for i in everyone:
        for j in everyone:
            for_it = sum(max(0.0, vote(k, i, j)) for k in everyone)
            cast = sum(abs(vote(k, i, j)) for k in everyone)
            below = all_votes if how.probability == "field" else cast
            above = max(0.0, sum(vote(k, i, j) for k in everyone)) if how.probability == "net" else for_it
            p = chance[i][j] = above / below if places[i] != places[j] else 0.0
            far = abs(places[i] - places[j]) / width
            won, lost, stays = 2 - 4 * (0.5 - far / 2), 2 - 4 * (0.5 + far / 2), 0.0
            s = who[j].salience[0].value
            gain[i][j] = s * (p * won + (1 - p) * lost) + (1 - s) * won - stays
    return chance, gain


@pytest.mark.parametrize("name", DEFINITIONS)
def test_chances_and_gains_by_hand(name):
    how = definition(name)
    position, salience, weight, chance = _pair(council(), how)
    expected, gained = _by_hand(council(), how)
    assert chance[0] == pytest.approx(np.array(expected))
    assert gains(chance, position, salience, None, weight, how)[0][0] == pytest.approx(np.array(gained))


def test_what_may_happen_without_a_challenge():
    """With stay 0 and better 1, staying is replaced by the improvement that is half the distance to the median and to the other."""
    how = replace(definition("paired"), stay=0.0, better=1.0)
    position, salience, weight, chance = _pair(council(), how)
    base = gains(chance, position, salience, None, weight, definition("paired"))[0]
    found = gains(chance, position, salience, None, weight, how)[0]
    far = np.abs(position[0][:, None] - position[0][None, :])
    off = np.abs(position[0] - median(position, weight)[0])[:, None]
    assert found[0] == pytest.approx(base[0] - (off + far))


@SOME
@given(tables(), NAMES)
def test_exponents_stay_between_a_half_and_two(table, name):
    how = definition(name)
    if len({each.positions[0].value for each in table.actors}) == 1:
        return
    position, salience, weight, _ = _pair(table, how)
    risk = exponents(position, salience, weight, how)
    assert risk.min() >= 0.5 - 1e-12
    assert risk.max() <= 2 + 1e-12


@SOME
@given(tables(), st.randoms(use_true_random=False), NAMES)
def test_the_order_of_actors_is_irrelevant(table, dice, name):
    shuffled = list(table.actors)
    dice.shuffle(shuffled)
    first, second = (forecast(each, how=name, rounds=4) for each in (table, Table(table.issues, tuple(shuffled))))
    assert first.rounds == second.rounds


@SOME
@given(tables(), st.sampled_from([0.01, 3.0, 700.0]), NAMES)
def test_only_proportions_of_capabilities_matter(table, factor, name):
    scaled = tuple(replace(each, capability=Span.at(each.capability.value * factor)) for each in table.actors)
    first, second = (forecast(each, how=name, rounds=4) for each in (table, Table(table.issues, scaled)))
    assert len(first.rounds) == len(second.rounds)
    for one, other in zip(first.rounds, second.rounds, strict=True):
        assert one.positions == pytest.approx(other.positions, abs=1e-6)
        assert one.risk == pytest.approx(other.risk, abs=1e-6)


@SOME
@given(tables(alike=True), NAMES)
def test_where_all_agree_nobody_moves(table, name):
    found = forecast(table, how=name)
    assert found.stopped == "nobody moves"
    assert len(found.rounds) == 2
    assert found.rounds[1].positions == found.rounds[0].positions
    assert found.rounds[1].challenges == ()


@SOME
@given(tables(), NAMES)
def test_positions_stay_among_those_at_the_start(table, name):
    found = forecast(table, how=name, rounds=8)
    start = found.rounds[0].positions.values()
    for each in found.rounds:
        assert min(each.positions.values()) >= min(start) - 1e-9
        assert max(each.positions.values()) <= max(start) + 1e-9
        assert min(start) - 1e-9 <= each.median <= max(start) + 1e-9
        assert each.median in each.positions.values()


@SOME
@given(tables())
def test_chances_of_two_opponents_sum_to_one_where_only_their_pair_counts(table):
    if len({each.positions[0].value for each in table.actors}) == 1:
        return
    position, _, _, chance = _pair(table, definition("paired"))
    apart = position[0][:, None] != position[0][None, :]
    assert (chance + chance.transpose(0, 2, 1))[0][apart] == pytest.approx(1.0)
    _, _, _, field = _pair(table, definition("scholz"))
    assert field.sum() == pytest.approx(0.5)


@SOME
@given(tables())
def test_the_median_is_beaten_by_no_position(table):
    found = forecast(table, rounds=1).rounds[0]

    def support(other: float) -> float:
        return sum(
            each.capability.value
            * each.salience[0].value
            * (abs(each.positions[0].value - found.median) - abs(each.positions[0].value - other))
            for each in table.actors
        )

    assert all(support(each.positions[0].value) <= 1e-9 for each in table.actors)


def test_the_one_that_nobody_resists_is_followed():
    """One strong actor to whom it matters, and one that does not care: the second goes over, the first stays."""
    found = forecast(Table((SCALE,), (actor("strong", 9, 80, 1.0), actor("weak", 1, 20, 0.05))), how="paired")
    assert found.rounds[-1].positions["strong"] == 80
    assert 70 < found.rounds[-1].positions["weak"] <= 80
    assert [(each.challenger, each.target) for each in found.rounds[1].moves] == [("strong", "weak")]


def test_every_move_is_one_of_the_challenges():
    found = forecast(council(), how="least_move", rounds=6)
    moved = 0
    for before, here in zip(found.rounds, found.rounds[1:], strict=False):
        taken = {each.target: each.place for each in here.moves}
        for name, place in here.positions.items():
            assert place == pytest.approx(taken.get(name, before.positions[name]))
            moved += name in taken
    assert moved


def test_draws_are_the_same_however_they_are_cut():
    whole, who = simulate(doubtful(), first=0, count=300, seed=4, rounds=5)
    for first, count in ((0, 1), (37, 150), (299, 1)):
        part, by = simulate(doubtful(), first=first, count=count, seed=4, rounds=5)
        assert part.tobytes() == whole[first : first + count].tobytes()
        assert by.tobytes() == who[first : first + count].tobytes()
    assert simulate(doubtful(), first=0, count=300, seed=5, rounds=5)[0].tobytes() != whole.tobytes()


@pytest.mark.parametrize("shape", ["uniform", "triangular"])
def test_bands_hold_what_is_drawn(shape):
    found = banded_forecast(doubtful(), draws=400, seed=2, rounds=4, shape=shape)
    start = found.positions[:, 0]
    for number, name in enumerate(found.actors):
        span = next(each for each in doubtful().actors if each.id == name).positions[0]
        assert span.low <= start[0, number] < start[1, number] < start[2, number] <= span.high
    assert (np.diff(found.positions, axis=0) >= 0).all()
    assert (np.diff(found.median, axis=0) >= 0).all()
    assert found.moved
    assert all(0 < each.share <= 1 for each in found.moved)


def test_without_ranges_all_draws_are_the_stated_forecast():
    found = banded_forecast(council(), draws=5, rounds=4)
    stated = np.array([[each.positions[name] for name in found.actors] for each in found.stated.rounds])
    assert found.positions[:, : len(stated)] == pytest.approx(np.broadcast_to(stated, (3, *stated.shape)))
    pairs = {(each.challenger, each.target) for each in found.moved}
    assert pairs == {(each.challenger, each.target) for round_ in found.stated.rounds for each in round_.moves}
