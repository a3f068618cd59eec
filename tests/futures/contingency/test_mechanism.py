import math

import numpy as np
import pytest
from tests.futures.contingency.worlds import front, linkage

from shiome.errors import InputRefused
from shiome.futures.contingency.context import Context
from shiome.futures.contingency.mechanism import Target, mechanism, strengths
from shiome.futures.contingency.model import ContingencyModel, Front, Influence, Step
from shiome.futures.simulation.model import Band

OPTIONS = {"months": 24, "runs": 2000, "seed": 4}
BOTH = Target(("a", "b"))


def model(count):
    links = tuple(
        linkage(f"l{number}", *("ab" if number % 2 else "ba"), 1.5 + number, kind=f"k{number % 3}")
        for number in range(count)
    )
    return ContingencyModel((front("a", 0.02), front("b", 0.01)), linkages=links)


@pytest.mark.parametrize(("count", "exact"), [(1, True), (4, True), (7, True), (8, False)])
def test_the_shares_add_up(count, exact):
    found = mechanism(model(count), BOTH, **OPTIONS)
    assert found.exact == exact
    assert sum(share.shapley for share in found.shares) == pytest.approx(found.through_links.difference, abs=1e-12)
    assert found.through_links.difference == pytest.approx(found.everything.p - found.nothing.p)
    assert all((share.order_error == 0) == exact for share in found.shares)


def test_one_linkage_carries_all():
    found = mechanism(model(1), BOTH, **OPTIONS)
    (share,) = found.shares
    assert share.without == share.alone == found.through_links
    assert share.shapley == pytest.approx(share.alone.difference)
    assert share.standard_error == pytest.approx(share.alone.standard_error)


def test_equal_linkages_share_alike_and_an_idle_one_has_none():
    links = (linkage("one", "a", "b", 3.0), linkage("two", "a", "b", 3.0), linkage("idle", "b", "a", 1.0))
    found = mechanism(ContingencyModel((front("a", 0.02), front("b", 0.01)), linkages=links), BOTH, **OPTIONS)
    one, two, idle = found.shares
    assert one.shapley == two.shapley > 0
    assert one.alone == two.alone
    assert (idle.shapley, idle.without.difference, idle.alone.difference) == (0, 0, 0)


def test_one_at_a_time_agrees_with_the_closed_form():
    rate, factor, months = 0.02, 6.0, 24
    fronts = (front("a", 0.01, initial="war"), front("b", rate))
    linked = ContingencyModel(fronts, linkages=(linkage("l", "a", "b", factor),))
    found = mechanism(linked, BOTH, months=months, runs=40_000, seed=1)
    expected = math.exp(-rate * months) - math.exp(-rate * factor * months)
    assert abs(found.shares[0].without.difference - expected) < 4.5 * found.shares[0].without.standard_error
    assert found.shares[0].without.lost == 0


def test_kinds_are_switched_together():
    found = mechanism(model(4), BOTH, by="kind", **OPTIONS)
    assert [share.player for share in found.shares] == ["k0", "k1", "k2"]


def test_no_linkages_carry_nothing():
    found = mechanism(model(0), BOTH, **OPTIONS)
    assert found.shares == ()
    assert found.everything == found.nothing
    assert found.through_links.difference == 0


def test_shared_drivers_show_as_what_is_left_without_linkages():
    """A driver that is bad in half of the runs, and on which both fronts hang."""
    hang = (Influence("d", "bad", "calm", "war", Band.at(20.0)),)
    fronts = tuple(
        Front(name, ("calm", "war"), (Step("calm", "war", Band.at(0.005)),), influences=hang) for name in "ab"
    )
    paths = np.repeat((np.arange(8000) % 2).astype(np.uint8)[:, None, None], 25, axis=1)
    context = Context((("d", ("good", "bad")),), paths)
    found = mechanism(ContingencyModel(fronts), BOTH, months=24, runs=8000, seed=1, context=context)
    good, bad = 1 - math.exp(-0.12), 1 - math.exp(-2.4)
    assert abs(found.nothing.p - (good**2 + bad**2) / 2) < 4.5 * found.nothing.standard_error
    assert found.independent == pytest.approx(((good + bad) / 2) ** 2, rel=0.05)


def test_together_asks_for_one_month():
    steps = (Step("calm", "war", Band.at(0.1)), Step("war", "calm", Band.at(1.0)))
    fronts = tuple(Front(name, ("calm", "war"), steps) for name in "ab")
    plain = ContingencyModel(fronts)
    apart = mechanism(plain, BOTH, **OPTIONS)
    at_once = mechanism(plain, Target(("a", "b"), together=True), **OPTIONS)
    assert at_once.everything.p < apart.everything.p
    assert at_once.independent is None


def test_strengths_pass_through_the_model_as_stated():
    found = strengths(model(2), BOTH, scales=(0.0, 1.0, 2.0), **OPTIONS)
    by = {(one.linkage, one.scale): one for one in found}
    whole = mechanism(model(2), BOTH, **OPTIONS)
    assert len(found) == 9
    for name in ("", "l0", "l1"):
        assert by[name, 1.0].change.difference == 0
        assert by[name, 1.0].estimate == whole.everything
        assert by[name, 0.0].estimate.p < by[name, 1.0].estimate.p < by[name, 2.0].estimate.p
    assert by["", 0.0].estimate == whole.nothing
    assert by["l0", 0.0].change.difference == -whole.shares[0].without.difference


@pytest.mark.parametrize(
    ("target", "options", "words"),
    [
        (Target(()), {}, "names fronts"),
        (Target(("a", "a")), {}, "each once"),
        (Target(("a", "b"), ("war",)), {}, "1 states are given for 2 fronts"),
        (Target(("a", "z")), {}, "there is no front z"),
        (BOTH, {"orders": 1}, "1 orders"),
    ],
)
def test_bad_targets_are_refused(target, options, words):
    with pytest.raises(InputRefused, match=words):
        mechanism(model(1), target, **(OPTIONS | options))
