import pytest
from tests.region.packs import write_pack

from shiome.region.check import check_pack

CHANGES = {
    "bodies.yaml": """\
- id: old
  name: {ja: 旧, en: Old}
  type: monitoring
  about: {ja: 旧, en: Old}
  life: [{state: ended, when: 2020}]
  cite: ["d1:L1"]
- id: new
  name: {ja: 新, en: New}
  type: monitoring
  about: {ja: 新, en: New}
  life: [{state: launched, when: 2021}]
  cite: ["d1:L1"]
""",
    "sanctions_bodies.yaml": """\
- id: old
  body: old
  began: 2009
  ended: 2020
  cite: ["d1:L1"]
  tasks: [{task: report, text: {ja: 報, en: reports}}]
- id: new
  body: new
  began: 2021
  cite: ["d1:L1"]
  note: {ja: 一般, en: general}
  tasks: [{task: watch, text: {ja: 見, en: watches}}, {task: inform, text: {ja: 知, en: informs}}]
  participants: [{actor: AAA}, {actor: BBB, basis: general}]
  contributions: [{kind: ship, actors: [AAA], text: {ja: 船, en: ships}}]
  hands_to: [{to: old, stage: case, text: {ja: 渡, en: hands}}]
""",
    "duties.yaml": """\
- id: d
  name: {ja: 務, en: duty}
  of: old
  task: report
  about: {ja: 務, en: duty}
  taken_over: [{body: new, extent: part, since: 2021, text: {ja: 継, en: takes over}}]
  gap: {ja: 欠, en: gap}
""",
    "legal_bases.yaml": """\
- id: l
  instrument: {ja: 決, en: Act}
  paragraph: "1"
  made: 2010
  measure: {ja: 禁, en: bans}
  note: {ja: 一般, en: general}
""",
}


def problems(folder, changes):
    return [str(problem) for problem in check_pack(write_pack(folder, CHANGES | changes))[1]]


def test_the_small_framework_has_nothing_wrong(tmp_path):
    assert problems(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("sanctions_bodies", "body: new", "body: old", "called as the body itself"),
        ("sanctions_bodies", "ended: 2020", "ended: 2001", "it ends (2001) before it begins (2009)"),
        ("sanctions_bodies", "task: inform", "task: watch", "tasks[1].task: 'watch' stands already in it"),
        ("sanctions_bodies", "actor: BBB", "actor: AAA", "participants[1].actor: 'AAA' stands already in it"),
        ("sanctions_bodies", "  note: {ja: 一般, en: general}\n", "", "a participant known from elsewhere"),
        ("sanctions_bodies", "actors: [AAA]", "actors: [USS]", "actors has no entry 'USS'"),
        ("sanctions_bodies", "[{actor: AAA}, ", "[", "contributions[0].actors: 'AAA' takes no part in it"),
        ("sanctions_bodies", "to: old", "to: new", "it hands nothing to itself"),
        ("sanctions_bodies", "to: old", "to: club", "'club' is no body of the framework"),
        ("duties", "of: old", "of: new", "'new' has not ended"),
        ("duties", "of: old", "of: club", "'club' is no body of the framework"),
        ("duties", "task: report", "task: watch", "'old' had no task 'watch'"),
        ("duties", "body: new", "body: club", "'club' is no body of the framework"),
        ("duties", "  gap: {ja: 欠, en: gap}\n", "", "say what is missing"),
        ("legal_bases", "  note: {ja: 一般, en: general}\n", "", "says so in a note"),
    ],
)
def test_what_does_not_hold_together_is_told_with_its_line(tmp_path, file, old, new, expected):
    name = f"{file}.yaml"
    assert old in CHANGES[name]
    found = problems(tmp_path, {name: CHANGES[name].replace(old, new, 1)})
    assert any(expected in problem and f"{name}, line" in problem for problem in found), found
