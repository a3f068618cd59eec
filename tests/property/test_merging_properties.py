"""Whatever is merged, no account is lost or counted twice, and no list meets itself."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from shiome.reading.merging import Account, merge_accounts
from shiome.reading.merging.accounts import window_of
from shiome.vocabulary.edtf import is_edtf

zones = st.sampled_from(["UTC", "Asia/Tokyo", "America/New_York", "Europe/London", "+05:45", "-11:00"])
moments = st.datetimes(datetime(2024, 3, 1), datetime(2024, 3, 4)).map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M"))
dates = st.one_of(
    moments,
    st.dates(datetime(2024, 2, 27).date(), datetime(2024, 3, 5).date()).map(str),
    st.sampled_from(["2024", "2024-03", "2024-03-01/2024-03-03", "2024-03-02~", "2024-21"]),
)
accounts = st.builds(
    lambda when, zone, text, value: Account(id="", when=when, zone=zone, text=text, attributes={"value": value}),
    dates,
    zones,
    st.text(max_size=20),
    st.one_of(st.text(max_size=5), st.integers(0, 9), st.floats()),
)


def numbered(found: list[Account]) -> list[Account]:
    return [
        Account(id=str(n), when=a.when, zone=a.zone, text=a.text, attributes=a.attributes) for n, a in enumerate(found)
    ]


lists = st.dictionaries(st.sampled_from("abc"), st.lists(accounts, max_size=6).map(numbered), max_size=3)


@given(lists)
def test_every_account_is_in_one_event_and_lists_do_not_meet_themselves(given_lists):
    events = merge_accounts(given_lists)
    told = [(member.source, member.account.id) for event in events for member in event.told]
    assert sorted(told) == sorted((name, account.id) for name, found in given_lists.items() for account in found)
    for event in events:
        assert len({member.source for member in event.told}) == len(event.told)
        assert is_edtf(event.when)
    assert len({event.id for event in events}) == len(events)
    assert merge_accounts(given_lists) == events


@given(st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)), zones, zones)
def test_a_moment_is_the_same_in_every_zone(moment, first, second):
    def told(zone: str) -> Account:
        offset = window_of(Account(id="x", when=moment.strftime("%Y-%m-%dT%H:%M:%S"), zone=zone)).offset
        local = moment.replace(tzinfo=timezone.utc).astimezone(timezone(timedelta(seconds=offset)))  # noqa: UP017
        return Account(id="x", when=local.isoformat(timespec="seconds"))

    (event,) = merge_accounts({"a": [told(first)], "b": [told(second)]})
    assert event.same_instant


@given(
    st.sampled_from(["0001-01-01", "9999-12-31", "0001", "9999", "XXXX", "0001-01-01T00:00", "9999-12-31T23:59"]), zones
)
def test_the_edges_of_the_calendar_hold(when, zone):
    (event,) = merge_accounts(
        {"a": [Account(id="1", when=when, zone=zone)], "b": [Account(id="1", when=when, zone=zone)]}
    )
    assert is_edtf(event.when)
