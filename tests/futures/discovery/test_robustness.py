"""What a conclusion rests on: each part left out once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import QueryRefused
from shiome.futures.discovery.robustness import Part, robustness

CLAIMS = {"c1": ("d1", 2.0), "c2": ("d1", 1.0), "c3": ("d2", 0.5)}
PARTS = [*(Part("claim", name) for name in CLAIMS), Part("document", "d1"), Part("document", "d2")]


def mean(out: Part | None) -> float:
    left = [
        weight
        for name, (document, weight) in CLAIMS.items()
        if out not in (Part("claim", name), Part("document", document))
    ]
    if len(left) < 2:
        raise QueryRefused("demo.few", "too few claims are left")
    return sum(left) / len(left)


def test_each_part_is_left_out_once_and_changes_are_told() -> None:
    told = robustness(mean, PARTS, same=lambda a, b: abs(a - b) <= 0.3)
    assert [one.part for one in told.without] == PARTS
    assert {part.name for part in told.pivotal} == {"c1", "d1", "c3", "d2"}
    assert not told.stands
    assert told.whole == pytest.approx(3.5 / 3)


def test_a_conclusion_that_cannot_be_drawn_is_changed_with_its_reason() -> None:
    (lost,) = (one for one in robustness(mean, PARTS).of_kind("document") if one.part.name == "d1")
    assert (lost.conclusion, lost.changed) == (None, True)
    assert "too few claims" in lost.reason


def test_refusal_from_everything_is_passed_on() -> None:
    def never(out: Part | None) -> float:
        raise QueryRefused("demo.never", "no model")

    with pytest.raises(QueryRefused, match="no model"):
        robustness(never, PARTS)


def test_same_part_twice_is_refused() -> None:
    with pytest.raises(QueryRefused, match="listed twice"):
        robustness(mean, [PARTS[0], PARTS[0]])


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 5), min_size=1), st.integers(0, 12))
def test_pivotal_parts_are_those_whose_loss_crosses_the_threshold(votes: dict[str, int], needed: int) -> None:
    def carried(out: Part | None) -> bool:
        return sum(votes.values()) - (votes[out.name] if out else 0) >= needed

    told = robustness(carried, [Part("claim", name) for name in votes])
    surplus = sum(votes.values()) - needed
    expected = {name for name, vote in votes.items() if surplus >= 0 and vote > surplus}
    assert {part.name for part in told.pivotal} == expected
    assert told.stands == (not expected)
