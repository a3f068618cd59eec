import pytest
from tests.futures.analogues.small import CASES, FEATURES, FILES
from tests.region.packs import write_pack

from shiome.region.check import check_pack


def problems(folder, changes):
    return [str(problem) for problem in check_pack(write_pack(folder, FILES | changes))[1]]


def test_the_small_cases_hold(tmp_path):
    drivers = FILES["drivers.yaml"].replace(
        '  - {id: "no", name: {ja: ない, en: not there}}\n',
        '  - {id: "no", name: {ja: ない, en: not there}}\n  cite: ["d1:L1"]\n',
    )
    assert problems(tmp_path, {"drivers.yaml": drivers}) == []


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("cases.yaml", CASES.replace("state: cold", "state: hot"), "states[1].state: 'mood' has no state 'hot'"),
        (
            "cases.yaml",
            CASES.replace("of: mood, state: cold", "of: talks, state: none"),
            "'talks' stands already in it",
        ),
        ("cases.yaml", CASES.replace("of: mood", "of: nobody"), "drivers or features has no entry 'nobody'"),
        ("cases.yaml", CASES.replace('cite: ["d1:L4"]', "note: {}"), "say in a note on what it rests"),
        ("cases.yaml", CASES.replace("state: summit, when", "state: ball, when"), "driver 'talks' has no state 'ball'"),
        ("cases.yaml", CASES.replace("when: 2001-12", "when: 2003-01"), "2003-01 is not between the case and 2002-03"),
        ("cases.yaml", CASES.replace("when: 2001-06", "when: 2001-02"), "2001-02 is not between"),
        ("cases.yaml", CASES.replace("until: 2002-03", "until: 2002-03/.."), "a case and what followed have an end"),
        ("cases.yaml", CASES.replace("until: 2002-03", "until: soon"), "'soon' is not an EDTF date"),
        ("features.yaml", FEATURES.replace("id: two", "id: one"), "two states have one id"),
        ("features.yaml", FEATURES.replace("- id: friends", "- id: mood"), "'mood' is a driver already"),
        ("features.yaml", FEATURES.replace("state: two", "state: six"), "it has no state 'six'"),
        ("features.yaml", FEATURES.replace("  - {id: one, name: {ja: 一つ, en: one}}\n", ""), "two states or more"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, file, text, expected):
    found = problems(tmp_path, {file: text})
    assert any(expected in problem and file in problem for problem in found), found
