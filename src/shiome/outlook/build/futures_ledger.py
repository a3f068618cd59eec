"""The ledger's open questions as the model answers them, and how judgements fared that were settled."""

from __future__ import annotations

from shiome.futures.analyses.view import FuturesView, OpenForecast
from shiome.futures.ledger.picture import reliability
from shiome.outlook.build.context import Context
from shiome.outlook.build.futures_parts import chance
from shiome.outlook.build.judgements import cue_and_band
from shiome.outlook.build.parts import part, remark, sourced, tabled
from shiome.outlook.model import Cell, Figure, Section
from shiome.records.model import Judgement

QUESTIONS = 12
LEAST = 5
"""Settled judgements below which there is no picture of calibration."""


def questions(context: Context, view: FuturesView) -> Section | None:
    """Open judgements with the band of their author and the model's answer, the furthest apart first."""
    words = context.words
    judgements = {each.id: each for each in context.records(Judgement)}
    found = sorted(
        (each for each in view.forecasts if each.judgement in judgements),
        key=lambda each: (-abs(_outside(each)), each.judgement),
    )
    rows = [_row(context, each, judgements[each.judgement]) for each in found]
    columns = [(words("futures.questions.judgement"), 5.0), (words("futures.questions.band"), 2.0)]
    columns += [(words("futures.questions.model"), 1.5), (words("futures.questions.beside"), 2)]
    table = tabled(words("futures.questions.title"), columns, rows, most=QUESTIONS, words=words, headed=False)
    return part(
        "futures.questions",
        words("futures.questions.title"),
        (remark(words("futures.questions.intro")), *table) if table else (),
    )


def _outside(forecast: OpenForecast) -> float:
    """How far the model lies above the author's band, or below it where negative; 0 within it."""
    low, high = forecast.band
    return max(0.0, forecast.p - high) + min(0.0, forecast.p - low)


def _row(context: Context, forecast: OpenForecast, judgement: Judgement) -> tuple[Cell, ...]:
    words = context.words
    cue, band = cue_and_band(context, judgement)
    held = words(
        "judgements.held_by", who=context.actor(judgement.holder), day=context.dated(judgement.made_on.isoformat())
    )
    condition = words("judgements.condition", text=judgement.condition) if judgement.condition else ""
    outside = _outside(forecast)
    where = "above" if outside > 0 else "under" if outside < 0 else "within"
    made = context.book.sources((s for s in judgement.sources if s.role == "states"), few=2)
    return (
        Cell(text=words.sentence(judgement.proposition), note=words.listed([held, condition]), evidence=made),
        Cell(text=band, note=cue),
        Cell(text=chance(context, forecast.p)),
        Cell(text=words(f"futures.questions.{where}")),
    )


def calibration(context: Context, view: FuturesView) -> Section | None:
    """How often what was said came true, as a picture; none while too little is settled."""
    table, words = view.calibration, context.words
    if table is None or table.n < LEAST:
        return None
    each = [
        words(
            "futures.calibration.bin",
            n=one.n,
            said=round(100 * one.forecast),
            came=round(100 * one.observed),
        )
        for one in table.bins
    ]
    figure = Figure(
        specification=reliability(table, context.language),
        alt=words("futures.calibration.alt", each=words.series(each)),
        caption=sourced(context, words("sourced.judgements", n=table.n)),
    )
    intro = remark(words("futures.calibration.intro", n=table.n, rate=round(100 * table.rate)))
    return part("futures.calibration", words("futures.calibration.title"), (intro, figure))
