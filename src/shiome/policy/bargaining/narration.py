"""Bargaining in sentences: who moves whom, towards where, with which band, and what the result rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from shiome.policy.bargaining.bands import BandedCourse, movers
from shiome.policy.bargaining.draws import BandedForecast, Moved
from shiome.policy.bargaining.forecast import Forecast
from shiome.policy.bargaining.spatial import Course
from shiome.policy.bargaining.speech import Speech, Texts, number, percent, speeches

OFTEN = 0.05
"""Share of the draws from which a move is told."""
Result = Forecast | BandedForecast | Course | BandedCourse


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence in both languages; ``round`` is 0 for what holds of the whole, actors are empty where none is meant."""

    round: int
    challenger: str
    target: str
    text: Texts


def narrate(found: Result) -> tuple[Row, ...]:
    """Rows in the order of the rounds, then how it ends, then over the draws."""
    if isinstance(found, Forecast):
        return (*_forecast_moves(found), _median_end(found, None))
    if isinstance(found, BandedForecast):
        return (*_forecast_moves(found.stated), _median_end(found.stated, found), *_shares(found))
    if isinstance(found, Course):
        return (*_course_moves(found), _likely_end(found))
    return (*_course_moves(found.stated), _likely_end(found.stated), *_pulls(found))


def notes(found: Result) -> tuple[Texts, ...]:
    """What a reader has to know of the method and of what is inconsistent in what is published on it."""
    if isinstance(found, BandedForecast | BandedCourse):
        return notes(found.stated)
    said = speeches(found.table)
    if isinstance(found, Forecast):
        told = [_texts(said, "note_definition", name=found.definition.name)]
        if found.stopped == "rounds":
            told.append(_texts(said, "note_rounds", round=found.rounds[-1].number))
        if found.definition.probability == "field":
            told.append(_texts(said, "note_field"))
        if found.capitulations_unreached:
            told.append(_texts(said, "note_unreached", count=found.capitulations_unreached))
        return tuple(told)
    told = [_texts(said, "note_unchecked", rules=", ".join(found.rules.unchecked))] if found.rules.unchecked else []
    if found.stopped == "turns":
        told.append(_texts(said, "note_rounds", round=len(found.turns) - 1))
    return tuple(told)


def _texts(said: dict[str, Speech], key: str, **fill: object) -> Texts:
    return {language: speech.say(key, **fill) for language, speech in said.items()}


def _forecast_moves(found: Forecast) -> list[Row]:
    said = speeches(found.table)
    rows = []
    for before, here in zip(found.rounds, found.rounds[1:], strict=False):
        for move in here.moves:
            text = {
                language: speech.say(
                    move.kind,
                    round=here.number,
                    challenger=speech.actor(move.challenger),
                    target=speech.actor(move.target),
                    before=number(before.positions[move.target]),
                    after=number(here.positions[move.target]),
                    gain=number(move.gain),
                    resisted=number(abs(move.resisted)),
                )
                for language, speech in said.items()
            }
            rows.append(Row(here.number, move.challenger, move.target, text))
    return rows or [Row(0, "", "", _texts(said, "still"))]


def _median_end(found: Forecast, banded: BandedForecast | None) -> Row:
    last = found.rounds[-1]

    def told(speech: Speech) -> str:
        after = number(last.median)
        if banded is not None:
            low, high = banded.median[0, last.number], banded.median[-1, last.number]
            after = speech.say("band", value=after, low=number(low), high=number(high))
        issue, before = speech.issue(found.issue.issue), number(found.rounds[0].median)
        return speech.say("median_end", issue=issue, before=before, round=last.number, after=after)

    return Row(0, "", "", {language: told(speech) for language, speech in speeches(found.table).items()})


def _shares(found: BandedForecast) -> list[Row]:
    said = speeches(found.stated.table)
    return [
        Row(
            0,
            each.challenger,
            each.target,
            {language: _share(speech, found, each) for language, speech in said.items()},
        )
        for each in found.moved
        if each.share >= OFTEN
    ]


def _share(speech: Speech, found: BandedForecast, each: Moved) -> str:
    return speech.say(
        "share_place",
        draws=found.draws,
        share=percent(each.share),
        challenger=speech.actor(each.challenger),
        target=speech.actor(each.target),
        place=speech.say("band", value=number(each.place), low=number(each.low), high=number(each.high)),
    )


def _course_moves(found: Course) -> list[Row]:
    said = speeches(found.table)
    places = found.positions()
    rows = []
    for number_before, turn in enumerate(found.turns):
        chosen = {each.actor: each.probability[each.chosen] for each in turn.resolutions}
        for actor, other in movers(turn):
            here = _places(said, found, places[number_before, actor].tolist())
            there = _places(said, found, places[number_before + 1, actor].tolist())
            # A move that no reader could see is not told.
            if here != there:
                text = {
                    language: speech.say(
                        "bargain",
                        round=number_before + 1,
                        challenger=speech.actor(found.actors[other]),
                        target=speech.actor(found.actors[actor]),
                        before=here[language],
                        after=there[language],
                        chance=number(chosen[actor]),
                    )
                    for language, speech in said.items()
                }
                rows.append(Row(number_before + 1, found.actors[other], found.actors[actor], text))
    return rows or [Row(0, "", "", _texts(said, "still"))]


def _places(said: Mapping[str, Speech], found: Course, place: Sequence[float]) -> Texts:
    return {language: _place(speech, found, place) for language, speech in said.items()}


def _place(speech: Speech, found: Course, place: Sequence[float]) -> str:
    if len(found.table.issues) == 1:
        return number(place[0])
    parts = [
        speech.say("place", issue=speech.issue(scale.issue), value=number(value))
        for scale, value in zip(found.table.issues, place, strict=True)
    ]
    return speech.say("join").join(parts)


def _likely_end(found: Course) -> Row:
    last = found.turns[-1]
    best = int(np.argmax(last.probability))
    holders = [
        code for code, chance in zip(found.actors, last.probability, strict=True) if chance == last.probability[best]
    ]
    place = found.positions()[-1, best].tolist()
    text = {
        language: speech.say(
            "likely_end",
            round=len(found.turns) - 1,
            actors=speech.say("join").join(speech.actor(code) for code in holders),
            place=_place(speech, found, place),
            chance=number(float(last.probability[best])),
        )
        for language, speech in speeches(found.table).items()
    }
    return Row(0, "", "", text)


def _pulls(found: BandedCourse) -> list[Row]:
    said = speeches(found.stated.table)
    rows = []
    for each in found.pulls:
        if each.share >= OFTEN:
            text = {
                language: speech.say(
                    "share",
                    draws=found.draws,
                    share=percent(each.share),
                    challenger=speech.actor(each.by),
                    target=speech.actor(each.actor),
                )
                for language, speech in said.items()
            }
            rows.append(Row(0, each.by, each.actor, text))
    return rows
