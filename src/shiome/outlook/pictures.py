"""Measurements as charts: what is drawn of a yardstick, and how it is put into words for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shiome.charts.model import Dot, Grid, Line, LineChart, Mark, Panel
from shiome.outlook.dates import reader_date
from shiome.outlook.messages import Words
from shiome.vocabulary.languages import in_language
from shiome.yardsticks.model import ComponentResult, Heading, Measurement, TurningPoint
from shiome.yardsticks.series import Period, Point, Series, bounds_of

SCALE = (0.0, 1.0)
"""Ends of the scale that yardsticks and their components share."""
WITHOUT = "without-"
"""How the identifiers of variants begin that leave one component out."""
ARROWS: dict[Heading, str] = {"up": "▲", "down": "▼", "level": "◆"}


def panel(measurement: Measurement, language: str) -> Panel:
    """A yardstick in detail: with its variants, and each component below it."""
    words = Words(language)
    parts = tuple(_component(component, words) for component in measurement.components)
    return Panel(chart=chart(measurement, language, variants=True), parts=parts)


def grid(measurements: Sequence[Measurement], language: str) -> Grid:
    """Several yardsticks side by side."""
    return Grid(charts=tuple(chart(measurement, language) for measurement in measurements))


def chart(measurement: Measurement, language: str, *, variants: bool = False) -> LineChart:
    """The line of one yardstick with its marks, and with ``variants`` the same computed otherwise."""
    words = Words(language)
    name = in_language(measurement.name, language)
    return LineChart(
        title=name,
        subtitle=_newest(measurement, words),
        line=_line(name, measurement.series),
        thin=_variants(measurement, words) if variants else (),
        marks=_marks(measurement, words, spelt=variants),
        domain=SCALE,
    )


def newest(series: Series) -> Point | None:
    """The last point that has a value."""
    return next((point for point in reversed(series.points) if point.value is not None), None)


def number(value: float) -> str:
    """A value as readers see it.

    >>> number(-0.001)
    '0.00'
    """
    return f"{round(value, 2) + 0.0:.2f}"


def percent(share: float) -> str:
    """A probability in per cent, never rounded to certainty.

    >>> percent(0.998), percent(0.504)
    ('99', '50')
    """
    return str(min(99, max(1, round(100 * share))))


def value_range(point: Point, words: Words) -> str:
    """The range of a value in brackets; empty where it cannot be told."""
    if point.low is None or point.high is None:
        return ""
    return words("yardsticks.range", low=number(point.low), high=number(point.high))


def meet(a: Point, b: Point) -> bool:
    """Whether the ranges of two values overlap, so that their difference is not certain."""
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return False
    return a.low <= b.high and b.low <= a.high


def alt_text(measurement: Measurement, language: str) -> str:
    """The chart of one yardstick in words."""
    words = Words(language)
    turning = words.run(*(turn_text(point, words) for point in measurement.turning.points))
    turning = turning or no_turn(measurement, words)
    return _alt("yardsticks.alt", measurement.name, measurement.series, words, turning=turning).strip()


def alt_component(component: ComponentResult, language: str) -> str:
    """The chart of one component in words."""
    return _alt("yardsticks.alt_component", component.name, component.scaled, Words(language))


def _alt(key: str, texts: Mapping[str, str], series: Series, words: Words, **more: str) -> str:
    """From when to when a series runs, and where it stands; that there is nothing, where it has no value."""
    name, last, covered = in_language(texts, words.language), newest(series), series.coverage
    if last is None or last.value is None or covered is None:
        return words("colon", a=name, b=words("yardsticks.nothing"))
    return words(
        key,
        name=name,
        first=reader_date(covered[0], words.language),
        last=reader_date(covered[1], words.language),
        value=number(last.value),
        range=value_range(last, words),
        **more,
    )


def turn_text(point: TurningPoint, words: Words) -> str:
    """A turning point in words, without a stop."""
    return words(
        "yardsticks.turn_text_one" if point.start == point.end else "yardsticks.turn_text",
        start=reader_date(point.start, words.language),
        end=reader_date(point.end, words.language),
        direction=words(f"yardsticks.went.{point.direction}"),
        probability=percent(point.probability),
        size=number(abs(point.size)),
    )


def no_turn(measurement: Measurement, words: Words) -> str:
    """That no turning point is found, or that none can be told."""
    turning = measurement.turning
    if turning.verdict != "cannot_tell":
        return words("yardsticks.no_turn")
    reason = f"yardsticks.reasons.{turning.reason}"
    return words("yardsticks.cannot_tell", reason=words(reason if words.has(reason) else "yardsticks.reasons.other"))


def coverage(series: Series, words: Words) -> str:
    """From when to when a series has values, and how many periods between have none."""
    covered = series.coverage
    if covered is None:
        return words("yardsticks.chart.none")
    first, last = (short_date(when, series.period) for when in covered)
    missing = len(series.missing)
    if not missing:
        return words("yardsticks.chart.coverage", first=first, last=last)
    return words("yardsticks.chart.coverage_missing", first=first, last=last, n=missing)


def short_date(when: str, period: Period) -> str:
    """A period in few letters, the same in every language.

    >>> short_date("2024-36", "quarter"), short_date("2024-05", "month")
    ('2024Q4', '2024-05')
    """
    return f"{when[:4]}Q{int(when[5:]) - 32}" if period == "quarter" else when


def _line(name: str, series: Series) -> Line:
    return Line(name=name, dots=tuple(_dot(point, series.period) for point in series.points))


def _dot(point: Point, period: Period) -> Dot:
    start, end = bounds_of(point.when, period)
    return Dot(when=point.when, start=start, end=end, value=point.value, low=point.low, high=point.high)


def _newest(measurement: Measurement, words: Words) -> str:
    last = newest(measurement.series)
    if last is None or last.value is None:
        return words("yardsticks.chart.none")
    when = short_date(last.when, measurement.series.period)
    return words("yardsticks.chart.newest", when=when, value=number(last.value), range=value_range(last, words))


def _component(component: ComponentResult, words: Words) -> LineChart:
    name = in_language(component.name, words.language)
    weight = words("yardsticks.chart.weight", weight=round(100 * component.weight))
    told = [weight, coverage(component.scaled, words)]
    return LineChart(
        title=name,
        subtitle=words("yardsticks.chart.join").join(told),
        line=_line(name, component.scaled),
        domain=SCALE,
    )


def _variants(measurement: Measurement, words: Words) -> tuple[Line, ...]:
    """Variants that leave a component out share one name: together they are one question."""
    return tuple(
        _line(
            words.capital(
                words("yardsticks.chart.without")
                if variant.id.startswith(WITHOUT)
                else in_language(variant.name, words.language)
            ),
            variant.series,
        )
        for variant in measurement.variants
    )


def _marks(measurement: Measurement, words: Words, *, spelt: bool) -> tuple[Mark, ...]:
    """Turning points and the warning; ``spelt`` names the warning where there is room to."""
    period, found = measurement.series.period, []
    for point in measurement.turning.points:
        label = words("yardsticks.chart.turn", arrow=ARROWS[point.direction], probability=percent(point.probability))
        start, end = bounds_of(point.start, period)[0], bounds_of(point.end, period)[1]
        found.append(Mark(kind="turn", start=start, end=end, label=label))
    early, last = measurement.turning.early, newest(measurement.series)
    if early is not None and early.since and last is not None:
        label = words(
            "yardsticks.chart.early" if spelt else "yardsticks.chart.turn",
            arrow=ARROWS[early.direction],
            probability=percent(early.probability),
        )
        start, end = bounds_of(early.since, period)[0], bounds_of(last.when, period)[1]
        found.append(Mark(kind="early", start=start, end=end, label=label))
    return tuple(found)
