"""Published answers: optimal makespans of resource-constrained projects, and discount thresholds of repeated games."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.external.sources import BESIDE
from tests.policy.roadmap import roads as make

from shiome.policy.roadmap import Schedule, check_incentives, smallest_discount
from shiome.policy.roadmap.psplib import project_tasks, read_sm
from shiome.policy.roadmap.solver import solve

FOLDER = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "foresight"
PROJECTS = sorted(FOLDER.glob("rcpsp_*.json"))
GAMES = FOLDER / "games_closed_forms.json"


def numbers(published):
    return {int(name): tuple(row) for name, row in published.items()}


def as_sm(published):
    """The project as PSPLIB prints it."""
    rule = "*" * 72
    successors, demands = numbers(published["successors"]), numbers(published["duration_and_demands"])
    lines = [rule, "PRECEDENCE RELATIONS:", "jobnr.    #modes  #successors   successors"]
    lines += [" ".join(map(str, (name, 1, len(row), *row))) for name, row in successors.items()]
    lines += [rule, "REQUESTS/DURATIONS:", "jobnr. mode duration  R 1  R 2  R 3  R 4", "-" * 72]
    lines += [" ".join(map(str, (name, 1, *row))) for name, row in demands.items()]
    lines += [
        rule,
        "RESOURCEAVAILABILITIES:",
        "  R 1  R 2  R 3  R 4",
        " ".join(map(str, published["capacities"])),
        rule,
    ]
    return "\n".join(lines) + "\n"


@pytest.mark.skipif(not PROJECTS, reason=f"no published projects at {FOLDER}: set SHIOME_DATA")
@pytest.mark.parametrize("file", PROJECTS, ids=lambda file: file.stem)
def test_optimal_makespan_of_the_benchmark(file, tmp_path):
    published = json.loads(file.read_text(encoding="utf-8"))
    printed = tmp_path / "project.sm"
    printed.write_text(as_sm(published), encoding="latin-1")
    found = solve(read_sm(printed))
    assert found.proven
    assert found.values == (published["optimal_makespan"],)


@pytest.mark.skipif(not PROJECTS, reason=f"no published projects at {FOLDER}: set SHIOME_DATA")
@pytest.mark.parametrize("file", PROJECTS, ids=lambda file: file.stem)
def test_the_small_house(file):
    house = json.loads(file.read_text(encoding="utf-8")).get("house_project")
    if house is None:
        pytest.skip("this file has no small house")
    order = {name: number for number, name in enumerate(house["activities"], start=1)}
    successors = {order[name]: tuple(order[next_] for next_ in row[2]) for name, row in house["activities"].items()}
    demands = {order[name]: (1, row[0], row[1]) for name, row in house["activities"].items()}
    found = solve(project_tasks(successors, demands, (house["crew"],)))
    assert (found.values, found.proven) == ((house["makespan"],), True)


def games(part):
    return json.loads(GAMES.read_text(encoding="utf-8"))[part] if GAMES.is_file() else []


needs_games = pytest.mark.skipif(not GAMES.is_file(), reason=f"no published games at {FOLDER}: set SHIOME_DATA")


@needs_games
def test_grim_trigger_and_tit_for_tat():
    published = games("repeated_pd")
    assert published
    for game in published:
        pay = game["payoffs"]
        gain = pay["T"] - pay["R"]
        grim = smallest_discount(*make.single(gain, surplus=pay["R"] - pay["P"], reversible=0))
        once = smallest_discount(*make.single(gain, penalty=pay["R"] - pay["S"], penalty_months=1, reversible=0))
        assert grim == pytest.approx(game["grim_delta"], abs=1e-12)
        assert max(grim, once) == pytest.approx(game["tft_delta"], abs=1e-12)


@needs_games
def test_punishment_for_some_months():
    published = games("finite_punishment")
    assert published
    for game in published:
        pay = game["payoffs"]
        road, schedule = make.single(
            pay["T"] - pay["R"], penalty=pay["R"] - pay["P"], penalty_months=game["k"], reversible=0
        )
        assert smallest_discount(road, schedule) == pytest.approx(game["delta"], abs=1e-9)


@needs_games
def test_the_last_step_of_a_gradual_exchange_needs_a_penalty():
    assert "K*d>=c_N" in games("gradual_exchange")["last_step_condition"]
    discount, last = 0.9, 2.0
    for penalty, holds in ((0.0, False), (last / discount - 1e-6, False), (last / discount + 1e-6, True)):
        steps = []
        for number in range(6):
            by, other = ("island", "league") if number % 2 == 0 else ("league", "island")
            steps.append(make.step(f"s{number}", by, last, values=[make.gives(other, 5)], reversible=0))
        parties = [
            make.party(name, discount=discount, penalty=penalty, penalty_months=1) for name in ("island", "league")
        ]
        road = make.road(parties, steps)
        found = check_incentives(road, Schedule({f"s{number}": number for number in range(6)}))
        assert ("s5" in found.self_enforcing) is holds
        assert found.holds is holds
