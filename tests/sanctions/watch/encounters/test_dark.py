"""Transfers with a partner that is silent: a lone loiterer, and a gap that reaches it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sanctions.watch.encounters.ways import HOUR, RULES, START, Columns, stay, together

from shiome.sanctions.watch.encounters.dark import DarkMatch, tightest
from shiome.sanctions.watch.encounters.finding import find_encounters
from shiome.sanctions.watch.events import Event
from shiome.sanctions.watch.tracks import tracks_of

LONE, SILENT, THIRD = 412000001, 412000002, 412000003


def found(*parts: Columns) -> list[Event]:
    return find_encounters(tracks_of(together(*parts)), RULES, engine="numpy")


def silent(begin: float = 20.0, end: float = 24.0, quiet: float = 0.5, **more: float) -> Columns:
    return stay(SILENT, begin=begin, end=end, around=18.0, missing=(begin - quiet, end + quiet), **more)  # type: ignore[arg-type]


def test_a_silence_that_reaches_the_loiterer_is_matched() -> None:
    (event,) = found(stay(LONE, begin=20, end=24, around=18), silent(north_km=0.1))
    assert event.type == "dark_transfer"
    assert event.vessels == (LONE, SILENT)
    assert abs(event.start - (START + 20 * HOUR)) < 0.2 * HOUR
    assert abs(event.end - (START + 24 * HOUR)) < 0.2 * HOUR
    assert event.score > 0.8
    assert [reason.code for reason in event.alternatives] == [
        "dark_transfer.reception", "dark_transfer.elsewhere", "dark_transfer.drifting",
    ]  # fmt: skip
    assert len(event.rows) == 18


def test_across_the_antimeridian_too() -> None:
    (event,) = found(stay(LONE, begin=20, end=24, around=18, lon=180.0), silent(lon=180.0))
    assert event.type == "dark_transfer"
    assert abs(abs(event.lon) - 180) < 0.05


@pytest.mark.parametrize(
    ("partner", "why"),
    [
        (silent(north_km=200.0), "out of reach"),
        (silent(begin=26, end=30), "at another time"),
        (silent(begin=22.5, end=24, quiet=0.2), "silent for less than a meeting lasts"),
        (silent(begin=20, end=36), "so long that anything fits"),
        (stay(SILENT, begin=20, end=24, around=18, north_km=3.0), "not silent"),
    ],
)
def test_what_is_no_match(partner: Columns, why: str) -> None:
    lone = stay(LONE, begin=20, end=24, around=18)
    assert [event for event in found(lone, partner) if event.type == "dark_transfer"] == [], why


def test_who_has_company_is_not_alone() -> None:
    company = stay(THIRD, begin=20, end=24, around=18, north_km=1.0)
    assert found(stay(LONE, begin=20, end=24, around=18), silent(north_km=0.1), company) == []


def test_a_vessel_is_not_its_own_partner() -> None:
    lone = stay(LONE, begin=20, end=24, around=18)
    own = stay(LONE, begin=40, end=44, around=1)
    assert found(lone, own) == []


def test_what_is_usual_is_no_silence() -> None:
    """Heard every hour and a half: four hours without a position are nothing."""
    partner = stay(SILENT, begin=20, end=24, around=18, step=90.0, missing=(19.5, 24.5))
    assert found(stay(LONE, begin=20, end=24, around=18), partner) == []


def test_silences_all_around_make_a_match_worthless() -> None:
    lone, partner = stay(LONE, begin=20, end=24, around=18), silent(north_km=0.1, quiet=1.5)
    (event,) = found(lone, partner)
    others = [
        stay(412001000 + number, begin=20, end=24, around=18, north_km=30.0 + number, missing=(18.0, 26.0))
        for number in range(60)
    ]  # fmt: skip
    crowded = [each for each in found(lone, partner, *others) if each.vessels == (LONE, SILENT)]
    assert all(each.score < event.score for each in crowded)


MATCH = DarkMatch(
    loiterer=LONE, silent=SILENT, start=0, end=10, lat=30.0, lon=125.0, stay=(0, 10), silence=(0, 10), knots=8.0, detour_km=1.0,
    slack_hours=1.0, expected=0.01, covered=1.0, score=0.8,
)  # fmt: skip


def test_of_matches_that_share_a_vessel_at_one_time_only_the_tightest_is_told() -> None:
    tight = replace(MATCH, expected=0.001)
    same_loiterer, same_silent = replace(MATCH, silent=THIRD), replace(MATCH, loiterer=THIRD)
    assert tightest([MATCH, same_loiterer, tight, same_silent]) == [tight]
    later = replace(MATCH, start=10, end=20)
    strangers = replace(MATCH, loiterer=THIRD, silent=THIRD + 1)
    assert tightest([later, strangers, tight]) == [tight, strangers, later]


def overlap(one: DarkMatch, other: DarkMatch) -> bool:
    shared = one.loiterer == other.loiterer or one.silent == other.silent
    return shared and one.start < other.end and other.start < one.end


matches = st.lists(
    st.builds(
        lambda loiterer, silent, start, hours, expected: replace(
            MATCH, loiterer=loiterer, silent=silent, start=start, end=start + hours, expected=expected
        ),
        st.integers(1, 4), st.integers(5, 8), st.integers(0, 30), st.integers(1, 8), st.sampled_from([0.001, 0.01, 0.05]),
    ),
    max_size=12, unique=True,
)  # fmt: skip


@given(matches, st.randoms())
def test_whatever_is_left_out_stands_beside_a_tighter_one(found: list[DarkMatch], random: object) -> None:
    told = tightest(found)
    assert not any(overlap(one, other) for place, one in enumerate(told) for other in told[:place])
    for match in found:
        assert match in told or any(overlap(match, other) and other.expected <= match.expected for other in told)
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tightest(shuffled) == told
