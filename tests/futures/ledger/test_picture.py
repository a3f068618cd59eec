"""The reliability picture draws in both languages and shows what the table holds."""

import pytest
from tests.futures.ledger.judgements import judgement

from shiome.charts import render_png, render_svg
from shiome.futures.ledger.picture import WORDS, reliability
from shiome.futures.ledger.scores import calibration_table, settled_of


@pytest.fixture
def table():
    bands = [(0.1, 0.2, "false"), (0.6, 0.8, "true"), (0.6, 0.8, "partly"), (0.9, 1.0, "true")]
    settled = [judgement(id=str(n), band=(a, b), outcome=o, settled=True) for n, (a, b, o) in enumerate(bands)]
    return calibration_table(*settled_of(settled))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_is_drawn_with_its_words(table, language):
    drawn = render_svg(reliability(table, language))
    for key in ("said", "happened", "count"):
        assert WORDS[language][key] in drawn
    assert render_png(reliability(table, language)).startswith(b"\x89PNG")


def test_dots_and_intervals_are_those_of_the_table(table):
    plot, counts = reliability(table, "en")["vconcat"]
    dots = plot["layer"][-1]["data"]["values"]
    assert [(d["said"], d["happened"], d["n"]) for d in dots] == [
        (pytest.approx(one.forecast), pytest.approx(one.observed), one.n) for one in table.bins
    ]
    assert all(d["low"] <= d["happened"] <= d["high"] for d in dots)
    assert sum(row["n"] for row in counts["data"]["values"]) == 4


def test_both_languages_have_the_same_words():
    assert WORDS["ja"].keys() == WORDS["en"].keys()
