"""Events with a date that tell futures apart, found by information gain.

An event is "the driver is in the state by month m" (it is or was) or "in month m": the first suits what cannot be undone, the second
what comes and goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.futures.branching.axes import Labels, Numbers
from shiome.futures.branching.records import Event
from shiome.futures.branching.traces import Months, Traces

Rows = NDArray[np.intp]
Tally = NDArray[np.int64]
ALMOST = 0.9
"""Among events that gain this share of the best one's gain, the earliest is taken: a tree is read forward in time."""


@dataclass(frozen=True)
class Table:
    """What splitting asks of all runs.

    Parameters
    ----------
    traces:
        The states of every run.
    first:
        (pairs, runs) first month of each driver's each state; the last month + 1 where it never comes.
    future:
        Future of each run.
    trained:
        Runs on which events are sought; on the others they have to hold.
    """

    traces: Traces
    first: Months
    future: Labels
    trained: NDArray[np.bool_]

    @property
    def futures(self) -> int:
        """Number of futures."""
        return int(self.future.max()) + 1

    def shown(self, event: tuple[int, int, int], rows: Rows) -> NDArray[np.bool_]:
        """Which of the runs show an event, given as kind (0 by, 1 in), month and pair."""
        kind, month, pair = event
        if not kind:
            by: NDArray[np.bool_] = self.first[pair, rows] <= month
            return by
        driver, state = self.traces.pairs[pair]
        found: NDArray[np.bool_] = self.traces.columns[driver][month, rows] == state
        return found

    def event(self, event: tuple[int, int, int]) -> Event:
        """The same as a record."""
        kind, month, pair = event
        driver, state = self.traces.pairs[pair]
        return Event(self.traces.drivers[driver], self.traces.states[driver][state], month, "in" if kind else "by")


@dataclass(frozen=True)
class Rules:
    """When splitting stops."""

    depth: int
    least_share: float
    least_gain: float


@dataclass(frozen=True)
class Node:
    """A set of runs, and the event by which it parts; a leaf has none."""

    rows: Rows
    event: Event | None = None
    parts: tuple[Node, ...] = ()
    """Runs with the event, and runs without."""

    def leaves(self) -> Iterator[Node]:
        """The ends below the node, those with an event before those without."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


def entropy(counts: Numbers) -> Numbers:
    """Bits of uncertainty about the future, over the last axis.

    >>> float(entropy(np.array([2.0, 2.0])))
    1.0
    """
    total = np.maximum(counts.sum(axis=-1, keepdims=True), 1.0)
    share = counts / total
    found: Numbers = -(share * np.log2(np.where(share > 0, share, 1.0))).sum(axis=-1)
    return found


def state_counts(columns: NDArray[np.uint8], labels: Labels, *, groups: int, states: int) -> Tally:
    """Runs of each group in each state in each month, (months, groups, states)."""
    base = labels * states
    tally = [np.bincount(base + month, minlength=groups * states) for month in columns]
    return np.stack(tally).reshape(len(columns), groups, states)


def event_counts(traces: Traces, first: Months, rows: Rows, labels: Labels, *, groups: int, last: int) -> Numbers:
    """Runs of each group that show each event, (kinds, months up to ``last``, pairs, groups); ``labels`` are those of ``rows``."""
    inside = []
    for column, names in zip(traces.columns, traces.states, strict=True):
        tally = state_counts(column[: last + 1, rows], labels, groups=groups, states=len(names))
        inside.append(tally.transpose(0, 2, 1))
    by = [
        np.bincount(labels + groups * months[rows].astype(np.intp), minlength=groups * (traces.months + 2))
        .reshape(-1, groups)
        .cumsum(axis=0)[: last + 1]
        for months in first
    ]
    return np.stack([np.stack(by, axis=1), np.concatenate(inside, axis=1)]).astype(np.float64)


def gains(shown: Numbers, total: Numbers) -> Numbers:
    """Bits that each event tells of the group; ``shown`` and ``total`` count runs by group on their last axis."""
    yes, whole = shown.sum(axis=-1), float(total.sum())
    after = (yes * entropy(shown) + (whole - yes) * entropy(total - shown)) / whole
    # Rounded, so that events that tell the same tie, whatever order their counts were added in.
    found: Numbers = np.round(np.maximum(float(entropy(total)) - after, 0.0), 9)
    return found


def parted(table: Table, rules: Rules) -> Node:
    """The tree: every part is split by the best event until none tells enough."""
    counts = np.bincount(table.future[table.trained], minlength=table.futures)
    needed = rules.least_gain * float(entropy(counts.astype(np.float64)))
    return _grown(table, rules, np.arange(len(table.future)), needed, 1, rules.depth)


def _grown(table: Table, rules: Rules, rows: Rows, needed: float, earliest: int, depth: int) -> Node:
    found = _best(table, rules, rows, needed, earliest) if depth and table.futures > 1 else None
    if found is None:
        return Node(rows)
    happens = table.shown(found, rows)
    parts = [_grown(table, rules, part, needed, found[1], depth - 1) for part in (rows[happens], rows[~happens])]
    return Node(rows, table.event(found), tuple(parts))


def _best(table: Table, rules: Rules, rows: Rows, needed: float, earliest: int) -> tuple[int, int, int] | None:
    """The event (kind, month, pair) that splits ``rows``, sought on the training half and checked on the other."""
    seen, held = rows[table.trained[rows]], rows[~table.trained[rows]]
    trained = int(table.trained.sum())
    if not len(seen) or not len(held):
        return None
    labels, futures, last = table.future[seen], table.futures, table.traces.months
    shown = event_counts(table.traces, table.first, seen, labels, groups=futures, last=last)
    told = gains(shown, np.bincount(labels, minlength=futures).astype(np.float64))
    yes = shown.sum(axis=-1)
    told[np.minimum(yes, len(seen) - yes) < max(1.0, rules.least_share * trained)] = -1.0
    told[:, :earliest] = -1.0
    if float(told.max()) * len(seen) / trained < needed or told.max() <= 0:
        return None
    event = earliest_of_best(told)
    total = np.bincount(table.future[held], minlength=futures).astype(np.float64)
    again = np.bincount(table.future[held[table.shown(event, held)]], minlength=futures).astype(np.float64)
    others = len(table.future) - trained
    return event if float(gains(again, total)) * len(held) / others >= needed else None


def earliest_of_best(told: Numbers) -> tuple[int, int, int]:
    """Kind, month and pair of the earliest event that tells nearly as much as the best; within its month the best, then the first.

    An event of kind "by" wins a tie with one of kind "in".
    """
    good = np.where(told >= ALMOST * told.max(), told, -1.0)
    month = int((good > 0).any(axis=(0, 2)).argmax())
    kind, pair = np.unravel_index(int(good[:, month].argmax()), good[:, month].shape)
    return int(kind), month, int(pair)
