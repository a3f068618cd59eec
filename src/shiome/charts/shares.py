"""Shares of a whole over time, stacked: in how many of many futures each state is taken, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from shiome.charts import style
from shiome.charts.text import columns, wrapped

Specification = dict[str, Any]
COLUMNS = 3
WIDTH, HEIGHT = 190, 96
LONG = 14
"""Half-width letters that a name may have where two stand side by side."""
OWN_COLOURS = {"scale": {"color": "independent"}, "legend": {"color": "independent"}}
"""Every whole has its own parts: no level of the page may join their legends."""


class Shares(msgspec.Struct, frozen=True, kw_only=True):
    """One whole and the share of each part in each month; the first part stands lowest."""

    title: str
    parts: tuple[str, ...]
    months: tuple[date, ...]
    values: tuple[tuple[float, ...], ...]
    """One row a month, one share a part; each row sums to 1."""
    subtitle: str = ""


class SharesGrid(msgspec.Struct, frozen=True, kw_only=True):
    """Several wholes side by side."""

    charts: tuple[Shares, ...]


def shares_specification(charts: Sequence[Shares]) -> Specification:
    """Small stacked areas in rows of three, each with its own colours and their names below its title."""
    rows = [charts[first : first + COLUMNS] for first in range(0, len(charts), COLUMNS)]
    return {
        "vconcat": [
            {
                "hconcat": [one_shares_specification(chart) for chart in row],
                "spacing": 34,
                "bounds": "flush",
                "resolve": OWN_COLOURS,
            }
            for row in rows
        ],
        "spacing": 24,
        "resolve": OWN_COLOURS,
    }


def one_shares_specification(chart: Shares, *, width: int = WIDTH) -> Specification:
    """One whole by itself."""
    data = [
        {"day": month.isoformat(), "part": part, "order": number, "share": round(row[number], 5)}
        for month, row in zip(chart.months, chart.values, strict=True)
        for number, part in enumerate(chart.parts)
    ]
    colours = style.SHARES[: len(chart.parts)]
    # Long names stand one below another and are shown whole.
    across = 2 if max((columns(part) for part in chart.parts), default=0) <= LONG else 1
    legend = {"symbolType": "square", "symbolStrokeWidth": 0, "symbolSize": 70, "columns": across, "labelLimit": 0}
    return {
        "width": width,
        "height": HEIGHT,
        "title": {
            "text": wrapped(chart.title, 34),
            **({"subtitle": wrapped(chart.subtitle, 44)} if chart.subtitle else {}),
        },
        "data": {"values": data},
        "mark": {"type": "area", "line": False},
        "encoding": {
            "x": {
                "field": "day",
                "type": "temporal",
                "scale": {"type": "utc"},
                "title": None,
                "axis": {"format": "%Y-%m", "tickCount": 3, "grid": False},
            },
            "y": {
                "field": "share",
                "type": "quantitative",
                "stack": "zero",
                "title": None,
                "scale": {"domain": [0, 1]},
                "axis": {"format": ".0%", "tickCount": 3},
            },
            "color": {
                "field": "part",
                "type": "nominal",
                "scale": {"domain": list(chart.parts), "range": list(colours)},
                "legend": legend,
            },
            "order": {"field": "order", "type": "quantitative"},
        },
    }
