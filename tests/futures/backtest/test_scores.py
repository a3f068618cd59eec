"""Scores, verdicts and the report."""

import json
import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.futures.backtest.worlds import row

from shiome.futures.backtest.answers import Answer
from shiome.futures.backtest.knowledge import guarded
from shiome.futures.backtest.report import backtest, report
from shiome.futures.backtest.scores import compare, grouped, lead_of, reliability
from shiome.futures.backtest.tables import tables
from shiome.futures.backtest.verdict import LEAST_DOCUMENTS, LEAST_QUESTIONS, judge, level_of
from shiome.records.model import Judgement
from shiome.region.pack import load_pack, locate
from shiome.workspace.seed import seed_records


def rows(model, *, documents=8, each=3, other=0.5, outcomes=(1.0, 0.0, 1.0)):
    """Questions over documents; ``model`` maps an outcome to the model's forecast."""
    return [
        row(
            model(outcomes[k % len(outcomes)]),
            outcomes[k % len(outcomes)],
            other=other,
            document=f"d{d}",
            name=f"Q{d}-{k}",
        )
        for d in range(documents)
        for k in range(each)
    ]


def good(outcome):
    return 0.9 if outcome else 0.1


def bad(outcome):
    return 0.1 if outcome else 0.9


def test_losses_and_differences_are_those_of_the_rows():
    found = compare([row(0.8, 1.0, name="A"), row(0.4, 0.0, name="B", document="e")], seed=1)
    assert found.score("model").brier == pytest.approx((0.04 + 0.16) / 2)
    assert found.score("even").brier == 0.25
    assert found.differences[0].brier == pytest.approx(0.1 - 0.25)
    assert found.differences[0].skill == pytest.approx(0.6)
    assert (found.forecasts, found.questions, found.documents) == (2, 2, 2)


def test_rows_without_an_outcome_do_not_count():
    assert compare([row(0.8, None)], seed=1) is None
    assert compare([row(0.8, None), row(0.8, 1.0)], seed=1).forecasts == 1
    assert reliability([row(0.8, None)]) == ()


def test_one_document_gives_no_interval_however_many_rows():
    found = compare(rows(good, documents=1, each=30), seed=1)
    assert found.differences[0].interval is None
    assert not found.differences[0].better
    assert level_of(found) == "too few"


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_the_order_of_the_rows_does_not_matter(seed):
    listed = rows(good)
    mixed = random.Random(seed).sample(listed, len(listed))
    assert compare(mixed, seed=3) == compare(listed, seed=3)


def test_trust_is_earned_by_being_better_than_all_on_enough_questions():
    verdict = judge(compare(rows(good), seed=1))
    assert verdict.earned
    assert "has earned trust" in verdict.text["en"]
    assert "24 questions from 8 documents" in verdict.text["en"]


@pytest.mark.parametrize(
    ("listed", "level"),
    [
        (rows(bad), "worse"),
        (rows(lambda _: 0.5), "not shown"),
        (rows(good, documents=LEAST_DOCUMENTS - 1, each=9), "too few"),
        (rows(good, documents=LEAST_DOCUMENTS, each=3), "too few"),
        ([], "nothing"),
    ],
)
def test_otherwise_it_is_not(listed, level):
    verdict = judge(compare(listed, seed=1))
    assert verdict.level == level
    assert not verdict.earned
    assert "not earned trust" in verdict.text["en"]
    assert "信頼を得ていない" in verdict.text["ja"]


def test_a_model_that_calls_impossible_what_happens_earns_no_trust():
    listed = rows(float, documents=20)
    assert level_of(compare(listed, seed=1)) == "earned"
    ruled_out = [row(0.0, 1.0, document=f"d{k}", name=f"Z{k}") for k in range(4)]
    found = compare([*listed, *ruled_out], seed=1)
    assert all(each.better for each in found.differences)
    assert level_of(found) == "not shown"


chances = st.integers(0, 20).map(lambda twentieths: twentieths / 20)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(chances, chances, st.sampled_from([0.0, 0.5, 1.0]), st.integers(0, 9)), min_size=20, max_size=40)
)
def test_no_favourable_verdict_while_an_interval_includes_zero(drawn):
    listed = [
        row(model, outcome, other=other, document=f"d{document}", name=f"Q{k}")
        for k, (model, other, outcome, document) in enumerate(drawn)
    ]
    compared = compare(listed, seed=1)
    if judge(compared).earned:
        assert compared.questions >= LEAST_QUESTIONS
        assert compared.documents >= LEAST_DOCUMENTS
        assert all(each.interval is not None and each.interval.high < 0 for each in compared.differences)


def test_the_verdict_names_where_the_model_fell_behind():
    listed = [*rows(good), *(row(0.1, 1.0, driver="mood", document=f"d{k}", name=f"M{k}") for k in range(3))]
    groups = grouped(listed, lambda each: each.question.drivers, seed=1)
    assert [each.key for each in groups] == ["mood", "talks"]
    text = judge(compare(listed, seed=1), groups, names={"mood": {"ja": "気分", "en": "Mood"}}).text
    assert "behind the best of the others on (questions): Mood (3)." in text["en"]
    assert "気分（3）" in text["ja"]
    assert "In no part" not in text["en"]
    assert "In no part" in judge(compare(listed, seed=1), groups[:1]).text["en"]


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        (1, "up to 3 months"),
        (3, "up to 3 months"),
        (4, "up to 6 months"),
        (12, "up to 12 months"),
        (13, "more than 12 months"),
    ],
)
def test_leads_are_told_in_words(lead, name):
    from dataclasses import replace

    assert lead_of(replace(row(0.5, 1.0), lead=lead)) == name


@pytest.fixture(scope="module")
def peninsula():
    pack = load_pack(locate("peninsula"))
    records = list(seed_records(pack))
    judgements = [record for record in records if isinstance(record, Judgement)]
    forecast = guarded(lambda _, formulas: [Answer(0.6, 0.01)] * len(formulas), pack=pack, records=records)
    return pack, judgements, report(backtest(pack, judgements, forecast), pack, judgements)


def test_the_report_of_the_peninsula_counts_what_it_rests_on(peninsula):
    _, _, found = peninsula
    coverage = found["coverage"]
    assert coverage["judgements"] == 80
    assert coverage["with_formula"] + len(coverage["without_formula"]) == 80
    assert coverage["same"] + coverage["close"] == coverage["with_formula"]
    assert sum(coverage["standing"].values()) == coverage["with_formula"]
    assert found["origins"] == ["2024-12-06", "2025-04-16", "2025-05-21", "2025-12-31"]
    assert found["overall"]["questions"] == coverage["standing"]["settled"] + coverage["standing"]["window over"]
    assert found["to_date"]["questions"] > found["overall"]["questions"]
    assert found["overall"]["documents"] == 3
    assert found["verdict"]["level"] == "too few"
    assert not any(each["level"] == "earned" for key in ("by_driver", "by_topic") for each in found[key])


def test_the_report_is_json_and_the_same_each_time(peninsula):
    pack, judgements, found = peninsula
    assert json.loads(json.dumps(found)) == found
    forecast = lambda _, formulas: [Answer(0.6, 0.01)] * len(formulas)  # noqa: E731
    again = report(backtest(pack, reversed(judgements), forecast), pack, reversed(judgements))
    assert json.dumps(again) == json.dumps(found)


def test_no_topic_that_all_share_is_shown_apart(peninsula):
    _, _, found = peninsula
    assert found["by_topic"]
    assert all(each["questions"] < found["overall"]["questions"] for each in found["by_topic"])


def test_tables_exist_in_both_languages(peninsula):
    pack, _, found = peninsula
    names = {name: entry.name for name, entry in pack.entries("drivers").items()}
    japanese, english = (tables(found, language, names=names) for language in ("ja", "en"))
    assert len(japanese) == len(english) == 9
    for ja, en in zip(japanese, english, strict=True):
        assert len(ja.rows) == len(en.rows) > 0
        assert len(ja.head) == len(en.head)
        assert all(len(each) == len(en.head) for each in (*ja.rows, *en.rows))
        assert ja.title != en.title
    by_driver = next(each for each in english if each.title == "By driver")
    assert "US–DPRK talks" in [each[0] for each in by_driver.rows]
    forecasts = next(each for each in japanese if each.title == "予測")
    assert {each[-1] for each in forecasts.rows} >= {"決着", "期間終了", "未確定"}


def test_an_earlier_end_knows_fewer_outcomes(peninsula):
    pack, judgements, _ = peninsula
    forecast = lambda _, formulas: [Answer(0.6)] * len(formulas)  # noqa: E731
    tested = backtest(pack, judgements, forecast, end=date(2025, 5, 21))
    assert tested.origins == (date(2024, 12, 6), date(2025, 4, 16), date(2025, 5, 21))
    assert {row.question.id for row in tested.asked.scored} == {"Q-000-18"}


def test_nothing_to_score_is_a_report_too(peninsula):
    pack, judgements, _ = peninsula
    forecast = lambda _, formulas: [None] * len(formulas)  # noqa: E731
    found = report(backtest(pack, judgements, forecast), pack, judgements)
    assert found["overall"] is None
    assert found["verdict"]["level"] == "nothing"
    assert found["not_asked"]
    assert tables(found, "en") == ()
