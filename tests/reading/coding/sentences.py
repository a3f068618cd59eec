"""How single coded sentences are compared with what ``sentences_*.yaml`` says they tell.

A row has ``text`` and any of ``events`` ([doers, done to, type, reality, date]), ``dates``, ``hedges`` ([cue, step, "denied"]), ``before``
(the sentence before), ``last`` (the last date named before), ``maybe`` (events that may be coded or left out) and ``unknown`` (names
nobody lists). Each stands alone, dated 2025-09-30, in the region that Shiome ships with.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from shiome.reading.actors import Discourse, Mention
from shiome.reading.coding.dates.find import DateContext, DateMention, Day, find_dates
from shiome.reading.coding.events import find_events
from shiome.reading.coding.judgements import find_judgements
from shiome.reading.coding.names.resolver import PolyglotResolver
from shiome.reading.coding.proposals import EventProposal, JudgementProposal
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.region.pack import load_pack, locate
from shiome.region.schema.actors import Actor

DAY = date(2025, 9, 30)
_DONE = ("actual", "planned")


@lru_cache(maxsize=1)
def actors() -> dict[str, Actor]:
    """The actors of the region that Shiome ships with."""
    return dict(load_pack(locate("peninsula")).entries("actors", Actor))


@lru_cache(maxsize=1)
def resolver() -> PolyglotResolver:
    """Recognises them."""
    return PolyglotResolver(actors())


@dataclass(frozen=True)
class Coded:
    """What a sentence yields."""

    text: str
    mentions: tuple[Mention, ...]
    dates: list[DateMention]
    events: list[EventProposal]
    judgements: list[JudgementProposal]


def code(text: str, language: str, *, before: str = "", last: str = "") -> Coded:
    """Code one sentence."""
    discourse = Discourse()
    topic: tuple[Mention, ...] = ()
    if before:
        topic = _code(before, language, discourse, DateContext(DAY), ())[1]
    context = DateContext(DAY, Day(*(int(part) for part in last.split("-"))) if last else None)
    return _code(text, language, discourse, context, topic)[0]


def _code(
    text: str, language: str, discourse: Discourse, context: DateContext, topic: tuple[Mention, ...]
) -> tuple[Coded, tuple[Mention, ...]]:
    mentions = resolver().find(text, on=DAY, language=language, discourse=discourse)
    known = tuple(mention for mention in mentions if mention.actors)
    dates = find_dates(text, language=language, context=context)
    places = frozenset(actor.id for actor in actors().values() if actor.type == "place")
    output = find_events(SentenceInput(text, known, dates, DAY, places, topic), language=language)
    judgements = find_judgements(text, language=language, document_date=DAY, mentions=known, dates=dates)
    return Coded(text, mentions, dates, output.events, judgements), output.topic


@dataclass
class Tally:
    """Counts over the sentences of a file."""

    rows: int = 0
    proposed: int = 0
    matched: int = 0
    """Type, doers and those it is done to, as states, and whether it is told as done."""
    done_rows: int = 0
    done_proposed: int = 0
    done_matched: int = 0
    """The same, only of what is told as done or planned, whichever of the two."""
    timed: int = 0
    """Matched events that have a date written down."""
    on_time: int = 0
    dates: int = 0
    dates_right: int = 0
    dates_extra: int = 0
    hedges: int = 0
    hedges_right: int = 0
    hedges_extra: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Of events."""
        return 2 * self.matched / (self.rows + self.proposed)

    @property
    def f1_done(self) -> float:
        """Of events told as done or planned: type and parties."""
        return 2 * self.done_matched / (self.done_rows + self.done_proposed)

    def __str__(self) -> str:
        return (
            f"events P {self.matched / self.proposed:.2f} R {self.matched / self.rows:.2f} F1 {self.f1:.3f}"
            f" ({self.matched} of {self.rows}, {self.proposed} proposed; done {self.f1_done:.3f}), their dates {self.on_time}/{self.timed};"
            f" dates {self.dates_right}/{self.dates} (+{self.dates_extra});"
            f" hedges {self.hedges_right}/{self.hedges} (+{self.hedges_extra})"
        )


def rows_of(file: Path) -> list[dict[str, Any]]:
    """The sentences of a file."""
    return list(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def tally(file: Path, language: str) -> Tally:
    """Code every sentence of a file and count."""
    total = Tally()
    for row in rows_of(file):
        coded = code(row["text"], language, before=row.get("before", ""), last=row.get("last", ""))
        coded = _without_allowed(coded, row.get("events", ()), row.get("maybe", ()))
        _count_events(total, coded, row.get("events", ()))
        _count_done(total, coded, row.get("events", ()))
        _count_dates(total, coded, row.get("dates", ()))
        _count_hedges(total, coded, row.get("hedges", ()))
    return total


def _without_allowed(coded: Coded, rows: list[list[Any]], maybe: list[list[Any]]) -> Coded:
    """Without events of a type that may be coded or left out, beyond those wanted."""
    wanted = [_key(doers, goals, plover) for doers, goals, plover, *_ in rows]
    kept, allowed = [], [plover for _, _, plover, *_ in maybe]
    for event in coded.events:
        key = _key(event.source, event.recipient, event.plover)
        if key in wanted:
            wanted.remove(key)
        elif event.plover in allowed:
            allowed.remove(event.plover)
            continue
        kept.append(event)
    return replace(coded, events=kept)


def _key(doers: list[str] | tuple[str, ...], goals: list[str] | tuple[str, ...], *rest: str) -> tuple[object, ...]:
    return frozenset(resolver().states(tuple(doers))), frozenset(resolver().states(tuple(goals))), *rest


def _count_events(total: Tally, coded: Coded, rows: list[list[Any]]) -> None:
    left = [(_key(event.source, event.recipient, event.plover, event.reality), event) for event in coded.events]
    total.rows += len(rows)
    total.proposed += len(left)
    for doers, goals, plover, reality, *when in rows:
        wanted = _key(doers, goals, plover, reality)
        fitting = next((entry for entry in left if entry[0] == wanted), None)
        if fitting is None:
            total.lines.append(f"  missed {doers} > {goals} {plover} {reality}: {coded.text}")
            continue
        left.remove(fitting)
        total.matched += 1
        if when:
            total.timed += 1
            total.on_time += fitting[1].when == when[0]
            if fitting[1].when != when[0]:
                total.lines.append(f"  date   {plover} {fitting[1].when} for {when[0]}: {coded.text}")
    total.lines += [
        f"  extra  {e.source} > {e.recipient} {e.plover} {e.reality} '{e.word}': {coded.text}" for _, e in left
    ]


def _count_done(total: Tally, coded: Coded, rows: list[list[Any]]) -> None:
    left = [_key(e.source, e.recipient, e.plover) for e in coded.events if e.reality in _DONE]
    wanted = [_key(doers, goals, plover) for doers, goals, plover, reality, *_ in rows if reality in _DONE]
    total.done_rows += len(wanted)
    total.done_proposed += len(left)
    for key in wanted:
        if key in left:
            left.remove(key)
            total.done_matched += 1


def _count_dates(total: Tally, coded: Coded, rows: list[str]) -> None:
    found = [date.edtf for date in coded.dates]
    total.dates += len(rows)
    for wanted in rows:
        if wanted in found:
            found.remove(wanted)
            total.dates_right += 1
        else:
            total.lines.append(f"  no date {wanted} in {[d.edtf for d in coded.dates]}: {coded.text}")
    total.dates_extra += len(found)
    total.lines += [f"  extra date {edtf}: {coded.text}" for edtf in found]


def _count_hedges(total: Tally, coded: Coded, rows: list[list[str]]) -> None:
    left = list(coded.judgements)
    total.hedges += len(rows)
    for cue, step, *denied in rows:
        fitting = next((j for j in left if cue in j.cue or j.cue in cue), None)
        right = (
            fitting is not None and abs(fitting.step - int(step)) <= 1 and fitting.negative == (denied == ["denied"])
        )
        total.hedges_right += right
        if fitting is not None:
            left.remove(fitting)
        if not right:
            total.lines.append(f"  hedge {cue} {step} {denied}: {[(j.cue, j.step) for j in left]}: {coded.text}")
    total.hedges_extra += len(left)
    total.lines += [f"  extra hedge {j.cue} {j.step}: {coded.text}" for j in left]


def as_written(text: str, event: EventProposal) -> tuple[str, str, str, str, str]:
    """Doers, those it is done to and event word as written, type and reality."""
    source, recipient = event.source_span, event.recipient_span
    return (
        text[slice(*source)] if source else "",
        text[slice(*recipient)] if recipient else "",
        text[slice(*event.trigger)],
        event.plover,
        event.reality,
    )
