from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.sanctions.watch.events import Event
from shiome.sanctions.watch.identity import Registered, emitters, histories, identity_events, links
from shiome.sanctions.watch.identity.rules import IdentityRules
from shiome.sanctions.watch.identity.values import folded
from shiome.sanctions.watch.tracks import Tracks, tracks_of

HOUR = 3_600_000
GOOD, ALTERED, OTHER = 9074729, 9674729, 9000924
LEG = dict[str, Any]


def leg(
    mmsi: int, first: float, last: float, *, imo: int = 0, name: str = "", flag: str = "", lat: float = 35.0
) -> LEG:
    return {"mmsi": mmsi, "first": first, "last": last, "imo": imo, "name": name, "flag": flag, "lat": lat}


def tracks(*legs: LEG) -> Tracks:
    """Each leg sails east at ten knots or so, a row every ten minutes."""
    words = {key: tuple(sorted({each[key] for each in legs} - {""})) for key in ("name", "flag")}
    parts: list[dict[str, Any]] = []
    for each in legs:
        time = np.arange(round(each["first"] * 6), round(each["last"] * 6) + 1)
        count = len(time)
        codes = {key: np.full(count, words[key].index(each[key]) if each[key] else -1) for key in ("name", "flag")}
        parts.append(
            {
                "mmsi": np.full(count, each["mmsi"]), "time": time * HOUR // 6, "lat": np.full(count, each["lat"]),
                "lon": 125 + time / 30, "imo": np.full(count, each["imo"]), **codes,
            }
        )  # fmt: skip
    return tracks_of({name: np.concatenate([part[name] for part in parts]) for name in parts[0]}, words=words)


def codes(events: list[Event]) -> list[str]:
    return [event.reasons[0].code for event in events]


def test_a_renamed_hull_with_the_same_ship_number_is_told_exactly() -> None:
    (event,) = identity_events(
        tracks(leg(412000001, 0, 12, imo=GOOD, name="ALPHA"), leg(613000001, 12.5, 30, imo=GOOD, name="BETA"))
    )
    assert codes([event]) == ["identity.renamed"]
    assert (event.vessels, event.start, event.end) == ((412000001, 613000001), 12 * HOUR, round(12.5 * HOUR))
    assert {"identity.name", "identity.flag", "identity.reachable", "identity.at_once"} <= {
        reason.code for reason in event.reasons
    }
    assert event.score > 0.85


def test_the_order_of_the_identities_is_that_of_time_not_of_numbers() -> None:
    (event,) = identity_events(tracks(leg(613000001, 0, 12, imo=GOOD), leg(412000001, 13, 30, imo=GOOD)))
    assert event.vessels == (613000001, 412000001)


def test_one_number_on_two_hulls_at_once_is_shared_not_renamed() -> None:
    events = identity_events(tracks(leg(412000001, 0, 20, imo=GOOD), leg(613000001, 0, 20, imo=GOOD, lat=20.0)))
    assert codes(events) == ["identity.shared_imo"]


def test_two_sets_on_one_hull_are_one_hull() -> None:
    events = identity_events(tracks(leg(412000001, 0, 20, imo=GOOD), leg(613000001, 5, 25, imo=GOOD)))
    assert codes(events) == ["identity.renamed"]


def test_an_invalid_number_is_kept_as_evidence_and_links_who_sends_it() -> None:
    events = identity_events(tracks(leg(412000001, 0, 12, imo=9074728), leg(613000001, 13, 30, imo=9074728)))
    assert sorted(codes(events)) == ["identity.imo_invalid", "identity.imo_invalid", "identity.renamed"]
    good = identity_events(tracks(leg(412000001, 0, 12, imo=GOOD), leg(613000001, 13, 30, imo=GOOD)))
    assert max(event.score for event in events if codes([event]) == ["identity.renamed"]) < good[0].score


def test_an_altered_digit_is_told_and_the_values_are_kept_apart() -> None:
    sea = tracks(leg(412000001, 0, 12, imo=GOOD, name="ALPHA"), leg(412000001, 13, 30, imo=ALTERED, name="ALPHA"))
    events = identity_events(sea)
    assert sorted(codes(events)) == ["identity.changed", "identity.imo_invalid"]
    assert "identity.digits" in {reason.code for event in events for reason in event.reasons}
    (history,) = histories(emitters(sea), links(sea, emitters(sea), IdentityRules()))
    assert [value.said.value for value in history.of("genuine")] == [str(GOOD)]
    assert [value.said.value for value in history.of("fraudulent")] == [str(ALTERED)]
    assert [value.said.value for value in history.of("unknown")] == ["ALPHA"]


def test_an_altered_number_links_two_mmsis_when_they_are_not_two_vessels_at_once() -> None:
    events = identity_events(tracks(leg(412000001, 0, 12, imo=GOOD), leg(613000001, 13, 30, imo=ALTERED)))
    assert "identity.renamed" in codes(events)
    apart = identity_events(tracks(leg(412000001, 0, 20, imo=GOOD), leg(613000001, 0, 20, imo=ALTERED, lat=20.0)))
    assert codes(apart) == ["identity.imo_invalid"]


def test_an_identity_that_takes_over_is_found_without_any_ship_number() -> None:
    sea = tracks(
        leg(412000001, 0, 40),
        leg(431000013, 0, 20, name="ALPHA"),
        leg(431000018, 20.2, 40, name="ALPHA"),
        leg(412000009, 0, 40, lat=36),
    )
    (event,) = identity_events(sea)
    assert codes([event]) == ["identity.handover"]
    assert event.vessels == (431000013, 431000018)
    assert "identity.mmsi_altered" in {reason.code for reason in event.reasons}


def test_a_stranger_who_begins_nearby_does_not_take_over() -> None:
    assert (
        identity_events(
            tracks(leg(412000001, 0, 40), leg(431000013, 0, 20, name="A"), leg(477000044, 20.2, 40, name="B"))
        )
        == []
    )


def test_company_numbers_country_digits_and_flags() -> None:
    events = identity_events(
        tracks(
            leg(412000001, 0, 5, imo=5342883),
            leg(799000001, 0, 5),
            leg(431000001, 0, 5, flag="PA"),
            leg(431000002, 0, 5, flag="JPN"),
        )
    )
    assert sorted(codes(events)) == ["identity.imo_company", "identity.mid_flag", "identity.mid_unknown"]


def test_a_new_name_under_one_mmsi_is_told_and_a_misspelt_one_is_not() -> None:
    assert codes(identity_events(tracks(leg(412000001, 0, 5, name="ALPHA"), leg(412000001, 6, 12, name="OMEGA")))) == [
        "identity.changed"
    ]
    for other in ("ALPH", "ALPHB", "alpha ", "ALPHA-"):
        assert identity_events(tracks(leg(412000001, 0, 5, name="ALPHA"), leg(412000001, 6, 12, name=other))) == []
    assert codes(
        identity_events(tracks(leg(412000001, 0, 5, name="STAR 3"), leg(412000001, 6, 12, name="STAR 8")))
    ) == ["identity.changed"]


def test_the_register_decides_where_it_has_the_ship() -> None:
    sea = tracks(
        leg(412000001, 0, 12, imo=GOOD, name="ALPHA", flag="CN"),
        leg(613000001, 13, 30, imo=GOOD, name="BETA", flag="CM"),
    )
    (history,) = histories(
        emitters(sea), links(sea, emitters(sea), IdentityRules()), {GOOD: Registered(GOOD, "Alpha", "CHN")}
    )
    assert history.mmsis == (412000001, 613000001)
    assert {value.said.value for value in history.of("genuine")} == {str(GOOD), "ALPHA", "CN"}
    assert {value.said.value for value in history.of("fraudulent")} == {"BETA", "CM"}


def test_hulls_without_a_link_stay_apart() -> None:
    sea = tracks(leg(412000001, 0, 12, imo=GOOD), leg(613000001, 13, 30, imo=OTHER))
    assert [history.mmsis for history in histories(emitters(sea), links(sea, emitters(sea), IdentityRules()))] == [
        (412000001,),
        (613000001,),
    ]


def test_every_reason_is_told_in_both_languages() -> None:
    events = identity_events(
        tracks(
            leg(412000001, 0, 12, imo=GOOD, name="ALPHA"), leg(613000001, 12.5, 30, imo=ALTERED, name="BETA", flag="PA"),
            leg(799000001, 0, 30, imo=5342883, name="C", lat=30),
        )
    )  # fmt: skip
    for event in events:
        assert event.alternatives
        for reason in (*event.reasons, *event.alternatives):
            assert any("\u3040" <= letter <= "\u9fff" for letter in reason.ja)
            assert reason.en.isascii()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([412000001, 412000007, 613000001]), st.integers(0, 60), st.sampled_from([0, GOOD, ALTERED, OTHER]),
            st.sampled_from(["", "A", "B 3"]),
        ),
        min_size=1, max_size=8,
    ),
    st.integers(0, 99),
)  # fmt: skip
def test_the_order_of_rows_does_not_matter_and_no_value_is_lost(
    legs: list[tuple[int, int, int, str]], seed: int
) -> None:
    sea = tracks(*(leg(mmsi, first, first + 3, imo=imo, name=name) for mmsi, first, imo, name in legs))
    events = identity_events(sea, engine="numpy")
    mmsi = np.repeat(sea.vessels, np.diff(sea.offsets))
    order = np.random.default_rng(seed).permutation(sea.count)
    shuffled = tracks_of(
        {"mmsi": mmsi[order], **{name: values[order] for name, values in sea.columns.items()}}, words=sea.words
    )
    again = identity_events(shuffled, engine="numpy")
    plain = [(event.vessels, event.start, event.end, event.score) for event in events]
    assert all(0 <= event.score <= 1 and event.start <= event.end for event in events)
    told = histories(emitters(sea), links(sea, emitters(sea), IdentityRules()))
    assert {value.said.value for each in told for value in each.values if value.said.kind == "imo"} == {
        str(number) for number in set(sea.columns["imo"].tolist()) - {0}
    }
    if len({(m, t) for m, t in zip(mmsi.tolist(), sea.time.tolist(), strict=True)}) == sea.count:
        assert [(event.vessels, event.start, event.end, event.score) for event in again] == plain


@pytest.mark.parametrize(("one", "other"), [("Ｓｅａ", "sea"), ("A-1", "A 1"), ("M/V X", "MV X")])
def test_names_are_compared_without_what_varies(one: str, other: str) -> None:
    assert folded(one) == folded(other)
