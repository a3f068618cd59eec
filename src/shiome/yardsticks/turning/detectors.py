"""Five detectors, each under several penalties: lists of breaks for the agreement to weigh."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shiome.yardsticks.turning.costs import Run, kernel_features, level_costs, run_costs, trend_costs
from shiome.yardsticks.turning.paths import Breaks, Path, best_path, bounds
from shiome.yardsticks.turning.prepared import Floats, Ints, Prepared
from shiome.yardsticks.turning.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one detector finds under each penalty."""

    detector: str
    lists: tuple[Breaks, ...]
    standard: int
    """Which of the penalties is its usual one."""


def edges_of(length: int, *, settings: Settings) -> Ints:
    """Rows at which a break is looked for: all of them, or an even grid of a long series; 0 and the end included."""
    if length <= settings.exact:
        return np.arange(length + 1)
    return np.unique(np.linspace(0, length, settings.exact + 1).round().astype(np.int64))


def findings(series: Prepared, *, settings: Settings) -> tuple[Finding, ...]:
    """All detectors over one series that has at least one column that varies.

    Where straight lines describe a single variable better than levels under every price, the two detectors that know levels only have
    no say (they would cut a trend into stairs) and the runs of the online one have slopes.
    """
    rows, at = series.values, series.at
    edges = edges_of(len(rows), settings=settings)
    most = min(settings.most, max(1, len(rows) // 3))
    levels = best_path(level_costs(rows, edges), edges, most=most, shortest=2)
    trends = best_path(trend_costs(rows, at, edges), edges, most=most, shortest=3)
    criterion, sloped = _criterion(series, levels, trends, settings)
    # One variable of several may carry a break alone: the price falls with their number.
    unit = float(np.log(len(rows))) / series.columns
    run: Run = "plain" if series.columns > 1 else "sloped" if sloped else "pulled"
    runs = best_path(run_costs(rows, at, edges, run=run), edges, most=most, shortest=2)
    found = [
        _penalised("trend", trends, settings.trend_penalties, unit),
        _penalised("online", runs, settings.online_penalties, unit),
        criterion,
    ]
    if series.columns > 1 or not sloped:
        kernels = best_path(level_costs(kernel_features(rows), edges), edges, most=most, shortest=2)
        found.append(_penalised("level", levels, settings.level_penalties, unit))
        found.append(_penalised("kernel", kernels, settings.kernel_penalties, unit))
    return tuple(_told(one, settings.most) for one in found)


def _penalised(name: str, path: Path, penalties: tuple[float, ...], unit: float) -> Finding:
    lists = tuple(path.under(penalty * unit) for penalty in penalties)
    return Finding(detector=name, lists=lists, standard=(len(penalties) - 1) // 2)


def _told(found: Finding, most: int) -> Finding:
    """A detector that takes as many breaks as it may have describes unrest, not turning points: it has found none."""
    lists = tuple(breaks if len(breaks) < most else () for breaks in found.lists)
    return Finding(detector=found.detector, lists=lists, standard=found.standard)


def _criterion(series: Prepared, levels: Path, trends: Path, settings: Settings) -> tuple[Finding, bool]:
    """Levels or straight lines, whichever the information criterion prefers when noise may be autocorrelated.

    Also whether it prefers lines under every price.
    """
    rows, unit = series.values, float(np.log(len(series.values)))
    tried: list[tuple[float, float, Breaks, bool]] = []
    for slopes, path in ((False, levels), (True, trends)):
        for breaks in path.breaks:
            parameters = series.columns * ((len(breaks) + 1) * (2 if slopes else 1)) + len(breaks)
            noise = innovations(rows - fitted(rows, series.at, breaks, slopes=slopes))
            misfit = len(rows) * float(np.log((noise**2).mean(axis=0) + settings.smallest**2).sum())
            tried.append((misfit, parameters * unit, breaks, slopes))

    def best(price: float) -> tuple[float, float, Breaks, bool]:
        return min(tried, key=lambda one: one[0] + price * one[1])

    chosen = [best(price) for price in settings.criterion_penalties]
    lists = tuple(one[2] for one in chosen)
    finding = Finding(detector="criterion", lists=lists, standard=(len(lists) - 1) // 2)
    return finding, all(one[3] for one in chosen)


def fitted(rows: Floats, at: Ints, breaks: Breaks, *, slopes: bool) -> Floats:
    """The levels, or the straight lines, that fit the segments best."""
    found = np.empty_like(rows)
    for first, after in bounds(breaks, len(rows)):
        part = rows[first:after]
        found[first:after] = part.mean(axis=0)
        time = at[first:after] - at[first:after].mean()
        if slopes and after - first > 2:
            found[first:after] += np.outer(time, time @ part) / (time @ time)
    return found


def pulls(residuals: Floats) -> Floats:
    """First-order autocorrelation of each column, from 0 to 0.99."""
    before, now = residuals[:-1], residuals[1:]
    return np.asarray(np.clip((before * now).sum(axis=0) / np.maximum((before**2).sum(axis=0), 1e-12), 0.0, 0.99))


def innovations(residuals: Floats) -> Floats:
    """What of the residuals the one before does not foretell."""
    pull = pulls(residuals)
    first = residuals[:1] * np.sqrt(1 - pull**2)
    return np.concatenate([first, residuals[1:] - pull * residuals[:-1]])
