"""Bargaining: where the median of an issue would go by the positions known on the day, and who moves whom most often."""

from __future__ import annotations

from shiome.outlook.build.context import Context
from shiome.outlook.build.futures_parts import chance
from shiome.outlook.build.inputs import numbers
from shiome.outlook.build.parts import part, remark, tabled
from shiome.outlook.model import Cell, Section
from shiome.policy.bargaining.draws import BandedForecast
from shiome.policy.view import Bargain, OptionsView
from shiome.region.schema.context import IssueEntry

MOVES = 2
"""Moves told of an issue, those of most draws."""


def bargains(context: Context, view: OptionsView) -> Section | None:
    """A row for each issue on which positions have numbers."""
    words = context.words
    if not view.bargains:
        return None
    rows = [_row(context, each) for each in view.bargains]
    columns = [(words("options.bargains.issue"), 4.4), (words("options.bargains.start"), 1.0)]
    columns += [(words("options.bargains.end"), 1.7), (words("options.bargains.others"), 1.5)]
    columns += [(words("options.bargains.moves"), 3.0)]
    intro = remark(
        words("options.bargains.intro", draws=view.bargains[0].found.draws), words("options.bargains.nature")
    )
    table = tabled(words("options.bargains.caption"), columns, rows, most=len(rows), words=words)
    return part("options.bargains", words("options.bargains.title"), (intro, *table))


def _row(context: Context, bargain: Bargain) -> tuple[Cell, ...]:
    words, found = context.words, bargain.found
    entry = context.pack.entries("issues", IssueEntry).get(bargain.issue)
    rounds = found.stated.rounds
    last = rounds[-1]
    low, high = found.median[0, last.number], found.median[-1, last.number]
    least, most = min(bargain.others.values()), max(bargain.others.values())
    return (
        Cell(
            text=context.text(entry.name) if entry else bargain.issue,
            note=_scale(context, entry),
            evidence=numbers(context, (f"position:{name}" for name in bargain.records)),
        ),
        Cell(text=f"{rounds[0].median:.0f}"),
        Cell(text=f"{last.median:.0f}", note=words("options.bargains.band", low=f"{low:.0f}", high=f"{high:.0f}")),
        Cell(text=f"{least:.0f}" if round(least) == round(most) else f"{least:.0f}–{most:.0f}"),
        Cell(text=words.series(_moves(context, found)) or "—"),
    )


def _scale(context: Context, entry: IssueEntry | None) -> str:
    if entry is None or entry.scale is None:
        return ""
    scale = entry.scale
    ends = [(scale.low, scale.low_end), (scale.high, scale.high_end)]
    return context.words.series(
        [context.words("colon", a=f"{at:g}", b=context.text(text)) for at, text in ends if text]
    )


def _moves(context: Context, found: BandedForecast) -> list[str]:
    return [
        context.words(
            "options.bargains.move",
            one=context.actor(each.challenger),
            other=context.actor(each.target),
            p=chance(context, each.share),
        )
        for each in found.moved[:MOVES]
    ]
