from datetime import date, timedelta

import msgspec
import pytest
from tests.region.packs import NAMED, write_pack

from shiome.errors import NotKnown, RecordRefused
from shiome.workspace import Workspace
from shiome.workspace.review import Case, changed, check_cases, decide, edit, export_cases, merge, split

TEXT = """\
Note on Aland and Beland

By A. Writer
10 January 2024

On 5 January 2024 Aland signed an agreement with Beland. Aland condemned Beland on 6 January 2024. On 7 January 2024
Aland and Beland held talks.
"""
LATER = date(2024, 2, 1)


@pytest.fixture
def workspace(tmp_path):
    pack = write_pack(tmp_path / "pack", {"actors.yaml": NAMED})
    file = tmp_path / "note.txt"
    file.write_text(TEXT, encoding="utf-8")
    with Workspace.create(tmp_path / "ws", region=str(pack)) as made:
        assert made.ingest(file, today=date(2024, 1, 31)).state == "stored"
        yield made


@pytest.fixture
def proposed(workspace):
    found = workspace.records("event", status="proposed")
    assert len(found) >= 3
    return found


def test_a_decision_closes_one_version_and_appends_the_next(workspace, proposed):
    decide(workspace, [proposed[0].id], "accepted", by="kato", why="seen", today=LATER)
    before, after = workspace.store.history(proposed[0].id)
    assert (before.status, before.known_until) == ("proposed", LATER)
    assert (after.status, after.known_from) == ("accepted", LATER)
    assert workspace.records("event", ids=[proposed[0].id], known=LATER - timedelta(days=1))[0].status == "proposed"
    trail = workspace.store.audit(subject=proposed[0].id)
    assert any(entry.actor == "person:kato" and entry.detail.get("comment") == "seen" for entry in trail)


def test_decisions_are_all_or_none(workspace, proposed):
    with pytest.raises(NotKnown):
        decide(workspace, [proposed[0].id, "nothing"], "rejected", by="kato", today=LATER)
    assert workspace.store.record(proposed[0].id).status == "proposed"
    with pytest.raises(RecordRefused, match="needs a name"):
        decide(workspace, [proposed[0].id], "rejected", by=" ", today=LATER)


def test_what_is_decided_is_not_decided_again(workspace, proposed):
    decide(workspace, [proposed[0].id], "rejected", by="kato", today=LATER)
    with pytest.raises(RecordRefused, match="rejected already"):
        decide(workspace, [proposed[0].id], "accepted", by="kato", today=LATER)


def test_an_edit_is_a_proposal_that_somebody_else_accepts(workspace, proposed):
    identifier = proposed[0].id
    now = edit(workspace, identifier, {"when": "2024-01-04", "recipient": ["BBB"]}, by="kato", today=LATER)
    assert (now.when, now.recipient, now.status, now.coder) == ("2024-01-04", ("BBB",), "proposed", "person:kato")
    assert now.sources == proposed[0].sources
    with pytest.raises(RecordRefused) as caught:
        decide(workspace, [proposed[1].id, identifier], "accepted", by="kato", today=LATER)
    assert caught.value.code == "record.own_work"
    assert workspace.store.record(proposed[1].id).status == "proposed"
    decide(workspace, [identifier], "accepted", by="sato", today=LATER)
    held = workspace.store.record(identifier)
    assert (held.status, held.coder) == ("accepted", "person:kato")


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"id": "x"}, "review.field"), ({"colour": "red"}, "review.field"), ({"plover": "DANCE"}, "review.value")],
)
def test_edits_that_are_refused(workspace, proposed, changes, code):
    with pytest.raises(RecordRefused) as caught:
        changed(proposed[0], changes, by="kato")
    assert caught.value.code == code


def test_a_split_leaves_the_original_superseded_and_linked(workspace, proposed):
    parts = split(workspace, proposed[0].id, [{"plover": "CONSULT"}, {"plover": "AGREE"}], by="kato", today=LATER)
    assert [workspace.store.record(part).plover for part in parts] == ["CONSULT", "AGREE"]
    assert workspace.store.record(proposed[0].id).status == "superseded"
    assert {link.a for link in workspace.store.links(proposed[0].id)} == set(parts)
    assert {workspace.store.record(part).status for part in parts} == {"proposed"}
    with pytest.raises(RecordRefused):
        split(workspace, parts[0], [{}], by="kato", today=LATER)


def test_a_merge_gathers_the_sources(workspace, proposed):
    kept = merge(workspace, [proposed[0].id, proposed[1].id], by="kato", today=LATER)
    record = workspace.store.record(kept)
    assert record.status == "accepted"
    assert len(record.sources) == len({*proposed[0].sources, *proposed[1].sources})
    assert workspace.store.record(proposed[1].id).status == "superseded"


def test_nobody_merges_into_a_proposal_of_their_own(workspace, proposed):
    edit(workspace, proposed[0].id, {"when": "2024-01-04"}, by="kato", today=LATER)
    with pytest.raises(RecordRefused) as caught:
        merge(workspace, [proposed[0].id, proposed[1].id], by="kato", today=LATER)
    assert caught.value.code == "record.own_work"
    assert workspace.store.record(proposed[1].id).status == "proposed"


def test_corrections_become_cases_that_the_coder_can_be_held_to(workspace, proposed):
    decide(workspace, [proposed[0].id], "accepted", by="kato", today=LATER)
    edit(workspace, proposed[1].id, {"recipient": []}, by="kato", today=LATER)
    decide(workspace, [proposed[1].id], "accepted", by="sato", today=LATER)
    decide(workspace, [proposed[2].id], "rejected", by="kato", today=LATER)
    cases = list(export_cases(workspace))
    again = [msgspec.json.decode(msgspec.json.encode(case), type=Case) for case in cases]
    assert again == cases
    assert any(case.expected and not case.refused for case in cases)
    assert any(case.refused and not case.expected for case in cases)
    report = check_cases(workspace, cases)
    assert len(report) == len(cases)
    assert any(row["missing"] for row in report), "the edited record is not what the coder finds"
    assert any(row["returned"] for row in report), "the rejected record is found again"
    assert any(not row["missing"] and not row["returned"] for row in report), "the accepted record is found"
