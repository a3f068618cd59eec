"""What moved a yardstick at a turning point: its components, and the inputs in the interval that carry each one's change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shiome.yardsticks.model import Driver, TurningPoint
from shiome.yardsticks.series import Point, Series

MOST_INPUTS = 12


def drivers_of(
    point: TurningPoint,
    components: Mapping[str, tuple[float, Series]],
    *,
    since: str = "",
    until: str = "",
    most: int = MOST_INPUTS,
) -> tuple[Driver, ...]:
    """Attribute the change at a turning point to the components of the yardstick.

    Parameters
    ----------
    point
        The turning point.
    components
        Name of each component to its weight and its series on the common scale, in the same kind of period as the yardstick.
    since, until
        First and last period of the segments before and after: those of the neighbouring turning points; the whole series where empty.
    most
        Inputs named for one component.

    Returns
    -------
    tuple of Driver
        Largest part first. The parts are the weighted differences between the mean after and the mean before, divided by the sum of their
        sizes; one that moved against the yardstick is negative. A component that sets in only then moves the yardstick by how far it
        stands from what the others made of it before: such a change is one of what is known, and shows as a driver like any other. A
        component that has no value afterwards, or did not move, is left out.
    """
    befores = {
        name: _mean(p for p in series.points if since <= p.when < point.start)
        for name, (_, series) in components.items()
    }
    level = _weighted((components[name][0], before) for name, before in befores.items() if before is not None)
    parts: dict[str, float] = {}
    for name, (weight, series) in components.items():
        own = befores[name]
        before = level if own is None else own
        after = _mean(p for p in series.points if p.when >= point.end and (not until or p.when <= until))
        if before is not None and after is not None and weight * (after - before):
            parts[name] = weight * (after - before)
    absolute = sum(map(abs, parts.values()))
    way = -1.0 if point.direction == "down" else 1.0
    shares = {name: way * part / absolute for name, part in parts.items()}
    ordered = sorted(shares, key=lambda name: (-abs(shares[name]), name))
    return tuple(
        Driver(
            component=name, share=shares[name], inputs=_carriers(point, components[name][1], parts[name], since, most)
        )
        for name in ordered
    )


def _mean(points: Iterable[Point]) -> float | None:
    values = [point.value for point in points if point.value is not None]
    return sum(values) / len(values) if values else None


def _weighted(values: Iterable[tuple[float, float]]) -> float | None:
    rows = list(values)
    total = sum(weight for weight, _ in rows)
    return sum(weight * value for weight, value in rows) / total if total else None


def _carriers(point: TurningPoint, series: Series, part: float, since: str, most: int) -> tuple[str, ...]:
    """Inputs of the periods in the interval that lie farthest from the old level on the side of the change; newest of equals first."""
    level = _mean(p for p in series.points if since <= p.when < point.start) or 0.0
    inside = [p for p in series.points if point.start <= p.when <= point.end and p.value is not None and p.inputs]
    side = 1.0 if part > 0 else -1.0
    moved = [(side * ((p.value or 0.0) - level), p) for p in inside]
    moved = [(distance, p) for distance, p in moved if distance > 0]
    moved.sort(key=lambda one: one[1].when, reverse=True)
    moved.sort(key=lambda one: one[0], reverse=True)
    named = dict.fromkeys(name for _, p in moved for name in reversed(p.inputs))
    return tuple(named)[:most]
