"""The yardsticks of the region that ships, measured from what its pack holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from shiome.errors import NotKnown
from shiome.workspace import Workspace
from shiome.yardsticks.model import Measurement

NAMES = (
    "china-russia-dprk",
    "triad-closure",
    "bloc-or-convergence",
    "autonomy",
    "trilateral-institutionalisation",
    "japan-rok-balance",
    "two-tracks",
    "domestic-foreign-linkage",
    "us-attention",
    "sanctions-regime",
    "capability-progress",
    "exercise-continuity",
    "dialogue-mode",
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with Workspace.create(tmp_path_factory.mktemp("yardsticks") / "ws") as opened:
        yield opened


@pytest.fixture(scope="module")
def measured(workspace: Workspace) -> dict[str, Measurement]:
    return {found.id: found for found in workspace.measure()}


def test_all_are_there(measured):
    assert tuple(measured) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_has_values_that_open_on_their_inputs(name, measured, workspace):
    found = measured[name]
    assert found.series.coverage is not None
    assert all(0 <= point.low <= point.value <= point.high <= 1 for point in found.series if point.value is not None)
    for point in found.series:
        assert bool(point.inputs) == (point.value is not None)
        for place in point.inputs:
            kind, _, identifier = place.partition(":")
            subject = {"event": "events", "claim": "claims", "wording": "wordings"}.get(kind, kind)
            assert workspace.pack.entry(subject, identifier.partition("#")[0])


@pytest.mark.parametrize("name", NAMES)
def test_weights_sum_to_one_and_only_votes_are_missing(name, measured):
    found = measured[name]
    assert sum(component.weight for component in found.components) == pytest.approx(1)
    assert {component.method for component in found.components if component.note} <= {"votes", "feed"}


def test_the_alignment_has_grown_since_2021(measured):
    values = {point.when: point.value for point in measured["china-russia-dprk"].series}
    assert values["2025-36"] > values["2021-36"] + 0.2


def test_nothing_known_later_is_in_a_past_day(workspace):
    day = date(2024, 12, 6)
    for found in workspace.measure(as_of=day):
        for place in {place for point in found.series for place in point.inputs}:
            kind, _, identifier = place.partition(":")
            if kind in ("event", "claim", "wording"):
                (record,) = workspace.records(kind, ids=[identifier], as_of=day)
                assert record.known_from <= day
        last = [point.when for point in found.series][-1]
        assert last == "2024-36"


def test_an_unknown_yardstick_is_refused(workspace):
    with pytest.raises(NotKnown, match="yardsticks has no entry 'nothing'"):
        workspace.measure("nothing")
