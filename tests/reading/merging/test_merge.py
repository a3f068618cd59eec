from datetime import date, timedelta

import pytest

from shiome.errors import QueryRefused
from shiome.reading.merging import Account, MergeRules, hedge_gap, merge_accounts, text_grade


def account(identifier: str, when: str, zone: str = "UTC", **more) -> Account:
    return Account(id=identifier, when=when, zone=zone, **more)


def members(events) -> list[set[str]]:
    return [{f"{told.source}:{told.account.id}" for told in event.told} for event in events]


def test_one_instant_in_two_calendars_is_one_event():
    lists = {"a": [account("1", "2024-03-01T22:40")], "b": [account("1", "2024-03-02T07:40", "Asia/Tokyo")]}
    (event,) = merge_accounts(lists)
    assert event.when == "2024-03-01T22:40Z"
    assert event.days == (date(2024, 3, 1), date(2024, 3, 2))
    assert event.same_instant
    assert event.explained_by_zone
    assert event.disagreements == ()


def test_a_zone_in_the_date_goes_before_that_of_the_account():
    lists = {"a": [account("1", "2024-03-01T22:40Z", "Asia/Tokyo")], "b": [account("1", "2024-03-02T07:40+09:00")]}
    assert merge_accounts(lists)[0].same_instant


def test_summer_time_is_counted():
    lists = {"a": [account("1", "2024-07-01T12:00")], "b": [account("1", "2024-07-01T08:00", "America/New_York")]}
    assert merge_accounts(lists)[0].same_instant


@pytest.mark.parametrize(("minutes", "events"), [(0, 1), (4, 1), (5, 1), (6, 2)])
def test_moments_must_be_within_the_tolerance(minutes, events):
    lists = {"a": [account("1", "2024-03-01T10:00")], "b": [account("1", f"2024-03-01T10:{minutes:02d}")]}
    found = merge_accounts(lists)
    assert len(found) == events
    assert [d.name for e in found for d in e.disagreements] == (["when"] if 0 < minutes <= 5 else [])


def test_no_tolerance_asks_for_the_very_moment():
    rules = MergeRules(tolerance=timedelta(0))
    same = {"a": [account("1", "2024-03-01T10:00")], "b": [account("1", "2024-03-01T19:00", "+09:00")]}
    apart = {"a": [account("1", "2024-03-01T10:00")], "b": [account("1", "2024-03-01T10:00:01")]}
    assert len(merge_accounts(same, rules=rules)) == 1
    assert len(merge_accounts(apart, rules=rules)) == 2


@pytest.mark.parametrize(
    ("when", "zone", "events"),
    [
        ("2024-03-01", "UTC", 1),
        ("2024-03-02", "UTC", 2),
        ("2024-03-02", "Asia/Tokyo", 1),  # 22:40 of the first in UTC is 07:40 of the second there
        ("2024-03-01", "Asia/Tokyo", 2),
        ("2024-03", "UTC", 1),
        ("2024-02-28/2024-03-04", "UTC", 1),
    ],
)
def test_a_moment_lies_in_the_day_of_the_other_calendar(when, zone, events):
    lists = {"a": [account("1", "2024-03-01T22:40")], "b": [account("1", when, zone)]}
    assert len(merge_accounts(lists)) == events


def test_an_approximate_day_reaches_the_day_beside_it():
    lists = {"a": [account("1", "2024-03-01~")], "b": [account("1", "2024-03-02")]}
    assert len(merge_accounts(lists)) == 1


def test_days_of_one_name_go_together_before_days_that_only_overlap():
    lists = {
        "a": [account("1", "2024-03-01"), account("2", "2024-03-02")],
        "b": [account("1", "2024-03-02", "+09:00"), account("2", "2024-03-03", "+09:00")],
    }
    found = members(merge_accounts(lists))
    assert {"a:2", "b:1"} in found
    assert len(found) == 3


def test_moments_go_together_before_a_moment_and_a_day():
    lists = {
        "a": [account("day", "2024-03-01"), account("hour", "2024-03-01T10:00")],
        "b": [account("hour", "2024-03-01T19:00", "+09:00"), account("day", "2024-03-01", "+09:00")],
    }
    assert sorted(map(sorted, members(merge_accounts(lists)))) == [["a:day", "b:day"], ["a:hour", "b:hour"]]


def test_accounts_of_one_list_stay_apart():
    lists = {"a": [account("1", "2024-03-01T10:00"), account("2", "2024-03-01T10:00")], "b": []}
    assert len(merge_accounts(lists)) == 2


def test_attributes_tell_a_salvo_apart_and_disagreements_are_kept():
    lists = {
        "a": [
            account("1", "2024-03-01T10:00", attributes={"range": 100, "apogee": 50}),
            account("2", "2024-03-01T10:00", attributes={"range": 700, "apogee": "unknown"}),
        ],
        "b": [
            account("1", "2024-03-01T10:00", attributes={"range": "690", "apogee": 60}),
            account("2", "2024-03-01T10:00", attributes={"range": 100, "apogee": 90}),
        ],
    }
    events = merge_accounts(lists)
    assert sorted(map(sorted, members(events))) == [["a:1", "b:2"], ["a:2", "b:1"]]
    first = next(event for event in events if event.told[0].account.id == "1")
    assert first.attributes == {"range": 100}
    assert [(d.name, d.values) for d in first.disagreements] == [("apogee", (("a", 50), ("b", 90)))]
    assert not first.ambiguous


def test_types_that_do_not_agree_are_two_events_and_unknown_types_agree_with_all():
    rules = MergeRules(must_agree=("type",))
    a = [account("1", "2024-03-01", attributes={"type": "TEST"})]
    assert (
        len(merge_accounts({"a": a, "b": [account("1", "2024-03-01", attributes={"type": "DRILL"})]}, rules=rules)) == 2
    )
    assert (
        len(merge_accounts({"a": a, "b": [account("1", "2024-03-01", attributes={"type": "test"})]}, rules=rules)) == 1
    )
    assert (
        len(merge_accounts({"a": a, "b": [account("1", "2024-03-01", attributes={"type": "Unknown"})]}, rules=rules))
        == 1
    )


def test_numbers_in_the_texts_tell_accounts_apart_in_any_language():
    lists = {
        "a": [account("1", "2024-03-01", text="first of 3, 250 km"), account("2", "2024-03-01", text="flew 3,700 km")],
        "b": [account("1", "2024-03-01", text="約3700キロ"), account("2", "2024-03-01", text="３発、２５０キロ")],
    }
    events = merge_accounts(lists)
    assert sorted(map(sorted, members(events))) == [["a:1", "b:2"], ["a:2", "b:1"]]
    assert not any(event.ambiguous for event in events)


def test_what_cannot_be_told_apart_is_said_to_be_ambiguous():
    lists = {"a": [account("1", "2024-03-01"), account("2", "2024-03-01")], "b": [account("9", "2024-03-01")]}
    events = merge_accounts(lists)
    assert len(events) == 2
    assert [event.ambiguous for event in events if len(event.told) == 2] == [True]


def test_three_lists():
    lists = {
        "a": [account("1", "2024-03-01T22:40")],
        "b": [account("x", "2024-03-02T07:40", "+09:00")],
        "c": [account("k", "2024-03-02", "Asia/Seoul"), account("l", "2024-05-01", "Asia/Seoul")],
    }
    assert members(merge_accounts(lists)) == [{"a:1", "b:x", "c:k"}, {"c:l"}]


def test_a_third_must_fit_both():
    lists = {
        "a": [account("1", "2024-03-01T10:00")],
        "b": [account("1", "2024-03-01T10:04")],
        "c": [account("1", "2024-03-01T10:08")],
    }
    assert members(merge_accounts(lists)) == [{"a:1", "b:1"}, {"c:1"}]


def test_minutes_over_midnight_in_one_zone_are_not_laid_to_the_zone():
    lists = {"a": [account("1", "2024-03-01T23:58")], "b": [account("1", "2024-03-02T00:01")]}
    (event,) = merge_accounts(lists)
    assert not event.explained_by_zone


def test_the_date_is_the_narrowest_that_the_accounts_leave():
    month = account("1", "2024-03")
    assert merge_accounts({"a": [month], "b": [account("1", "2024-03-05")]})[0].when == "2024-03-05"
    days = {"a": [account("1", "2024-03-01")], "b": [account("1", "2024-03-02", "+09:00")]}
    assert merge_accounts(days)[0].when == "2024-03-01/2024-03-02"


def test_identifiers_are_the_same_in_every_run():
    lists = {"a": [account("1", "2024-03-01")], "b": [account("1", "2024-03-01")]}
    assert merge_accounts(lists)[0].id == merge_accounts(lists)[0].id
    assert merge_accounts(lists)[0].id.startswith("merged-")


def test_a_salvo_beyond_the_exact_method_is_still_one_to_one(monkeypatch):
    monkeypatch.setattr("shiome.reading.merging.assignment.LARGEST", 3)
    numbers = range(8)
    lists = {
        "a": [account(str(n), "2024-03-01", attributes={"n": 100 * n + 1}) for n in numbers],
        "b": [account(str(n), "2024-03-01", attributes={"n": 100 * n + 1}) for n in reversed(numbers)],
    }
    assert all(len({told.account.id for told in event.told}) == 1 for event in merge_accounts(lists))
    assert len(merge_accounts(lists)) == 8


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (account("1", "in spring"), "date.form"),
        (account("1", "../2024-03-01"), "date.open"),
        (account("1", "2024-03-01", "Mars/Olympus"), "date.zone"),
        (account("1", "2024-03-01", "../../etc/passwd"), "date.zone"),
        (account("1", "2024-03-01", "+25:00"), "date.zone"),
    ],
)
def test_refusals(bad, code):
    with pytest.raises(QueryRefused) as caught:
        merge_accounts({"a": [bad]})
    assert caught.value.code == code


def test_one_identifier_twice_in_a_list_is_refused():
    with pytest.raises(QueryRefused) as caught:
        merge_accounts({"a": [account("1", "2024"), account("1", "2025")]})
    assert caught.value.code == "merging.twice"


def test_the_grade_of_a_text_is_that_of_its_weakest_hedge():
    assert text_grade("It probably failed. It may have been a decoy. It will be repeated.", language="en") == 2
    assert text_grade("失敗した可能性が高い。", language="ja") == 4
    assert text_grade("失敗した。", language="ja") is None
    assert text_grade("", language="zh") is None


def test_the_gap_is_told_only_where_two_accounts_hedge():
    hedged = account("1", "2024-03-01", language="en", text="It may have failed.")
    likely = account("1", "2024-03-01", language="ja", text="失敗した可能性が高い。")
    flat = account("1", "2024-03-01", language="ja", text="失敗した。")
    assert hedge_gap(merge_accounts({"a": [hedged], "b": [likely]})[0]) == 2
    assert hedge_gap(merge_accounts({"a": [hedged], "b": [flat]})[0]) is None
