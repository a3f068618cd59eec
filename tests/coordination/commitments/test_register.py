"""The register as of a day: states, evidence, administrations."""

from datetime import date, timedelta
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.commitments.standing import register, standing, versions_of
from tests.coordination.partners import partners

from shiome.coordination.commitments import Governments, register_of
from shiome.coordination.commitments.recording import STATES
from shiome.coordination.sources import places
from shiome.records.model import Commitment
from shiome.region.pack import load_pack, locate

DAYS = st.dates(min_value=date(2023, 1, 1), max_value=date(2027, 1, 1))


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return partners(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def peninsula():
    return load_pack(locate("peninsula"))


def test_states_stand_in_time_order_with_their_evidence(pack):
    found = standing(pack, "pact.data", "2025-12-31")
    assert [(s.state, s.when, places(s.sources)) for s in found.states] == [
        ("agreed", "2023-08", "d1:L2"),
        ("launched", "2023-12", "d1:L3"),
        ("continued", "2024-05/2024-06-30", "d2:L4"),
        ("held", "2025-06-15", "d3:L2"),
    ]
    assert found.told.state == "held"
    assert found.confirmed == found.told
    assert found.quiet_days == 199
    assert found.told_by == "bea"


def test_what_a_later_document_tells_is_not_known_before(pack):
    found = standing(pack, "pact.data", "2025-12-30")
    assert [s.state for s in found.states] == ["agreed", "launched", "continued"]
    assert found.told_by == ""
    assert register(pack, "2024-01-09").standings == ()


@given(first=DAYS, second=DAYS)
def test_as_of_is_monotone(pack, first, second):
    """A later day knows every state that an earlier one knew, and an earlier one none that lies after it."""
    earlier, later = sorted((first, second))
    versions = versions_of(pack)
    before = {s.id: s for s in register_of(pack, versions, as_of=earlier).standings}
    after = {s.id: s for s in register_of(pack, versions, as_of=later).standings}
    assert set(before) <= set(after)
    for name, known in before.items():
        assert set(map(repr, known.states)) <= set(map(repr, after[name].states))
        for state in known.states:
            assert state.known_from <= earlier
            assert state.first <= state.last <= earlier
            assert all(source.known_from <= earlier for source in state.sources)
        for each in known.confirmations:
            assert all(term.since <= earlier for term in (*each.last, *((each.now,) if each.now else ())))


@pytest.mark.parametrize("day", ["2024-12-06", "2025-04-16", "2025-05-21", "2025-12-31"])
def test_the_register_agrees_with_the_records_on_every_day_of_a_paper(peninsula, day):
    on = date.fromisoformat(day)
    versions = versions_of(peninsula)
    held = {v.id: v.state for v in versions if v.known_from <= on and (v.known_until is None or on < v.known_until)}
    found = {each.id: each.told.state for each in register_of(peninsula, versions, as_of=on).standings}
    assert found == held
    assert found


def test_every_state_of_the_shipped_pack_opens_on_a_passage(peninsula):
    for each in register(peninsula, "2025-12-31").standings:
        for state in each.states:
            assert state.sources, (each.id, state.state)
            assert all(source.line for source in state.sources)


def test_the_states_are_those_of_the_record():
    assert set(STATES) == set(get_args(get_type_hints(Commitment)["state"]))


def taken(pack, name, day):
    return {each.state: each.taken for each in standing(pack, name, day).confirmations}


def test_who_in_office_confirmed(pack):
    # Both who agreed still govern.
    assert taken(pack, "pact.data", "2024-01-10") == {"AAA": "confirmed", "BBB": "confirmed"}
    # Aland changed its government; its new one is not yet told to have gone on.
    assert taken(pack, "pact.data", "2024-04-02") == {"AAA": "before", "BBB": "confirmed"}
    assert taken(pack, "pact.data", "2024-06-30") == {"AAA": "confirmed", "BBB": "confirmed"}
    # The presidency is vacant, and whoever acts begins no administration.
    vacant = standing(pack, "pact.data", "2025-03-15").confirmations
    assert [(each.state, each.taken, each.acting) for each in vacant] == [
        ("AAA", "before", ""),
        ("BBB", "vacant", "bea"),
    ]
    assert taken(pack, "pact.data", "2025-12-31") == {"AAA": "confirmed", "BBB": "confirmed"}


def test_a_person_who_returns_is_another_administration(pack):
    (mine,) = [each for each in standing(pack, "pact.station", "2025-12-31").confirmations if each.state == "AAA"]
    assert [term.holder for term in mine.last] == ["ada"]
    assert mine.now is not None
    assert mine.now.holder == "ada"
    assert mine.taken == "before"


def test_a_date_that_leaves_it_open_only_makes_it_possible(tmp_path):
    changed = {"commitments.yaml": COMMITMENT.format(when="2024-03/2024-05", cite="d2:L4")}
    assert taken(partners(tmp_path, changed), "one", "2024-06-30") == {"AAA": "possibly"}


COMMITMENT = """\
- id: one
  owner: [AAA]
  content: {{ja: 約束, en: Promise}}
  text: pact
  cite: ["{cite}"]
  states:
    - {{state: held, when: {when}, text: {{ja: 実施, en: Held}}, cite: ["{cite}"]}}
"""


def test_administrations_of_the_shipped_pack_follow_one_another(peninsula):
    governments = Governments(peninsula)
    for state in governments.states:
        day = date(2015, 1, 1)
        while day < date(2025, 12, 31):
            now = governments.on(state, day)
            assert now is None or now.since <= day <= now.until
            day += timedelta(days=30)
    vacancy = governments.within("KOR", date(2025, 4, 1), date(2025, 7, 1))
    assert [term and term.holder for term in vacancy] == ["yoon", None, "lee_jae_myung"]
    assert governments.acting("KOR", date(2025, 5, 15)) == "lee_ju_ho"
