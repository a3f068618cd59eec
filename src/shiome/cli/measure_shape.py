"""Measurements as JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from shiome.vocabulary.languages import in_language
from shiome.yardsticks.model import Measurement, TurningPoint
from shiome.yardsticks.series import Series


def shape(measurement: Measurement, language: str, *, inputs: bool = False) -> dict[str, Any]:
    """The JSON shape; ``inputs`` adds to each value what it rests on."""
    turning = measurement.turning
    return {
        "name": measurement.id,
        "title": in_language(measurement.name, language),
        "about": in_language(measurement.about, language),
        "members": measurement.members,
        "direction": in_language(measurement.direction, language),
        "as_of": measurement.as_of,
        "period": measurement.series.period,
        "unit": measurement.series.unit,
        **_coverage(measurement.series),
        "series": _points(measurement.series, inputs=inputs),
        "turning_points": [_turn(point) for point in turning.points],
        "verdict": turning.verdict,
        "reason": turning.reason,
        "early_warning": turning.early,
        "components": [
            {
                "id": component.id,
                "name": in_language(component.name, language),
                "method": component.method,
                "weight": component.weight,
                "reason": in_language(component.reason, language),
                "note": in_language(component.note, language),
                **_coverage(component.raw),
                "unit": component.raw.unit,
                "raw": _points(component.raw, inputs=inputs),
                "scaled": _points(component.scaled, inputs=False),
            }
            for component in measurement.components
        ],
        "variants": [
            {
                "id": variant.id,
                "name": in_language(variant.name, language),
                "series": _points(variant.series, inputs=False),
                "turning_points": [_turn(point) for point in variant.turning.points],
                "verdict": variant.turning.verdict,
            }
            for variant in measurement.variants
        ],
        "telltales": [
            msgspec.to_builtins(telltale) | {"name": in_language(telltale.name, language)}
            for telltale in measurement.telltales
        ],
        "cite": measurement.cite,
        "by": measurement.by,
    }


def _coverage(series: Series) -> dict[str, Any]:
    return {"coverage": series.coverage, "missing": series.missing}


def _points(series: Series, *, inputs: bool) -> list[dict[str, Any]]:
    return [
        {"when": p.when, "value": p.value, "low": p.low, "high": p.high, "n": p.n}
        | ({"inputs": p.inputs} if inputs else {})
        for p in series.points
    ]


def _turn(point: TurningPoint) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(point)
    return {"from": made.pop("start"), "to": made.pop("end"), **made}
