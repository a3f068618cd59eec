"""How often two members vote alike, session by session."""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shiome.errors import NotKnown, QueryRefused
from shiome.yardsticks.series import Point, Series
from shiome.yardsticks.votes.sessions import place_of, series_of
from shiome.yardsticks.votes.table import NO, VoteTable, session_year

Measure = Literal["identical", "graded"]
Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]

_NINETY = 1.6448536269514722
"""Standard deviations within which a normal variable lies with nine chances in ten."""


def agreement(
    table: VoteTable,
    pair: tuple[str, str],
    *,
    measure: Measure = "identical",
    unanimous: bool = True,
) -> Series:
    """Agreement of two actors by session.

    Parameters
    ----------
    pair:
        Identifiers of the actors.
    measure:
        ``identical``: share of the roll calls on which both cast the same of the three votes. ``graded``: mean of
        ``1 - |a - b| / 2`` with 1 yes, 2 abstain, 3 no, so that yes against abstain counts one half (Lijphart 1963).
    unanimous:
        Whether roll calls count on which all that voted, voted alike. They cannot tell who stands with whom; the
        published dyadic scores leave them out.

    Returns
    -------
    Series
        One point a session, ``n`` the roll calls on which both voted. Absences and sessions before membership do not
        count; sessions in which the two never voted together are missing. The bounds are Wilson's at 90 %, with the
        number of roll calls corrected for how little graded scores vary.

    Raises
    ------
    QueryRefused
        ``votes.measure``: there is no such measure.
    NotKnown
        ``votes.actor``: no member has the identifier.
    """
    if measure not in ("identical", "graded"):
        raise QueryRefused(
            "votes.measure",
            f"there is no measure of agreement “{measure}”",
            ja=f"一致の尺度「{measure}」はない",
            hint="use identical or graded",
            hint_ja="identical か graded を使う",
            failed=measure,
        )
    first, second = (_votes_of(table, actor) for actor in pair)
    calls, left, right = _common(first, second)
    if not unanimous:
        kept = divided(table)[calls]
        calls, left, right = calls[kept], left[kept], right[kept]
    score = (left == right).astype(np.float64) if measure == "identical" else 1 - np.abs(left - right) / 2
    sessions = table.rollcalls.session[calls]
    points = {int(session): _point(int(session), score[sessions == session]) for session in np.unique(sessions)}
    return series_of(points, unit="share" if measure == "identical" else "score")


def divided(table: VoteTable) -> NDArray[np.bool_]:
    """For every roll call whether those that voted differed."""
    cast = table.vote <= NO
    lowest = np.full(len(table.rollcalls), 99)
    highest = np.zeros(len(table.rollcalls), dtype=np.int64)
    np.minimum.at(lowest, table.roll[cast], table.vote[cast])
    np.maximum.at(highest, table.roll[cast], table.vote[cast])
    return np.asarray(lowest < highest)


def _votes_of(table: VoteTable, actor: str) -> tuple[Ints, Ints]:
    """Roll calls on which an actor voted, and how: of the first state in the list where two share the identifier and a roll call."""
    members = [country.cow for country in table.countries.of_actor(actor)]
    if not members:
        raise NotKnown(
            "votes.actor",
            f"no member of the General Assembly has the identifier {actor}",
            ja=f"総会に識別子 {actor} の加盟国はない",
            hint="use the three letters of ISO 3166",
            hint_ja="ISO 3166 の三文字を使う",
            failed=actor,
        )
    rows = np.flatnonzero(np.isin(table.cow, members) & (table.vote <= NO))
    calls, where = np.unique(table.roll[rows], return_index=True)
    return calls, table.vote[rows][where].astype(np.int64)


def _common(first: tuple[Ints, Ints], second: tuple[Ints, Ints]) -> tuple[Ints, Ints, Ints]:
    calls, left, right = np.intersect1d(first[0], second[0], assume_unique=True, return_indices=True)
    return calls, first[1][left], second[1][right]


def _point(session: int, score: Floats) -> Point:
    low, high = interval(score)
    return Point(
        when=f"{session_year(session):04d}",
        value=float(score.mean()),
        low=low,
        high=high,
        n=len(score),
        inputs=(place_of(session),),
    )


def interval(score: Floats) -> tuple[float, float]:
    """Wilson's bounds of a mean of scores between 0 and 1, with nine chances in ten.

    Scores that are not only 0 and 1 vary less than shares do; they count as so many more trials.
    """
    mean, spread = float(score.mean()), float(score.var())
    trials = len(score) * (mean * (1 - mean) / spread if spread > 0 else 1.0)
    square = _NINETY**2 / trials
    middle = (mean + square / 2) / (1 + square)
    half = math.sqrt(mean * (1 - mean) * square + square**2 / 4) / (1 + square)
    return max(0.0, min(middle - half, mean)), min(1.0, max(middle + half, mean))
