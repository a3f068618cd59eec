"""Rules of the check for administrations and for the rules of silent promises."""

import pytest
from tests.coordination.partners import ADMINISTRATIONS, RULES, write_partners

from shiome.region.check import check_pack


def problems(folder, changes=None):
    return [str(problem) for problem in check_pack(write_partners(folder, changes))[1]]


def test_the_partners_have_nothing_wrong(tmp_path):
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "expected"),
    [
        ("administrations.yaml", "office: head_of_government", "office: king", "no actor has a role 'king' of 'AAA'"),
        ("administrations.yaml", "[acting_president]", "[regent]", "no actor has a role 'regent' of 'BBB'"),
        ("administrations.yaml", "[acting_president]", "[head_of_state]", "does not stand in for itself"),
        (
            "administrations.yaml",
            "{id: AAA, state: AAA, office: head_of_government}",
            "{id: AAA, state: BBB, office: head_of_state}",
            "another entry",
        ),
        ("administrations.yaml", "state: AAA", "state: ZZZ", "no entry 'ZZZ'"),
        ("commitment_rules.yaml", "silent_months: 12", "silent_months: 0", "neither a silence nor a time past due"),
        ("commitment_rules.yaml", "states: [agreed, launched]", "states: [agreed, stalled]", "need not be derived"),
        (
            "commitment_rules.yaml",
            "  note: {ja: 試験, en: For tests}\n- id: outlived",
            "- id: outlived",
            "says so in a note",
        ),
    ],
)
def test_what_does_not_hold_together_is_named(tmp_path, file, before, after, expected):
    text = {"administrations.yaml": ADMINISTRATIONS, "commitment_rules.yaml": RULES}[file]
    assert before in text
    found = problems(tmp_path, {file: text.replace(before, after, 1)})
    assert any(expected in problem for problem in found), found
