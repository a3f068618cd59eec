"""Early signs: states of drivers, and of other fronts, that stand out before a front breaks out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.futures.contingency.engine import Outcome
from shiome.futures.contingency.model import refused

Flags = NDArray[np.bool_]
LEADS = (1, 3, 6, 12)
"""Months ahead that are looked at, unless told."""


@dataclass(frozen=True)
class Sign:
    """One state as a sign that a front will break out within ``lead`` months.

    Parameters
    ----------
    source, state:
        A driver of the context or a front, and its state. For a front the state counts as it stands, not "or worse".
    before:
        Share of months in that state among the months with an onset within the lead.
    otherwise:
        The same among the months without.
    likelihood_ratio:
        ``before`` over ``otherwise``; ``None`` where the state is never seen otherwise.
    log_error:
        Standard error of the ratio's logarithm, the months of a run taken as one cluster; ``None`` where there is too little.
    onset:
        Probability of an onset within the lead once the state is seen.
    warning:
        Median number of months that the state had already lasted when the front broke out, among the runs that broke out
        from it; ``None`` where none did.
    """

    source: str
    state: str
    lead: int
    before: float
    otherwise: float
    likelihood_ratio: float | None
    log_error: float | None
    onset: float | None
    warning: float | None


def signs(outcome: Outcome, front: str, *, state: str = "", leads: tuple[int, ...] = LEADS) -> tuple[Sign, ...]:
    """Every state of every driver and front as a sign of ``front`` reaching ``state`` (its worst, unless told).

    A month counts while the front has not yet reached the state and the horizon still holds the whole lead. The strongest come
    first: by lead, then by likelihood ratio.

    Raises
    ------
    InputRefused
        When a lead is not within the horizon.
    """
    for lead in leads:
        if not 1 <= lead <= outcome.months:
            text = f"a lead of {lead} months is not between 1 and the horizon of {outcome.months}"
            raise refused(
                "lead",
                text,
                f"先行 {lead} か月が 1〜{outcome.months} でない",
                "give a shorter lead",
                lead,
                hint_ja="先行を短くする",
            )
    onset = outcome.onset(front, state)[:, None]
    months = np.arange(outcome.months + 1)[None, :]
    known = [(lead, _asked(onset, months, lead, outcome.months)) for lead in leads]
    found = []
    for source, name, seen in _states(outcome, front, state):
        lasted = _lasted(seen, onset[:, 0], outcome.months)
        for lead, (soon, not_soon) in known:
            found.append(_sign(source, name, lead, seen, soon, not_soon, lasted))
    return tuple(sorted(found, key=lambda sign: (sign.lead, -_rank(sign), sign.source, sign.state)))


def _asked(onset: NDArray[np.int64], months: NDArray[np.int64], lead: int, horizon: int) -> tuple[Flags, Flags]:
    """(runs, months + 1) months with and without an onset within the lead."""
    asked = (months < onset) & (months + lead <= horizon)
    soon = asked & (onset <= months + lead)
    return soon, asked & ~soon


def _rank(sign: Sign) -> float:
    if sign.likelihood_ratio is not None:
        return sign.likelihood_ratio
    return math.inf if sign.before > 0 else 0.0


def _states(outcome: Outcome, asked: str, grade: str) -> Iterator[tuple[str, str, Flags]]:
    """Every driver's and front's state that varies, and where it is seen; the asked state itself is no sign of itself."""
    everyone = slice(0, outcome.runs)
    if not outcome.context.still:
        for index, (driver, states) in enumerate(outcome.context.drivers):
            path = outcome.context.path(index, everyone, outcome.months)
            for number, state in enumerate(states):
                yield driver, state, path == number
    for index, front in enumerate(outcome.model.fronts):
        least = front.states.index(grade or front.worst) if front.id == asked else len(front.states)
        for number, state in enumerate(front.states[:least]):
            yield front.id, state, outcome.states[index] == number


def _sign(source: str, state: str, lead: int, seen: Flags, soon: Flags, not_soon: Flags, lasted: float | None) -> Sign:
    held, cases = (seen & soon).sum(axis=1).astype(np.float64), soon.sum(axis=1).astype(np.float64)
    free, controls = (seen & not_soon).sum(axis=1).astype(np.float64), not_soon.sum(axis=1).astype(np.float64)
    before = float(held.sum() / cases.sum()) if cases.any() else 0.0
    otherwise = float(free.sum() / controls.sum()) if controls.any() else 0.0
    ratio = before / otherwise if otherwise > 0 else None
    error = None
    if before > 0 and otherwise > 0:
        # The logarithm of a ratio of two shares, linearised: what each run adds to its error.
        each = (held - before * cases) / held.sum() - (free - otherwise * controls) / free.sum()
        error = math.sqrt(float((each**2).sum()))
    alarms = float(held.sum() + free.sum())
    onset = float(held.sum()) / alarms if alarms else None
    return Sign(source, state, lead, before, otherwise, ratio, error, onset, lasted)


def _lasted(seen: Flags, onset: NDArray[np.int64], horizon: int) -> float | None:
    """Median length of the spell that ends in the month before the onset."""
    runs = np.flatnonzero((onset >= 1) & (onset <= horizon))
    runs = runs[seen[runs, onset[runs] - 1]]
    if not len(runs):
        return None
    months = np.arange(seen.shape[1])[None, :]
    # The last month before the onset in which the state was not seen; none: it had lasted since the start.
    absent = np.where(~seen[runs] & (months < onset[runs, None]), months, -1).max(axis=1)
    return float(np.median(onset[runs] - 1 - absent))
