"""Nobody gains by leaving: by hand, by closed forms of repeated games, and by what may never happen."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.policy.roadmap import roads as make

from shiome.policy.roadmap import Schedule, check_incentives, limits, smallest_discount
from shiome.policy.roadmap.incentives import foreseen, frame_of, slack, worths_of

TINY = 1e-7


def rows(road, schedule):
    return slack(frame_of(road, schedule), worths_of(road))[0]


def two(*, lag=0, snapback=0, detection=1.0, reversible=0.0, penalty=0.0):
    """The island gives 10 in month 0; the league pays 12 in month 4, done in month 5."""
    steps = [
        make.step("give", "island", 10, values=[make.gives("league", 15)], verification=lag, detection=detection),
        make.step("pay", "league", 8, values=[make.gives("island", 12)], reversible=reversible),
    ]
    parties = [make.party("island", discount=0.9, penalty=penalty), make.party("league", discount=0.9)]
    return make.road(parties, steps, snapback=snapback), Schedule({"give": 0, "pay": 4})


def test_a_payment_that_waits_for_verification_is_lost_by_leaving():
    found = rows(*two())
    assert found[0, 0] == pytest.approx(12 * 0.9**5 - 10 * 1.0)


def test_a_payment_made_before_notice_is_lost_only_as_far_as_it_can_be_taken_back():
    assert rows(*two(lag=6))[0, 0] == pytest.approx(-10)
    assert rows(*two(lag=6, reversible=0.5))[0, 0] == pytest.approx(0.5 * 12 * 0.9**7 - 10)
    assert rows(*two(snapback=6, reversible=0.5))[0, 0] == pytest.approx(0.5 * 12 * 0.9**7 - 10)


def test_what_is_not_noticed_costs_nothing():
    assert rows(*two(detection=0.25))[0, 0] == pytest.approx(0.25 * 12 * 0.9**5 - 10)
    assert rows(*two(detection=0.0))[0, 0] == pytest.approx(-10)


def test_later_steps_give_the_leaver_away_too():
    steps = [
        make.step("first", "island", 1, detection=0.5, reversible=0),
        make.step("second", "island", 2, detection=0.4, reversible=0),
    ]
    road = make.road([make.party("island", discount=0.8, penalty=3, penalty_months=1)], steps)
    found = rows(road, Schedule({"first": 0, "second": 5}))
    noticed = 3 * (0.5 * 0.8 + 0.5 * 0.4 * 0.8**6)
    assert found[0, 0] == pytest.approx(noticed - 1 - 2 * 0.8**5)


def test_what_can_be_undone_tempts_at_the_end():
    alone = make.party("island", discount=0.9, surplus=1, watch=2)
    road = make.road([alone], [make.step("give", "island", 7, reversible=0.5)])
    found = rows(road, Schedule({"give": 0}))
    assert found[1, 0] == pytest.approx(1 / 0.1 * 0.9**2 - 3.5)


GAMES = list(
    itertools.chain.from_iterable(
        [((5, 3, 1, 0), factor), ((4, 3, 2, 1), factor), ((3, 2, 0, -1), factor)] for factor in ("grim", "once")
    )
)


@pytest.mark.parametrize(("payoffs", "kind"), GAMES)
def test_discount_thresholds_of_the_repeated_dilemma(payoffs, kind):
    temptation, reward, punishment, sucker = payoffs
    if kind == "grim":
        road, schedule = make.single(temptation - reward, surplus=reward - punishment, reversible=0)
        expected = (temptation - reward) / (temptation - punishment)
    else:
        # One month at the other's mercy: what makes a single breach of tit for tat not pay.
        road, schedule = make.single(temptation - reward, penalty=reward - sucker, penalty_months=1, reversible=0)
        expected = (temptation - reward) / (reward - sucker)
    assert smallest_discount(road, schedule) == pytest.approx(expected, abs=1e-12)


def test_no_patience_is_enough_where_nothing_can_be_lost():
    road, schedule = make.single(1, reversible=0)
    assert smallest_discount(road, schedule) is None


def test_every_step_holds_at_its_limits_and_not_beyond():
    road, schedule = two(lag=0, penalty=3)
    assert check_incentives(road, schedule).checks[0].slack["island"] > 0
    found = limits(road, schedule)
    for lag, holds in ((found.lag["give"], True), (found.lag["give"] + 1, False)):
        there = rows(road.with_step("give", verification=lag), schedule)[0, 0]
        assert bool(there >= 0) is holds
    cost = found.cost["give"]
    assert rows(road.with_step("give", cost=make.worth(cost)), schedule)[0, 0] == pytest.approx(0, abs=1e-9)
    assert found.penalty["league"] is not None
    for name in ("island", "league"):
        mended = road.with_party(name, penalty=make.worth(found.penalty[name]))
        column = 0 if name == "island" else 1
        assert rows(mended, schedule)[:, column].min() >= -1e-9
        mended = road.with_party(name, surplus=make.worth(found.surplus[name]))
        assert rows(mended, schedule)[:, column].min() >= -1e-9


@given(make.roads(), st.integers(1, 12), st.data())
def test_a_longer_verification_never_enlarges_the_self_enforcing_set(scheduled, more, data):
    road, schedule = scheduled
    name = data.draw(st.sampled_from([step.id for step in road.steps]))
    slower = road.with_step(name, verification=road.step(name).verification + more)
    # No check gains; one that was negative stays so.
    assert (rows(slower, schedule) <= rows(road, schedule) + TINY).all()
    assert set(check_incentives(slower, schedule).self_enforcing) <= held(road, schedule)


@given(make.roads(), st.floats(0.1, 20), st.data())
def test_a_larger_penalty_never_shrinks_the_self_enforcing_set(scheduled, more, data):
    road, schedule = scheduled
    party = data.draw(st.sampled_from(road.parties))
    harder = road.with_party(party.actor, penalty=make.worth(party.penalty.mode + more))
    assert (rows(harder, schedule) >= rows(road, schedule) - TINY).all()
    assert set(check_incentives(road, schedule).self_enforcing) <= held(harder, schedule)


@given(make.roads(), st.integers(1, 12))
def test_a_slower_response_never_enlarges_the_self_enforcing_set(scheduled, more):
    road, schedule = scheduled
    slower = road.with_snapback(road.roadmap.snapback + more)
    assert (rows(slower, schedule) <= rows(road, schedule) + TINY).all()


def held(road, schedule):
    """The checks that hold, or miss it by no more than rounding."""
    found = rows(road, schedule).min(axis=1)
    return {name for name, value in zip(frame_of(road, schedule).checks, found, strict=True) if value >= -TINY}


@given(make.roads(surplus=st.just(0.0), penalty=st.just(0.0), reversible=st.just(0.0)))
def test_without_surplus_the_last_concession_is_never_self_enforcing(scheduled):
    road, schedule = scheduled
    last = max(road.steps, key=lambda step: schedule.starts[step.id])
    month = schedule.starts[last.id]
    own = [step for step in road.steps if step.party == last.party and schedule.starts[step.id] == month]
    if any(step.cost.mode > TINY for step in own):
        assert last.id not in check_incentives(road, schedule).self_enforcing


@given(make.roads())
def test_checks_lie_between_the_ends_of_the_bands(scheduled):
    road, schedule = scheduled
    for check in check_incentives(road, schedule).checks:
        for party, value in check.slack.items():
            assert check.low[party] - TINY <= value <= check.high[party] + TINY


@given(make.roads())
def test_a_plan_that_holds_everywhere_is_foreseen_to_be_kept(scheduled):
    road, schedule = scheduled
    found = check_incentives(road, schedule)
    assert (found.breaks_at is None) == found.holds


def test_an_exchange_unravels_from_its_last_step():
    steps = []
    for number in range(4):
        by, other = ("island", "league") if number % 2 == 0 else ("league", "island")
        steps.append(make.step(f"s{number}", by, 1, values=[make.gives(other, 3)], reversible=0))
    schedule = Schedule({f"s{number}": number for number in range(4)})
    bare = make.road([make.party("island"), make.party("league")], steps)
    found = check_incentives(bare, schedule)
    # The league has all it will get once the island has begun s2, and means to keep back s3.
    assert [(c.step, c.weakest) for c in found.checks if not c.holds] == [("s2", "league"), ("s3", "league")]
    assert found.breaks_at == "s0"
    # Enough to lose after the last step, and the whole exchange holds.
    kept = make.road([make.party("island"), make.party("league", surplus=0.2)], steps)
    assert check_incentives(kept, schedule).holds


def test_expecting_the_break_at_the_end_undoes_what_can_be_undone():
    road, schedule = two(reversible=1.0)
    frame, worths = frame_of(road, schedule), worths_of(road)
    kept = slack(frame, worths)[0]
    broken = slack(frame, worths, breaks=frame.finish)[0]
    # The payment, done in month 5, is taken back in that same month whatever the island does.
    assert broken[0, 0] == pytest.approx(-10 + 10 * 0.9**5)
    assert broken[0, 0] < kept[0, 0]
    assert foreseen(frame, worths) is not None


def test_draws_are_computed_each_by_itself():
    road, schedule = two(penalty=2)
    frame, one = frame_of(road, schedule), worths_of(road)
    many = type(one)(**{name: np.repeat(getattr(one, name), 250, axis=0) for name in one.__dataclass_fields__})
    assert (slack(frame, many) == slack(frame, one)).all()
