import msgspec
import pytest

from shiome.region.pack import load_pack, locate
from shiome.region.rules.consultations import consultation_rules


@pytest.fixture(scope="module")
def pack():
    return load_pack(locate("peninsula"))


@pytest.fixture
def entry(pack):
    return next(iter(pack.entries("consultations").values()))


def replaced(parts, number, **changes):
    return tuple(
        msgspec.structs.replace(part, **changes) if place == number else part for place, part in enumerate(parts)
    )


def test_the_file_of_the_region_holds_together(pack, entry):
    assert list(consultation_rules(pack, entry)) == []
    assert list(consultation_rules(pack, pack.entry("issues", "nuclear-end-state"))) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda e: {"parties": ("JPN", "USA", "KOR", "JPN")}, ("parties",)),
        (lambda e: {"positions": (*e.positions, "PRK-nuclear-end-state-000")}, ("positions", 4)),
        (lambda e: {"positions": (*e.positions, "JPN-abductions-000")}, ("positions", 4)),
        (lambda e: {"red_lines": replaced(e.red_lines, 0, party="PRK")}, ("red_lines",)),
        (lambda e: {"constraints": replaced(e.constraints, 0, party="PRK")}, ("constraints",)),
        (lambda e: {"points": replaced(e.points, 2, raised_by="PRK")}, ("points",)),
        (lambda e: {"points": replaced(e.points, 2, state="agreed")}, ("points", 2, "agreed_by")),
        (lambda e: {"tools": ("deterrence", "diplomacy")}, ("slots", 1, "tool")),
        (lambda e: {"decisions": replaced(e.decisions, 1, points=("nothing",))}, ("decisions", 1, "points")),
        (lambda e: {"slots": replaced(e.slots, 1, cite=())}, ("slots", 1, "cite")),
        (lambda e: {"decisions": replaced(e.decisions, 1, owner=())}, ("decisions", 1, "owner")),
        (lambda e: {"shared": replaced(e.shared, 0, points=("common-terms",))}, ("shared", 0, "points")),
        (lambda e: {"shared": replaced(e.shared, 0, approved_by=("PRK",))}, ("shared", 0, "approved_by")),
    ],
)
def test_what_does_not_hold_together_is_told_with_its_place(pack, entry, change, place):
    found = [problem[0] for problem in consultation_rules(pack, msgspec.structs.replace(entry, **change(entry)))]
    assert place in found
