"""The roadmap of the region: a picture, its steps in the order of time, the weakest of them and what mends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shiome.charts import gantt_specifications
from shiome.outlook.build.context import Context
from shiome.outlook.build.futures_parts import chance, said
from shiome.outlook.build.parts import listed, part, remark, signed, sourced, tabled
from shiome.outlook.model import Block, Cell, Figure, Remark, Section, Sentence
from shiome.policy.roadmap.checking import Check
from shiome.policy.roadmap.report import RoadmapReport, gantt_of, mend_line
from shiome.policy.view import OptionsView
from shiome.region.schema.roadmap import RoadCondition, RoadEnd, RoadStep

STEPS = 30
MENDS = 3
"""Mends that are told, the smallest that mend the whole plan first."""


def road(context: Context, view: OptionsView) -> Section | None:
    """The road; why there is none, where it could not be planned; nothing for a region, or a day, without a roadmap."""
    words, title = context.words, context.words("options.road.title")
    if view.road_refused is not None:
        why = words("options.road.refused", reason=context.text(view.road_refused.reason))
        return part("options.road", title, (remark(why),))
    if view.road is None:
        return None
    told = _Road(context, view.road)
    blocks = (
        remark(told.named(), words("options.road.nature")),
        *listed(told.ends(), most=2, words=words),
        remark(*told.verdict()),
        *listed(told.mends(), most=MENDS, words=words, title=words("options.road.mends")),
        *told.pictures(),
        *told.steps(),
    )
    return part("options.road", title, blocks)


class _Road:
    """A planned roadmap in words."""

    def __init__(self, context: Context, report: RoadmapReport) -> None:
        self.context, self.words, self.report, self.road = context, context.words, report, report.road
        self.schedule = report.chosen.schedule
        self.ends_at = self.schedule.ends(report.road)
        self.verified = self.schedule.verified(report.road)

    def named(self) -> str:
        roadmap = self.road.roadmap
        months = self.schedule.finish(self.road)
        name = self.words.quoted(self.context.text(roadmap.name))
        return self.words("options.road.named", name=name, n=len(self.road.steps), months=months)

    def ends(self) -> list[Sentence]:
        """Where it begins and where it leads, with the passages."""
        roadmap = self.road.roadmap
        found: list[Sentence] = []
        conditions: Mapping[str, RoadCondition | RoadEnd] = {"entry": roadmap.entry, "end": roadmap.end}
        for name, condition in conditions.items():
            found.append(
                said(
                    self.context,
                    lead=self.words(f"options.road.{name}"),
                    text=self.context.text(condition.text),
                    evidence=self.context.book.cite(condition.cite, few=2),
                )
            )
        return found

    def called(self, check: Check) -> str:
        step = next((each for each in self.road.steps if each.id == check.step), None)
        return self.words.quoted(self.context.text(step.name)) if step else self.words("options.road.last")

    def party(self, party: str) -> str:
        return self.road.called(party, self.context.language)

    def verdict(self) -> list[str]:
        """Whether it holds, where least, how surely, and how long each ally waits."""
        words, report = self.words, self.report
        told = []
        if not report.common.holds:
            worst = report.common.weakest
            reordered = report.chosen.schedule != report.plans.common
            fastest = words("options.road.fastest", step=self.called(worst), party=self.party(worst.weakest))
            told.append(words.sentence(fastest + (words("options.road.reordered") if reordered else "")))
        weakest = report.holding.weakest
        slack = signed(weakest.slack[weakest.weakest], 2)
        told.append(words("options.road.holds" if report.holding.holds else "options.road.fails"))
        told.append(
            words("options.road.weakest", step=self.called(weakest), party=self.party(weakest.weakest), slack=slack)
        )
        share = report.robustness
        told.append(words("options.road.draws", draws=f"{share.draws:,}", p=chance(self.context, share.holds)))
        waits = [
            words(
                "options.road.wait",
                ally=self.party(ally),
                common=f"{report.plans.waits['common'][ally]:.0f}",
                own=f"{report.plans.waits[ally][ally]:.0f}",
            )
            for ally in report.plans.preferred
        ]
        return [*told, words("options.road.waits", each=words.series(waits))]

    def mends(self) -> list[Remark]:
        return [Remark(text=mend_line(self.road, mend, language=self.context.language)) for mend in self.report.mends]

    def pictures(self) -> Iterator[Block]:
        """Each track of the road as a picture, so that none is too high for what a page has left."""
        words, language = self.words, self.context.language
        shown = gantt_of(self.road, self.schedule, language=language, holding=self.report.holding)
        source = sourced(self.context, words("sourced.road"))
        tracks = [(heading, bars) for heading, bars in shown.sections if bars]
        for number, (made, (heading, bars)) in enumerate(zip(gantt_specifications(shown), tracks, strict=True)):
            each = [
                words("options.road.bar", step=bar.name, party=bar.group, start=f"{bar.start:g}", end=f"{bar.end:g}")
                for bar in bars
            ]
            yield Figure(
                specification=made,
                alt=words("options.road.alt", track=heading, n=len(each), each=words.series(each)),
                caption=words.run(words("options.road.caption"), source) if number == 0 else source,
            )

    def _ordered(self) -> list[RoadStep]:
        return sorted(self.road.steps, key=lambda step: (self.schedule.starts[step.id], step.id))

    def steps(self) -> tuple[Block, ...]:
        words = self.words
        checks = {check.step: check for check in self.report.holding.checks}
        rows = [self._row(step, checks[step.id]) for step in self._ordered()]
        columns = [(words("options.road.months"), 1.2), (words("options.road.step"), 4.4)]
        columns += [(words("options.road.by"), 1.4), (words("options.road.checked"), 1.2)]
        columns += [(words("options.road.slack"), 2.4)]
        return tabled(words("options.road.steps"), columns, rows, most=STEPS, words=words)

    def _row(self, step: RoadStep, check: Check) -> tuple[Cell, ...]:
        start, party = self.schedule.starts[step.id], check.weakest
        return (
            Cell(text=f"{start}–{self.ends_at[step.id]}"),
            Cell(
                text=self.context.text(step.name),
                evidence=self.context.book.cite(step.cite, few=2),
            ),
            Cell(text=self.party(step.party)),
            Cell(text=str(self.verified[step.id])),
            Cell(text=f"{signed(check.slack[party], 1)} {self.party(party)}"),
        )
