"""Lines of positions over the rounds, with bands, as data for charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from shiome.charts.model import Dot, Grid, Line, LineChart
from shiome.policy.bargaining.bands import BandedCourse
from shiome.policy.bargaining.draws import BandedForecast
from shiome.policy.bargaining.forecast import Forecast
from shiome.policy.bargaining.narration import Result
from shiome.policy.bargaining.spatial import Course
from shiome.policy.bargaining.speech import Speech, percent

DAYS = 30
LINES = 6
"""Actors shown beside the median; a chart has so many colours."""


class _Calendar:
    """Rounds as stretches of days, for a time axis; the subtitle of every chart says that it is a way of drawing only."""

    def __init__(self, start: date, days: int) -> None:
        self.start, self.days = start, days

    def dots(
        self, values: Sequence[float], low: Sequence[float] | None = None, high: Sequence[float] | None = None
    ) -> tuple[Dot, ...]:
        """One dot for each round."""
        found = []
        for number, value in enumerate(values):
            first = self.start + timedelta(days=number * self.days)
            found.append(
                Dot(
                    when=str(number),
                    start=first,
                    end=first + timedelta(days=self.days - 1),
                    value=value,
                    low=None if low is None else low[number],
                    high=None if high is None else high[number],
                )
            )
        return tuple(found)

    def told(self, speech: Speech) -> str:
        return speech.say("chart_round", days=self.days, start=self.start.isoformat())


def median_chart(found: Forecast | BandedForecast, language: str, *, start: date, days: int = DAYS) -> LineChart:
    """The median of an issue over the rounds with its band, and a thin line for each of the actors that move most.

    Parameters
    ----------
    start, days:
        Where round 0 stands on the time axis, and how long a round is drawn.
    """
    stated = found.stated if isinstance(found, BandedForecast) else found
    speech, calendar = Speech(stated.table, language), _Calendar(start, days)
    values = [each.median for each in stated.rounds]
    low = high = None
    if isinstance(found, BandedForecast):
        low, high = found.median[0].tolist(), found.median[-1].tolist()
    thin = (
        Line(name=speech.actor(code), dots=calendar.dots([each.positions[code] for each in stated.rounds]))
        for code in _movers(stated)
    )
    return LineChart(
        title=speech.say("chart_median", issue=speech.issue(stated.issue.issue)),
        subtitle=_subtitle(found, speech, calendar),
        line=Line(name=speech.say("median"), dots=calendar.dots(values, low, high)),
        thin=tuple(thin),
        domain=(stated.issue.low, stated.issue.high),
    )


def _movers(found: Forecast) -> list[str]:
    """Actors by how far they go in all rounds together, the farthest first, ties by code; all where there are few."""
    codes = sorted(found.rounds[0].positions)
    if len(codes) <= LINES:
        return codes
    paths = {code: [each.positions[code] for each in found.rounds] for code in codes}
    gone = {code: sum(abs(b - a) for a, b in pairwise(path)) for code, path in paths.items()}
    farthest = sorted(codes, key=lambda code: (-gone[code], code))[:LINES]
    return sorted(code for code in farthest if gone[code] > 0)


def actor_charts(found: Result, language: str, *, start: date, days: int = DAYS) -> Grid:
    """Each actor's position on each issue over the rounds, with its band where there is one."""
    stated = found.stated if isinstance(found, BandedForecast | BandedCourse) else found
    speech, calendar = Speech(stated.table, language), _Calendar(start, days)
    charts: list[LineChart] = []
    for actor, code in enumerate(sorted(each.id for each in stated.table.actors)):
        for place, scale in enumerate(stated.table.issues):
            values, low, high = _line(found, actor, code, place)
            charts.append(
                LineChart(
                    title=speech.say("chart_actor", actor=speech.actor(code), issue=speech.issue(scale.issue)),
                    # Said once: small charts share their axis.
                    subtitle="" if charts else _subtitle(found, speech, calendar),
                    line=Line(name=speech.actor(code), dots=calendar.dots(values, low, high)),
                    domain=(scale.low, scale.high),
                )
            )
    return Grid(charts=tuple(charts))


def _line(
    found: Result, actor: int, code: str, place: int
) -> tuple[list[float], list[float] | None, list[float] | None]:
    if isinstance(found, Forecast):
        return [each.positions[code] for each in found.rounds], None, None
    if isinstance(found, Course):
        return found.positions()[:, actor, place].tolist(), None, None
    if isinstance(found, BandedForecast):
        values, bands = _line(found.stated, actor, code, place)[0], found.positions[:, :, actor]
    else:
        values, bands = _line(found.stated, actor, code, place)[0], found.positions[:, :, actor, place]
    return values, bands[0].tolist(), bands[-1].tolist()


def _subtitle(found: Result, speech: Speech, calendar: _Calendar) -> str:
    parts = [calendar.told(speech)]
    if isinstance(found, BandedForecast | BandedCourse):
        low, high = percent(found.quantiles[0]), percent(found.quantiles[-1])
        parts.append(speech.say("chart_band", draws=found.draws, low=low, high=high))
    return ("" if speech.language == "ja" else " ").join(parts)
