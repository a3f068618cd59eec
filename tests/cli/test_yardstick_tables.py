"""Votes and daily scores by command: loaded whole or refused in one line, shown, and used by the yardsticks of the workspace."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cli.program import run
from tests.yardsticks.votes.materials import HEADING, numbered, written

POINTS = (
    "ccode,iso3c,countryname,year,idealpointfp,idealpointall,idealpointlegacy,nvotesfp,qofp,q5fp,q10fp,q50fp,q90fp,q95fp,q100fp,"
    "nvotesall,qoall,q5all,q10all,q50all,q90all,q95all,q100all,nvotesLegacy"
)


def published(path, years=range(2000, 2024)):
    rows = [POINTS]
    for year in years:
        for ccode, code, at in ((710, "CHN", -0.5), (365, "RUS", 0.5 if year < 2012 else -0.4), (731, "PRK", -0.6)):
            spread = ",".join(f"{at + n / 50:.3f}" for n in (-6, -5, -4, 0, 4, 5, 6))
            rows.append(f"{ccode},{code},X,{year}.0,{at - 0.01},{at},{at},50,{spread},70,{spread},70")
    path.write_text("\n".join(rows) + "\n", encoding="latin-1")
    return path


def test_votes_are_loaded_shown_and_estimated(tmp_path):
    store = tmp_path / "votes"
    file = numbered(tmp_path / "votes.csv", sessions=(60, 61, 62), calls=12)
    loaded = run("votes", "load", file, "--store", store, "--json")
    assert loaded.status == 0, loaded.err
    assert (loaded.json["added_calls"], loaded.json["last_session"]) == (36, 62)
    again = run("votes", "load", file, "--store", store, "--json")
    assert again.json["added_votes"] == 0
    agreed = run("votes", "agreement", "CHN", "PRK", "--store", store, "--json")
    assert [row["when"] for row in agreed.json] == ["2005", "2006", "2007"]
    assert run("votes", "agreement", "CHN", "PRK", "--measure", "graded", "--divided", "--store", store).status == 0
    estimated = run("votes", "estimate", "--iterations", "20", "--store", store, "--json")
    assert estimated.status == 0, estimated.err
    assert estimated.json["states"] == 8
    apart = run("votes", "distance", "CHN", "RUS", "--store", store, "--json")
    assert len(apart.json["series"]) == 3
    run("votes", "load", numbered(tmp_path / "new.csv", sessions=(63,), calls=12), "--store", store)
    extended = run("votes", "estimate", "--extend", "all", "--iterations", "20", "--store", store, "--json")
    assert extended.status == 0, extended.err
    assert extended.json["sessions"] == [60, 61, 62, 63]


def test_a_break_is_told_with_its_variants(tmp_path):
    store = tmp_path / "votes"
    loaded = run("votes", "points", published(tmp_path / "points.csv"), "--store", store)
    assert loaded.status == 0, loaded.err
    apart = run("votes", "distance", "RUS", "PRK", "--store", store)
    assert apart.status == 0, apart.err
    assert "turns down at 2012" in apart.err
    assert "2012から" in run("votes", "distance", "RUS", "PRK", "--store", store, "--lang", "ja").err


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("60001,60,5,710,0,10/1/2005,R/1,0", "votes.value"),
        ("60001,60,1,710,0,10/1/2005", "votes.columns"),
    ],
)
def test_a_bad_vote_file_is_refused_in_one_line_and_nothing_is_stored(tmp_path, row, code):
    file = written(tmp_path / "bad.csv", [HEADING, "60000,60,1,710,0,10/1/2005,R/1,0", row])
    ran = run("votes", "load", file, "--store", tmp_path / "votes")
    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert f"[{code}]" in ran.err
    assert "line 3" in ran.err
    assert not (tmp_path / "votes" / "manifest.json").exists()


def daily(path, *, missing=(), extra=()):
    rows = ["date,AAA_AAA,AAA_BBB,sum_abs_all"]
    for number in range(700):
        day = date(2020, 1, 6) + timedelta(days=number)
        if day not in missing:
            rows.append(f"{day},0.0,{(1 if number < 350 else 40) + number % 5},1000")
    path.write_text("\n".join([*rows, *extra]) + "\n", encoding="utf-8")
    return path


def test_daily_scores_say_what_is_missing_and_where_they_turn(tmp_path):
    store = tmp_path / "dyads"
    file = daily(tmp_path / "daily.csv", missing={date(2020, 3, 3), date(2020, 3, 4)})
    loaded = run("dyads", "load", file, "--store", store, "--json")
    assert loaded.status == 0, loaded.err
    assert loaded.json["missing"] == ["2020-03-03", "2020-03-04"]
    shown = run("dyads", "series", "AAA", "BBB", "--store", store)
    assert shown.status == 0, shown.err
    assert "turns up at 2020-12-" in shown.err
    assert run("dyads", "series", "AAA", "BBB", "--store", store, "--json").json["turning"]["verdict"] == "found"


def test_a_duplicated_day_is_refused(tmp_path):
    file = daily(tmp_path / "daily.csv", extra=["2020-01-06,0.0,1.0,1000"])
    ran = run("dyads", "load", file, "--store", tmp_path / "dyads")
    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert "[dyads.duplicate]" in ran.err


def test_yardsticks_use_the_votes_of_their_workspace(tmp_path):
    workspace = tmp_path / "ws"
    assert run("init", "--workspace", workspace).status == 0
    before = run("measure", "china-russia-dprk", "--workspace", workspace, "--json").json
    run("votes", "points", published(tmp_path / "points.csv"), "--store", workspace / "votes")
    after = run("measure", "china-russia-dprk", "--workspace", workspace, "--json").json
    assert before["series"] != after["series"]
    assert {"name", "series", "turning_points", "variants"} <= set(after)
    votes = next(part for part in after["components"] if part["id"] == "votes")
    assert votes["coverage"]
    early = run("measure", "china-russia-dprk", "--workspace", workspace, "--as-of", "2024-12-06", "--json").json
    assert early["series"][-1]["when"] == "2024-36"
    unestimated = tmp_path / "ws2"
    assert run("init", "--workspace", unestimated).status == 0
    run("votes", "load", numbered(tmp_path / "votes.csv"), "--store", unestimated / "votes")
    without = run("measure", "china-russia-dprk", "--workspace", unestimated, "--json")
    assert without.status == 0, without.err
    assert without.json["series"] == before["series"]
    unknown = run("measure", "nothing", "--workspace", workspace, "--lang", "ja")
    assert unknown.status == 1
    assert "yardsticks に 'nothing' はない" in unknown.err
