"""Values by session as a series of the yardsticks."""

from __future__ import annotations

from collections.abc import Mapping

from shiome.yardsticks.series import Point, Series
from shiome.yardsticks.votes.table import session_year


def series_of(points: Mapping[int, Point], *, unit: str) -> Series:
    """A series with no session left out between the first and the last; those without a point are missing."""
    if not points:
        return Series(period="session", unit=unit)
    sessions = range(min(points), max(points) + 1)
    filled = tuple(points.get(session, Point(when=f"{session_year(session):04d}")) for session in sessions)
    return Series(period="session", points=filled, unit=unit)


def place_of(session: int) -> str:
    """How a point names the roll calls of a session among its inputs.

    >>> place_of(74)
    'votes:session=74'
    """
    return f"votes:session={session}"
