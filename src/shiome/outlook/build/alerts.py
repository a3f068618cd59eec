"""Risk alerts for the coming months: early warnings, commitments overdue, judgements that fall due, dates ahead, signs of the model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from shiome.coordination.commitments.reminders import reminders
from shiome.outlook import pictures
from shiome.outlook.build.context import Context
from shiome.outlook.build.futures import alert
from shiome.outlook.build.inputs import numbers
from shiome.outlook.build.parts import listed, part
from shiome.outlook.model import Section, Statement
from shiome.records.model import Event, Judgement
from shiome.region.schema.context import CalendarEntry, Touchstone
from shiome.vocabulary.edtf import parse_edtf

AHEAD = timedelta(days=183)
"""How far ahead alerts look: half a year."""
EACH = 3
"""Alerts of a kind that find room on the page."""


def alerts(context: Context) -> Section | None:
    """The alerts, by kind; none where there is nothing to watch for."""
    words, model = context.words, alert(context)
    kinds = {
        "early": _early(context),
        "overdue": _overdue(context),
        "due": _due(context),
        "calendar": _calendar(context),
    }
    blocks = [
        block
        for name, found in kinds.items()
        for block in listed(list(found), most=EACH, words=words, title=words(f"alerts.{name}"))
    ]
    title = words("alerts.title", until=context.dated(f"{context.as_of + AHEAD:%Y-%m}"))
    return part("front.alerts", title, blocks if model is None else [*blocks, model])


def _early(context: Context) -> Iterator[Statement]:
    words = context.words
    for measurement in context.measurements:
        early = measurement.turning.early
        if early is None or not early.since:
            continue
        newest = [point for point in measurement.series.points if point.when >= early.since]
        evidence = numbers(context, [name for point in reversed(newest) for name in point.inputs])
        if evidence:
            text = words(
                "alerts.early_text",
                since=context.dated(early.since),
                direction=words(f"yardsticks.tends.{early.direction}"),
                probability=pictures.percent(early.probability),
            )
            yield Statement(lead=context.text(measurement.name), text=words.sentence(text), evidence=evidence)


def _overdue(context: Context) -> Iterator[Statement]:
    """Commitments past their date, and those that fall due in time."""
    if context.coordination is None:
        return
    words = context.words
    for each in reminders(context.coordination.register, within=AHEAD.days):
        evidence = context.book.sources(reversed(each.standing.told.sources), few=2)
        if each.reason in ("overdue", "due") and evidence:
            yield Statement(
                lead=words.title(context.text(each.standing.content)),
                text=words(f"alerts.{each.reason}_text", n=each.days, day=context.dated(each.standing.due)),
                detail=context.names(each.standing.owner),
                evidence=evidence,
            )


def _due(context: Context) -> Iterator[Statement]:
    words = context.words
    dated = [(day, j) for j in context.records(Judgement) if not j.settled and (day := _soon(context, j.due))]
    for _, judgement in sorted(dated, key=lambda each: (each[0], each[1].id)):
        evidence = context.book.sources((s for s in judgement.sources if s.role == "states"), few=1)
        if evidence:
            low, high = (round(100 * share) for share in judgement.band)
            said = [context.actor(judgement.holder), words("judgements.percent", low=low, high=high)]
            yield Statement(
                lead=context.label(judgement.due),
                text=words.sentence(judgement.proposition),
                detail=words.listed(said),
                evidence=evidence,
            )


def _calendar(context: Context) -> list[Statement]:
    """Dates of the region's calendar, tests that were declared, and events that are planned, by their dates."""
    found = [*_entries(context), *_planned(context)]
    told: list[Statement] = []
    for _, _, statement in sorted(found, key=lambda each: each[:2]):
        # What a calendar, a test and an event say of one date in one passage is one date.
        if not any(each.lead == statement.lead and {*each.evidence} & {*statement.evidence} for each in told):
            told.append(statement)
    return told


def _entries(context: Context) -> Iterator[tuple[date, str, Statement]]:
    words = context.words
    entries: tuple[CalendarEntry | Touchstone, ...] = (
        *context.entries("calendar", CalendarEntry).values(),
        *context.entries("touchstones", Touchstone).values(),
    )
    for entry in entries:
        day = _soon(context, entry.when)
        evidence = context.book.cite(entry.cite, few=2) if day is not None else ()
        if day is not None and evidence:
            text = words.sentence(context.text(entry.name))
            yield day, entry.id, Statement(lead=context.label(entry.when), text=text, evidence=evidence)


def _planned(context: Context) -> Iterator[tuple[date, str, Statement]]:
    words = context.words
    for event in context.records(Event):
        day = _soon(context, event.when) if event.reality == "planned" else None
        evidence = context.book.sources(event.sources, few=2) if day is not None else ()
        if day is not None and evidence:
            text = words.sentence(context.text(event.text) or words.quoted(context.quote(evidence)))
            yield day, event.id, Statement(lead=context.label(event.when), text=text, evidence=evidence)


def _soon(context: Context, edtf: str) -> date | None:
    """The last day that a date may mean, where it begins or ends within the months ahead."""
    read = parse_edtf(edtf) if edtf else None
    if read is None or read.latest is None:
        return None
    ends = [day for day in (read.earliest, read.latest) if day is not None]
    return read.latest if any(context.as_of < day <= context.as_of + AHEAD for day in ends) else None
