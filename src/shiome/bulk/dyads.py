"""Events between two parties, counted by day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from shiome.bulk.extra import Table, ibis
from shiome.bulk.plugged import known_feeds
from shiome.bulk.querying import Relation, open_feed, streamed
from shiome.errors import QueryRefused
from shiome.vocabulary.plover import QUADRANTS

DYAD_COLUMNS: dict[str, str] = {
    "feed": "counts of one feed are never added to those of another: they tell of the same events",
    "day": "first day of the event",
    "source": "who acts",
    "target": "towards whom",
    "events": "how many events",
    "imprecise": "of them, those whose day the feed does not know exactly",
    "verbal_cooperation": "of them, by quadrant of their PLOVER type",
    "material_cooperation": "likewise",
    "verbal_conflict": "likewise",
    "material_conflict": "likewise",
    "goldstein": "mean intensity (-10 to 10) of the events that have one; null for none",
    "goldstein_events": "how many have one",
    "mentions": "sum of mentions; null where the feed does not count them",
    "deaths": "sum of the best estimates of deaths; null where the feed gives none",
}
"""Columns of :func:`dyad_day` and their meaning."""

_KINDS: dict[str, list[str]] = {
    quadrant.replace(" ", "_"): [kind for kind, of in QUADRANTS.items() if of == quadrant]
    for quadrant in dict.fromkeys(QUADRANTS.values())
}
"""Column of a quadrant to its PLOVER types."""


def dyad_day(
    folder: Path,
    actors: Mapping[str, str],
    *,
    as_of: date | None = None,
    feeds: Collection[str] | None = None,
    by: Mapping[str, str] | None = None,
    within: bool = False,
    batch_rows: int = 65_536,
    backend: Any = None,
) -> Iterator[Table]:
    """Counts and mean Goldstein score of each directed dyad and day, streamed as Arrow record batches, ordered.

    An event of several actors counts for each pair of them.

    Parameters
    ----------
    actors:
        From what the feeds write (a country code, a country's name, a Gleditsch-Ward number, a party's name) to the actor
        that is meant. Events of parties that are not in it are left out.
    as_of:
        Count only what had happened, and what the feed knew, by that day.
    by:
        Per feed, which column names the parties: ``country``, ``code`` or ``text``; by itself the country, for ACLED the text.
    within:
        Whether to count events of an actor towards itself.

    Raises
    ------
    QueryRefused
        ``bulk.actors``: no actor is given; ``bulk.column``: ``by`` names no column.
    NotKnown, MissingExtra
        As :func:`~shiome.bulk.querying.open_feed`.
    """
    events = open_feed(folder, feeds=feeds, as_of=as_of, backend=backend)
    yield from streamed(count_dyads(events, actors, by=by or {}, within=within), batch_rows)


def count_dyads(events: Relation, actors: Mapping[str, str], *, by: Mapping[str, str], within: bool) -> Relation:
    """The counts as an Ibis table, for events that :func:`~shiome.bulk.querying.open_feed` gave."""
    if not actors:
        raise QueryRefused(
            "bulk.actors",
            "no actor is given to count events between",
            ja="数える対象の行為者がない",
            hint="map what the feeds write to actors, as PRK=PRK",
            hint_ja="データの表記から行為者への対応を渡す",
        )
    columns = party_columns(by)
    meant = ibis.map(list(actors), list(actors.values()))
    groups = _by_name(events, columns)
    # Spread one after the other: two columns spread side by side would pair up, not cross.
    acting = groups.mutate(source=actors_of(groups, "source", columns, meant).unnest())
    paired = acting.mutate(target=actors_of(acting, "target", columns, meant).unnest())
    paired = paired.filter(paired.source.notnull(), paired.target.notnull())
    if not within:
        paired = paired.filter(paired.source != paired.target)
    counted = paired.group_by(["feed", "day", "source", "target"]).aggregate(
        **{name: whole_sum(paired[name]) for name in ("events", "imprecise", *_KINDS)},
        goldstein=paired.goldstein_sum.sum() / paired.goldstein_events.sum().nullif(0),
        goldstein_events=whole_sum(paired.goldstein_events),
        mentions=whole_sum(paired.mentions),
        deaths=whole_sum(paired.deaths),
    )
    return counted.order_by(["feed", "day", "source", "target"])


def _by_name(events: Relation, columns: Mapping[str, str]) -> Relation:
    """Counts by what the feeds write, which is far fewer groups than there are events, before names are resolved."""
    named = events.mutate(
        day=events.event_first,
        source_written=written_of(events, "source", columns),
        target_written=written_of(events, "target", columns),
    )
    return named.group_by(["feed", "day", "source_written", "target_written"]).aggregate(
        events=named.count(),
        imprecise=named.count(where=named.date_precision != "day"),
        **{name: named.count(where=named.plover.isin(kinds)) for name, kinds in _KINDS.items()},
        goldstein_sum=named.intensity.sum(),
        goldstein_events=named.intensity.count(),
        mentions=whole_sum(named.mentions),
        deaths=whole_sum(named.deaths_best),
    )


def party_columns(by: Mapping[str, str]) -> dict[str, str]:
    """Per feed, the column that names its parties."""
    columns = {name: by.get(name, feed.actor_column) for name, feed in known_feeds().items()}
    for name, column in columns.items():
        if column not in ("country", "code", "text"):
            raise QueryRefused(
                "bulk.column",
                f"the parties of {name} cannot be told by {column!r}",
                ja=f"{name} の当事者は {column!r} では分からない",
                hint="country, code or text",
                failed=column,
            )
    return columns


def written_of(events: Relation, side: str, columns: Mapping[str, str]) -> Any:
    """What each feed writes of one side (``source`` or ``target``), in the column that names its parties best."""
    branches = [(events.feed == name, events[f"{side}_{column}"]) for name, column in columns.items()]
    return ibis.cases(*branches)


def actors_of(groups: Relation, side: str, columns: Mapping[str, str], meant: Any) -> Any:
    """The actors of one side, each once: of one name, or of several countries."""
    written = groups[f"{side}_written"]
    listed = groups.feed.isin([name for name, column in columns.items() if column == "country"])
    names = ibis.ifelse(listed, written.split(";"), ibis.array([written]))
    return names.map(lambda name: meant.get(name)).unique()


def whole_sum(column: Any) -> Any:
    """The sum of whole numbers, as a whole number."""
    # Whole numbers are added up as decimals of 38 digits by DuckDB; as doubles they are exact far beyond any count here.
    return column.cast("float64").sum().cast("int64")
