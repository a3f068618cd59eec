"""What the surveys of all portions tell together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shiome.sanctions.watch.anchorages import Anchorages
from shiome.sanctions.watch.dark.grid import Grid, grid_of
from shiome.sanctions.watch.dark.telling import Haven
from shiome.sanctions.watch.identity.digests import Digest, Window, disputed
from shiome.sanctions.watch.portions.rules import WatchRules
from shiome.sanctions.watch.portions.survey import Survey
from shiome.sanctions.watch.ports.places import Place, Stops, places
from shiome.sanctions.watch.spoofing.footprint import Receiver, learned_receivers


@dataclass(frozen=True, eq=False)
class Overview:
    """Of all vessels."""

    rows: int
    vessels: int
    shared: frozenset[int]
    ships: frozenset[int]
    disputed: dict[int, list[Window]]
    """When an MMSI sent a number that another sent too."""
    ends: tuple[Digest, ...]
    places: tuple[Place, ...]
    """Ports and anchorages."""
    receivers: dict[str, Receiver]
    grid: Grid

    @property
    def anchorages(self) -> Anchorages:
        """The places as points."""
        return Anchorages(np.array([each.lat for each in self.places]), np.array([each.lon for each in self.places]))

    @property
    def havens(self) -> list[Haven]:
        """The places as where vessels may well switch off."""
        return [Haven(each.lat, each.lon, each.radius_m, each.en) for each in self.places]


def gathered(surveys: Sequence[Survey], rules: WatchRules) -> Overview:
    """The overview; the same however vessels were divided."""
    return Overview(
        rows=sum(each.rows for each in surveys),
        vessels=sum(each.vessels for each in surveys),
        shared=frozenset().union(*(each.shared for each in surveys)),
        ships=frozenset().union(*(each.ships for each in surveys)),
        disputed=disputed([sent for each in surveys for sent in each.numbers]),
        ends=tuple(each.ends for each in surveys),
        places=tuple(places(_by_vessel([each.stops for each in surveys]), rules.ports)),
        receivers=learned_receivers([each.hearing for each in surveys], rules.spoofing),
        grid=grid_of([each.census for each in surveys], rules.dark),
    )


def _by_vessel(parts: Sequence[Stops]) -> Stops:
    """All stops by vessel, those of each in their order; ``first`` and ``last`` are rows of their portion."""
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("first", "last", "mmsi", "lat", "lon")
    }
    order = np.argsort(columns["mmsi"], kind="stable")
    return Stops(**{name: column[order] for name, column in columns.items()})
