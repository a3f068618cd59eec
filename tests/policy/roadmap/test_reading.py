"""Roadmap files: read strictly, and refused in one line with the place."""

import msgspec
import pytest
import yaml

from shiome.errors import InputRefused, NotKnown
from shiome.policy.roadmap import Road, read_roadmap, roadmap_of, shortest
from shiome.region.pack import load_pack, locate

FILE = """\
roadmap:
  id: small
  name: {ja: 小さな工程, en: A small roadmap}
  about: {ja: 例, en: An example}
  entry: {text: {ja: 凪, en: calm}}
  end: {text: {ja: 終わり, en: the end}, threats: {guns: 0}, steps: [pay]}
  horizon: 24
  parties:
  - actor: island
    discount: {low: 0.9, mode: 0.95, high: 0.99}
    surplus: {low: 0, mode: 1, high: 2}
    penalty: {low: 0, mode: 1, high: 2}
  - actor: league
    ally: true
    discount: {low: 0.9, mode: 0.95, high: 0.99}
    surplus: {low: 0, mode: 1, high: 2}
    penalty: {low: 0, mode: 1, high: 2}
    threats:
    - {threat: guns, low: 5, mode: 10, high: 20}
  tracks:
  - {id: main, name: {ja: 主, en: main}}
  threats:
  - {id: guns, name: {ja: 砲, en: guns}}
  steps: [give, pay]
steps:
- id: give
  name: {ja: 渡す, en: give}
  party: island
  threat: guns
  reduces: 1
  cost: {low: 1, mode: 2, high: 3}
  duration: 2
- id: pay
  name: {ja: 払う, en: pay}
  party: league
  cost: {low: 1, mode: 2, high: 3}
  values:
  - {party: island, low: 2, mode: 3, high: 4}
  after_verified: [give]
names:
  island: {ja: 島, en: Island}
"""


def read(folder, text=FILE, **more):
    file = folder / "small.yaml"
    file.write_text(text, encoding="utf-8")
    return read_roadmap(file, **more)


def test_a_file_is_read(tmp_path):
    road = read(tmp_path, names={"league": {"ja": "盟", "en": "League"}, "island": {"ja": "別", "en": "Other"}})
    assert [step.id for step in road.steps] == ["give", "pay"]
    assert (road.called("island", "ja"), road.called("league", "en")) == ("島", "League")
    assert dict(shortest(road).starts) == {"give": 0, "pay": 2}


@pytest.mark.parametrize(
    ("before", "after", "code", "says"),
    [
        (
            "  duration: 2\n",
            "  duration: 2\n  colour: red\n",
            "roadmap.type",
            "line 26: steps[0]: Object contains unknown field",
        ),
        ("  duration: 2\n", "  duration: soon\n", "roadmap.type", "line 32: steps[0].duration: Expected"),
        ("  duration: 2\n", "  duration: 0\n", "roadmap.type", "steps[0].duration: Expected `int` >= 1"),
        (
            "steps: [give, pay]\n",
            "steps: [give, pay, wait]\n",
            "roadmap.reference",
            "roadmap.steps[2]: there is no step 'wait'",
        ),
        ("- id: pay\n", "- id: give\n", "roadmap.doubled", "line 33: steps[1].id: 'give' stands twice"),
        (
            "steps: [give, pay]\n",
            "steps: [give, give, pay]\n",
            "roadmap.doubled",
            "roadmap.steps[1]: 'give' stands twice",
        ),
        (
            "  party: island\n",
            "  party: isle\n",
            "roadmap.reference",
            "steps[0].party: the roadmap has no party 'isle'",
        ),
        ("  threat: guns\n  reduces: 1\n", "  threat: gun\n  reduces: 1\n", "roadmap.reference", "no threat 'gun'"),
        ("  reduces: 1\n", "  reduces: 0.7\n", "roadmap.end", "the end is not reached: 0.3 of 'guns' is left"),
        ("  reduces: 1\n", "", "roadmap.threat", "given together"),
        ("  after_verified: [give]\n", "  after: [pay]\n", "roadmap.cycle", "steps[1].after: it names itself"),
        ("  duration: 2\n", "  after: [pay]\n", "roadmap.cycle", "the steps wait in a circle: give → pay → give"),
        ("  duration: 2\n", "  excludes: [pay]\n", "roadmap.contradiction", "it contradicts 'pay'"),
        (
            "  after_verified: [give]\n",
            "  after_verified: [give]\n  simultaneous_with: [give]\n",
            "roadmap.contradiction",
            "together with 'give' and only after it",
        ),
        ("  after_verified: [give]\n", "  track: side\n", "roadmap.reference", "no track 'side'"),
        ("  after_verified: [give]\n", "  needs: [{resource: x, amount: 1}]\n", "roadmap.reference", "no resource 'x'"),
        ("  after_verified: [give]\n", "  within: [{step: x, months: 1}]\n", "roadmap.reference", "no step 'x'"),
        (
            "  after_verified: [give]\n",
            "  if_fails: {state: {ja: 戻る, en: back}, instead: [give]}\n",
            "roadmap.reserve",
            "'give' is not held in reserve",
        ),
        ("  duration: 2\n", "  reserve: true\n", "roadmap.reserve", "it waits for 'give', which is held in reserve"),
        ("mode: 2, high: 3}\n  duration", "mode: 5, high: 3}\n  duration", "roadmap.band", "runs backwards"),
        ("- {party: island, low: 2", "- {party: league, low: 2", "roadmap.party", "belongs into the cost"),
        ("low: 5, mode: 10, high: 20}", "low: 0, mode: 0, high: 0}", "roadmap.weights", "an ally has a threat"),
        ("  horizon: 24\n", "  horizon: 24\n  horizon: 25\n", "roadmap.yaml", "twice"),
        (
            "name: {ja: 主, en: main}}",
            "name: {ja: 主, en: main}, stops: [side]}",
            "roadmap.reference",
            "no track 'side'",
        ),
        ("mode: 0.95, high: 0.99}", "mode: 0.95, high: 1}", "roadmap.type", "Expected `float` < 1"),
    ],
)
def test_what_does_not_hold_together_is_one_line_with_the_place(tmp_path, before, after, code, says):
    assert before in FILE
    with pytest.raises(InputRefused) as caught:
        read(tmp_path, FILE.replace(before, after, 1))
    line = str(caught.value)
    assert caught.value.code == code
    assert says in line
    assert line.startswith("small.yaml, line ")
    assert "\n" not in line + caught.value.line("ja")


def test_a_step_in_reserve_is_not_part_of_the_plan(tmp_path):
    given = yaml.safe_load(FILE)
    given["steps"].append(given["steps"][1] | {"id": "guard", "reserve": True, "after_verified": []})
    given["roadmap"]["steps"].append("guard")
    given["steps"][0]["if_fails"] = {"state": {"ja": "戻る", "en": "back"}, "instead": ["guard"]}
    road = read(tmp_path, yaml.safe_dump(given, allow_unicode=True))
    assert [step.id for step in road.steps] == ["give", "pay"]
    assert road.step("guard").reserve


def test_an_unknown_step_is_named(tmp_path):
    with pytest.raises(NotKnown, match="give, pay"):
        read(tmp_path).step("wait")


@pytest.fixture(scope="module")
def pack():
    return load_pack(locate("peninsula"))


def test_the_roadmaps_of_the_pack_hold_together(pack):
    for name in pack.entries("roadmaps"):
        road = roadmap_of(pack, name)
        assert isinstance(road, Road)
        assert len(road.allies) == 3
        assert all(
            road.called(party.actor, language) != party.actor for party in road.parties for language in ("ja", "en")
        )
        assert road.roadmap.entry.driver in pack.entries("drivers")


def test_every_step_of_the_pack_belongs_to_a_roadmap(pack):
    used = {name for roadmap in pack.entries("roadmaps").values() for name in roadmap.steps}
    assert used == set(pack.entries("road_steps"))


def test_a_broken_roadmap_of_a_pack_is_refused(pack, monkeypatch):
    (name,) = pack.entries("roadmaps")
    steps = pack.subjects["road_steps"]
    monkeypatch.setitem(steps, "last-warheads", msgspec.structs.replace(steps["last-warheads"], reduces=0.1))
    with pytest.raises(InputRefused, match=f"roadmap {name}.*the end is not reached"):
        roadmap_of(pack, name)
    monkeypatch.delitem(steps, "last-warheads")
    with pytest.raises(InputRefused, match="there is no step 'last-warheads'"):
        roadmap_of(pack, name)


def test_a_file_that_is_not_yaml_is_refused(tmp_path):
    with pytest.raises(InputRefused, match=r"small.yaml, line \d+.*; mend the file \[roadmap.yaml\]"):
        read(tmp_path, "roadmap: [")
