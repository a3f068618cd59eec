"""Recording states of commitments in a workspace."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.coordination.partners import write_partners

from shiome.coordination.commitments import reminders
from shiome.errors import InputRefused, NotKnown, RecordRefused
from shiome.workspace import Workspace, commitments

TODAY = date(2026, 2, 1)
ON = date(2026, 1, 15)


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "ws", region=str(write_partners(tmp_path / "pack"))) as made:
        yield made


def record(workspace, name="pact.station", **changes):
    fields = {
        "state": "launched",
        "when": "2026-01-10",
        "evidence": ["A release"],
        "on": ON,
        "by": "kato",
        "today": TODAY,
    }
    return commitments.record(workspace, name, **fields | changes)


def standing(workspace, day, name="pact.station"):
    return commitments.standing(workspace, name, as_of=day)


def test_a_state_is_known_from_its_day_and_what_was_known_before_stays(workspace):
    before = standing(workspace, ON - timedelta(days=1))
    found = record(workspace)
    assert found.told.state == "launched"
    assert found.told.by == "person:kato"
    assert found.told.text == {"en": "A release"}
    assert found.derived is None
    assert standing(workspace, ON - timedelta(days=1)) == before
    assert before.derived is not None
    assert workspace.store.record("pact.station", as_of=ON).state == "launched"
    assert workspace.store.record("pact.station", as_of=ON - timedelta(days=1)).state == "agreed"
    assert commitments.newest_day(workspace) == ON


def places_of(state):
    return [(source.document, source.line) for source in state.sources]


def test_evidence_of_each_state_stands_with_it(workspace):
    record(workspace, evidence=["d3:L4", "d2:2"])
    # The same place may speak for two states.
    found = record(workspace, state="stalled", when="2026-01-20", on=date(2026, 1, 20), evidence=["d3:5", "d3:L4"])
    assert [places_of(state) for state in found.states] == [[("d1", 4)], [("d3", 4), ("d2", 2)], [("d3", 5), ("d3", 4)]]
    roles = {(s.document, s.line): s.role for s in workspace.store.record("pact.station").sources if s.known_from >= ON}
    assert roles == {("d2", 2): "confirms", ("d3", 4): "disputes", ("d3", 5): "disputes"}


def test_of_two_entered_on_one_day_the_later_stands(workspace):
    record(workspace, state="stalled", evidence=["d3:4"])
    found = record(workspace, state="held", evidence=["d3:5"])
    assert [(each.state, places_of(each)) for each in found.states] == [("agreed", [("d1", 4)]), ("held", [("d3", 5)])]


def test_who_confirmed_is_not_carried_over(workspace):
    assert standing(workspace, date(2025, 12, 31), "pact.data").told_by == "bea"
    assert record(workspace, "pact.data").told_by == ""
    later = record(workspace, "pact.data", on=TODAY, confirmed_by="ada", state="held")
    assert later.told_by == "ada"


def test_a_due_date_may_come_with_the_evidence(workspace):
    found = record(workspace, "pact.data", due="2026-03")
    assert found.due == "2026-03"
    due = [each for each in reminders(commitments.register(workspace, as_of=ON)) if each.reason == "due"]
    assert [(each.standing.id, each.days) for each in due] == [("pact.data", 75)]
    assert record(workspace, "pact.data", on=TODAY, state="held").due == "2026-03"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "dropped"}, "commitment.state"),
        ({"evidence": []}, "commitment.evidence"),
        ({"evidence": [" "]}, "commitment.evidence"),
        ({"when": "2026-01-16"}, "commitment.ahead"),
        ({"when": "2020"}, "commitment.order"),
        ({"by": " "}, "commitment.by"),
        ({"on": TODAY + timedelta(days=1)}, "ledger.future"),
        ({"on": date(2025, 12, 1), "when": "2025-11", "evidence": ["d3:4"]}, "commitment.leak"),
        ({"evidence": ["d3:11"]}, "evidence.lines"),
        ({"evidence": ["d3:2-1"]}, "ledger.lines"),
        ({"when": "soon"}, "date.form"),
        ({"due": "soon"}, "date.form"),
    ],
)
def test_what_does_not_hold_is_refused_and_nothing_is_stored(workspace, changes, code):
    before = workspace.store.history("pact.station")
    with pytest.raises(InputRefused) as caught:
        record(workspace, **changes)
    assert caught.value.code == code
    assert workspace.store.history("pact.station") == before


@pytest.mark.parametrize(
    ("name", "changes", "code"),
    [
        ("nothing", {}, "commitment.unknown"),
        ("pact.station", {"evidence": ["moon:4"]}, "evidence.document"),
        ("pact.station", {"confirmed_by": "moon"}, "region.entry"),
    ],
)
def test_what_is_not_known_is_named(workspace, name, changes, code):
    with pytest.raises(NotKnown) as caught:
        record(workspace, name, **changes)
    assert caught.value.code == code


def test_a_state_cannot_slip_in_before_one_that_was_entered(workspace):
    record(workspace)
    with pytest.raises(RecordRefused) as caught:
        record(workspace, on=ON - timedelta(days=1), when="2026-01-10")
    assert caught.value.code == "record.clock"


def test_a_rejected_record_is_no_promise(workspace):
    with workspace.store.transaction(actor="person:kato") as tx:
        tx.review("pact.station", "rejected", on=ON)
    with pytest.raises(NotKnown):
        standing(workspace, ON)
    assert standing(workspace, ON - timedelta(days=1)).told.state == "agreed"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(min_value=date(2024, 1, 10), max_value=date(2026, 3, 1)))
def test_what_is_recorded_shows_on_no_earlier_day(workspace, day):
    if standing(workspace, date(2026, 3, 1)).told.state == "agreed":
        record(workspace)
    entered = [each for each in standing(workspace, day).states if each.by == "person:kato"]
    assert bool(entered) == (day >= ON)


def test_layers_take_the_principals_of_the_region(workspace):
    found = commitments.layers(workspace, as_of=date(2025, 12, 31), members=("AAA", "BBB"))
    assert found.activity["leaders"]
    assert commitments.layers(workspace, as_of=date(2025, 12, 31)).members == ("AAA",)
    with pytest.raises(NotKnown):
        commitments.layers(workspace, as_of=date(2025, 12, 31), members=("moon",))


@pytest.mark.postgres
def test_a_team_shares_what_was_recorded(tmp_path, postgres_url):
    region = str(write_partners(tmp_path / "pack"))
    with Workspace.create(tmp_path / "ws", region=region, db=postgres_url()) as workspace:
        record(workspace, evidence=["d3:4", "A release"])
        with Workspace.open(tmp_path / "ws", read_only=True) as other:
            found = standing(other, ON)
            assert (found.told.state, found.told.by, places_of(found.told)) == ("launched", "person:kato", [("d3", 4)])
            assert standing(other, ON - timedelta(days=1)).told.state == "agreed"
