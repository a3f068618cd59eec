"""The roadmap of the region: its steps in time, where somebody would leave it, and where it falls to then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shiome.charts import specification
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Picture, Table

if TYPE_CHECKING:
    from shiome.policy.roadmap import Road, RoadmapReport


def page(asked: Asked) -> Answer:
    """The frame with where the road begins and ends; planning it is a part."""
    from shiome.policy.view import road_of

    road = road_of(asked.workspace.pack, asked.day)
    if road is None:
        return Answer(template="options/road.html", data={"known": False})
    entry, end = road.roadmap.entry, road.roadmap.end
    data = {
        "known": True,
        "name": asked.text(road.roadmap.name),
        "entry": {"text": asked.text(entry.text), "sources": asked.cited(entry.cite)},
        "end": {"text": asked.text(end.text), "sources": asked.cited(end.cite)},
    }
    return Answer(template="options/road.html", data=data, title=asked.text(road.roadmap.name))


def plan(asked: Asked) -> Answer:
    """The schedule, its weakest step, what mends it, and the fall-back of every step."""
    from shiome.policy.roadmap.report import gantt_of, mend_line
    from shiome.policy.view import planned, road_of

    t, road = asked.words, road_of(asked.workspace.pack, asked.day)
    report, refused = planned(road) if road is not None else (None, None)
    if road is None or report is None:
        reason = asked.text(refused.reason) if refused else t("options.no_road")
        return Answer(template="options/plan.html", data={"planned": False, "reason": reason})
    schedule, holding = report.chosen.schedule, report.holding
    picture = Picture(
        id="road",
        title=asked.text(road.roadmap.name),
        alternative=t("options.road_alternative", steps=len(road.steps), months=schedule.finish(road)),
        specification=lambda: specification(gantt_of(road, schedule, language=asked.language, holding=holding)),
        source=t("options.source", day=asked.day.isoformat()),
    )
    weakest = holding.weakest
    data = {
        "planned": True,
        "holds": holding.holds,
        "months": schedule.finish(road),
        "weakest": _step_name(asked, road, weakest.step),
        "party": road.called(weakest.weakest, asked.language),
        "slack": weakest.slack[weakest.weakest],
        "share": report.robustness.holds,
        "draws": report.robustness.draws,
        "mends": [mend_line(road, mend, language=asked.language) for mend in report.mends],
    }
    tables = [_steps(asked, report), _fallbacks(asked, report)]
    return Answer(template="options/plan.html", data=data, tables=tables, pictures=[picture])


def _step_name(asked: Asked, road: Road, step: str) -> str:
    return next((asked.text(each.name) for each in road.all_steps if each.id == step), asked.words("options.last_step"))


def _steps(asked: Asked, report: RoadmapReport) -> Table:
    """The steps in the order of time, with how far each is from being left."""
    t, road, schedule = asked.words, report.road, report.chosen.schedule
    ends, verified = schedule.ends(road), schedule.verified(road)
    checks = {check.step: check for check in report.holding.checks}
    rows: list[dict[str, Any]] = []
    for step in sorted(road.steps, key=lambda each: (schedule.starts[each.id], each.id)):
        check = checks[step.id]
        rows.append(
            {
                "start": schedule.starts[step.id],
                "end": ends[step.id],
                "step": asked.text(step.name),
                "by": road.called(step.party, asked.language),
                "verified": verified[step.id],
                "slack": check.slack[check.weakest],
                "tempted": road.called(check.weakest, asked.language),
                "_class": "" if check.holds else "bad",
                "_sources": asked.cited(step.cite),
            }
        )
    columns = [
        Column(key="start", title=t("options.from_month"), kind="number"),
        Column(key="end", title=t("options.to_month"), kind="number"),
        Column(key="step", title=t("options.step")),
        Column(key="by", title=t("options.by")),
        Column(key="verified", title=t("options.verified"), kind="number"),
        Column(key="slack", title=t("options.slack"), kind="number"),
        Column(key="tempted", title=t("options.tempted")),
    ]
    return Table(id="steps", title=t("options.steps"), columns=columns, rows=rows, note=t("options.slack_note"))


def _fallbacks(asked: Asked, report: RoadmapReport) -> Table:
    """What remains when a step is not taken."""
    t, road = asked.words, report.road
    threats = {each.id: asked.text(each.name) for each in road.roadmap.threats}
    joint = t("options.joint")
    rows = [
        {
            "month": each.month,
            "failed": _step_name(asked, road, each.failed),
            "undone": joint.join(f"{_step_name(asked, road, step)} {share:.0%}" for step, share in each.undone.items()),
            "given_up": joint.join(_step_name(asked, road, step) for step in each.given_up),
            "left": joint.join(f"{threats.get(name, name)} {share:.0%}" for name, share in each.left.items()),
            "left_at_end": joint.join(
                f"{threats.get(name, name)} {share:.0%}" for name, share in each.left_at_end.items()
            ),
        }
        for each in report.branches
    ]
    columns = [
        Column(key="month", title=t("options.month"), kind="number"),
        Column(key="failed", title=t("options.failed")),
        Column(key="undone", title=t("options.undone")),
        Column(key="given_up", title=t("options.given_up")),
        Column(key="left", title=t("options.left")),
        Column(key="left_at_end", title=t("options.left_at_end")),
    ]
    return Table(id="fallbacks", title=t("options.fallbacks"), columns=columns, rows=rows)
