"""Votes of the General Assembly: their files, how often two members vote alike, and where each stands.

A folder ``votes/`` of the workspace holds what was loaded, as Parquet (extra ``bulk``)::

    report = load_votes([Path("UNVotes.csv.gz"), Path("Matches.csv")], workspace / "votes")
    table = open_votes(workspace / "votes")
    agreement(table, ("CHN", "RUS"))          # a Series by session
    points = estimate(table, variant="important", seed=1)
    distances(points, ("RUS", "PRK"))         # a Series by session

Sampling uses the extra ``engines`` (Numba) where it is installed and NumPy alone where it is not: the same draws, more slowly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shiome.yardsticks.votes.agreeing import agreement
    from shiome.yardsticks.votes.countries import Country, actors, country_table
    from shiome.yardsticks.votes.ideal.distances import distances, positions, variants_beside
    from shiome.yardsticks.votes.ideal.estimating import Progress, Settings, estimate
    from shiome.yardsticks.votes.ideal.extending import extend
    from shiome.yardsticks.votes.ideal.points import IdealPoints, IdealRow
    from shiome.yardsticks.votes.ideal.problem import VARIANTS
    from shiome.yardsticks.votes.loading import VotesReport, load_votes
    from shiome.yardsticks.votes.published import load_ideal_points, read_ideal_points
    from shiome.yardsticks.votes.store import open_ideal_points, open_votes, save_ideal_points
    from shiome.yardsticks.votes.table import RollCalls, VoteTable

_LATE = {
    "agreement": "agreeing",
    "Country": "countries",
    "actors": "countries",
    "country_table": "countries",
    "distances": "ideal.distances",
    "positions": "ideal.distances",
    "variants_beside": "ideal.distances",
    "Progress": "ideal.estimating",
    "Settings": "ideal.estimating",
    "estimate": "ideal.estimating",
    "extend": "ideal.extending",
    "IdealPoints": "ideal.points",
    "IdealRow": "ideal.points",
    "VARIANTS": "ideal.problem",
    "VotesReport": "loading",
    "load_votes": "loading",
    "load_ideal_points": "published",
    "read_ideal_points": "published",
    "open_ideal_points": "store",
    "open_votes": "store",
    "save_ideal_points": "store",
    "RollCalls": "table",
    "VoteTable": "table",
}

__all__ = [
    "VARIANTS",
    "Country",
    "IdealPoints",
    "IdealRow",
    "Progress",
    "RollCalls",
    "Settings",
    "VoteTable",
    "VotesReport",
    "actors",
    "agreement",
    "country_table",
    "distances",
    "estimate",
    "extend",
    "load_ideal_points",
    "load_votes",
    "open_ideal_points",
    "open_votes",
    "positions",
    "read_ideal_points",
    "save_ideal_points",
    "variants_beside",
]


def __getattr__(name: str) -> Any:
    """Names that need NumPy, loaded when they are asked for."""
    if name in _LATE:
        from importlib import import_module

        return getattr(import_module(f"shiome.yardsticks.votes.{_LATE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
