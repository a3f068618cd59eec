"""The votes in memory: one row a vote, with the roll calls beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.yardsticks.votes.countries import Countries, country_table

Ints = NDArray[np.integer[Any]]

YES, ABSTAIN, NO, ABSENT, NO_MEMBER = 1, 2, 3, 8, 9
CODES = (YES, ABSTAIN, NO, ABSENT, NO_MEMBER)
UNKNOWN = -1
"""Of a roll call's attribute that the file leaves open."""
FIRST_YEAR = 1945
"""A session is named by this year and its number: session 1, whose first roll calls are of January 1946, by 1946."""


def session_year(session: int) -> int:
    """The year by which a session is named: the one in which it opens, from the second on.

    >>> session_year(74)
    2019
    """
    return FIRST_YEAR + session


@dataclass(frozen=True, kw_only=True)
class RollCalls:
    """Roll calls in the order of their numbers, one entry each in every array."""

    rcid: Ints
    session: Ints
    day: NDArray[np.datetime64]
    """``NaT`` where the file gives none."""
    resolution: tuple[str, ...]
    important: Ints
    """1 for a vote that the Department of State lists as important, 0, or -1 for not known; likewise the others."""
    nuclear: Ints
    amend: Ints
    """Vote on an amendment."""
    para: Ints
    """Vote on a paragraph."""

    def __len__(self) -> int:
        return len(self.rcid)

    @property
    def final(self) -> NDArray[np.bool_]:
        """Whether the vote is on the whole text: neither on an amendment nor on a paragraph, as far as is known."""
        return np.asarray((self.amend != 1) & (self.para != 1))


@dataclass(frozen=True, kw_only=True)
class VoteTable:
    """Votes sorted by roll call and country: codes 1 yes, 2 abstain, 3 no, 8 absent. Who is no member has no row."""

    rollcalls: RollCalls
    roll: Ints
    """Position in ``rollcalls``."""
    cow: Ints
    """Number of the member."""
    vote: Ints
    matches: Ints
    """Pairs of roll calls on the same resolution in different years, earlier and later: shape (n, 2)."""
    countries: Countries

    def __len__(self) -> int:
        return len(self.roll)

    @property
    def sessions(self) -> tuple[int, ...]:
        """Sessions with roll calls."""
        return tuple(int(session) for session in np.unique(self.rollcalls.session))

    @property
    def session(self) -> Ints:
        """Session of each vote."""
        return np.asarray(self.rollcalls.session[self.roll])

    def select(self, *, first: int = 1, last: int = 9999) -> VoteTable:
        """The sessions from ``first`` to ``last``."""
        kept = (self.rollcalls.session >= first) & (self.rollcalls.session <= last)
        place = np.cumsum(kept) - 1
        rows = kept[self.roll]
        calls = self.rollcalls
        chosen = RollCalls(
            rcid=calls.rcid[kept],
            session=calls.session[kept],
            day=calls.day[kept],
            resolution=tuple(text for text, keep in zip(calls.resolution, kept, strict=True) if keep),
            important=calls.important[kept],
            nuclear=calls.nuclear[kept],
            amend=calls.amend[kept],
            para=calls.para[kept],
        )
        return VoteTable(
            rollcalls=chosen,
            roll=place[self.roll[rows]].astype(np.int32),
            cow=self.cow[rows],
            vote=self.vote[rows],
            matches=self.matches,
            countries=self.countries,
        )


def table_of(
    votes: Sequence[tuple[int, int, int]],
    sessions: dict[int, int],
    *,
    matches: Sequence[tuple[int, int]] = (),
    attributes: dict[int, dict[str, int]] | None = None,
) -> VoteTable:
    """A table from plain values, for examples and tests.

    Parameters
    ----------
    votes:
        Roll call, number of the member, code.
    sessions:
        Roll call to its session.
    matches:
        Pairs of roll calls on the same resolution.
    attributes:
        Roll call to its ``important``, ``nuclear``, ``amend`` and ``para``.
    """
    numbers = sorted(sessions)
    place = {rcid: position for position, rcid in enumerate(numbers)}
    known = attributes or {}
    rows = sorted((place[rcid], cow, vote) for rcid, cow, vote in votes)
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3)

    def flags(name: str) -> Ints:
        return np.array([known.get(rcid, {}).get(name, UNKNOWN) for rcid in numbers], dtype=np.int8)

    return VoteTable(
        rollcalls=RollCalls(
            rcid=np.array(numbers, dtype=np.int32),
            session=np.array([sessions[rcid] for rcid in numbers], dtype=np.int16),
            day=np.array([f"{session_year(sessions[rcid])}-10-01" for rcid in numbers], dtype="datetime64[D]"),
            resolution=("",) * len(numbers),
            important=flags("important"),
            nuclear=flags("nuclear"),
            amend=flags("amend"),
            para=flags("para"),
        ),
        roll=columns[:, 0].astype(np.int32),
        cow=columns[:, 1].astype(np.int16),
        vote=columns[:, 2].astype(np.int8),
        matches=np.array(matches, dtype=np.int32).reshape(-1, 2),
        countries=country_table(),
    )
