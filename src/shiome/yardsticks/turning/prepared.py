"""Bare numbers made ready for the detectors: missing ones left out, seasons removed, everything on one scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shiome.yardsticks.turning.settings import Settings

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """Known values of a series in standard units, and where each one stood."""

    values: Floats
    """One row a known period, one column a variable; each column with mean 0 and variance 1."""
    at: Ints
    """Position of each row among all periods."""
    length: int
    """Periods in all, known or not."""
    season: int = 0
    """Length of the season that was taken out of the first column; 0 for none."""

    @property
    def known(self) -> int:
        """How many periods have a value."""
        return len(self.at)

    @property
    def columns(self) -> int:
        """How many variables there are, constant ones left out."""
        return int(self.values.shape[1])


def prepare(values: ArrayLike, *, settings: Settings) -> Prepared:
    """Drop missing periods, rescale as the settings say, take out a strong season, standardise."""
    table = np.asarray(values, dtype=np.float64)
    table = table[:, None] if table.ndim == 1 else table
    at = np.flatnonzero(np.isfinite(table).all(axis=1))
    rows = _rescaled(table[at], settings.scale)
    columns, season = [], 0
    for number in range(rows.shape[1]):
        column = rows[:, number]
        spread = float(column.std()) if len(column) else 0.0
        if spread <= 1e-9 * max(1e-300, float(np.abs(column).max(initial=0.0))):
            continue
        even, found = without_season(column, at, settings=settings)
        season = season or found
        columns.append((even - even.mean()) / even.std())
    standard = np.column_stack(columns) if columns else np.empty((len(at), 0))
    return Prepared(values=standard, at=at, length=len(table), season=season)


def _rescaled(rows: Floats, scale: str) -> Floats:
    if scale == "log" and (rows > 0).all():
        return np.asarray(np.log(rows))
    if scale == "signed_log":
        return np.asarray(np.sign(rows) * np.log1p(np.abs(rows)))
    return rows


def without_season(column: Floats, at: Ints, *, settings: Settings) -> tuple[Floats, int]:
    """The column without its season, and the length of that season (0 where none is strong enough)."""
    span = int(at[-1] - at[0]) + 1
    best, length = settings.seasonal, 0
    for season in settings.seasons:
        if span < 4 * season or len(column) < 3 * season:
            continue
        strength = _strength(_departures(column, at, season), at % season, season)
        if strength > best:
            best, length = strength, season
    if not length:
        return column, 0
    even = column - _pattern(_departures(column, at, length), at, length)
    # A series that is nothing but season would be left with noise only: nothing is gained by taking it out.
    return (even, length) if even.std() > 1e-9 * column.std() else (column, 0)


def _departures(column: Floats, at: Ints, season: int) -> Floats:
    """Distance of each value from the running mean over one season; gaps are bridged for the mean only."""
    grid = np.arange(at[0], at[-1] + 1)
    whole = np.interp(grid, at, column)
    weights = np.ones(season) if season % 2 else np.concatenate([[0.5], np.ones(season - 1), [0.5]])
    half = len(weights) // 2
    before, after = 2 * whole[0] - whole[half:0:-1], 2 * whole[-1] - whole[-2 : -half - 2 : -1]
    running = np.convolve(np.concatenate([before, whole, after]), weights / season, "valid")
    return np.asarray(column - running[at - at[0]])


def _strength(departures: Floats, phase: Ints, season: int) -> float:
    """Share of the variation that the means of the phases explain, corrected for their number."""
    count = np.maximum(np.bincount(phase, minlength=season), 1)
    means = np.bincount(phase, departures, minlength=season) / count
    left, whole = float(((departures - means[phase]) ** 2).sum()), float((departures**2).sum())
    if whole <= 0:
        return 0.0
    return 1 - left / whole * (len(phase) - 1) / max(len(phase) - season, 1)


def _pattern(departures: Floats, at: Ints, season: int) -> Floats:
    """The season as it drifts: for each value the median of its phase over the seven nearest cycles."""
    pattern = np.zeros_like(departures)
    for phase in range(season):
        rows = np.flatnonzero(at % season == phase)
        for order, row in enumerate(rows):
            first = max(0, min(order - 3, len(rows) - 7))
            pattern[row] = np.median(departures[rows[first : first + 7]])
    return pattern
