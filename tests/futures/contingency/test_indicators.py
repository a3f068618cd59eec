import numpy as np
import pytest
from tests.futures.contingency.worlds import front

from shiome.errors import InputRefused
from shiome.futures.contingency.context import Context
from shiome.futures.contingency.engine import play
from shiome.futures.contingency.indicators import signs
from shiome.futures.contingency.model import ContingencyModel, Followed, Front, Influence, Step
from shiome.futures.simulation.model import Band

FOLLOWS = (Followed("fight", "off", "calm"), Followed("fight", "on", "war"))
FOLLOWER = Front("a", ("calm", "war"), (), follows=FOLLOWS)


def following(flags, fights):
    """A front that follows ``fights``, and a flag beside it; both (runs, months + 1)."""
    paths = np.stack([np.array(flags, dtype=np.uint8), np.array(fights, dtype=np.uint8)], axis=2)
    context = Context((("flag", ("down", "up")), ("fight", ("off", "on"))), paths)
    return play(ContingencyModel((FOLLOWER,)), months=paths.shape[1] - 1, runs=len(paths), seed=1, context=context)


def sign(outcome, source, state, lead):
    return next(one for one in signs(outcome, "a", leads=(lead,)) if (one.source, one.state) == (source, state))


def test_counts_by_hand():
    outcome = following(
        [[0, 1, 1, 1, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 0]],
        [[0, 0, 0, 1, 1], [0, 0, 0, 0, 0], [0, 0, 0, 0, 1]],
    )
    found = sign(outcome, "flag", "up", 1)
    # Months before an onset: run 0 month 2 (up), run 2 month 3 (down). Others that count: run 0 months 0, 1; run 1 months 0-3;
    # run 2 months 0-2: up in two of nine.
    assert found.before == 0.5
    assert found.otherwise == pytest.approx(2 / 9)
    assert found.likelihood_ratio == pytest.approx(9 / 4)
    assert found.onset == pytest.approx(1 / 3)
    assert found.warning == 2
    # With a lead of two: run 0 months 1, 2 and run 2 month 2; others: run 0 month 0, run 1 months 0-2, run 2 months 0, 1.
    wider = sign(outcome, "flag", "up", 2)
    assert wider.before == pytest.approx(2 / 3)
    assert wider.otherwise == pytest.approx(1 / 6)


def test_a_state_never_seen_otherwise_has_no_ratio_and_stands_first():
    outcome = following([[0, 1, 0, 0], [0, 0, 0, 0]], [[0, 0, 1, 1], [0, 0, 0, 0]])
    first = signs(outcome, "a", leads=(1,))[0]
    assert (first.source, first.state, first.before) == ("flag", "up", 1.0)
    assert first.likelihood_ratio is None
    assert first.log_error is None
    assert first.onset == 1


def test_a_driver_of_known_strength_has_its_likelihood_ratio():
    """A flag up in half of the months, drawn anew each month, that multiplies a small rate by ten: the ratio nears ten to one."""
    influence = Influence("flag", "up", "calm", "war", Band.at(10.0))
    model = ContingencyModel(
        (Front("a", ("calm", "war"), (Step("calm", "war", Band.at(0.002)),), influences=(influence,)),)
    )
    runs, months = 20_000, 24
    paths = np.random.default_rng(5).integers(0, 2, (runs, months + 1, 1), dtype=np.uint8)
    outcome = play(model, months=months, runs=runs, seed=2, context=Context((("flag", ("down", "up")),), paths))
    up, down = sign(outcome, "flag", "up", 1), sign(outcome, "flag", "down", 1)
    high, low = 1 - np.exp(-0.02), 1 - np.exp(-0.002)
    exact = (high / (1 - high)) / ((high + low) / (2 - high - low))
    assert abs(np.log(up.likelihood_ratio / exact)) < 4.5 * up.log_error
    assert abs(up.onset - high) < 0.003
    assert down.likelihood_ratio < 0.3
    assert up.before + down.before == pytest.approx(1)


def test_an_idle_state_is_no_sign():
    runs, months = 5000, 24
    paths = np.random.default_rng(6).integers(0, 2, (runs, months + 1, 1), dtype=np.uint8)
    context = Context((("flag", ("down", "up")),), paths)
    outcome = play(ContingencyModel((front("a", 0.03),)), months=months, runs=runs, seed=2, context=context)
    found = sign(outcome, "flag", "up", 3)
    assert abs(np.log(found.likelihood_ratio)) < 4.5 * found.log_error
    assert found.log_error < 0.05


def test_the_outbreak_is_no_sign_of_itself_but_other_fronts_are():
    outcome = play(ContingencyModel((front("a", 0.03), front("b", 0.03))), months=12, runs=300, seed=2)
    assert {(one.source, one.state) for one in signs(outcome, "a", leads=(1,))} == {
        ("a", "calm"),
        ("b", "calm"),
        ("b", "war"),
    }


def test_a_lead_beyond_the_horizon_is_refused():
    outcome = play(ContingencyModel((front("a", 0.03),)), months=5, runs=5, seed=2)
    with pytest.raises(InputRefused, match="a lead of 6 months"):
        signs(outcome, "a", leads=(6,))
