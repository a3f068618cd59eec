"""Metrics, levers and tracks held against the rest of the pack: one line with the place for every slip."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.region.packs import write_pack

from shiome.region.check import check_pack

CHANGES = {
    "levels.yaml": "- {id: local, name: {ja: 局地, en: local}, about: {ja: 説明, en: about}}\n",
    "drivers.yaml": """\
- id: d
  name: {ja: 動因, en: driver}
  about: {ja: 説明, en: about}
  level: local
  kind: context
  states: [{id: s, name: {ja: 甲, en: s}}, {id: t, name: {ja: 乙, en: t}}]
  cite: ["d1:L1"]
""",
    "tools.yaml": """\
- id: talk
  name: {ja: 対話, en: talk}
  about: {ja: 説明, en: about}
  elements: [{state: e, text: {ja: 要素, en: element}, cite: ["d1:L1"]}]
  floors: [{id: basics, text: {ja: 下限, en: floor}, cite: ["d1:L1"]}]
  cite: ["d1:L1"]
""",
    "metrics.yaml": """\
- id: m
  name: {ja: 指標, en: metric}
  about: {ja: 説明, en: about}
  aim: order
  aim_name: {ja: 秩序, en: order}
  better: more
  parts: [{driver: d, points: {s: 1}}]
  weights: {AAA: 1}
  cite: ["d1:L1"]
- id: n
  name: {ja: 指標二, en: metric two}
  about: {ja: 説明, en: about}
  aim: order
  aim_name: {ja: 秩序, en: order}
  better: less
  parts: [{driver: d, points: {t: 2}}]
  weights: {AAA: 2}
  cite: ["d1:L1"]
""",
    "levers.yaml": """\
- id: talk-AAA
  tool: talk
  ally: AAA
  name: {ja: 甲の対話, en: talk of A}
  levels:
  - {level: low, text: {ja: 低, en: low}, shifts: [{driver: d, state: s, low: 0.5, high: 1}]}
  - {level: high, text: {ja: 高, en: high}}
  floors: [{floor: basics, level: medium}]
  cite: ["d1:L1"]
- id: talk-BBB
  tool: talk
  ally: BBB
  name: {ja: 乙の対話, en: talk of B}
  levels: []
  cite: ["d1:L1"]
""",
    "tracks.yaml": """\
- id: b
  actor: AAA
  name: {ja: 表, en: board}
  tracks: [{id: one, name: {ja: 一, en: one}}, {id: two, name: {ja: 二, en: two}}]
  measures:
  - {id: x, track: one, text: {ja: 措置, en: x}, when: {d: [s]}}
  - {id: y, track: two, text: {ja: 措置二, en: y}}
  pairs: [{one: x, other: y, fit: conflict, text: {ja: 理由, en: why}}]
  fears: [{kind: abandonment, toward: BBB, conditions: [{text: {ja: 条件, en: c}, points: 1, driver: d, states: [t]}]}]
  domestic: [{driver: d, states: [s], track: two, sign: "+", text: {ja: 内政, en: home}}]
  cite: ["d1:L1"]
""",
}


def problems(folder: Path, changes: dict[str, str]) -> list[str]:
    return [str(problem) for problem in check_pack(write_pack(folder, CHANGES | changes))[1]]


def test_the_small_policy_pack_has_nothing_wrong(tmp_path: Path) -> None:
    assert problems(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("metrics", "parts: [{driver: d, points: {s: 1}}]", "parts: []", "parts: it counts no driver"),
        ("metrics", "points: {s: 1}", "points: {q: 1}", "driver 'd' has no state 'q'"),
        ("metrics", "driver: d, points: {s", "driver: z, points: {s", "drivers has no entry 'z'"),
        ("metrics", "{AAA: 1}", "{QQQ: 1}", "actors has no entry 'QQQ'"),
        ("metrics", "{AAA: 1}", "{AAA: 0}", "it weighs nothing for anybody"),
        ("metrics", "en: order}\n  better: more", "en: other}\n  better: more", "has another name elsewhere"),
        ("metrics", "better: more", "better: nicer", "metrics.yaml, line"),
        ("levers", "ally: BBB", "ally: AAA", "is the same tool of the same ally"),
        ("levers", "level: high, text", "level: low, text", "levels: a level stands twice"),
        ("levers", "state: s, low", "state: q, low", "driver 'd' has no state 'q'"),
        ("levers", "low: 0.5, high: 1", "low: 2, high: 1", "the band runs backwards: 2.0 > 1.0"),
        ("levers", "floor: basics", "floor: nothing", "the tool 'talk' has no floor 'nothing'"),
        ("levers", "level: medium}", "level: medium, when: nowhere}", "levers has no entry 'nowhere'"),
        ("tracks", "{id: y, track: two", "{id: x, track: two", "have one id"),
        ("tracks", "track: one, text", "track: three, text", "it has no track 'three'"),
        ("tracks", "when: {d: [s]}", "when: {d: [q]}", "driver 'd' has no state 'q'"),
        ("tracks", "other: y", "other: z", "it has no measure 'z'"),
        ("tracks", "other: y", "other: x", "a measure is held against itself"),
        ("tracks", "states: [s], track: two", "states: [q], track: two", "driver 'd' has no state 'q'"),
        ("tracks", "states: [s], track: two", "states: [s], track: three", "it has no track 'three'"),
        ("tracks", "driver: d, states: [t]}", "states: [t]}", "name a driver or a claim, one of the two"),
        ("tracks", "driver: d, states: [t]}", "driver: d}", "no state feeds it"),
        ("tracks", "conditions: [{text: {ja: 条件, en: c}, points: 1, driver: d, states: [t]}]", "conditions: []", "nothing feeds it"),
        ("tracks", "points: 1", "points: 0", "Expected `float` > 0"),
    ],
)  # fmt: skip
def test_one_line_with_the_place(tmp_path: Path, file: str, old: str, new: str, expected: str) -> None:
    text = CHANGES[f"{file}.yaml"]
    assert old in text
    found = problems(tmp_path, {f"{file}.yaml": text.replace(old, new)})
    assert any(expected in problem for problem in found), found
    assert all("\n" not in problem for problem in found)
