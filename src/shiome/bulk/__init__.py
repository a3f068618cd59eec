"""Large tables: public event feeds as one Parquet data set with two clocks.

GDELT 2, ICEWS, POLECAT, ACLED and UCDP GED files are read into one schema (``EVENT_FIELDS``), in a folder that DuckDB, Spark or
any reader of Parquet can open::

    feed=gdelt/month=2024-06/<file>-0.parquet     events
    _rejects/gdelt/<file>.jsonl                   rows that could not be read, each with its reason
    _manifest/gdelt-<file>.json                   what was loaded: counts, faults, both clocks

Needs the extra ``bulk``; nothing of it is loaded before the first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shiome.bulk.faults import FAULTS, REASONS
from shiome.bulk.feeds import FEEDS
from shiome.bulk.schema import EVENT_FIELDS

if TYPE_CHECKING:
    from shiome.bulk.dyads import dyad_day
    from shiome.bulk.headings import sniff_feed
    from shiome.bulk.loading import LoadReport, Progress, load_feed, load_file
    from shiome.bulk.manifest import Entry, read_manifest
    from shiome.bulk.querying import open_feed
    from shiome.bulk.schema import event_schema

_LATE = {
    "dyad_day": "dyads",
    "sniff_feed": "headings",
    "LoadReport": "loading",
    "Progress": "loading",
    "load_feed": "loading",
    "load_file": "loading",
    "Entry": "manifest",
    "read_manifest": "manifest",
    "open_feed": "querying",
    "event_schema": "schema",
    "EVENT_SCHEMA": "schema",
}

__all__ = [
    "EVENT_FIELDS",
    "FAULTS",
    "FEEDS",
    "REASONS",
    "Entry",
    "LoadReport",
    "Progress",
    "dyad_day",
    "event_schema",
    "load_feed",
    "load_file",
    "open_feed",
    "read_manifest",
    "sniff_feed",
]


def __getattr__(name: str) -> Any:
    """Names that need more than the standard library, loaded when they are asked for."""
    if name in _LATE:
        from importlib import import_module

        return getattr(import_module(f"shiome.bulk.{_LATE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
