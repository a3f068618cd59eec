"""Dyads by period from bulk feeds: one Ibis expression that gives the same on DuckDB and on Spark.

Sums are of whole numbers (tones in thousandths), which come out alike in whatever order an engine adds them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec

from shiome.bulk.dyads import actors_of, party_columns, whole_sum, written_of
from shiome.bulk.extra import ibis
from shiome.bulk.feeds import FEEDS
from shiome.bulk.manifest import read_manifest
from shiome.bulk.querying import Relation, open_feed, streamed
from shiome.errors import QueryRefused
from shiome.vocabulary.plover import TYPES
from shiome.yardsticks.dyads.tone import tone_of

FeedPeriod = Literal["day", "week", "month", "quarter", "year"]
Weight = Literal["events", "mentions", "sources", "articles"]
"""How much an event counts in the mean tone: alike, or by how much it was reported (1 where the feed does not say)."""

_UNITS: dict[str, str] = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_THOUSANDTHS = 1000
_MOST_WEIGHT = 10_000
"""More reports of one event than this count no further: sums stay whole numbers of 64 bits over 10^9 events."""


class DyadPeriod(msgspec.Struct, frozen=True):
    """What one feed tells of a pair in one period. ``one`` stands before ``other`` in the alphabet; neither is the actor."""

    feed: str
    starts: date
    """First day of the period."""
    one: str
    other: str
    events: int
    """Events between the two: one acts, the other is acted upon."""
    imprecise: int
    """Of them, those whose day the feed does not know exactly; they count on the first day that they may mean."""
    together: int
    """Events in which both take part, on whichever side."""
    volume: int
    """Events in which either takes part: what the others are shares of."""
    tone: float | None
    """Weighted mean tone of the events between the two (-10 to 10)."""
    spread: float | None
    """Weighted variance of the tone."""
    weight: int
    """Sum of the weights behind the tone."""
    number: float
    """Effective number of events behind the tone (Kish)."""


def dyad_periods(
    folder: Path,
    actors: Mapping[str, str],
    *,
    period: FeedPeriod = "month",
    as_of: date | None = None,
    feeds: Collection[str] | None = None,
    by: Mapping[str, str] | None = None,
    weight: Weight = "events",
    backend: Any = None,
) -> list[DyadPeriod]:
    """What the feeds of a store tell of every pair of actors, period by period, ordered by feed, period and pair.

    Every pair has a row for each period of which the feed tells anything at all, with 0 events where there were none; a period of
    which it tells nothing has no row.

    Parameters
    ----------
    actors:
        From what the feeds write (a country code, a country's name, a party's name) to the actor that is meant.
    as_of:
        Count only what had happened, and what the feed knew, by that day.
    by:
        Per feed, which column names the parties: ``country``, ``code`` or ``text``.
    backend:
        An Ibis connection, to DuckDB (also where it is ``None``) or to Spark.

    Raises
    ------
    QueryRefused
        ``bulk.actors``: fewer than two actors are given; ``bulk.column``: ``by`` names no column.
    NotKnown, MissingExtra
        As :func:`~shiome.bulk.querying.open_feed`.
    """
    events = open_feed(folder, feeds=feeds, as_of=as_of, backend=backend)
    present = {entry.feed for entry in read_manifest(folder) if feeds is None or entry.feed in feeds}
    counted = count_dyad_periods(events, actors, period=period, by=by or {}, weight=weight, feeds=present)
    return [_row(row) for batch in streamed(counted, 65_536) for row in batch.to_pylist()]


def count_dyad_periods(
    events: Relation,
    actors: Mapping[str, str],
    *,
    period: FeedPeriod,
    by: Mapping[str, str],
    weight: Weight,
    feeds: Collection[str] = tuple(FEEDS),
) -> Relation:
    """The counts as an Ibis table, for events of ``feeds`` that :func:`~shiome.bulk.querying.open_feed` gave.

    Columns that only other feeds would need are not read.
    """
    codes = sorted(set(actors.values()))
    if len(codes) < 2:
        raise QueryRefused(
            "bulk.actors", "a dyad needs two actors", ja="二者関係には行為者が二つ要る",
            hint="map what the feeds write to two actors or more", hint_ja="データの表記から二つ以上の行為者への対応を渡す",
        )  # fmt: skip
    columns = {name: column for name, column in party_columns(by).items() if name in feeds}
    named = _by_name(events, actors, columns, period=period, weight=weight)
    groups = _with_members(named, actors, columns)
    involved = groups.mutate(actor=groups.members.unnest())
    totals = involved.group_by(["feed", "starts", "actor"]).aggregate(volume=whole_sum(involved.events))
    grid = _grid(events, codes, period)
    met = _pairs(groups)
    joined = grid.left_join(met, ["feed", "starts", "one", "other"]).drop(
        "feed_right", "starts_right", "one_right", "other_right"
    )
    for side in ("one", "other"):
        total = totals.rename({side: "actor", f"volume_{side}": "volume"})
        joined = joined.left_join(total, ["feed", "starts", side]).drop("feed_right", "starts_right", f"{side}_right")
    known = {name: joined[name].fill_null(0) for name in (*_SUMS, "together", "volume_one", "volume_other")}
    filled = joined.select("feed", "starts", "one", "other", **known)
    volume = filled.volume_one + filled.volume_other - filled.together
    return filled.mutate(volume=volume).drop("volume_one", "volume_other").order_by(["feed", "starts", "one", "other"])


_SUMS = ("events", "imprecise", "weight", "weight_squares", "tone_sum", "tone_squares")
"""Whole numbers that are added up; tones are weighted, in thousandths, and their squares in thousandths of thousandths."""


def _by_name(
    events: Relation, actors: Mapping[str, str], columns: Mapping[str, str], *, period: FeedPeriod, weight: Weight
) -> Relation:
    """Sums by what the feeds write, which is far fewer groups than there are events, before names are resolved."""
    source, target = (_of_interest(written_of(events, side, columns), actors) for side in ("source", "target"))
    thousandths = ((_tone(events) + 10) * _THOUSANDTHS + 0.5).floor().cast("int64") - 10 * _THOUSANDTHS
    weights = ibis.literal(1) if weight == "events" else events[weight].fill_null(1).clip(1, _MOST_WEIGHT)
    slim = events.filter((source != "") | (target != "")).select(
        "feed",
        starts=_starts(events, period),
        source_written=source,
        target_written=target,
        imprecise=(events.date_precision != "day").cast("int64"),
        tone=thousandths,
        weight=ibis.ifelse(thousandths.notnull(), weights.cast("int64"), 0),
    )
    return slim.group_by(["feed", "starts", "source_written", "target_written"]).aggregate(
        events=slim.count(),
        imprecise=slim.imprecise.sum().cast("int64"),
        weight=slim.weight.sum().cast("int64"),
        weight_squares=(slim.weight * slim.weight).sum().cast("int64"),
        tone_sum=(slim.weight * slim.tone).sum().cast("int64"),
        tone_squares=(slim.weight * slim.tone * slim.tone).sum().cast("int64"),
    )


def _of_interest(written: Any, actors: Mapping[str, str]) -> Any:
    """Names that cannot be an actor become one empty name; what is no name at all as well."""
    return ibis.ifelse(written.isin(list(actors)) | written.contains(";"), written, "")


def _tone(events: Relation) -> Any:
    """The feed's own intensity; where it has none, the tone of the event's type."""
    of_type = ibis.cases(*((events.plover == kind, ibis.literal(tone_of(kind), "float64")) for kind in TYPES))
    return ibis.coalesce(events.intensity, of_type)


def _with_members(groups: Relation, actors: Mapping[str, str], columns: Mapping[str, str]) -> Relation:
    """Groups with the actors on each side, and on either."""
    meant = ibis.map(list(actors), list(actors.values()))
    sides = {
        f"{side}s": actors_of(groups, side, columns, meant).filter(lambda actor: actor.notnull())
        for side in ("source", "target")
    }
    found = groups.mutate(**sides)
    return found.mutate(members=found.sources.concat(found.targets).unique())


def _pairs(groups: Relation) -> Relation:
    """Sums over the groups in which both of a pair take part."""
    # Spread one after the other: two columns spread side by side would pair up, not cross.
    first = groups.mutate(one=groups.members.unnest())
    both = first.mutate(other=first.members.unnest())
    both = both.filter(both.one < both.other)
    facing = (both.sources.contains(both.one) & both.targets.contains(both.other)) | (
        both.sources.contains(both.other) & both.targets.contains(both.one)
    )
    both = both.mutate(facing=facing)
    return both.group_by(["feed", "starts", "one", "other"]).aggregate(
        **{name: ibis.ifelse(both.facing, both[name].fill_null(0), 0).sum().cast("int64") for name in _SUMS},
        together=both.events.sum().cast("int64"),
    )


def _grid(events: Relation, codes: list[str], period: FeedPeriod) -> Relation:
    """Every pair in every period of which a feed tells anything, be it of others alone."""
    days = events.select("feed", "event_first").distinct()
    periods = days.select("feed", starts=_starts(days, period)).distinct()
    first = periods.mutate(one=ibis.array(codes).unnest())
    grid = first.mutate(other=ibis.array(codes).unnest())
    return grid.filter(grid.one < grid.other)


def _starts(events: Relation, period: FeedPeriod) -> Any:
    """First day of the period of an event."""
    # DuckDB makes a moment of a truncated day: by way of moments both engines end at a day.
    return events.event_first.cast("timestamp").truncate(_UNITS[period]).date()


def _row(row: dict[str, Any]) -> DyadPeriod:
    # DuckDB adds whole numbers up in 128 bits, which Arrow hands over as decimals.
    sums = {name: int(row[name]) for name in (*_SUMS, "together", "volume")}
    weight, squares = sums.pop("weight"), sums.pop("weight_squares")
    tone_sum, tone_squares = sums.pop("tone_sum"), sums.pop("tone_squares")
    tone = spread = None
    if weight:
        tone = tone_sum / weight / _THOUSANDTHS
        # In whole numbers: the difference of two large squares is exact.
        spread = (tone_squares * weight - tone_sum**2) / weight**2 / _THOUSANDTHS**2
    return DyadPeriod(
        feed=row["feed"], starts=row["starts"], one=row["one"], other=row["other"], events=sums["events"],
        imprecise=sums["imprecise"], together=sums["together"], volume=sums["volume"], tone=tone, spread=spread, weight=weight,
        number=weight**2 / squares if squares else 0.0,
    )  # fmt: skip
