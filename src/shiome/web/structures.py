"""The structures that pages read data into, made ready before readers share them.

msgspec (0.22) works out how a structure is read when the first value is read into it. A second thread that reads into the same
structure meanwhile finds it half made, and the process ends with a fault of memory. So all are made ready while there is one thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import msgspec

_LATER = (
    "shiome.bulk.manifest",
    "shiome.futures.ledger.pooling",
    "shiome.policy.conflict.files",
    "shiome.policy.conflict.futures",
    "shiome.reading.claims.grading",
    "shiome.reading.coding.coder",
    "shiome.records.dumps.archive",
    "shiome.sanctions.positions.manifest",
    "shiome.workspace.coding",
    "shiome.workspace.commitments",
    "shiome.workspace.entered",
    "shiome.workspace.futures",
    "shiome.workspace.review",
    "shiome.yardsticks.votes.loading",
)
"""Modules with structures that pages load only when they are asked for."""


def make_ready() -> None:
    """Make every structure ready; to be called once the pages are loaded and before anything is asked."""
    for name in _LATER:
        import_module(name)
    for each in _below(msgspec.Struct):
        if each.__module__.startswith("shiome."):
            msgspec.json.Decoder(each)


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    below: list[type[Any]] = kind.__subclasses__()
    for each in below:
        yield each
        yield from _below(each)
