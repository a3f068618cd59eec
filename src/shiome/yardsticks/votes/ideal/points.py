"""Ideal points of members by session, with how sure they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from shiome.yardsticks.votes.countries import Countries, country_table

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]

QUANTILES = (0.0, 0.05, 0.10, 0.50, 0.90, 0.95, 1.0)
"""Of the posterior, as the published tables give them."""
LOW, HIGH = 1, 5
"""Positions of the bounds of the 90 % interval among the quantiles."""


class IdealRow(msgspec.Struct, frozen=True, kw_only=True):
    """One member in one session."""

    actor: str
    session: int
    votes: int
    """On how many roll calls of the variant it voted."""
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class IdealPoints:
    """Estimated or published ideal points, sorted by member and session.

    The scale has mean 0 and standard deviation 1 over all members and sessions; a higher value is closer to the position that
    the model's starting values put at the positive end.
    """

    variant: str
    source: str
    """``estimated``, ``extended``, or the name of the published file."""
    cow: Ints
    session: Ints
    votes: Ints
    mean: Floats
    quantiles: Floats
    """One row a member and session, one column each of ``QUANTILES``; NaN where a table gives none."""
    draws: Floats | None = None
    """Draws of the posterior: one row a draw, one column a member and session."""
    scale: tuple[float, float] | None = None
    """Mean and standard deviation by which draws were standardised, on average."""
    complete: bool = True
    """False where sampling was stopped before its end."""
    countries: Countries = field(default_factory=country_table, compare=False)
    accepted: float = float("nan")
    """Share of the proposed cut points that were accepted."""
    engine: str = ""

    def __len__(self) -> int:
        return len(self.cow)

    @cached_property
    def _place(self) -> dict[tuple[int, int], int]:
        keys = zip(self.cow.tolist(), self.session.tolist(), strict=True)
        return {key: position for position, key in enumerate(keys)}

    def places(self, cow: Ints, session: Ints) -> Ints:
        """Row of each pair of member and session, -1 where there is none."""
        keys = zip(cow.tolist(), session.tolist(), strict=True)
        return np.array([self._place.get(key, -1) for key in keys], dtype=np.int64)

    def place(self, actor: str, session: int) -> int | None:
        """Row of an actor in a session: of the member that voted most, where two states share the identifier."""
        rows = [self._place.get((country.cow, session)) for country in self.countries.of_actor(actor)]
        known = [row for row in rows if row is not None and not np.isnan(self.mean[row])]
        return max(known, key=lambda row: int(self.votes[row])) if known else None

    def row(self, actor: str, session: int) -> IdealRow | None:
        """An actor in a session; ``None`` where it has no ideal point."""
        place = self.place(actor, session)
        if place is None:
            return None
        low, high = float(self.quantiles[place, LOW]), float(self.quantiles[place, HIGH])
        return IdealRow(
            actor=actor,
            session=session,
            votes=int(self.votes[place]),
            mean=float(self.mean[place]),
            low=None if np.isnan(low) else low,
            high=None if np.isnan(high) else high,
        )

    @property
    def sessions(self) -> tuple[int, ...]:
        """Sessions covered."""
        return tuple(int(session) for session in np.unique(self.session))


def summarised(draws: Floats) -> tuple[Floats, Floats]:
    """Mean and quantiles of draws (one row a draw)."""
    return draws.mean(axis=0), np.quantile(draws, QUANTILES, axis=0).T
