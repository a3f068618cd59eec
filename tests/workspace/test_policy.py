"""Positions of a workspace as tables to bargain over."""

from datetime import date

import msgspec
import pytest
from tests.region.packs import write_pack

from shiome.errors import InputRefused, NotKnown
from shiome.policy.bargaining import Span
from shiome.records.model import Position
from shiome.workspace import Workspace
from shiome.workspace.policy import bargainable, bargaining_inputs, positions_of, scales_of

ISSUES = """\
- id: tolls
  name: {ja: 通行料, en: Tolls}
  level: local
  type: economy
  about: {ja: 通行料の額, en: How high tolls are.}
  scale:
    low: 0
    high: 10
    low_end: {ja: なし, en: none}
    high_end: {ja: 高い, en: high}
  cite: ["d1:L1"]
- id: words
  name: {ja: 言葉, en: Words}
  level: local
  type: social
  about: {ja: 言葉, en: Words.}
  cite: ["d1:L1"]
"""
POSITIONS = """\
- id: a-tolls
  actor: AAA
  issue: tolls
  stance: {ja: 高くする, en: Raise them}
  value: 8
  low: 7
  high: 9
  salience: 0.6
  capability: 3
  capability_low: 2
  capability_high: 4
  note: {ja: 読み, en: A reading.}
  cite: ["d1:L2"]
- id: a-tolls-later
  actor: AAA
  issue: tolls
  stance: {ja: 少し下げる, en: Lower them a little}
  value: 6
  salience: 0.5
  note: {ja: 読み, en: A reading.}
  cite: ["d2:L2"]
- id: b-tolls
  actor: BBB
  issue: tolls
  when: 2023/2024-03
  stance: {ja: やめる, en: End them}
  value: 1
  salience: 0.9
  capability: 2
  note: {ja: 読み, en: A reading.}
  cite: ["d1:L3"]
- id: b-words
  actor: BBB
  issue: words
  stance: {ja: 語らない, en: Silence}
  cite: ["d1:L4"]
"""
LEVELS = """\
- id: local
  name: {ja: 地域, en: Local}
  about: {ja: 地域, en: Local.}
"""
EARLY, LATE = date(2024, 2, 1), date(2024, 12, 1)


@pytest.fixture
def workspace(tmp_path):
    folder = write_pack(tmp_path / "pack", {"issues.yaml": ISSUES, "positions.yaml": POSITIONS, "levels.yaml": LEVELS})
    with Workspace.create(tmp_path / "ws", region=str(folder)) as made:
        yield made


def test_numbers_of_the_pack_come_into_the_records(workspace):
    (record,) = [r for r in workspace.store.records("position") if r.id == "a-tolls"]
    assert isinstance(record, Position)
    assert (record.low, record.value, record.high, record.salience) == (7, 8, 9, 0.6)
    assert (record.capability_low, record.capability, record.capability_high) == (2, 3, 4)
    assert record.note == {"ja": "読み", "en": "A reading."}


def test_a_record_keeps_and_needs_no_range(workspace):
    (record,) = [r for r in workspace.store.records("position") if r.id == "b-words"]
    assert record.capability_low is record.capability_high is record.value is None
    older = msgspec.json.decode(msgspec.json.encode(record))
    del older["capability_low"], older["capability_high"]
    assert msgspec.convert(older, Position) == record


def test_as_of_a_day_the_newest_numbers_count(workspace):
    early = bargaining_inputs(workspace, ["tolls"], as_of=EARLY, doubt=0.1)
    assert [actor.id for actor in early.actors] == ["AAA", "BBB"]
    assert early.actors[0].positions == (Span(7, 8, 9),)
    assert early.actors[0].capability == Span(2, 3, 4)
    assert early.actors[0].salience[0].low == pytest.approx(0.5)
    assert early.actors[1].capability.low == pytest.approx(1.8)
    assert set(early.records) == {"a-tolls", "b-tolls"}
    late = bargaining_inputs(workspace, ["tolls"], as_of=LATE)
    assert late.actors[0].positions == (Span(6, 6, 6),)
    assert "a-tolls" in late.records  # its capability still counts


def test_what_has_ended_no_longer_counts(workspace):
    assert "b-tolls" in [each.id for each in positions_of(workspace, EARLY)]
    assert "b-tolls" not in [each.id for each in positions_of(workspace, LATE)]
    with pytest.raises(InputRefused) as refused:
        bargaining_inputs(workspace, ["tolls"], as_of=LATE).table()
    assert refused.value.code == "bargaining.alone"


def test_given_capabilities_go_before_those_of_records(workspace):
    found = bargaining_inputs(workspace, ["tolls"], as_of=LATE, capability={"AAA": Span.at(7)})
    assert found.actors[0].capability == Span.at(7)
    assert set(found.records) == {"a-tolls-later"}
    with pytest.raises(NotKnown):
        bargaining_inputs(workspace, ["tolls"], as_of=LATE, capability={"ZZZ": Span.at(7)})


def test_issues_need_a_scale(workspace):
    with pytest.raises(InputRefused) as refused:
        scales_of(workspace.pack, ["words"])
    assert refused.value.code == "bargaining.unscaled"
    assert "tolls" in str(refused.value)
    (scale,) = scales_of(workspace.pack, ["words"], {"words": (-1, 1)})
    assert (scale.low, scale.high) == (-1, 1)
    with pytest.raises(NotKnown):
        scales_of(workspace.pack, ["tolls"], {"nothing": (0, 1)})


def test_what_can_be_bargained_over(workspace):
    assert [(each.issue.id, each.actors) for each in bargainable(workspace, EARLY)] == [("tolls", ("AAA", "BBB"))]
    assert [(each.issue.id, each.actors) for each in bargainable(workspace, LATE)] == [("tolls", ("AAA",))]


def test_a_position_stated_by_a_day_of_unknown_beginning_still_counts(workspace):
    record = next(each for each in positions_of(workspace, EARLY) if each.id == "b-tolls")
    with workspace.store.transaction(actor="test") as tx:
        tx.add_records([msgspec.structs.replace(record, id="b-by-then", when="../2024-03")])
    assert [each.id for each in positions_of(workspace, LATE) if each.actor == "BBB"] == ["b-by-then", "b-words"]
