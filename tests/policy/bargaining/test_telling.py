"""Results in words, as pictures and as JSON."""

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.policy.bargaining.tables import council, doubtful

from shiome.charts.specification import specification
from shiome.policy.bargaining import (
    Rules,
    Span,
    Table,
    actor_charts,
    banded_forecast,
    banded_negotiate,
    forecast,
    median_chart,
    narrate,
    negotiate,
    notes,
    to_plain,
)

START = date(2026, 1, 1)


@pytest.fixture(scope="module")
def results():
    return (
        forecast(doubtful(), rounds=5),
        banded_forecast(doubtful(), draws=60, seed=1, rounds=5),
        negotiate(doubtful(), turns=6),
        banded_negotiate(doubtful(), draws=8, seed=1, turns=6),
    )


def test_every_row_stands_in_both_languages(results):
    for found in results:
        rows = narrate(found)
        assert rows
        for row in rows:
            assert set(row.text) == {"ja", "en"}
            assert row.text["ja"] != row.text["en"]
            assert all("{" not in text and "  " not in text for text in row.text.values())
            for code in filter(None, (row.challenger, row.target)):
                assert code.title() in row.text["en"]
                assert f"主体{code}" in row.text["ja"]


def test_rows_say_who_moves_whom_towards_where(results):
    found = results[0]
    told = [row for row in narrate(found) if row.round]
    moves = [(each.number, move.challenger, move.target) for each in found.rounds for move in each.moves]
    assert [(row.round, row.challenger, row.target) for row in told] == moves
    assert moves


def test_bands_are_told(results):
    found = results[1]
    last = next(row for row in narrate(found) if "median" in row.text["en"])
    assert f"({found.median[0, -1]:.5g}"[:4] in last.text["en"]
    told = {(row.challenger, row.target): row.text["en"] for row in narrate(found) if " draws " in row.text["en"]}
    assert {(each.challenger, each.target) for each in found.moved if each.share >= 0.05} == set(told)


def test_nobody_moving_is_said():
    actors = tuple(replace(each, positions=(Span.at(40),)) for each in council().actors)
    alike = Table(council().issues, actors)
    for found in (forecast(alike), negotiate(alike)):
        assert narrate(found)[0].text["en"] == "Nobody moves."


def test_notes_name_what_is_inconsistent_or_unchecked(results):
    stated = results[0]
    said = " ".join(each["en"] for each in notes(stated))
    assert "scholz" in said
    assert "do not sum to 1" in said
    assert ("capitulations: " in said) == (stated.capitulations_unreached > 0)
    paired = " ".join(each["en"] for each in notes(forecast(council(), how="paired")))
    assert "do not sum to 1" not in paired
    assert notes(negotiate(council())) == ()
    unchecked = notes(negotiate(council(), rules=Rules(third_party="no_commitment"), turns=1))
    assert "third_party=no_commitment" in unchecked[0]["en"]
    assert "round 1" in unchecked[1]["en"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_pictures_hold_every_round(results, language):
    for found in results:
        grid = actor_charts(found, language, start=START)
        assert len(grid.charts) == 5
        stated = getattr(found, "stated", found)
        rounds = len(getattr(stated, "rounds", ())) or len(stated.turns)
        assert [bool(chart.subtitle) for chart in grid.charts] == [True, False, False, False, False]
        for chart in grid.charts:
            assert len(chart.line.dots) == rounds
            assert chart.domain == (0, 100)
            banded = hasattr(found, "stated")
            assert all((dot.low is not None) == banded for dot in chart.line.dots)
            if banded:
                assert all(dot.low <= dot.high for dot in chart.line.dots)
        assert specification(grid)
    for found in results[:2]:
        chart = median_chart(found, language, start=START, days=10)
        assert [dot.value for dot in chart.line.dots] == [each.median for each in results[0].rounds]
        assert (chart.line.dots[1].start - chart.line.dots[0].start).days == 10
        assert len(chart.thin) == 5
        assert specification(chart)


def test_of_many_actors_those_that_move_most_are_drawn():
    many = tuple(
        replace(each, id=f"{each.id} {number}", positions=(Span.at(min(100, each.positions[0].value + number)),))
        for each in council().actors
        for number in range(2)
    )
    found = forecast(Table(council().issues, many), how="least_move", rounds=6)
    drawn = [line.name for line in median_chart(found, "en", start=START).thin]
    moved = {move.target for each in found.rounds for move in each.moves}
    assert 0 < len(drawn) <= 6
    assert set(drawn) <= moved


def test_results_can_be_written_as_json(results):
    for found in results:
        plain = to_plain(found)
        assert json.loads(json.dumps(plain, allow_nan=False, ensure_ascii=False)) == plain
        assert plain["rows"]
        assert [each["round"] for each in plain["rounds"]] == list(range(len(plain["rounds"])))
    assert to_plain(results[1])["bands"]["draws"] == 60
    spatial = to_plain(results[3])
    assert spatial["bands"]["positions"].keys() == spatial["rounds"][0]["positions"].keys()
    assert spatial["rounds"][0]["bargains"][0].keys() >= {"initiator", "receiver", "receiver_place"}
