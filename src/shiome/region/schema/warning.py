"""What the warning channel holds of a region: limits of the range classes and times of the channel."""

from __future__ import annotations

from typing import Annotated

import msgspec

from shiome.region.schema.common import Entry, Texts


class WarningRule(Entry, frozen=True, kw_only=True):
    """One number by which the warning channel decides; its identifier is a group and a name, as in ``range.short_km``."""

    value: Annotated[float, msgspec.Meta(gt=0)]
    """The number."""
    unit: str
    """Its unit: km, s, or 1 for a bare number."""
    name: Texts
    about: Texts
    """What it decides."""
    rests_on: Texts
    """Why it is this value: a treaty's or textbook's definition, a standard, or the project's own judgement."""
