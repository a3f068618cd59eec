"""The futures: how far to trust the model first, then what it says, each part with the passages behind it."""

from __future__ import annotations

from shiome.futures.analyses.view import FuturesView
from shiome.outlook.build.context import Context
from shiome.outlook.build.futures_compound import analogues, compound
from shiome.outlook.build.futures_ledger import calibration, questions
from shiome.outlook.build.futures_parts import next_signs, sign_text
from shiome.outlook.build.futures_paths import fans, signs, tree
from shiome.outlook.build.futures_scenarios import scenarios
from shiome.outlook.build.parts import part, remark, section
from shiome.outlook.model import Block, Section

PARTS = (scenarios, fans, tree, signs, questions, calibration, compound, analogues)
"""Builders of the parts that follow the verdict, in their order; each gives a part, or none."""
ALERTS = 2
"""Signs named on the front page."""


def futures(context: Context) -> Section | None:
    """The section on futures; none for a region without a model."""
    view = context.futures
    if view is None:
        return None
    words = context.words
    return section(
        "futures",
        words("futures.title"),
        sections=[_trust(context, view), *(build(context, view) for build in PARTS)],
    )


def _trust(context: Context, view: FuturesView) -> Section | None:
    """The verdict of the backtest as the heading of the first part, so that nobody reads the figures without it."""
    words, verdict, model = context.words, view.verdict, view.model
    claims = {support.claim for cell in model.cells for support in cell.supports}
    overridden = sum(cell.override is not None for cell in model.cells)
    made = words("futures.made", drivers=len(model.drivers), cells=len(model.cells), claims=len(claims))
    blocks = (
        remark(context.text(verdict.text)),
        remark(
            made,
            *([words("futures.overridden", n=overridden)] if overridden else []),
            words("futures.nature"),
        ),
    )
    return part("futures.trust", _heading(context, view), blocks)


def alert(context: Context) -> Block | None:
    """For the front page: how far to trust the model, and the signs to watch for next."""
    view, words = context.futures, context.words
    near = next_signs(context, view, most=ALERTS) if view is not None else []
    if view is None or not near:
        return None
    told = words.series([sign_text(context, sign) for sign in near])
    return remark(words("futures.alert", verdict=_heading(context, view), signs=told))


def _heading(context: Context, view: FuturesView) -> str:
    level = view.verdict.level.replace(" ", "_")
    return context.words(f"futures.verdict.{level}")
