"""The layers of one chart, from back to front: missing periods, marks, band, thin lines, line, labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from shiome.charts import style
from shiome.charts.model import Dot, Line, LineChart, Mark
from shiome.charts.text import columns

Layer = dict[str, Any]
Encoding = dict[str, Any]
FEW = 48
"""Values up to which each is drawn as a dot on the line."""
LETTER = 5.2
"""Width of a half-width letter of a label, and ``ROW`` the height of its row."""
ROW = 12
ABOVE = 7.0
"""How far the lowest row reaches above the topmost number of the value axis."""


def layers(
    chart: LineChart, span: tuple[date, date] | None, *, across: Encoding, up: Encoding, width: int
) -> list[Layer]:
    """Layers with the time axis ``across`` and the value axis ``up``, shared by all."""
    found = [*_missing(chart.line, span, across), *_marks(chart.marks, span, across)]
    found += [*_band(chart.line, across, up), *_thin(chart.thin, across, up), *_line(chart.line, across, up)]
    found += _labels(chart.marks, span, width)
    if not any("field" in layer["encoding"].get("y", {}) for layer in found):
        found += _bare(chart, span, across, up)
    return found


def _bare(chart: LineChart, span: tuple[date, date] | None, across: Encoding, up: Encoding) -> Iterator[Layer]:
    """Axes alone, for a chart without any value."""
    bottom = chart.domain[0] if chart.domain is not None else 0
    encoding = {"y": up} if span is None else {"x": across, "y": up}
    row = {"value": bottom} if span is None else {"day": span[0].isoformat(), "value": bottom}
    yield from _layer([row], {"type": "point", "opacity": 0}, encoding)


def runs(dots: Sequence[Dot]) -> list[list[Dot]]:
    """The stretches without a missing value between them; no line is drawn from one to the next."""
    found: list[list[Dot]] = []
    open_run = False
    for dot in dots:
        if dot.value is None:
            open_run = False
        elif open_run:
            found[-1].append(dot)
        else:
            found.append([dot])
            open_run = True
    return found


def _rows(line: Line) -> list[dict[str, Any]]:
    return [
        {
            "day": dot.middle.isoformat(),
            "when": dot.when,
            "run": number,
            "value": _round(dot.value),
            **(
                {"low": _round(dot.low), "high": _round(dot.high)}
                if dot.low is not None and dot.high is not None
                else {}
            ),
        }
        for number, run in enumerate(runs(line.dots))
        for dot in run
    ]


def _round(value: float | None) -> float | None:
    """Six digits are more than can be seen, and keep the specification small."""
    return None if value is None else float(f"{value:.6g}")


def _layer(values: list[dict[str, Any]], mark: dict[str, Any], encoding: dict[str, Any]) -> Iterator[Layer]:
    if values:
        yield {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _missing(line: Line, span: tuple[date, date] | None, across: Encoding) -> Iterator[Layer]:
    """A pale ground under the time of which nothing is known, so that missing is not taken for low."""
    if span is None:
        return
    known = [(run[0].start, run[-1].end + timedelta(days=1)) for run in runs(line.dots)]
    edges = [span[0], *(day for pair in known for day in pair), span[1]]
    values = [
        {"day": first.isoformat(), "to": last.isoformat()}
        for first, last in zip(edges[::2], edges[1::2], strict=True)
        if first < last
    ]
    yield from _layer(values, {"type": "rect", "color": style.MISSING}, {"x": across, "x2": {"field": "to"}})


def _clipped(marks: Sequence[Mark], span: tuple[date, date] | None) -> list[tuple[Mark, date, date]]:
    if span is None:
        return []
    bounds = ((m, max(m.start, span[0]), min(m.end + timedelta(days=1), span[1])) for m in marks)
    return sorted(((m, first, last) for m, first, last in bounds if first < last), key=lambda b: (b[1], b[2]))


def _marks(marks: Sequence[Mark], span: tuple[date, date] | None, across: Encoding) -> Iterator[Layer]:
    clipped = _clipped(marks, span)
    encoding = {"x": across, "x2": {"field": "to"}}
    looks = {
        "turn": {"type": "rect", "color": style.TURN, "opacity": 0.3},
        "early": {"type": "rect", "filled": False, "stroke": style.EARLY, "strokeDash": [4, 3], "strokeWidth": 1.5},
    }
    for kind, look in looks.items():
        values = [
            {"day": first.isoformat(), "to": last.isoformat(), "label": mark.label}
            for mark, first, last in clipped
            if mark.kind == kind
        ]
        yield from _layer(values, look, encoding)


def placed(marks: Sequence[Mark], span: tuple[date, date] | None, width: int) -> list[tuple[Mark, float, int]]:
    """Each mark with where its label's middle stands, in units of the plot, and on which row above it: the first that is free."""
    if span is None:
        return []
    per_day = width / max(1, (span[1] - span[0]).days)
    ends: list[float] = []
    found = []
    for mark, first, last in _clipped(marks, span):
        half = columns(mark.label) * LETTER / 2
        middle = ((first - span[0]).days + (last - first).days / 2) * per_day
        middle = min(max(middle, half), width - half)
        row = next((n for n, end in enumerate(ends) if end + LETTER < middle - half), len(ends))
        ends[row : row + 1] = [middle + half]
        found.append((mark, round(middle, 1), row))
    return found


def _labels(marks: Sequence[Mark], span: tuple[date, date] | None, width: int) -> Iterator[Layer]:
    """Labels above the plot, where they hide nothing."""
    for mark, middle, row in placed(marks, span, width):
        look = {"type": "text", "text": mark.label, "fontSize": 9.5, "baseline": "bottom"}
        look |= {"color": style.INK if mark.kind == "turn" else style.EARLY_INK}
        yield from _layer([{}], look, {"x": {"value": middle}, "y": {"value": -2 - ROW * row}})


def _band(line: Line, across: Encoding, up: Encoding) -> Iterator[Layer]:
    rows = [row for row in _rows(line) if "low" in row]
    lone = _lone(line)
    encoding = {"x": across, "y": {**up, "field": "low"}, "y2": {"field": "high"}}
    wide = [row for row in rows if row["run"] not in lone]
    yield from _layer(
        wide, {"type": "area", "color": style.LINE, "opacity": 0.17}, encoding | {"detail": {"field": "run"}}
    )
    single = [row for row in rows if row["run"] in lone]
    yield from _layer(single, {"type": "rule", "color": style.LINE, "opacity": 0.45, "strokeWidth": 3}, encoding)


def _lone(line: Line) -> set[int]:
    return {number for number, run in enumerate(runs(line.dots)) if len(run) == 1}


def _line(line: Line, across: Encoding, up: Encoding) -> Iterator[Layer]:
    rows = [{name: row[name] for name in ("day", "when", "run", "value")} for row in _rows(line)]
    encoding = {"x": across, "y": up}
    look = {"type": "line", "color": style.LINE, "strokeWidth": 2, "strokeJoin": "round"}
    yield from _layer(rows, look, encoding | {"detail": {"field": "run"}})
    lone = _lone(line)
    dotted = rows if len(rows) <= FEW else [row for row in rows if row["run"] in lone]
    yield from _layer(
        dotted, {"type": "point", "filled": True, "color": style.LINE, "size": 16, "opacity": 1}, encoding
    )


def _thin(lines: Sequence[Line], across: Encoding, up: Encoding) -> Iterator[Layer]:
    rows = [
        {"day": row["day"], "value": row["value"], "name": line.name, "path": f"{number}.{row['run']}"}
        for number, line in enumerate(lines)
        for row in _rows(line)
    ]
    names = list(dict.fromkeys(row["name"] for row in rows))
    known = range(len(names))
    colours = [style.THIN[n % len(style.THIN)] for n in known]
    dashes = [style.DASHES[n % len(style.DASHES)] for n in known]
    encoding = {
        "x": across,
        "y": up,
        "detail": {"field": "path"},
        "color": {"field": "name", "type": "nominal", "scale": {"domain": names, "range": colours}},
        "strokeDash": {"field": "name", "type": "nominal", "scale": {"domain": names, "range": dashes}},
    }
    yield from _layer(rows, {"type": "line", "strokeWidth": 1, "opacity": 0.85}, encoding)
