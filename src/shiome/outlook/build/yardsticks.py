"""The yardsticks: how each stands, where it turned and on what that hangs, which signs were seen; with pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shiome.charts import Grid, small_specifications, specification
from shiome.outlook import pictures
from shiome.outlook.build.context import Context
from shiome.outlook.build.inputs import documents_behind, numbers, tables_of
from shiome.outlook.build.parts import remark, section, sourced
from shiome.outlook.model import Block, Bullets, Figure, Paragraph, Remark, Section, Sentence, Statement
from shiome.yardsticks.model import Measurement, Telltale, TurningPoint
from shiome.yardsticks.series import Point, Series, bounds_of

NAMED = 2
"""Other choices that are named where a turning point is not found under many."""
DRIVERS = 3


def yardsticks(context: Context) -> Section | None:
    """The section on yardsticks; none where nothing was measured."""
    valued = [m for m in context.measurements if m.series.coverage is not None]
    if not valued:
        return None
    words = context.words
    return section(
        "yardsticks",
        words("yardsticks.title"),
        blocks=(remark(words("yardsticks.intro")), *_overview(context, valued)),
        sections=[_one(context, measurement, first=n == 0) for n, measurement in enumerate(valued)],
    )


def _overview(context: Context, valued: Sequence[Measurement]) -> Iterator[Block]:
    """Each yardstick as a small picture, all on one time axis, with how to read them first."""
    if len(valued) < 2:
        return
    yield remark(context.words("yardsticks.overview"))
    drawn = small_specifications(pictures.grid(valued, context.language))
    for measurement, made in zip(valued, drawn, strict=True):
        yield Figure(
            caption=_source(context, measurement.series),
            alt=pictures.alt_text(measurement, context.language),
            specification=made,
            small=True,
        )


def _detail(context: Context, measurement: Measurement) -> Iterator[Block]:
    """A yardstick with the same computed otherwise, and each of its components that has values as a small picture."""
    words, name = context.words, context.text(measurement.name)
    shown = pictures.panel(measurement, context.language)
    caption = words("yardsticks.detail_caption", name=words.quoted(name))
    yield Figure(
        caption=words.run(caption, _source(context, measurement.series)),
        alt=pictures.alt_text(measurement, context.language),
        specification=specification(shown.chart),
    )
    parts = [pair for pair in zip(measurement.components, shown.parts, strict=True) if pair[0].scaled.coverage]
    drawn = small_specifications(Grid(charts=tuple(part for _, part in parts))) if parts else []
    for (component, _), made in zip(parts, drawn, strict=True):
        yield Figure(
            caption=_source(context, component.scaled),
            alt=pictures.alt_component(component, context.language),
            specification=made,
            small=True,
        )


def _source(context: Context, series: Series) -> str:
    """What the values of a series rest on: documents, counted, and tables by name; with the day of the outlook."""
    inputs = [name for point in series.points for name in point.inputs]
    words, documents, tables = context.words, documents_behind(context, inputs), tables_of(inputs)
    names = [words("sourced.documents", n=len(documents))] if documents else []
    return sourced(context, *names, *(words("sourced.table", name=table) for table in tables))


def _one(context: Context, measurement: Measurement, *, first: bool) -> Section:
    words = context.words
    name = context.text(measurement.name)
    blocks: list[Block] = [Paragraph(sentences=tuple(_account(context, measurement)))]
    signs = tuple(_sign(context, telltale) for telltale in measurement.telltales)
    if signs:
        blocks.append(Bullets(title=words("yardsticks.telltales"), items=signs))
    if first:
        blocks += _detail(context, measurement)
    return Section(key=f"yardsticks.{measurement.id}", title=name, blocks=tuple(blocks))


def _account(context: Context, measurement: Measurement) -> Iterator[Sentence]:
    words = context.words
    if measurement.by:
        yield Remark(text=words("plugged.measured", by=measurement.by))
    if measurement.direction:
        yield Remark(text=words.sentence(context.text(measurement.direction)))
    last = pictures.newest(measurement.series)
    if last is not None and last.value is not None:
        yield _said(
            context,
            lead=words("yardsticks.now", when=context.dated(last.when)),
            text=level_text(context, measurement.series, last, last.value),
            inputs=last.inputs,
        )
    for point in sorted(measurement.turning.points, key=lambda p: p.start):
        yield _turn(context, measurement, point)
    if not measurement.turning.points:
        yield Remark(text=pictures.no_turn(measurement, words))
    yield from _early(context, measurement)
    without = [c for c in measurement.components if c.scaled.coverage is None]
    if without:
        names = [
            words("yardsticks.missing_one", name=context.text(c.name), note=context.text(c.note))
            if c.note
            else context.text(c.name)
            for c in without
        ]
        yield Remark(text=words("yardsticks.missing", names=words.series(names)))


def level_text(context: Context, series: Series, last: Point, value: float) -> str:
    """The newest value, against that of the period in which the day compared with lies."""
    words = context.words
    text = words("yardsticks.value", value=pictures.number(value), range=pictures.value_range(last, words))
    before = before_since(context, series, last)
    if before is None or before.value is None:
        return text
    shown = {"before": pictures.number(before.value), "then": context.dated(before.when)}
    if pictures.number(value) == shown["before"]:
        return text + words("yardsticks.same", **shown)
    text += words("yardsticks.risen" if value > before.value else "yardsticks.fallen", **shown)
    return text + words("yardsticks.overlap") if pictures.meet(last, before) else text


def before_since(context: Context, series: Series, last: Point) -> Point | None:
    """The newest point with a value of a period that had begun by the day compared with."""
    day = context.since
    if day is None:
        return None
    earlier = (p for p in reversed(series.points) if p.value is not None and p.when < last.when)
    return next((p for p in earlier if bounds_of(p.when, series.period)[0] <= day), None)


def _turn(context: Context, measurement: Measurement, point: TurningPoint) -> Sentence:
    words = context.words
    drivers = sorted(point.drivers, key=lambda d: -d.share)[:DRIVERS]
    names = {c.id: context.text(c.name) for c in measurement.components}
    details = [_hanging(context, measurement, point)]
    moving = [names.get(d.component, d.component) for d in drivers if d.share > 0]
    if moving:
        details.append(words("yardsticks.driven", names=words.join(moving)))
    inputs = [name for driver in drivers for name in driver.inputs]
    if not inputs:
        stretch = (p for p in measurement.series.points if point.start <= p.when <= point.end)
        inputs = [name for p in stretch for name in p.inputs]
    return _said(
        context,
        lead=words("yardsticks.turn"),
        text=pictures.turn_text(point, words),
        detail=words("yardsticks.then").join(d for d in details if d),
        inputs=inputs,
    )


def _hanging(context: Context, measurement: Measurement, point: TurningPoint) -> str:
    words = context.words
    if not point.variants:
        return ""
    names = {v.id: context.text(v.name) for v in measurement.variants}
    lacking = [names.get(variant, variant) for variant, found in point.variants.items() if not found]
    if not lacking:
        return words("yardsticks.stands")
    if len(lacking) <= NAMED:
        return words("yardsticks.hangs", names=words.join(lacking))
    named = words.join(lacking[:NAMED])
    return words("yardsticks.hangs_many", n=len(lacking), all=len(point.variants), names=named)


def _early(context: Context, measurement: Measurement) -> Iterator[Sentence]:
    early, words = measurement.turning.early, context.words
    if early is None or not early.since:
        return
    newest = [p for p in measurement.series.points if p.when >= early.since]
    yield _said(
        context,
        lead=words("yardsticks.early"),
        text=words(
            "yardsticks.early_text",
            since=context.dated(early.since),
            direction=words(f"yardsticks.tends.{early.direction}"),
            probability=pictures.percent(early.probability),
        ),
        inputs=[name for p in reversed(newest) for name in p.inputs],
    )


def _sign(context: Context, telltale: Telltale) -> Sentence:
    words, name = context.words, context.text(telltale.name)
    since = words("yardsticks.watched", day=context.dated(telltale.looked_since)) if telltale.looked_since else ""
    if not telltale.seen:
        return Remark(text=words("yardsticks.unseen", name=name, since=since))
    several = telltale.last and telltale.last != telltale.when
    text = words(
        "yardsticks.seen_range" if several else "yardsticks.seen",
        when=context.dated(telltale.when),
        last=context.dated(telltale.last),
        since=since,
    )
    return _said(context, lead=name, text=text, inputs=telltale.inputs)


def _said(context: Context, *, lead: str, text: str, inputs: Iterable[str], detail: str = "") -> Sentence:
    """A statement on the passages behind ``inputs``; a remark that names the tables where there are only such."""
    words = context.words
    inputs = list(dict.fromkeys(inputs))
    evidence = numbers(context, inputs)
    if evidence:
        return Statement(lead=lead, text=words.sentence(text), detail=detail, evidence=evidence)
    whole = words("colon", a=lead, b=text) + (words("paren", text=detail) if detail else "")
    tables = tables_of(inputs)
    rest = words("yardsticks.tables", names=words.join(tables)) if tables else ""
    return Remark(text=words.run(whole, rest))
