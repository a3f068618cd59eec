"""Rules of positions and of the scales they stand on."""

import msgspec
import pytest

from shiome.region.pack import load_pack, locate
from shiome.region.rules.positions import position_rules
from shiome.region.schema.context import IssueEntry, ScaleMark
from shiome.region.schema.knowledge import PositionEntry


@pytest.fixture(scope="module")
def pack():
    return load_pack(locate("peninsula"))


@pytest.fixture(scope="module")
def position(pack):
    return pack.entry("positions", "JPN-us-dprk-dialogue-000")


@pytest.fixture(scope="module")
def issue(pack):
    return pack.entry("issues", "sanctions-regime")


def problems(pack, entry, **changes):
    return [(place, code) for place, _, code in position_rules(pack, msgspec.structs.replace(entry, **changes))]


def test_the_pack_holds_together(pack):
    for subject in ("issues", "positions"):
        for entry in pack.entries(subject).values():
            assert list(position_rules(pack, entry)) == [], entry.id


def test_the_pack_places_many_actors_on_issues(pack):
    scaled = [each.id for each in pack.entries("issues", IssueEntry).values() if each.scale]
    assert len(scaled) >= 4
    positions = pack.entries("positions", PositionEntry).values()
    placed = {name: {p.actor for p in positions if p.issue == name and p.value is not None} for name in scaled}
    assert sum(6 <= len(actors) <= 10 for actors in placed.values()) >= 4


def test_every_actor_that_has_a_place_is_given_a_capability_once_with_its_earliest(pack):
    positions = list(pack.entries("positions", PositionEntry).values())
    for actor in {each.actor for each in positions if each.value is not None}:
        given = [each for each in positions if each.actor == actor and each.capability is not None]
        assert len(given) == 1, actor
        assert given[0].capability_low is not None
        assert given[0].capability_high is not None


def test_whoever_has_a_place_has_a_salience_and_a_range(pack):
    for entry in pack.entries("positions", PositionEntry).values():
        given = [entry.value, entry.low, entry.high, entry.salience]
        assert all(n is None for n in given) or all(n is not None for n in given), entry.id


def test_a_scale_runs_upward_and_its_marks_stand_in_order(pack, issue):
    backwards = msgspec.structs.replace(issue.scale, low=100, high=0)
    assert problems(pack, issue, scale=backwards)[0] == (("scale", "low"), "region.band")
    outside = msgspec.structs.replace(issue.scale, marks=(ScaleMark(at=200, text={"ja": "外", "en": "outside"}),))
    assert problems(pack, issue, scale=outside) == [(("scale", "marks"), "region.band")]
    twice = msgspec.structs.replace(issue.scale, marks=(issue.scale.marks[0], issue.scale.marks[0]))
    assert problems(pack, issue, scale=twice) == [(("scale", "marks"), "region.band")]


def test_a_value_lies_in_its_range_and_on_the_scale(pack, position):
    assert problems(pack, position, value=50) == [(("value",), "region.band")]
    assert problems(pack, position, high=120) == [(("high",), "region.band")]
    assert problems(pack, position, value=None) == [
        (("value",), "region.band"),
    ]
    assert problems(pack, position, capability=500) == [(("capability",), "region.band")]


def test_a_range_needs_no_ends(pack, position):
    assert problems(pack, position, low=None, high=None, capability_low=None, capability_high=None) == []


def test_numbers_need_a_scale_and_a_note(pack, position):
    assert problems(pack, position, issue="human-rights") == [(("value",), "region.reference")]
    assert problems(pack, position, note={}) == [(("note",), "region.uncited")]
