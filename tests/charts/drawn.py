"""Charts to test with: an invented series of twelve months of which some are missing."""

from calendar import monthrange
from datetime import date

from shiome.charts import Dot, Line, LineChart, Mark

VALUES = (0.2, 0.3, None, None, 0.5, None, 0.7, 0.8, 0.7, 0.9, 0.8, 0.9)


def line(values=VALUES, name="潮位 tide", year=2031):
    dots = []
    for number, value in enumerate(values):
        y, m = year + number // 12, number % 12 + 1
        dots.append(
            Dot(
                when=f"{y}-{m:02}",
                start=date(y, m, 1),
                end=date(y, m, monthrange(y, m)[1]),
                value=value,
                low=None if value is None else value - 0.1,
                high=None if value is None else value + 0.1,
            )
        )
    return Line(name=name, dots=tuple(dots))


def chart(values=VALUES, **changes):
    marks = (
        Mark(kind="turn", start=date(2031, 6, 1), end=date(2031, 7, 31), label="▲ 83%"),
        Mark(kind="early", start=date(2031, 11, 1), end=date(2031, 12, 31), label="▼ 早期警戒 41%"),
    )
    thin = (line((0.1,) * 12, name="均等 equal"), line((0.3, None, 0.4), name="片側 <one> & half"))
    given = {"title": "海峡の潮位 <tide> & current", "subtitle": "2031-12：0.90", "line": line(values)}
    return LineChart(**given | {"marks": marks, "thin": thin, "domain": (0, 1)} | changes)
