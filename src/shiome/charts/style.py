"""Colours, sizes and letters of all charts.

The colours are those of Okabe and Ito (2008), which people with any common kind of colour blindness can tell apart; what
they say is also said by form: solid and dashed, filled and outlined.
"""

from __future__ import annotations

from typing import Any

FONT = "Noto Sans CJK JP"
LINE = "#0072B2"
TURN = "#E69F00"
EARLY = "#CC79A7"
EARLY_INK = "#8C3A6B"
"""Of the letters of a warning: dark enough to be read."""
THIN = ("#D55E00", "#009E73", "#56B4E9", "#8C6BB1", "#7A5C2E", "#8A8A8A")
DASHES = ([1, 0], [6, 2], [2, 2], [8, 2, 2, 2], [4, 4], [1, 2])
SHARES = ("#0072B2", "#A6CEE3", "#E69F00", "#D55E00", "#8A8A8A", "#009E73")
"""Of stacked shares from the first state to the last: neighbours differ in lightness as well as in hue."""
MISSING = "#EFF1F3"
INK = "#1C2024"
SOFT = "#555D66"
GRID = "#E3E6EA"

WIDTH = 580
"""Of the plot of a chart at full width; with its axis it fits the column of an A4 page at 8 points a letter."""
SMALL = 262
"""Of the plot of a small chart; two stand side by side."""
HEIGHT, SMALL_HEIGHT = 180, 92
GAP = WIDTH - 2 * SMALL
COLUMNS = 2
HEADING = 6
"""Between a heading and its plot."""


def config() -> dict[str, Any]:
    """The ``config`` of every specification."""
    title = {"anchor": "start", "frame": "group", "color": INK, "subtitleColor": SOFT}
    return {
        "font": FONT,
        "background": "white",
        "padding": 6,
        "aria": False,
        "view": {"stroke": None},
        "title": title | {"fontSize": 12, "subtitleFontSize": 10.5, "lineHeight": 15, "subtitlePadding": 3},
        "axis": {
            "labelColor": SOFT,
            "labelFontSize": 10,
            "gridColor": GRID,
            "domainColor": "#9AA3AC",
            "tickColor": "#9AA3AC",
            "title": None,
        },
        "axisY": {"minExtent": 28, "maxExtent": 28, "domain": False, "ticks": False},
        "legend": {
            "orient": "bottom",
            "title": None,
            "labelColor": INK,
            "labelFontSize": 10,
            "labelLimit": 0,
            "symbolType": "stroke",
            "symbolSize": 220,
            "symbolStrokeWidth": 1.6,
            "columns": 3,
            "columnPadding": 14,
        },
    }
