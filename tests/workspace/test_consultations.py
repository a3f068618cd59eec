import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.coordination.consultation.files import ISSUE, OPENING, point, shared, standing

from shiome.coordination.consultation.model import Release, Retraction, Standing
from shiome.errors import InputRefused, NotKnown, RecordRefused
from shiome.records.marking import Marking
from shiome.records.model import Consultation, Position
from shiome.workspace import Workspace
from shiome.workspace.consultations import (
    add_to_consultation,
    consultation,
    consultations,
    linked_positions,
    open_consultation,
    parts_from,
)
from shiome.workspace.consulting import consulted, position_moves, position_register

FIRST, NEXT = date(2026, 1, 5), date(2026, 1, 9)
FILE = "tcog-2-end-state"
EXAMPLES = Path(__file__).parents[2] / "examples" / "proposals"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh") / "ws"
    Workspace.create(folder).close()
    return folder


@pytest.fixture
def workspace(fresh, tmp_path):
    with Workspace.open(shutil.copytree(fresh, tmp_path / "ws")) as opened:
        yield opened


def test_a_new_workspace_has_the_files_of_its_region_from_the_day_of_their_documents(workspace):
    assert [file.id for file in consultations(workspace)] == [FILE]
    assert consultations(workspace, as_of=date(2025, 4, 15)) == []
    sizes = [
        len(consultation(workspace, FILE, as_of=day).entries)
        for day in (date(2025, 4, 16), date(2025, 5, 20), date(2025, 5, 21), date(2025, 12, 31))
    ]
    assert sizes[0] == sizes[1] < sizes[2] < sizes[3]
    whole = consultation(workspace, FILE)
    for day in (date(2025, 4, 16), date(2025, 5, 21)):
        # What the store knew on a day is the log up to that day.
        assert consultation(workspace, FILE, as_of=day) == whole.as_of(day)


def test_the_record_opens_on_the_passages_of_its_parts(workspace):
    record = workspace.store.record(FILE)
    assert isinstance(record, Consultation)
    assert {source.document for source in record.sources} == {"000", "001", "003", "004"}
    assert all(source.line for source in record.sources)
    linked = linked_positions(workspace, consultation(workspace, FILE))
    assert len(linked) == 4
    assert all(position.sources for position in linked.values())
    early = consultation(workspace, FILE, as_of=date(2025, 4, 16))
    assert "JPN-nuclear-end-state" not in linked_positions(workspace, early, as_of=date(2025, 4, 16))


def test_what_is_entered_stays_and_what_was_known_can_be_asked_again(workspace):
    open_consultation(workspace, "c1", OPENING, by="kato", on=FIRST)
    add_to_consultation(
        workspace, "c1", [point(), Standing(party="USA", record="USA-nuclear-end-state")], by="kato", on=FIRST
    )
    add_to_consultation(
        workspace, "c1", [point(state="agreed"), shared(("All", Marking(tlp="CLEAR")))], by="abe", on=NEXT
    )
    assert [
        len(file.points("agreed"))
        for file in (consultation(workspace, "c1", as_of=FIRST), consultation(workspace, "c1"))
    ] == [0, 1]
    assert [entry.by for entry in consultation(workspace, "c1").entries] == ["person:kato"] * 3 + ["person:abe"] * 2
    assert {file.id for file in consultations(workspace, reader="public")} == {"c1", FILE}
    assert {file.id for file in consultations(workspace, reader="public", as_of=FIRST)} == {FILE}


def test_an_earlier_day_tells_nothing_that_is_no_longer_released(workspace):
    clear, none = Marking(tlp="CLEAR"), Marking(tlp="RED")
    open_consultation(workspace, "c1", OPENING, by="kato", on=FIRST)
    parts = [point(state="agreed"), shared(("All", clear)), Release(items=(1, 2), new=clear, consent=("JPN",))]
    add_to_consultation(workspace, "c1", parts, by="kato", on=FIRST)
    assert len(consultation(workspace, "c1", reader="public").entries) == 3
    add_to_consultation(workspace, "c1", [Retraction(item=3, reason={"en": "withdrawn"})], by="kato", on=NEXT)
    assert len(consultation(workspace, "c1", as_of=FIRST, reader="public").entries) == 2
    assert len(consultation(workspace, "c1", as_of=FIRST).entries) == 4
    add_to_consultation(workspace, "c1", [Release(items=(1,), new=none, consent=("JPN",))], by="kato", on=NEXT)
    with pytest.raises(NotKnown, match="no consultation file 'c1'"):
        consultation(workspace, "c1", as_of=FIRST, reader="public")
    assert {file.id for file in consultations(workspace, as_of=FIRST, reader="public")} == {FILE}


def test_a_refusal_leaves_the_file_as_it_was(workspace):
    open_consultation(workspace, "c1", OPENING, by="kato", on=NEXT)
    with pytest.raises(InputRefused):
        add_to_consultation(workspace, "c1", [point(), point(tool="trade")], by="kato", on=NEXT)
    with pytest.raises(RecordRefused, match="lies before it"):
        add_to_consultation(workspace, "c1", [point()], by="kato", on=FIRST)
    with pytest.raises(InputRefused, match="nobody is named"):
        add_to_consultation(workspace, "c1", [point()], by=" ", on=NEXT)
    with pytest.raises(InputRefused, match="already"):
        open_consultation(workspace, "c1", OPENING, by="kato", on=NEXT)
    with pytest.raises(NotKnown, match="no consultation file 'JPN-nuclear-end-state'"):
        consultation(workspace, "JPN-nuclear-end-state")
    with pytest.raises(NotKnown, match="no consultation file 'c2'"):
        add_to_consultation(workspace, "c2", [point()], by="kato", on=NEXT)
    assert len(consultation(workspace, "c1").entries) == 1


def test_parts_from_a_file_are_checked_against_those_before_them(workspace, tmp_path):
    file = tmp_path / "parts.yaml"
    file.write_text(
        "- {type: point, key: pace, state: open, text: {en: Pace}}\n"
        "- {type: decision, key: d1, state: pending, owner: [JPN], text: {en: Do}, points: [pace]}\n",
        encoding="utf-8",
    )
    parts = parts_from(workspace, FILE, file, by="kato", on=NEXT)
    assert len(add_to_consultation(workspace, FILE, parts, by="kato", on=NEXT).points("open")) == 7
    file.write_text(
        "- {type: point, key: pace, state: open, text: {en: Pace}}\n- {type: minutes, meeting: m9}\n", encoding="utf-8"
    )
    with pytest.raises(InputRefused, match=r"parts.yaml, line 2: the file has no meeting 'm9'"):
        parts_from(workspace, FILE, file, by="kato", on=NEXT)
    file.write_text("- {type: point, key: pace}\n", encoding="utf-8")
    with pytest.raises(InputRefused, match=r"parts.yaml, line 1") as refused:
        parts_from(workspace, FILE, file, by="kato", on=NEXT)
    assert refused.value.code == "parts.file"


def test_common_ground_moves_with_the_day(workspace):
    found = {}
    for day in (date(2025, 4, 16), date(2025, 12, 31)):
        found[day] = consulted(workspace, consultation(workspace, FILE, as_of=day), as_of=day)
    early, late = found.values()
    assert (early.ground.consensus, early.ground.point, early.ground.mark.at) == ("consensus", 75, 75)
    assert (late.ground.consensus, late.ground.everybody.low, late.ground.everybody.high) == ("ground", 80, 85)
    gives = {give.party: give for give in late.ground.gives}
    assert gives["JPN"].weighted == pytest.approx(gives["KOR"].weighted)
    assert gives["JPN"].distance < 0 < gives["USA"].distance
    assert late.bargained is not None
    assert early.ground.scale.low <= late.bargained.median <= early.ground.scale.high
    assert early.effects
    assert early.findings == ()


def test_proposals_beside_the_file_are_tested_for_its_parties(workspace):
    day = date(2025, 12, 31)
    found = consulted(
        workspace, consultation(workspace, FILE, as_of=day), as_of=day, proposals=[EXAMPLES / "icbm-freeze.yaml"]
    )
    (finding,) = found.findings
    assert finding.name == "icbm-freeze"
    assert {each.party for each in finding.fails} == {"JPN", "KOR", "USA"}


def test_an_issue_without_a_scale_has_no_ground(workspace):
    opening = OPENING.__class__(
        **{name: getattr(OPENING, name) for name in OPENING.__struct_fields__} | {"issue": "arms-control"}
    )
    file = open_consultation(workspace, "c1", opening, by="kato", on=FIRST)
    with pytest.raises(InputRefused, match="arms-control has no scale"):
        consulted(workspace, file, as_of=FIRST)


def test_without_capabilities_nothing_is_forecast(workspace):
    open_consultation(workspace, "c1", OPENING, by="kato", on=FIRST)
    file = add_to_consultation(workspace, "c1", [standing()], by="kato", on=FIRST)
    found = consulted(workspace, file, as_of=FIRST)
    assert found.bargained is None
    assert [each.party for each in found.ground.placed] == ["JPN"]
    assert found.ground.point is None


def test_a_position_whose_time_had_ended_counts_for_no_ground(workspace):
    past = Position(
        id="past", when="2024-01/2025-06", known_from=date(2025, 1, 1), coder="person:kato", actor="KOR", issue=ISSUE,
        stance="-", value=40, salience=0.5,
    )  # fmt: skip
    with workspace.store.transaction(actor="person:kato") as tx:
        tx.add_records([past])
    open_consultation(workspace, "c1", OPENING, by="kato", on=FIRST)
    file = add_to_consultation(workspace, "c1", [Standing(party="KOR", record="past")], by="kato", on=FIRST)
    assert "past" in linked_positions(workspace, file)
    assert consulted(workspace, file, as_of=FIRST).ground.placed == ()


def test_the_register_and_who_moved(workspace):
    (entry,) = position_register(workspace, as_of=date(2025, 12, 31), issue=ISSUE)
    assert [held.party for held in entry.held] == ["JPN", "USA", "KOR"]
    (move,) = position_moves(workspace, since=date(2025, 4, 16), until=date(2025, 12, 31), issue=ISSUE)
    assert (move.party, move.by, move.documents) == ("JPN", 15, ("003",))
    assert position_moves(workspace, since=date(2025, 12, 31), until=date(2025, 12, 31) + timedelta(1)) == ()
    everything = position_register(workspace, as_of=date(2025, 12, 31), parties=["PRK"])
    assert {held.party for each in everything for held in each.held} == {"PRK"}
    with pytest.raises(NotKnown):
        position_register(workspace, as_of=FIRST, parties=["XXX"])
    with pytest.raises(NotKnown):
        position_register(workspace, as_of=FIRST, issue="nothing")
