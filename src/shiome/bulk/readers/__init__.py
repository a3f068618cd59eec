"""One reader per feed: a chunk of its rows in, events of the common schema and rejected rows out."""

from __future__ import annotations

from collections.abc import Callable

from shiome.bulk.draft import Draft
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

__all__ = ["READERS", "read_acled", "read_gdelt", "read_icews", "read_polecat", "read_ucdp"]
