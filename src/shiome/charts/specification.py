"""Charts as Vega-Lite specifications."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from shiome.charts import style
from shiome.charts.gantt import Gantt, gantt_specification
from shiome.charts.layers import ABOVE, ROW, Layer, layers, placed
from shiome.charts.model import Grid, LineChart, Panel
from shiome.charts.scatter import Scatter, scatter_specification
from shiome.charts.shares import SharesGrid, one_shares_specification, shares_specification
from shiome.charts.text import wrapped
from shiome.charts.tree import Tree, tree_specification

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
Specification = dict[str, Any]
Shown = LineChart | Panel | Grid | SharesGrid | Tree | Gantt | Scatter


def specification(shown: Shown) -> Specification:
    """The Vega-Lite specification (version 6) of a chart, a panel, a grid, stacked shares, a tree, a Gantt chart or a map of points.

    >>> from shiome.charts.model import Line
    >>> specification(LineChart(title="T", line=Line(name="L")))["$schema"]
    'https://vega.github.io/schema/vega-lite/v6.json'
    """
    if isinstance(shown, LineChart):
        whole = _wide(shown, _span([shown]))
    elif isinstance(shown, Panel):
        span = _span([shown.chart, *shown.parts])
        rows = [_wide(shown.chart, span), *([_small(shown.parts, span)] if shown.parts else [])]
        whole = {"vconcat": rows, "spacing": 26} if len(rows) > 1 else rows[0]
    elif isinstance(shown, SharesGrid):
        whole = shares_specification(shown.charts)
    elif isinstance(shown, Gantt):
        whole = gantt_specification(shown)
    elif isinstance(shown, Scatter):
        whole = scatter_specification(shown)
    elif isinstance(shown, Tree):
        whole = tree_specification(shown)
    else:
        whole = _small(shown.charts, _span(shown.charts))
    return {"$schema": SCHEMA, "config": style.config(), **whole}


def _span(charts: Sequence[LineChart]) -> tuple[date, date] | None:
    """From the first to the last day of which some chart has a value."""
    dots = [d for chart in charts for line in (chart.line, *chart.thin) for d in line.dots if d.value is not None]
    return (min(d.start for d in dots), max(d.end for d in dots) + timedelta(days=1)) if dots else None


def _wide(chart: LineChart, span: tuple[date, date] | None) -> Specification:
    title = _title(wrapped(chart.title, 90), wrapped(chart.subtitle, 104), lift=0)
    return _plot(chart, span, width=style.WIDTH, height=style.HEIGHT) | {"title": title}


def _labels_height(chart: LineChart, span: tuple[date, date] | None) -> float:
    """How far the labels of a small chart reach above its value axis."""
    rows = max((row for _, _, row in placed(chart.marks, span, style.SMALL)), default=-1)
    return ABOVE + ROW * rows if rows >= 0 else 0


def _small(charts: Sequence[LineChart], span: tuple[date, date] | None) -> Specification:
    titles = [wrapped(chart.title, 36) for chart in charts]
    subtitles = [wrapped(chart.subtitle, 48) for chart in charts]
    rows = []
    for first in range(0, len(charts), style.COLUMNS):
        here = range(first, min(first + style.COLUMNS, len(charts)))
        # Plots of one row stand level only under headings of one height.
        lines = max(len(titles[n]) for n in here), max(len(subtitles[n]) for n in here)
        heights = {n: _labels_height(charts[n], span) for n in here}
        highest = max(heights.values())
        rows.append(
            {
                "hconcat": [
                    _plot(charts[n], span, width=style.SMALL, height=style.SMALL_HEIGHT)
                    | {
                        "title": _title(
                            _padded(titles[n], lines[0], above=True),
                            _padded(subtitles[n], lines[1]),
                            lift=highest - heights[n],
                        )
                    }
                    for n in here
                ],
                "spacing": style.GAP,
                "bounds": "flush",
            }
        )
    return {"vconcat": rows, "spacing": 22}


def small_specifications(shown: Grid | SharesGrid) -> list[Specification]:
    """The charts of a grid as pictures of their own, half a line wide; lines keep one time axis, and two of a row stand level.

    >>> from shiome.charts.model import Line
    >>> charts = tuple(LineChart(title=name, line=Line(name=name)) for name in ("a", "b", "c"))
    >>> len(small_specifications(Grid(charts=charts)))
    3
    """
    head = {"$schema": SCHEMA, "config": style.config()}
    if isinstance(shown, SharesGrid):
        return [head | one_shares_specification(chart, width=style.SMALL) for chart in shown.charts]
    rows = _small(shown.charts, _span(shown.charts))["vconcat"]
    return [head | plot for row in rows for plot in row["hconcat"]]


def _padded(lines: list[str], count: int, *, above: bool = False) -> list[str]:
    blank = [" "] * (count - len(lines))
    return [*blank, *lines] if above else [*lines, *blank]


def _title(title: list[str], subtitle: list[str], *, lift: float) -> dict[str, Any]:
    """A heading; it stands above the labels of its chart by itself, and ``lift`` higher where its neighbour has more of them."""
    return {"text": title, "offset": style.HEADING + lift, **({"subtitle": subtitle} if subtitle else {})}


def _plot(chart: LineChart, span: tuple[date, date] | None, *, width: int, height: int) -> Specification:
    y: dict[str, Any] = {"zero": False, "nice": chart.domain is None}
    if chart.domain is not None:
        y["domain"] = list(chart.domain)
    across = {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "axis": _time_axis(span, width)}
    up = {"field": "value", "type": "quantitative", "scale": y, "axis": {"tickCount": 5 if height > 150 else 3}}
    found = layers(chart, span, across=across, up=up, width=width)
    if span is not None:
        _bound(found, span)
    made: Specification = {"width": width, "height": height, "layer": found}
    if any("color" in layer["encoding"] for layer in found):
        made["resolve"] = {"scale": {"color": "independent", "strokeDash": "independent"}}
    return made


def _bound(found: list[Layer], span: tuple[date, date]) -> None:
    """Give the shared time scale its ends, once: said by several layers, they count as a conflict between them."""
    timed = [layer for layer in found if layer["encoding"].get("x", {}).get("field") == "day"]
    bearer = next(layer for layer in timed if layer["mark"]["type"] != "rect")
    x = bearer["encoding"]["x"]
    scale = x["scale"] | {"domain": [day.isoformat() for day in span]}
    bearer["encoding"] = bearer["encoding"] | {"x": x | {"scale": scale}}


def _time_axis(span: tuple[date, date] | None, width: int) -> dict[str, Any]:
    """Whole years where there are several, months where there are few."""
    days = (span[1] - span[0]).days if span else 0
    if days > 3 * 365:
        step = max(1, round(days / 365 / (width / 45)))
        return {"format": "%Y", "tickCount": {"interval": "year", "step": step}, "grid": False}
    if days > 120:
        return {"format": "%Y-%m", "tickCount": {"interval": "month", "step": 3 if days <= 500 else 6}, "grid": False}
    return {"format": "%Y-%m-%d", "tickCount": max(2, width // 90), "grid": False}


def encoded(made: Specification) -> bytes:
    """The specification as JSON; equal charts give equal bytes."""
    return msgspec.json.encode(made, order="deterministic")
