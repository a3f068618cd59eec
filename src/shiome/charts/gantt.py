"""Steps as bars on a time axis of months, each followed by the months until it is verified; one colour a party."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from shiome.charts import style
from shiome.charts.text import columns, wrapped

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
Specification = dict[str, Any]
ROW = 24
"""Height of a bar's row."""
WIDTH = 430
SPACING = 10.5
"""Between the lines of a name."""
COLOURS = (style.LINE, style.TURN, "#009E73", "#D55E00", "#8C6BB1", "#56B4E9", "#7A5C2E", "#8A8A8A")
VERIFIED = 0.35
"""Opacity of the months of verification."""
LONG = 44
"""Half-width letters in a line of a row's name; it may have two lines, and the rest is cut off with an ellipsis."""


class GanttBar(msgspec.Struct, frozen=True, kw_only=True):
    """One step."""

    name: str
    group: str
    """Of what it is: a party; bars of one group share a colour."""
    start: float
    end: float
    """Months from the beginning: first month, and the month by whose beginning it is done."""
    verified: float
    """Month by whose beginning it is verified."""
    mark: str = ""
    """What is said of it beside its bar, such as a sign that somebody would leave here."""


class Gantt(msgspec.Struct, frozen=True, kw_only=True):
    """Bars under headings, from top to bottom as they stand."""

    title: str
    sections: tuple[tuple[str, tuple[GanttBar, ...]], ...]
    """Heading of a track and its bars."""
    axis: str
    """Name of the time axis."""
    subtitle: str = ""


def gantt_specification(chart: Gantt) -> Specification:
    """The Vega-Lite specification (version 6); it holds its data and asks for nothing else.

    >>> bar = GanttBar(name="a", group="A", start=0, end=2, verified=3)
    >>> gantt_specification(Gantt(title="T", sections=(("main", (bar,)),), axis="month"))["vconcat"][0]["height"]
    24
    """
    groups, end = _ground(chart)
    sections = [section for section in chart.sections if section[1]]
    plots = [
        _section(heading, rows, groups, end, axis=chart.axis if number == len(sections) - 1 else None)
        for number, (heading, rows) in enumerate(sections)
    ]
    return _head(chart) | {"vconcat": plots, "spacing": 10}


def gantt_specifications(chart: Gantt) -> list[Specification]:
    """Each track as a picture of its own, on one time axis and in the same colours; the first has the title.

    >>> bar = GanttBar(name="a", group="A", start=0, end=2, verified=3)
    >>> len(gantt_specifications(Gantt(title="T", sections=(("main", (bar,)), ("side", (bar,))), axis="month")))
    2
    """
    groups, end = _ground(chart)
    plots = [_section(heading, rows, groups, end, axis=chart.axis) for heading, rows in chart.sections if rows]
    return [
        (_head(chart) if number == 0 else _head(chart) | {"title": {"text": ""}}) | {"vconcat": [plot]}
        for number, plot in enumerate(plots)
    ]


def _ground(chart: Gantt) -> tuple[list[str], float]:
    """The groups in the order of their colours, and where the time axis ends: behind the marks of the last bars."""
    bars = [bar for _, rows in chart.sections for bar in rows]
    last = max((bar.verified for bar in bars), default=1)
    room = max((columns(bar.mark) for bar in bars), default=0) * 6 / WIDTH * last
    return list(dict.fromkeys(bar.group for bar in bars)), last + room


def _head(chart: Gantt) -> Specification:
    config = style.config()
    config["axisY"] = {"minExtent": 230, "maxExtent": 230, "domain": False, "ticks": False}
    title: dict[str, Any] = {"text": wrapped(chart.title, 90)}
    if chart.subtitle:
        title["subtitle"] = wrapped(chart.subtitle, 104)
    return {"$schema": SCHEMA, "config": config, "title": title}


def _section(
    heading: str, rows: Sequence[GanttBar], groups: Sequence[str], last: float, *, axis: str | None
) -> Specification:
    data: list[dict[str, Any]] = [
        {
            "row": f"{number:04}",  # two steps may have one name
            "name": "\n".join(lines),
            "lines": len(lines),
            "group": bar.group,
            "start": bar.start,
            "end": bar.end,
            "verified": bar.verified,
            "mark": bar.mark,
        }
        for number, bar in enumerate(rows)
        for lines in [_lines(bar.name)]
    ]
    y = {"field": "row", "type": "nominal", "title": None, "axis": {"labels": False}}
    x = {
        "type": "quantitative",
        "scale": {"domain": [0, last], "nice": False},
        "axis": {
            "title": axis,
            "titleFontWeight": "normal",
            "titleFontSize": 10,
            "titleColor": style.SOFT,
            "tickMinStep": 1,
            "labels": axis is not None,
        },
    }
    colour = {
        "field": "group",
        "type": "nominal",
        "scale": {"domain": list(groups), "range": [COLOURS[n % len(COLOURS)] for n in range(len(groups))]},
        "legend": {"symbolType": "square", "symbolStrokeWidth": 0, "symbolSize": 90, "symbolOpacity": 1, "columns": 6},
    }
    bar = {"type": "bar", "height": 11}
    return {
        "width": WIDTH,
        "height": ROW * len(rows),
        "title": {"text": wrapped(heading, 90), "fontSize": 10.5, "color": style.SOFT},
        "data": {"values": data},
        "layer": [
            *(_named(y, lines) for lines in sorted({row["lines"] for row in data})),
            {
                "mark": bar,
                "encoding": {"y": y, "x": x | {"field": "start"}, "x2": {"field": "end"}, "color": colour},
            },
            {
                "transform": [{"filter": "datum.verified > datum.end"}],
                "mark": bar | {"opacity": VERIFIED},
                "encoding": {"y": y, "x": x | {"field": "end"}, "x2": {"field": "verified"}, "color": colour},
            },
            {
                "transform": [{"filter": "datum.mark !== ''"}],
                "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 9.5, "color": style.EARLY_INK},
                "encoding": {"y": y, "x": x | {"field": "verified"}, "text": {"field": "mark"}},
            },
        ],
    }


def _lines(name: str) -> list[str]:
    """A name in at most two lines beside its bar."""
    lines = wrapped(name, LONG)
    if len(lines) <= 2:
        return lines
    second = lines[1]
    while columns(second) > LONG - 2:
        second = second[:-1]
    return [lines[0], second.rstrip() + "…"]


def _named(y: Specification, lines: int) -> Specification:
    """The names of the rows whose names have so many lines, level with their bars."""
    mark = {
        "type": "text",
        "align": "right",
        "baseline": "middle",
        "dy": -SPACING / 2 * (lines - 1),
        "lineBreak": "\n",
        "lineHeight": SPACING,
        "fontSize": 9.5,
        "color": style.INK,
    }
    encoding = {"y": y, "x": {"value": -6}, "text": {"field": "name"}}
    return {"transform": [{"filter": f"datum.lines === {lines}"}], "mark": mark, "encoding": encoding}
