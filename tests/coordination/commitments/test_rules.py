"""Derived states and reminders."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.commitments.standing import register, standing, versions_of
from tests.coordination.partners import RULES, partners

from shiome.coordination.commitments import register_of, reminders
from shiome.coordination.commitments.rules import months_after

DAYS = st.dates(min_value=date(2024, 1, 10), max_value=date(2027, 1, 1))


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return partners(tmp_path_factory.mktemp("pack"))


def derived(pack, name, day):
    found = standing(pack, name, day).derived
    return (found.state, found.rule, found.since.isoformat()) if found else None


def test_silence_is_told_as_derived_from_the_day_the_rule_gives(pack):
    # Agreed in August 2023: the last day that this may mean is the 31st.
    assert derived(pack, "pact.station", "2024-08-30") is None
    assert derived(pack, "pact.station", "2024-08-31") == ("stalled", "quiet", "2024-08-31")
    assert standing(pack, "pact.station", "2024-08-31").told.state == "agreed"


def test_the_graver_rule_stands(pack):
    assert derived(pack, "pact.station", "2025-08-31") == ("lapsed", "outlived", "2025-08-31")


def test_a_change_of_all_administrations_is_needed_where_the_rule_says_so(tmp_path):
    still = """\
- {id: BBB, state: BBB, office: acting_president}
"""
    # Only Beland is followed, and nobody was in office there when it was agreed: no change can be told.
    pack = partners(tmp_path, {"administrations.yaml": still, "commitment_rules.yaml": RULES.split("- id: late")[0]})
    assert derived(pack, "pact.station", "2025-12-31") == ("stalled", "quiet", "2024-08-31")


def test_a_passed_due_date(tmp_path):
    only = "- id: late" + RULES.split("- id: late")[1]
    pack = partners(tmp_path, {"commitment_rules.yaml": only})
    assert derived(pack, "pact.station", "2025-09-29") is None
    assert derived(pack, "pact.station", "2025-09-30") == ("lapsed", "late", "2025-09-30")


def test_a_rule_that_asks_for_a_change_holds_only_from_the_change(tmp_path):
    soon = RULES.replace("silent_months: 24", "silent_months: 1")
    every = partners(tmp_path / "all", {"commitment_rules.yaml": soon})
    # Aland came first, in April 2024; Beland had nobody in office until June 2025.
    assert derived(every, "pact.station", "2025-05-31") == ("stalled", "quiet", "2024-08-31")
    assert derived(every, "pact.station", "2025-06-01") == ("lapsed", "outlived", "2025-06-01")
    some = partners(tmp_path / "any", {"commitment_rules.yaml": soon.replace("changed: all", "changed: any")})
    assert derived(some, "pact.station", "2024-03-31") is None
    assert derived(some, "pact.station", "2024-04-01") == ("lapsed", "outlived", "2024-04-01")


@given(day=DAYS)
def test_a_derived_state_holds_since_the_day_it_names_and_not_before(pack, day):
    found = derived(pack, "pact.station", day.isoformat())
    if found is not None:
        since = date.fromisoformat(found[2])
        assert derived(pack, "pact.station", found[2]) == found
        assert derived(pack, "pact.station", (since - timedelta(days=1)).isoformat()) != found


def test_what_is_closed_or_told_of_derives_nothing(pack):
    assert derived(pack, "pact.visits", "2026-12-31") is None
    assert derived(pack, "pact.data", "2025-12-31") is None


def test_without_rules_nothing_is_derived(tmp_path):
    pack = partners(tmp_path, {"commitment_rules.yaml": ""})
    assert all(each.derived is None for each in register(pack, "2026-12-31").standings)


def told(pack, day, **options):
    return [
        (each.reason, each.standing.id, each.days, each.states) for each in reminders(register(pack, day), **options)
    ]


def test_due_overdue_and_unconfirmed(pack):
    assert told(pack, "2024-12-01", within=30, quiet=1000) == [
        ("due", "pact.station", 30, ()),
        ("unconfirmed", "pact.station", 458, ("AAA",)),
        ("silent", "pact.station", 458, ()),
    ]
    assert ("due", "pact.station", 30, ()) not in told(pack, "2024-12-01", within=29)
    assert told(pack, "2025-01-01", quiet=1000)[0] == ("overdue", "pact.station", 1, ())


def test_what_was_only_agreed_is_asked_after(pack):
    assert ("planned", "pact.station", 132, ()) in told(pack, "2024-01-10", quiet=132)
    assert not [each for each in told(pack, "2024-01-10", quiet=133) if each[0] == "planned"]


def test_what_is_carried_out_is_let_be(pack):
    assert not [each for each in told(pack, "2026-12-31") if each[1] == "pact.visits"]


@given(day=DAYS, within=st.integers(0, 400), quiet=st.integers(0, 400))
def test_reminders_are_a_function_of_the_register(pack, day, within, quiet):
    versions = versions_of(pack)
    one = reminders(register_of(pack, versions, as_of=day), within=within, quiet=quiet)
    two = reminders(register_of(pack, list(versions), as_of=day), within=within, quiet=quiet)
    assert one == two
    known = {each.id for each in register_of(pack, versions, as_of=day).standings}
    assert {each.standing.id for each in one} <= known
    assert len({(each.reason, each.standing.id) for each in one}) == len(one)


@given(day=DAYS, wider=st.integers(0, 200), within=st.integers(0, 200))
def test_a_wider_look_ahead_loses_nothing(pack, day, wider, within):
    found = register(pack, day.isoformat())
    narrow = {(each.reason, each.standing.id) for each in reminders(found, within=within)}
    assert narrow <= {(each.reason, each.standing.id) for each in reminders(found, within=within + wider)}


@given(day=st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1)), months=st.integers(0, 120))
def test_months_after_keeps_the_day_or_the_end_of_the_month(day, months):
    after = months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after.day < day.day and (after + timedelta(days=1)).day == 1)
