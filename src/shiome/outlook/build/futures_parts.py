"""What the parts on futures share: names of drivers and states, passages behind claims and observations, chances in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shiome.futures.analyses.view import FuturesView
from shiome.futures.branching.records import Future, Indicator
from shiome.futures.model.ensembles import month_of
from shiome.futures.model.model import At, ModelDriver
from shiome.outlook.build.context import Context
from shiome.outlook.build.inputs import numbers
from shiome.outlook.build.parts import sourced
from shiome.outlook.model import Cell, Remark, Sentence, Statement
from shiome.region.schema.futures import Driver

LARGE, LEAST = 0.1, 0.0005
"""From and up to which a probability is told without a decimal, and by its bound alone."""


def state_name(context: Context, driver: ModelDriver, state: str) -> str:
    """A state by its name; a dash where there is none."""
    return context.text(driver.state(state).name) if state else "—"


def at_name(context: Context, view: FuturesView, at: At) -> str:
    """A driver in its state."""
    driver = view.model.driver(at.driver)
    return context.words("colon", a=context.text(driver.name), b=state_name(context, driver, at.state))


def seen(context: Context, driver: ModelDriver) -> Cell:
    """Where a driver was last seen, when, and in which passages."""
    if not driver.observed:
        return Cell(text=context.words("futures.unseen"))
    return Cell(
        text=state_name(context, driver, driver.observed),
        note=context.dated(driver.observed_when),
        evidence=observed(context, driver),
    )


def observed(context: Context, driver: ModelDriver) -> tuple[int, ...]:
    """The passages that tell where a driver was last seen."""
    entry = context.pack.entries("drivers", Driver).get(driver.id)
    for stage in reversed(entry.observed if entry else ()):
        if (stage.state, stage.when) == (driver.observed, driver.observed_when) and context.all_known(stage.cite):
            return context.book.cite(stage.cite, few=2)
    return ()


def claimed(context: Context, claims: Iterable[str]) -> tuple[int, ...]:
    """The passages of claims."""
    return numbers(context, (f"claim:{name}" for name in dict.fromkeys(claims)))


def said(context: Context, *, lead: str, text: str, evidence: tuple[int, ...], detail: str = "") -> Sentence:
    """A statement where there are passages; without any, a remark of the model's own."""
    words = context.words
    if evidence:
        return Statement(lead=lead, text=words.sentence(text), detail=detail, evidence=evidence)
    return Remark(text=words.run(words("colon", a=lead, b=text) if lead else text, detail))


def chance(context: Context, p: float) -> str:
    """A probability in per cent, never rounded to certainty."""
    words, whole = context.words, round(100 * p)
    if whole < 1 or whole > 99:
        return words("futures.below" if whole < 1 else "futures.above")
    return words("futures.percent", p=whole)


def fine(context: Context, p: float) -> str:
    """A small probability in per cent to one decimal, a large one as :func:`chance`."""
    if p >= LARGE:
        return chance(context, p)
    return context.words("futures.percent", p=f"{100 * p:.1f}") if p >= LEAST else context.words("futures.least")


def month(context: Context, view: FuturesView, number: int) -> str:
    """A month of the simulation as readers write it."""
    return context.dated(edtf_month(month_of(view.model, number)))


def edtf_month(day: date) -> str:
    """The month of a day.

    >>> edtf_month(date(2031, 5, 1))
    '2031-05'
    """
    return f"{day:%Y-%m}"


def simulated(context: Context, view: FuturesView) -> str:
    """What a picture of simulated futures rests on, for its caption."""
    return sourced(context, context.words("sourced.model", runs=f"{view.asked.ensemble.runs:,}"))


def future_name(context: Context, future: Future) -> str:
    """A future of the tree by its name."""
    return context.text(future.names)


def sign_text(context: Context, sign: Indicator) -> str:
    """What to watch for, and when."""
    return context.text(sign.names)


def is_past(context: Context, view: FuturesView, sign: Indicator) -> bool:
    """Whether a sign's month lies before that of the day: the model starts where the newest document ends."""
    return edtf_month(month_of(view.model, sign.trigger.month)) < edtf_month(context.as_of)


def next_signs(context: Context, view: FuturesView, *, most: int) -> list[Indicator]:
    """Of the signs still to come, those of the commonest futures, one for each future and one for each driver, by month."""
    shares = {each.id: each.probability.value for each in view.branches.tree.futures}
    coming = [sign for sign in view.branches.indicators if not is_past(context, view, sign)]
    ordered = sorted(coming, key=lambda sign: (-shares[sign.future], -sign.ratio))
    found: list[Indicator] = []
    for sign in ordered:
        if all(sign.future != each.future and sign.trigger.driver != each.trigger.driver for each in found):
            found.append(sign)
    return sorted(found[:most], key=lambda sign: sign.trigger.month)
