"""The reliability picture: how often it happened against how often it was said to, with Wilson's intervals."""

from __future__ import annotations

from typing import Any

from shiome.charts import style
from shiome.charts.specification import SCHEMA
from shiome.charts.text import wrapped
from shiome.futures.ledger.scores import CalibrationTable

HEIGHT, BARS = 180, 44
"""Of the plot, and of the counts below it; both are as wide as other charts, and no higher than a page often has left."""
WORDS = {
    "ja": {
        "title": "判断の較正：言われた確率と実際",
        "subtitle": "{n} 件。点は階級の平均、縦線はウィルソンの95％区間、破線は全体の割合（{rate:.0%}）。斜線上なら言葉どおり。",
        "said": "言われた確率（帯の中点）",
        "happened": "実際に起きた割合",
        "count": "件数",
    },
    "en": {
        "title": "Calibration of judgements: said and happened",
        "subtitle": "{n} judgements. Dots are means of bins, bars Wilson's 95% intervals, the dashed line the overall share "
        "({rate:.0%}). On the diagonal it happened as often as it was said to.",
        "said": "Probability as said (middle of the band)",
        "happened": "Share that came true",
        "count": "Count",
    },
}
_UNIT = {"domain": [0, 1], "nice": False}
_PERCENT = {"format": ".0%", "values": [0, 0.2, 0.4, 0.6, 0.8, 1.0]}


def reliability(table: CalibrationTable, language: str) -> dict[str, Any]:
    """The Vega-Lite specification of the picture; it holds its data and asks for nothing else."""
    words = WORDS["ja" if language == "ja" else "en"]
    told = words["subtitle"].format(n=table.n, rate=table.rate)
    title = {
        "text": wrapped(words["title"], 90),
        "subtitle": wrapped(told, 104),
        "offset": style.HEADING,
        "frame": "bounds",
    }
    config = style.config()
    config["axisY"] = {"minExtent": 34, "domain": False, "ticks": False}
    for axis in ("axis", "axisY"):
        config[axis] |= {"titleColor": style.SOFT, "titleFontSize": 10.5, "titleFontWeight": "normal"}
    return {
        "$schema": SCHEMA,
        "config": config,
        "title": title,
        "vconcat": [_plot(table, words), _counts(table, words)],
        "spacing": 10,
    }


def _plot(table: CalibrationTable, words: dict[str, str]) -> dict[str, Any]:
    rows = [
        {
            "said": round(one.forecast, 6),
            "happened": round(one.observed, 6),
            "low": round(one.observed_low, 6),
            "high": round(one.observed_high, 6),
            "n": one.n,
        }
        for one in table.bins
    ]
    x = _axis("said", words["said"])
    y = _axis("happened", words["happened"])
    ends = [{"said": 0, "happened": 0}, {"said": 1, "happened": 1}]
    level = [{"said": end, "happened": round(table.rate, 6)} for end in (0, 1)]
    low = {**y, "field": "low"}
    return {
        "width": style.WIDTH,
        "height": HEIGHT,
        "layer": [
            {
                "data": {"values": ends},
                "mark": {"type": "line", "color": style.SOFT, "strokeWidth": 1},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": level},
                "mark": {"type": "line", "color": style.TURN, "strokeWidth": 1.5, "strokeDash": [6, 4]},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "rule", "color": style.LINE, "strokeWidth": 2, "opacity": 0.55},
                "encoding": {"x": x, "y": low, "y2": {"field": "high"}},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "point", "filled": True, "color": style.LINE, "size": 60, "opacity": 1},
                "encoding": {"x": x, "y": y},
            },
        ],
    }


def _axis(field: str, title: str) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "scale": _UNIT, "axis": {**_PERCENT, "title": title}}


def _counts(table: CalibrationTable, words: dict[str, str]) -> dict[str, Any]:
    """How many judgements each dot stands for, on the same scale of probability."""
    rows = [{"from": one.low, "to": one.high, "n": one.n, "middle": (one.low + one.high) / 2} for one in table.bins]
    x = {"field": "from", "type": "quantitative", "scale": _UNIT, "axis": {**_PERCENT, "title": None}}
    most = max(one.n for one in table.bins)
    up = {"domain": [0, most * 1.25], "nice": False}
    y = {
        "field": "n",
        "type": "quantitative",
        "scale": up,
        "axis": {"tickCount": 2, "format": "d", "title": words["count"]},
    }
    return {
        "width": style.WIDTH,
        "height": BARS,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "bar", "color": style.LINE, "opacity": 0.35},
                "encoding": {"x": x, "x2": {"field": "to"}, "y": y, "y2": {"datum": 0}},
            },
            {
                "mark": {"type": "text", "baseline": "bottom", "dy": -2, "fontSize": 9.5, "color": style.INK},
                "encoding": {"x": {**x, "field": "middle"}, "y": y, "text": {"field": "n", "type": "quantitative"}},
            },
        ],
    }
