import pytest
from tests.futures.contingency.packs import CHANGES
from tests.region.packs import write_pack

from shiome.region.check import check_pack


def problems(folder, changes):
    return [str(problem) for problem in check_pack(write_pack(folder, CHANGES | changes))[1]]


def test_the_small_contingencies_have_nothing_wrong(tmp_path):
    assert problems(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("contingencies", ", {id: war, name: {ja: 戦, en: war}}]", "]", "states: a contingency has two states or more"),
        ("contingencies", "{id: war, name", "{id: calm, name", "states: two states have one id"),
        ("contingencies", "before: calm, after: war, low: 0.1", "before: peace, after: war, low: 0.1", "no state 'peace'"),
        ("contingencies", "after: war, low: 0.1, high: 0.2", "after: calm, low: 0.1, high: 0.2", "leads to another state"),
        ("contingencies", "low: 0.1, high: 0.2", "low: 0.3, high: 0.2", "steps[0].low: the band runs backwards: 0.3 > 0.2"),
        ("contingencies", "driver: d, state: s, before: calm", "driver: d, state: q, before: calm", "no state 'q'"),
        ("contingencies", "state: s, before: calm, after: war", "state: s, before: war, after: calm", "no step war to calm"),
        ("contingencies", "state: war, low: 1", "state: peace, low: 1", "demands[0].state: it has no state 'peace'"),
        ("contingencies", "actor: AAA, resource", "actor: QQQ, resource", "ships has no capacity of QQQ"),
        ("contingencies", "{driver: d, state: t, front: war}", "{driver: d, state: s, front: war}", "say once what it is while d is"),
        ("contingencies", "front: war}", "front: peace}", "follows[1].front: it has no state 'peace'"),
        ("contingencies", "state: war, when", "state: peace, when", "observed[0].state: it has no state 'peace'"),
        ("resources", "actor: BBB", "actor: AAA", "capacities[1].actor: 'AAA' stands already in it"),
        ("resources", "low: 5, high: 6, shifts", "low: 7, high: 6, shifts", "capacities[0].low: the band runs backwards"),
        ("resources", "state: t, low: 0.5", "state: q, low: 0.5", "driver 'd' has no state 'q'"),
        ("resources", "low: 0.5", "low: 0", "Expected `float` > 0"),
        ("linkages", "contingency: a", "contingency: b", "not to itself"),
        ("linkages", "contingency: a", "contingency: z", "contingencies has no entry 'z'"),
        ("linkages", "state: war", "state: peace", "cause.state: it has no state 'peace'"),
        ("linkages", "before: calm, after: war", "before: war, after: calm", "b has no step war to calm"),
        ("linkages", "strain: {actor: AAA", "strain: {actor: USS", "ships has no capacity of USS"),
        ("linkages", "low: 1, high: 2", "low: 3, high: 2", "x low: the band runs backwards: 3 > 2"),
        ("linkages", "{ja: 前提, en: premise}", "{}", "say what has to be true"),
        ("linkages", "kind: diversion", "kind: luck", "linkages.yaml, line 1"),
    ],
)  # fmt: skip
def test_one_line_with_the_place(tmp_path, file, old, new, expected):
    text = CHANGES[f"{file}.yaml"]
    assert old in text
    found = problems(tmp_path, {f"{file}.yaml": text.replace(old, new)})
    assert any(expected in problem for problem in found), found
    assert all("\n" not in problem for problem in found)


def test_the_same_demand_twice(tmp_path):
    demand = "{actor: AAA, resource: ships, state: war, low: 1, high: 2}"
    text = CHANGES["contingencies.yaml"].replace(demand, f"{demand}, {demand}")
    assert any(
        "the same demand stands already" in problem for problem in problems(tmp_path, {"contingencies.yaml": text})
    )
