"""Whole Japanese essays: how much of what they tell is found, by actors and type; a floor for each."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.coding.essay_ja_scoring import score_essay

from shiome.reading.coding.coder import RuleCoder
from shiome.region.pack import load_pack, locate

HERE = Path(__file__).parent
DEVELOPMENT = {"dev": (0.78, 0.70), "dev_2": (0.72, 0.68), "dev_3": (0.85, 0.80), "dev_4": (0.88, 0.80)}
"""Precision and F1 that essays used for tuning must reach."""


@pytest.fixture(scope="module")
def coder() -> RuleCoder:
    """The rule coder of the shipped region."""
    return RuleCoder(load_pack(locate("peninsula")))


@pytest.mark.parametrize("name", sorted(DEVELOPMENT))
def test_development_essays(coder: RuleCoder, name: str) -> None:
    """What the rules were tuned on."""
    precision, f1 = DEVELOPMENT[name]
    score = score_essay(coder, HERE / f"essay_ja_{name}.yaml")
    assert score.precision >= precision, str(score)
    assert score.f1 >= f1, "\n".join([str(score), *score.lines])


def test_held_out_essay(coder: RuleCoder) -> None:
    """An essay that was never used for tuning: its lines are not shown, only its score."""
    score = score_essay(coder, HERE / "essay_ja_held.yaml")
    assert score.precision >= 0.68, str(score)
    assert score.f1 >= 0.58, str(score)
