"""How much of the sentences written down is found; the floors lie a little under what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.coding.scoring import tally

from shiome.reading.coding.coder import RuleCoder
from shiome.region.pack import load_pack, locate

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def coder() -> RuleCoder:
    return RuleCoder(load_pack(locate("peninsula")))


@pytest.mark.parametrize(
    ("name", "f1", "dates"),
    [
        ("gold_ja", 0.92, 0.95),
        ("gold_ja_held", 0.85, 0.92),
        ("gold_ja_dense", 0.90, 0.92),
        ("gold_ja_policy", 0.87, 0.95),
        ("gold_ja_policy_held", 0.85, 0.92),
        ("gold_ja_policy_last", 0.70, 0.80),
        ("gold_en", 0.94, 0.95),
        ("gold_en_held", 0.94, 0.95),
        ("gold_en_policy", 0.92, 0.92),
        ("gold_en_policy_held", 0.80, 0.90),
    ],
)
def test_floors(coder: RuleCoder, name: str, f1: float, dates: float) -> None:
    found = tally(coder, HERE / f"{name}.yaml")
    assert found.f1 >= f1, str(found)
    assert found.dates >= dates, str(found)
