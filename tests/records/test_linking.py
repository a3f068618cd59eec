from __future__ import annotations

from typing import Any

import pytest
from tests.records.making import event

from shiome.records.linking import THRESHOLD, best_match, likeness


@pytest.mark.parametrize(
    ("change", "linked"),
    [
        ({}, True),
        ({"when": "2024-06"}, True),
        ({"when": "2024-06-19T15:15Z"}, True),
        ({"when": "2024-06-18/2024-06-19"}, True),
        ({"plover": "NONE"}, True),
        ({"plover": "AGREE"}, False),
        ({"when": "2024-06-20"}, False),
        ({"when": "2024"}, False),
        ({"when": "../2024-12-06"}, False),
        ({"when": ""}, False),
        ({"when": "2024-06", "plover": "NONE"}, False),
        ({"source": ("CCC",)}, False),
        ({"recipient": ("CCC",)}, False),
        ({"source": ("AAA", "CCC")}, True),
        ({"recipient": ()}, True),
        ({"when": "2024-06", "source": ("AAA", "CCC"), "recipient": ()}, False),
        ({"reality": "planned"}, False),
        ({"reality": "negated"}, False),
    ],
)
def test_what_tells_the_same(change: dict[str, Any], linked: bool) -> None:
    stored, told = event("stored"), event("told", **change)
    assert (likeness(told, stored) >= THRESHOLD) is linked
    assert likeness(told, stored) == likeness(stored, told)
    match = best_match(told, [stored])
    assert (match is not None) is linked


def test_the_likest_is_taken_and_never_itself() -> None:
    told = event("told", when="2024-06-19")
    loose, close = event("a-loose", when="2024-06"), event("b-close", when="2024-06-19")
    match = best_match(told, [loose, close, told])
    assert match is not None
    assert match.record.id == "b-close"
    assert match.score == 1.0
    assert best_match(told, []) is None
    assert best_match(told, [loose], threshold=0.99) is None
