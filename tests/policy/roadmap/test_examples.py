"""The roadmaps that ship as examples can be read, planned and reported on."""

from pathlib import Path

import pytest

from shiome.policy.roadmap import as_data, plan_roadmap, read_roadmap
from shiome.region.pack import load_pack, locate

EXAMPLES = sorted((Path(__file__).resolve().parents[3] / "examples" / "roadmaps").glob("*.yaml"))


def test_there_are_examples():
    assert EXAMPLES


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_an_example_is_planned(file):
    road = read_roadmap(file)
    report = plan_roadmap(road, draws=20)
    assert report.plans.common.proven
    assert as_data(report)["roadmap"] == road.roadmap.id
    assert report.common.holds or report.mends or report.chosen.slack > min(report.common.weakest.slack.values())


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_an_example_names_what_the_region_has(file):
    road, pack = read_roadmap(file), load_pack(locate("peninsula"))
    assert road.roadmap.entry.driver in pack.entries("drivers")
    assert {party.actor for party in road.parties} <= set(pack.entries("actors"))
    assert {name for threat in road.roadmap.threats for name in threat.capabilities} <= set(
        pack.entries("capabilities")
    )
