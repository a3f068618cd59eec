"""Results as plain values that can be written as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from shiome.policy.bargaining.arrays import on_scale
from shiome.policy.bargaining.draws import BandedForecast
from shiome.policy.bargaining.forecast import Forecast
from shiome.policy.bargaining.inputs import Inputs
from shiome.policy.bargaining.narration import Result, narrate, notes
from shiome.policy.bargaining.spatial import Course, Turn
from shiome.policy.bargaining.table import Span

Plain = dict[str, Any]


def to_plain(found: Result, *, inputs: Inputs | None = None) -> Plain:
    """A result with its rows and notes; with ``inputs`` also which records it rests on and what is missing."""
    plain = _plain(found)
    plain["rows"] = [asdict(row) for row in narrate(found)]
    plain["notes"] = [dict(each) for each in notes(found)]
    if inputs is not None:
        plain["records"] = list(inputs.records)
        plain["missing"] = [asdict(each) for each in inputs.missing]
    return plain


def _plain(found: Result) -> Plain:
    if isinstance(found, Forecast):
        return _forecast(found)
    if isinstance(found, Course):
        return _course(found)
    drawn: Plain = {"draws": found.draws, "seed": found.seed, "shape": found.shape, "quantiles": list(found.quantiles)}
    if isinstance(found, BandedForecast):
        bands: Plain = {
            "positions": {code: found.positions[:, :, number].tolist() for number, code in enumerate(found.actors)},
            "median": found.median.tolist(),
            "mean": found.mean.tolist(),
            "moved": [asdict(each) for each in found.moved],
            "still": found.still,
        }
        return {**_forecast(found.stated), "bands": drawn | bands}
    actors = list(enumerate(found.stated.actors))
    bands = {
        "positions": {code: found.positions[:, :, number].tolist() for number, code in actors},
        "probabilities": {code: found.probabilities[:, :, number].tolist() for number, code in actors},
        "moved": [asdict(each) for each in found.pulls],
        "quiet": found.quiet,
    }
    return {**_course(found.stated), "bands": drawn | bands}


def _table(found: Forecast | Course) -> Plain:
    table = found.table
    return {
        "issues": [{"id": s.issue, "low": s.low, "high": s.high, "name": dict(s.name or {})} for s in table.issues],
        "actors": [
            {
                "id": actor.id,
                "name": dict(actor.name or {}),
                "capability": _span(actor.capability),
                "positions": [_span(each) for each in actor.positions],
                "salience": [_span(each) for each in actor.salience],
            }
            for actor in table.actors
        ],
    }


def _span(span: Span) -> list[float]:
    return [span.low, span.value, span.high]


def _forecast(found: Forecast) -> Plain:
    rounds = [
        {
            "round": each.number,
            "positions": each.positions,
            "median": each.median,
            "mean": each.mean,
            "risk": each.risk,
            "challenges": [asdict(challenge) for challenge in each.challenges],
        }
        for each in found.rounds
    ]
    return {
        "model": "expected_utility",
        **_table(found),
        "definition": asdict(found.definition),
        "rounds": rounds,
        "stopped": found.stopped,
        "capitulations_unreached": found.capitulations_unreached,
    }


def _course(found: Course) -> Plain:
    places = found.positions()
    return {
        "model": "spatial",
        **_table(found),
        "rules": asdict(found.rules),
        "rounds": [_turn(found, number, turn, places[number].tolist()) for number, turn in enumerate(found.turns)],
        "stopped": found.stopped,
    }


def _turn(found: Course, number: int, turn: Turn, places: list[list[float]]) -> Plain:
    actors = found.actors
    plain: Plain = {
        "round": number,
        "positions": dict(zip(actors, places, strict=True)),
        "probability": dict(zip(actors, turn.probability.tolist(), strict=True)),
        "risk": dict(zip(actors, turn.views.risk.tolist(), strict=True)),
        "change": turn.change,
        "bargains": [
            {
                "initiator": actors[each.initiator],
                "receiver": actors[each.receiver],
                "chance": each.chance,
                "gain": each.gain,
                "initiator_place": on_scale(found.table, each.initiator_place).tolist(),
                "receiver_place": on_scale(found.table, each.receiver_place).tolist(),
            }
            for each in turn.bargains
        ],
        "queues": [
            {
                "actor": actors[each.actor],
                "bargains": list(each.bargains),
                "probability": list(each.probability),
                "chosen": each.chosen,
            }
            for each in turn.resolutions
        ],
    }
    if turn.prospects is not None:
        plain["chances"] = turn.prospects.chance.tolist()
        plain["gains"] = turn.prospects.gain.tolist()
    return plain
