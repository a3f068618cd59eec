from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.coordination.consultation.files import ISSUE, RECORD, consultation, pack, standing

from shiome.coordination.consultation.ground import common_ground, gives, overlap
from shiome.coordination.consultation.model import Standing
from shiome.coordination.consultation.standing import Placed, place, positions_of_file
from shiome.policy.bargaining import Span
from shiome.region.schema.context import IssueScale, ScaleMark

SCALE = IssueScale(
    low=0,
    high=100,
    low_end={"en": "nothing"},
    high_end={"en": "all"},
    marks=(ScaleMark(at=25, text={"en": "some"}), ScaleMark(at=75, text={"en": "most"})),
)


def placed(party, low, value, high, salience=1.0):
    return Placed(party, Span(low, value, high), salience, (party,))


def test_the_ground_that_all_share_and_the_nearest_wording_in_it():
    found = common_ground(ISSUE, SCALE, [placed("A", 60, 90, 100), placed("B", 50, 70, 85), placed("C", 10, 65, 80)])
    assert (found.everybody.low, found.everybody.high) == (60, 80)
    assert found.consensus == "consensus"
    assert found.mark.at == 75
    assert [pair.parties for pair in found.pairs] == [("A", "B"), ("A", "C"), ("B", "C")]
    assert found.point == pytest.approx(77.5)
    assert [give.beyond for give in found.gives] == [0, 0, 0]


def test_ground_without_a_wording_that_all_could_accept():
    found = common_ground(ISSUE, SCALE, [placed("A", 80, 90, 100), placed("B", 60, 75, 85)])
    assert found.consensus == "ground"
    assert found.mark.at == 75
    assert {mark.at: dict(mark.outside) for mark in found.marks}[75] == {"A": 5, "B": 0}


def test_where_no_ground_is_shared_the_point_lies_between_and_somebody_goes_beyond_its_range():
    found = common_ground(ISSUE, SCALE, [placed("A", 80, 90, 100, 1.0), placed("B", 0, 10, 20, 0.5)])
    assert found.consensus == "divided"
    assert (found.everybody.low, found.everybody.high, found.everybody.gap) == (20, 80, 60)
    assert found.point == pytest.approx((90 + 5) / 1.5)
    one, other = found.gives
    assert one.weighted == pytest.approx(other.weighted)
    assert other.beyond == pytest.approx(found.point - 20)
    assert (one.distance < 0, other.distance > 0) == (True, True)


def test_some_agree_and_some_have_no_place():
    near, far = [placed("A", 0, 10, 20), placed("B", 10, 20, 30)], placed("C", 80, 90, 100)
    assert common_ground(ISSUE, SCALE, [*near, far]).consensus == "partial"
    positions = positions_of_file(consultation(standing(), Standing(party="USA", record="p1")), {"p1": RECORD})
    found, missing = place(positions, ("JPN", "USA", "KOR"), ISSUE, SCALE)
    assert [each.party for each in found] == ["JPN", "USA"]
    assert [(each.actor, each.quantity) for each in missing] == [("KOR", "position")]
    assert common_ground(ISSUE, SCALE, found, missing).consensus == "unplaced"
    assert common_ground(ISSUE, SCALE, found[:1], missing).everybody is None


def test_without_a_salience_no_common_point_is_made_up():
    positions = positions_of_file(consultation(standing(), standing("USA", salience=None)), {})
    found, missing = place(positions, ("JPN", "USA"), ISSUE, SCALE)
    assert [(each.actor, each.quantity) for each in missing] == [("USA", "salience")]
    assert [each.salience for each in found] == [0.9, None]
    ground = common_ground(ISSUE, SCALE, found, missing)
    assert ground.point is None
    assert ground.gives == ()
    assert ground.consensus == "consensus"
    assert gives(found, 50, SCALE)[1].weighted is None


def test_of_several_positions_those_of_the_newest_day_count():
    older = standing(value=50, low=40, high=60)
    file = consultation(older, standing())
    positions = positions_of_file(file, {})
    assert [each.id for each in positions] == ["c1#2", "c1#3"]
    (found,), _ = place(positions, ("JPN",), ISSUE, SCALE)
    # Both were entered on one day: the range covers both, the value is their mean.
    assert (found.position.low, found.position.value, found.position.high) == (40, 70, 100)
    later = [positions[0], positions[1].__class__(**{**_fields(positions[1]), "known_from": date(2027, 1, 1)})]
    (found,), _ = place(later, ("JPN",), ISSUE, SCALE)
    assert (found.position.value, found.records) == (90, ("c1#3",))


def _fields(record):
    return {name: getattr(record, name) for name in record.__struct_fields__}


def test_a_record_that_was_not_known_yet_is_left_out():
    file = consultation(Standing(party="USA", record="p1"))
    assert positions_of_file(file, {}) == ()
    (found,) = positions_of_file(file, {"p1": RECORD})
    assert found is RECORD


spans = st.lists(st.floats(0, 100), min_size=3, max_size=3).map(sorted)
parties = st.lists(st.tuples(spans, st.floats(0, 1)), min_size=2, max_size=4)


@given(parties, st.floats(0, 1))
def test_no_point_allowed_asks_less_of_whoever_gives_most(given_parties, where):
    table = [placed(str(number), *span, salience) for number, (span, salience) in enumerate(given_parties)]
    found = common_ground(ISSUE, SCALE, table)
    assert found.point is not None
    shared = overlap(table)
    values = [each.position.value for each in table]
    low, high = (shared.low, shared.high) if shared.shared else (min(values), max(values))
    other = low + where * (high - low)
    assert low - 1e-9 <= found.point <= high + 1e-9
    worst = max(give.weighted for give in found.gives)
    assert worst <= max(give.weighted for give in gives(table, other, SCALE)) + 1e-9


@given(parties)
def test_shared_ground_lies_in_every_range(given_parties):
    table = [placed(str(number), *span, salience) for number, (span, salience) in enumerate(given_parties)]
    shared = overlap(table)
    assume(shared.shared)
    assert all(each.position.low <= shared.low <= shared.high <= each.position.high for each in table)
    assert all(pair.shared for pair in common_ground(ISSUE, SCALE, table).pairs)


def test_the_scale_of_the_region_has_marks_to_agree_on():
    scale = pack().entry("issues", ISSUE).scale
    found = common_ground(ISSUE, scale, [placed("A", 65, 75, 85), placed("B", 60, 75, 85)])
    assert (found.point, found.mark.at, found.consensus) == (75, 75, "consensus")
