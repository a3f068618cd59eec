"""What the sanctions framework holds of a region: the thresholds of the watch."""

from __future__ import annotations

from typing import Annotated

import msgspec

from shiome.region.schema.common import Entry, Texts


class WatchRule(Entry, frozen=True, kw_only=True):
    """One threshold of the watch over vessels; its identifier is the watcher and the name, as in ``encounters.distance_m``."""

    value: Annotated[float, msgspec.Meta(gt=0)]
    """The threshold."""
    unit: str
    """Its unit: m, km, min, h, kn, or 1 for a bare number."""
    name: Texts
    about: Texts
    """What it decides."""
    rests_on: Texts
    """Why it is this value: a definition in the literature, a rule of law, or the project's own measurement."""
