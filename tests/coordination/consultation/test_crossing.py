from datetime import date
from pathlib import Path

from tests.coordination.consultation.files import PARTIES, consultation, pack

from shiome.coordination.consultation.crossing import cross_effects, put_to_test
from shiome.coordination.consultation.model import Slot
from shiome.policy.proposal import catalogue, read_proposal

EXAMPLES = Path(__file__).parents[3] / "examples" / "proposals"
TOOLS = ("deterrence", "sanctions", "diplomacy")


def put(name, **changes):
    held = catalogue(pack())
    given = {"parties": PARTIES, "tools": TOOLS} | changes
    return put_to_test(name, read_proposal(EXAMPLES / f"{name}.yaml", held), held, **given)


def test_which_proposal_breaks_whose_floor():
    found = put("exercises-for-moratorium")
    broken = {(each.party, each.tool, each.floor) for each in found.floors if each.verdict == "fails"}
    assert broken == {(party, "deterrence", "deterrence-basics") for party in PARTIES}
    assert {each.measures for each in found.floors} == {("no-drills",)}
    assert all(each.sources and each.sources[0].cite.startswith("004:") for each in found.floors)
    assert ("abductions", "JPN") in {(each.criterion, each.party) for each in found.fails}
    assert not any("floors" in each.details for each in found.fails)


def test_only_the_parties_of_the_file_are_asked():
    found = put("exercises-for-moratorium", parties=("KOR", "USA"))
    assert {each.party for each in found.floors} | {each.party for each in found.fails} == {"KOR", "USA"}


def test_what_it_weighs_on_bears_on_the_other_tools():
    found = put("exercises-for-moratorium")
    assert found.effects
    assert all(each.cause == "deterrence" and each.effect != "deterrence" for each in found.effects)
    assert put("exercises-for-moratorium", tools=("deterrence",)).effects == ()


def test_effects_that_no_slot_reckons_with_come_first():
    file = consultation(Slot(tool="diplomacy", text={"en": "open"}, effects=("base-for-dialogue",)))
    found = cross_effects(file, pack(), None)
    assert found[-1].interaction.id == "base-for-dialogue"
    assert found[-1].taken_up == ("diplomacy",)
    assert not any(each.taken_up for each in found[:-1])
    assert cross_effects(file, pack(), date(2024, 1, 1)) == ()
