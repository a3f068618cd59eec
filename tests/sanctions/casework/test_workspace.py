import hashlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise

import pytest
from tests.sanctions.casework.cases import OPENING, identity

from shiome.errors import InputRefused, NotKnown, RecordRefused
from shiome.records.marking import Marking
from shiome.sanctions.casework import read_parts
from shiome.sanctions.casework.model import Evidence, HandOver, Identity, Legal, Release
from shiome.workspace import Workspace, cases
from shiome.workspace.monitoring import monitoring_of

FIRST, LATER = date(2025, 6, 1), date(2025, 7, 1)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh") / "ws"
    Workspace.create(folder).close()
    return folder


@pytest.fixture
def workspace(fresh, tmp_path):
    shutil.copytree(fresh, tmp_path / "ws")
    with Workspace.open(tmp_path / "ws") as made:
        cases.open_case(made, "c1", OPENING, by="kato", on=FIRST)
        yield made


def files(workspace):
    return [file for file in (workspace.folder / cases.FOLDER).rglob("*") if file.is_file()]


def photo(sha256, size):
    return Evidence(sha256=sha256, size=size, name="photo.jpg")


def test_what_is_added_is_a_new_version_and_the_old_one_stays(workspace):
    cases.add_parts(workspace, "c1", [identity()], by="kato", on=FIRST)
    cases.add_parts(workspace, "c1", [identity("OTHER")], by="sato", on=LATER)
    assert len(cases.case(workspace, "c1").entries) == 3
    assert len(cases.case(workspace, "c1", as_of=date(2025, 6, 30)).entries) == 2
    history = workspace.store.history("c1")
    assert [len(version.chronology) for version in history] == [1, 2, 3]
    assert all(b.chronology[: len(a.chronology)] == a.chronology for a, b in pairwise(history))
    with pytest.raises(NotKnown, match="there is no case"):
        cases.case(workspace, "c1", as_of=date(2025, 5, 31))


def test_nothing_is_entered_before_what_was_entered_last(workspace):
    cases.add_parts(workspace, "c1", [identity()], by="kato", on=LATER)
    with pytest.raises(RecordRefused, match="lies before it"):
        cases.add_parts(workspace, "c1", [identity()], by="kato", on=FIRST)


def test_all_parts_or_none(workspace):
    with pytest.raises(InputRefused):
        cases.add_parts(workspace, "c1", [identity(), Legal(basis="nothing")], by="kato", on=FIRST)
    assert len(cases.case(workspace, "c1").entries) == 1


def test_a_case_is_opened_once_and_by_somebody(workspace):
    with pytest.raises(InputRefused, match="already"):
        cases.open_case(workspace, "c1", OPENING, by="kato", on=FIRST)
    with pytest.raises(InputRefused, match="nobody is named"):
        cases.open_case(workspace, "c2", OPENING, by=" ", on=FIRST)
    with pytest.raises(NotKnown, match="there is no case 'F-004-35'"):
        cases.case(workspace, "F-004-35")


def test_evidence_is_kept_by_its_hash_once(workspace, tmp_path):
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"pixels")
    for count in (1, 2):
        cases.add_evidence(workspace, "c1", file, photo, by="kato", on=FIRST)
        assert len(files(workspace)) == 1
        assert len(cases.case(workspace, "c1").of(Evidence)) == count
    sha256 = hashlib.sha256(b"pixels").hexdigest()
    kept = cases.evidence_file(workspace, sha256)
    assert kept.read_bytes() == b"pixels"
    assert workspace.store.record("c1").evidence == (sha256, sha256)
    kept.chmod(0o644)
    kept.write_bytes(b"pixelz")
    with pytest.raises(InputRefused, match="hash has changed"):
        cases.evidence_file(workspace, sha256)
    kept.unlink()
    with pytest.raises(NotKnown, match="is missing"):
        cases.evidence_file(workspace, sha256)


def test_evidence_that_is_refused_leaves_no_file(workspace, tmp_path):
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"pixels")
    with pytest.raises(InputRefused):
        cases.add_evidence(
            workspace, "c1", file, lambda s, n: Evidence(sha256=s, size=n, name="x", originator="RUS"), by="k", on=FIRST
        )
    with pytest.raises(InputRefused, match="cannot be kept"):
        cases.add_evidence(workspace, "c1", tmp_path / "none", photo, by="kato", on=FIRST)
    assert files(workspace) == []


def test_a_file_with_an_unknown_body_is_refused_with_its_line(workspace, tmp_path):
    file = tmp_path / "parts.yaml"
    file.write_text(
        "- {type: identity, subject: v, side: digital, field: name, value: STAR}\n"
        "- {type: hand_over, source: ecc, target: club, stage: case, at: 2025-06-01, items: [1]}\n"
    )
    with pytest.raises(NotKnown, match=r"parts.yaml, line 2: 'club' is no body of the framework") as caught:
        read_parts(file, cases.checker(workspace, "c1", by="kato", on=FIRST))
    assert "\n" not in caught.value.line("ja")
    assert len(cases.case(workspace, "c1").entries) == 1


def test_abbreviations_of_bodies_are_kept_as_identifiers(workspace):
    part = HandOver(source="ECC", target="ecc", stage="case", at="2025-06-01", items=(1,))
    with pytest.raises(InputRefused, match="two bodies"):
        cases.add_parts(workspace, "c1", [part], by="kato", on=FIRST)


def test_a_reader_lists_the_cases_that_it_may_know_of(workspace):
    assert [case.id for case in cases.cases(workspace)] == ["c1"]
    assert [case.id for case in cases.cases(workspace, reader="ecc")] == ["c1"]
    assert cases.cases(workspace, reader="ITA") == []
    with pytest.raises(NotKnown, match="neither a body"):
        cases.cases(workspace, reader="club")


def test_two_writers_at_once_lose_nothing(workspace):
    def write(name):
        with Workspace.open(workspace.folder) as own:
            for number in range(5):
                cases.add_parts(own, "c1", [identity(f"{name}{number}")], by=name, on=FIRST)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, ("kato", "sato")))
    values = {part.value for part in cases.case(workspace, "c1").of(Identity)}
    assert values == {f"{name}{number}" for name in ("kato", "sato") for number in range(5)}


def released(item, marking):
    return Release(items=(item,), new=marking, consent=("JPN",))


def test_an_earlier_day_shows_nothing_that_is_no_longer_released(workspace):
    clear, red = Marking(tlp="CLEAR"), Marking(tlp="RED")
    cases.add_parts(
        workspace, "c1", [identity(), identity("TWO"), released(1, clear), released(2, clear)], by="kato", on=FIRST
    )
    cases.add_parts(workspace, "c1", [released(2, red), released(3, clear)], by="kato", on=LATER)
    told = {
        day: [entry.part.value for entry in cases.case(workspace, "c1", as_of=day, reader="public").entries[1:]]
        for day in (FIRST, LATER, None)
    }
    assert told == {FIRST: [], LATER: ["TWO"], None: ["TWO"]}
    assert [len(case.entries) for case in cases.cases(workspace, as_of=FIRST, reader="public")] == [1]
    assert len(cases.case(workspace, "c1", as_of=FIRST).entries) == 5
    cases.add_parts(workspace, "c1", [released(1, red)], by="kato", on=LATER)
    assert cases.cases(workspace, as_of=FIRST, reader="public") == []
    view = monitoring_of(workspace, FIRST)
    assert view is not None
    assert view.cases == ()
    with pytest.raises(NotKnown, match="there is no case 'c1'"):
        cases.case(workspace, "c1", as_of=FIRST, reader="public")
