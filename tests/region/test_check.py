import pytest
from tests.region.packs import FILES, write_pack

from shiome.region.check import check_pack


def problems(folder, changes):
    return [str(problem) for problem in check_pack(write_pack(folder, changes))[1]]


def test_the_small_pack_has_nothing_wrong(tmp_path):
    assert problems(tmp_path, {}) == []


RELATION = FILES["relations.yaml"]
DRIVER = """\
- id: d
  name: {ja: x, en: y}
  about: {ja: x, en: y}
  level: l
  kind: context
  states:
  - {id: a, name: {ja: x, en: y}}
  - {id: b, name: {ja: x, en: y}}
  observed:
  - {state: b, when: "2024", text: {ja: x, en: y}, cite: ["d1:L1"]}
  cite: ["d1:L1"]
"""
YARDSTICK = """\
- id: y
  name: {ja: x, en: y}
  about: {ja: x, en: y}
  members: [AAA, BBB]
  direction: {ja: x, en: y}
  since: "2020"
  cite: ["d1:L1"]
  components:
    - {id: t, method: tone, name: {ja: x, en: y}, reason: {ja: x, en: y}, weight: 1, low: -10, high: 10, pairs: [[AAA, BBB]]}
"""


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "relations.yaml",
            RELATION.replace("[AAA, BBB]", "[AAA, CCC]"),
            "relations.yaml, line 3: AAA-BBB members[1]: actors has no entry 'CCC'",
        ),
        ("relations.yaml", RELATION.replace("d1:L2-3", "d9:L2"), "documents has no entry 'd9'"),
        ("relations.yaml", RELATION.replace("d1:L2-3", "d1:L99"), "document d1 has 20 lines"),
        ("relations.yaml", RELATION.replace("d1:L2-3", "d1:L9-3"), "lines start at 1"),
        ("relations.yaml", RELATION.replace("en: They met.", "en: ''"), "text: no text in en"),
        ("relations.yaml", RELATION.replace("document: d2", "document: d7"), "documents has no entry 'd7'"),
        ("documents.yaml", FILES["documents.yaml"].replace("2024-06", "June 2024"), "'June 2024' is not an EDTF date"),
        ("region.yaml", FILES["region.yaml"].replace("[BBB]", "[QQQ]"), "actors has no entry 'QQQ'"),
        (
            "frames.yaml",
            "- {id: f, name: {ja: x, en: y}, forms: {}, used_by: [AAA], about: {ja: x, en: y}}\n",
            "frames.yaml, line 1: f cite: nothing is cited",
        ),
        (
            "relations.yaml",
            RELATION.replace("en: They met.", "en: They met, at last."),
            "text: 'at last.' is no language; put a text with a comma between quotation marks",
        ),
        (
            "yardsticks.yaml",
            YARDSTICK.replace("[[AAA, BBB]]", "[[AAA, QQQ]]"),
            "components[0].pairs[0][1]: actors has no entry 'QQQ'",
        ),
        ("yardsticks.yaml", YARDSTICK.replace("weight: 1", "weight: 0"), "components: the weights sum to nothing"),
        ("yardsticks.yaml", YARDSTICK.replace("high: 10", "high: -10"), "low and high are the same"),
        (
            "yardsticks.yaml",
            YARDSTICK + "  variants: [{id: v, name: {ja: x, en: y}, weights: {no: 1}}]\n",
            "variants[0].weights: it has no component 'no'",
        ),
        (
            "drivers.yaml",
            DRIVER.replace("- {id: b, name: {ja: x, en: y}}", ""),
            "states: a driver has two states or more",
        ),
        ("drivers.yaml", DRIVER.replace("id: b,", "id: a,"), "states: two states have one id"),
        ("drivers.yaml", DRIVER.replace("state: b", "state: c"), "observed[0].state: it has no state 'c'"),
        (
            "effects.yaml",
            "- {id: x, claim: c, cause: {driver: d, state: a}, effect: {driver: d, state: b}, sign: '+'}\n",
            "effects.yaml, line 1: x claim: claims has no entry 'c'",
        ),
        ("drivers.yaml", DRIVER.replace("kind: context", "kind: tool"), "a tool is controlled by somebody"),
        (
            "regimes.yaml",
            """\
- id: r
  name: {ja: x, en: y}
  actors: [AAA]
  period: 2020/2024
  cite: ["d1:L1"]
  weights: {t: 0.5}
  about: {ja: x, en: y}
""",
            "weights sum to 0.500",
        ),
        (
            "bands.yaml",
            "- {id: s, step: 1, name: {ja: x, en: y}, low: 0.1, high: 0.2, impact_low: 2, impact_high: 1}\n",
            "the impact runs backwards",
        ),
        (
            "bands.yaml",
            "- {id: s, step: 1, name: {ja: x, en: y}, low: 0.9, high: 0.2, impact_low: 0, impact_high: 1}\n",
            "the band runs backwards",
        ),
        (
            "systems.yaml",
            """\
- id: Z01
  category: Z
  name: {ja: x, en: y}
  about: {ja: x, en: y}
  cite: ["d1:L1"]
  queries: [{registry: bodies, records: event}]
""",
            "name one of registry, records, command",
        ),
    ],
)
def test_each_fault_is_found(tmp_path, file, text, expected):
    found = problems(tmp_path, {file: text})
    assert any(expected in problem for problem in found), found


def test_faults_are_all_reported_and_the_rest_is_kept(tmp_path):
    text = (
        FILES["actors.yaml"]
        + "- {id: CCC, name: {ja: x, en: y}, type: planet}\n- {id: DDD, name: {ja: x, en: y}, type: moon}\n"
    )
    pack, found = check_pack(write_pack(tmp_path, {"actors.yaml": text}))
    assert len(found) == 2
    assert set(pack.subjects["actors"]) == {"AAA", "BBB"}
