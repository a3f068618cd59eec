from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.consultation.files import DAY, ISSUE, OPENING, PARTIES, consultation, pack, point, shared

from shiome.coordination.consultation import (
    LOG,
    ConsultationFile,
    check_parts,
    file_of,
    grown,
    packed_parts,
    version_of,
)
from shiome.coordination.consultation.model import (
    Decision,
    Entry,
    Meeting,
    Minutes,
    Opening,
    Point,
    Retraction,
    Slot,
    Statement,
)
from shiome.errors import InputRefused
from shiome.records.model import Position
from shiome.region.schema.coordination import Consultation
from shiome.region.schema.knowledge import PositionEntry


def test_the_last_under_a_key_counts_and_the_earlier_stay_in_the_log():
    file = consultation(point(), point("terms"), point(state="agreed"))
    assert [each.key for each in file.points("agreed")] == ["goal"]
    assert [each.key for each in file.points("open")] == ["terms"]
    assert list(file.latest(Point)) == ["goal", "terms"]
    assert [entry.number for entry in file.entries] == [1, 2, 3, 4]


def test_taking_back_the_last_brings_the_one_before_it_back():
    file = consultation(point(), point(state="agreed"), Retraction(item=3, reason={"en": "not yet"}))
    assert [each.key for each in file.points("open")] == ["goal"]


def test_slots_versions_and_minutes():
    first, second = Slot(tool="sanctions", text={"en": "stay"}), Slot(tool="sanctions", text={"en": "tighten"})
    meeting = Meeting(key="m1", on="2026-02", level="officials")
    minutes = Minutes(meeting="m1", statements=(Statement(party="KOR", text={"en": "agreed"}),))
    file = consultation(first, second, point(state="agreed"), shared(), meeting, minutes)
    assert dict(file.slots) == {"sanctions": second}
    assert file.shared is not None
    assert file.approved(file.shared)
    assert file.minutes["m1"].statements[0].party == "KOR"
    assert consultation().shared is None


def test_a_record_and_back():
    lines = LOG.appended((), (OPENING, point()), on=DAY, by="person:kato")
    record = version_of("c1", lines, on=DAY, by="person:kato")
    assert (record.title, record.issue, record.parties, record.marking) == (
        "The end-state", ISSUE, PARTIES, "TLP:AMBER REL TO tcog-2",
    )  # fmt: skip
    assert record.translations["ko"] == {"title": "최종 목표"}
    later = grown(record, [point("terms")], on=DAY + timedelta(1), by="person:abe")
    assert later.log[:2] == record.log
    assert [entry.by for entry in file_of(later).entries] == ["person:kato", "person:kato", "person:abe"]


@given(st.integers(0, 2), st.data())
def test_a_change_anywhere_in_the_log_shows(line, data):
    lines = list(LOG.appended((), (OPENING, point(), point("terms")), on=DAY, by="person:kato"))
    at = data.draw(st.integers(0, len(lines[line]) - 1))
    changed = lines[line][:at] + ("x" if lines[line][at] != "x" else "y") + lines[line][at + 1 :]
    # The last line has no line after it that would hold its hash.
    lines[line] = changed
    told = LOG.read(lines[:1], name="c1") if line == 2 else None
    if line < 2:
        with pytest.raises(InputRefused, match="not the line that was written"):
            LOG.read(lines, name="c1")
    else:
        assert told is not None


def test_a_line_that_is_missing_shows():
    lines = LOG.appended((), (OPENING, point(), point("terms")), on=DAY, by="person:kato")
    with pytest.raises(InputRefused, match="line 2 of its log"):
        LOG.read((lines[0], lines[2]), name="c1")


days = st.lists(st.integers(0, 3), min_size=1, max_size=12)
keyed = st.tuples(st.sampled_from(["goal", "terms", "road"]), st.sampled_from(["open", "agreed"]))


@given(days, st.data())
def test_the_file_of_an_earlier_day_is_a_prefix(gaps, data):
    entries = [Entry(number=1, on=DAY, by="x:y", part=OPENING)]
    for gap in gaps:
        key, state = data.draw(keyed)
        entries.append(
            Entry(number=len(entries) + 1, on=entries[-1].on + timedelta(gap), by="x:y", part=point(key, state))
        )
    whole = ConsultationFile("c1", tuple(entries))
    day = DAY + timedelta(data.draw(st.integers(-1, 40)))
    found = whole.as_of(day)
    if day < DAY:
        assert found is None
        return
    assert found is not None
    assert whole.entries[: len(found.entries)] == found.entries
    assert all(entry.on > day for entry in whole.entries[len(found.entries) :])
    # What counts on that day is what counted before anything later was entered.
    alone = ConsultationFile("c1", tuple(entry for entry in entries if entry.on <= day))
    assert found.latest(Point) == alone.latest(Point)


def position_of(name):
    told = pack().entries("positions", PositionEntry)[name]
    return Position(id=name, when="", known_from=DAY, coder="x@1", actor=told.actor, issue=told.issue, stance="-")


def test_the_files_that_the_region_brings_keep_their_own_rules():
    for entry in pack().entries("consultations", Consultation).values():
        (opened, opening), *rest = packed_parts(pack(), entry)
        assert isinstance(opening, Opening)
        file = ConsultationFile(entry.id, (Entry(number=1, on=opened, by="x:y", part=opening),))
        whole = check_parts(file, [part for _, part in rest], pack(), on=opened, by="x:y", position=position_of)
        listed = [day for day, _ in rest]
        assert listed == sorted(listed)
        assert min(listed) >= opened
        assert set(whole.slots) == set(entry.tools)
        assert len(whole.latest(Decision)) == len(entry.decisions)
        assert msgspec.json.encode(whole.entries)


def test_before_its_documents_nothing_of_a_file_is_there():
    (entry,) = pack().entries("consultations", Consultation).values()
    days = {day for day, _ in packed_parts(pack(), entry)}
    assert days == {date(2025, 4, 16), date(2025, 5, 21), date(2025, 12, 31)}
