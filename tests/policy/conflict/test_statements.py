"""Statements: every combination against the same sentence read by Python; preferences from statements, weights and metrics."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.conflict.games import dilemma

from shiome.errors import InputRefused
from shiome.policy.conflict.game import build
from shiome.policy.conflict.model import Conflict, DecisionMaker, Metric, Option, Pairs, Ranking, Statements, Weights
from shiome.policy.conflict.statements import options_of, parse

IDS = ("x", "y", "z")
ROWS = np.array(list(product((False, True), repeat=3)))


def sentences() -> st.SearchStrategy[tuple[str, str]]:
    """A statement and the same in Python."""
    option = st.sampled_from(range(3)).flatmap(
        lambda n: st.sampled_from([(IDS[n], f"row[{n}]"), (str(n + 1), f"row[{n}]")])
    )
    operators = {"and": "({} and {})", "or": "({} or {})", "if": "({} or not {})", "iff": "({} == {})"}

    def grow(inner: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
        negated = inner.map(lambda one: (f"not ({one[0]})", f"(not {one[1]})"))
        joined = st.tuples(inner, st.sampled_from(sorted(operators)), inner).map(
            lambda each: (f"({each[0][0]}) {each[1]} ({each[2][0]})", operators[each[1]].format(each[0][1], each[2][1]))
        )
        return negated | joined

    return st.recursive(option, grow, max_leaves=6)


@given(sentences())
def test_a_statement_means_what_it_says(sentence):
    text, python = sentence
    parsed = parse(text, IDS)
    assert parsed.holds(ROWS).tolist() == [bool(eval(python, {"row": row})) for row in ROWS.tolist()]
    assert options_of(parsed) <= {0, 1, 2}


def test_strength_of_operators_and_signs():
    for text, same in (
        ("x or y and not z", "x or (y and (not z))"),
        ("x if y or z", "x if (y or z)"),
        ("-1 & 2 | 3", "(not x and y) or z"),
        ("NOT x AND y", "(not x) and y"),
    ):
        assert parse(text, IDS).holds(ROWS).tolist() == parse(same, IDS).holds(ROWS).tolist()


@settings(max_examples=200)
@given(st.text(alphabet="xyz123 ()&|!-andorift", max_size=20))
def test_any_text_is_read_or_refused(text):
    try:
        found = parse(text, IDS).holds(ROWS).shape
    except InputRefused as refusal:
        found = refusal.code
    assert found in ((8,), "conflict.statement", "conflict.option")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x and w", "option"),
        ("4", "option"),
        ("", "statement"),
        ("x and", "statement"),
        ("(x", "statement"),
        ("x)", "statement"),
        ("x y", "statement"),
        ("not " * 60 + "x", "statement"),
        ("(" * 60 + "x" + ")" * 60, "statement"),
    ],
)
def test_what_cannot_be_read_is_refused(text, code):
    with pytest.raises(InputRefused, match=rf"conflict\.{code}"):
        parse(text, IDS)


def ranks(preference, options=IDS):
    maker = DecisionMaker("A", tuple(options), preference)
    return build(Conflict("one", tuple(Option(each) for each in options), (maker,))).ranks[0].tolist()


@given(st.lists(sentences(), max_size=4))
def test_earlier_statements_weigh_more_than_all_later_ones(listed):
    texts = [text for text, _ in listed]
    masks = np.array([[bool(mask >> n & 1) for n in range(3)] for mask in range(8)])
    table = np.array([parse(text, IDS).holds(masks) for text in texts]).reshape(len(texts), 8)
    scores = [sum(2 ** (len(texts) - 1 - n) for n in range(len(texts)) if table[n, state]) for state in range(8)]
    assert ranks(Statements(tuple(texts))) == [sorted(set(scores)).index(each) for each in scores]


def test_seventy_statements_keep_their_order():
    filler = tuple("x if x" for _ in range(69))
    assert ranks(Statements(("x", *filler)), ("x",)) == [0, 1]
    assert ranks(Statements((*filler, "x")), ("x",)) == [0, 1]


def test_weights_and_metrics():
    assert ranks(Weights({"x": 0.1, "y": 0.2, "x and y": -0.3}), ("x", "y")) == [0, 1, 2, 0]
    assert ranks(Metric((1.0, 1.04, 2.0, 0.0), tie=0.1), ("x", "y")) == [1, 1, 2, 0]
    assert ranks(Metric(lambda chosen: chosen["x"] - 2.0 * chosen["y"]), ("x", "y")) == [2, 3, 0, 1]
    assert ranks(Ranking((("Y-",), (1,), ("NY",))), ("x", "y")) == [1, 2, 0, 2]


@pytest.mark.parametrize(
    ("preference", "code", "said"),
    [
        (Ranking((("NN", "YN"),)), "ranking", "leaves out state NY"),
        (Ranking((("--",), ("NN",))), "ranking", "names state NN twice"),
        (Ranking((("NX",),)), "state", "NX is no feasible state"),
        (Ranking(((9,),)), "state", "9 is no feasible state"),
        (Metric((1.0, 2.0)), "metric", "one finite number for each of 4"),
        (Metric((1.0, 2.0, float("nan"), 0.0)), "metric", "finite"),
        (Pairs(better=(("NN", "YN"), ("YN", "NY"), ("NY", "NN"))), "cycle", "in a circle through NN, YN, NY"),
        (Pairs(better=(("NN", "YN"),), equal=(("NN", "YN"),)), "cycle", "in a circle"),
        (Pairs(better=(("N-", "-N"),)), "cycle", "in a circle"),
    ],
)
def test_bad_preferences_are_refused_in_one_line(preference, code, said):
    maker = replace(dilemma().decision_makers[0], preference=preference)
    with pytest.raises(InputRefused, match=said) as refusal:
        build(replace(dilemma(), decision_makers=(maker, dilemma().decision_makers[1])))
    assert refusal.value.code == f"conflict.{code}"
    assert "\n" not in refusal.value.line("en") + refusal.value.line("ja")
    assert refusal.value.line("ja") != refusal.value.line("en")


A, B = dilemma().decision_makers


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"options": (*dilemma().options, Option("c"))}, "owner", "option c is owned by nobody"),
        ({"decision_makers": (A, replace(B, options=("a", "b")))}, "owner", "owned by A and by B"),
        ({"decision_makers": (A, replace(B, options=("b", "z")))}, "option", "unknown option z"),
        ({"decision_makers": (A, replace(B, id="A"))}, "doubled", "two of decision maker A"),
        ({"options": (Option("a"), Option("a"))}, "doubled", "two of option a"),
        ({"options": (Option("a", moves="sideways"), Option("b"))}, "direction", "cannot move sideways"),
        ({"options": (Option("a b"), Option("b"))}, "option", "cannot stand in a statement"),
        ({"options": (Option("if"), Option("b"))}, "option", "cannot stand in a statement"),
        ({"infeasible": ("a and q",)}, "option", "unknown option q"),
        ({"infeasible": ("a", "not a")}, "infeasible", "no state .* is feasible"),
        ({"status_quo": "Y-"}, "status_quo", "not one state"),
        ({"status_quo": "YYY"}, "state", "no feasible state"),
        ({"options": ()}, "empty", "no options"),
        ({"options": tuple(Option(f"o{n}") for n in range(21))}, "many", "more than 20"),
        ({"decision_makers": (replace(A, preference=Weights({"a": float("inf")})), B)}, "weight", "not a number"),
        ({"decision_makers": (replace(A, preference=Statements(("a and w",))), B)}, "option", "unknown option w"),
    ],
)
def test_a_conflict_that_does_not_hold_together_is_refused(change, code, said):
    with pytest.raises(InputRefused, match=said) as refusal:
        build(replace(dilemma(), **change))
    assert refusal.value.code == f"conflict.{code}"
    assert "\n" not in refusal.value.line("en") + refusal.value.line("ja")


def test_too_many_states_are_refused():
    options = tuple(Option(f"o{n}") for n in range(15))
    maker = DecisionMaker("A", tuple(each.id for each in options), Statements(("o1",)))
    with pytest.raises(InputRefused, match="more than 16384"):
        build(Conflict("wide", options, (maker,)))
    few = Conflict("wide", options[:14], (replace(maker, options=tuple(each.id for each in options[:14])),))
    with pytest.raises(InputRefused, match="possible moves"):
        build(few)
