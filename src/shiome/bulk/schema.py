"""The one schema into which every feed is read.

Two clocks stand in each row: ``event_first``/``event_last``, when it happened, and ``added_date``, when the feed knew it. What a
feed does not tell is null; nothing is inferred that the feed does not say. Codes of actors and places stay those of the feed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from shiome.bulk.extra import Schema, pa


class Field(NamedTuple):
    """One column: its name, Arrow type (with ``?`` where it may be null), and what it means."""

    name: str
    type: str
    meaning: str

    @property
    def nullable(self) -> bool:
        """Whether a row may leave it out."""
        return self.type.endswith("?")


EVENT_FIELDS: tuple[Field, ...] = (
    Field("feed_id", "string", "the feed's own identifier of the event"),
    Field("key", "uint64", "what the feed counts as one event: equal for repeats and for later versions of it"),
    Field("row_hash", "binary(16)", "BLAKE2b of the raw row: equal for rows that are the same to the byte"),
    Field("line", "int64", "1-based line of the raw file at which the row begins"),
    Field("event_first", "date32", "first day on which it may have happened"),
    Field("event_last", "date32", "last day on which it may have happened"),
    Field("date_precision", "string", "day, days, week, month, year: how exactly the feed claims to know"),
    Field("added_date", "date32", "day on which the feed knew of this row"),
    Field("added_at", "timestamp[s]?", "the same as a moment (UTC), where the feed gives one"),
    Field("added_basis", "string", "row, file, version, given: where that day comes from"),
    Field("source_text", "string?", "who acts, as the feed writes it"),
    Field("source_code", "string?", "the feed's code of the same"),
    Field("source_country", "string?", "its country in the feed's scheme; several are joined by semicolons"),
    Field("source_sector", "string?", "its role in the feed's scheme (government, military, rebels …)"),
    Field("target_text", "string?", "towards whom it acts"),
    Field("target_code", "string?", "the feed's code of the same"),
    Field("target_country", "string?", "its country in the feed's scheme"),
    Field("target_sector", "string?", "its role in the feed's scheme"),
    Field("code_system", "string", "cameo, plover, acled, ucdp: the scheme of ``code``"),
    Field("code", "string?", "the event code, as given"),
    Field("plover", "string", "PLOVER type (2021 names); NONE where it has none"),
    Field("mode", "string", "PLOVER mode; empty for none"),
    Field("context", "list<string>", "PLOVER contexts"),
    Field("plover_basis", "string", "feed, mapping: whether the feed says the type or its code was mapped"),
    Field(
        "intensity", "double?", "conflict (-10) to cooperation (10): Goldstein's scale or the feed's own on that range"
    ),
    Field("mentions", "int32?", "mentions in the first batch of reports"),
    Field("sources", "int32?", "different sources that report it"),
    Field("articles", "int32?", "documents that report it"),
    Field("tone", "double?", "average tone of those documents (-100 to 100)"),
    Field("latitude", "double?", "degrees north"),
    Field("longitude", "double?", "degrees east"),
    Field("place", "string?", "where, as the feed writes it"),
    Field("place_country", "string?", "country of the place in the feed's scheme"),
    Field("place_precision", "string?", "point, place, district, province, country, region"),
    Field("publisher", "string?", "who reported it"),
    Field("url", "string?", "where the report stands"),
    Field("note", "string?", "the feed's own sentence about the event"),
    Field("deaths_low", "int32?", "lowest estimate of deaths"),
    Field("deaths_best", "int32?", "best estimate of deaths"),
    Field("deaths_high", "int32?", "highest estimate of deaths"),
    Field("faults", "string", "what was wrong with the row, joined by semicolons; empty for nothing"),
    Field(
        "repeat", "string", "row: an equal row was loaded before; id: the same event with other content was; else empty"
    ),
    Field("file", "string", "name of the raw file"),
)
"""The columns of a Parquet file. ``feed`` and ``month`` (of ``event_first``) are its folders: ``feed=gdelt/month=2024-06``."""

PARTITION_FIELDS: tuple[Field, ...] = (
    Field("feed", "string", "gdelt, icews, polecat, acled, ucdp"),
    Field("month", "string", "year and month of ``event_first``, as 2024-06"),
)


@lru_cache(maxsize=1)
def event_schema() -> Schema:
    """The columns of :data:`EVENT_FIELDS` as an Arrow schema.

    Raises
    ------
    MissingExtra
        Without pyarrow.
    """
    types = {
        "string": pa.string(),
        "uint64": pa.uint64(),
        "int64": pa.int64(),
        "int32": pa.int32(),
        "double": pa.float64(),
        "date32": pa.date32(),
        "timestamp[s]": pa.timestamp("s"),
        "binary(16)": pa.binary(16),
        "list<string>": pa.list_(pa.string()),
    }
    return pa.schema(
        [
            pa.field(
                field.name, types[field.type.removesuffix("?")], field.nullable, metadata={"meaning": field.meaning}
            )
            for field in EVENT_FIELDS
        ]
    )


def __getattr__(name: str) -> Schema:
    """``EVENT_SCHEMA``, built when it is first asked for."""
    if name == "EVENT_SCHEMA":
        return event_schema()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
