"""What the catalogue of measures and the criteria of a pack must keep to."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.region.packs import FILES, write_pack

from shiome.errors import InputRefused
from shiome.policy.proposal import catalogue, read_proposal
from shiome.region.check import check_pack
from shiome.region.pack import load_pack

SMALL = {
    "tools.yaml": """\
- id: guard
  name: {ja: 守り, en: guard}
  about: {ja: 守る, en: It guards.}
  floors: [{id: base, text: {ja: 底, en: base}, cite: ["d1:L1"]}]
  cite: ["d1:L1"]
""",
    "drivers.yaml": """\
- id: d
  name: {ja: 動, en: driver}
  about: {ja: 動き, en: It moves.}
  level: local
  kind: tool
  controlled_by: [AAA]
  states: [{id: s, name: {ja: 甲, en: s}}, {id: t, name: {ja: 乙, en: t}}]
  cite: ["d1:L1"]
""",
    "levels.yaml": """\
- id: local
  name: {ja: 局地, en: local}
  about: {ja: 局地, en: local}
""",
    "capabilities.yaml": """\
- id: rocket
  name: {ja: 弾, en: rocket}
  range_class: short
  cite: ["d1:L1"]
""",
    "verifications.yaml": """\
- {id: none, name: {ja: なし, en: none}, order: 0, low: 0, high: 1}
""",
    "measures.yaml": """\
- id: halt
  name: {ja: 停止, en: halt}
  about: {ja: 止める, en: It stops.}
  group: restraint
  parties: [BBB]
  action: stop
  over: capabilities
  quantity: share
  burdens: [{floor: base, weight: 1}]
  settings: [{driver: d, state: s}]
""",
    "criteria.yaml": """\
- id: test
  name: {ja: 問, en: test}
  about: {ja: 問う, en: It asks.}
  order: 1
  kind: rules
  parties: [{id: AAA, name: {ja: 甲, en: A}}]
  floors: [{floor: base, open_from: 0.5, fails_from: 1}]
  rules:
  - {verdict: fails, when: {any: [{types: [halt], over: [short]}]}, text: {ja: 一, en: one}, cite: ["d1:L1"]}
  - {verdict: holds, text: {ja: 二, en: two}}
  leanings:
  - {party: AAA, points: 1, when: {any: [{types: [halt]}]}, text: {ja: 三, en: three}}
  cite: ["d1:L1"]
""",
}


def problems(folder: Path, changes: dict[str, str]) -> list[str]:
    return [str(problem) for problem in check_pack(write_pack(folder, SMALL | changes))[1]]


def test_the_small_catalogue_has_nothing_wrong(tmp_path: Path) -> None:
    assert problems(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("measures", "quantity: share", "quantity: share\n  default: 3", "default: 3 is not within 0 to 1"),
        ("measures", "quantity: share", "quantity: share\n  most: 2", "most: a share is 1 at most"),
        ("measures", "over: capabilities", "over: named", "name domains where, and only where"),
        ("measures", "over: capabilities", "over: none", "is done over capabilities"),
        ("measures", "floor: base", "floor: roof", "no tool has the floor 'roof'"),
        ("measures", "state: s", "state: q", "driver 'd' has no state 'q'"),
        ("measures", "parties: [BBB]", "parties: [QQQ]", "actors has no entry 'QQQ'"),
        ("measures", "settings: ", "verified_by: spies\n  settings: ", "verifications has no entry 'spies'"),
        ("verifications", "low: 0, high: 1", "low: 1, high: 0", "the band runs backwards"),
        ("criteria", "over: [short]", "over: [long]", "no measure has the domain 'long'"),
        ("criteria", "floor: base", "floor: roof", "no tool has the floor 'roof'"),
        ("criteria", "open_from: 0.5", "open_from: 2", "a floor is in question before it gives way"),
        ("criteria", "party: AAA", "party: BBB", "it has no party 'BBB'"),
        ("criteria", "{verdict: holds, ", "{verdict: holds, parties: [BBB], ", "it has no party 'BBB'"),
        ("criteria", "{verdict: holds, ", "{verdict: holds, when: {silent: true}, ", "no rule without a condition"),
        ("criteria", "order: 1", "order: 1\n  holds_from: -1", "the band runs backwards"),
        ("drivers", "kind: tool\n  controlled_by: [AAA]", "kind: context", "nobody controls 'd'"),
    ],
)
def test_a_rule_that_is_broken_is_told(file: str, old: str, new: str, expected: str, tmp_path: Path) -> None:
    assert old in SMALL[f"{file}.yaml"]
    told = problems(tmp_path, {f"{file}.yaml": SMALL[f"{file}.yaml"].replace(old, new, 1)})
    assert any(expected in line for line in told), told


def test_a_region_without_a_catalogue_refuses_every_proposal(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack", FILES)
    file = tmp_path / "draft.yaml"
    file.write_text("title: {ja: 案, en: draft}\n", encoding="utf-8")
    with pytest.raises(InputRefused, match="no catalogue"):
        read_proposal(file, catalogue(load_pack(folder)))
