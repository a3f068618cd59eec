"""Questions to simulated futures: answers with their error, settings on common chances, discovery of what matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.futures.model.worlds import straits

from shiome.errors import InputRefused, QueryRefused
from shiome.futures.analyses.discovery import discover, points_of, robust, screen
from shiome.futures.analyses.ensembles import ask, probabilities
from shiome.futures.analyses.pictures import fan_charts
from shiome.futures.model import At
from shiome.futures.model.ensembles import Setting

CLOSE = Setting(At("harbour", "closed"), date(2031, 4, 1))


def test_an_answer_has_its_monte_carlo_error() -> None:
    asked = ask(straits(), ["weather=storm before 2031-10"], months=12, runs=2000, engine="numpy")
    (answer,) = asked.answers
    share = float(asked.ensemble.hits[0].mean())
    assert answer.estimate.p == share
    assert answer.estimate.standard_error == pytest.approx(np.sqrt(share * (1 - share) / 2000))
    assert answer.difference is None
    again = probabilities(straits(), ["weather=storm before 2031-10"], months=12, runs=2000)
    assert again["weather=storm before 2031-10"] == answer.estimate


def test_a_setting_is_compared_run_for_run() -> None:
    formulas = ["ships=sail in 2031-12", "weather=storm in 2031-12"]
    asked = ask(straits(), formulas, settings=[CLOSE], months=12, runs=2000, engine="numpy")
    ships, weather = asked.answers
    assert ships.difference is not None
    assert ships.untreated is not None
    assert ships.difference.difference == pytest.approx(ships.estimate.p - ships.untreated.p)
    assert ships.difference.difference < -4 * ships.difference.standard_error
    # The harbour does not make the weather: not one run differs.
    assert weather.difference is not None
    assert (weather.difference.gained, weather.difference.lost) == (0, 0)


def test_what_nobody_controls_cannot_be_set() -> None:
    with pytest.raises(InputRefused, match=r"weather is not a controlled driver.*can be set: harbour") as caught:
        ask(straits(), [], settings=[Setting(At("weather", "calm"), date(2031, 4, 1))], runs=10)
    assert caught.value.code == "simulation.uncontrolled"


def test_a_formula_with_an_unknown_name_is_refused_with_its_place() -> None:
    with pytest.raises(QueryRefused, match="column 5: there is no driver wind"):
        ask(straits(), ["not wind=strong"], runs=10)


def test_discovery_finds_the_input_that_decides() -> None:
    model = straits()
    wide = tuple(
        replace(c, low=-3.0, high=3.0) if c.effect.state == "sail" and c.cause.state == "calm" else c
        for c in model.cells
    )
    seen = tuple(replace(d, observed="stay") if d.id == "ships" else d for d in model.drivers)
    model = replace(model, cells=wide, drivers=seen)
    found = discover(model, "ships=sail in m1", months=2, runs=3000, engine="numpy")
    assert "weather=calm -> ships=sail" in [each.name for each in found.box.restrictions]
    assert found.box.density > found.share
    assert found.tree.split is not None
    assert found.tree.split.low.name == "weather=calm -> ships=sail"


def test_screening_ranks_the_inputs() -> None:
    model = straits()
    wide = tuple(replace(c, low=-3.0, high=3.0) if c.cause.state == "calm" else c for c in model.cells)
    model = replace(model, cells=wide)
    steps: list[int] = []
    found = screen(
        model,
        "ships=sail in m2",
        months=2,
        runs=400,
        trajectories=4,
        strongest=2,
        samples=16,
        engine="numpy",
        progress=steps.append,
    )
    assert next(iter(found.effects)) == "weather=calm -> ships=sail"
    assert len(steps) == points_of(model, trajectories=4, strongest=2, samples=16)
    assert len(found.sobol.total) == 2
    assert max(found.sobol.total, key=lambda name: found.sobol.total[name].share) == "weather=calm -> ships=sail"


def test_what_a_conclusion_hangs_on_is_found_by_leaving_it_out() -> None:
    found = robust(straits(), "ships=sail in 2031-06", months=6, runs=4000, engine="numpy")
    changed = {(part.kind, part.name) for part in found.pivotal}
    assert ("claim", "C-3") in changed
    assert ("driver", "ships") in changed
    assert ("claim", "C-5") not in changed
    (gone,) = [each for each in found.without if each.part.name == "ships"]
    assert gone.conclusion is None
    assert "no driver ships" in gone.reason


def test_fan_charts_show_every_month_as_a_whole() -> None:
    asked = ask(straits(), months=6, runs=300, engine="numpy")
    chart, *others = fan_charts(asked, "ja").charts
    assert chart.title == "weatherの和名"
    assert chart.months[0] == date(2031, 3, 1)
    assert chart.months[-1] == date(2031, 9, 1)
    assert chart.values[0] == (1.0, 0.0)
    assert all(sum(row) == pytest.approx(1.0) for row in chart.values)
    assert len(others) == 2
    assert [c.title for c in fan_charts(asked, "en", drivers=["ships"]).charts] == ["ships"]
