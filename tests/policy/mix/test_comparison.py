"""Frontier, regret, floors, triggers, bands and failures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.policy.mix.worlds import METRICS, bound, chances, compiled, levers, metric, texts

from shiome.errors import NotKnown, QueryRefused
from shiome.policy.mix.bands import columns, failure, preference
from shiome.policy.mix.evaluation import Evaluated, evaluate
from shiome.policy.mix.frontier import frontier, undominated
from shiome.policy.mix.levers import Floor, Lever, Levers, Shift, written
from shiome.policy.mix.regret import regret
from shiome.policy.mix.stepping import play
from shiome.policy.mix.triggers import Adaptive, parse_trigger

FLOOR = Floor("basics", texts("basics"), 1)
TALKING = Floor("while-talking", texts("while talking"), 2, when="word-west", when_level=2)


def evaluated(known: Levers | None = None, **options: int) -> Evaluated:
    known = known or levers()
    metrics = bound()
    return evaluate(chances(known, metrics, **options), known, metrics)


@given(arrays(np.float64, st.tuples(st.integers(1, 40), st.integers(1, 4)), elements=st.integers(0, 4).map(float)))
def test_the_frontier_is_what_nothing_dominates(scores: np.ndarray) -> None:
    found = set(undominated(scores).tolist())
    for row, here in enumerate(scores):
        beaten = any((other >= here).all() and (other > here).any() for other in scores)
        assert (row in found) == (not beaten)


def test_a_frontier_lies_between_the_aims_of_its_ally_and_keeps_the_floors() -> None:
    found = evaluated(levers(floors=(FLOOR, TALKING)))
    east = frontier(found, "east")
    assert set(east.aims) == {"order", "safety"}
    assert found.kept[east.rows].all()
    value = found.values[0].mean(axis=1)
    assert (np.diff(value[east.rows]) <= 1e-6).all()
    for row in np.flatnonzero(found.kept):
        if row not in east.rows:
            sides = np.column_stack([east.scores, -east.effort])
            assert ((sides[east.rows] >= sides[row]).all(axis=1) & (sides[east.rows] > sides[row]).any(axis=1)).any()


def test_floors_exclude_and_say_which() -> None:
    known = levers(floors=(FLOOR, TALKING))
    table = known.grid()
    assert known.kept(table).tolist() == [not known.broken(row) for row in table.tolist()]
    assert [each.floor for each in known.broken((0, 2))] == ["basics", "while-talking"]
    assert [each.floor for each in known.broken((1, 2))] == ["while-talking"]
    assert known.broken((1, 1)) == known.broken((2, 2)) == ()
    found = evaluated(known)
    for ally in known.allies:
        told = regret(found, ally)
        assert found.kept[told.least(found.kept)]


def test_regret_is_nothing_for_what_is_best_in_every_future() -> None:
    found = evaluated()
    best = found.values[0].max(axis=0) + np.float32(0.5)
    values = found.values.copy()
    values[0, 4] = best
    told = regret(Evaluated(**{**vars(found), "values": values}), "east")
    assert told.most[4] == told.mean[4] == told.quantile[4] == 0
    assert (np.delete(told.most, 4) > 0).all()


@given(st.integers(0, 50))
def test_regret_is_never_negative_and_some_mix_has_none_in_each_future(seed: int) -> None:
    values = np.random.default_rng(seed).random((2, 9, 40), dtype=np.float32)
    found = SHARED
    told = regret(Evaluated(**{**vars(found), "values": values}), "east")
    lost = values[0].max(axis=0) - values[0]
    assert (told.most == lost.max(axis=1)).all()
    assert (told.quantile <= told.most).all()
    assert (told.mean <= told.most + 1e-9).all()
    assert ((lost <= told.quantile[:, None]).mean(axis=1) >= 0.9).all()


SHARED = evaluated(runs=40)


def test_regret_refuses_what_has_no_answer() -> None:
    with pytest.raises(QueryRefused, match="between 0 and 1"):
        regret(SHARED, "east", share=0)
    with pytest.raises(QueryRefused, match="under a floor"):
        regret(Evaluated(**{**vars(SHARED), "kept": np.zeros(9, dtype=bool)}), "east")


def test_a_trigger_that_is_never_pulled_changes_nothing_and_one_always_pulled_is_the_other_mix() -> None:
    known, metrics = levers(), bound()
    drawn = chances(known, metrics)
    never = parse_trigger("talks>summit: word-west=high", compiled().model, known)
    plain = play(drawn, known, metrics, Adaptive("", (1, 1)))
    assert (play(drawn, known, metrics, Adaptive("", (1, 1), (never,))).values == plain.values).all()
    always = parse_trigger("talks>=none: word-west=high, watch-east=low", compiled().model, known)
    pulled = play(drawn, known, metrics, Adaptive("", (1, 1), (always,)))
    assert (pulled.values == play(drawn, known, metrics, Adaptive("", (0, 2))).values).all()
    assert (pulled.pulled == 0).all()


def test_a_trigger_acts_from_the_month_after_and_only_in_the_futures_that_pull_it() -> None:
    known, metrics = levers(), bound()
    drawn = chances(known, metrics)
    once = parse_trigger("weather=storm: watch-east=high", compiled().model, known)
    held = parse_trigger("while weather=storm: watch-east=high", compiled().model, known)
    assert (once.stays, held.stays) == (True, False)
    plain = play(drawn, known, metrics, Adaptive("", (1, 1)))
    for trigger in (once, held):
        found = play(drawn, known, metrics, Adaptive("", (1, 1), (trigger,)))
        first = found.pulled[0]
        never = first < 0
        assert never.any()
        assert (~never).any()
        assert (found.paths[:, :, never] == plain.paths[:, :, never]).all()
        for run in np.flatnonzero(~never):
            assert (found.paths[: first[run] + 1, :, run] == plain.paths[: first[run] + 1, :, run]).all()
    assert play(drawn, known, metrics, Adaptive("", (1, 1), (once,))).values[1].sum() > plain.values[1].sum()


def test_a_later_trigger_goes_over_an_earlier_one() -> None:
    known = levers()
    both = tuple(
        parse_trigger(text, compiled().model, known)
        for text in ("talks=none: watch-east=low, word-west=high", "talks=none and weather!=storm: watch-east=high")
    )
    mix = Adaptive("", (1, 1), both)
    assert mix.levels(known, (True, True)) == (2, 2)
    assert mix.levels(known, (True, False)) == (0, 2)
    assert mix.watched == ("talks", "weather")
    assert both[1].conditions[1].states == ("calm",)


@pytest.mark.parametrize(
    "text",
    [
        "talks=none",
        "talks: word-west=high",
        "talks=none: word-west>high",
        "talks=none: word-west",
        "a b c: word-west=high",
    ],
)
def test_a_trigger_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(QueryRefused, match="cannot be read"):
        parse_trigger(text, compiled().model, levers())


def test_levers_and_levels_that_do_not_exist_are_named() -> None:
    with pytest.raises(NotKnown, match="no lever 'flag'"):
        levers().mix({"flag": "high"})
    with pytest.raises(NotKnown, match="no level 'huge'"):
        levers().mix({"word-west": "huge"})
    assert list(written(levers(), levers().mix({"word-west": "high"}))) == [("word-west", "high")]


def test_a_mix_against_itself_gains_nothing_and_against_a_worse_one_something() -> None:
    known, metrics = levers(), bound()
    drawn = chances(known, metrics, runs=600)
    same = preference(drawn, known, metrics, Adaptive("", (2, 2)), Adaptive("", (2, 2)), "east")
    assert (same.gain, same.error, same.better, same.worse, same.turning) == (0, 0, 0, 0, ())
    better = preference(drawn, known, metrics, Adaptive("", (2, 2)), Adaptive("", (0, 0)), "east")
    worse = preference(drawn, known, metrics, Adaptive("", (0, 0)), Adaptive("", (2, 2)), "east")
    assert better.gain > 4 * better.error
    assert better.gain == -worse.gain
    assert better.better == worse.worse
    assert better.same_side == 1


def test_an_input_that_turns_a_preference_is_found() -> None:
    # Two shifts of one level pull against each other; which of them is the stronger was drawn, and turns the gain.
    shifts = (Shift("guard", "strong", 0, 2), Shift("guard", "weak", 1, 1))
    known = Levers((Lever("watch", "watch", "east", {}, ((), (), shifts), ({}, {}, {})),))
    metrics = bound([metric("guarded", parts=METRICS[1].parts)])
    drawn = chances(known, metrics, runs=4000)
    found = preference(drawn, known, metrics, Adaptive("", (2,)), Adaptive("", (1,)), "east")
    assert [each.input for each in found.turning] == ["lever watch=high -> guard=strong"]
    assert found.turning[0].low < 0 < found.turning[0].high
    assert found.same_side < 1


def test_what_futures_drew_stays_within_its_bands() -> None:
    known = levers()
    drawn = columns(chances(known, bound()), known)
    for name, (low, high) in {
        "weather=storm -> talks=none": (0.5, 1.5),
        "lever watch-east=low -> guard=weak": (0.5, 1.5),
    }.items():
        assert low <= drawn[name].min() < drawn[name].max() <= high


def test_where_a_mix_fails() -> None:
    known = levers()
    metrics = bound([metric("guarded", parts=METRICS[1].parts, acceptable=0.0)])
    drawn = chances(known, metrics, runs=2000)
    found = failure(drawn, known, metrics, Adaptive("", (0, 1)), "east")
    assert 0 < found.share < 1
    assert found.box is not None
    assert found.box.density > found.share
    assert any("lever watch-east=low -> guard=weak" in name or "guard" in name for name in found.box.restricted)
    with pytest.raises(QueryRefused, match="no acceptable figure"):
        failure(drawn, known, metrics, Adaptive("", (0, 1)), "east", among=("other",))
    easy = bound([metric("guarded", parts=METRICS[1].parts, acceptable=-1.0)])
    assert failure(drawn, known, easy, Adaptive("", (0, 1)), "east").box is None
