"""The model's own rules: what a cell counts for, what is left when something is taken out, overrides, months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.futures.model.worlds import DAY, cell, straits, support

from shiome.errors import InputRefused, NotKnown
from shiome.futures.consistency.exact import solve
from shiome.futures.model import At, Override
from shiome.futures.model.assembly import overridden
from shiome.futures.model.ensembles import Setting, interventions, simulation_model, start_of
from shiome.futures.model.evidence import gaps
from shiome.futures.model.matrices import banded, open_drivers, plain
from shiome.futures.model.model import ModelTiming
from shiome.futures.model.strength import combined, strength
from shiome.region.schema.meta import Bands

BANDS = {
    step: Bands(id=f"s{step}", step=step, name={}, low=0, high=1, impact_low=step / 2, impact_high=step / 2 + 0.5)
    for step in range(1, 6)
}


@given(st.integers(1, 5), st.integers(1, 5))
def test_a_firmer_claim_counts_for_more_and_a_denial_for_as_much_the_other_way(one: int, other: int) -> None:
    low, mode, high = strength("+", one, BANDS)
    assert low <= mode <= high
    assert strength("-", one, BANDS) == (-high, -mode, -low)
    assert strength("0", one, BANDS) == (0, 0, 0)
    assert (one > other) == (mode > strength("+", other, BANDS)[1])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(-2.5, 2.5)), min_size=1, max_size=6))
def test_claims_together_reach_from_the_weakest_to_the_strongest(claims: list[tuple[str, float]]) -> None:
    supports = [support(f"C-{n}", document, mode) for n, (document, mode) in enumerate(claims)]
    low, mode, high = combined(supports)
    assert low == min(each.low for each in supports)
    assert high == max(each.high for each in supports)
    assert low <= mode <= high


def test_repeating_a_claim_in_one_document_adds_nothing() -> None:
    once = combined([support("C-1", "a", 2.0), support("C-2", "b", 1.0)])
    again = combined([support("C-1", "a", 2.0), support("C-2", "b", 1.0), support("C-3", "b", 1.0)])
    assert once == again == (0.5, 1.5, 2.5)


def test_a_cell_is_disputed_when_its_claims_point_both_ways() -> None:
    found = cell("weather=storm", "ships=stay", support("C-1", "a", 2.0), support("C-2", "b", -1.0, "-"))
    assert found.disputed
    assert (found.low, found.mode, found.high) == (-1.5, 0.5, 2.5)
    assert found.documents == ("a", "b")


def test_without_a_claim_its_cell_rests_on_the_others_or_goes() -> None:
    model = straits()
    first = model.without(claim="C-1").cells[0]
    assert (first.low, first.mode, first.high) == (0.5, 1.0, 1.5)
    assert [s.claim for s in first.supports] == ["C-2"]
    assert len(model.without(claim="C-3").cells) == 3
    assert {c.documents for c in model.without(document="b").cells} == {("a",)}
    assert model.without(claim="none") == model


def test_without_a_driver_nothing_names_it() -> None:
    less = straits().without(driver="weather")
    assert [driver.id for driver in less.drivers] == ["ships", "harbour"]
    assert [str(c.cause) for c in less.cells] == ["harbour=closed"]
    assert less.timings == ()
    simulation_model(less)


def test_an_override_stands_in_place_of_the_claims_and_keeps_them() -> None:
    given_ = Override(At("weather", "storm"), At("ships", "stay"), -1, 0, "old tales", "kim", DAY)
    found = overridden(straits(), given_).cells
    changed = next(c for c in found if c.override)
    assert (changed.low, changed.mode, changed.high) == (-1, -0.5, 0)
    assert len(changed.supports) == 2
    fresh = overridden(straits(), replace(given_, effect=At("harbour", "open")))
    assert len(fresh.cells) == len(straits().cells) + 1
    with pytest.raises(NotKnown, match="no state 'fog'"):
        overridden(straits(), replace(given_, cause=At("weather", "fog")))


@pytest.mark.parametrize(("low", "high"), [(1, 0), (-4, 0), (0, float("nan"))])
def test_a_band_that_holds_nothing_is_refused(low: float, high: float) -> None:
    with pytest.raises(InputRefused, match=r"weather=storm -> ships=stay.*holds no value") as caught:
        Override(At("weather", "storm"), At("ships", "stay"), low, high, "why", "kim", DAY)
    assert caught.value.code == "futures.band"


def test_an_override_without_a_reason_is_refused() -> None:
    with pytest.raises(InputRefused, match="needs a reason"):
        Override(At("weather", "storm"), At("ships", "stay"), 0, 1, " ", "kim", DAY)


def test_states_are_named_with_their_driver() -> None:
    model = straits()
    assert model.at("weather = storm") == At("weather", "storm")
    with pytest.raises(InputRefused, match="driver=state"):
        model.at("storm")
    with pytest.raises(NotKnown, match="no driver 'wind'"):
        model.at("wind=strong")


def test_the_matrix_holds_the_cells_and_the_priors() -> None:
    model = straits()
    found = banded(model)
    at = found.mode.column("weather", "storm"), found.mode.column("ships", "stay")
    assert found.mode.impacts[at] == 1.5
    assert (found.low.impacts[at], found.high.impacts[at]) == (0.5, 2.5)
    assert np.count_nonzero(found.mode.impacts) == len(model.cells)
    assert open_drivers(model) == ("weather",)
    scenarios = [plain(found.mode.named(row)) for row in solve(found.mode, engine="numpy").scenarios]
    assert {"weather": "storm", "ships": "stay", "harbour": "closed"} in scenarios
    assert {"weather": "storm", "ships": "sail", "harbour": "closed"} not in scenarios


def test_what_no_claim_supports_is_told() -> None:
    found = gaps(straits())
    assert found["drivers"] == ["weather"]
    assert found["states"] == ["harbour=open"]
    assert found["unobserved"] == ["ships"]
    assert found["cells"] == ["harbour -> ships", "weather -> harbour", "weather -> ships"]


def test_the_simulation_begins_after_the_last_knowledge() -> None:
    model = straits()
    made = simulation_model(model)
    assert start_of(model) == date(2031, 3, 1)
    assert [d.initial for d in made.drivers] == ["calm", None, "open"]
    assert [d.settable for d in made.drivers] == [False, False, True]
    assert made.calendar[0].months == (6, 7, 8)
    assert made.calendar[0].probability == 1.0


def test_a_chance_over_several_months_comes_to_its_probability() -> None:
    timing = ModelTiming("gale", At("weather", "storm"), date(2031, 4, 1), date(2031, 6, 1), 0.5, None)
    (entry,) = simulation_model(replace(straits(), timings=(timing,))).calendar
    assert 1 - (1 - entry.probability) ** 3 == pytest.approx(0.5)


def test_a_timing_in_the_past_does_nothing() -> None:
    timing = ModelTiming("gale", At("weather", "storm"), date(2030, 4, 1), date(2031, 3, 1), 0.5, None)
    assert simulation_model(replace(straits(), timings=(timing,))).calendar == ()


def test_a_setting_before_the_beginning_is_refused() -> None:
    model = straits()
    (found,) = interventions(model, (Setting(At("harbour", "closed"), date(2031, 5, 1)),))
    assert found.month == 2
    with pytest.raises(InputRefused, match="before the simulation begins"):
        interventions(model, (Setting(At("harbour", "closed"), date(2031, 2, 1)),))
