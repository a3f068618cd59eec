"""One reader per feed: a chunk of its rows in, events of the common schema and rejected rows out."""

from __future__ import annotations

from collections.abc import Callable

from shiome.bulk.draft import Draft, Events
from shiome.bulk.plugged import read_own
from shiome.bulk.readers.acled import read_acled
from shiome.bulk.readers.gdelt import read_gdelt
from shiome.bulk.readers.icews import read_icews
from shiome.bulk.readers.polecat import read_polecat
from shiome.bulk.readers.ucdp import read_ucdp

READERS: dict[str, Callable[[Draft], None]] = {
    "gdelt": read_gdelt,
    "icews": read_icews,
    "polecat": read_polecat,
    "acled": read_acled,
    "ucdp": read_ucdp,
}


def read_events(draft: Draft) -> Events:
    """The events and the rejected rows of a chunk, by the reader of its feed."""
    feed = draft.setting.feed
    if feed.by:
        return read_own(feed, draft)
    READERS[feed.name](draft)
    return draft.finish()


__all__ = ["READERS", "read_acled", "read_events", "read_gdelt", "read_icews", "read_polecat", "read_ucdp"]
