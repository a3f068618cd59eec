"""How much of the sentences written down is found, with and without the analyser."""

from pathlib import Path

import pytest
from tests.reading.coding.sentences import tally

from shiome.reading.coding.analysers import reading_with

HERE = Path(__file__).parent


@pytest.mark.parametrize("helped", [frozenset(), frozenset({"ru"})], ids=["rules", "analyser"])
@pytest.mark.parametrize(
    ("name", "events", "on_time", "dates", "hedges"),
    [
        ("tuned", 0.97, 0.96, 0.96, 1.0),
        ("held", 0.90, 0.92, 0.96, 1.0),
        ("held_2", 0.92, 0.94, 0.95, 1.0),
        ("held_3", 0.90, 0.90, 0.93, 1.0),
        ("held_4", 0.76, 0.6, 0.9, 1.0),
    ],
)
def test_sentences(
    helped: frozenset[str], name: str, events: float, on_time: float, dates: float, hedges: float
) -> None:
    with reading_with(helped):
        found = tally(HERE / f"sentences_{name}.yaml", "ru")
    report = "\n".join([str(found), *found.lines])
    assert found.f1 >= events, report
    assert found.on_time >= on_time * found.timed, report
    assert found.dates_right >= dates * found.dates, report
    assert found.dates_extra <= 1, report
    assert found.hedges_right >= hedges * found.hedges, report
    assert found.hedges_extra <= 1, report
