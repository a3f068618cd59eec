"""Boxes: restrictions on a few inputs that hold together, and how well they describe an outcome."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shiome.errors import NotKnown
from shiome.futures.discovery.inputs import Column, Flags, Runs


@dataclass(frozen=True)
class Between:
    """A numeric input held within ``low`` and ``high``, both included; ``None`` leaves that side open."""

    name: str
    low: float | None = None
    high: float | None = None

    def holds(self, column: Column) -> Flags:
        """True for each run that keeps the restriction."""
        kept = np.ones(len(column.values), dtype=bool)
        if self.low is not None:
            kept &= column.values >= self.low
        if self.high is not None:
            kept &= column.values <= self.high
        return kept

    def __str__(self) -> str:
        if self.low is None:
            return f"{self.name} <= {self.high:.6g}"
        return (
            f"{self.name} >= {self.low:.6g}"
            if self.high is None
            else f"{self.low:.6g} <= {self.name} <= {self.high:.6g}"
        )


@dataclass(frozen=True)
class OneOf:
    """A categorical input held to the labels ``kept``."""

    name: str
    kept: tuple[str, ...]

    def holds(self, column: Column) -> Flags:
        """True for each run that keeps the restriction."""
        wanted = np.array([label in self.kept for label in column.labels], dtype=bool)
        return wanted[column.values.astype(np.intp)]

    def __str__(self) -> str:
        return f"{self.name} in {{{', '.join(self.kept)}}}"


Restriction = Between | OneOf


@dataclass(frozen=True)
class Box:
    """Restrictions that hold together, with what they catch.

    Attributes
    ----------
    restrictions:
        In the order of the inputs; inputs that are not named are free.
    inside, caught:
        Runs in the box, and those among them with the outcome of interest.
    size, wanted:
        All runs, and all runs with the outcome of interest.
    """

    restrictions: tuple[Restriction, ...]
    inside: int
    caught: int
    size: int
    wanted: int

    @property
    def coverage(self) -> float:
        """Share of the runs of interest that lie in the box (recall); 0 where no run is of interest."""
        return self.caught / self.wanted if self.wanted else 0.0

    @property
    def density(self) -> float:
        """Share of the runs in the box that are of interest (precision); 0 in an empty box."""
        return self.caught / self.inside if self.inside else 0.0

    @property
    def mass(self) -> float:
        """Share of all runs that lie in the box."""
        return self.inside / self.size if self.size else 0.0

    @property
    def restricted(self) -> tuple[str, ...]:
        """Names of the restricted inputs."""
        return tuple(one.name for one in self.restrictions)

    def __str__(self) -> str:
        told = " and ".join(str(one) for one in self.restrictions) or "no restriction"
        return f"{told} (coverage {self.coverage:.2f}, density {self.density:.2f}, mass {self.mass:.3f})"


@dataclass(frozen=True)
class Doubt:
    """How likely one side of one restriction is to be an accident.

    ``quasi_p`` is the probability that a box as large as this one catches as many runs of interest by chance, when each run
    in it is of interest with the density that the box has without this ``side`` (``low``, ``high`` or ``kept``) of the
    restriction: small values speak for the restriction.
    """

    name: str
    side: str
    quasi_p: float


def inside(runs: Runs, restrictions: tuple[Restriction, ...]) -> Flags:
    """True for each run that keeps all restrictions."""
    by_name = {column.name: column for column in runs.columns}
    kept = np.ones(runs.size, dtype=bool)
    for one in restrictions:
        if one.name not in by_name:
            raise NotKnown(
                "discovery.input",
                f"there is no input {one.name!r}",
                ja=f"入力「{one.name}」はありません",
                hint=f"inputs: {', '.join(by_name)}",
                failed=one.name,
            )
        kept &= one.holds(by_name[one.name])
    return kept


def measured(runs: Runs, restrictions: tuple[Restriction, ...]) -> Box:
    """The box of these restrictions over these runs."""
    kept = inside(runs, restrictions)
    return Box(restrictions, int(kept.sum()), int(runs.outcome[kept].sum()), runs.size, runs.wanted)


def doubts(runs: Runs, box: Box) -> tuple[Doubt, ...]:
    """Quasi-p value of each side of each restriction of ``box``, over ``runs``.

    References
    ----------
    Bryant and Lempert (2010), Thinking inside the box, Technological Forecasting and Social Change 77(1).
    """
    from scipy.stats import binom  # type: ignore[import-untyped, unused-ignore]

    here = measured(runs, box.restrictions)
    told = []
    for place, one in enumerate(box.restrictions):
        for side, relaxed in _relaxed(one):
            others = box.restrictions[:place] + relaxed + box.restrictions[place + 1 :]
            wider = measured(runs, others)
            told.append(Doubt(one.name, side, float(binom.sf(here.caught - 1, here.inside, wider.density))))
    return tuple(told)


def _relaxed(one: Restriction) -> list[tuple[str, tuple[Restriction, ...]]]:
    """Each side of a restriction with what is left of the restriction without it."""
    if isinstance(one, OneOf):
        return [("kept", ())]
    sides: list[tuple[str, tuple[Restriction, ...]]] = []
    if one.low is not None:
        sides.append(("low", () if one.high is None else (Between(one.name, None, one.high),)))
    if one.high is not None:
        sides.append(("high", () if one.low is None else (Between(one.name, one.low, None),)))
    return sides
