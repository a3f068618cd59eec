"""Measurements as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import typer

from shiome.charts import sparkline
from shiome.cli.output import emit_table, say
from shiome.outlook import pictures
from shiome.outlook.messages import Words
from shiome.vocabulary.languages import in_language
from shiome.yardsticks.model import Measurement, TurningPoint
from shiome.yardsticks.series import Point, Series

SPARK = 24
"""Characters of a sparkline in a table; a series by itself has ``WIDE``."""
WIDE = 72


def show_all(found: Sequence[Measurement], language: str, *, inputs: bool) -> None:
    """A table of all yardsticks."""
    headers = (
        ["識別子", "値", "幅", "推移", "最後の転換点", "期間", "欠け", "名称"]
        if language == "ja"
        else ["id", "value", "range", "course", "last turning point", "coverage", "missing", "name"]
    )
    rows = []
    for measurement in found:
        series, last = measurement.series, pictures.newest(measurement.series)
        turns = sorted(measurement.turning.points, key=lambda point: point.start)
        rows.append(
            [
                measurement.id,
                _value(last),
                _range(last),
                spark(series, SPARK),
                _short_turn(turns[-1], series) if turns else _verdict(measurement, language),
                *_covered(series),
                in_language(measurement.name, language),
            ]
        )
    emit_table(headers, rows)
    for measurement in found if inputs else ():
        _inputs(measurement.id, measurement.series.points)
    say(f"尺度 {len(found)} 本" if language == "ja" else f"{len(found)} yardsticks")


def show_one(measurement: Measurement, language: str, *, inputs: bool) -> None:
    """One yardstick whole."""
    words, ja = Words(language), language == "ja"
    series = measurement.series
    typer.echo(f"{in_language(measurement.name, language)} ({measurement.id}, {measurement.as_of})")
    for text in (measurement.about, measurement.direction):
        if told := in_language(text, language):
            typer.echo(told)
    if measurement.by:
        typer.echo(f"測定：{measurement.by}" if ja else f"measured by {measurement.by}")
    typer.echo(spark(series, WIDE))
    _heading("値" if ja else "values")
    emit_table(
        ["時期", "値", "幅", "入力数"] if ja else ["period", "value", "range", "n"],
        [[pictures.short_date(p.when, series.period), _value(p), _range(p), str(p.n)] for p in series.points],
    )
    if inputs:
        _heading("入力" if ja else "inputs")
        _inputs("", series.points)
    _components(measurement, words)
    _turning(measurement, words)
    _telltales(measurement, words)
    _variants(measurement, words)


def _components(measurement: Measurement, words: Words) -> None:
    ja = words.language == "ja"
    _heading("要素" if ja else "components")
    rows = []
    for component in measurement.components:
        note = in_language(component.note, words.language)
        rows.append(
            [
                component.id,
                f"{component.weight:.2f}",
                spark(component.scaled, SPARK),
                *_covered(component.scaled),
                words("colon", a=in_language(component.name, words.language), b=note)
                if note
                else in_language(component.name, words.language),
            ]
        )
    headers = (
        ["識別子", "重み", "推移", "期間", "欠け", "名称"]
        if ja
        else ["id", "weight", "course", "coverage", "missing", "name"]
    )
    emit_table(headers, rows)


def _turning(measurement: Measurement, words: Words) -> None:
    ja, turning = words.language == "ja", measurement.turning
    _heading("転換点" if ja else "turning points")
    if turning.points:
        headers = (
            ["期間", "確率", "向き", "大きさ", "罰則比", "見つけた方法", "見つからない変種", "要因"]
            if ja
            else ["interval", "prob.", "way", "size", "penalties", "found by", "not found with", "drivers"]
        )
        emit_table(headers, [_turn_row(point, measurement.series) for point in turning.points])
    else:
        typer.echo(pictures.no_turn(measurement, words))
    early = turning.early
    if early is not None:
        _heading("早期警戒" if ja else "early warning")
        arrow, chance = pictures.ARROWS[early.direction], pictures.percent(early.probability)
        if early.since:
            since = pictures.short_date(early.since, measurement.series.period)
            typer.echo(f"{arrow} {since} から、変化の確率 {chance}%" if ja else f"{arrow} since {since}, {chance}%")
        else:
            looked = early.periods
            typer.echo(
                f"なし（直近 {looked} 期、変化の確率 {chance}%）"
                if ja
                else f"none (newest {looked} periods, probability of a change {chance}%)"
            )


def _turn_row(point: TurningPoint, series: Series) -> list[str]:
    lacking = [variant for variant, found in point.variants.items() if not found]
    drivers = [f"{driver.component} {driver.share:+.0%}" for driver in point.drivers]
    return [
        _interval(point, series),
        f"{pictures.percent(point.probability)}%",
        pictures.ARROWS[point.direction],
        f"{point.size:+.2f}",
        f"{point.penalty_share:.0%}",
        ", ".join(point.found_by),
        ", ".join(lacking) or "-",
        ", ".join(drivers) or "-",
    ]


def _telltales(measurement: Measurement, words: Words) -> None:
    if not measurement.telltales:
        return
    ja = words.language == "ja"
    _heading("兆候" if ja else "tell-tales")
    yes, no = ("見られた", "見られない") if ja else ("seen", "not seen")
    emit_table(
        ["識別子", "状態", "最初", "最近", "観察開始", "名称", "入力"]
        if ja
        else ["id", "state", "first", "last", "watched since", "name", "inputs"],
        [
            [
                telltale.id,
                yes if telltale.seen else no,
                telltale.when,
                telltale.last,
                telltale.looked_since,
                in_language(telltale.name, words.language),
                ", ".join(telltale.inputs),
            ]
            for telltale in measurement.telltales
        ],
    )


def _variants(measurement: Measurement, words: Words) -> None:
    if not measurement.variants:
        return
    ja = words.language == "ja"
    _heading("変種" if ja else "variants")
    emit_table(
        ["識別子", "値", "推移", "転換点", "名称"] if ja else ["id", "value", "course", "turning points", "name"],
        [
            [
                variant.id,
                _value(pictures.newest(variant.series)),
                spark(variant.series, SPARK),
                ", ".join(_interval(point, variant.series) for point in variant.turning.points) or "-",
                in_language(variant.name, words.language),
            ]
            for variant in measurement.variants
        ],
    )


def spark(series: Series, width: int) -> str:
    """The series as text on the scale of all yardsticks; on its own where it goes beyond that."""
    known = [value for value in series.values if value is not None]
    low, high = pictures.SCALE
    common = all(low <= value <= high for value in known)
    return sparkline(series.values, width=width, low=low if common else None, high=high if common else None)


def _covered(series: Series) -> tuple[str, str]:
    """From when to when there are values, and how many periods between have none."""
    covered = series.coverage
    if covered is None:
        return "-", "-"
    first, last = (pictures.short_date(when, series.period) for when in covered)
    return f"{first}..{last}", str(len(series.missing))


def _heading(text: str) -> None:
    typer.echo(f"\n{text}")


def _inputs(name: str, points: Iterable[Point]) -> None:
    for point in points:
        if point.inputs:
            typer.echo(f"{name}  {point.when}  {' '.join(point.inputs)}".lstrip())


def _value(point: Point | None) -> str:
    return "-" if point is None or point.value is None else pictures.number(point.value)


def _range(point: Point | None) -> str:
    if point is None or point.low is None or point.high is None:
        return "-"
    return f"{pictures.number(point.low)}-{pictures.number(point.high)}"


def _interval(point: TurningPoint, series: Series) -> str:
    first, last = (pictures.short_date(when, series.period) for when in (point.start, point.end))
    return first if first == last else f"{first}..{last}"


def _short_turn(point: TurningPoint, series: Series) -> str:
    return f"{pictures.ARROWS[point.direction]} {_interval(point, series)} {pictures.percent(point.probability)}%"


def _verdict(measurement: Measurement, language: str) -> str:
    if measurement.turning.verdict == "cannot_tell":
        return "言えない" if language == "ja" else "cannot tell"
    return "なし" if language == "ja" else "none"
