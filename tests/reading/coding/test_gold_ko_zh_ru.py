"""How much of the Korean, Chinese and Russian sentences written down is found, with and without the analyser."""

from pathlib import Path

import pytest
from tests.reading.coding.sentences import tally

from shiome.reading.coding.analysers import reading_with

HERE = Path(__file__).parent
FOLDERS = {"ko": "korean", "zh": "chinese", "ru": "russian"}


@pytest.mark.parametrize("analysed", [False, True], ids=["rules", "analyser"])
@pytest.mark.parametrize(
    ("language", "name", "events", "on_time", "dates", "hedges"),
    [
        ("ko", "tuned", 0.86, 0.96, 0.96, 0.95),
        ("ko", "held", 0.85, 0.92, 0.96, 0.95),
        ("ko", "held_2", 0.82, 0.92, 0.96, 0.95),
        # The last of each were never used to change the rules: what an unknown text may expect.
        ("ko", "held_3", 0.62, 0.90, 0.96, 0.95),
        ("zh", "tuned", 0.96, 0.96, 0.96, 1.0),
        ("zh", "held", 0.90, 0.92, 0.96, 1.0),
        ("zh", "held_2", 0.94, 0.94, 0.95, 1.0),
        ("zh", "held_3", 0.88, 0.90, 0.93, 1.0),
        ("zh", "held_4", 0.90, 0.75, 0.95, 1.0),
        ("ru", "tuned", 0.97, 0.96, 0.96, 1.0),
        ("ru", "held", 0.90, 0.92, 0.96, 1.0),
        ("ru", "held_2", 0.92, 0.94, 0.95, 1.0),
        ("ru", "held_3", 0.90, 0.90, 0.93, 1.0),
        ("ru", "held_4", 0.76, 0.6, 0.9, 1.0),
    ],
)
def test_sentences(
    language: str, name: str, events: float, on_time: float, dates: float, hedges: float, *, analysed: bool
) -> None:
    with reading_with(frozenset({language} if analysed else ())):
        found = tally(HERE / FOLDERS[language] / f"sentences_{name}.yaml", language)
    report = "\n".join([str(found), *found.lines])
    assert found.f1 >= events, report
    assert found.on_time >= on_time * found.timed, report
    assert found.dates_right >= dates * found.dates, report
    assert found.dates_extra <= 1, report
    assert found.hedges_right >= hedges * found.hedges, report
    assert found.hedges_extra <= max(1, 0.1 * found.hedges), report
