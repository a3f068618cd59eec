"""Rules of the check for addressees, channels and openings."""

import pytest
from tests.coordination.partners import ADDRESSEES, ARGUMENTS, CHANNELS, OPENINGS, write_partners

from shiome.region.check import check_pack

TEXTS = {
    "addressees.yaml": ADDRESSEES,
    "arguments.yaml": ARGUMENTS,
    "channels.yaml": CHANNELS,
    "openings.yaml": OPENINGS,
}


@pytest.mark.parametrize(
    ("file", "before", "after", "expected"),
    [
        ("addressees.yaml", "actors: [clerks]", "actors: [CCC]", "belongs to another addressee"),
        ("addressees.yaml", "actors: [clerks]", "actors: []", "stands for no actor"),
        ("addressees.yaml", "  missing: {ja: 論拠がない, en: Nothing is put to it.}\n", "", "say what is missing"),
        ("arguments.yaml", "addressee: CCC", "addressee: BBB", "none of the addressees"),
        ("channels.yaml", "target: CCC", "target: AAA", "does not reach itself"),
        ("channels.yaml", "source: [BBB]", "source: []", "nobody uses it"),
        ("channels.yaml", "state: stalled", "state: sleeping", "'sleeping' is none of"),
        ("channels.yaml", 'cite: ["d1:L11"]\n  life', "life", ""),
        ("openings.yaml", "bound: 0.5", "bound: 1.5", "off the scale"),
        ("openings.yaml", "yardstick: warmth", "yardstick: warmth\n  component: votes", "no component 'votes'"),
        ("openings.yaml", "argument: c-gain", "argument: c-none", "no entry 'c-none'"),
    ],
)
def test_what_does_not_hold_together_is_named(tmp_path, file, before, after, expected):
    assert before in TEXTS[file]
    changed = {file: TEXTS[file].replace(before, after, 1)}
    found = [str(problem) for problem in check_pack(write_partners(tmp_path, changed))[1]]
    if expected:
        assert any(expected in problem for problem in found), found
    else:  # a stage of its life still cites
        assert found == []


def test_a_pack_without_addressees_may_put_arguments_to_anybody(tmp_path):
    assert check_pack(write_partners(tmp_path, {"addressees.yaml": ""}))[1] == []


def test_a_channel_without_life_is_refused(tmp_path):
    cut = CHANNELS.split("- id: a-b")[0].split("  life:")[0] + "  life: []\n"
    found = [str(problem) for problem in check_pack(write_partners(tmp_path, {"channels.yaml": cut}))[1]]
    assert any("nothing says how it stands" in problem for problem in found)
