"""What measuring a yardstick gives: its series, each component beside it, variants, turning points, tell-tales."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from shiome.yardsticks.series import Series

Texts = dict[str, str]
Heading = Literal["up", "down", "level"]
Verdict = Literal["found", "none", "cannot_tell"]


class Driver(msgspec.Struct, frozen=True, kw_only=True):
    """What moved a yardstick at a turning point: one component, and its inputs that stand in the interval."""

    component: str
    share: float
    """Of all that moved, -1 to 1; negative where the component moved against the yardstick."""
    inputs: tuple[str, ...] = ()


class TurningPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A break in the level of a series, as the detectors agree on it."""

    start: str
    end: str
    """First and last period in which the break may lie (EDTF); the new level holds from it on."""
    at: str = ""
    """The likeliest of these periods: the first of the new level."""
    probability: float
    direction: Heading
    size: float
    """Difference between the level after and before, in units of the series."""
    found_by: tuple[str, ...]
    """Detectors that find it under their standard setting."""
    penalty_share: float
    """Share of the penalties tried under which it is found: near 1 it hangs on no setting."""
    drivers: tuple[Driver, ...] = ()
    variants: dict[str, bool] = {}
    """Variant to whether the break is found in it too."""

    @property
    def hangs_on_variant(self) -> bool:
        """Whether some variant of the same data does not show the break."""
        return not all(self.variants.values())


class EarlyWarning(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the newest data leave the level held so far: a warning, not yet a break."""

    probability: float
    """That a change has occurred within the newest periods looked at."""
    direction: Heading
    since: str
    """Period from which the newest data depart; empty where they do not."""
    periods: int
    """How many of the newest periods were looked at."""


class Turning(msgspec.Struct, frozen=True, kw_only=True):
    """What the detectors say together about one series."""

    verdict: Verdict
    reason: str
    """Code of why nothing is found or can be told: ``short``, ``sparse``, ``constant``, ``noisy``; empty for ``found``."""
    points: tuple[TurningPoint, ...] = ()
    early: EarlyWarning | None = None


class ComponentResult(msgspec.Struct, frozen=True, kw_only=True):
    """One component of a yardstick, on its own scale and on the common one."""

    id: str
    name: Texts
    method: str
    weight: float
    """Share in the yardstick; the weights of one yardstick sum to 1."""
    reason: Texts
    raw: Series
    """In the method's own unit."""
    scaled: Series
    """From 0 to 1 by the range that the pack declares."""
    note: Texts = {}
    """Why it has no values, where it has none: data that is not loaded."""


class VariantResult(msgspec.Struct, frozen=True, kw_only=True):
    """The yardstick computed otherwise: other weights, another variant of the same data, one component left out."""

    id: str
    name: Texts
    series: Series
    turning: Turning


class Telltale(msgspec.Struct, frozen=True, kw_only=True):
    """A sign that the pack names, and whether it was seen by the day."""

    id: str
    name: Texts
    seen: bool
    when: str = ""
    """Of the first that was seen."""
    last: str = ""
    inputs: tuple[str, ...] = ()
    looked_since: str = ""


class Measurement(msgspec.Struct, frozen=True, kw_only=True):
    """A yardstick as of a day."""

    id: str
    name: Texts
    about: Texts
    members: tuple[str, ...]
    direction: Texts
    """What a higher value means."""
    as_of: date
    series: Series
    components: tuple[ComponentResult, ...]
    turning: Turning
    variants: tuple[VariantResult, ...] = ()
    telltales: tuple[Telltale, ...] = ()
    cite: tuple[str, ...] = ()
    by: str = ""
    """Package and version that measured it; empty for the region's own."""
