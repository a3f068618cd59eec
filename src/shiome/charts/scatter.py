"""A scatter of many points on two figures: a cloud, the points that stand out, and a few with names in the margin."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import msgspec

from shiome.charts import style
from shiome.charts.text import columns, wrapped

Specification = dict[str, Any]
HEIGHT = 330
CELLS = 90
"""The cloud is thinned to one point in each cell of a grid of so many by so many: more cannot be told apart."""
LETTER = 5.2
"""Width of a half-width letter of a name."""
ROW = 15
"""Least distance between two names."""
LONGEST = 46
"""Columns of a name; a longer one is cut."""
FORMAT = ",.4~f"
"""Of figures on the axes: as many decimals as the steps need."""
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """One point with a name."""

    x: float
    y: float
    label: str


class Scatter(msgspec.Struct, frozen=True, kw_only=True):
    """Points on two figures."""

    title: str
    x_name: str
    y_name: str
    cloud: tuple[tuple[float, float], ...]
    cloud_name: str
    raised: tuple[tuple[float, float], ...] = ()
    """Points that stand out, such as a frontier."""
    raised_name: str = ""
    spots: tuple[Spot, ...] = ()
    spots_name: str = ""
    subtitle: str = ""


def scatter_specification(chart: Scatter) -> Specification:
    """The Vega-Lite specification of a scatter; it holds its data and asks for nothing else.

    >>> chart = Scatter(title="T", x_name="x", y_name="y", cloud=((0.0, 0.0), (1.0, 2.0)), cloud_name="all")
    >>> scatter_specification(chart)["width"]
    580
    """
    points = [*chart.cloud, *chart.raised, *((spot.x, spot.y) for spot in chart.spots)]
    x_ticks, y_ticks = _ticks([x for x, _ in points]), _ticks([y for _, y in points])
    names = [_cut(spot.label) for spot in chart.spots]
    margin = max((columns(name) for name in names), default=0) * LETTER + (24 if names else 0)
    plot = style.WIDTH - margin
    span = x_ticks[-1] - x_ticks[0]
    scale_x = {"domain": [x_ticks[0], x_ticks[0] + span * style.WIDTH / plot], "nice": False, "zero": False}
    scale_y = {"domain": [y_ticks[0], y_ticks[-1]], "nice": False, "zero": False}
    across = {
        "field": "x",
        "type": "quantitative",
        "scale": scale_x,
        "axis": {
            "values": x_ticks,
            "format": FORMAT,
            "title": chart.x_name,
            "titleColor": style.SOFT,
            "titleFontWeight": "normal",
        }
        | {"titleAnchor": "start", "domain": False, "grid": True, "titleFontSize": 10.5},
    }
    up = {
        "field": "y",
        "type": "quantitative",
        "scale": scale_y,
        "axis": {"values": y_ticks, "minExtent": 34, "maxExtent": 34, "format": FORMAT},
    }
    at = x_ticks[0] + span * (plot + 18) / plot
    layers = _layers(chart, names, _spread(chart.spots, (y_ticks[0], y_ticks[-1])), at)
    told = [{"encoding": {"x": across, "y": up} | layer.pop("encoding", {}), **layer} for layer in layers]
    lines = [*wrapped(chart.subtitle, 104), f"↑ {chart.y_name}"]
    return {
        "$schema": SCHEMA,
        "config": style.config(),
        "width": style.WIDTH,
        "height": HEIGHT,
        "title": {"text": wrapped(chart.title, 90), "subtitle": lines, "offset": style.HEADING},
        "layer": told,
    }


def _layers(chart: Scatter, names: Sequence[str], heights: Sequence[float], at: float) -> list[Specification]:
    kinds = [chart.cloud_name, *([chart.raised_name] if chart.raised else []), *([chart.spots_name] if names else [])]
    colours = {chart.cloud_name: "#B8C0C8", chart.raised_name: style.TURN, chart.spots_name: style.LINE}
    shapes = {chart.cloud_name: "circle", chart.raised_name: "square", chart.spots_name: "diamond"}
    kind = {
        "color": {
            "field": "kind",
            "type": "nominal",
            "scale": {"domain": kinds, "range": [colours[each] for each in kinds]},
            "legend": {"symbolType": "circle", "symbolSize": 60},
        },
        "shape": {
            "field": "kind",
            "type": "nominal",
            "scale": {"domain": kinds, "range": [shapes[each] for each in kinds]},
        },
    }
    found: list[Specification] = [
        _points(_thinned(chart.cloud), chart.cloud_name, kind, size=9),
        _points(chart.raised, chart.raised_name, kind, size=26),
    ]
    if names:
        leaders = [
            {"x": spot.x, "y": spot.y, "at": at, "height": height, "label": name}
            for spot, name, height in zip(chart.spots, names, heights, strict=True)
        ]
        ends = {"x2": {"field": "at"}, "y2": {"field": "height"}}
        label = {"x": {"field": "at", "type": "quantitative"}, "y": {"field": "height", "type": "quantitative"}}
        text = {"type": "text", "align": "left", "dx": 4, "fontSize": 10, "color": style.INK, "font": style.FONT}
        found += [
            {
                "data": {"values": leaders},
                "mark": {"type": "rule", "color": style.LINE, "opacity": 0.45, "strokeWidth": 0.8},
                "encoding": ends,
            },
            _points([(spot.x, spot.y) for spot in chart.spots], chart.spots_name, kind, size=70),
            {"data": {"values": leaders}, "mark": text, "encoding": label | {"text": {"field": "label"}}},
        ]
    return [each for each in found if each["data"]["values"]]


def _points(points: Sequence[tuple[float, float]], name: str, kind: Specification, *, size: int) -> Specification:
    values = [{"x": round(x, 5), "y": round(y, 5), "kind": name} for x, y in points]
    return {
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "opacity": 1, "size": size},
        "encoding": dict(kind),
    }


def _thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """One point, the first, of each cell of a fine grid."""
    if not points:
        return []
    lows = [min(point[axis] for point in points) for axis in (0, 1)]
    steps = [(max(point[axis] for point in points) - lows[axis]) / CELLS or 1.0 for axis in (0, 1)]
    cells: dict[tuple[int, int], tuple[float, float]] = {}
    for point in points:
        cells.setdefault((int((point[0] - lows[0]) / steps[0]), int((point[1] - lows[1]) / steps[1])), point)
    return list(cells.values())


def _ticks(values: Sequence[float]) -> list[float]:
    """About five round numbers that hold all values between them."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    rough = (high - low) / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(place * step, 10) for place in range(first, last + 1)]


def _spread(spots: Sequence[Spot], domain: Sequence[float]) -> list[float]:
    """Heights of the names: as near to their points as the least distance allows, in the same order."""
    gap = ROW * (domain[1] - domain[0]) / HEIGHT
    order = sorted(range(len(spots)), key=lambda place: spots[place].y)
    heights = [0.0] * len(spots)
    floor = domain[0]
    for place in order:
        heights[place] = floor = max(spots[place].y, floor)
        floor += gap
    ceiling = domain[1]
    for place in reversed(order):
        heights[place] = ceiling = min(heights[place], ceiling)
        ceiling -= gap
    return heights


def _cut(label: str) -> str:
    found = ""
    for letter in label:
        if columns(found + letter) > LONGEST - 1:
            return found + "…"
        found += letter
    return found
