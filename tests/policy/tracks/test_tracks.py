"""Boards of tracks: pairs that are live, fears as bands, the dilemma between them, and where they go in many futures."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import NotKnown
from shiome.futures.model import FuturesModel, Knowledge, assemble
from shiome.policy.tracks.board import MARGIN, Scored, board, boards, both, dilemmas
from shiome.policy.tracks.outlook import track_outlooks
from shiome.policy.tracks.rows import HEADS, table
from shiome.records.model import Claim
from shiome.region.asof import document_day
from shiome.region.pack import Pack, load_pack, locate
from shiome.workspace.seed import seed_records

DAY = date(2025, 12, 31)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(locate("peninsula"))


@pytest.fixture(scope="module")
def claims(pack: Pack) -> list[Claim]:
    return [each for each in seed_records(pack) if isinstance(each, Claim)]


def model_on(pack: Pack, claims: list[Claim], day: date) -> FuturesModel:
    return assemble(Knowledge(pack, day, day, known(claims, day)))


def known(claims: list[Claim], day: date) -> list[Claim]:
    return [each for each in claims if each.known_from <= day]


@pytest.fixture(scope="module")
def model(pack: Pack, claims: list[Claim]) -> FuturesModel:
    return model_on(pack, claims, DAY)


def seen(model: FuturesModel, **states: str) -> FuturesModel:
    """The model with some drivers last seen elsewhere."""
    changed = {name.replace("_", "-"): state for name, state in states.items()}
    return replace(
        model, drivers=tuple(replace(each, observed=changed.get(each.id, each.observed)) for each in model.drivers)
    )


@pytest.fixture(scope="module")
def actor(pack: Pack) -> str:
    return str(getattr(pack.subjects["tracks"]["tracks-KOR"], "actor"))  # noqa: B009 - the entry's type is not told here


def test_pairs_are_live_while_both_measures_are_under_way(pack: Pack, model: FuturesModel, actor: str) -> None:
    found = board(pack, model, actor)
    way = {each.id: each.under_way for each in found.measures}
    assert {pair.live for pair in found.pairs} == {True, False}
    for pair in found.pairs:
        assert pair.live is both(way[pair.one], way[pair.other])
        assert pair.cite
    assert [pair.fit for pair in found.at_odds] == ["conflict", "strain", "strain"]
    hard = board(pack, seen(model, rok_line="deterrence"), actor)
    assert not hard.at_odds


def test_a_driver_that_was_never_seen_leaves_a_pair_open_and_widens_a_fear(
    pack: Pack, model: FuturesModel, actor: str
) -> None:
    closed, opened = board(pack, model, actor), board(pack, seen(model, burden=""), actor)
    roles = [next(pair for pair in each.pairs if pair.one == "roles-debate") for each in (closed, opened)]
    assert [pair.live for pair in roles] == [True, None]
    fears = [next(fear for fear in each.fears if fear.kind == "entrapment") for each in (closed, opened)]
    assert fears[1].low < fears[0].low <= fears[0].high == fears[1].high


def test_every_fear_is_a_band_that_what_happens_moves(pack: Pack, model: FuturesModel, claims: list[Claim]) -> None:
    for each in boards(pack, model, claims):
        assert each.fears
        for fear in each.fears:
            assert 0 <= fear.at_home <= fear.low <= fear.high <= 1
        for fear in each.fears:
            for condition in fear.conditions:
                if condition.driver:
                    states = [state.id for state in model.driver(condition.driver).states]
                    scores = {
                        state: next(
                            other.low
                            for other in board(
                                pack, seen(model, **{condition.driver.replace("-", "_"): state}), each.actor, claims
                            ).fears
                            if (other.kind, other.toward) == (fear.kind, fear.toward)
                        )
                        for state in states
                    }
                    assert max(scores.values()) > min(scores.values())


def test_a_claim_counts_from_the_day_on_which_it_is_known(
    pack: Pack, model: FuturesModel, claims: list[Claim], actor: str
) -> None:
    without, with_them = board(pack, model, actor), board(pack, model, actor, claims)
    for before, after in zip(without.fears, with_them.fears, strict=True):
        told = sum(each.points * (each.share or 0) for each in after.conditions if each.claim)
        total = sum(each.points for each in after.conditions)
        assert after.low - before.low == pytest.approx(told / total)
        assert told > 0


def test_an_early_day_shows_only_what_was_known_by_then(pack: Pack, claims: list[Claim]) -> None:
    days = sorted(document_day(pack, name) for name in pack.documents)
    early = boards(pack, model_on(pack, claims, days[0]), known(claims, days[0]))
    late = boards(pack, model_on(pack, claims, days[-1]), known(claims, days[-1]))
    assert sum(len(each.pairs) for each in early) < sum(len(each.pairs) for each in late)
    cited = {cite.split(":")[0] for each in early for pair in each.pairs for cite in pair.cite}
    assert all(document_day(pack, name) <= days[0] for name in cited)
    assert not boards(pack, model_on(pack, claims, date(2000, 1, 1)))


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_leading_fear_decides_the_lean(left: float, drawn: float) -> None:
    fears = [
        Scored("abandonment", "X", left, left, 0.0, ()),
        Scored("entrapment", "X", drawn, drawn, 0.0, ()),
        Scored("abandonment", "Y", left, left, 0.0, ()),
    ]
    (found,) = dilemmas(fears)
    expected = "balanced" if abs(left - drawn) <= MARGIN else "closer" if left > drawn else "apart"
    assert (found.toward, found.lean) == ("X", expected)


def test_futures_begin_where_the_board_stands(pack: Pack, model: FuturesModel, claims: list[Claim]) -> None:
    found = {each.actor: each for each in track_outlooks(pack, model, claims, months=6, runs=400)}
    for each in boards(pack, model, claims):
        outlook = found[each.actor]
        for fear, path in zip(each.fears, outlook.fears, strict=True):
            assert (path.kind, path.toward) == (fear.kind, fear.toward)
            assert len(path.mean) == 7
            # A driver never seen begins in a drawn state, and the fear begins within its band.
            assert fear.low - 1e-9 <= path.mean[0] <= fear.high + 1e-9
            assert all(low - 1e-9 <= high for low, high in zip(path.low, path.high, strict=True))
        live = {(pair.one, pair.other): pair.live for pair in each.pairs}
        for pair in outlook.pairs:
            known_now = live[pair.one, pair.other]
            assert known_now is None or pair.share[0] == float(known_now)
        json.dumps(outlook.as_json())


def test_tables_in_both_languages(pack: Pack, model: FuturesModel, claims: list[Claim]) -> None:
    for each in boards(pack, model, claims):
        json.dumps(each.as_json())
        for name in HEADS:
            english, japanese = (table(each, name, language=language) for language in ("en", "ja"))
            assert len(english.rows) == len(japanese.rows)
            assert all(len(row) == len(english.head) == len(japanese.head) for row in english.rows)
            assert not english.rows or english.rows != japanese.rows
    with pytest.raises(NotKnown):
        table(each, "none")


def test_an_actor_without_a_board_is_named(pack: Pack, model: FuturesModel) -> None:
    with pytest.raises(NotKnown, match="no board of tracks for 'nobody'"):
        board(pack, model, "nobody")
