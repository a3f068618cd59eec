"""The tables a workspace holds beside its store: votes of the General Assembly and bulk event feeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shiome.errors import NotKnown
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.yardsticks.measuring.knowledge import PairSeries, Tables
from shiome.yardsticks.series import Series

if TYPE_CHECKING:
    from shiome.yardsticks.votes import IdealPoints

VOTES = "votes"
FEEDS = "feeds"
"""Folders of a workspace."""
_MANIFEST = "manifest.json"
_POINTS = "ideal_points"


def tables_of(folder: Path, pack: Pack, *, as_of: date) -> Tables:
    """What the folder of a workspace holds, as measuring asks it; nothing is read before it is asked for."""
    votes, feeds = folder / VOTES, folder / FEEDS
    return Tables(
        votes=_votes(votes, as_of) if (votes / _MANIFEST).exists() or (votes / _POINTS).exists() else None,
        feed=_feed(feeds, pack, as_of) if (feeds / "_manifest").exists() else None,
    )


def _votes(store: Path, as_of: date) -> Callable[[str, str], PairSeries]:
    def measured(measure: str, variant: str) -> PairSeries:
        try:
            of = _agreement(store) if measure == "agreement" else _distance(store, variant)
        except NotKnown:
            # Votes without ideal points of the variant, or the other way round: the component has no values.
            return lambda _: None

        def series(pair: tuple[str, str]) -> Series | None:
            try:
                found = of(pair)
            except NotKnown:
                return None
            return _until(found, as_of) if found is not None else None

        return series

    return measured


def _agreement(store: Path) -> Callable[[tuple[str, str]], Series | None]:
    from shiome.yardsticks.votes import agreement, open_votes

    table = open_votes(store)
    return lambda pair: agreement(table, pair)


def _distance(store: Path, variant: str) -> Callable[[tuple[str, str]], Series | None]:
    from shiome.yardsticks.votes import distances

    points = ideal_points(store, variant)
    return lambda pair: distances(points, pair)


def ideal_points(store: Path, variant: str) -> IdealPoints:
    """Ideal points of a variant: those estimated here, else the latest of the published tables.

    Raises
    ------
    NotKnown
        There are none.
    """
    from shiome.yardsticks.votes import open_ideal_points

    if (store / _POINTS / f"{variant}.parquet").exists():
        return open_ideal_points(store, name=variant)
    published = [
        open_ideal_points(store, name=file.stem) for file in (store / _POINTS).glob(f"published-{variant}-*.parquet")
    ]
    if not published:
        return open_ideal_points(store, name=variant)
    return max(published, key=lambda points: max(points.sessions))


def kept_variants(store: Path) -> tuple[str, ...]:
    """The variants of which there are ideal points, estimated here or published."""
    names = (file.stem for file in sorted((store / _POINTS).glob("*.parquet")))
    return tuple(dict.fromkeys(name.split("-")[1] if name.startswith("published-") else name for name in names))


def _until(series: Series, as_of: date) -> Series:
    """Sessions whose votes were cast by the day: a session votes mostly before the end of the year in which it opens."""
    known = tuple(point for point in series if date(int(point.when), 12, 31) <= as_of)
    return Series(period=series.period, points=known, unit=series.unit)


def _feed(store: Path, pack: Pack, as_of: date) -> Callable[[Sequence[str]], PairSeries]:
    from shiome.yardsticks.dyads.bulk import DyadPeriod, dyad_periods
    from shiome.yardsticks.dyads.bulk_series import feed_series

    actors = written_names(pack)

    @lru_cache(maxsize=4)
    def rows(feeds: tuple[str, ...]) -> list[DyadPeriod]:
        return dyad_periods(store, actors, period="month", as_of=as_of, feeds=feeds or None, weight="mentions")

    def measured(feeds: Sequence[str]) -> PairSeries:
        def series(pair: tuple[str, str]) -> Series | None:
            of_pair = [row for row in rows(tuple(feeds)) if (row.one, row.other) == (min(pair), max(pair))]
            events: Counter[str] = Counter()
            for row in of_pair:
                events[row.feed] += row.events
            # Feeds tell of the same events: the one that tells most of the pair speaks for it, and they are not added up.
            richest = max(sorted(events), key=events.__getitem__, default="")
            return feed_series(of_pair, richest, *pair, period="month").tone if events[richest] else None

        return series

    return measured


def written_names(pack: Pack) -> dict[str, str]:
    """What feeds write for the states of a region (code and names) to the state that is meant."""
    names: dict[str, str] = {}
    for identifier, actor in pack.entries("actors", Actor).items():
        if actor.type == "state":
            forms = [
                identifier,
                *(alias.form for alias in actor.aliases if alias.language == "en" and not alias.ambiguous),
            ]
            names |= dict.fromkeys([*forms, actor.name.get("en", identifier)], identifier)
    return names
