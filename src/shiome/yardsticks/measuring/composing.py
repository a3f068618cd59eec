"""Bringing components to one scale and adding them up by their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shiome.errors import RegionRefused
from shiome.region.schema.yardsticks import Component
from shiome.yardsticks.series import Point, Series

LEAST_WEIGHT = 0.5
"""A period has a value where components of at least this part of the weight have one."""


def scaled(series: Series, component: Component) -> Series:
    """A component from 0 (at ``low``) to 1 (at ``high``); what lies beyond is cut off."""
    points = []
    for point in series:
        low, high = _bounds(point, component)
        value = _at(point.value, component)
        points.append(Point(when=point.when, value=value, low=low, high=high, n=point.n, inputs=point.inputs))
    return Series(period=series.period, points=tuple(points))


def _at(value: float | None, component: Component) -> float | None:
    if value is None:
        return None
    return min(1.0, max(0.0, (value - component.low) / (component.high - component.low)))


def _bounds(point: Point, component: Component) -> tuple[float | None, float | None]:
    edges = [edge for edge in (_at(point.low, component), _at(point.high, component)) if edge is not None]
    return (min(edges), max(edges)) if edges else (None, None)


def shares(weights: Mapping[str, float], *, of: str) -> dict[str, float]:
    """Weights that sum to 1.

    Raises
    ------
    RegionRefused
        They sum to nothing.
    """
    total = sum(weights.values())
    if total <= 0:
        raise RegionRefused(
            "yardstick.weights",
            f"the weights of {of} sum to {total:g}",
            ja=f"{of} の重みの和が {total:g} である",
            hint="give at least one component a weight above 0",
            hint_ja="少なくとも一つの構成要素に0より大きい重みを与える",
            failed=dict(weights),
        )
    return {name: weight / total for name, weight in weights.items()}


def composed(components: Mapping[str, Series], weights: Mapping[str, float]) -> Series:
    """Weighted mean of the components that have a value in a period.

    A component without any value at all does not count; a period in which the others do not make up half of the remaining weight has
    none. Errors of the components are taken as independent of one another.
    """
    counting = {
        name: series for name, series in components.items() if weights.get(name, 0) > 0 and series.coverage is not None
    }
    total = sum(weights[name] for name in counting)
    first = next(iter(components.values()))
    points = []
    for number, point in enumerate(first.points):
        row = {name: series.points[number] for name, series in counting.items()}
        points.append(_composed_point(point.when, row, weights, total))
    return Series(period=first.period, points=tuple(points))


def _composed_point(when: str, row: Mapping[str, Point], weights: Mapping[str, float], total: float) -> Point:
    known = {name: point for name, point in row.items() if point.value is not None}
    weight = sum(weights[name] for name in known)
    if not known or weight < LEAST_WEIGHT * total:
        return Point(when=when)
    value = sum(weights[name] * (point.value or 0.0) for name, point in known.items()) / weight
    below = _spread(
        [(weights[name] / weight, (p.value or 0.0) - p.low) for name, p in known.items() if p.low is not None]
    )
    above = _spread(
        [(weights[name] / weight, p.high - (p.value or 0.0)) for name, p in known.items() if p.high is not None]
    )
    return Point(
        when=when,
        value=value,
        low=max(0.0, value - below),
        high=min(1.0, value + above),
        n=sum(point.n for point in known.values()),
        inputs=tuple(dict.fromkeys(name for point in known.values() for name in point.inputs)),
    )


def _spread(parts: Sequence[tuple[float, float]]) -> float:
    return sum((weight * width) ** 2 for weight, width in parts) ** 0.5  # type: ignore[no-any-return]
