"""Everything about a roadmap as plain data, and as rows and a picture in Japanese and English."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from shiome.charts.gantt import Gantt, GanttBar
from shiome.policy.roadmap.checking import Holding, Limits, check_incentives, limits
from shiome.policy.roadmap.draws import Robustness, robustness
from shiome.policy.roadmap.fallback import Branch, branches
from shiome.policy.roadmap.mending import Mend, Reordered, mends, reorder_until_held
from shiome.policy.roadmap.model import Road, Schedule
from shiome.policy.roadmap.planning import Plans, plans
from shiome.policy.roadmap.words import words


@dataclass(frozen=True)
class RoadmapReport:
    """A roadmap planned and checked; :func:`as_data` makes plain data of it."""

    road: Road
    plans: Plans
    common: Holding
    """The incentive check of the common schedule as it stands."""
    mends: tuple[Mend, ...]
    """What would mend its weakest step; empty where it holds."""
    chosen: Reordered
    """The common schedule, with steps put into another order where that makes it hold better."""
    holding: Holding
    """The incentive check of the chosen schedule."""
    limits: Limits
    robustness: Robustness
    branches: tuple[Branch, ...]


def plan_roadmap(road: Road, *, draws: int = 1000, seed: int = 1) -> RoadmapReport:
    """Plan a roadmap and hold it against everything: schedules, incentives, mends, limits, draws and fallbacks.

    Raises
    ------
    MissingExtra
        The constraint solver is not installed.
    InputRefused
        ``roadmap.infeasible``, with the smallest conflicting set of constraints, or another refusal of the solver.
    """
    made = plans(road)
    common = check_incentives(road, made.common)
    chosen = reorder_until_held(road, made.common)
    return RoadmapReport(
        road=road,
        plans=made,
        common=common,
        mends=mends(road, made.common, common.weakest),
        chosen=chosen,
        holding=check_incentives(road, chosen.schedule),
        limits=limits(road, chosen.schedule),
        robustness=robustness(road, chosen.schedule, draws=draws, seed=seed),
        branches=branches(road, chosen.schedule),
    )


def as_data(report: RoadmapReport) -> dict[str, Any]:
    """The report as dicts, lists, strings and numbers only."""
    road = report.road
    return {
        "roadmap": road.roadmap.id,
        "entry": {
            "text": dict(road.roadmap.entry.text),
            "driver": road.roadmap.entry.driver,
            "state": road.roadmap.entry.state,
        },
        "end": {"text": dict(road.roadmap.end.text), "threats": dict(road.roadmap.end.threats)},
        "plans": {
            "preferred": {ally: dict(schedule.starts) for ally, schedule in report.plans.preferred.items()},
            "common": dict(report.plans.common.starts),
            "waits": {name: dict(row) for name, row in report.plans.waits.items()},
            "worst_off": report.plans.worst_off,
            "proven": report.plans.common.proven,
        },
        "common": _holding(report.common),
        "mends": [asdict(mend) | {"enough": mend.enough} for mend in report.mends],
        "chosen": {
            "starts": dict(report.chosen.schedule.starts),
            "added": [{"name": c.name, "text": dict(c.text)} for c in report.chosen.added],
            "slack": report.chosen.slack,
        },
        "holding": _holding(report.holding),
        "limits": asdict(report.limits),
        "robustness": asdict(report.robustness) | {"slack": list(report.robustness.slack)},
        "branches": [asdict(b) | {"done": list(b.done), "given_up": list(b.given_up)} for b in report.branches],
    }


def _holding(holding: Holding) -> dict[str, Any]:
    return {
        "holds": holding.holds,
        "weakest": {"step": holding.weakest.step, "party": holding.weakest.weakest},
        "breaks_at": holding.breaks_at,
        "self_enforcing": list(holding.self_enforcing),
        "checks": [
            asdict(check) | {"weakest": check.weakest, "holds": check.holds, "holds_throughout": check.holds_throughout}
            for check in holding.checks
        ],
    }


def rows_of(road: Road, schedule: Schedule, *, language: str, holding: Holding | None = None) -> list[dict[str, str]]:
    """The schedule as rows of a table in the order of time: a heading in ``language`` to what is shown under it."""
    say = words(language)
    ends, verified = schedule.ends(road), schedule.verified(road)
    checks = {check.step: check for check in (holding or check_incentives(road, schedule)).checks}
    tracks = {track.id: track.name for track in road.roadmap.tracks}
    threats = {threat.id: threat.name for threat in road.roadmap.threats}
    rows = []
    for step in sorted(road.steps, key=lambda s: (schedule.starts[s.id], s.id)):
        check = checks[step.id]
        threat = f"{threats[step.threat][language]} −{step.reduces:.0%}" if step.threat else "–"
        rows.append(
            {
                say["month"]: f"{schedule.starts[step.id]}–{ends[step.id]}",
                say["verified"]: str(verified[step.id]),
                say["track"]: tracks[step.track][language],
                say["party"]: road.called(step.party, language),
                say["step"]: step.name[language],
                say["threat"]: threat,
                say["undone"]: f"{step.reversible:.0%}",
                say["slack"]: f"{check.slack[check.weakest]:+.1f}",
                say["tempted"]: road.called(check.weakest, language),
                say["holds"]: say["yes"] if check.holds_throughout else say["partly"] if check.holds else say["no"],
            }
        )
    return rows


def mend_line(road: Road, mend: Mend, *, language: str) -> str:
    """A mend in one sentence."""
    steps = {step.id: step.name[language] for step in road.all_steps}
    named = {
        "step": steps.get(mend.step, words(language)["end"]),
        "party": road.called(mend.party, language),
        "other": steps.get(mend.other, ""),
        "before": _figure(mend.before),
        "after": _figure(mend.after),
    }
    enough = words(language)["enough" if mend.enough else "not_enough"]
    return words(language)[f"mend_{mend.kind}"].format(**named) + enough


def gantt_of(road: Road, schedule: Schedule, *, language: str, holding: Holding | None = None) -> Gantt:
    """The schedule as a picture: one section a track; a mark where somebody would leave."""
    say = words(language)
    ends, verified = schedule.ends(road), schedule.verified(road)
    held = holding or check_incentives(road, schedule)
    failing = {check.step: check.weakest for check in held.checks if not check.holds}
    sections = []
    for track in road.roadmap.tracks:
        steps = [step for step in road.steps if step.track == track.id]
        steps.sort(key=lambda step: (schedule.starts[step.id], step.id))
        bars = tuple(
            GanttBar(
                name=step.name[language],
                group=road.called(step.party, language),
                start=schedule.starts[step.id],
                end=ends[step.id],
                verified=verified[step.id],
                mark=f"▲ {road.called(failing[step.id], language)}" if step.id in failing else "",
            )
            for step in steps
        )
        sections.append((track.name[language], bars))
    verdict = say["held"] if held.holds else say["broken"].format(count=len(failing))
    return Gantt(
        title=road.roadmap.name[language],
        subtitle=f"{say['reading']} {verdict}",
        sections=tuple(sections),
        axis=say["axis"],
    )


def _figure(value: float) -> str:
    return f"{value:g}" if value == round(value) else f"{value:.3g}"
