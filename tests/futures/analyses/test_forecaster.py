"""The true forecaster: nothing that became known after a day moves what it says of that day."""

from __future__ import annotations

import random
from datetime import date

import pytest
from tests.futures.backtest.leaks import assert_no_leak, changed_pack, changed_records

from shiome.futures.analyses.forecaster import model_forecaster
from shiome.futures.backtest.knowledge import guarded
from shiome.region.pack import Pack, load_pack, locate
from shiome.workspace.seed import seed_records

FORMULAS = (
    "us-dprk-talks>=contact until 2026-01",
    "nuclear-test=test until 2026-01",
    "rok-government=progressive until 2026-01",
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(locate("peninsula"))


@pytest.mark.parametrize("day", [date(2024, 12, 6), date(2025, 4, 16), date(2025, 5, 21)])
@pytest.mark.parametrize("seed", range(3))
def test_later_knowledge_does_not_leak(pack: Pack, day: date, seed: int) -> None:
    records = list(seed_records(pack))
    chance = random.Random(seed)
    later = changed_pack(pack, day, chance), changed_records(records, day, chance)
    assert_no_leak(model_forecaster(runs=500), (pack, records), later, day=day, formulas=FORMULAS)


def test_each_day_knows_more(pack: Pack) -> None:
    records = list(seed_records(pack))
    forecast = guarded(model_forecaster(runs=2000), pack=pack, records=records)
    answers = [
        tuple(each.p for each in forecast(day, FORMULAS) if each) for day in (date(2024, 12, 6), date(2025, 5, 21))
    ]
    assert answers[0] != answers[1]
    steps: list[int] = []
    guarded(model_forecaster(runs=10, progress=steps.append), pack=pack, records=records)(date(2025, 5, 21), FORMULAS)
    assert steps == [len(FORMULAS)]
