"""The whole report: plain data, rows and a picture in both languages, from the pack's own roadmap."""

import json

import pytest

from shiome.charts import render_svg
from shiome.charts.gantt import gantt_specification
from shiome.policy.roadmap import as_data, gantt_of, mend_line, plan_roadmap, roadmap_of, rows_of
from shiome.policy.roadmap.words import words
from shiome.region.pack import load_pack, locate


@pytest.fixture(scope="module")
def report():
    return plan_roadmap(roadmap_of(load_pack(locate("peninsula")), "dialogue-to-cvid"), draws=50)


def test_it_is_plain_data(report):
    data = as_data(report)
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["entry"]["driver"] == "dialogue-mode"
    assert set(data["plans"]["preferred"]) == {party.actor for party in report.road.allies}
    assert data["robustness"]["draws"] == 50
    assert len(data["branches"]) == len(report.road.steps)


def test_the_end_is_reached_and_every_constraint_kept(report):
    road = report.road
    for schedule in (*report.plans.preferred.values(), report.plans.common, report.chosen.schedule):
        ends, verified = schedule.ends(road), schedule.verified(road)
        assert schedule.finish(road) <= road.roadmap.horizon
        for step in road.steps:
            begins = schedule.starts[step.id]
            assert all(ends[name] <= begins for name in step.after)
            assert all(verified[name] <= begins for name in step.after_verified)
            assert all(schedule.starts[name] == begins for name in step.simultaneous_with)
            assert all(abs(schedule.starts[near.step] - begins) <= near.months for near in step.within)
    for resource in road.roadmap.resources:
        for month in range(road.roadmap.horizon):
            used = sum(
                need.amount
                for step in road.steps
                for need in step.needs
                if need.resource == resource.id
                and report.plans.common.starts[step.id] <= month < report.plans.common.ends(road)[step.id]
            )
            assert used <= resource.capacity


def test_no_ally_waits_less_than_in_its_own_plan(report):
    for ally in report.plans.preferred:
        for row in report.plans.waits.values():
            assert row[ally] >= report.plans.waits[ally][ally] - 1e-9


def test_another_order_never_holds_worse(report):
    assert report.chosen.slack >= min(min(check.slack.values()) for check in report.common.checks) - 1e-9


@pytest.mark.parametrize("language", ["ja", "en"])
def test_rows_and_picture_are_in_both_languages(report, language):
    road, schedule = report.road, report.plans.common
    rows = rows_of(road, schedule, language=language, holding=report.common)
    assert len(rows) == len(road.steps)
    say = words(language)
    assert set(rows[0]) <= set(say.values())
    assert {row[say["party"]] for row in rows} == {road.called(p.actor, language) for p in road.parties}
    chart = gantt_of(road, schedule, language=language)
    drawn = render_svg(gantt_specification(chart))
    assert all(road.called(p.actor, language) in drawn for p in road.parties)
    marks = [bar.mark for _, bars in chart.sections for bar in bars if bar.mark]
    assert len(marks) == sum(not check.holds for check in report.common.checks if check.step != "end")
    for mend in report.mends:
        assert mend_line(road, mend, language=language)


def test_the_words_are_the_same_in_both_languages():
    assert set(words("ja")) == set(words("en"))
    assert words("fr") is words("en")
