import json
from datetime import date

import pytest
from tests.futures.analogues.small import CASES, small_pack

from shiome.errors import NotKnown, QueryRefused
from shiome.futures.analogues import analogues, aspects_of, case_situation, match_rows, present_situation, rows
from shiome.region.asof import document_day, entry_as_of
from shiome.region.pack import load_pack, locate

EARLY, LATE = date(2024, 2, 1), date(2024, 12, 31)


@pytest.fixture
def pack(tmp_path):
    return small_pack(tmp_path)


def by_name(report):
    return {case.case: case for case in report.cases}


def test_the_present_is_what_was_observed_and_known_by_the_day(pack):
    early, late = present_situation(pack, EARLY), present_situation(pack, LATE)
    assert {name: held.state for name, held in early.held.items()} == {
        "talks": "none",
        "mood": "cold",
        "friends": "two",
    }
    assert late.held["talks"].state == "contact"
    assert present_situation(pack, date(2020, 1, 1)).held == {}


def test_a_given_state_replaces_the_observed_one_or_makes_it_unknown(pack):
    found = present_situation(pack, LATE, given={"talks": "summit", "mood": ""})
    assert found.held["talks"].state == "summit"
    assert "mood" not in found.held


@pytest.mark.parametrize("wrong", [{"nobody": "x"}, {"talks": "dance"}])
def test_a_given_state_that_does_not_exist_is_refused(pack, wrong):
    with pytest.raises(NotKnown) as caught:
        present_situation(pack, LATE, given=wrong)
    assert caught.value.code == "analogues.unknown"


def test_a_case_holds_only_what_documents_of_the_day_told(pack):
    case = pack.entry("cases", "first")
    assert set(case_situation(pack, case, EARLY).held) == {"talks", "mood"}
    assert set(case_situation(pack, case, LATE).held) == {"talks", "mood", "friends"}


def test_cases_not_over_by_the_day_are_left_out(pack):
    assert {case.case for case in analogues(pack, date(2010, 6, 1)).cases} == {"first"}


def test_reasons_name_what_agrees_what_differs_and_what_is_unknown(pack):
    report = by_name(analogues(pack, EARLY))
    first, second = report["first"], report["second"]
    assert {"ja": "「空気」は今も当時も「冷たい」である。", "en": "Mood: now and then, cold."} in first.reasons_for
    assert [each["en"] for each in first.unknown] == ["Quiet: known of neither.", "Friends: not known of that time."]
    assert "Friends: now two; then there was nothing of the kind." in [each["en"] for each in second.reasons_against]
    assert (first.likeness.low, first.likeness.shared, first.likeness.high) == (0.5, 1.0, 1.0)


def test_the_most_alike_comes_first(pack):
    report = analogues(pack, EARLY)
    assert [case.case for case in report.cases] == ["first", "second"]
    assert [case.rank.rank for case in report.cases] == [1, 2]


def test_the_difference_that_matters_most_is_tied_to_what_followed(pack):
    second = by_name(analogues(pack, EARLY))["second"]
    assert [each.aspect for each in second.differences] == ["mood", "friends", "talks"]
    assert second.differences[0].claims == ("C1",)
    assert second.decisive["en"].endswith("It bears on what moved then: Talks.")
    before = by_name(analogues(pack, date(2012, 1, 1), given={"mood": "cold"}))["second"]
    assert before.differences[0].claims == (), "the claim was not yet known"


def test_what_followed_is_carried_over_to_the_present(pack):
    first = by_name(analogues(pack, EARLY))["first"]
    assert [(turn.months, turn.month, turn.bearing) for turn in first.followed] == [(3, "2024-05", "turn")]
    assert "類推" in first.followed[0].suggests["ja"]
    assert first.followed[0].suggests["en"].startswith("By analogy")
    late = by_name(analogues(pack, LATE))["first"]
    assert [turn.bearing for turn in late.followed] == ["already", "turn"]


def test_a_question_is_answered_case_by_case(pack):
    early = analogues(pack, EARLY)
    asked = early.ask("talks=contact", until=date(2025, 1, 1))
    assert asked.answers == {"first": "yes", "second": "unknown"}
    assert asked.share == 1
    assert asked.low < 1
    assert asked.high == 1


def test_what_documents_of_the_day_did_not_tell_is_not_answered(pack):
    early = analogues(pack, EARLY).ask("talks=summit", until=date(2025, 2, 1))
    late = analogues(pack, LATE).ask("talks=summit", until=date(2025, 12, 1))
    assert early.answers["first"] == "unknown"
    assert late.answers["first"] == "yes"
    assert late.answers["second"] == "unknown", "it began at a summit, from which the present is far"


def test_beyond_the_end_of_a_case_nothing_is_known(pack):
    report = analogues(pack, LATE)
    assert report.ask("always talks>=contact", until=date(2025, 6, 1)).answers["first"] == "unknown"
    assert report.ask("always talks>=contact from m10", until=date(2025, 12, 1)).answers["first"] == "yes"
    assert report.ask("talks=none from m18", until=date(2026, 8, 1)).answers["first"] == "unknown"


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("nobody=x", "analogues.unknown"),
        ("talks=dance", "analogues.unknown"),
        ("talks=none in m99", "analogues.horizon"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused(pack, formula, code):
    with pytest.raises(QueryRefused) as caught:
        analogues(pack, LATE).ask(formula, until=date(2025, 6, 1))
    assert caught.value.code == code


def test_a_question_of_the_past_is_refused(pack):
    with pytest.raises(QueryRefused, match="comes before"):
        analogues(pack, LATE).ask("talks=none", until=date(2024, 1, 1))


def test_the_result_is_plain_data_and_repeats(pack):
    one, two = (json.dumps(analogues(pack, LATE, seed=5).plain(), ensure_ascii=False) for _ in range(2))
    assert one == two
    assert json.loads(one)["label"]["en"].startswith("An analogy")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_rows_have_headings_and_no_identifiers(pack, language):
    report = analogues(pack, LATE)
    table = rows(report, language)
    assert len(table) == 2
    assert len({tuple(row) for row in table}) == 1
    points = match_rows(report.cases[0], report.aspects, language)
    assert len(points) == len(aspects_of(pack, LATE))
    text = " ".join(value for row in [*table, *points] for value in (*row, *row.values()))
    assert not {"friends", "{", "}"} & set(text.replace("{", " { ").replace("}", " } ").split())


def test_without_drivers_in_common_nothing_is_compared(tmp_path):
    only = CASES.replace("of: talks", "of: quiet").replace("state: none, note: &known", 'state: "yes", note: &known')
    pack = small_pack(tmp_path, {"cases.yaml": only.split("- id: second")[0], "features.yaml": ""})
    case = analogues(pack, date(2020, 1, 1)).cases[0]
    assert case.likeness.shared is None
    assert case.summary["en"].endswith("nothing is known of both.")


def test_the_shipped_cases_compare_on_every_document_date():
    pack = load_pack(locate("peninsula"))
    known = []
    for document in pack.documents:
        report = analogues(pack, document_day(pack, document), draws=50)
        assert len(report.cases) >= 8
        assert all(0 <= case.likeness.low <= case.likeness.high <= 1 for case in report.cases)
        known.append((document_day(pack, document), sum(case.likeness.known for case in report.cases)))
        text = json.dumps(
            [rows(report, "ja"), rows(report, "en"), [case.decisive for case in report.cases]], ensure_ascii=False
        )
        assert "{aspect}" not in text
    assert min(known)[1] < max(known)[1], "later documents tell more"


def cites(value):
    if isinstance(value, dict):
        found = list(value.get("cite", ()))
        return found + [cite for each in value.values() for cite in cites(each)]
    return [cite for each in value for cite in cites(each)] if isinstance(value, (list, tuple)) else []


def test_nothing_of_a_later_document_is_told():
    pack = load_pack(locate("peninsula"))
    for document in pack.documents:
        day = document_day(pack, document)
        plain = analogues(pack, day, draws=20).plain()
        told = cites(plain)
        assert told
        assert all(document_day(pack, cite.split(":")[0]) <= day for cite in told)
        claims = [claim for case in plain["cases"] for each in case["differences"] for claim in each["claims"]]
        assert all(entry_as_of(pack, pack.entry("claims", claim), day) is not None for claim in claims)
        assert all(turn["when"][:4] <= day.isoformat()[:4] for case in plain["cases"] for turn in case["followed"])
