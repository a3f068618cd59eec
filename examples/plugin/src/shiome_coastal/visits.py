"""A yardstick: visits and meetings of a month, counted from the events known on the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from shiome.records.model import Event
from shiome.vocabulary.edtf import parse_edtf
from shiome.yardsticks.dyads.intervals import count_bounds
from shiome.yardsticks.measuring.knowledge import Knowledge
from shiome.yardsticks.series import Point, Series, bounds_of, period_of, periods_between


class VisitsPerMonth:
    """Counts what PLOVER calls CONSULT, where its date is narrow enough to lie in one month.

    The range is that of the expected number, by the Gamma posterior under Jeffreys' prior, as Shiome's own counts have it. A month
    between the first and the last of which anything is known is counted as zero where nothing is told of it.
    """

    name: ClassVar[Mapping[str, str]] = {"ja": "月ごとの訪問と会談", "en": "Visits and meetings a month"}
    about: ClassVar[Mapping[str, str]] = {
        "ja": "実際に行われた訪問・会談の月ごとの件数。月まで特定できる出来事だけを数える。",
        "en": "Visits and meetings that took place, by month. Only those dated to a month are counted.",
    }
    direction: ClassVar[Mapping[str, str]] = {
        "ja": "値が大きいほど往来が盛んである。",
        "en": "A higher value means more coming and going.",
    }
    members: tuple[str, ...] = ()
    low, high = 0.0, 10.0

    def measure(self, knowledge: Knowledge) -> Series:
        """The number of each month from the first with one to the last of which anything is known."""
        months: dict[str, list[str]] = defaultdict(list)
        for event in knowledge.events:
            month = _month(event)
            if month and bounds_of(month, "month")[0] <= knowledge.last:
                months[month].append(f"event:{event.id}")
        if not months:
            return Series(period="month", unit="visits")
        every = periods_between(bounds_of(min(months), "month")[0], knowledge.last, "month")
        low, high = count_bounds(np.array([float(len(months.get(month, ()))) for month in every]))
        points = tuple(
            Point(
                when=month,
                value=float(len(months.get(month, ()))),
                low=float(low[number]),
                high=float(high[number]),
                n=len(months.get(month, ())),
                inputs=tuple(months.get(month, ())),
            )
            for number, month in enumerate(every)
        )
        return Series(period="month", points=points, unit="visits")


def _month(event: Event) -> str:
    """The month in which it took place; empty where it is no visit, or the date is looser."""
    if event.plover != "CONSULT" or event.reality != "actual" or not event.when:
        return ""
    span = parse_edtf(event.when)
    if span.earliest is None or span.latest is None:
        return ""
    first, last = period_of(span.earliest, "month"), period_of(span.latest, "month")
    return first if first == last else ""
