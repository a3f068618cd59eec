"""Rules of roadmaps as ``shiome region check`` applies them to a pack."""

import msgspec
import pytest

from shiome.region.pack import load_pack, locate
from shiome.region.rules.roadmaps import roadmap_rules


@pytest.fixture(scope="module")
def pack():
    return load_pack(locate("peninsula"))


def test_the_pack_holds_together(pack):
    for subject in ("road_steps", "roadmaps"):
        assert pack.entries(subject)
        for entry in pack.entries(subject).values():
            assert list(roadmap_rules(pack, entry)) == []


def test_a_step_that_no_document_speaks_of_says_so(pack):
    step = pack.entry("road_steps", "humanitarian-aid")
    bare = msgspec.structs.replace(step, note={}, cite=())
    assert [code for _, _, code in roadmap_rules(pack, bare)] == ["region.uncited"]


def test_a_step_by_itself_is_checked(pack):
    step = pack.entry("road_steps", "test-moratorium")
    broken = msgspec.structs.replace(step, threat="", after=(step.id,))
    assert [code for _, _, code in roadmap_rules(pack, broken)] == ["roadmap.threat", "roadmap.cycle"]


def test_a_roadmap_is_held_against_its_steps(pack):
    roadmap = pack.entry("roadmaps", "dialogue-to-cvid")
    short = msgspec.structs.replace(roadmap, steps=tuple(name for name in roadmap.steps if name != "last-warheads"))
    found = list(roadmap_rules(pack, short))
    assert (("steps",), "step 'normalisation': the roadmap has no step 'last-warheads'", "roadmap.reference") in found
    assert any(place[:2] == ("end", "threats") and code == "roadmap.end" for place, _, code in found)
