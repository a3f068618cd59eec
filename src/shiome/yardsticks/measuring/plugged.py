"""Yardsticks of other packages: measured from what was known on a day, checked, and brought to the common scale."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import msgspec

from shiome.plugins import Plugin, checked, read, refusal
from shiome.region.schema.yardsticks import Component
from shiome.yardsticks.measuring.composing import scaled
from shiome.yardsticks.measuring.knowledge import Knowledge
from shiome.yardsticks.model import ComponentResult, Measurement
from shiome.yardsticks.series import Series, bounds_of, period_of, periods_between
from shiome.yardsticks.turning.report import turning_points

METHOD = "plugin"
"""Method of the one component that such a yardstick has."""


class OwnYardstick(Protocol):
    """What an entry point of ``shiome.yardsticks`` names: an object, or a class that is called without arguments.

    Its identifier is the name of the entry point. Texts are by language, ``ja`` and ``en``.
    """

    @property
    def name(self) -> Mapping[str, str]:
        """Its name."""

    @property
    def about(self) -> Mapping[str, str]:
        """What it measures, and how."""

    @property
    def direction(self) -> Mapping[str, str]:
        """What a higher value means."""

    @property
    def members(self) -> Sequence[str]:
        """Actors that it is about; may be empty."""

    @property
    def low(self) -> float:
        """The value in its own unit that stands at 0 of the common scale."""

    @property
    def high(self) -> float:
        """The value that stands at 1; what lies beyond is cut off."""

    def measure(self, knowledge: Knowledge) -> Series:
        """The series in its own unit; ``inputs`` name what each value rests on."""


def own_yardsticks(taken: Collection[str]) -> tuple[Plugin, ...]:
    """The yardsticks of other packages; ``taken`` are the identifiers of the region's own."""
    return tuple(map(_described, read("shiome.yardsticks", taken=taken)))


def _described(plugin: Plugin) -> Plugin:
    """The yardstick, with a fault where what it says of itself cannot be used."""
    if plugin.fault is not None:
        return plugin
    own: OwnYardstick = plugin.made
    try:
        for field in ("name", "about", "direction"):
            texts = msgspec.convert(getattr(own, field), dict[str, str])
            if not {"ja", "en"} <= {*texts}:
                return _unfit(plugin, f"has no {field} in ja and en", f"に ja と en の {field} がない")
        msgspec.convert(list(own.members), list[str])
        wide = math.isfinite(own.low) and math.isfinite(own.high) and own.low != own.high
    except Exception as error:
        return _unfit(plugin, f"cannot be used: {error}", f"を使えない（{error}）")
    if not wide:
        return _unfit(plugin, "has no range from low to high", "の low から high までに幅がない")
    return plugin


def _unfit(plugin: Plugin, message: str, ja: str) -> Plugin:
    return plugin.broken(refusal("plugin.shape", message, ja, plugin=plugin))


def measure_own(plugin: Plugin, knowledge: Knowledge) -> Measurement:
    """A yardstick of another package as of the day of ``knowledge``; one that fails has no value, and a note that says why."""
    own: OwnYardstick = plugin.made
    note: dict[str, str] = {}
    raw = Series(period="month")
    try:
        raw = _whole(checked(own.measure(knowledge), Series), knowledge)
    except Exception as error:
        fault = plugin.failed(error)
        note = {language: fault.line(language) for language in ("ja", "en")}
    name, about = dict(own.name), dict(own.about)
    part = Component(id=plugin.name, name=name, weight=1.0, reason=about, low=float(own.low), high=float(own.high))
    series = scaled(raw, part)
    component = ComponentResult(
        id=part.id, name=name, method=METHOD, weight=1.0, reason=about, raw=raw, scaled=series, note=note
    )
    return Measurement(
        id=plugin.name,
        name=name,
        about=about,
        members=tuple(own.members),
        direction=dict(own.direction),
        as_of=knowledge.as_of,
        series=series,
        components=(component,),
        turning=turning_points(series),
        by=plugin.label,
    )


def _whole(series: Series, knowledge: Knowledge) -> Series:
    """The series, if it holds together and knows nothing of later days."""
    msgspec.convert(msgspec.to_builtins(series), Series)
    if not series.points:
        return series
    first, last = series.points[0].when, series.points[-1].when
    if last > period_of(knowledge.last, series.period):
        raise ValueError(f"period {last} lies after {knowledge.last}, of which nothing can be known")
    every = periods_between(bounds_of(first, series.period)[0], bounds_of(last, series.period)[1], series.period)
    if [point.when for point in series] != list(every):
        raise ValueError(f"the periods are not one after the other from {first} to {last}")
    for point in series:
        numbers = [each for each in (point.low, point.value, point.high) if each is not None]
        if not all(map(math.isfinite, numbers)) or numbers != sorted(numbers):
            raise ValueError(f"period {point.when}: low, value and high are {point.low}, {point.value}, {point.high}")
    return series
