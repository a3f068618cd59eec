from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.futures.simulation.worlds import talks

from shiome.errors import QueryRefused
from shiome.futures.simulation.formulas import Both, Comparison, Either, Formula, Not, Timed, bind, parse_formula

SIGNS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
NAMES = st.text(st.characters(exclude_characters='"', exclude_categories=("Cc", "Cs")), min_size=1, max_size=8)
COMPARISONS = st.builds(Comparison, NAMES, SIGNS, NAMES)


def combined(leaves: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(Not, inner),
            st.lists(inner.filter(lambda part: not isinstance(part, Both)), min_size=2, max_size=3).map(
                lambda parts: Both(tuple(parts))
            ),
            st.lists(inner.filter(lambda part: not isinstance(part, Either)), min_size=2, max_size=3).map(
                lambda parts: Either(tuple(parts))
            ),
        ),
        max_leaves=5,
    )


@st.composite
def timed(draw: st.DrawFn) -> Timed:
    first = draw(st.integers(0, 50))
    last = draw(st.none() | st.integers(first, 60))
    return Timed(draw(combined(COMPARISONS)), draw(st.booleans()), first, last)


@given(combined(timed()))
def test_what_is_printed_is_read_back_as_the_same(formula: Formula) -> None:
    assert parse_formula(str(formula)) == formula


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        formula = parse_formula(text, start="2025-01")
    except QueryRefused as refusal:
        column = refusal.failed
    else:
        assert parse_formula(str(formula)) == formula
        return
    assert 1 <= column <= len(text) + 1


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("a=x", (0, None)),
        ("a=x before 2026-06", (0, 11)),
        ("a=x until 2026-06", (0, 12)),
        ("a=x after 2026-06", (13, None)),
        ("a=x from 2026-06", (12, None)),
        ("a=x in 2026", (7, 18)),
        ("a=x after 2025 before 2027", (7, 18)),
        ("a=x from m3 until m5", (3, 5)),
        ("always a=x in 2025-06", (0, 0)),
    ],
)
def test_times_become_months_from_the_start(text: str, span: tuple[int, int | None]) -> None:
    found = parse_formula(text, start="2025-06")
    assert isinstance(found, Timed)
    assert (found.first, found.last) == span


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 1, "a driver is expected"),
        ("talks", 6, "a comparison such as"),
        ("talks=", 7, "a state is expected"),
        ("talks=held and", 15, "a driver is expected"),
        ("(talks=held", 12, "not closed"),
        ("talks=held)", 11, "is not expected here"),
        ("talks=held ! mood=a", 12, "cannot be read"),
        ("talks=held before June", 19, "a month is expected"),
        ("talks=held before 2025-01", 1, "no month"),
        ("talks=held until m99", 1, "beyond the horizon"),
        ("not summit=held", 5, "there is no driver summit"),
        ("mood=a or talks=failed", 11, "has no state failed"),
    ],
)
def test_faults_name_their_column(text: str, column: int, words: str) -> None:
    with pytest.raises(QueryRefused, match=words) as caught:
        bind(parse_formula(text, start="2025-01"), talks(), months=24)
    assert f"column {column}:" in str(caught.value)


def test_a_date_needs_a_start() -> None:
    with pytest.raises(QueryRefused, match="needs the month"):
        parse_formula("talks=held before 2026")
    with pytest.raises(QueryRefused, match="not a month"):
        parse_formula("talks=held", start="2026")


PATHS = np.zeros((1, 4, 4, 3), dtype=np.uint8)
PATHS[0, :, 0] = [[0, 0, 2], [1, 0, 2], [2, 0, 2], [0, 0, 2]]
PATHS[0, :, 1] = [[1, 1, 0], [1, 1, 1], [0, 1, 1], [1, 0, 1]]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("talks=held", [True, False, True]),
        ("always talks=held", [False, False, True]),
        ("talks>=low until m1", [True, False, True]),
        ("talks=held before m2", [False, False, True]),
        ("talks!=none in m3", [False, False, True]),
        ("not talks>none", [False, True, False]),
        ("talks=held and enforcement<=weak", [True, False, True]),
        ("ever (talks=held and enforcement<=weak)", [True, False, True]),
        ("ever (talks=held and enforcement=weak) from m1", [True, False, False]),
        ("always (talks<held or not enforcement<strong)", [False, True, False]),
        ("talks=low or enforcement<strong after m2", [True, True, False]),
        ("not (talks=low or enforcement<strong after m2)", [False, False, True]),
    ],
)
def test_formulas_on_known_paths(text: str, held: list[bool]) -> None:
    assert bind(parse_formula(text), talks(), months=3)(PATHS)[0].tolist() == held
