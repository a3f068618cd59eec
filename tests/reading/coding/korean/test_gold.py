"""How much of the sentences written down is found, with and without the analyser."""

from pathlib import Path

import pytest
from tests.reading.coding.sentences import tally

from shiome.reading.coding.analysers import reading_with

HERE = Path(__file__).parent


@pytest.mark.parametrize("helped", [frozenset(), frozenset({"ko"})], ids=["rules", "analyser"])
@pytest.mark.parametrize(
    ("name", "events", "done", "on_time"),
    [
        ("tuned", 0.86, 0.88, 0.96),
        ("held", 0.85, 0.87, 0.92),
        ("held_2", 0.82, 0.82, 0.92),
        # Never used to change the rules: what an unknown text may expect.
        ("held_3", 0.62, 0.68, 0.90),
    ],
)
def test_sentences(helped: frozenset[str], name: str, events: float, done: float, on_time: float) -> None:
    with reading_with(helped):
        found = tally(HERE / f"sentences_{name}.yaml", "ko")
    report = "\n".join([str(found), *found.lines])
    assert found.f1 >= events, report
    assert found.f1_done >= done, report
    assert found.on_time >= on_time * found.timed, report
    assert found.dates_right >= 0.96 * found.dates, report
    assert found.dates_extra <= 1, report
    assert found.hedges_right >= 0.95 * found.hedges, report
    assert found.hedges_extra <= max(1, 0.1 * found.hedges), report
