"""Early indicators: a planted precursor is found with its figures, chance findings drop out."""

from __future__ import annotations

import numpy as np
import pytest
from tests.futures.branching.worlds import ensemble, from_paths, noise, regimes

from shiome.errors import InputRefused
from shiome.futures.branching.indicators import indicators, likelihood_ratio, shown_from
from shiome.futures.branching.tree import grow


def precursor(runs: int = 4000) -> np.ndarray:
    """Five drivers part in month 9; driver 0 is in state 1 from month 3 in 80 % of those runs, and in 10 % of the others."""
    dice = np.random.default_rng(7)
    regime = dice.random(runs) < 0.4
    paths = np.zeros((runs, 19, 8), dtype=np.uint8)
    warned = dice.random(runs) < np.where(regime, 0.8, 0.1)
    paths[:, 3:, 0] = warned[:, None]
    paths[:, 1:, 6:] = dice.integers(2, size=(runs, 18, 2))
    paths[:, 9:, 1:6] = np.where(dice.random((runs, 10, 5)) < 0.1, 0, regime[:, None, None])
    return paths


def test_a_planted_precursor_is_found_with_its_figures_and_lead() -> None:
    runs = from_paths(precursor(), (2,) * 8)
    grown = grow(runs, seed=1)
    found = [each for each in indicators(grown, months=6) if each.trigger.state == "s1"]
    assert [(each.trigger.driver, each.trigger.month) for each in found] == [("d0", 3)]
    sign = found[0]
    assert sign.coverage.low < 0.8 < sign.coverage.high
    assert sign.false_alarm.low < 0.1 < sign.false_alarm.high
    assert sign.ratio_low < 8 < sign.ratio_high
    assert sign.precision.value == pytest.approx(0.32 / (0.32 + 0.06), abs=0.05)
    assert (sign.shows, sign.lead) == (9, 6)
    assert sign.names == {"en": "d0: s1 by month 3", "ja": "3か月目までにd0が「s1」になる"}


def test_figures_are_those_of_the_half_in_which_the_sign_was_not_sought() -> None:
    runs = ensemble(regimes(0.3))
    grown = grow(runs, seed=4)
    assert runs.paths is not None
    held = ~grown.trained
    found = indicators(grown)
    assert len({each.future for each in found}) == 2
    for sign in found:
        place = [future.id for future in grown.tree.futures].index(sign.future)
        driver = runs.compiled.model.driver(sign.trigger.driver, "test")
        there = runs.paths[:, :, driver] == runs.compiled.model.state(driver, sign.trigger.state, "test")
        month = sign.trigger.month
        shown = there[:, : month + 1].any(axis=1) if sign.trigger.kind == "by" else there[:, month]
        mine = held & (grown.future == place)
        others = held & (grown.future != place)
        assert sign.coverage.value == pytest.approx(shown[mine].mean())
        assert sign.false_alarm.value == pytest.approx(shown[others].mean())
        assert sign.precision.value == pytest.approx((grown.future[held & shown] == place).mean())
        assert 1 <= month <= 8
        assert sign.ratio >= 2
        assert sign.ratio_low > 1
        assert sign.lead == sign.shows - month


def test_signs_are_few_told_by_different_drivers_and_reach_the_limits() -> None:
    grown = grow(ensemble(regimes()), seed=2)
    found = indicators(grown, most=3, least_ratio=3, least_coverage=0.5)
    for future in grown.tree.futures:
        own = [each for each in found if each.future == future.id]
        assert 1 <= len(own) <= 3
        assert len({each.trigger.driver for each in own}) == len(own)
        assert own[0].trigger.driver == "switch"
        assert all(each.coverage.value >= 0.5 and each.ratio >= 3 for each in own)


@pytest.mark.parametrize("seed", range(3))
def test_chance_findings_drop_out_in_the_other_half(seed: int) -> None:
    """Eight drivers that part in month 6, and forty that mean nothing, in few runs: none of the forty may be named."""
    dice = np.random.default_rng(seed)
    regime = dice.random(160) < 0.5
    paths = np.zeros((160, 13, 48), dtype=np.uint8)
    paths[:, 6:, :8] = regime[:, None, None]
    paths[:, 1:, 8:] = dice.random((160, 12, 40)) < 0.25
    grown = grow(from_paths(paths, (2,) * 48), futures=2, seed=seed)
    assert {each.trigger.driver for each in indicators(grown, months=5, least_ratio=1.5)} == set()


def test_a_future_shows_when_its_fan_is_apart() -> None:
    grown = grow(ensemble(regimes()), seed=2)
    assert shown_from(grown) == (6, 6)


def test_the_ratio_is_finite_without_false_alarms_and_widens_with_confidence() -> None:
    ratio, low, high = likelihood_ratio(50, 50, 0, 50)
    assert 1 < low < ratio < high < np.inf
    wider = likelihood_ratio(50, 50, 0, 50, confidence=0.999)
    assert wider[1] < low < high < wider[2]


def test_limits_out_of_range_are_refused() -> None:
    grown = grow(ensemble(noise(), runs=200), seed=1)
    for asked in ({"months": 0}, {"months": 25}, {"least_ratio": 0.5}, {"least_coverage": 0.0}, {"most": 0}):
        with pytest.raises(InputRefused, match=r"branching\.numbers"):
            indicators(grown, **asked)  # type: ignore[arg-type]
