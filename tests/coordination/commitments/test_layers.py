"""Layers, touchstones and members as of a day."""

from datetime import date

import pytest
from tests.coordination.partners import ACTORS, partners

from shiome.coordination.commitments import layers_of, matrix_of, touchstones_of
from shiome.errors import NotKnown
from shiome.records.model import Event
from shiome.region.pack import load_pack, locate
from shiome.workspace.seed import seed_records


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return partners(tmp_path_factory.mktemp("pack"))


def layers(pack, day, members=("AAA", "BBB")):
    on = date.fromisoformat(day)
    events = [each for each in seed_records(pack) if isinstance(each, Event) and each.known_from <= on]
    return layers_of(pack, events, members=members, as_of=on)


def told(found):
    return [(each.kind, each.of, each.when) for each in found]


def test_each_layer_has_its_meetings_stages_and_events(pack):
    found = layers(pack, "2025-12-31")
    assert told(found.activity["leaders"]) == [
        ("meeting", "top", "2023-08-10"),
        ("stage", "top", "2024-02"),
        ("event", "e-lead", "2024-06-01"),
        ("stage", "top", "2025-07-01"),
    ]
    assert told(found.activity["officials"]) == [("stage", "middle", "2023/2024-06-30"), ("stage", "middle", "2024-03")]
    assert found.activity["ministers"] == ()
    # An event that names no person belongs to no layer; one that a meeting tells of is not told twice.
    assert told(found.untold) == [("event", "e-sea", "2024-06-10")]
    assert found.years("leaders") == {2023: 1, 2024: 1, 2025: 1}


MINISTER = """\
- id: mona
  name: {ja: モナ, en: Mona}
  type: leader
  country: AAA
  roles:
    - {office: {ja: 外相, en: Foreign Minister}, of: AAA, held: 2024-01-01/.., code: foreign_minister, external: true}
"""
VISITS = """\
- id: e-minister
  when: 2024-06-02
  source: [AAA, BBB, mona]
  plover: CONSULT
  text: {ja: 外相会談, en: Ministers met}
  cite: ["d2:L5"]
- id: e-acting
  when: 2025-03-02
  source: [AAA, BBB, bea]
  plover: CONSULT
  text: {ja: 代行が訪問, en: The acting president called}
  cite: ["d3:L5"]
- id: e-denied
  when: 2025-03-03
  source: [AAA, BBB, bea]
  plover: CONSULT
  reality: negated
  text: {ja: 会わなかった, en: They did not meet}
  cite: ["d3:L5"]
- id: e-quarrel
  when: 2025-03-04
  source: [AAA, BBB, bea]
  plover: ACCUSE
  text: {ja: 非難, en: They quarrelled}
  cite: ["d3:L5"]
"""


def test_an_event_belongs_to_the_layer_of_those_who_act(tmp_path):
    pack = partners(tmp_path, {"actors.yaml": ACTORS + MINISTER, "events.yaml": VISITS})
    found = layers(pack, "2025-12-31")
    assert told(found.activity["ministers"]) == [("event", "e-minister", "2024-06-02")]
    assert ("event", "e-acting", "2025-03-02") in told(found.activity["leaders"])
    assert {each.of for layer in found.activity.values() for each in layer} == {
        "top",
        "middle",
        "e-minister",
        "e-acting",
    }


def test_a_stalled_layer_and_what_went_on_meanwhile(pack):
    before = layers(pack, "2024-06-30")
    (stall,) = before.stalls
    assert (stall.layer, stall.told.when) == ("leaders", "2024-02")
    assert stall.resumed is not None
    assert stall.resumed.of == "e-lead"
    # Only what surely came after the standstill counts as going on.
    assert told(stall.meanwhile["officials"]) == [("stage", "middle", "2024-03")]
    assert before.standing("leaders") == "going"
    assert before.standing("ministers") == "unknown"


def test_a_standstill_stands_while_nothing_follows():
    pack = load_pack(locate("peninsula"))
    found = layers(pack, "2025-12-31", pack.region.principals)
    assert found.standing("leaders") == "stalled"
    assert found.standing("ministers") == "going"
    (stall,) = found.stalls
    assert stall.resumed is None
    assert [each.of for each in stall.meanwhile["officials"]] == ["camp-david-officials", "msmt-steering-committee"]
    assert all(each.sources for layer in found.activity.values() for each in layer)


def test_nothing_is_told_before_it_is_known(pack):
    assert told(layers(pack, "2024-01-10").activity["leaders"]) == [("meeting", "top", "2023-08-10")]
    assert layers(pack, "2024-01-10").stalls == ()
    assert layers(pack, "2024-01-09").standing("leaders") == "unknown"


def test_a_touchstone_is_open_until_a_document_tells_of_its_result(pack):
    (before,) = touchstones_of(pack, as_of=date(2024, 4, 30))
    assert (before.time, before.result, before.unanswered) == ("ahead", "open", False)
    (running,) = touchstones_of(pack, as_of=date(2024, 5, 2))
    assert running.time == "running"
    (past,) = touchstones_of(pack, as_of=date(2025, 12, 30))
    assert (past.time, past.result, past.unanswered) == ("past", "open", True)
    (told_of,) = touchstones_of(pack, as_of=date(2025, 12, 31))
    assert (told_of.result, told_of.unanswered) == ("partly", False)
    assert touchstones_of(pack, as_of=date(2024, 1, 9)) == ()


def test_members_by_initiative(pack):
    found = matrix_of(pack, as_of=date(2024, 6, 30))
    assert found.actors == ("AAA", "BBB", "CCC")
    assert {each.id: tuple(each.members) for each in found.initiatives} == {
        "top": ("AAA", "BBB"),
        "middle": ("AAA", "BBB"),
        "wide": ("AAA", "BBB", "CCC"),
    }
    assert {each.id: each.state for each in found.initiatives} == {
        "top": "stalled",
        "middle": "continued",
        "wide": "launched",
    }
    assert [each.id for each in matrix_of(pack, as_of=date(2024, 6, 29)).initiatives] == ["top", "middle"]
    assert [each.id for each in matrix_of(pack, as_of=date(2024, 6, 30), bodies=["wide"]).initiatives] == ["wide"]
    with pytest.raises(NotKnown):
        matrix_of(pack, as_of=date(2024, 6, 30), bodies=["nowhere"])


def test_members_known_otherwise_are_marked():
    found = matrix_of(load_pack(locate("peninsula")), as_of=date(2025, 12, 31), topic="A12")
    (team,) = [each for each in found.initiatives if each.id == "msmt"]
    named = [actor for actor, basis in team.members.items() if basis == "document"]
    assert team.size == 11
    assert len(team.members) == 11
    assert len(named) == 3
