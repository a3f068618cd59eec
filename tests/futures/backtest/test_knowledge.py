"""No later knowledge reaches a forecaster."""

import functools
import random
from datetime import date

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.futures.backtest.leaks import (
    assert_no_leak,
    changed_pack,
    changed_records,
    hashing,
    judgements,
    later_documents,
)

from shiome.errors import InputRefused
from shiome.futures.backtest.answers import Answer
from shiome.futures.backtest.knowledge import guarded, pack_as_of, view_as_of
from shiome.region.pack import load_pack, locate
from shiome.workspace.seed import seed_records

FORMULAS = ("us-dprk-talks=summit", "not ever nuclear-test=test")


@functools.cache
def pack():
    return load_pack(locate("peninsula"))


@functools.cache
def records():
    return tuple(seed_records(pack()))


def days():
    return st.sampled_from(
        [date(2024, 12, 5), date(2024, 12, 6), date(2025, 4, 16), date(2025, 5, 21), date(2025, 5, 22)]
    )


# Shrinking a seed tells nothing.
SEEDED = settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
SEEDS = st.integers(0, 2**32 - 1)


@SEEDED
@given(seed=SEEDS, day=days())
def test_nothing_in_the_pack_that_became_known_later_moves_a_forecast(seed, day):
    changed = changed_pack(pack(), day, random.Random(seed))
    assert_no_leak(hashing, (pack(), records()), (changed, records()), day=day, formulas=FORMULAS)


@SEEDED
@given(seed=SEEDS, day=days())
def test_no_record_that_became_known_later_moves_a_forecast(seed, day):
    changed = changed_records(records(), day, random.Random(seed))
    assert_no_leak(hashing, (pack(), records()), (pack(), changed), day=day, formulas=FORMULAS)


def test_the_check_itself_sees_a_change_in_what_was_known():
    day = date(2025, 4, 16)
    first = next(record for record in records() if record.known_from <= day)
    changed = (msgspec.structs.replace(first, topics=("changed",)), *(r for r in records() if r is not first))
    with pytest.raises(AssertionError):
        assert_no_leak(hashing, (pack(), records()), (pack(), changed), day=day, formulas=FORMULAS)


def test_a_forecaster_that_asks_for_something_later_is_refused():
    later = next(record for record in records() if record.known_from == date(2025, 12, 31) and record.KIND == "claim")

    def peeking(view, formulas):
        return [Answer(view.record(later.id).confidence) for _ in formulas]

    forecast = guarded(peeking, pack=pack(), records=records())
    with pytest.raises(InputRefused, match=f"{later.id} was not known on 2025-04-16") as refused:
        forecast(date(2025, 4, 16), FORMULAS)
    assert refused.value.code == "backtest.leak"
    assert forecast(date(2025, 12, 31), FORMULAS)[0].p == later.confidence


def test_a_later_entry_of_the_pack_is_refused_too_and_an_unknown_one_is_just_not_there():
    shown = pack_as_of(pack(), date(2025, 4, 16))
    with pytest.raises(InputRefused, match="P-001-03 was not known"):
        shown.subjects["judgements"]["P-001-03"]
    with pytest.raises(KeyError):
        shown.subjects["judgements"]["P-999-99"]
    assert "P-001-03" not in shown.subjects["judgements"]
    assert shown.subjects["judgements"]["P-000-01"]


def test_only_what_was_known_is_shown_of_the_peninsula():
    shown = pack_as_of(pack(), date(2025, 4, 16))
    assert set(shown.documents) == {"000", "004"}
    later = later_documents(pack(), date(2025, 4, 16))
    assert later == ["001", "003"]
    cited = {cite.partition(":")[0] for entry in shown.subjects["drivers"].values() for cite in entry.cite}
    assert cited == {"000", "004"}
    # Drivers are the frame; what was observed of them is not.
    assert shown.subjects["drivers"].keys() == pack().subjects["drivers"].keys()
    assert [stage.state for stage in shown.subjects["drivers"]["china-dprk"].observed] == []
    assert 0 < len(shown.subjects["effects"]) < len(pack().subjects["effects"])
    assert all(effect.claim in shown.subjects["claims"] for effect in shown.subjects["effects"].values())


def test_the_term_of_a_president_not_yet_elected_has_no_timing():
    assert "term-end-changes-seoul" not in pack_as_of(pack(), date(2025, 4, 16)).subjects["timings"]
    assert "term-end-changes-seoul" in pack_as_of(pack(), date(2025, 12, 31)).subjects["timings"]


def test_an_outcome_is_known_from_the_latest_document_that_it_cites():
    entry = pack().subjects["judgements"]["P-004-03"]
    mixed = msgspec.structs.replace(entry.outcomes[0], cite=("004:L1", "001:L1"))
    subjects = dict(pack().subjects)
    subjects["judgements"] = {"P-004-03": msgspec.structs.replace(entry, outcomes=(mixed,))}
    changed = type(pack())(pack().region, subjects)
    assert pack_as_of(changed, date(2025, 5, 21)).subjects["judgements"]["P-004-03"].outcomes == ()
    assert pack_as_of(changed, date(2025, 12, 31)).subjects["judgements"]["P-004-03"].outcomes == (mixed,)


@pytest.mark.parametrize("day", [date(2024, 12, 6), date(2025, 4, 16), date(2025, 5, 21), date(2025, 12, 31)])
def test_an_event_is_dated_as_the_documents_known_by_then_date_it(day):
    view = view_as_of(pack(), records(), day)
    by_id = {record.id: record for record in view.records}
    moved = [entry.id for entry in pack().subjects["events"].values() if entry.when_by]
    shown = [view.pack.subjects["events"][name] for name in moved if name in by_id]
    assert shown
    assert [entry.when for entry in shown] == [by_id[entry.id].when for entry in shown]


def test_a_view_shows_one_version_of_each_record_and_not_when_it_ends():
    view = view_as_of(pack(), records(), date(2025, 5, 21))
    assert len({record.id for record in view.records}) == len(view.records)
    assert all(record.known_until is None for record in view.records)
    assert all(source.known_from <= view.as_of for record in view.records for source in record.sources)
    by_id = {record.id: record for record in judgements(view.records)}
    assert by_id["P-000-18"].settled
    assert by_id["P-000-15"].outcome == "partly"
    assert not by_id["P-000-15"].settled
