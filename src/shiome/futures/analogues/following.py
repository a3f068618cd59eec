"""What followed a case, turn by turn, and what each turn suggests for the present."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shiome.futures.analogues.paths import months_between
from shiome.futures.analogues.situations import NOTHING, Aspect, Situation, last_day
from shiome.futures.analogues.words import Texts, say, state_name
from shiome.region.schema.context import Case, FollowUp
from shiome.vocabulary.languages import in_language

Bearing = Literal["turn", "stay", "already", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Followed:
    """One turn that followed a case, and what it would mean for the present, as an analogy."""

    driver: str
    state: str
    when: str
    months: int
    """After the case, counted to the end of ``when``."""
    month: str
    """The month as far after the day as the turn was after the case."""
    bearing: Bearing
    """Whether the present would turn or stay as the case did, is there (or past it) already, or starts from elsewhere."""
    text: Texts
    suggests: Texts
    cite: tuple[str, ...]
    note: Mapping[str, str]


def turns(
    aspects: Mapping[str, Aspect], present: Situation, case: Case, known: Sequence[FollowUp], day: date
) -> tuple[Followed, ...]:
    """The known turns of a case in its order.

    Each turn is carried over to where the turns before it would have brought the present. One that only says that a driver stayed
    where the present is not suggests nothing, and neither does one towards a state that the present has reached or passed.
    """
    now = {name: held.state for name, held in present.held.items()}
    then = {part.of: part.state for part in case.states}
    found = []
    for follow in known:
        driver = aspects[follow.driver]
        bearing = _bearing(driver, now.get(driver.id), then.get(driver.id), follow.state)
        if bearing == "turn":
            now[driver.id] = follow.state
        then[driver.id] = follow.state
        found.append(_followed(driver, bearing, case, follow, day))
    return tuple(found)


def _bearing(driver: Aspect, now: str | None, before: str | None, after: str) -> Bearing:
    if before == after:
        return "stay" if now in (after, None) else "elsewhere"
    if now == after:
        return "already"
    places = list(driver.states)
    if not driver.ordered or now in (None, NOTHING) or before in (None, NOTHING):
        return "turn"
    step, left = (places.index(after) - places.index(str(each)) for each in (before, now))
    return "turn" if step * left > 0 else "already"


def _followed(driver: Aspect, bearing: Bearing, case: Case, follow: FollowUp, day: date) -> Followed:
    months = months_between(last_day(case.when), last_day(follow.when))
    number = day.year * 12 + day.month - 1 + months
    month = f"{number // 12:04d}-{number % 12 + 1:02d}"

    def fill(language: str) -> dict[str, object]:
        names = {"driver": in_language(driver.name, language), "state": state_name(driver, follow.state, language)}
        return {
            "months": months,
            "when": follow.when,
            "text": in_language(follow.text, language),
            "month": month,
            **names,
        }

    suggests = say(f"suggests_{bearing}", fill)
    text = say("followed", fill)
    return Followed(
        driver.id, follow.state, follow.when, months, month, bearing, text, suggests, follow.cite, follow.note
    )
