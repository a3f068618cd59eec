"""Files in and out: what is written is read back, and what is not a conflict is refused in one line."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.conflict.games import conflicts, dilemma

from shiome.errors import InputRefused
from shiome.policy.conflict.analysis import analyse
from shiome.policy.conflict.exchange import from_gmcr, to_gmcr
from shiome.policy.conflict.files import from_plain, read_conflict, to_plain, write_conflict
from shiome.policy.conflict.game import build
from shiome.policy.conflict.model import Doubtful, Metric, Pairs, Ranking, Statements, Weights

FEW = settings(max_examples=30, deadline=None)
PREFERENCES = [
    Statements(("a and not b", "b if a")),
    Ranking((("NY", 4), ("NN",), ("YN",))),
    Weights({"a": 1.5, "not b": -2.0}),
    Metric((1.0, 2.0, 3.0, 2.5), tie=0.5),
    Pairs(better=(("NY", "YY"), (1, 2)), equal=(("NN", "YY"),)),
    Doubtful(Statements(("a",)), (("N-", "Y-"),)),
]


def having(preference):
    first, second = dilemma().decision_makers
    return replace(dilemma(), decision_makers=(replace(first, preference=preference), second), infeasible=("a and -a",))


@pytest.mark.parametrize("form", ["yaml", "json"])
@pytest.mark.parametrize("preference", PREFERENCES, ids=lambda each: type(each).__name__)
def test_every_kind_of_preference_is_read_as_written(tmp_path, preference, form):
    path = tmp_path / f"conflict.{form}"
    path.write_text(write_conflict(having(preference), form=form), encoding="utf-8")
    assert read_conflict(path) == having(preference)


def test_a_function_is_written_as_its_values():
    written = to_plain(having(Metric(lambda chosen: 2.0 * chosen["a"] + chosen["b"])))
    assert written["decision_makers"][0]["preference"] == {"metric": [0.0, 2.0, 1.0, 3.0]}


@FEW
@given(conflicts().filter(lambda each: all(option.moves != "none" for option in each.options)))
def test_there_and_back_by_the_other_programmes_file(conflict):
    game = build(conflict)
    again = build(from_gmcr(json.loads(to_gmcr(conflict))))
    assert again.states.patterns() == game.states.patterns()
    assert np.array_equal(again.moves, game.moves)
    for ours, theirs in zip(game.ranks, again.ranks, strict=True):
        assert np.array_equal(np.unique(ours, return_inverse=True)[1], theirs)


@pytest.mark.parametrize(
    "text", ["a", "a and not b", "a or b", "(a and b) or not a", "a if b", "not (a and b)", "a iff b", "not (a or -a)"]
)
def test_conditions_of_the_other_programme_mean_the_same(text):
    conflict = having(Statements((text, "b")))
    content = json.loads(to_gmcr(conflict))
    by_hand = build(from_gmcr(content)).ranks
    by_conditions = build(from_gmcr(content | {"useManualPreferenceRanking": False})).ranks
    assert by_hand[0].tolist() == by_conditions[0].tolist() == build(conflict).ranks[0].tolist()


GMCR = {
    "options": [{"name": "stay"}, {"name": "leave", "permittedDirection": "fwd"}],
    "decisionMakers": [
        {"name": "one", "options": [0], "preferences": [[[0, "Y"]], {"compound": True, "members": [[[1, "N"]]]}]},
        {"name": "two", "options": [1], "payoffs": [2, 1, 2, 3]},
    ],
    "infeasibles": [],
}


def test_a_file_of_the_other_programme(tmp_path):
    path = tmp_path / "pair.gmcr"
    path.write_text(json.dumps(GMCR), encoding="utf-8")
    game = build(read_conflict(path))
    assert game.conflict.name == "pair"
    assert game.conflict.options[1].moves == "up"
    assert game.ranks.tolist() == [[1, 3, 0, 2], [1, 0, 1, 2]]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"decisionMakers": [{"name": "one", "options": [0, 7]}]}, "file"),
        ({"decisionMakers": [{"name": "one", "options": [0, -1]}]}, "file"),
        ({"decisionMakers": [{"name": "one", "options": [0, 1], "payoffs": [10**400]}]}, "file"),
        ({"decisionMakers": 3}, "file"),
        ({"options": [{"name": "x", "permittedDirection": "up"}] * 2}, "file"),
        ({"infeasibles": [[[0, "?"]]]}, "file"),
        ({"infeasibles": 5}, "file"),
        ({"decisionMakers": [{"name": "one", "options": [0]}]}, "owner"),
        ({"decisionMakers": [GMCR["decisionMakers"][0] | {"misperceptions": [[[0, "Y"]]]}]}, "misperception"),
    ],
)
def test_a_bad_file_of_the_other_programme_is_refused(change, code):
    with pytest.raises(InputRefused) as refusal:
        from_gmcr(GMCR | change)
    assert refusal.value.code == f"conflict.{code}"
    assert "\n" not in refusal.value.line("en") + refusal.value.line("ja")


@pytest.mark.parametrize("change", [Pairs(), Doubtful(Statements(("a",)), (("N-", "Y-"),))])
def test_unknown_preferences_cannot_be_written_for_it(change):
    with pytest.raises(InputRefused, match=r"conflict\.unknown"):
        to_gmcr(having(change))


def test_an_option_that_never_moves_cannot_be_written_for_it():
    first, second = dilemma().options
    with pytest.raises(InputRefused, match=r"conflict\.format"):
        to_gmcr(replace(dilemma(), options=(replace(first, moves="none"), second)))


PLAIN = to_plain(dilemma())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"options": "none"}, "file"),
        ({"colour": 1}, "file"),
        ({"decision_makers": [PLAIN["decision_makers"][0] | {"preference": {}}]}, "preference"),
        (
            {"decision_makers": [PLAIN["decision_makers"][0] | {"preference": {"metric": [1], "statements": []}}]},
            "preference",
        ),
        (
            {"decision_makers": [PLAIN["decision_makers"][0] | {"preference": {"equal": [], "unknown": []}}]},
            "preference",
        ),
        ({"decision_makers": PLAIN["decision_makers"][:1]}, "owner"),
    ],
)
def test_data_of_another_shape_is_refused(change, code):
    with pytest.raises(InputRefused) as refusal:
        from_plain(PLAIN | change)
    assert refusal.value.code == f"conflict.{code}"
    assert "\n" not in refusal.value.line("en") + refusal.value.line("ja")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", b"a: [1"),
        ("a.json", b"{"),
        ("a.gmcr", b""),
        ("a.json", b"[" * 100_000),
        ("a.yaml", b"\xff\xfe\x00"),
        ("a.json", b"3"),
    ],
)
def test_files_that_are_no_conflict_are_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    for each in (path, tmp_path / "absent.yaml", tmp_path):
        with pytest.raises(InputRefused, match=r"conflict\.file") as refusal:
            read_conflict(each)
        assert "\n" not in refusal.value.line("en") + refusal.value.line("ja")


def test_the_example_of_the_docs_is_a_conflict():
    page = (Path(__file__).resolve().parents[3] / "docs" / "explanation" / "conflict.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    shown = analyse(from_plain(yaml.safe_load(example))).as_json()
    assert shown["stability"]["nash"] == [1, 3]
    assert shown["status_quo"]["state"] == 4


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=4),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["options", "decisionMakers", "infeasibles", "name", "conflict", "preferences"]), inner
            )
        ),
        max_leaves=8,
    )
)
def test_any_data_is_read_or_refused(content):
    for reader in (from_gmcr, from_plain):
        with pytest.raises(InputRefused):
            reader(content)
