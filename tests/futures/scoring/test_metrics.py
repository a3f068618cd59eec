"""Names and settings that are misspelt or missing are refused, never passed over."""

import pytest

from shiome.errors import InputRefused
from shiome.futures.scoring.metrics import METRICS, mean_score

SETTINGS = {
    "threshold": 2.0,
    "alpha": 0.1,
    "low": 0.1,
    "high": 0.8,
    "q": 0.9,
    "edges": [0, 1, 5],
    "clip": 0.01,
    "normalised": False,
    "fair": True,
}
INPUT = {
    "probability": ([0.2, 0.8], [0, 1]),
    "categories": ([[0.2, 0.8]], [1]),
    "samples": ([[1.0, 2.0, 3.0]], [2.0]),
}


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_answers_to_its_settings_and_to_no_other(name):
    metric = METRICS[name]
    forecasts, observed = INPUT[metric.reads]
    given = {one: SETTINGS[one] for one in metric.needs}
    assert mean_score(name, forecasts, observed, **given) >= 0.0
    assert mean_score(name, forecasts, observed, **given, **{one: SETTINGS[one] for one in metric.may}) >= 0.0
    with pytest.raises(InputRefused, match=r"setting of .* 'treshold' is not known.*score\.name"):
        mean_score(name, forecasts, observed, **given, treshold=1)
    for one in metric.needs:
        with pytest.raises(InputRefused, match=rf"is not told its {one}.*score\.setting"):
            mean_score(name, forecasts, observed, **{key: given[key] for key in given if key != one})


def test_an_unknown_metric_is_told_what_there_is():
    with pytest.raises(InputRefused, match=r"metric 'briar' is not known; one of brier, log") as refused:
        mean_score("briar", [0.5], [1])
    assert refused.value.code == "score.name"
