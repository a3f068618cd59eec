from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import QueryRefused
from shiome.web.downloads import as_csv
from shiome.web.model import Column, Parameter, Table
from shiome.web.parameters import read_parameters

KINDS = (
    Parameter(name="text", longest=5),
    Parameter(name="number", kind="number", low=1, high=9, default=3),
    Parameter(name="share", kind="share"),
    Parameter(name="day", kind="date"),
    Parameter(name="one", kind="choice", choices=("a", "b"), default="a"),
    Parameter(name="flag", kind="flag", default=False),
    Parameter(name="several", many=True),
)


def test_defaults_and_values() -> None:
    assert read_parameters(KINDS, {}) == {
        "text": None,
        "number": 3,
        "share": None,
        "day": None,
        "one": "a",
        "flag": False,
        "several": (),
    }
    given = {
        "text": ["x"],
        "number": ["9"],
        "share": ["0.5"],
        "day": ["2025-05-21"],
        "one": ["b"],
        "flag": ["on"],
        "several": ["p", "q"],
    }
    assert read_parameters(KINDS, given) == {
        "text": "x",
        "number": 9,
        "share": 0.5,
        "day": date(2025, 5, 21),
        "one": "b",
        "flag": True,
        "several": ("p", "q"),
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("text", "123456"),
        ("number", "0"),
        ("number", "ten"),
        ("share", "1.5"),
        ("share", "nan"),
        ("day", "2025-13-01"),
        ("one", "c"),
        ("flag", "maybe"),
        ("text", "a\x00"),
    ],
)
def test_values_that_are_refused(name: str, text: str) -> None:
    with pytest.raises(QueryRefused):
        read_parameters(KINDS, {name: [text]})


@given(name=st.sampled_from([each.name for each in KINDS]), text=st.text())
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    with contextlib.suppress(QueryRefused):
        assert set(read_parameters(KINDS, {name: [text]})) == {each.name for each in KINDS}


@given(text=st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    table = Table(id="t", title="", columns=[Column(key="a", title="a")], rows=[{"a": text}])
    cell = as_csv(table).decode("utf-8-sig").split("\r\n", 1)[1].lstrip('"')
    assert not cell.startswith(("=", "+", "-", "@", "\t"))
