"""What a chart shows, before anything is said of how it is drawn."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """The value of one period; without ``value`` the period is missing and is drawn as missing."""

    when: str
    """What the period is called."""
    start: date
    end: date
    """Its first and last day; the value is drawn in the middle."""
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def middle(self) -> date:
        """The day at which the value is drawn."""
        return self.start + (self.end - self.start) / 2


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A series of dots in time order."""

    name: str
    dots: tuple[Dot, ...] = ()


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of time that is pointed out: a turning point (shaded), or a warning from the newest data (dashed)."""

    kind: Literal["turn", "early"]
    start: date
    end: date
    label: str


class LineChart(msgspec.Struct, frozen=True, kw_only=True):
    """One line with its band, thin lines beside it, and marks."""

    title: str
    line: Line
    subtitle: str = ""
    thin: tuple[Line, ...] = ()
    """The same computed otherwise; lines of one name share a colour and one entry in the legend."""
    marks: tuple[Mark, ...] = ()
    domain: tuple[float, float] | None = None
    """Ends of the value axis; by the values where it is not given."""


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """One chart at full width, and the parts it is made of as small ones below it on the same time axis."""

    chart: LineChart
    parts: tuple[LineChart, ...] = ()


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """Small charts side by side on the same time axis."""

    charts: tuple[LineChart, ...]
