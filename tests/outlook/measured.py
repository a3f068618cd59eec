"""Yardsticks of the invented region of the strait, as measuring would give them."""

from __future__ import annotations

from datetime import date

from shiome.yardsticks.model import (
    ComponentResult,
    Driver,
    EarlyWarning,
    Measurement,
    Telltale,
    Turning,
    TurningPoint,
    VariantResult,
)
from shiome.yardsticks.series import Point, Series

QUARTERS = tuple(f"{year}-{quarter}" for year in (2029, 2030, 2031) for quarter in (33, 34, 35, 36))[:11]
VALUES = (0.2, 0.25, None, None, 0.2, 0.3, 0.25, 0.2, 0.3, 0.7, 0.8)


def series(values=VALUES, inputs=("event:sill-summit", "event:drill-autumn")):
    return Series(
        period="quarter",
        points=tuple(
            Point(when=when)
            if value is None
            else Point(when=when, value=value, low=value - 0.1, high=value + 0.1, n=len(inputs), inputs=inputs)
            for when, value in zip(QUARTERS, values, strict=True)
        ),
    )


TURN = TurningPoint(
    start="2031-33",
    end="2031-34",
    probability=0.994,
    direction="up",
    size=0.46,
    found_by=("kernel", "trend"),
    penalty_share=0.7,
    drivers=(
        Driver(component="acts", share=0.8, inputs=("event:sill-summit",)),
        Driver(component="bodies", share=-0.2, inputs=("bodies:watch-station",)),
    ),
    variants={"equal": True, "without-acts": False},
)
EARLY = EarlyWarning(probability=0.62, direction="down", since="2031-35", periods=4)
CANNOT = Turning(verdict="cannot_tell", reason="short")


def component(name, weight, values=VALUES, note=""):
    return ComponentResult(
        id=name,
        name={"ja": f"要素（{name}）", "en": f"part {name}"},
        method="tone",
        weight=weight,
        reason={"ja": "試しのため", "en": "for a test"},
        raw=series(values),
        scaled=series(values),
        note={"ja": note, "en": note} if note else {},
    )


def variant(name, values=VALUES, turning=CANNOT):
    return VariantResult(
        id=name, name={"ja": f"変種{name}", "en": f"variant {name}"}, series=series(values), turning=turning
    )


def measurement(name="tide", values=VALUES, **changes):
    given = {
        "name": {"ja": f"潮位 {name}", "en": f"Tide <{name}> & current"},
        "about": {"ja": "海峡の潮の向き。", "en": "Which way the strait runs."},
        "members": ("AVE", "COR"),
        "direction": {"ja": "値が高いほど近い。", "en": "The higher, the closer."},
        "as_of": date(2031, 9, 30),
        "series": series(values),
        "components": (
            component("acts", 0.5),
            component("bodies", 0.3, (None,) * 5 + VALUES[5:]),
            component("votes", 0.2, (None,) * 11, note="no table"),
        ),
        "turning": Turning(verdict="found", reason="", points=(TURN,), early=EARLY),
        "variants": (variant("equal"), variant("without-acts", (None,) * 4 + VALUES[4:])),
        "telltales": (
            Telltale(
                id="summit",
                name={"ja": "首脳会談", "en": "A summit"},
                seen=True,
                when="2031-07",
                last="2031-07",
                inputs=("event:sill-summit",),
                looked_since="2030-01-01",
            ),
            Telltale(id="closure", name={"ja": "封鎖", "en": "A closure"}, seen=False, looked_since="2030-01-01"),
        ),
    }
    return Measurement(id=name, **given | changes)


def measured():
    """Two that can be told in full, one that the data do not suffice for, one from a table alone, one without any value."""
    nothing = (None,) * 11
    plain = {"telltales": (), "variants": ()}
    return (
        measurement(),
        measurement("ebb", tuple(None if v is None else 1 - v for v in VALUES)),
        measurement("neap", (None,) * 8 + VALUES[8:], turning=CANNOT, **plain),
        measurement(
            "ballots", series=series(inputs=("votes:rcid=17",)), turning=Turning(verdict="none", reason=""), **plain
        ),
        measurement("blank", nothing, turning=CANNOT, **plain),
    )
